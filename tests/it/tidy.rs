//! The house rules of ARCHITECTURE.md, kept by a test: floors, doors, module heads, sizes, no orphans.

use std::collections::BTreeSet;
use std::fs;

use crate::support::{path, rust_sources, text};

/// A module uses modules of floors below its own, and itself.
const FLOORS: &[(&str, u8)] = &[
    ("source", 0),
    ("shelf", 0),
    ("scratch", 1),
    ("figure", 0),
    ("digest", 0),
    ("suggest", 0),
    ("limits", 0),
    ("message", 0),
    ("diagnostic", 1),
    ("answer", 1),
    ("draw", 2),
    ("finding", 2),
    ("syntax", 3),
    ("account", 3),
    ("fingerprint", 3),
    ("result", 4),
    ("builtins", 4),
    ("pack", 4),
    ("page", 5),
    ("plan", 5),
    ("config", 5),
    ("format", 5),
    ("waive", 5),
    ("roster", 5),
    ("layout", 5),
    ("schema", 6),
    ("check", 6),
    ("eval", 6),
    ("report", 7),
    ("engine", 8),
    ("snapshot", 8),
    ("cases", 9),
];

/// A dependency, and the places that may use it.
const DOORS: &[(&str, &[&str])] = &[
    ("pest", &["src/syntax/"]),
    ("granit_parser", &["src/account/"]),
    ("serde_yaml", &["src/pack/", "src/snapshot/"]),
    ("sha2", &["src/digest.rs"]),
    ("toml", &["src/config/"]),
    ("postcard", &["src/finding/tables.rs", "src/pack/"]),
    ("tempfile", &["src/scratch.rs"]),
    ("semver", &["src/pack/"]),
    ("rust_decimal", &["src/figure/"]),
    ("num_bigint", &["src/figure/"]),
    ("num_integer", &["src/figure/"]),
    ("num_traits", &["src/figure/"]),
    ("miette", &["src/draw/"]),
    ("unicode_width", &["src/draw/", "src/report/", "src/format/"]),
    ("similar", &["src/cli/"]),
    ("console", &["src/cli/"]),
    ("serde_json", &["src/cases/", "src/report/", "src/result/", "src/schema/", "src/snapshot/"]),
    ("rust_xlsxwriter", &["src/report/xlsx/"]),
    ("quick_xml", &["src/report/xml.rs", "src/report/docx/"]),
    ("zip", &["src/report/docx/", "src/report/xlsx/leaves.rs"]),
    ("minijinja", &["src/report/html/", "src/report/docx/"]),
    (
        "schemars",
        &[
            "src/figure/",
            "src/diagnostic.rs",
            "src/answer.rs",
            "src/finding.rs",
            "src/finding/",
            "src/result/",
            "src/pack/",
            "src/waive/",
            "src/roster/",
            "src/layout.rs",
            "src/schema/",
        ],
    ),
    ("regex", &["src/plan/"]),
    ("rayon", &["src/engine/"]),
    ("aho_corasick", &["src/result/redact.rs"]),
    ("memchr", &["src/account/", "src/cli/"]),
    ("simdutf8", &["src/account/"]),
    ("fluent_bundle", &["src/message/"]),
    ("fluent_syntax", &["src/message/"]),
    ("clap", &["src/cli/", "src/main.rs"]),
    ("clap_complete", &["src/cli/completions.rs"]),
    ("clap_mangen", &["src/cli/man.rs"]),
    ("indicatif", &["src/cli/progress.rs"]),
    ("std::fs", &["src/cli/", "src/pack/store.rs"]),
];

/// Longest file; a longer one earns a line in ARCHITECTURE.md.
const MOST_LINES: usize = 600;

/// The text without comment lines.
fn code(text: &str) -> String {
    text.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn floor_of(module: &str) -> Option<u8> {
    FLOORS.iter().find(|(name, _)| *name == module).map(|(_, floor)| *floor)
}

#[test]
fn floors() {
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for (file, text) in rust_sources("src") {
        let module = file.trim_start_matches("src/").trim_end_matches(".rs").split('/').next().unwrap().to_owned();
        if matches!(module.as_str(), "lib" | "main" | "cli") {
            continue;
        }
        let Some(floor) = floor_of(&module) else { panic!("{file}: module `{module}` has no floor") };
        seen.insert(module.clone());
        // `$crate` is the front page, as those see it who use the macro.
        for used in code(&text).replace("$crate::", "").split("crate::").skip(1) {
            let used: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            match floor_of(&used) {
                Some(below) if used == module || below < floor => {}
                _ => wrong.push(format!("{file} (floor {floor}) uses {used}")),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(seen.len(), FLOORS.len(), "a floor without its module");
}

#[test]
fn doors() {
    let mut wrong = Vec::new();
    let sources = rust_sources("src");
    for (dependency, places) in DOORS {
        let mut used = false;
        for (file, text) in &sources {
            let direct = format!("{dependency}::");
            let uses = code(text).match_indices(&direct).any(|(at, _)| {
                let before = code(text)[..at].chars().next_back();
                !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
            });
            if uses && !places.iter().any(|place| file.starts_with(place)) {
                wrong.push(format!("{file} uses {dependency}"));
            }
            used |= uses;
        }
        assert!(used, "nothing uses {dependency}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_says_its_job_and_is_of_a_size() {
    let mut wrong = Vec::new();
    for (file, text) in ["src", "tests", "benches"].into_iter().flat_map(rust_sources) {
        if !text.starts_with("//! ") {
            wrong.push(format!("{file} does not open with its one job"));
        }
        if text.lines().count() > MOST_LINES && !self::text("ARCHITECTURE.md").contains(&file) {
            wrong.push(format!("{file} is longer than {MOST_LINES} lines"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_snapshot_is_an_orphan() {
    let mut names = Vec::new();
    for entry in fs::read_dir(path("tests/it/snapshots")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let Some(stem) = name.strip_suffix(".snap") else { panic!("{name} is not reviewed") };
        let mut parts = stem.splitn(3, "__");
        let (_, module, case) = (parts.next(), parts.next().unwrap(), parts.next().unwrap());
        let source = text(&format!("tests/it/{module}.rs"));
        let of_file = case.strip_prefix("mistake_").map(|c| c.rsplit_once('_').unwrap());
        let known = match of_file {
            Some((stem, extension)) => path(&format!("tests/mistakes/{stem}.{extension}")).exists(),
            None => source.contains(&format!("\"{case}\"")),
        };
        assert!(known, "nothing makes the snapshot {name}");
        names.push(name);
    }
    assert!(names.len() > 10);
}

#[test]
fn every_fixture_is_expected_and_says_its_source() {
    let mut fixtures: Vec<String> = fs::read_dir(path("fixtures"))
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .filter(|n| n.ends_with(".yaml"))
        .collect();
    fixtures.sort();
    let expected: Vec<String> = crate::support::expected_accounts().into_iter().map(|a| a + ".yaml").collect();
    assert_eq!(fixtures, expected);
    for fixture in fixtures {
        assert!(text(&format!("fixtures/{fixture}")).contains("\nsource: "), "{fixture}");
    }
}

#[test]
fn dependencies_say_why_they_are_there() {
    let manifest = text("Cargo.toml");
    let mut explained = false;
    let mut in_dependencies = false;
    for line in manifest.lines() {
        match line {
            l if l.starts_with('[') => in_dependencies = l == "[dependencies]" || l == "[dev-dependencies]",
            l if l.starts_with('#') => explained = true,
            "" => explained = false,
            l if in_dependencies => assert!(explained, "`{l}` has no reason"),
            _ => {}
        }
    }
}

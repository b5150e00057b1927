//! The result document: what it carries, its schema, and that everything can be rendered from it later.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use gouji::result::{Document, Limits, Wanted};
use gouji::{Account, CellContent, Content, Engine, FileKind, Verdict};
use serde_json::Value;

use crate::support::{expected_accounts, folder, gouji_in, path, stderr, stdout, text, write};

const SEED: &str = "fixtures/sichuan-panzhihua-2023.yaml";
/// An excerpt whose text is large, though it is short in the document.
const LINES: &str = "{\"file\": \"x\", \"lines\": [{\"line\": 3000000, \"text\": \"\"}]},";
const FORMATS: [&str; 9] = ["text", "concise", "json", "ndjson", "github", "markdown", "sarif", "junit", "html"];

/// Engine, account as read, and the whole document of a fixture.
fn whole(name: &str) -> (Account, Document) {
    let mut engine = Engine::new().explaining_all(true);
    engine.record();
    let account = engine.read_account(name, fs::read(path(name)).unwrap()).unwrap();
    let report = engine.check(vec![account.clone()]);
    (account, Document::of(&report, engine.sources(), &Wanted::default()))
}

/// What a check writes in every format, and what is rendered of its kept result: the same bytes.
fn renders_alike(name: &str, accounts: &[&str]) {
    let folder = folder(name);
    let kept = folder.join("result.json").display().to_string();
    let keep = format!("json={kept}");
    stdout(&[&["check", "-o", &keep], accounts].concat());
    for format in FORMATS {
        for options in [&[][..], &["--lang", "en", "--show", "all"], &["--quiet", "--show", "rounding"]] {
            let (first, direct) = stdout(&[&["check", "-o", format], options, accounts].concat());
            let (code, later) = stdout(&[&["report", &kept, "-o", format], options].concat());
            assert_eq!(code, first);
            assert!(direct == later, "{format} {options:?} of {accounts:?} differs");
            assert!(!direct.is_empty());
        }
    }
}

#[test]
fn a_kept_result_renders_as_the_run_did() {
    renders_alike("kept_seed", &[SEED]);
}

#[test]
fn a_kept_result_of_a_folder_renders_as_the_run_did() {
    renders_alike("kept_folder", &["fixtures"]);
}

#[test]
fn waivers_baselines_and_rosters_are_rendered_later_too() {
    let folder = folder("kept_answers");
    let seed = write(&folder, "seed.yaml", text(SEED));
    let units = write(&folder, "units.yaml", "- {name: 攀枝花市社会保险事务中心, years: [2023, 2022]}\n");
    let waivers = write(&folder, "w.yaml", crate::support::waiver_entry(SEED, "SC-212"));
    let baseline = folder.join("known.yaml").display().to_string();
    stdout(&["check", &seed, "--write-baseline", &baseline]);
    renders_alike("kept_answers_result", &["--waivers", &waivers, "--baseline", &baseline, "--roster", &units, &seed]);
}

#[test]
fn a_kept_result_ends_as_the_run_did() {
    let dir = folder("kept_codes");
    write(&dir, "good.yaml", "entity: 甲局\nyear: 2023\na: 1\nb: 1\n");
    write(&dir, "bad.yaml", "entity: 乙局\nyear: 2023\na: 1\nb: 2\n");
    write(&dir, "part.yaml", "entity: 丙局\nyear: 2023\na: 1\nb: 1\nd: 1\n");
    write(&dir, "none.yaml", "entity: 丁局\nyear: 2023\n");
    write(&dir, "broken.yaml", "a: [1\n");
    write(&dir, "r.gj", "rule R {\n  severity warning\n  assert a == b\n}\n");
    write(&dir, "e.gj", "rule E {\n  assert a == b\n}\n");
    write(&dir, "m.gj", "rule M {\n  assert a == b\n}\nrule N {\n  when d is present\n  assert c == d\n}\n");
    write(&dir, "wrong.gj", "a ==\n");
    write(&dir, "units.yaml", "- {name: 甲局, years: [2023]}\n- {name: 戊局, years: [2023]}\n");
    write(&dir, "w.yaml", "- {rule: E, entity: 乙局, year: 2023, figures: {a: 1, b: 3}}\n");
    fs::create_dir(dir.join("empty")).unwrap();
    let runs: [(&str, &[&str], i32); 17] = [
        ("", &["good.yaml", "--rules", "e.gj"], 0),
        ("", &["bad.yaml", "--rules", "e.gj"], 1),
        ("", &["bad.yaml", "--rules", "r.gj"], 0),
        ("--fail-on warning", &["bad.yaml", "--rules", "r.gj"], 1),
        ("--fail-on never", &["bad.yaml", "--rules", "e.gj"], 0),
        ("", &["part.yaml", "--rules", "m.gj"], 0),
        ("--strict", &["part.yaml", "--rules", "m.gj"], 1),
        ("", &["none.yaml", "--rules", "e.gj"], 4),
        ("", &["empty", "--rules", "e.gj"], 4),
        ("", &["broken.yaml", "--rules", "e.gj"], 2),
        ("", &["bad.yaml", "broken.yaml", "--rules", "e.gj"], 3),
        ("", &["good.yaml", "missing.yaml", "--rules", "e.gj"], 3),
        ("", &["good.yaml", "--rules", "wrong.gj"], 2),
        ("", &["good.yaml", "--rules", "e.gj", "--roster", "units.yaml"], 1),
        ("--fail-on never", &["good.yaml", "--rules", "e.gj", "--roster", "units.yaml"], 0),
        ("", &["bad.yaml", "--rules", "e.gj", "--write-baseline", "known.yaml"], 1),
        ("", &["bad.yaml", "--rules", "e.gj", "--baseline", "known.yaml", "--waivers", "w.yaml"], 0),
    ];
    for (gate, arguments, wanted) in runs {
        let gate: Vec<&str> = gate.split_whitespace().collect();
        let (code, kept, _) = gouji_in(&dir, &[&["check", "-o", "json"], arguments, &gate].concat());
        assert_eq!(code, wanted, "{arguments:?} {gate:?}");
        write(&dir, "kept.json", kept);
        for format in ["text", "html", "sarif"] {
            let (later, ..) = gouji_in(&dir, &[&["report", "kept.json", "-o", format], &gate[..]].concat());
            assert_eq!(later, wanted, "{arguments:?} {gate:?} as {format}");
        }
    }
}

#[test]
fn a_folder_that_cannot_be_looked_into_is_unread() {
    let dir = folder("unread_folder");
    write(&dir, "r.gj", "a == 1\n");
    fs::create_dir_all(dir.join(format!("in/{}", "d/".repeat(40)))).unwrap();
    write(&dir, "in/good.yaml", "a: 1\n");
    write(&dir, &format!("in/{}deep.yaml", "d/".repeat(40)), "a: 2\n");
    let (code, json, told) = gouji_in(&dir, &["check", "in", "--rules", "r.gj", "-o", "json"]);
    assert!(code == 3 && told.contains("file::depth"), "{code} {told}");
    let document: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(document["summary"]["unreadable"], 1);
}

#[test]
fn a_result_read_back_is_the_one_that_was_written() {
    let (_, document) = whole(SEED);
    let mut bytes = Vec::new();
    gouji::render::write_json(&document, &mut bytes).unwrap();
    assert_eq!(String::from_utf8(bytes.clone()).unwrap(), stdout(&["check", SEED, "-o", "json"]).1);
    assert_eq!(Document::read(&bytes, &Limits::default()), Ok(document));
}

#[test]
fn what_is_no_whole_result_is_refused_with_its_place() {
    let folder = folder("no_result");
    let whole = stdout(&["check", SEED, "-o", "json"]).1;
    let last = whole.rfind("\"line\": ").unwrap();
    for (name, text, why) in [
        ("version", whole.replacen("\"schema_version\": 1", "\"schema_version\": 2", 1), "第 2 版"),
        ("half", whole.chars().take(whole.chars().count() / 2).collect(), "half.json:"),
        ("verdict", whole.replacen("\"verdict\": \"violated\"", "\"verdict\": \"wrong\"", 1), "verdict.json:"),
        (
            "unit",
            whole.replacen("\"unit\": \"万元\",\n        \"kind\"", "\"unit\": \"%\",\n        \"kind\"", 1),
            "unit.json:",
        ),
        ("number", whole.replacen("\"rule_number\": 0", "\"rule_number\": 100000", 1), "findings"),
        (
            "line",
            format!(
                "{}\"line\": 0{}",
                &whole[..last],
                whole[last + 8..].trim_start_matches(|c: char| c.is_ascii_digit())
            ),
            "excerpts",
        ),
        ("lines", whole.replacen("\"excerpts\": [", &format!("\"excerpts\": [{}", LINES.repeat(2)), 1), "excerpts"),
        ("yaml", "entity: 某局\n".to_owned(), "yaml.json:1:1"),
        ("empty", String::new(), "empty.json:1"),
        ("deep", "[".repeat(100_000), "deep.json:1"),
    ] {
        assert_ne!(text, whole, "{name}");
        let file = write(&folder, &format!("{name}.json"), text);
        let (code, told) = stderr(&["report", &file]);
        assert_eq!(code, 2, "{name}");
        assert!(told.contains("result::unreadable") && told.contains(why), "{name}: {told}");
    }
    let (code, told) = stderr(&["report", "nowhere.json"]);
    assert!(code == 2 && told.contains("file::unreadable"), "{told}");
    let small = Limits { bytes: 10, ..Limits::default() };
    assert!(Document::read(whole.as_bytes(), &small).is_err());
}

/// Where the whole numbers of a document stand, one place of each kind.
fn numbers(value: &Value, way: &str, place: &str, found: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(fields) => fields
            .iter()
            .for_each(|(name, field)| numbers(field, &format!("{way}.{name}"), &format!("{place}/{name}"), found)),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(at, item)| numbers(item, &format!("{way}[]"), &format!("{place}/{at}"), found)),
        Value::Number(_) => drop(found.entry(way.to_owned()).or_insert_with(|| place.to_owned())),
        _ => {}
    }
}

/// A count that is too great to be added up is refused; the greatest that is not, is rendered.
#[test]
fn no_number_of_a_kept_result_stops_a_writer() {
    let folder = folder("kept_numbers");
    let account = write(&folder, "a.yaml", "entity: 某局\nyear: 2023\nunit: 万元\ntotal: 3\nsub: 1\n");
    let broken = write(&folder, "b.yaml", "entity: [某局\n");
    let units = write(&folder, "units.yaml", "- {name: 某局, years: [2023, 2022]}\n");
    let rules = write(&folder, "r.gj", "rule R {\n  assert total == sub\n}\nrule S {\n  assert total >= 1\n}\n");
    let waivers = write(&folder, "w.yaml", "- rule: R\n  entity: 某局\n  year: 2023\n  figures: {total: 3, sub: 1}\n");
    let kept = folder.join("kept.json").display().to_string();
    let given = ["--rules", &rules, "--roster", &units, "--waivers", &waivers, &account, &broken];
    stdout(&[&["check", "-o", &format!("json={kept}")], &given[..]].concat());
    let whole: Value = serde_json::from_str(&text(&kept)).unwrap();
    let mut found = BTreeMap::new();
    numbers(&whole, "", "", &mut found);
    assert!(found.len() > 40, "{found:#?}");
    let written: Vec<String> = ["html", "xlsx", "docx", "sarif", "junit", "markdown", "github", "ndjson", "concise"]
        .iter()
        .map(|format| format!("{format}={}", folder.join(format!("out.{format}")).display()))
        .collect();
    let outputs: Vec<&str> = written.iter().flat_map(|out| ["-o", out]).chain(["-o", "text"]).collect();
    for (way, place) in &found {
        for value in [u64::MAX, 1 << 48] {
            let mut changed = whole.clone();
            *changed.pointer_mut(place).unwrap() = value.into();
            let file = write(&folder, "changed.json", changed.to_string());
            let (code, told) = stderr(&[&["report", &file, "--show", "all"], &outputs[..]].concat());
            assert!((0..=3).contains(&code) && !told.contains("panicked"), "{way} = {value}: {told}");
            assert!(value < u64::MAX || code == 2 || way.ends_with("line") || way.ends_with("column"), "{way}: {told}");
        }
    }
}

/// The tables have every scalar of an account once, in the order of the file, as printed and at its place.
#[test]
fn the_tables_are_the_whole_account() {
    for name in expected_accounts() {
        let file = format!("fixtures/{name}.yaml");
        let (account, document) = whole(&file);
        let source = text(&file);
        let tables = document.accounts[0].tables.get().unwrap();
        let figures: Vec<_> = tables.iter().flat_map(|t| &t.rows).flat_map(|row| &row.figures).collect();
        let listed: Vec<&str> = figures.iter().map(|f| f.path.as_str()).collect();
        let unlike = ["source", "rounding"];
        let wanted: Vec<String> = account
            .ids()
            .filter(|&id| !matches!(account.node(id).content, Content::Record(_) | Content::List(_)))
            .filter(|&id| !account.is_setting(id))
            .map(|id| account.path(id))
            .filter(|path| !unlike.iter().any(|head| path.starts_with(&format!("{head}."))))
            .collect();
        assert_eq!(listed, wanted, "{name}");
        for figure in &figures {
            let line = source.lines().nth(figure.line - 1).unwrap();
            let from: String = line.chars().skip(figure.column - 1).collect();
            let quoted = from.trim_start_matches(['"', '\'']);
            assert!(quoted.starts_with(&figure.text) || figure.content == CellContent::Text, "{name}: {figure:?}");
        }
        // A figure of a finding is one of them, unless it is a blank cell.
        let known: BTreeSet<(&str, usize, usize)> =
            figures.iter().map(|f| (f.path.as_str(), f.line, f.column)).collect();
        for figure in document.findings.iter().flat_map(|f| &f.figures) {
            let (Some(line), Some(column)) = (figure.extent.line, figure.extent.column) else { continue };
            assert!(known.contains(&(figure.path.as_str(), line, column)), "{name}: {figure:?}");
        }
    }
}

#[test]
fn the_tables_of_an_account_can_be_drawn() {
    let mut drawn = String::new();
    for table in whole(SEED).1.accounts[0].tables.get().unwrap().iter().take(4) {
        drawn += &format!("# {} {}\n", table.path, table.label.as_deref().unwrap_or("-"));
        for row in &table.rows {
            let cells: Vec<String> = row
                .figures
                .iter()
                .map(|f| format!("{}={}", f.head.as_deref().or(f.field.as_deref()).unwrap_or("-"), f.text))
                .collect();
            drawn += &format!("{} | {}\n", row.label, cells.join(" | "));
        }
    }
    insta::assert_snapshot!("tables_of_the_seed", drawn);
}

#[test]
fn files_and_packs_are_known_by_their_digests() {
    let folder = folder("digests");
    write(&folder, "a.yaml", "classification: 内部\nunit: 元\na: 1\nb: 2\n");
    write(&folder, "r.gj", "a == b\n");
    let (code, out, _) = gouji_in(&folder, &["check", "a.yaml", "--rules", "r.gj", "-o", "json"]);
    assert_eq!(code, 1);
    let document: Value = serde_json::from_str(&out).unwrap();
    let account = &document["accounts"][0];
    assert_eq!(account["classification"], "内部");
    // By sha256sum.
    assert_eq!(account["sha256"], "7db8732fd9220651e1823416c8b90c001d0fb81b284fe937993056e3e19cf87b");
    assert_eq!(
        document["packs"],
        serde_json::json!([{ "shown": "r.gj", "name": "r.gj", "version": null, "sha256": "c5207bab0fdfe742b2d10ec33ef2cd3980d9dee1dbbe098c1783afeab3958670" }])
    );
    let document: Value = serde_json::from_str(&stdout(&["check", SEED, "-o", "json"]).1).unwrap();
    let shown: Vec<&str> = document["packs"].as_array().unwrap().iter().map(|p| p["shown"].as_str().unwrap()).collect();
    let of_account = document["accounts"][0]["packs"].as_array().unwrap();
    assert!(of_account.iter().all(|pack| shown.contains(&pack.as_str().unwrap())) && shown.len() == of_account.len());
}

#[test]
fn only_what_is_listed_goes_into_a_document_for_people() {
    let mut engine = Engine::new();
    let account = engine.read_account(SEED, fs::read(path(SEED)).unwrap()).unwrap();
    let report = engine.check(vec![account]);
    let wanted = Wanted { verdicts: vec![Verdict::Violated], excerpts: false };
    let document = Document::of(&report, engine.sources(), &wanted);
    assert!(document.findings.iter().all(|f| f.verdict == Verdict::Violated));
    assert_eq!(document.findings.len(), report.count(Verdict::Violated));
    assert_eq!(document.count(Verdict::Holds), report.count(Verdict::Holds));
    assert!(document.excerpts.is_empty() && document.accounts[0].tables.get().unwrap().is_empty());
}

#[test]
fn real_results_pass_their_schema_and_broken_ones_do_not() {
    let schema: Value = serde_json::from_str(&Engine::new().schema(FileKind::Result).unwrap()).unwrap();
    assert_eq!(stdout(&["schema", "result"]).1, Engine::new().schema(FileKind::Result).unwrap());
    let judge = crate::support::Validator::of(schema);
    let broken = write(&folder("schema_result"), "broken.yaml", "a: [\n");
    for arguments in [
        &["check", SEED, "-o", "json"][..],
        &["check", "fixtures", "-o", "json"],
        &["check", SEED, &broken, "-o", "json"],
    ] {
        let result: Value = serde_json::from_str(&stdout(arguments).1).unwrap();
        assert_eq!(judge.fault(&result), None);
        // Every key of the document, of an account and of a finding is asked for.
        for (place, keys) in [
            ("", "schema_version tool summary findings packs excerpts"),
            ("/accounts/0", "file verdicts tables sha256"),
            ("/findings/0", "fingerprint verdict at figures answer rule_number"),
        ] {
            for key in keys.split(' ') {
                let mut broken = result.clone();
                broken.pointer_mut(place).unwrap().as_object_mut().unwrap().remove(key).unwrap();
                assert!(judge.fault(&broken).is_some(), "{place} without {key}");
            }
        }
        for (place, value) in
            [("/findings/0/verdict", "wrong"), ("/summary/violated", "1"), ("/accounts/0/classification", "绝密")]
        {
            let mut broken = result.clone();
            *broken.pointer_mut(place).unwrap() = value.into();
            assert!(judge.fault(&broken).is_some(), "{place}");
        }
    }
}

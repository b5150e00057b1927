//! The page of diagnostics: every code of the source has its section and the reverse, and every example does
//! what it says.
//!
//! | block | claim |
//! | --- | --- |
//! | `gouji wrong [pack] [also=CODE]` | rules of a loose file, or of a pack, with just the section's code |
//! | `gouji right [pack]` | rules without an error or warning |
//! | `yaml wrong`, `yaml right` | an account, likewise |
//! | `yaml wrong pack=FILE [also=pack.yaml]` | a pack of this file, with a manifest besides |

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use gouji::{Diagnostic, Engine};

use crate::support::{path, text};

const PAGE: &str = "docs/diagnostics.md";

/// Sections whose examples must run; the others may describe files that no text can show.
const RUN: [&str; 3] = ["rule::", "check::", "lint::"];

const MANIFEST: &str = "name: example\nversion: 0.1.0\ntitle: 例\n";

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
        if entry.is_dir() {
            rust_files(&entry, found);
        } else if entry.extension().is_some_and(|e| e == "rs") {
            found.push(entry);
        }
    }
}

/// Every code that the source can give.
fn codes_of_source() -> BTreeSet<String> {
    let mut files = Vec::new();
    rust_files(&path("src"), &mut files);
    let mut codes = BTreeSet::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        // A quotation mark in apostrophes begins no string.
        let text = text.split("#[cfg(test)]").next().unwrap().replace("'\"'", "");
        for quoted in
            text.lines().filter(|l| !l.trim_start().starts_with("//")).flat_map(|l| l.split('"').skip(1).step_by(2))
        {
            let Some((prefix, name)) = quoted.split_once("::") else { continue };
            let is_name = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
            if is_name(prefix) && is_name(name) {
                codes.insert(quoted.to_owned());
            }
        }
    }
    codes
}

struct Example {
    section: String,
    line: usize,
    words: Vec<String>,
    body: String,
}

impl Example {
    fn has(&self, word: &str) -> bool {
        self.words.iter().any(|w| w == word)
    }

    fn get(&self, key: &str) -> Option<&str> {
        self.words.iter().find_map(|w| w.strip_prefix(key)?.strip_prefix('='))
    }

    /// The codes found in the example.
    fn found(&self) -> BTreeSet<String> {
        let codes = |problems: &[Diagnostic]| problems.iter().map(|d| d.code.to_owned()).collect::<BTreeSet<String>>();
        let mut engine = Engine::new();
        match (self.words[0].as_str(), self.get("pack")) {
            ("gouji", _) if !self.has("pack") => {
                engine.use_rules("rules.gj", &self.body);
                codes(&engine.lint())
            }
            ("gouji", _) => {
                let manifest = format!("{MANIFEST}extends:\n  - {{pack: national, version: \"^0.1\"}}\n");
                engine.use_pack_folder(&self.folder(&[("pack.yaml", &manifest), ("rules.gj", &self.body)]));
                codes(&engine.lint())
            }
            (_, Some(file)) => {
                let manifest = (self.get("also") == Some("pack.yaml")).then_some(("pack.yaml", MANIFEST));
                let files: Vec<(&str, &str)> = [(file, self.body.as_str())].into_iter().chain(manifest).collect();
                engine.use_pack_folder(&self.folder(&files));
                codes(&engine.lint())
            }
            _ => match engine.read_account("a.yaml", self.body.clone().into_bytes()) {
                Ok(account) => {
                    let mut found = codes(engine.diagnostics());
                    engine.use_pack("national");
                    found.extend(codes(&engine.check(vec![account]).diagnostics));
                    found
                }
                Err(problems) => codes(&problems),
            },
        }
    }

    /// A pack's folder with just these files.
    fn folder(&self, files: &[(&str, &str)]) -> PathBuf {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("diagnostics-pack");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        for (name, text) in files {
            fs::write(folder.join(name), text).unwrap();
        }
        folder
    }
}

fn sections_and_examples() -> (Vec<String>, Vec<Example>) {
    let page = text(PAGE);
    let (mut sections, mut examples) = (Vec::new(), Vec::new());
    let mut lines = page.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        if let Some(head) = line.strip_prefix("### ") {
            sections.push(head.split(' ').next().unwrap().to_owned());
        } else if let Some(info) = line.strip_prefix("```") {
            let body: String =
                lines.by_ref().map(|(_, l)| l).take_while(|l| *l != "```").map(|l| format!("{l}\n")).collect();
            let words = info.split_whitespace().map(str::to_owned).collect();
            examples.push(Example { section: sections.last().unwrap().clone(), line: number + 1, words, body });
        }
    }
    (sections, examples)
}

#[test]
fn every_code_has_its_section_and_the_reverse() {
    let (sections, _) = sections_and_examples();
    let described: BTreeSet<String> = sections.iter().cloned().collect();
    assert_eq!(described.len(), sections.len(), "a section stands twice");
    let codes = codes_of_source();
    let missing: Vec<&String> = codes.difference(&described).collect();
    let unknown: Vec<&String> = described.difference(&codes).collect();
    assert!(missing.is_empty() && unknown.is_empty(), "without a section: {missing:?}; in no source: {unknown:?}");
    assert!(codes.len() > 100);
}

#[test]
fn every_example_of_the_page_does_what_it_says() {
    let (sections, examples) = sections_and_examples();
    let mut wrong = Vec::new();
    for example in &examples {
        let mut wanted = BTreeSet::new();
        if example.has("wrong") {
            wanted.insert(example.section.clone());
            wanted.extend(example.get("also").filter(|also| also.contains("::")).map(str::to_owned));
        }
        let found = example.found();
        if found != wanted {
            wrong.push(format!("{PAGE}:{}: {} gives {found:?}", example.line, example.section));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for section in sections.iter().filter(|s| {
        RUN.iter().any(|r| s.starts_with(r)) && !["rule::unknown", "rule::retired_id"].contains(&s.as_str())
    }) {
        for sort in ["wrong", "right"] {
            let has = examples.iter().any(|e| e.section == *section && e.has(sort));
            assert!(has, "{section} has no example `{sort}`");
        }
    }
}

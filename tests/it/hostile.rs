//! Hostile inputs to the real command: each ends in time with its exit code and message, never in a panic and never
//! in a pass that was not earned.

mod figures;
mod files;
mod rules;
mod terminal;
mod yaml;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use crate::support::{folder, rust_sources, text, write};

/// Within this time even a large input must be done; the bound is for builds without optimisation on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// Signs that something went wrong in the tool itself.
const PANICS: [&str; 4] = ["panicked", "RUST_BACKTRACE", "stack overflow", "src/"];

/// One hostile input: its number and what it is, the bytes, the exit code, and what standard output or error must say.
type Case<'a> = (&'a str, &'a [u8], i32, &'a str);

/// The command in a folder, with nothing of the caller's environment that could show.
fn gouji(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    command.current_dir(folder).env_remove("GOUJI_LANG").env_remove("NO_COLOR").env_remove("COLUMNS");
    command
}

/// What was written, both streams in one; the streams are UTF-8 and end in time, and tell of no panic.
fn ended(what: &str, command: &mut Command) -> (i32, String) {
    let start = Instant::now();
    let Output { status, stdout, stderr } = command.output().unwrap();
    assert!(start.elapsed() < PATIENCE, "{what} took {:?}", start.elapsed());
    let text = String::from_utf8(stdout).unwrap() + &String::from_utf8(stderr).unwrap();
    for panic in PANICS {
        assert!(!text.contains(panic), "{what}\n{text}");
    }
    (status.code().unwrap_or(-1), text)
}

/// What is wrong with the outcome of a case.
fn fault(what: &str, (code, text): &(i32, String), wanted: i32, says: &str) -> Option<String> {
    let start: String = text.chars().take(600).collect();
    (*code != wanted || !text.contains(says)).then(|| format!("{what}: exit {code}, wanted {wanted} {says:?}\n{start}"))
}

/// Every case as an account, judged by a rule of one line; all that differ are told.
fn accounts(name: &str, rule: &str, cases: &[Case]) {
    let dir = folder(name);
    let rules = write(&dir, "rules.gj", rule);
    let faults: Vec<String> = cases
        .iter()
        .filter_map(|(what, bytes, wanted, says)| {
            fs::write(dir.join("a.yaml"), bytes).unwrap();
            let mut command = gouji(&dir);
            command.args(["check", "a.yaml", "--show", "all", "--rules", &rules]);
            let outcome = ended(what, &mut command);
            // The same input gives valid JSON too, and the same exit code.
            let (code, json) = json_of(&dir, &rules);
            assert_eq!(code, outcome.0, "{what}");
            assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok(), "{what}\n{json}");
            fault(what, &outcome, *wanted, says)
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Exit code and standard output of a check that writes JSON.
fn json_of(dir: &Path, rules: &str) -> (i32, String) {
    let output = gouji(dir).args(["check", "a.yaml", "-o", "json", "--rules", rules]).output().unwrap();
    (output.status.code().unwrap_or(-1), String::from_utf8(output.stdout).unwrap())
}

/// How many kinds of hostile inputs there are, by the table in `docs/trust.md`.
const KINDS: u32 = 87;

/// The numbers of a list like `1–3, 5`, up to where it ends.
fn kinds(list: &str) -> Vec<u32> {
    let end = list.find(|c: char| !c.is_ascii_digit() && !matches!(c, '–' | ',' | ' ')).unwrap_or(list.len());
    let parts = list[..end].split([',', ' ']).filter(|part| !part.is_empty());
    parts
        .flat_map(|part| {
            let (from, to) = part.split_once('–').unwrap_or((part, part));
            from.parse().unwrap_or(1)..=to.parse().unwrap_or(0)
        })
        .collect()
}

/// Of each kind, the tests with a text that begins with its number.
fn tried() -> BTreeMap<u32, BTreeSet<String>> {
    let mut tried: BTreeMap<u32, BTreeSet<String>> = BTreeMap::new();
    for (path, source) in rust_sources("tests/it/hostile") {
        let module = path.rsplit('/').next().unwrap().trim_end_matches(".rs");
        for part in source.split("#[test]").skip(1) {
            let name = part.split_once("fn ").unwrap().1.split_once('(').unwrap().0;
            let texts = part.split('"').skip(1).filter(|text| text.starts_with(|c: char| c.is_ascii_digit()));
            for kind in texts.flat_map(kinds) {
                tried.entry(kind).or_default().insert(format!("{module}::{name}"));
            }
        }
    }
    tried
}

#[test]
fn every_kind_of_hostile_input_has_the_test_that_the_table_names() {
    let (page, tried) = (text("docs/trust.md"), tried());
    let table = page.split_once("### The kinds of hostile inputs").unwrap().1.split_once("\n## ").unwrap().0;
    let mut known = BTreeSet::new();
    for row in table.lines().filter(|line| line.starts_with("| ") && line.contains('`')) {
        let cells: Vec<&str> = row.split(" | ").collect();
        let test = cells[2].split('`').nth(1).unwrap();
        for kind in kinds(cells[0].trim_start_matches("| ")) {
            assert!(tried.get(&kind).is_some_and(|tests| tests.contains(test)), "{kind} in {test}");
            known.insert(kind);
        }
    }
    assert_eq!(known, (1..=KINDS).collect());
}

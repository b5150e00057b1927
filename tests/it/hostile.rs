//! Hostile inputs to the real command: each ends in time with its exit code and message, never in a panic and never
//! in a pass that was not earned.

mod figures;
mod files;
mod rules;
mod terminal;
mod yaml;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use crate::support::{folder, write};

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

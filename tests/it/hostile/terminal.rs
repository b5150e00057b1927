//! What reaches the terminal, and what of the surroundings reaches the output: nothing.

use std::process::Output;

use super::{ended, gouji};
use crate::support::{folder, path, write};

const SEED: &str = "fixtures/sichuan-panzhihua-2023.yaml";

#[test]
fn escapes_never_reach_the_terminal() {
    let dir = folder("escapes");
    write(&dir, "a.yaml", "unit: 万元\nname: \"\\e[31mred\\u202Etxt\\e]0;title\\a\"\n\"k\\e[2J\": 1\nx: 1\ny: 2\n");
    write(&dir, "plain.yaml", "unit: 万元\nname: \"\\e[31mred\\u202Etxt\\e]0;title\\a\"\nx: 1\ny: 2\n");
    write(&dir, "r.gj", "rule R \"标题\" {\n  assert x == y\n  message \"{name}\"\n}\nname == \"red\"\n");
    for arguments in [
        vec!["check", "plain.yaml", "--rules", "r.gj"],
        vec!["check", "a.yaml", "--rules", "r.gj"],
        vec!["eval", "name", "plain.yaml"],
        vec!["check", "plain.yaml", "--rules", "r.gj", "--quiet"],
        vec!["check", "plain.yaml", "--rules", "r.gj", "-o", "markdown"],
        vec!["check", "plain.yaml", "--rules", "r.gj", "-o", "github"],
        vec!["check", "plain.yaml", "--rules", "r.gj", "-o", "json"],
        vec!["check", "plain.yaml", "--rules", "r.gj", "-o", "ndjson"],
    ] {
        let (_, text) = ended("79", gouji(&dir).args(&arguments));
        assert!(!text.contains(['\u{1b}', '\u{7}', '\u{7f}']), "{arguments:?}\n{text:?}");
        // What is data for programs keeps the characters of the account.
        let for_programs = arguments.ends_with(&["json"]) || arguments.ends_with(&["ndjson"]);
        assert!(for_programs || !text.contains('\u{202e}'), "{arguments:?}\n{text:?}");
    }
}

#[test]
fn surroundings_change_nothing() {
    let run = |change: &dyn Fn(&mut std::process::Command)| -> Output {
        let mut command = gouji(&path("."));
        command.args(["check", SEED, "--show", "all"]);
        change(&mut command);
        command.output().unwrap()
    };
    let plain = run(&|_| ());
    assert_eq!(plain.status.code(), Some(1));
    assert_eq!(plain, run(&|_| ()), "87 the same input gives the same bytes");
    let surroundings: [(&str, &str); 14] = [
        ("COLUMNS", "1"),
        ("COLUMNS", "0"),
        ("COLUMNS", "1000000000"),
        ("COLUMNS", "wide"),
        ("NO_COLOR", "1"),
        ("TERM", "dumb"),
        ("CI", "true"),
        ("LANG", "C"),
        ("LC_ALL", "C"),
        ("LC_ALL", "de_DE.UTF-8"),
        ("LANG", "zh_CN.GB18030"),
        ("TZ", "Pacific/Kiritimati"),
        ("HOME", "/nonexistent"),
        ("RUST_LOG", "trace"),
    ];
    for (name, value) in surroundings {
        let output = run(&|command| {
            command.env(name, value);
        });
        assert_eq!(output, plain, "80–82, 85–87 {name}={value}");
    }
    let bare = run(&|command| {
        command.env_clear();
    });
    assert_eq!(bare, plain, "85 without any environment");
}

/// The bytes of every format, written to files in a folder.
fn written(name: &str, account: &str, change: &dyn Fn(&mut std::process::Command)) -> Vec<(String, Vec<u8>)> {
    const FORMATS: [&str; 11] =
        ["text", "concise", "json", "ndjson", "github", "markdown", "sarif", "junit", "html", "xlsx", "docx"];
    let out = folder(name);
    let mut command = gouji(&path("."));
    command.args(["check", account, "fixtures/yunnan-diqing-2021.yaml", "--show", "all", "--quiet"]);
    for format in FORMATS {
        command.arg("-o").arg(format!("{format}={}", out.join(format).display()));
    }
    change(&mut command);
    assert_eq!(command.output().unwrap().status.code(), Some(1));
    let read = |format: &str| (format.to_owned(), std::fs::read(out.join(format)).unwrap());
    FORMATS.into_iter().map(read).collect()
}

#[test]
fn every_format_is_the_same_everywhere() {
    let plain = written("everywhere", SEED, &|_| ());
    let elsewhere = written("everywhere_else", SEED, &|command| {
        command.env_clear().args(["-j", "7"]);
        command.envs([("TZ", "Pacific/Kiritimati"), ("LC_ALL", "de_DE.UTF-8"), ("COLUMNS", "1"), ("TERM", "xterm")]);
    });
    let alone = written("everywhere_alone", SEED, &|command| {
        command.args(["-j", "1"]).current_dir(path("./fixtures/.."));
    });
    for ((format, plain), other) in plain.iter().zip(elsewhere.iter().zip(&alone)) {
        assert!(*plain == other.0.1 && *plain == other.1.1, "87 {format} differs");
        assert!(!plain.is_empty(), "{format}");
    }
}

#[test]
fn json_of_everything_is_json() {
    let (_, text) = ended(
        "83",
        gouji(&path("."))
            .args(["check", "fixtures", "tests/mistakes", "-o", "json", "--lang", "zh"])
            .stderr(std::process::Stdio::null()),
    );
    let value: serde_json::Value = serde_json::from_str(text.trim_end()).unwrap();
    assert!(value["diagnostics"].as_array().is_some_and(|d| d.len() > 5));
}

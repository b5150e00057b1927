//! What makes the command line comfortable: completions, manual pages, versions, the look at the surroundings.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use insta::assert_snapshot;
use serde_json::Value;

use crate::support::{folder, gouji, gouji_in, path, stdout, text, write};

const ACCOUNT: &str = "entity: {name: 某某局}\nyear: 2023\nunit: 万元\nincome: {total: 1.00}\n";

/// The subcommands of a command, and theirs, as its help lists them: `gouji-pack-list`.
fn subcommands(words: &[&str], found: &mut BTreeSet<String>) {
    let (_, help) = stdout(&[words, &["--help"]].concat());
    found.insert(["gouji"].iter().chain(words).copied().collect::<Vec<_>>().join("-"));
    let Some((_, list)) = help.split_once("\nCommands:\n") else { return };
    let list = list.split("\n\n").next().unwrap();
    let names = list.lines().filter_map(|line| line.strip_prefix("  ")).filter(|line| !line.starts_with(' '));
    for name in names.map(|line| line.split_whitespace().next().unwrap()).filter(|name| *name != "help") {
        subcommands(&[words, &[name]].concat(), found);
    }
}

#[test]
fn every_command_has_its_manual_page() {
    let mut commands = BTreeSet::new();
    subcommands(&[], &mut commands);
    assert!(commands.contains("gouji-pack-list") && commands.contains("gouji-check"), "{commands:?}");
    let pages = folder("man_pages");
    let inner = pages.join("man/man1");
    let (code, out, err) = gouji_in(&pages, &["man", "man/man1"]);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    let names = fs::read_dir(&inner).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
    let written: BTreeSet<String> = names.map(|name| name.strip_suffix(".1").unwrap().to_owned()).collect();
    assert_eq!(written, commands);
    assert!(err.contains(&format!("{} 页手册", commands.len())), "{err}");
    let page = fs::read_to_string(inner.join("gouji-check.1")).unwrap();
    assert!(page.contains(&format!(".TH gouji-check 1  \"gouji {}\"", env!("CARGO_PKG_VERSION"))), "{page}");
    assert!(page.contains("\\-\\-baseline") && page.contains("GOUJI_LANG"), "{page}");
    // The main page alone goes to the standard output, the same bytes.
    assert_eq!(stdout(&["man"]), (0, fs::read_to_string(inner.join("gouji.1")).unwrap()));
    let before: Vec<Vec<u8>> = commands.iter().map(|c| fs::read(inner.join(format!("{c}.1"))).unwrap()).collect();
    assert_eq!(gouji_in(&pages, &["man", "man/man1"]).0, 0);
    let now: Vec<Vec<u8>> = commands.iter().map(|c| fs::read(inner.join(format!("{c}.1"))).unwrap()).collect();
    assert!(before == now);
    write(&pages, "file", "");
    let (code, _, err) = gouji_in(&pages, &["man", "file"]);
    assert_eq!(code, 2, "{err}");
}

#[test]
fn completions_know_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (code, script) = stdout(&["completions", shell]);
        assert_eq!(code, 0);
        for word in ["completions", "snapshot", "vendor", "write-baseline"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
        assert_eq!(stdout(&["completions", shell]).1, script, "{shell}");
    }
    assert_eq!(stdout(&["completions", "tcl"]).0, 2);
}

/// What the shell itself says of its script, where there is one.
#[test]
fn bash_takes_its_completions() {
    let Ok(mut bash) = Command::new("bash").arg("-n").stdin(Stdio::piped()).stderr(Stdio::piped()).spawn() else {
        return;
    };
    bash.stdin.take().unwrap().write_all(stdout(&["completions", "bash"]).1.as_bytes()).unwrap();
    let said = bash.wait_with_output().unwrap();
    assert!(said.status.success() && said.stderr.is_empty(), "{}", String::from_utf8_lossy(&said.stderr));
}

#[test]
fn versions() {
    let (code, json) = stdout(&["version", "--json"]);
    assert_eq!(code, 0);
    let about: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(about["tool"]["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(about["formats"]["result"], 1);
    let named: BTreeSet<&str> =
        about["packs"].as_array().unwrap().iter().map(|p| p["name"].as_str().unwrap()).collect();
    let folders = fs::read_dir(path("rules")).unwrap().map(|e| e.unwrap().path());
    let packs = folders.filter(|folder| folder.join("pack.yaml").exists());
    let packs: BTreeSet<String> = packs.map(|f| f.file_name().unwrap().to_str().unwrap().to_owned()).collect();
    assert_eq!(named, packs.iter().map(String::as_str).collect());
    // The digests are those that results carry.
    let (_, result) = stdout(&["check", "fixtures/sichuan-panzhihua-2023.yaml", "-o", "json"]);
    let result: Value = serde_json::from_str(&result).unwrap();
    for used in result["packs"].as_array().unwrap() {
        let same = about["packs"].as_array().unwrap().iter().find(|pack| pack["name"] == used["name"]).unwrap();
        assert_eq!((&same["sha256"], &same["version"]), (&used["sha256"], &used["version"]));
    }
    assert!(!json.contains(env!("CARGO_MANIFEST_DIR")));
    for (lang, name) in [("zh", "version_zh"), ("en", "version_en")] {
        let (code, said) = stdout(&["version", "--lang", lang]);
        assert_eq!(code, 0);
        let lines: Vec<&str> = said.lines().collect();
        assert_eq!(lines.len(), 2 + packs.len(), "{said}");
        insta::with_settings!({filters => vec![("[0-9a-f]{64}", "SHA-256")]}, {
            assert_snapshot!(name, lines[..4].join("\n"));
        });
        assert_eq!(stdout(&["version", "--lang", lang]).1, said);
    }
}

/// `gouji doctor` in a folder, with nothing of the caller's environment and some variables.
fn doctor(inside: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    command.arg("doctor").args(arguments).current_dir(inside).env_clear().envs(variables.iter().copied());
    let Output { status, stdout, .. } = command.output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap())
}

#[test]
fn a_doctor_who_finds_nothing() {
    let dir = folder("doctor_good");
    write(&dir, "a.yaml", ACCOUNT);
    write(&dir, "gouji.toml", "lang = \"zh\"\n");
    let utf8 = [("LANG", "zh_CN.UTF-8")];
    let (code, said) = doctor(&dir, &[], &utf8);
    assert_eq!(code, 0, "{said}");
    assert_snapshot!("doctor_zh", said);
    let (code, said) = doctor(&dir, &["--lang", "en"], &utf8);
    assert_eq!(code, 0, "{said}");
    assert_snapshot!("doctor_en", said);
    let (code, json) = doctor(&dir, &["--json"], &utf8);
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((code, &json["good"]), (0, &Value::Bool(true)));
    let ids: Vec<&str> = json["checks"].as_array().unwrap().iter().map(|c| c["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["output", "width", "colour", "encoding", "language", "config", "packs", "accounts"]);
}

#[test]
fn a_doctor_who_finds_something() {
    let dir = folder("doctor_bad");
    write(&dir, "gouji.toml", "lang = \"zh\"\npakcs = []\n");
    write(&dir, "wrong.gj", "income.total ==\n");
    let (code, said) = doctor(&dir, &["--rules", "wrong.gj"], &[("LC_ALL", "zh_CN.GB18030"), ("LANG", "C.UTF-8")]);
    assert_eq!(code, 1, "{said}");
    assert_snapshot!("doctor_bad_zh", said);
    let (code, said) = doctor(&dir, &["--lang", "en", "missing", "--isolated"], &[("NO_COLOR", "1")]);
    assert_eq!(code, 1, "{said}");
    assert_snapshot!("doctor_bad_en", said);
    let (code, json) = doctor(&dir, &["--json"], &[("GOUJI_LANG", "en")]);
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((code, &json["good"]), (1, &Value::Bool(false)));
    let config = json["checks"].as_array().unwrap().iter().find(|check| check["id"] == "config").unwrap();
    assert!(config["found"].as_str().unwrap().starts_with("gouji.toml:2: "), "{config}");
    let language = json["checks"].as_array().unwrap().iter().find(|check| check["id"] == "language").unwrap();
    assert_eq!(language["found"], "English, by GOUJI_LANG");
}

/// A pack that does not load whole is named, with what to do.
#[test]
fn a_doctor_looks_into_packs() {
    let dir = folder("doctor_pack");
    write(&dir, "a.yaml", ACCOUNT);
    assert_eq!(gouji(&["pack", "new", dir.join("mine").to_str().unwrap()]).status.code(), Some(0));
    let utf8 = [("LANG", "C.UTF-8")];
    assert_eq!(doctor(&dir, &["--pack", "mine"], &utf8).0, 0);
    let rules = text(dir.join("mine/example.gj").to_str().unwrap());
    fs::write(dir.join("mine/example.gj"), rules.replace("part ≲ total", "part ≲ totla")).unwrap();
    let (code, said) = doctor(&dir, &["--pack", "mine"], &utf8);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("gouji pack verify mine"), "{said}");
}

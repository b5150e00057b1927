//! `gouji init`: what it writes does what its last words promise.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use insta::assert_snapshot;

use crate::support::{Validator, folder, gouji_in, write};

/// Every file below a folder, by its path in it.
fn files(root: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else {
                found.insert(entry.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/"));
            }
        }
    }
    found
}

fn project(name: &str) -> (PathBuf, String) {
    let dir = folder(name);
    let (code, told, err) = gouji_in(&dir, &["init", "x"]);
    assert_eq!((code, err.as_str()), (0, ""), "{told}");
    (dir.join("x"), told)
}

#[test]
fn it_does_what_its_last_words_promise() {
    let (project, told) = project("init_promise");
    assert_snapshot!("init_zh", told);
    assert!(told.contains("   cd x\n") && told.contains(&format!("{} 个文件", files(&project).len())), "{told}");
    let commands: Vec<Vec<&str>> = told
        .lines()
        .filter_map(|line| line.strip_prefix("   gouji "))
        .map(|line| line.split("  ").next().unwrap().split_whitespace().filter(|word| word.is_ascii()).collect())
        .collect();
    assert_eq!(commands, [vec!["check"], vec!["test"], vec!["fmt", "--check"], vec!["lint"]]);
    let before = files(&project);
    for command in &commands {
        let (code, out, err) = gouji_in(&project, command);
        assert_eq!(code, 0, "{command:?}: {out}{err}");
        assert_eq!(err, "", "{command:?}");
    }
    assert_eq!(files(&project), before, "nothing else is written");
    // Nothing is passed over in silence: no figure of the example lacks its counterpart in the own rule.
    let (_, out, _) = gouji_in(&project, &["check", "--show", "all"]);
    assert!(out.contains("OWN-001"), "{out}");
    let (_, out, _) = gouji_in(&project, &["test"]);
    assert!(out.contains("own") && !out.contains("national"), "{out}");
    // The line that it says to try.
    let account = project.join("accounts/example-2023.yaml");
    let text = fs::read_to_string(&account).unwrap();
    let try_this = told.lines().last().unwrap().split(|c: char| !c.is_ascii_digit() && c != '.');
    let numbers: Vec<&str> = try_this.filter(|part| part.starts_with("882.")).collect();
    assert_eq!(numbers, ["882.35", "882.85"]);
    assert_eq!(text.matches("personnel: 882.35").count(), 1);
    fs::write(&account, text.replace("personnel: 882.35", "personnel: 882.85")).unwrap();
    let (code, out, _) = gouji_in(&project, &["check"]);
    assert_eq!((code, out.matches("N-018").count() > 0), (1, true), "{out}");
}

#[test]
fn it_never_overwrites() {
    let (project, _) = project("init_twice");
    let before = files(&project);
    let (code, out, err) = gouji_in(&project, &["init"]);
    assert_eq!((code, out.as_str()), (2, ""));
    for file in &before {
        assert!(err.contains(file.as_str()), "{file}: {err}");
    }
    // One file is enough, and nothing is written beside it.
    let dir = folder("init_taken");
    write(&dir, ".gitignore", "mine\n");
    let (code, _, err) = gouji_in(&dir, &["init", ".", "--lang", "en"]);
    assert_eq!(code, 2);
    assert_snapshot!("init_taken_en", err);
    assert_eq!(files(&dir), BTreeSet::from([".gitignore".to_owned()]));
    assert_eq!(fs::read_to_string(dir.join(".gitignore")).unwrap(), "mine\n");
    write(&dir, "file", "");
    assert_eq!(gouji_in(&dir, &["init", "file"]).0, 2);
}

#[test]
fn its_words_in_english() {
    let dir = folder("init_en");
    let (code, told, _) = gouji_in(&dir, &["init", "a b", "--lang", "en"]);
    assert_eq!(code, 0);
    assert_snapshot!("init_en", told);
}

/// The schemas that editors are given know the files that are there.
#[test]
fn editors_find_the_schemas_and_the_files_pass_them() {
    let (project, _) = project("init_schemas");
    let read = |file: &str| fs::read_to_string(project.join(file)).unwrap();
    let settings: serde_json::Value = serde_json::from_str(&read(".vscode/settings.json")).unwrap();
    let schemas = settings["yaml.schemas"].as_object().unwrap();
    let mut judged = 0;
    for (schema, files_of) in schemas {
        let schema = Validator::of(serde_json::from_str(&read(schema)).unwrap());
        let (start, end) = files_of.as_str().unwrap().split_once('*').unwrap_or((files_of.as_str().unwrap(), ""));
        for file in files(&project).iter().filter(|file| file.starts_with(start) && file.ends_with(end)) {
            let value: serde_yaml::Value = serde_yaml::from_str(&read(file)).unwrap();
            assert_eq!(schema.fault(&serde_json::to_value(value).unwrap()), None, "{file}");
            judged += 1;
        }
    }
    assert_eq!(judged, 3, "the account, the manifest and the cases");
    for (name, of) in [("account", "account"), ("waivers", "waivers"), ("cases", "cases")] {
        let (_, printed, _) = gouji_in(&project, &["schema", of, "--isolated"]);
        assert_eq!(read(&format!(".vscode/{name}.schema.json")), printed);
    }
}

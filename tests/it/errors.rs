//! Mistakes in rule files and accounts as the user sees them: the text, then the message. Each case says
//! in its first line what it shows.

use std::fs;

use crate::support::{path, stderr};

/// Every file under `tests/mistakes`, drawn in both languages.
#[test]
fn mistakes_are_explained() {
    let mut names: Vec<String> =
        fs::read_dir(path("tests/mistakes")).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert!(names.len() >= 10, "only {} cases", names.len());
    for name in names {
        let file = format!("tests/mistakes/{name}");
        let account = "fixtures/sichuan-panzhihua-2023.yaml";
        let arguments: Vec<&str> = match name.rsplit('.').next() {
            Some("gj") => vec!["check", account, "--rules", &file],
            _ => vec!["check", &file],
        };
        let (code, zh) = stderr(&arguments);
        assert_eq!(code, 2, "{name}");
        let (_, en) = stderr(&[&arguments[..], &["--lang", "en"]].concat());
        let source = fs::read_to_string(path(&file)).unwrap_or_default();
        insta::assert_snapshot!(
            format!("mistake_{}", name.replace('.', "_")),
            format!("{source}\n════ zh\n{zh}\n════ en\n{en}")
        );
    }
}

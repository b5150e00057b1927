//! Accounts in JSON: judged as the same accounts in YAML, and never taken where an independent reader refuses them.

use std::fmt::Write;
use std::fs;

use gouji::{Account, Content, Engine, Key, Limits, NodeId, Report, SourceId, load_json_account};
use proptest::prelude::*;
use serde_json::Value;

use crate::support;

/// The account as JSON, its figures as printed. What JSON has no number for, it has as text.
pub(crate) fn json(account: &Account, id: NodeId, out: &mut String) {
    let quoted = |text: &str| Value::from(text).to_string();
    let node = account.node(id);
    match node.content {
        Content::Record(children) | Content::List(children) => {
            let record = matches!(node.content, Content::Record(_));
            out.push(if record { '{' } else { '[' });
            for (at, &child) in children.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { ", " });
                if let Key::Name(name) = account.node(child).key {
                    write!(out, "{}: ", quoted(name)).unwrap();
                }
                json(account, child, out);
            }
            out.push(if record { '}' } else { ']' });
        }
        Content::Number(number) if number.suffix().is_none() => out.push_str(number.text()),
        Content::Number(number) => out.push_str(&quoted(number.text())),
        Content::Missing => out.push_str("null"),
        Content::Text(text) | Content::NoValue(text) | Content::Withheld(text) => out.push_str(&quoted(text)),
    }
}

/// What a report finds: everything of an instance but its places in the file.
fn found(report: &Report) -> Vec<String> {
    let instances = report.accounts.iter().flat_map(|account| &account.instances);
    instances
        .map(|instance| {
            let evidence = &instance.evidence;
            let figures: Vec<_> = evidence.figures.iter().map(|f| (&f.path, &f.text)).collect();
            format!("{} {} {} {:?} {figures:?}", instance.rule, instance.assertion, instance.place(), instance.verdict)
        })
        .collect()
}

#[test]
fn an_account_in_json_is_judged_as_in_yaml() {
    let mut judged = 0;
    for entry in fs::read_dir(support::path("fixtures")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        let check = |name: &str, bytes: Vec<u8>| {
            let mut engine = Engine::new();
            let account = engine.read_account(name, bytes).unwrap();
            (account.clone(), found(&engine.check(vec![account])))
        };
        let (account, in_yaml) = check("a.yaml", fs::read(&path).unwrap());
        let suffixes = account
            .ids()
            .any(|id| matches!(account.node(id).content, Content::Number(number) if number.suffix().is_some()));
        if suffixes {
            continue;
        }
        let mut text = String::new();
        json(&account, account.root(), &mut text);
        let (again, in_json) = check("a.json", text.into_bytes());
        assert_eq!(account.header, again.header, "{path:?}");
        assert_eq!(in_yaml, in_json, "{path:?}");
        judged += in_json.len();
    }
    assert!(judged > 1_000, "{judged} instances");
}

#[test]
fn check_takes_json_files_and_points_into_them() {
    let folder = std::env::temp_dir().join(format!("gouji-json-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join("a.json");
    fs::write(&file, "{\n  \"year\": 2023,\n  \"a\": 1.10,\n  \"b\": 1e5\n}\n").unwrap();
    let run = |arguments: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_gouji")).args(arguments).output().unwrap();
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout),
        )
    };
    let (code, told) = run(&["check", "--lang", "en", folder.to_str().unwrap()]);
    assert_eq!(code, Some(2), "{told}");
    assert!(told.contains("a.json:4:8") && told.contains("account::look_alike_number"), "{told}");
    fs::write(&file, "{\"year\": 2023, \"a\": 1.10, \"b\": 1.1}").unwrap();
    let rules = folder.join("r.gj");
    fs::write(&rules, "a == b\n").unwrap();
    let (code, told) = run(&["check", file.to_str().unwrap(), "--rules", rules.to_str().unwrap()]);
    assert_eq!(code, Some(0), "{told}");
    fs::remove_dir_all(&folder).unwrap();
}

/// Whether our reader takes a text; if not, the codes of what it says.
fn taken(text: &str) -> Result<(), Vec<&'static str>> {
    let loaded = load_json_account(SourceId(0), "a.json", text, &Limits::default());
    loaded.map(|_| ()).map_err(|errors| errors.iter().map(|error| error.code).collect())
}

/// What we refuse in JSON that is sound: what no account may hold.
const MEANING: [&str; 13] = [
    "account::duplicate_key",
    "account::look_alike_number",
    "account::empty_key",
    "account::hidden_character",
    "account::control_character",
    "account::lone_return",
    "account::root",
    "account::year",
    "account::unit",
    "account::header_text",
    "account::rounding",
    "account::rounding_key",
    "account::depth",
];

const PIECES: [&str; 30] = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"a\"",
    "\"b\":",
    "\"某\": ",
    "1",
    "1.50",
    "-0",
    "1e5",
    "01",
    "true",
    "null",
    "\"x\"",
    "\"\\u4e00\"",
    "\"\\ud800\"",
    "\"",
    "\\",
    " ",
    "\n",
    "{\"c\": 1}",
    "[1, 2]",
    "\"d\": 2,",
    "NaN",
    "\u{feff}",
    "x",
    "\t",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_independent_reader_agrees(
        start in prop::sample::select(vec!["", "{", "{\"k\": ", "{\"k\": [", "{\"k\": {\"l\": 1.10, "]),
        pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..12),
        end in prop::sample::select(vec!["", "}", "]}", "}}"]),
    ) {
        let text = format!("{start}{}{end}", pieces.concat());
        let sound = serde_json::from_str::<Value>(&text).is_ok();
        match taken(&text) {
            Ok(()) => prop_assert!(sound, "taken: {text:?}"),
            Err(codes) => prop_assert!(!sound || codes.iter().all(|code| MEANING.contains(code)), "{codes:?}: {text:?}"),
        }
    }
}

//! Accounts against an independent reader of YAML, and against hostile texts.

use std::cmp::Ordering;
use std::fs;
use std::path::{Path, PathBuf};

use gouji::{Account, Content, Key, Limits, NodeId, SourceId, SourceMap, load_account};
use proptest::prelude::*;
use serde_yaml::Value;

/// The account files directly under `fixtures/`.
fn fixtures() -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let entries = fs::read_dir(&folder).expect("the folder of fixtures");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), fs::read_to_string(path).expect("UTF-8"))).collect()
}

fn load(text: &str) -> (SourceMap, Account) {
    let mut sources = SourceMap::default();
    let source = sources.add("account.yaml", text);
    let (account, _) = load_account(source, "account.yaml", text, &Limits::default()).expect(text);
    (sources, account)
}

/// The printed numbers, each of which must stand in the file where the account says.
fn numbers(sources: &SourceMap, account: &Account) -> Vec<String> {
    let mut numbers = Vec::new();
    for id in account.ids() {
        let node = account.node(id);
        if let Content::Number(number) = &node.content {
            assert_eq!(sources.slice(node.span), number.text(), "{}", account.path(id));
            numbers.push(number.text().to_owned());
        }
    }
    numbers
}

/// Holds a node against what the other reader made of it: the same shape, names, words and values.
fn compare(account: &Account, id: NodeId, other: &Value) {
    let place = account.path(id);
    match (&account.node(id).content, other) {
        (Content::Record(children), Value::Mapping(entries)) => {
            assert_eq!(children.len(), entries.len(), "{place}");
            for (&child, (key, value)) in children.iter().zip(entries) {
                let key = key.as_str().map_or_else(|| serde_yaml::to_string(key).expect("a key"), str::to_owned);
                assert_eq!(account.node(child).key, Key::Name(key.trim_end_matches('\n')), "{place}");
                assert_eq!(account.node(child).parent, Some(id));
                compare(account, child, value);
            }
        }
        (Content::List(children), Value::Sequence(items)) => {
            assert_eq!(children.len(), items.len(), "{place}");
            for (number, (&child, value)) in (1..).zip(children.iter().zip(items)) {
                assert_eq!(account.node(child).key, Key::Index(number), "{place}");
                compare(account, child, value);
            }
        }
        (Content::Number(number), Value::Number(value)) => {
            let ours: f64 = number.digits().parse().expect("digits");
            let same = value.as_f64().and_then(|theirs| theirs.partial_cmp(&ours)) == Some(Ordering::Equal);
            assert!(same && number.suffix().is_none(), "{place}: {} and {value}", number.text());
        }
        (Content::Number(number), Value::String(text)) => {
            assert!(number.suffix().is_some() && number.text() == text, "{place}: {text}");
        }
        (Content::Text(ours) | Content::NoValue(ours) | Content::Withheld(ours), Value::String(theirs)) => {
            assert_eq!(**ours, **theirs, "{place}");
        }
        (Content::Text(word), Value::Bool(truth)) => assert_eq!(**word, *truth.to_string(), "{place}"),
        (Content::Missing, Value::Null) => {}
        (ours, theirs) => unreachable!("{place}: {ours:?} and {theirs:?}"),
    }
}

/// Loads whatever can be loaded; places must lie in the text in any case.
fn survive(text: &str) {
    let mut sources = SourceMap::default();
    let source = sources.add("hostile.yaml", text);
    let diagnostics = match load_account(source, "hostile.yaml", text, &Limits::default()) {
        Ok((account, warnings)) => {
            numbers(&sources, &account);
            warnings
        }
        Err(errors) => {
            assert!(!errors.is_empty());
            errors
        }
    };
    for label in diagnostics.iter().flat_map(|diagnostic| &diagnostic.labels) {
        assert!(text.get(label.span.range()).is_some(), "{text:?}: {diagnostics:?}");
    }
}

#[test]
fn real_accounts_load_as_another_reader_loads_them() {
    let fixtures = fixtures();
    assert!(!fixtures.is_empty());
    for (path, text) in fixtures {
        let (sources, account) = load(&text);
        assert!(!numbers(&sources, &account).is_empty(), "{}", path.display());
        assert!(account.header.year.is_some(), "{}", path.display());
        let other: Value = serde_yaml::from_str(&text).expect("YAML");
        compare(&account, account.root(), &other);
    }
}

/// Every YAML file below a folder.
fn all_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            all_below(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            found.push(path);
        }
    }
}

/// A mark of the document's end sends a text to the full parser: all YAML of the project means the same with it.
#[test]
fn the_quick_reader_and_the_full_parser_agree() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    ["fixtures", "rules"].iter().for_each(|folder| all_below(&root.join(folder), &mut files));
    assert!(files.len() > 30, "{}", files.len());
    for path in files {
        let text = fs::read_to_string(&path).expect("UTF-8");
        let full = format!("{}\n...\n", text.trim_end_matches('\n'));
        let read = |text: &str| load_account(SourceId(0), "a.yaml", text, &Limits::default());
        match (read(&text), read(&full)) {
            (Ok((ours, warnings)), Ok((theirs, others))) => {
                assert_eq!((&ours.header, warnings, ours.len()), (&theirs.header, others, theirs.len()), "{path:?}");
                for (id, other) in ours.ids().zip(theirs.ids()) {
                    assert_eq!(ours.node(id), theirs.node(other), "{path:?}");
                    assert_eq!(ours.setting(id), theirs.setting(other));
                    assert_eq!(ours.is_setting(id), theirs.is_setting(other));
                }
            }
            (Err(ours), Err(theirs)) => assert_eq!(ours, theirs, "{path:?}"),
            (ours, theirs) => assert_eq!(ours.is_ok(), theirs.is_ok(), "{path:?}"),
        }
    }
}

/// A value of a random account, written in one of several ways.
#[derive(Debug, Clone)]
enum Written {
    Figure(String),
    Other(String),
    List(Vec<Written>),
    Record(Vec<(String, Written)>),
}

fn written() -> impl Strategy<Value = Written> {
    let figure = "-?(0|[1-9][0-9]{0,9})(\\.[0-9]{1,6})?(元|万元|%|％|人次)?".prop_map(Written::Figure);
    let word = "[\u{4e00}-\u{4eff}]{1,6}".prop_map(Written::Other);
    let quoted =
        "[^\\p{C}\u{2028}\u{2029}]{0,12}".prop_map(|text| Written::Other(format!("'{}'", text.replace('\'', "''"))));
    let empty = prop_oneof![Just("~"), Just("null"), Just("--"), Just("—"), Just("涉密")];
    let leaf =
        prop_oneof![4 => figure, 1 => word, 1 => quoted, 1 => empty.prop_map(|word| Written::Other(word.into()))];
    leaf.prop_recursive(4, 40, 6, |inner| {
        let entries =
            prop::collection::btree_map("[a-z]{1,3}|[\u{4e00}-\u{4eff}]{1,3}|\"[0-9]{3}\"", inner.clone(), 0..6);
        prop_oneof![
            prop::collection::vec(inner, 0..6).prop_map(Written::List),
            entries.prop_map(|entries| Written::Record(entries.into_iter().collect())),
        ]
    })
}

impl Written {
    /// Writes the value after its name or dash; notes the figures.
    fn write(&self, indent: usize, out: &mut String, figures: &mut Vec<String>) {
        let margin = "  ".repeat(indent);
        match self {
            Written::Figure(text) => {
                figures.push(text.clone());
                out.push_str(&format!(" {text}  # {text}\n"));
            }
            Written::Other(text) => out.push_str(&format!(" {text}\n")),
            Written::List(items) if items.is_empty() => out.push_str(" []\n"),
            Written::Record(entries) if entries.is_empty() => out.push_str(" {}\n"),
            Written::List(items) => {
                out.push('\n');
                for item in items {
                    out.push_str(&format!("{margin}-"));
                    item.write(indent + 1, out, figures);
                }
            }
            Written::Record(entries) => {
                out.push('\n');
                for (name, value) in entries {
                    out.push_str(&format!("{margin}{name}:"));
                    value.write(indent + 1, out, figures);
                }
            }
        }
    }
}

proptest! {
    #[test]
    fn random_accounts_keep_their_figures(value in written()) {
        let (mut text, mut figures) = (String::from("root:"), Vec::new());
        value.write(1, &mut text, &mut figures);
        let (sources, account) = load(&text);
        prop_assert_eq!(numbers(&sources, &account), figures);
        compare(&account, account.root(), &serde_yaml::from_str(&text).expect("YAML"));
    }

    #[test]
    fn hostile_texts_are_survived(
        text in "([ab1.,:：\\-\\[\\]{}#&*!|>'\"%@`~?<（）\u{feff}\u{200b}\u{7}元１]|[ \n\t\r]|: |- |\n  ){0,40}",
    ) {
        survive(&text);
    }

    #[test]
    fn damaged_accounts_are_survived(
        which in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        put in "[:：\\-\\[\\]{}'\"\t\r\n1,&*#]{0,2}",
        cut in 0usize..4,
    ) {
        let fixtures = fixtures();
        let (_, text) = which.get(&fixtures);
        let start = at.index(text.chars().count());
        let damaged: String = text.chars().take(start).chain(put.chars()).chain(text.chars().skip(start + cut)).collect();
        survive(&damaged);
    }
}

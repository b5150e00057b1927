//! What is kept back: amounts and names that no format writes, accounts that are not for everybody.

use std::fs;

use gouji::result::{Document, Limits};
use gouji::{FileKind, Lang};
use serde_json::Value;

use crate::support::{Validator, expected_accounts, folder, gouji_in, path, stdout, write};

const SEED: &str = "fixtures/sichuan-panzhihua-2023.yaml";
const FORMATS: [&str; 9] = ["text", "concise", "json", "ndjson", "github", "markdown", "sarif", "junit", "html"];

/// Every number that an account prints with enough digits to be its own.
fn amounts(account: &str) -> Vec<String> {
    let json: Value = serde_json::from_str(&stdout(&["check", account, "-o", "json"]).1).unwrap();
    let document = Document::read(json.to_string().as_bytes(), &Limits::default()).unwrap();
    let tables = document.accounts.into_iter().flat_map(|a| a.tables.get().unwrap().to_vec());
    let figures = tables.flat_map(|t| t.rows).flat_map(|r| r.figures).map(|f| f.text);
    figures.filter(|text| text.contains('.') && text.chars().filter(char::is_ascii_digit).count() >= 5).collect()
}

#[test]
fn no_format_writes_an_amount_that_is_hidden() {
    let mut looked_for = 0;
    for account in expected_accounts().iter().map(|name| format!("fixtures/{name}.yaml")) {
        let amounts = amounts(&account);
        looked_for += amounts.len();
        for format in FORMATS {
            for lang in ["zh", "en"] {
                let arguments = ["check", &account, "-o", format, "--redact-amounts", "--show", "all", "--lang", lang];
                let (code, written) = stdout(&arguments);
                assert!(code < 2 && (format != "json" || written.contains("***")), "{account} {format}");
                for amount in &amounts {
                    assert!(!written.contains(amount.as_str()), "{account} {format}: {amount}");
                }
            }
        }
    }
    assert!(looked_for > 200, "{looked_for}");
}

#[test]
fn no_format_writes_a_name_that_is_hidden() {
    let folder = folder("hidden_names");
    let names = ["石桥区水务局", "石桥区水务局一所", "石桥水站"];
    let text = |own: &str, other: &str| {
        format!(
            "entity: {{name: {own}, units: [{{name: {names}}}]}}\nyear: 2023\nunit: 万元\n\
             overview: {{income_total: 10.00, expenditure_total: 11.00}}\n\
             note: 本年由{other}代列\n",
            names = names[2]
        )
    };
    write(&folder, "石桥区水务局.yaml", text(names[0], names[1]));
    write(&folder, "一所.yaml", text(names[1], names[0]));
    for format in FORMATS {
        let arguments = ["check", ".", "-o", format, "--redact-names", "--show", "all"];
        let (code, written, _) = gouji_in(&folder, &arguments);
        assert_eq!(code, 1, "{format}\n{written}");
        for name in names.iter().chain(&["一所.yaml"]) {
            assert!(!written.contains(name), "{format}: {name}\n{written}");
        }
        assert!(written.contains("account-1.yaml") || written.contains("单位1"), "{format}\n{written}");
    }
    // The longer of two names is another unit, not the shorter one with a word behind it.
    let (_, written, _) = gouji_in(&folder, &["check", ".", "-o", "json", "--redact-names"]);
    assert!(!written.contains("单位1一所") && !written.contains("单位2一所"));
}

#[test]
fn what_says_whose_account_it_is_is_hidden_and_nothing_else() {
    let folder = folder("hidden_identity");
    write(
        &folder,
        "a.yaml",
        "entity: {name: 县府, code: 101001, parent: 石桥政府, kind: 行政, province: 四川}\nyear: 2023\nunit: 万元\n\
         overview: {income_total: 101001, expenditure_total: 11.00}\nnote: 县府本级的行政支出\n",
    );
    let (_, written, _) = gouji_in(&folder, &["check", "a.yaml", "-o", "json", "--redact-names"]);
    let document = Document::read(written.as_bytes(), &Limits::default()).unwrap();
    let account = &document.accounts[0];
    assert_eq!((account.entity.as_deref(), account.province.as_deref()), (Some("单位1"), Some("四川")));
    let chosen = account.chosen.get(Lang::Zh);
    assert!(chosen.contains("四川"), "{chosen}");
    let tables = account.tables.get().unwrap();
    let printed: Vec<(&str, &str)> = tables
        .iter()
        .flat_map(|table| &table.rows)
        .flat_map(|row| &row.figures)
        .map(|figure| (figure.path.as_str(), figure.text.as_str()))
        .collect();
    for cell in [
        ("entity.code", "单位2"),
        ("entity.parent", "单位3"),
        ("entity.kind", "行政"),
        // An amount that happens to be the code stays an amount.
        ("overview.income_total", "101001"),
        ("note", "单位1本级的行政支出"),
    ] {
        assert!(printed.contains(&cell), "{cell:?} {printed:?}");
    }
}

#[test]
fn what_is_hidden_is_a_result_like_any_other_and_says_so() {
    let schema = serde_json::from_str(&gouji::Engine::new().schema(FileKind::Result).unwrap()).unwrap();
    let judge = Validator::of(schema);
    let folder = folder("hidden_result");
    let plain: Value = serde_json::from_str(&stdout(&["check", SEED, "-o", "json"]).1).unwrap();
    let (_, hidden) = stdout(&["check", SEED, "-o", "json", "--redact-amounts", "--redact-names"]);
    let value: Value = serde_json::from_str(&hidden).unwrap();
    assert_eq!(judge.fault(&value), None);
    assert_eq!(value["summary"], plain["summary"]);
    assert_eq!(value["redacted"], serde_json::json!({"amounts": true, "names": true}));
    assert!(plain.get("redacted").is_none());
    write(&folder, "kept.json", &hidden);
    // A kept result renders as it was kept, and one that was kept whole can be hidden later.
    let (_, later, _) = gouji_in(&folder, &["report", "kept.json", "-o", "markdown"]);
    assert!(later.contains("金额已隐去") && later.contains("名称已隐去"), "{later}");
    write(&folder, "whole.json", stdout(&["check", SEED, "-o", "json"]).1);
    let arguments = ["report", "whole.json", "-o", "json", "--redact-amounts", "--redact-names"];
    assert_eq!(gouji_in(&folder, &arguments).1, hidden);
}

#[test]
fn an_account_that_is_not_for_everybody_is_not_passed_on() {
    let folder = folder("classified");
    let seed = fs::read_to_string(path(SEED)).unwrap();
    for (class, closed) in [("公开", false), ("内部", true), ("涉密", true)] {
        write(&folder, "a.yaml", format!("classification: {class}\n{seed}"));
        for format in ["markdown", "github", "sarif", "junit", "html"] {
            let (code, written, told) = gouji_in(&folder, &["check", "a.yaml", "-o", format]);
            let (all_the_same, marked, _) = gouji_in(&folder, &["check", "a.yaml", "-o", format, "--with-closed"]);
            assert_eq!(all_the_same, 1, "{class} {format}");
            match closed {
                true => {
                    assert_eq!((code, written.as_str()), (2, ""), "{class} {format}");
                    assert!(told.contains("--with-closed") && told.contains(class), "{told}");
                }
                false => assert_eq!((code, &written), (1, &marked), "{class} {format}"),
            }
            let mark = format!("{class} · 未经批准不得对外提供");
            assert_eq!(marked.contains(&mark), closed, "{class} {format}\n{marked}");
        }
        for format in ["text", "json"] {
            assert_eq!(gouji_in(&folder, &["check", "a.yaml", "-o", format]).0, 1, "{class} {format}");
        }
    }
    // Nothing is written where one of several formats is refused.
    let (code, ..) = gouji_in(&folder, &["check", "a.yaml", "-o", "json=a.json", "-o", "markdown=a.md"]);
    assert_eq!((code, folder.join("a.json").exists(), folder.join("a.md").exists()), (2, false, false));
}

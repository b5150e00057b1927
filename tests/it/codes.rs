//! The standard subjects: their list against the codes of real accounts, the renames by year, the rules on
//! names, and mistakes in a list.

use std::collections::BTreeMap;
use std::fs;

use gouji::{Account, CodeInfo, Content, Engine, Lang, NodeId, Verdict};

use crate::support::{expected_accounts, path, stderr};

/// The one name of the accounts at hand that is not the standard one.
const WRONG_NAME: (&str, &str) = ("213", "农业水支出");

fn codes(pack: &str) -> Vec<CodeInfo> {
    Engine::new().codes(pack).unwrap()
}

/// The name of a code in a year.
fn name(code: &str, year: i32) -> Option<String> {
    let stands = |c: &&CodeInfo| c.from.is_none_or(|f| f <= year) && c.until.is_none_or(|u| year <= u);
    codes("national").iter().filter(|c| c.code == code).find(stands).map(|c| c.name.clone())
}

fn text(account: &Account, record: NodeId, field: &str) -> Option<String> {
    match &account.node(account.child(record, field)?).content {
        Content::Text(text) => Some(text.to_string()),
        _ => None,
    }
}

/// Every code of an account with the name beside it, and the names of its 款 and 类 where they are written.
fn named_codes(account: &Account) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for id in account.ids() {
        let Some(code) = text(account, id, "code") else { continue };
        for (field, length) in [("name", code.len()), ("item", code.len()), ("section", 5), ("class", 3)] {
            found.extend(text(account, id, field).map(|name| (code[..length].to_owned(), name)));
        }
    }
    found
}

#[test]
fn the_list_has_every_code_of_the_accounts() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for fixture in expected_accounts() {
        let file = format!("fixtures/{fixture}.yaml");
        let account = Engine::new().read_account(&file, fs::read(path(&file)).unwrap()).unwrap();
        let year = account.header.year.unwrap();
        for (code, printed) in named_codes(&account) {
            count += 1;
            if name(&code, year).as_deref() != Some(&printed) && (code.as_str(), printed.as_str()) != WRONG_NAME {
                wrong.push(format!("{fixture}: {code} {printed} is {:?}", name(&code, year)));
            }
        }
    }
    assert!(count > 200, "{count} names");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn names_have_their_years() {
    for (code, year, wanted) in [
        ("207", 2018, Some("文化体育与传媒支出")),
        ("207", 2019, Some("文化旅游体育与传媒支出")),
        ("210", 2018, Some("医疗卫生与计划生育支出")),
        ("210", 2019, Some("卫生健康支出")),
        ("220", 2018, Some("国土海洋气象等支出")),
        ("220", 2025, Some("自然资源海洋气象等支出")),
        ("215", 2018, Some("资源勘探信息等支出")),
        ("215", 2019, None),
        ("215", 2023, Some("资源勘探工业信息等支出")),
        ("224", 2018, None),
        ("224", 2019, Some("灾害防治及应急管理支出")),
        ("20805", 2023, Some("行政事业单位养老支出")),
        ("20139", 2023, None),
        ("30217", 2017, None),
        ("30217", 2018, Some("公务接待费")),
        ("221", 2018, Some("住房保障支出")),
    ] {
        assert_eq!(name(code, year).as_deref(), wanted, "{code} in {year}");
    }
}

#[test]
fn every_name_says_how_it_is_known() {
    let all = codes("national");
    assert!(all.iter().all(|c| c.confidence.is_some() && c.from.is_some()));
    let mut levels: BTreeMap<(char, usize), usize> = BTreeMap::new();
    for code in &all {
        *levels.entry((code.code.chars().next().unwrap(), code.code.len())).or_default() += 1;
    }
    // 类 of the functional classification are complete: thirty, four of them under two names.
    assert_eq!(levels[&('2', 3)], 34);
    assert_eq!(levels[&('3', 3)], 10);
    assert!(levels[&('3', 5)] > 70 && levels[&('2', 7)] > 25, "{levels:?}");
}

/// The verdicts of a rule of the national pack on an account, with the message of each that is violated.
fn verdicts(rule: &str, account: &str) -> Vec<(Verdict, String)> {
    let mut engine = Engine::new();
    engine.use_pack("national");
    let account = engine.read_account("a.yaml", account.as_bytes().to_vec()).unwrap();
    let report = engine.check(vec![account]);
    assert!(!engine.has_errors(), "{:#?}", engine.diagnostics());
    let of_rule = report.instances().filter(|i| report.rules[i.rule].id == rule);
    of_rule.map(|i| (i.verdict, i.message.clone().unwrap_or_default())).collect()
}

/// The worst of them; not applicable when all are.
fn worst(rule: &str, account: &str) -> (Verdict, String) {
    let all = verdicts(rule, account);
    let applicable = all.iter().filter(|(verdict, _)| *verdict != Verdict::NotApplicable);
    applicable.min_by_key(|(verdict, _)| *verdict).or(all.first()).unwrap().clone()
}

#[test]
fn names_of_classes_are_judged_with_and_without_codes() {
    use Verdict::{Holds, Undetermined, Violated};
    for (year, class, wanted, message) in [
        (2023, "{code: \"213\", name: 农林水支出}", Holds, ""),
        (2023, "{code: \"213\", name: 农业水支出}", Violated, "2023年度的标准名称是“农林水支出”"),
        (2023, "{name: 农业水支出}", Violated, "2023年度的标准名称是“农林水支出”"),
        (2023, "{name: 农林水支出}", Holds, ""),
        // Nothing is near: it may be anything, and is not called wrong.
        (2023, "{name: 某某事务}", Undetermined, ""),
        (2023, "{code: \"299\", name: 农业水支出}", Undetermined, ""),
        // A name of other years.
        (2018, "{code: \"210\", name: 医疗卫生与计划生育支出}", Holds, ""),
        (2019, "{code: \"210\", name: 医疗卫生与计划生育支出}", Violated, "2019年度的标准名称是“卫生健康支出”"),
        (2018, "{code: \"210\", name: 卫生健康支出}", Violated, "2018年度的标准名称是“医疗卫生与计划生育支出”"),
        (2016, "{code: \"210\", name: 卫生健康支出}", Undetermined, ""),
        (2020, "{code: \"215\", name: 资源勘探信息等支出}", Undetermined, ""),
        (2020, "{name: 资源勘探信息等支出}", Undetermined, ""),
        // Typography is no other name; a missing 支出 is.
        (2023, "{code: \"213\", name: 农 林 水 支 出}", Holds, ""),
        (2023, "{code: \"208\", name: 社会保障和就业}", Violated, "“社会保障和就业支出”"),
    ] {
        let account = format!("year: {year}\nunit: 万元\ngeneral_budget: {{functional: {{x: {class}}}}}\n");
        let (verdict, told) = worst("N-131", &account);
        assert_eq!(verdict, wanted, "{year} {class}");
        assert!(told.contains(message), "{year} {class}: {told}");
    }
    // Without a year nothing can be said.
    let account = "unit: 万元\ngeneral_budget: {functional: {x: {code: \"213\", name: 农业水支出}}}\n";
    assert_eq!(worst("N-131", account).0, Undetermined);
}

#[test]
fn names_in_tables_are_judged_by_their_codes() {
    let table = |rows: &str| {
        format!(
            "year: 2023\nunit: 万元\ntables: {{t3_expenditure: {{rows: [{rows}]}}, t6_basic: {{rows: [{rows}]}}}}\n"
        )
    };
    let (verdict, told) = worst("N-178", &table("{code: \"20805\", name: 行政事业单位离退休}"));
    assert_eq!(verdict, Verdict::Violated);
    assert!(told.contains("“行政事业单位养老支出”"), "{told}");
    assert_eq!(worst("N-178", &table("{code: \"2050201\", name: 学前教育}")).0, Verdict::Undetermined);
    let (verdict, told) = worst("N-133", &table("{code: \"30239\", name: 其他交通费}"));
    assert_eq!(verdict, Verdict::Violated);
    assert!(told.contains("“其他交通费用”"), "{told}");
    assert_eq!(worst("N-133", &table("{code: \"30213\", name: \"维修(护)费\"}")).0, Verdict::Holds);
    assert_eq!(worst("N-133", &table("{name: 维修费}")).0, Verdict::Undetermined);
}

#[test]
fn a_row_stands_below_its_own_subject() {
    let table = |rows: &str| format!("year: 2023\nunit: 万元\ntables: {{t5_general_budget: {{rows: [{rows}]}}}}\n");
    let (class, section) = ("{code: \"208\"}", "{code: \"20805\"}");
    let verdict = |rows: &[&str]| worst("N-132", &table(&rows.join(", "))).0;
    assert_eq!(verdict(&[class, section, "{code: \"2080501\"}"]), Verdict::Holds);
    assert_eq!(verdict(&[class, section, "{code: \"2080101\"}"]), Verdict::Violated);
    assert_eq!(verdict(&["{code: \"210\"}", section]), Verdict::Violated);
    // A table of 项 alone has no levels to compare.
    assert_eq!(verdict(&["{code: \"2080101\"}", "{code: \"2080501\"}"]), Verdict::NotApplicable);
}

/// The row that is wrong is shown, and a table of a whole province is no matter of minutes: every rule reaches its end.
#[test]
fn long_tables_are_judged_to_their_end() {
    let mut rows: Vec<String> = Vec::new();
    for class in 201..221 {
        rows.push(format!("{{code: \"{class}\", total: 1.00}}"));
        for group in 1..6 {
            rows.push(format!("{{code: \"{class}{group:02}\", total: 1.00}}"));
            rows.extend((1..11).map(|item| format!("{{code: \"{class}{group:02}{item:02}\", total: 1.00}}")));
        }
    }
    rows.push("{code: \"2990101\", total: 1.00}".to_owned());
    let rows = rows.join(", ");
    let account = format!(
        "year: 2023\nunit: 万元\ntables: {{t3_expenditure: {{rows: [{rows}]}}, t5_general_budget: {{rows: [{rows}]}}}}\n"
    );
    let mut engine = Engine::new();
    let account = engine.read_account("a.yaml", account.into_bytes()).expect("an account");
    let report = engine.check(vec![account]);
    let cut = report.instances().filter_map(|i| i.evidence.reason.as_ref()).find(|r| r.get(Lang::En).contains("steps"));
    assert!(cut.is_none(), "{}", cut.map(|reason| reason.get(Lang::En)).unwrap_or_default());
    let is_found = |i: &&gouji::Instance| report.rules[i.rule].id == "N-132" && i.verdict == Verdict::Violated;
    let places = report.instances().filter(is_found).flat_map(|i| &i.evidence.figures).map(|f| f.text.as_str());
    assert_eq!(places.collect::<Vec<_>>(), ["2990101"; 2]);
}

#[test]
fn a_pack_adds_codes_to_those_it_builds_on() {
    let folder = path(env!("CARGO_TARGET_TMPDIR")).join("more-codes");
    fs::create_dir_all(&folder).unwrap();
    let pack = "name: more\nversion: 0.1.0\ntitle: x\nextends: [{pack: national, version: \"^0.1\"}]\n";
    fs::write(folder.join("pack.yaml"), pack).unwrap();
    // 213 had another name before the years of the national pack.
    let more = "functional:\n  \"213\": [{name: 农林水事务, until: 2013}]\n  \"21399\": [{name: 其他农林水支出}]\n";
    fs::write(folder.join("codes.yaml"), more).unwrap();
    let mut engine = Engine::new();
    engine.use_pack_folder(&folder);
    engine.use_rules("a.gj", "standard_name(\"21399\") == \"其他农林水支出\"; standard_name(\"213\", 2013) == \"农林水事务\"; standard_name(\"213\") == \"农林水支出\"");
    let account = engine.read_account("a.yaml", b"year: 2023\n".to_vec()).unwrap();
    let report = engine.check(vec![account]);
    assert!(!engine.has_errors(), "{:#?}", engine.diagnostics());
    let of_file = report.instances().filter(|i| report.rules[i.rule].id.starts_with("a.gj"));
    assert_eq!(of_file.map(|i| i.verdict).collect::<Vec<_>>(), [Verdict::Holds; 3]);
}

/// Packs under `tests/packs` whose `codes.yaml` is wrong, as the user sees it.
#[test]
fn mistakes_in_codes_are_explained() {
    for name in ["codes_contradict", "codes_malformed", "codes_unknown_key"] {
        let folder = format!("tests/packs/{name}");
        let arguments = ["check", "fixtures/sichuan-panzhihua-2023.yaml", "--pack", &folder];
        let (code, zh) = stderr(&arguments);
        assert_eq!(code, 2, "{name}");
        let (_, en) = stderr(&[&arguments[..], &["--lang", "en"]].concat());
        insta::assert_snapshot!(name, format!("════ zh\n{zh}\n════ en\n{en}"));
    }
}

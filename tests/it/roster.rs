//! 户数核对: accounts against a list of units.

use gouji::{Engine, Roster};

use crate::support::{folder, gouji_in, stdout, text, write};

const UNITS: &str = "\
- {name: 甲局, code: 101, region: 东区, department: 财政, kind: 行政, years: [2023]}
- {name: 乙中心, region: 东区, department: 卫生健康, kind: 事业, years: [2022, 2023]}
- {name: 丙办公室, code: 103, region: 攀枝花市仁和区, department: 财政, kind: 参公, parent: 甲局, years: [2023]}
- {name: 丁所, region: 攀枝花市仁和区, years: [2023]}
- {name: 戊公司, kind: 企业}
";

/// An account of a unit that passes or fails the rule `a == b`.
fn account(entity: &str, year: i32, passes: bool) -> String {
    let b = if passes { "1.00" } else { "2.00" };
    format!("entity: {entity}\nyear: {year}\nunit: 万元\na: 1.00\nb: {b}\n")
}

#[test]
fn the_roster_tells_who_has_submitted_and_who_passes() {
    let folder = folder("roster");
    write(&folder, "1.yaml", account("{name: 甲局（原名）, code: 101}", 2023, true));
    write(&folder, "2.yaml", account("乙中心", 2022, false));
    write(&folder, "3.yaml", account("乙中心", 2023, true));
    write(&folder, "4.yaml", account("{name: 丙办公室, code: 103}", 2023, true));
    write(&folder, "5.yaml", account("{name: 丙室, code: 103}", 2023, true));
    write(&folder, "6.yaml", account("未列单位", 2023, true));
    write(&folder, "7.yaml", account("戊公司", 2021, true));
    write(&folder, "r.gj", "a == b\n");
    write(&folder, "units.yaml", UNITS);
    let check = |more: &[&str]| {
        gouji_in(&folder, &[&["check", ".", "--rules", "r.gj", "--roster", "units.yaml"], more].concat())
    };
    let (code, shown, _) = check(&[]);
    assert_eq!(code, 1);
    insta::assert_snapshot!("roster_text", &shown[shown.find("── 户数核对").unwrap()..]);
    insta::assert_snapshot!("roster_quiet_en", check(&["--lang", "en", "-q"]).1);
    let json: serde_json::Value = serde_json::from_str(&check(&["-o", "json"]).1).unwrap();
    insta::assert_snapshot!("roster_json", serde_json::to_string_pretty(&json["roster"]).unwrap());
}

#[test]
fn a_missing_account_makes_the_run_fail() {
    let folder = folder("roster_missing");
    write(&folder, "1.yaml", account("甲局", 2023, true));
    let rules = write(&folder, "r.gj", "a == b\n");
    let place = folder.to_str().unwrap();
    let check = |units: &str, more: &[&str]| {
        let units = write(&folder, "units.yaml", units);
        stdout(&[&["check", place, "--rules", &rules, "--roster", &units], more].concat())
    };
    let (code, shown) = check("- name: 甲局\n  years: [2023]\n", &[]);
    assert_eq!(code, 0);
    assert!(
        shown.contains("\n      应报  已报  缺报  通过  通过率\n合计     1     1     0     1  100.0%\n"),
        "{shown}"
    );
    assert_eq!(check("- name: 甲局\n- name: 乙局\n", &[]).0, 1);
    assert_eq!(check("- name: 甲局\n- name: 乙局\n", &["--fail-on", "never"]).0, 0);
    // One that is not owed is told, and fails nothing.
    let (code, shown) = check("# 空\n", &[]);
    assert!(code == 0 && shown.contains("多报"), "{shown}");
}

#[test]
fn an_account_that_stands_twice_is_submitted_and_does_not_pass() {
    let mut engine = Engine::new();
    engine.use_rules("r.gj", "a == b");
    let read = ["1.yaml", "2.yaml"].map(|file| engine.read_account(file, account("甲局", 2023, true).into()).unwrap());
    let mut report = engine.check(read.to_vec());
    let source = engine.add_text("units.yaml", "- name: 甲局\n");
    Roster::read(source, engine.sources()).unwrap().count(&mut report);
    let roster = report.roster.unwrap();
    assert_eq!((roster.total.owed, roster.total.submitted, roster.total.passed), (1, 1, 0));
    assert_eq!(roster.double.len(), 1);
    assert_eq!(roster.double[0].1, ["1.yaml", "2.yaml"]);
    assert!(roster.missing.is_empty() && roster.extra.is_empty());
}

#[test]
fn units_of_one_name_are_told_apart_by_the_unit_above_them() {
    let mut engine = Engine::new();
    engine.use_rules("r.gj", "a == b");
    let accounts = ["甲局", "乙局"].map(|above| {
        let text = account(&format!("{{name: 办公室, parent: {above}}}"), 2023, above == "甲局");
        engine.read_account(above, text.into()).unwrap()
    });
    let mut report = engine.check(accounts.to_vec());
    let units = "- {name: 办公室, parent: 乙局, region: 东区}\n- {name: 办公室, parent: 甲局, region: 西区}\n";
    let source = engine.add_text("units.yaml", units);
    Roster::read(source, engine.sources()).unwrap().count(&mut report);
    let roster = report.roster.unwrap();
    let regions: Vec<_> = roster.regions.iter().map(|g| (g.name.as_deref(), g.submitted, g.passed)).collect();
    assert_eq!(regions, [(Some("东区"), 1, 0), (Some("西区"), 1, 1)]);
    assert!(roster.missing.is_empty() && roster.extra.is_empty() && roster.double.is_empty());
}

#[test]
fn every_mistake_of_a_roster_is_told() {
    let folder = folder("roster_malformed");
    write(&folder, "1.yaml", text("fixtures/sichuan-panzhihua-2023.yaml"));
    let file =
        "- name: 甲局\n- {name: 乙局, kind: 事业单位}\n- {code: 1}\n- {name: 丙局, yeers: [2023]}\n- name: 甲局\n";
    write(&folder, "units.yaml", file);
    let (code, _, shown) = gouji_in(&folder, &["check", ".", "--roster", "units.yaml"]);
    assert_eq!(code, 2);
    insta::assert_snapshot!("roster_malformed", shown);
}

//! The packs of the provinces: each loads, stands on the national one, is chosen for its province and says where
//! its rules come from. What their rules catch is in their cases.

use std::collections::BTreeSet;

use gouji::{Engine, RuleInfo, Verdict};

use crate::support::{check, expected_accounts, text};

/// The packs made for a province, by the short and the full name of it.
const PROVINCES: &[(&str, &str, &str)] = &[
    ("anhui", "安徽", "安徽省"),
    ("beijing", "北京", "北京市"),
    ("chongqing", "重庆", "重庆市"),
    ("guangdong", "广东", "广东省"),
    ("guangxi", "广西", "广西壮族自治区"),
    ("hubei", "湖北", "湖北省"),
    ("hunan", "湖南", "湖南省"),
    ("jiangsu", "江苏", "江苏省"),
    ("shaanxi", "陕西", "陕西省"),
    ("shanghai", "上海", "上海市"),
    ("sichuan", "四川", "四川省"),
    ("yunnan", "云南", "云南省"),
    ("zhejiang", "浙江", "浙江省"),
];

const HEADER: &str = "year: 2023\nunit: 万元\nrounding: {money: 0.01, pct: 0.01}\n";

/// The rules that are a pack's own.
fn own_rules(pack: &str) -> Vec<RuleInfo> {
    let mut engine = Engine::new();
    engine.use_pack(pack);
    engine.prepare();
    assert!(!engine.has_errors(), "{pack}: {:#?}", engine.diagnostics());
    engine.rules(None).into_iter().filter(|r| r.pack.as_deref() == Some(pack)).collect()
}

/// What an account does not show is neither a finding nor a lack: no rule of a province applies to an account
/// that has none of its figures.
#[test]
fn no_rule_of_a_province_applies_to_an_empty_account() {
    for (pack, province, _) in PROVINCES {
        let mut engine = Engine::new();
        let account = format!("entity: {{name: 某局, province: {province}}}\n{HEADER}");
        let account = engine.read_account("a.yaml", account.into_bytes()).unwrap();
        let report = engine.check(vec![account]);
        assert!(!engine.has_errors(), "{pack}: {:#?}", engine.diagnostics());
        for instance in report.instances() {
            let rule = &report.rules[instance.rule];
            let national = rule.pack.as_deref() == Some("national");
            assert!(national || instance.verdict == Verdict::NotApplicable, "{}: {:?}", rule.id, instance.verdict);
        }
    }
}

/// The packs by which the real accounts are judged.
#[test]
fn real_accounts_are_judged_by_the_pack_of_their_province() {
    let chosen = |account: &String| (account.split('-').next().unwrap().to_owned(), check(account));
    for (province, report) in expected_accounts().iter().map(chosen) {
        let pack = if province == "neimenggu" { "national" } else { &province };
        assert_eq!(report.accounts[0].packs.last().unwrap(), &format!("{pack} 0.1.0"));
    }
}

#[test]
fn every_pack_is_of_a_province_or_a_base_of_some() {
    let packs: Vec<&str> = PROVINCES.iter().map(|(pack, ..)| *pack).chain(["national", "regional"]).collect();
    let embedded: BTreeSet<String> = Engine::new().pack_names().into_iter().collect();
    assert_eq!(embedded, packs.iter().map(|p| (*p).to_owned()).collect());
    for (pack, short, full) in PROVINCES {
        let manifest = Engine::new().manifest(pack).unwrap().unwrap();
        assert_eq!(manifest.applies.provinces, [*short, *full], "{pack}");
        assert!(manifest.extends.iter().any(|e| e.pack == "national"), "{pack}");
        assert!(manifest.applies.years.from.is_none() && manifest.applies.levels.is_empty(), "{pack}");
        for province in [short, full] {
            let mut engine = Engine::new();
            let account = format!("entity: {{name: 某局, province: {province}}}\n{HEADER}");
            let account = engine.read_account("a.yaml", account.into_bytes()).unwrap();
            let report = engine.check(vec![account]);
            let chosen = report.accounts[0].packs.iter().any(|p| p == &format!("{pack} 0.1.0"));
            assert!(chosen, "{province}: {:?}", report.accounts[0].packs);
        }
    }
}

/// A pack says where its rules and places come from, and lists its own rules.
#[test]
fn every_pack_says_what_it_knows() {
    for pack in PROVINCES.iter().map(|(pack, ..)| *pack).chain(["regional"]) {
        let readme = text(&format!("rules/{pack}/README.md"));
        for rule in own_rules(pack) {
            assert!(readme.contains(&rule.id), "{pack}: {} is not in the README", rule.id);
            assert!(!rule.basis.is_empty() && rule.formula_source.is_some() && rule.scope.is_some(), "{}", rule.id);
        }
    }
}

//! The outcome on real accounts against an independent recomputation of them, item by item
//! (`tests/expected/`), in both directions: every item has its verdict, and every finding is an item.

use std::collections::BTreeSet;

use gouji::{Instance, Report, Verdict};
use serde::Deserialize;

use crate::support::{check, expected_accounts, expected_file};

/// One item of the recomputation.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Item {
    item: String,
    verdict: String,
    rule: String,
    /// Which assertion of the rule; without it the rule has one.
    #[serde(rename = "assert")]
    assertion: Option<usize>,
    at: String,
    /// Read by caliber, or as a bound: the recomputation took two different figures for one.
    #[serde(default)]
    caliber: bool,
}

/// Findings beyond the recomputation, which looked at figures alone: words, and baselines that are not
/// named.
const BEYOND: &[(&str, &str)] = &[("sichuan-panzhihua-2023", "N-131"), ("sichuan-panzhihua-2023", "N-158")];

/// How many items each account has.
const ITEMS: &[(&str, usize)] = &[
    ("anhui-duji-gov-office-2021", 22),
    ("anhui-hefei-library-2021", 15),
    ("anhui-wanzhi-taoxin-2021", 17),
    ("guangdong-qingyuan-ecology-2019", 11),
    ("neimenggu-ordos-2021", 8),
    ("shaanxi-huanglong-dept-2018", 11),
    ("shanghai-putuo-ecology-2025", 246),
    ("shanghai-putuo-socialwork-2024", 151),
    ("sichuan-daying-culture-2022", 22),
    ("sichuan-panzhihua-2023", 108),
    ("yunnan-diqing-2021", 33),
];

fn items(account: &str) -> Vec<Item> {
    serde_yaml::from_str(&expected_file(account)).unwrap()
}

fn instances<'r>(report: &'r Report, item: &Item) -> Vec<&'r Instance> {
    let wanted = |i: &&Instance| {
        report.rules[i.rule].id == item.rule && i.place() == item.at && item.assertion.is_none_or(|n| i.assertion == n)
    };
    report.instances().filter(wanted).collect()
}

#[test]
fn every_item_has_its_verdict() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for account in expected_accounts() {
        let report = check(&account);
        for item in items(&account) {
            count += 1;
            let found = instances(&report, &item);
            let verdicts: Vec<&str> = found.iter().map(|i| i.verdict.name()).collect();
            if verdicts.is_empty() || verdicts.iter().any(|v| *v != item.verdict) {
                wrong.push(format!(
                    "{account}: {} ({} at `{}`): expected {}, found {verdicts:?}",
                    item.item, item.rule, item.at, item.verdict
                ));
            }
        }
    }
    println!("{count} items compared");
    assert!(wrong.is_empty(), "{} of {count} items differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn no_item_is_left_out() {
    let counts: Vec<(String, usize)> = expected_accounts().into_iter().map(|a| (a.clone(), items(&a).len())).collect();
    let wanted: Vec<(String, usize)> = ITEMS.iter().map(|(a, n)| ((*a).to_owned(), *n)).collect();
    assert_eq!(counts, wanted);
}

#[test]
fn every_finding_is_an_item() {
    let mut unexpected = Vec::new();
    for account in expected_accounts() {
        let report = check(&account);
        let items = items(&account);
        let covered: BTreeSet<(String, String)> = items.iter().map(|i| (i.rule.clone(), i.at.clone())).collect();
        for instance in report.instances().filter(|i| matches!(i.verdict, Verdict::Violated | Verdict::Improbable)) {
            let rule = report.rules[instance.rule].id.clone();
            let beyond = BEYOND.contains(&(account.as_str(), rule.as_str()));
            if !beyond && !covered.contains(&(rule.clone(), instance.place().to_owned())) {
                unexpected.push(format!("{account}: {rule} at `{}` is {}", instance.place(), instance.verdict.name()));
            }
        }
    }
    assert!(unexpected.is_empty(), "findings that the recomputation does not have:\n{}", unexpected.join("\n"));
}

/// Few items are read otherwise than the recomputation read them, and none quietly.
#[test]
fn calibers_are_read_apart() {
    let read = |account: &String| items(account).into_iter().filter(|i| i.caliber).count();
    let counts: Vec<usize> = expected_accounts().iter().map(read).filter(|n| *n > 0).collect();
    assert_eq!(counts, [4, 2, 19]);
}

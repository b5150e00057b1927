//! Verdicts against an independent oracle: a slow reading of the language's definition by brute force.

mod account;
mod claims;
mod evidence;
mod expressions;
mod form;
mod judge;
mod number;
mod small;
mod tree;
mod written;

use std::collections::BTreeMap;

use gouji::{Engine, Instance, Mode, Report, Verdict};

use account::Account;
use claims::Case;
use judge::Judge;
use number::Random;

/// Assertions about each account.
const PER_ACCOUNT: usize = 40;

/// How many disagreements are shown.
const SHOWN: usize = 12;

/// What the random rules must reach, as it is written.
const SPELLINGS: [&str; 33] = [
    " == ",
    " ≠ ",
    " < ",
    " ≤ ",
    " > ",
    " ≥ ",
    " ≈ ",
    " ≲ ",
    " ≳ ",
    " within ",
    "个百分点",
    " and ",
    " or ",
    "not (",
    " implies ",
    "(all k",
    "(any k",
    "(none k",
    "(exactly ",
    " is present",
    " is missing",
    " ?? ",
    "sum(",
    "count(",
    "pct(",
    "growth(",
    "min(",
    "max(",
    "abs(",
    "round(",
    "trunc(",
    "when ",
    "rounding ",
];

/// The report of a rule file on an account.
fn report(rules: &str, account: &str) -> Report {
    let mut engine = Engine::new();
    engine.use_rules("rules.gj", rules);
    let read = engine.read_account("a.yaml", account.into()).expect(account);
    let report = engine.check(vec![read.clone()]);
    let problems: Vec<String> = engine.diagnostics().iter().map(|d| format!("{} {:?}", d.code, d.message)).collect();
    assert!(problems.is_empty(), "{problems:?}\n{rules}");
    crate::support::assert_same_in_batch(engine, &read);
    report
}

/// How often something occurred.
#[derive(Default)]
struct Tally(BTreeMap<String, usize>);

impl Tally {
    fn count(&mut self, what: impl Into<String>) {
        *self.0.entry(what.into()).or_default() += 1;
    }

    fn assert_reached(&self, what: &str) {
        assert!(self.0.contains_key(what), "never reached: {what}");
    }
}

/// A number that the environment sets.
fn setting(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().map_or(otherwise, |text| text.parse().expect(name))
}

#[test]
fn verdicts_agree_with_the_oracle() {
    let per_account = u64::try_from(PER_ACCOUNT).expect("small");
    let accounts = setting("GOUJI_ORACLE_CASES", 1200).div_ceil(per_account);
    let seed = setting("GOUJI_ORACLE_SEED", 1);
    let (mut tally, mut disagreements) = (Tally::default(), 0);
    for round in 0..accounts {
        let mut random = Random(seed.wrapping_add(round).wrapping_mul(1000));
        let account = account::account(&mut random);
        let cases: Vec<Case> = (0..PER_ACCOUNT).map(|_| claims::case(&account, &mut random)).collect();
        let rules: String = cases.iter().enumerate().map(|(number, case)| case.text(number)).collect();
        let report = report(&rules, &account.text);
        for (number, case) in cases.iter().enumerate() {
            let found: Vec<&Instance> = report.instances().filter(|instance| instance.rule == number).collect();
            assert_eq!(found.len(), 1, "{}\n{}", case.text(number), account.text);
            for fault in faults(&account, case, found[0], round, &mut tally) {
                disagreements += 1;
                eprintln!("{}  {fault}\n{}", case.text(number), relevant(&account, case));
            }
        }
        assert!(disagreements < SHOWN, "{disagreements} disagreements");
    }
    println!("{} assertions: {:#?}", accounts * per_account, tally.0);
    assert_eq!(disagreements, 0);
    for verdict in Verdict::ALL.into_iter().filter(|verdict| *verdict != Verdict::Waived) {
        tally.assert_reached(verdict.name());
    }
    Mode::ALL.into_iter().for_each(|mode| tally.assert_reached(mode.name()));
    SPELLINGS.into_iter().for_each(|spelling| tally.assert_reached(spelling));
    tally.assert_reached("tie");
}

/// What is wrong with one outcome.
fn faults(account: &Account, case: &Case, found: &Instance, seed: u64, tally: &mut Tally) -> Vec<String> {
    let (verdicts, detail) = Judge::new(account, case.mode, seed).case(case);
    tally.count(found.verdict.name());
    tally.count(case.mode.unwrap_or(account.mode).name());
    let text = case.text(0);
    SPELLINGS.iter().filter(|spelling| text.contains(**spelling)).for_each(|spelling| tally.count(*spelling));
    if verdicts.len() > 1 {
        tally.count("several readings");
    }
    if !verdicts.contains(&found.verdict) {
        return vec![format!("{:?}, wanted {verdicts:?}", found.verdict)];
    }
    let Some(detail) = detail else { return Vec::new() };
    if detail.tie {
        tally.count("tie");
    }
    evidence::faults(account, found.verdict, &found.evidence, &detail)
}

/// The lines of an account that a rule may touch.
fn relevant(account: &Account, case: &Case) -> String {
    let text = case.text(0);
    let mut shown = true;
    let lines = account.text.lines().filter(|line| {
        if !line.starts_with(' ') {
            let name = line.split(':').next().unwrap_or_default();
            shown = ["unit", "rounding"].contains(&name)
                || text.contains(name) && (name.len() > 1 || text.contains(&format!("{name}.")));
        }
        shown
    });
    lines.map(|line| format!("  {line}\n")).collect()
}

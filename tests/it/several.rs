//! Several accounts together: the year before, the approved figures, the units, all of them at once, and
//! two accounts where there can be one.

use gouji::{Engine, Instance, Lang, Report, Unlisted, Verdict};

use crate::support::text;

const ALL: [&str; 5] = ["dept24", "dept23", "approved", "u1", "u2"];

/// What the national pack finds in some of the accounts of `tests/several`: file, rule and place.
fn found(engine: &mut Engine, names: &[&str]) -> Report {
    let accounts = names.iter().map(|name| {
        let account = engine.read_account(&format!("{name}.yaml"), text(&format!("tests/several/{name}.yaml")).into());
        account.unwrap()
    });
    let accounts = accounts.collect();
    engine.check(accounts)
}

/// The verdicts of some rules on an account, with their places.
fn verdicts(report: &Report, file: &str, rules: &[&str]) -> Vec<(String, String, Verdict)> {
    let account = report.accounts.iter().find(|a| a.file == file).unwrap();
    let of = account.instances.iter().filter(|i| rules.contains(&report.rules[i.rule].id.as_str()));
    of.filter(|i| i.verdict != Verdict::NotApplicable)
        .map(|i| (report.rules[i.rule].id.clone(), i.place().to_owned(), i.verdict))
        .collect()
}

fn national() -> Engine {
    let mut engine = Engine::new();
    engine.use_pack("national");
    engine
}

#[test]
fn carried_over_approved_and_summed_up() {
    let report = found(&mut national(), &ALL);
    let rules = ["N-042", "N-076", "N-501", "N-502", "N-503", "N-504", "N-505"];
    let wanted = [
        ("N-042", "overview", Verdict::Violated),
        ("N-076", "income", Verdict::Rounding),
        ("N-501", "general_budget.total", Verdict::Holds),
        ("N-501", "general_budget.functional.education.amount", Verdict::Violated),
        ("N-502", "", Verdict::Violated),
        ("N-502", "", Verdict::Holds),
        ("N-502", "", Verdict::Holds),
        ("N-503", "", Verdict::Holds),
        ("N-503", "", Verdict::Holds),
    ];
    let wanted = wanted.map(|(rule, place, verdict)| (rule.to_owned(), place.to_owned(), verdict));
    assert_eq!(verdicts(&report, "dept24.yaml", &rules), wanted);
}

#[test]
fn a_roster_that_is_not_complete_gives_a_bound() {
    let report = found(&mut national(), &["dept24", "u1"]);
    let bound = verdicts(&report, "dept24.yaml", &["N-502", "N-503", "N-504", "N-505"]);
    assert!(bound.iter().all(|(rule, _, verdict)| rule.as_str() >= "N-504" && *verdict == Verdict::Holds), "{bound:?}");
    assert_eq!(bound.len(), 5);
}

#[test]
fn alone_an_account_has_no_relations() {
    let report = found(&mut national(), &["dept24"]);
    let rules = ["N-042", "N-076", "N-501", "N-502", "N-503", "N-504", "N-505"];
    assert_eq!(verdicts(&report, "dept24.yaml", &rules), []);
}

#[test]
fn two_accounts_of_one_entity_year_and_stage_are_not_judged() {
    let mut engine = national();
    let mut accounts: Vec<_> = ALL.map(|name| (name, text(&format!("tests/several/{name}.yaml")))).into();
    accounts.push(("copy", text("tests/several/u2.yaml")));
    let accounts =
        accounts.into_iter().map(|(n, t)| engine.read_account(&format!("{n}.yaml"), t.into()).unwrap()).collect();
    let report = engine.check(accounts);
    let files: Vec<&str> = report.accounts.iter().map(|a| a.file.as_str()).collect();
    assert_eq!(files, ["dept24.yaml", "dept23.yaml", "approved.yaml", "u1.yaml"]);
    assert_eq!(report.unreadable, 2);
    let problem = &report.diagnostics[0];
    assert_eq!((problem.code, report.diagnostics.len()), ("account::duplicate", 1));
    assert!(
        problem.message.get(Lang::Zh).contains("u2.yaml") && problem.message.get(Lang::Zh).contains("copy.yaml"),
        "{:?}",
        problem.message
    );
}

#[test]
fn accounts_without_a_name_or_year_duplicate_none() {
    let mut engine = national();
    let unnamed = "year: 2024\nunit: 万元\nincome: {total: 1.00}\n";
    let undated = "entity: {name: 甲}\nunit: 万元\nincome: {total: 1.00}\n";
    let accounts = [unnamed, unnamed, undated, undated];
    let accounts = accounts.map(|t| engine.read_account("a.yaml", t.into()).unwrap()).into();
    let report = engine.check(accounts);
    assert_eq!((report.judged(), report.diagnostics.len()), (4, 0));
}

#[test]
fn a_rule_about_all_accounts_is_judged_once() {
    let mut engine = Engine::new();
    engine.use_rules(
        "all.gj",
        "rule A-1 \"各户\" {\n  on accounts where stage is missing and year == 2024\n  assert count(income.total) == 3\n  assert sum(income.total) ≈ 61\n}\n",
    );
    let report = found(&mut engine, &ALL);
    let judged: Vec<_> = report
        .accounts
        .iter()
        .flat_map(|a| a.instances.iter().map(|i| (a.together, i.verdict, i.on.clone())))
        .collect();
    let on = || String::new();
    assert_eq!(judged, [(5, Verdict::Holds, on()), (5, Verdict::Violated, on())]);
    let figures: Vec<(&str, &str)> = report.accounts[5].instances[1]
        .evidence
        .figures
        .iter()
        .map(|f| (report.accounts[f.account].file.as_str(), f.path.as_str()))
        .collect();
    let wanted = [
        ("dept24.yaml", "accounts[1].income.total"),
        ("u1.yaml", "accounts[4].income.total"),
        ("u2.yaml", "accounts[5].income.total"),
    ];
    assert_eq!(figures, wanted);
}

#[test]
fn what_is_only_counted_is_what_would_be_listed() {
    let plain = |i: &&Instance| !matches!(i.verdict, Verdict::Holds | Verdict::NotApplicable);
    let told = |report: &Report| -> Vec<String> {
        let accounts = report.accounts.iter();
        accounts.map(|a| format!("{:?}", a.instances.iter().filter(plain).collect::<Vec<_>>())).collect()
    };
    let counts = |report: &Report| -> Vec<[usize; Verdict::ALL.len()]> {
        report.accounts.iter().map(|account| Verdict::ALL.map(|verdict| account.count(verdict))).collect()
    };
    let fixtures = || crate::support::expected_accounts().into_iter().map(|name| format!("fixtures/{name}.yaml"));
    let several = || ALL.iter().map(|name| format!("tests/several/{name}.yaml"));
    let all: [Vec<String>; 2] = [fixtures().collect(), several().collect()];
    for files in &all {
        let judged = |mut engine: Engine| {
            let accounts = files.iter().map(|file| engine.read_account(file, text(file).into()).unwrap()).collect();
            engine.check(accounts)
        };
        let listed = judged(Engine::new());
        let counted = judged(Engine::new().counting_the_rest(true));
        assert_eq!(told(&counted), told(&listed));
        assert_eq!(counts(&counted), counts(&listed));
        assert!(counted.accounts.iter().any(|a| a.unlisted.holds > 0 && a.unlisted.not_applicable > 0));
        // Evidence that is asked for is not counted away.
        let explained = judged(Engine::new().counting_the_rest(true).explaining_all(true));
        assert!(explained.accounts.iter().all(|account| account.unlisted == Unlisted::default()));
        assert_eq!(counts(&explained), counts(&listed));
    }
}

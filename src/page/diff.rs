//! What changes from one pack to another: rules, parameters, changes to bases, and with accounts the verdicts.

use std::collections::BTreeMap;

use super::{PackPage, RulePage};
use crate::finding::{Adapted, Instance, Report, Severity, Verdict};

/// The differences of two packs, each with all that it builds on.
#[derive(Debug, Clone, Default)]
pub struct PackDiff {
    /// Rules that only the second has.
    pub new: Vec<RulePage>,
    /// Rules that only the first has.
    pub gone: Vec<RulePage>,
    /// Rules that both have and that differ.
    pub changed: Vec<RuleChanged>,
    /// Parameters whose values differ: the name, and each side's value, none where it has none.
    pub parameters: Vec<(String, Option<String>, Option<String>)>,
    /// Changes to bases that only the first makes.
    pub adapted_gone: Vec<Adapted>,
    /// Changes to bases that only the second makes.
    pub adapted_new: Vec<Adapted>,
    /// The verdicts that move, when there are accounts.
    pub moves: Vec<Move>,
    /// Accounts without a violation of a rule of severity error by the first, and with one by the second.
    pub newly_fail: Vec<String>,
    /// The reverse.
    pub newly_pass: Vec<String>,
}

/// A rule that two packs have differently.
#[derive(Debug, Clone)]
pub struct RuleChanged {
    /// As the first has it.
    pub before: RulePage,
    /// As the second has it.
    pub now: RulePage,
    /// In what they differ: `title`, `severity`, `scope`, `basis`, `tags`, `effective`, `formula_source`,
    /// `statements`.
    pub fields: Vec<&'static str>,
}

/// A verdict that is another one by the second pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The account's file.
    pub account: String,
    /// The rule.
    pub rule: String,
    /// The assertion, from 1.
    pub assertion: usize,
    /// The place that it is about.
    pub at: String,
    /// By the first; none when it has no such assertion there.
    pub before: Option<Verdict>,
    /// By the second.
    pub now: Option<Verdict>,
}

impl PackDiff {
    /// Compares the pages of two packs.
    pub fn of(before: &PackPage, now: &PackPage) -> Self {
        let lookup = |page: &PackPage, id: &str| page.rules.iter().find(|rule| rule.info.id == id).cloned();
        let mut diff = PackDiff::default();
        for rule in &now.rules {
            match lookup(before, &rule.info.id) {
                None => diff.new.push(rule.clone()),
                Some(old) => {
                    let fields = fields(&old, rule);
                    if !fields.is_empty() {
                        diff.changed.push(RuleChanged { before: old, now: rule.clone(), fields });
                    }
                }
            }
        }
        diff.gone = before.rules.iter().filter(|rule| lookup(now, &rule.info.id).is_none()).cloned().collect();
        let values = |page: &PackPage| -> BTreeMap<String, String> {
            page.parameters.iter().map(|p| (p.name.clone(), p.value.clone())).collect()
        };
        let (old, new) = (values(before), values(now));
        let names: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        let pairs = names.into_iter().map(|name| (name.clone(), old.get(name).cloned(), new.get(name).cloned()));
        diff.parameters = pairs.filter(|(_, old, new)| old != new).collect();
        let only = |one: &[Adapted], other: &[Adapted]| -> Vec<Adapted> {
            one.iter().filter(|adapted| !other.contains(adapted)).cloned().collect()
        };
        diff.adapted_gone = only(&before.adapted, &now.adapted);
        diff.adapted_new = only(&now.adapted, &before.adapted);
        diff
    }

    /// Adds what becomes of accounts: the reports of the same accounts by either pack.
    pub fn with_reports(mut self, before: &Report, now: &Report) -> Self {
        let (old, new) = (verdicts(before), verdicts(now));
        let keys: std::collections::BTreeSet<&Key> = old.keys().chain(new.keys()).collect();
        for key in keys {
            let (before, now) = (old.get(key).copied(), new.get(key).copied());
            let finding = |v: Option<Verdict>| v.is_some_and(|v| matches!(v, Verdict::Violated | Verdict::Improbable));
            let told = before.is_some() && now.is_some() || finding(before) || finding(now);
            if before != now && told {
                let (account, rule, assertion, at) = key.clone();
                self.moves.push(Move { account, rule, assertion, at, before, now });
            }
        }
        let fails = |report: &Report| -> BTreeMap<String, bool> {
            let fails = |i: &Instance| i.verdict == Verdict::Violated && i.severity == Severity::Error;
            report.accounts.iter().map(|a| (a.file.clone(), a.instances.iter().any(fails))).collect()
        };
        let (old, new) = (fails(before), fails(now));
        for (account, failed) in &old {
            match (failed, new.get(account)) {
                (false, Some(true)) => self.newly_fail.push(account.clone()),
                (true, Some(false)) => self.newly_pass.push(account.clone()),
                _ => {}
            }
        }
        self
    }

    /// Whether there is no difference at all.
    pub fn is_empty(&self) -> bool {
        let rules = self.new.is_empty() && self.gone.is_empty() && self.changed.is_empty();
        let settings = self.parameters.is_empty() && self.adapted_gone.is_empty() && self.adapted_new.is_empty();
        rules && settings && self.moves.is_empty()
    }
}

/// An assertion at one place of one account.
type Key = (String, String, usize, String);

fn verdicts(report: &Report) -> BTreeMap<Key, Verdict> {
    let mut verdicts = BTreeMap::new();
    for account in &report.accounts {
        for instance in &account.instances {
            let rule = report.rules.get(instance.rule).map(|rule| rule.id.clone()).unwrap_or_default();
            let key = (account.file.clone(), rule, instance.assertion, instance.place().to_owned());
            // Of several at one place the worst: verdicts are ordered so.
            let worst = verdicts.entry(key).or_insert(instance.verdict);
            *worst = (*worst).min(instance.verdict);
        }
    }
    verdicts
}

fn fields(old: &RulePage, new: &RulePage) -> Vec<&'static str> {
    let (a, b) = (&old.info, &new.info);
    let all = [
        ("title", a.title != b.title),
        ("severity", a.severity != b.severity),
        ("scope", a.scope != b.scope),
        ("basis", a.basis != b.basis),
        ("tags", a.tags != b.tags),
        ("effective", a.effective != b.effective),
        ("formula_source", a.formula_source != b.formula_source),
        ("statements", old.statements != new.statements),
    ];
    all.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field).collect()
}

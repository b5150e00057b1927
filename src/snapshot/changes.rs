//! What is different between two snapshots of one account: verdicts that moved with the figures that moved them,
//! rules that came and went, figures. Plain data.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::{Detail, MISSING, Outcome, Snapshot};
use crate::finding::Verdict;

/// A line of the head or a figure, before and after; none where there is no such one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureChange {
    /// The name of the line, or the path of the figure.
    pub path: String,
    /// What it said before.
    pub before: Option<String>,
    /// What it says now.
    pub after: Option<String>,
}

/// An instance of which something else is established or told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The rule and its assertion.
    pub rule: String,
    /// The place; empty for the account itself.
    pub place: String,
    /// Its verdict before; none when there was no such instance.
    pub before: Option<Verdict>,
    /// Its verdict now; none when there is no such instance.
    pub after: Option<Verdict>,
    /// What is told of it, now or, when it is only listed now, before.
    pub detail: Option<Detail>,
    /// What was told of it before, where that is not told now.
    pub was: Option<String>,
    /// The figures of it that changed.
    pub causes: Vec<FigureChange>,
}

/// A rule that came or went, with the number of instances of each verdict, and those that do not simply hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleChange {
    /// The rule, with all its assertions.
    pub rule: String,
    /// How many instances it has of each verdict.
    pub counts: Vec<(Verdict, usize)>,
    /// What is told of it.
    pub told: Vec<Outcome>,
}

/// Everything that is different.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Lines of the head.
    pub head: Vec<FigureChange>,
    /// Instances with another verdict, the gravest first.
    pub moved: Vec<Moved>,
    /// Instances with the same verdict on other figures.
    pub restated: Vec<Moved>,
    /// New rules.
    pub added: Vec<RuleChange>,
    /// Rules that no longer judge the account.
    pub removed: Vec<RuleChange>,
    /// Figures that changed, appeared or went.
    pub figures: Vec<FigureChange>,
}

impl Changes {
    /// Whether nothing but the wording is different.
    pub fn is_empty(&self) -> bool {
        *self == Changes::default()
    }
}

/// Instances of one rule by their place; those of one place are numbered.
type OfRule<'a> = BTreeMap<(&'a str, &'a str, usize), &'a Outcome>;

/// A snapshot with its figures and rules at hand.
struct Side<'a> {
    figures: HashMap<&'a str, &'a str>,
    rules: BTreeMap<&'a str, OfRule<'a>>,
}

impl<'a> Side<'a> {
    fn of(snapshot: &'a Snapshot) -> Self {
        let mut rules: BTreeMap<&str, OfRule> = BTreeMap::new();
        let mut seen: HashMap<(&str, &str), usize> = HashMap::new();
        for outcome in &snapshot.outcomes {
            let same = seen.entry((&outcome.rule, &outcome.place)).or_default();
            let of_rule = rules.entry(id(&outcome.rule)).or_default();
            of_rule.insert((&outcome.rule, &outcome.place, *same), outcome);
            *same += 1;
        }
        Self { figures: snapshot.figures.iter().map(|(path, text)| (&**path, &**text)).collect(), rules }
    }

    /// A figure as an instance of this side saw it.
    fn figure(&self, path: &str, outcome: Option<&'a Outcome>) -> Option<&'a str> {
        let told = outcome.and_then(|o| o.detail.as_ref()).map_or(&[][..], |d| &d.figures);
        let seen = told.iter().find(|(p, text)| p == path && text != MISSING).map(|(_, text)| &**text);
        seen.or_else(|| self.figures.get(path).copied())
    }
}

/// The rule of an assertion.
fn id(rule: &str) -> &str {
    rule.split('#').next().unwrap_or(rule)
}

/// Compares two snapshots.
pub fn compare(before: &Snapshot, after: &Snapshot) -> Changes {
    let (old, new) = (Side::of(before), Side::of(after));
    let mut changes = Changes { head: lines(&before.head, &after.head), ..Changes::default() };
    for (rule, of_rule) in &old.rules {
        if !new.rules.contains_key(rule) {
            changes.removed.push(rule_change(rule, of_rule));
        }
    }
    for (rule, now) in &new.rules {
        match old.rules.get(rule) {
            None => changes.added.push(rule_change(rule, now)),
            Some(was) => instances(&old, &new, was, now, &mut changes),
        }
    }
    let gravest = |m: &Moved| Verdict::ALL.iter().position(|v| Some(*v) == m.after.or(m.before));
    changes.moved.sort_by_key(gravest);
    let mut paths: Vec<&str> = after.figures.iter().map(|(path, _)| &**path).collect();
    paths.extend(before.figures.iter().map(|(path, _)| &**path).filter(|path| !new.figures.contains_key(path)));
    changes.figures = paths.into_iter().filter_map(|path| change(&old, &new, path, None, None)).collect();
    changes
}

/// The instances of a rule that both sides have.
fn instances(old: &Side, new: &Side, was: &OfRule, now: &OfRule, changes: &mut Changes) {
    // A rule that did not apply as a whole has one instance in the place of all of them.
    let whole = |of_rule: &OfRule| match of_rule.values().collect::<Vec<_>>()[..] {
        [only] if only.verdict == Verdict::NotApplicable && !only.rule.contains('#') => Some(only.verdict),
        _ => None,
    };
    let (whole_before, whole_after) = (whole(was), whole(now));
    let keys: BTreeSet<_> = was.keys().chain(now.keys()).collect();
    for key in keys {
        let (a, b) = (was.get(key).copied(), now.get(key).copied());
        let (before, after) = (a.map(|o| o.verdict).or(whole_before), b.map(|o| o.verdict).or(whole_after));
        if (a.is_none() && whole_after.is_some()) || (b.is_none() && whole_before.is_some()) {
            continue;
        }
        let detail = b.and_then(|o| o.detail.clone()).or_else(|| a.and_then(|o| o.detail.clone()));
        let told = |o: Option<&Outcome>| o.and_then(|o| o.detail.as_ref()).map(|d| (d.told.clone(), d.figures.clone()));
        let causes = causes(old, new, a, b);
        let listed = b.is_none_or(|o| o.detail.is_none());
        let was = told(a).map(|(told, _)| told).filter(|_| listed || (before == after && causes.is_empty()));
        let moved = Moved { rule: key.0.to_owned(), place: key.1.to_owned(), before, after, detail, was, causes };
        if before != after {
            changes.moved.push(moved);
        } else if told(a) != told(b) {
            changes.restated.push(moved);
        }
    }
}

/// The figures of an instance that are printed otherwise, or came or went.
fn causes(old: &Side, new: &Side, before: Option<&Outcome>, after: Option<&Outcome>) -> Vec<FigureChange> {
    let told = [after, before].into_iter().flatten().filter_map(|o| o.detail.as_ref()).flat_map(|d| &d.figures);
    let mut seen = HashSet::new();
    let paths = told.map(|(path, _)| &**path).filter(|path| seen.insert(*path));
    paths.filter_map(|path| change(old, new, path, before, after)).collect()
}

fn change(
    old: &Side,
    new: &Side,
    path: &str,
    before: Option<&Outcome>,
    after: Option<&Outcome>,
) -> Option<FigureChange> {
    let known = |side: &Side| side.figures.contains_key(path);
    let (was, now) = (owned(old.figure(path, before)), owned(new.figure(path, after)));
    // A figure of another account is known only where an instance tells of it: that it is not told is no change.
    let elsewhere = !known(old) && !known(new) && (was.is_none() || now.is_none());
    (was != now && !elsewhere).then(|| FigureChange { path: path.to_owned(), before: was, after: now })
}

fn owned(text: Option<&str>) -> Option<String> {
    text.map(str::to_owned)
}

fn rule_change(rule: &str, of_rule: &OfRule) -> RuleChange {
    let count = |verdict: Verdict| of_rule.values().filter(|o| o.verdict == verdict).count();
    let counts = Verdict::ALL.into_iter().map(|v| (v, count(v))).filter(|(_, n)| *n > 0).collect();
    let told = of_rule.values().filter(|o| o.detail.is_some()).map(|o| (*o).clone()).collect();
    RuleChange { rule: rule.to_owned(), counts, told }
}

/// The lines of the head by their names; several of one name stand together.
fn lines(before: &[(String, String)], after: &[(String, String)]) -> Vec<FigureChange> {
    let said = |head: &[(String, String)], key: &str| {
        let said: Vec<&str> = head.iter().filter(|(k, _)| k == key).map(|(_, said)| &**said).collect();
        (!said.is_empty()).then(|| said.join("；"))
    };
    let mut seen = HashSet::new();
    let keys = after.iter().chain(before).map(|(key, _)| &**key).filter(|key| seen.insert(*key));
    keys.filter_map(|key| {
        let (was, now) = (said(before, key), said(after, key));
        (was != now).then(|| FigureChange { path: key.to_owned(), before: was, after: now })
    })
    .collect()
}

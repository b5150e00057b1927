//! Which waiver covers which findings, and what is to be said of those that cover none.

use std::collections::BTreeMap;

use super::date::Date;
use super::file::{Entry, Outcome};
use crate::answer::{WaiverReport, WaiverStatus};
use crate::finding::{Instance, Report, Severity, Verdict, WaiverUse};
use crate::message::{Text, msg};
use crate::pack::Listed;

/// Most paths named in one message.
const MAX_PATHS: usize = 6;

/// Number of the account and of the instance in it.
type Place = (usize, usize);
/// Rule, entity, year and stage.
type Key = (String, Option<String>, Option<i32>, Option<String>);

/// The figures of a finding with their printed texts.
pub(super) fn figures(instance: &Instance) -> BTreeMap<&str, &str> {
    instance.evidence.figures.iter().map(|f| (f.path.as_str(), f.text.as_str())).collect()
}

/// The figures that a waiver names.
pub(super) fn named(entry: &Entry) -> BTreeMap<&str, &str> {
    entry.figures.0.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect()
}

/// Whether a waiver speaks of the place of a finding.
pub(super) fn is_there(entry: &Entry, instance: &Instance) -> bool {
    entry.at.as_ref().is_none_or(|at| at == instance.place())
}

pub(super) fn apply(entries: &[Listed<Entry>], report: &mut Report, as_of: Option<Date>) {
    let findings = findings(report);
    for entry in entries {
        let (status, detail, spoken) = judge(&entry.value, &findings, report, as_of);
        let number = report.waivers.len();
        for (account, instance) in spoken {
            let Some(instance) = report.accounts.get_mut(account).and_then(|a| a.instances.get_mut(instance)) else {
                continue;
            };
            if status != WaiverStatus::Applied {
                instance.answer = instance.answer.or(Some(number));
                continue;
            }
            instance.waiver = Some(WaiverUse { number, verdict: instance.verdict });
            instance.verdict = Verdict::Waived;
        }
        report.waivers.push(told(entry, status, detail));
    }
}

fn findings(report: &Report) -> BTreeMap<Key, Vec<Place>> {
    let mut findings: BTreeMap<Key, Vec<Place>> = BTreeMap::new();
    for (at, account) in report.accounts.iter().enumerate() {
        for (number, instance) in account.instances.iter().enumerate().filter(|(_, i)| i.is_finding()) {
            let Some(rule) = report.rules.get(instance.rule) else { continue };
            let key = (rule.id.clone(), account.entity.clone(), account.year, account.stage.clone());
            findings.entry(key).or_default().push((at, number));
        }
    }
    findings
}

/// What becomes of a waiver, why, and of which findings it speaks: those that it covers when it is applied.
#[expect(clippy::indexing_slicing, reason = "places are numbers of the report's own lists")]
fn judge(
    entry: &Entry,
    findings: &BTreeMap<Key, Vec<Place>>,
    report: &Report,
    as_of: Option<Date>,
) -> (WaiverStatus, Text, Vec<Place>) {
    let key = (entry.rule.clone(), entry.entity.clone(), entry.year, entry.stage.clone());
    let instance = |&(account, number): &Place| &report.accounts[account].instances[number];
    let there: Vec<Place> = findings.get(&key).into_iter().flatten().copied().collect();
    let there: Vec<Place> = there.into_iter().filter(|place| is_there(entry, instance(place))).collect();
    let named = named(entry);
    let same_paths = |place: &&Place| figures(instance(place)).keys().eq(named.keys());
    let alike: Vec<Place> = there.iter().filter(same_paths).copied().collect();
    let exact: Vec<Place> = alike.iter().filter(|place| figures(instance(place)) == named).copied().collect();
    let settled = |status, detail, spoken: &[Place]| (status, detail, spoken.to_vec());
    let Some(first) = alike.first().map(instance) else {
        return settled(WaiverStatus::Unmatched, unmatched(entry, there.first().map(instance), report), &[]);
    };
    let decided = entry.decision.as_ref().map(|d| d.result);
    match decided {
        Some(Outcome::Rejected) => return settled(WaiverStatus::Rejected, msg!("waive-finding-stands"), &exact),
        Some(Outcome::Returned) => return settled(WaiverStatus::Returned, msg!("waive-to-complete"), &exact),
        Some(Outcome::Accepted) | None => {}
    }
    if exact.is_empty() {
        return settled(WaiverStatus::Lapsed, changed(&named, &figures(first)), &[]);
    }
    if decided.is_none() {
        return settled(WaiverStatus::Undecided, msg!("waive-finding-stands"), &exact);
    }
    if let Some((last, day)) = entry.last_day().zip(as_of).filter(|(last, day)| last < day) {
        return settled(
            WaiverStatus::Expired,
            msg!("waive-day-passed", last = last.to_string(), day = day.to_string()),
            &exact,
        );
    }
    let rule = &report.rules[first.rule];
    if rule.severity == Severity::Error && !rule.waivable {
        return settled(WaiverStatus::NotAllowed, msg!("waive-error-rule", rule = &rule.id), &exact);
    }
    // What an earlier waiver covers is a finding no more.
    let open: Vec<Place> = exact.iter().filter(|place| instance(place).is_finding()).copied().collect();
    match open.is_empty() {
        true => settled(WaiverStatus::Duplicate, msg!("waive-covered-already"), &[]),
        false => (WaiverStatus::Applied, Text::default(), open),
    }
}

/// Why there is nothing for a waiver to cover.
fn unmatched(entry: &Entry, other: Option<&Instance>, report: &Report) -> Text {
    if let Some(other) = other {
        let paths: Vec<&str> = figures(other).into_keys().collect();
        let (shown, count) = (Text::list(paths.iter().take(MAX_PATHS).copied()), paths.len());
        return match count > MAX_PATHS {
            true => msg!("waive-other-figures-many", paths = shown, count),
            false => msg!("waive-other-figures", paths = shown),
        };
    }
    let mut accounts = report.accounts.iter();
    if !accounts.any(|a| a.entity == entry.entity && a.year == entry.year && a.stage == entry.stage) {
        return msg!("waive-no-account");
    }
    match report.rules.iter().any(|r| r.id == entry.rule) {
        true => msg!("waive-no-finding", rule = &entry.rule),
        false => msg!("waive-no-rule", rule = &entry.rule),
    }
}

/// The first figure that has changed.
fn changed(named: &BTreeMap<&str, &str>, now: &BTreeMap<&str, &str>) -> Text {
    let change = named.iter().zip(now).find(|((_, before), (_, now))| before != now);
    match change {
        Some(((path, before), (_, now))) => msg!("waive-changed", path = *path, before = *before, now = *now),
        None => Text::default(),
    }
}

fn told(entry: &Listed<Entry>, status: WaiverStatus, detail: Text) -> WaiverReport {
    let value = &entry.value;
    WaiverReport {
        status,
        detail,
        span: entry.span,
        rule: value.rule.clone(),
        entity: value.entity.clone(),
        year: value.year,
        stage: value.stage.clone(),
        kind: value.kind,
        reason: value.reason.clone(),
        owner: value.owner.clone(),
        decided: value.decision.as_ref().map(|d| (d.by.clone(), d.date.clone())),
        expires: value.expires.clone(),
        evidence: value.evidence.clone(),
    }
}

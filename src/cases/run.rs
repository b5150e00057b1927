//! Judges a case and holds what came out against what was expected.

use super::{Case, Expectation, Miss, Outcome, Place};
use crate::diagnostic::Diagnostic;
use crate::draw::Style;
use crate::engine::Engine;
use crate::finding::{AccountReport, Instance, Report, Verdict};
use crate::message::msg;
use crate::report;
use crate::result::Finding;

/// Runs a case with the rules of the engine.
///
/// A rule may judge many places. Its verdict in the case is the weightiest judgement among them: violated before
/// improbable, rounding and holds; only where nothing is judged one of the others counts. Reasons are told in the
/// language of `style`.
///
/// # Errors
/// What is wrong with the accounts.
pub fn run(engine: &mut Engine, case: &Case, style: &Style) -> Result<Outcome, Vec<Diagnostic>> {
    let judged = judge(engine, case)?;
    let mut outcome = Outcome {
        title: case.title.clone(),
        place: Place::of(case.span, engine.sources()),
        met: Vec::new(),
        missed: Vec::new(),
    };
    for expectation in &case.expected {
        let found = decisive(instances(&judged).filter(|(_, i)| wanted(&judged, i, expectation)));
        let verdict = found.map(|(_, instance)| instance.verdict);
        let difference = found.and_then(|(_, i)| i.evidence.difference.as_ref().map(|d| d.text.clone()));
        let same_difference = |wanted: &String| difference.as_deref().map(plain) == Some(plain(wanted));
        if verdict == Some(expectation.verdict) && expectation.difference.as_ref().is_none_or(same_difference) {
            outcome.met.push((expectation.rule.clone(), expectation.verdict));
            continue;
        }
        outcome.missed.push(Miss {
            rule: expectation.rule.clone(),
            assertion: expectation.assertion,
            at: expectation.at.clone(),
            expected: Some((expectation.verdict, expectation.difference.clone())),
            actual: verdict.map(|v| (v, difference.filter(|_| expectation.difference.is_some()))),
            reason: match found {
                Some((account, instance)) => {
                    report::reason(&Finding::of(&judged, account, instance, engine.sources()), style)
                }
                None => style.say(msg!("case-not-judged")),
            },
            place: Place::of(expectation.span, engine.sources()),
        });
    }
    if case.only {
        outcome.missed.extend(unexpected(&judged, case, engine, style));
    }
    Ok(outcome)
}

/// What is violated though nothing says so.
#[expect(clippy::indexing_slicing, reason = "an instance carries the number of a rule of its own report")]
fn unexpected(judged: &Report, case: &Case, engine: &Engine, style: &Style) -> Vec<Miss> {
    let expected = |i: &Instance| case.expected.iter().any(|e| e.verdict == i.verdict && wanted(judged, i, e));
    instances(judged)
        .filter(|(_, i)| i.verdict == Verdict::Violated && !expected(i))
        .map(|(account, instance)| Miss {
            rule: judged.rules[instance.rule].id.clone(),
            assertion: Some(instance.assertion),
            at: Some(instance.place().to_owned()).filter(|at| !at.is_empty()),
            expected: None,
            actual: Some((Verdict::Violated, None)),
            reason: report::reason(&Finding::of(judged, account, instance, engine.sources()), style),
            place: Place::of(case.span, engine.sources()),
        })
        .collect()
}

/// Judges the accounts of a case; the one that it is about is the first of the report.
pub(super) fn judge(engine: &mut Engine, case: &Case) -> Result<Report, Vec<Diagnostic>> {
    let accounts = std::iter::once(&case.account).chain(&case.with).cloned().collect();
    let report = engine.check(accounts);
    if report.diagnostics.is_empty() && !engine.has_errors() {
        return Ok(report);
    }
    Err(report.diagnostics.into_iter().chain(engine.diagnostics().iter().cloned()).collect())
}

/// What was judged of the case's account, and of all its accounts together.
pub(super) fn instances(report: &Report) -> impl Iterator<Item = (&AccountReport, &Instance)> {
    let about = |(n, account): &(usize, &AccountReport)| *n == 0 || account.together > 0;
    let accounts = report.accounts.iter().enumerate().filter(about);
    accounts.flat_map(|(_, account)| account.instances.iter().map(move |instance| (account, instance)))
}

#[expect(clippy::indexing_slicing, reason = "an instance carries the number of a rule of its own report")]
fn wanted(report: &Report, instance: &Instance, expectation: &Expectation) -> bool {
    report.rules[instance.rule].id == expectation.rule
        && expectation.assertion.is_none_or(|n| n == instance.assertion)
        && expectation.at.as_ref().is_none_or(|at| at == instance.place())
}

/// The first instance with the weightiest verdict.
fn decisive<'r>(
    instances: impl Iterator<Item = (&'r AccountReport, &'r Instance)>,
) -> Option<(&'r AccountReport, &'r Instance)> {
    instances.min_by_key(|(_, instance)| weight(instance.verdict))
}

fn weight(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Violated => 0,
        Verdict::Waived => 1,
        Verdict::Improbable => 2,
        Verdict::Rounding => 3,
        Verdict::Holds => 4,
        Verdict::Undefined => 5,
        Verdict::Undetermined => 6,
        Verdict::NotApplicable => 7,
    }
}

/// A decimal without the zeros at its end.
fn plain(decimal: &str) -> &str {
    if decimal.contains('.') { decimal.trim_end_matches('0').trim_end_matches('.') } else { decimal }
}

//! Which rules of a pack the cases catch out and which they pass: a rule that no case has seen both ways may be
//! wrong without anyone noticing.

use std::collections::BTreeSet;

use super::Outcome;
use crate::finding::{RuleInfo, Verdict};

/// 覆盖率: what the cases that came as expected say of the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// How many rules the pack has.
    pub rules: usize,
    /// Rules that no case expects to be violated or improbable, in the order of the pack.
    pub never_caught: Vec<String>,
    /// Rules that no case expects to hold, with or without rounding.
    pub never_passed: Vec<String>,
}

/// The coverage of the rules of `pack` by some outcomes. Only what a case expects counts: that a rule happens to
/// hold in a case about something else is no promise.
pub fn coverage(pack: &str, rules: &[RuleInfo], outcomes: &[Outcome]) -> Coverage {
    let seen = |verdicts: &[Verdict]| -> BTreeSet<&str> {
        let met = outcomes.iter().flat_map(|outcome| &outcome.met);
        met.filter(|(_, verdict)| verdicts.contains(verdict)).map(|(rule, _)| rule.as_str()).collect()
    };
    let caught = seen(&[Verdict::Violated, Verdict::Improbable]);
    let passed = seen(&[Verdict::Holds, Verdict::Rounding]);
    let own: Vec<&str> = rules.iter().filter(|r| r.pack.as_deref() == Some(pack)).map(|r| r.id.as_str()).collect();
    let without = |seen: &BTreeSet<&str>| own.iter().filter(|id| !seen.contains(**id)).map(|id| (*id).into()).collect();
    Coverage { rules: own.len(), never_caught: without(&caught), never_passed: without(&passed) }
}

//! Cases of a pack: small accounts with the verdicts that its rules must reach on them, and the running of them.

mod coverage;
mod json;
mod junit;
mod mutate;
mod read;
mod run;
mod text;

use crate::account::Account;
use crate::finding::Verdict;
use crate::source::{SourceMap, Span};

pub use coverage::{Coverage, coverage};
pub use json::write as write_json;
pub use junit::write as write_junit;
pub use mutate::{Mutation, Unguarded, mutate};
pub use read::read;
pub use run::run;
pub use text::write as write_text;

/// A case: an account, further accounts beside it, and what must come out.
#[derive(Debug, Clone)]
pub struct Case {
    /// What it is about; the title of the file stands before that of a case in it.
    pub title: String,
    /// Where it stands.
    pub span: Span,
    /// The account that is judged.
    pub account: Account,
    /// Accounts that are given together with it: the year before, the approved version, units.
    pub with: Vec<Account>,
    /// What must come out, in the order of the file.
    pub expected: Vec<Expectation>,
    /// Whether nothing else may be violated.
    pub only: bool,
}

/// What must come out of a rule.
#[derive(Debug, Clone)]
pub struct Expectation {
    /// Where it stands.
    pub span: Span,
    /// The rule.
    pub rule: String,
    /// One of its assertions, from 1; none: all of them.
    pub assertion: Option<usize>,
    /// The record or element that it is about; none: all of them.
    pub at: Option<String>,
    /// The verdict; of several instances the weightiest judgement, see [`run()`].
    pub verdict: Verdict,
    /// The difference of the instance that decides, as a decimal.
    pub difference: Option<String>,
}

/// A file and a line in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file as shown to the user.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
}

impl Place {
    fn of(span: Span, sources: &SourceMap) -> Self {
        Self { file: sources.get(span.source).name.clone(), line: sources.locate(span).line }
    }
}

/// What has come of a case.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The case's title.
    pub title: String,
    /// Where the case stands.
    pub place: Place,
    /// What came as expected: the rule and its verdict.
    pub met: Vec<(String, Verdict)>,
    /// What did not.
    pub missed: Vec<Miss>,
}

/// Something that did not come out as expected.
#[derive(Debug, Clone)]
pub struct Miss {
    /// The rule.
    pub rule: String,
    /// The assertion that was asked for, or that is violated without being expected to be.
    pub assertion: Option<usize>,
    /// The place that was asked for, or that is violated without being expected to be.
    pub at: Option<String>,
    /// What was expected; none when nothing was, and the case allows no other violation.
    pub expected: Option<(Verdict, Option<String>)>,
    /// What came out; none when the rule judged no such place.
    pub actual: Option<(Verdict, Option<String>)>,
    /// Why, in one line; may be empty.
    pub reason: String,
    /// Where the expectation stands, or the case.
    pub place: Place,
}

impl Miss {
    /// The rule with the assertion and the place that are meant: `N-018 #2 @ items[1]`.
    pub fn subject(&self) -> String {
        let assertion = self.assertion.map(|n| format!(" #{n}")).unwrap_or_default();
        let at = self.at.as_ref().map(|at| format!(" @ {at}")).unwrap_or_default();
        format!("{}{assertion}{at}", self.rule)
    }
}

/// What `gouji test` found out about one pack.
#[derive(Debug, Clone)]
pub struct Tested {
    /// The pack.
    pub pack: String,
    /// The outcome of every case, in the order of the files.
    pub outcomes: Vec<Outcome>,
    /// Which rules the cases cover, if that was asked.
    pub coverage: Option<Coverage>,
    /// Which figures rules guard, if that was asked.
    pub mutation: Option<Mutation>,
}

impl Tested {
    /// The cases that failed.
    pub fn failed(&self) -> impl Iterator<Item = &Outcome> {
        self.outcomes.iter().filter(|outcome| !outcome.missed.is_empty())
    }
}

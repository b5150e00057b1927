//! What an expression gives while a rule runs.

use std::sync::Arc;

use crate::account::NodeId;
use crate::figure::Quantity;
use crate::finding::{Evidence, Verdict};
use crate::message::{Text, msg};
use crate::pack::EntryId;

/// A node of one of the accounts of the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Cell {
    pub(crate) account: u32,
    pub(crate) node: NodeId,
}

/// A value.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    Number(Quantity),
    Text(Arc<str>),
    Truth(Outcome),
    /// A node of an account, not yet looked into.
    Place(Cell),
    /// A blank cell of a printed table, which counts as zero.
    Blank(BlankCell),
    Many(Vec<Value>),
    Absent(Absence),
}

/// A cell that is not there in a row that is.
#[derive(Debug, Clone)]
pub(crate) struct BlankCell {
    pub(crate) row: Cell,
    pub(crate) name: Arc<str>,
    pub(crate) entry: EntryId,
}

/// Why there is no value.
#[derive(Debug, Clone)]
pub(crate) struct Absence {
    /// Undetermined, undefined or not applicable.
    pub(crate) verdict: Verdict,
    /// Whether figures are simply not there. Only that gives way to `??`, counts as nothing and is nothing
    /// to go through; what failed stays a failure.
    pub(crate) missing: bool,
    /// The figures that are missing, withheld or without value.
    pub(crate) paths: Vec<String>,
    pub(crate) reason: Text,
}

/// The verdict of a logical expression, with its evidence when that was asked for.
#[derive(Debug, Clone)]
pub(crate) struct Outcome {
    pub(crate) verdict: Verdict,
    pub(crate) evidence: Option<Box<Evidence>>,
}

impl Absence {
    /// A figure is not there.
    pub(crate) fn missing(path: String) -> Self {
        Self { verdict: Verdict::Undetermined, missing: true, paths: vec![path], reason: msg!("eval-missing") }
    }

    /// There is something, but it cannot be used.
    pub(crate) fn unusable(paths: Vec<String>, reason: Text) -> Self {
        Self { verdict: Verdict::Undetermined, missing: false, paths, reason }
    }

    /// The worse of two, with the paths of both.
    pub(crate) fn and(mut self, other: Absence) -> Self {
        self.missing &= other.missing;
        if other.verdict < self.verdict {
            self.verdict = other.verdict;
            self.reason = other.reason;
        }
        for path in other.paths {
            if !self.paths.contains(&path) {
                self.paths.push(path);
            }
        }
        self
    }

    /// As the outcome of an assertion.
    pub(crate) fn outcome(self) -> Outcome {
        let evidence = Evidence { missing: self.paths, reason: Some(self.reason), ..Evidence::default() };
        Outcome { verdict: self.verdict, evidence: Some(Box::new(evidence)) }
    }
}

impl Outcome {
    /// A bare verdict.
    pub(crate) fn of(verdict: Verdict) -> Self {
        Self { verdict, evidence: None }
    }

    /// Holds, or is violated.
    pub(crate) fn truth(holds: bool) -> Self {
        Self::of(if holds { Verdict::Holds } else { Verdict::Violated })
    }

    /// The worse of two, as `and` sees it.
    pub(crate) fn worse(self, other: Outcome) -> Outcome {
        if other.verdict < self.verdict { other } else { self }
    }

    /// The better of two, as `or` sees it.
    pub(crate) fn better(self, other: Outcome) -> Outcome {
        if other.verdict > self.verdict { other } else { self }
    }

    /// `not`
    pub(crate) fn negated(self) -> Outcome {
        let verdict = match self.verdict.truth() {
            Some(true) => Verdict::Violated,
            Some(false) => Verdict::Holds,
            None => self.verdict,
        };
        Outcome { verdict, ..self }
    }
}

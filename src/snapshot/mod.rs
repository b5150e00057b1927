//! Snapshots 审核结果快照: the outcome of an audit of one account as a text that a person keeps, and what is
//! different between two of them in the words of the field.
//!
//! The file has the form of the crate insta (`file`), its body a fixed Chinese layout (`body`) that is read back as
//! well as written. Nothing in it depends on the machine, the day, or the language of the terminal.

mod body;
mod changes;
mod file;
mod json;
mod take;
mod tell;

#[cfg(test)]
mod tests;

pub use changes::{Changes, FigureChange, Moved, RuleChange, compare};
pub use file::{is_snapshot, read, write};
pub use json::pending_json;
pub use take::{figures, take};
pub use tell::{counts, tell};

use crate::finding::Verdict;
use crate::message::{Text, msg};

/// A figure: its path, and its text as printed.
pub type Printed = (String, String);

/// What a snapshot says of an account.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// The name of the account's file, without its folder.
    pub source: String,
    /// The packs with their versions, and the rule files, by which it was judged.
    pub packs: Vec<String>,
    /// Who, which year, by which rules: the name of each line and what it says.
    pub head: Vec<(String, String)>,
    /// Every instance; by verdict, from the gravest, then by rule, then as in the account.
    pub outcomes: Vec<Outcome>,
    /// Every figure of the account, in the order of its file.
    pub figures: Vec<Printed>,
}

/// What was established about one assertion at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The rule, and which of its assertions if it has several: `N-045#2`.
    pub rule: String,
    /// The element or record it is about; empty for the account itself.
    pub place: String,
    /// What is established.
    pub verdict: Verdict,
    /// Why; none where the text only lists the rule.
    pub detail: Option<Detail>,
}

/// What is told of an instance that does not simply hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Detail {
    /// The rule's title, or the assertion as written.
    pub title: String,
    /// Both computations, the difference, the slack and the severity of a finding; or why there is no judgement.
    pub told: String,
    /// The figures that took part; [`MISSING`] stands for what is missing.
    pub figures: Vec<Printed>,
}

/// What stands in the place of a missing figure, as in computations.
pub const MISSING: &str = "?";

/// Verdicts of which only rules and places are listed.
const LISTED: [Verdict; 2] = [Verdict::NotApplicable, Verdict::Holds];

/// What to do about a file that cannot be read as a snapshot.
fn broken_help() -> Text {
    msg!("snapshot-broken-help", command = "gouji snapshot test")
}

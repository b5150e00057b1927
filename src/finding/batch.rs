//! What became of the lines of a batch, as plain data.

use std::sync::Arc;

use super::{Instance, Verdict};
use crate::message::Text;

/// What became of one line of a batch.
#[derive(Debug)]
pub struct BatchLine {
    /// Its number, from 1.
    pub line: u64,
    /// The account's id, as it stands in the line; none when the line has none that can be read.
    pub id: Option<String>,
    /// What was judged, or what is wrong with the line.
    pub judged: Result<BatchAccount, BatchError>,
}

/// What was judged of the account of a line.
#[derive(Debug)]
pub struct BatchAccount {
    /// The fiscal year.
    pub year: Option<i32>,
    /// The packs and rule files by which it was judged.
    pub packs: Arc<[String]>,
    /// How many instances have each verdict, in the order of [`Verdict::ALL`].
    pub counts: [u64; Verdict::ALL.len()],
    /// What is to be told.
    pub findings: Vec<BatchFinding>,
}

/// An instance that is told.
#[derive(Debug)]
pub struct BatchFinding {
    /// By what it is known again.
    pub fingerprint: String,
    /// The rule's id.
    pub rule: String,
    /// What is established.
    pub instance: Instance,
}

/// What is wrong with a line.
#[derive(Debug)]
pub struct BatchError {
    /// The code of `docs/diagnostics.md`.
    pub code: &'static str,
    /// What is wrong.
    pub message: Text,
    /// The character at which it stands, from 1.
    pub column: Option<usize>,
}

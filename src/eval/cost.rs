//! What takes longer than a step is counted as several, so that the bound of steps is one of time too, and the same on
//! every machine.

use super::run::Run;
use super::value::Value;
use crate::figure::{Form, Quantity};

/// The evidence of an assertion: its sides in words, ranges, verdict.
pub(super) const EVIDENCE: usize = 100;
/// A figure of that evidence: its path, its place, its name.
pub(super) const FIGURE: usize = 30;
/// A figure with what it can stand for.
pub(super) const FORM: usize = 4;
/// Reckoning with a fraction that fits no machine word.
const LARGE: usize = 60;
/// A name among those of the standard subjects that may be meant.
pub(super) const NEAREST: usize = 200;
/// A place that is found among several, or copied with them.
pub(super) const PLACE: usize = 2;
/// Two values that are compared without a side of their own.
pub(super) const PAIR: usize = 2;
/// The lesser or greater of two ranges.
const EXTREME: usize = 8;
/// So many figures of such a range are gone through in a step.
const MERGED: usize = 64;
/// So many bytes of a text are looked at in a step.
const BYTES: usize = 64;
/// So many bytes of a text are kept in a step.
const KEPT: usize = 4;
/// So many bytes of a text does a pattern go through in a step.
const MATCHED: usize = 8;

impl Run<'_> {
    /// Takes the steps of a number that is reckoned with: its parts, and its digits.
    pub(super) fn weigh(&mut self, quantity: &Quantity) -> bool {
        let parts = quantity.form.as_deref().map_or(0, Form::size);
        let digits = if quantity.value.is_large() { LARGE } else { 0 };
        (parts == 0 && digits == 0) || self.spend(parts.saturating_add(digits))
    }

    /// Takes the steps of the least or greatest of so many ranges, of which each depends on the figures of those before.
    pub(super) fn weigh_extreme(&mut self, count: usize) -> bool {
        self.spend(count.saturating_mul(EXTREME.saturating_add(count / MERGED)))
    }

    /// Takes the steps of a value that is copied or compared as a text.
    pub(super) fn weigh_text(&mut self, value: &Value) -> bool {
        let bytes = match value {
            Value::Text(text) => text.len(),
            Value::Place(cell) => self.scalar_text(*cell).map_or(0, str::len),
            _ => 0,
        };
        bytes < BYTES || self.spend(bytes / BYTES)
    }

    /// Takes the steps of texts that are kept as evidence.
    pub(super) fn weigh_kept(&mut self, bytes: usize) -> bool {
        self.spend(bytes / KEPT)
    }

    /// Takes the steps of a text that a pattern is tried on.
    pub(super) fn weigh_match(&mut self, bytes: usize) -> bool {
        bytes < MATCHED || self.spend(bytes / MATCHED)
    }
}

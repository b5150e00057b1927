//! Places to numbers and words: a figure as printed, a record's amount, a code.

use std::sync::Arc;

use super::cost;
use super::run::Run;
use super::value::{Absence, Cell, Value};
use crate::account::Content;
use crate::figure::{Exact, Form, Linear, Printed, Quantity, VarId};
use crate::finding::Verdict;
use crate::message::msg;

impl Run<'_> {
    /// A value as a number: a figure, a record's amount, the only one of several.
    pub(super) fn number(&mut self, value: Value) -> Result<Quantity, Absence> {
        match value {
            Value::Number(quantity) if !self.weigh(&quantity) => Err(self.exhausted()),
            Value::Number(quantity) => Ok(quantity),
            Value::Place(cell) => self.figure(cell),
            Value::Blank(blank) => Ok(self.blank(&blank)),
            Value::Absent(absence) => Err(absence),
            Value::Many(mut values) => match values.len() {
                1 => values.pop().map_or_else(|| Err(Absence::missing(String::new())), |v| self.number(v)),
                0 => Err(Absence::unusable(Vec::new(), msg!("eval-nothing-selected"))),
                n => {
                    let reason = msg!("eval-several-numbers", count = n);
                    Err(Absence::unusable(Vec::new(), reason))
                }
            },
            Value::Text(text) => Err(not_a_number(text.to_string())),
            Value::Truth(_) => Err(Absence::unusable(Vec::new(), msg!("eval-condition-for-number"))),
        }
    }

    pub(super) fn figure(&mut self, cell: Cell) -> Result<Quantity, Absence> {
        match self.content(cell) {
            Content::Number(printed) => self.printed(cell, printed),
            Content::Record(_) => match self.member(cell, "amount") {
                Value::Place(amount) if amount != cell => match self.content(amount) {
                    Content::Record(_) => Err(Absence::missing(self.path_below(amount, "amount"))),
                    _ => self.figure(amount),
                },
                other => self.number(other),
            },
            Content::List(_) => Err(Absence::unusable(vec![self.path(cell)], msg!("eval-list-for-number"))),
            Content::Text(_) => Err(not_a_number(self.path(cell))),
            Content::Missing => Err(Absence::missing(self.path(cell))),
            Content::NoValue(_) => {
                let reason = msg!("eval-no-value");
                Err(Absence { verdict: Verdict::Undefined, missing: false, paths: vec![self.path(cell)], reason })
            }
            Content::Withheld(_) => Err(Absence {
                verdict: Verdict::NotApplicable,
                missing: false,
                paths: vec![self.path(cell)],
                reason: msg!("eval-withheld"),
            }),
        }
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "cells and accounts are numbered by the run, whose list of accounts does not change"
    )]
    fn printed(&mut self, cell: Cell, printed: Printed<&str>) -> Result<Quantity, Absence> {
        let bound = &self.accounts[cell.account as usize];
        let facts = bound.facts(cell.node, printed, &self.program.dictionary);
        let var = VarId { account: cell.account, node: cell.node.0 };
        let value = Exact::from_decimal(printed.value());
        let scale = facts.scale();
        if self.forms && !self.boxes.contains_key(&var) {
            let interval = facts.interval(&value, self.mode).map_err(|l| self.fault(l.into()))?;
            self.boxes.insert(var, interval);
        }
        if (self.used.is_some() && !self.spend(cost::FIGURE)) || (self.forms && !self.spend(cost::FORM)) {
            return Err(self.exhausted());
        }
        if self.used.is_some() {
            self.note_figure(cell, printed, &facts);
        }
        let form = if self.forms { Some(Arc::new(Form::Linear(Linear::multiple(var, scale.clone())))) } else { None };
        let value = value.mul(&scale).map_err(|l| self.fault(l.into()))?;
        Ok(Quantity {
            value,
            kind: facts.kind,
            unit: facts.unit,
            decimals: facts.decimals(printed),
            form,
            single: Some(var),
        })
    }

    /// A value as words: text, or the printed text of a number (a code without quotation marks).
    pub(super) fn text(&self, value: &Value) -> Option<Arc<str>> {
        match value {
            Value::Text(text) => Some(text.clone()),
            Value::Place(cell) => self.scalar_text(*cell).map(Arc::from),
            Value::Many(values) => match values.as_slice() {
                [only] => self.text(only),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether a value is words and no number.
    #[expect(
        clippy::indexing_slicing,
        reason = "cells and accounts are numbered by the run, whose list of accounts does not change"
    )]
    pub(super) fn is_words(&self, value: &Value) -> bool {
        match value {
            Value::Text(_) => true,
            Value::Place(cell) => match self.content(*cell) {
                Content::Text(_) => true,
                Content::Number(_) => {
                    self.accounts[cell.account as usize].declared_text(cell.node, &self.program.dictionary)
                }
                _ => false,
            },
            Value::Many(values) => match values.as_slice() {
                [only] => self.is_words(only),
                _ => false,
            },
            _ => false,
        }
    }

    /// A value as words, or why it is none.
    pub(super) fn words(&mut self, value: Value) -> Result<Arc<str>, Absence> {
        if !self.weigh_text(&value) {
            return Err(self.exhausted());
        }
        if let Some(text) = self.text(&value) {
            return Ok(text);
        }
        match value {
            Value::Absent(absence) => Err(absence),
            Value::Place(cell) => Err(match self.figure(cell) {
                Err(absence) => absence,
                Ok(_) => Absence::unusable(vec![self.path(cell)], msg!("eval-not-words")),
            }),
            Value::Many(values) if values.is_empty() => {
                Err(Absence::unusable(Vec::new(), msg!("eval-nothing-selected")))
            }
            _ => Err(Absence::unusable(Vec::new(), msg!("eval-not-words"))),
        }
    }
}

fn not_a_number(path: String) -> Absence {
    Absence::unusable(vec![path], msg!("eval-not-a-number"))
}

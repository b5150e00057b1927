//! Values for people to look at: what an expression is worth at each place, and the evaluation tree of
//! an assertion.

use super::compare::amount_of;
use super::run::{Run, Slot};
use super::value::Value;
use crate::account::Content;
use crate::figure::{Kind, Quantity};
use crate::finding::{Amount, Range, Verdict};
use crate::message::Text;
use crate::plan::{Anchor, Node, NodeKind, Op, PlannedRule};

/// What an expression is worth at one place.
#[derive(Debug, Clone)]
pub struct Valued {
    /// The record at which its names start, or the figure itself; empty for the root.
    pub at: String,
    /// The value.
    pub worth: Worth,
}

/// A value, for people.
#[derive(Debug, Clone)]
pub enum Worth {
    /// A number with what it can stand for, and as printed when it is a figure.
    Number {
        /// The value.
        amount: Amount,
        /// The kind, also of a plain number or literal.
        kind: Kind,
        /// What it can stand for.
        range: Option<Range>,
        /// The printed text of a figure.
        printed: Option<String>,
    },
    /// Words.
    Text(String),
    /// A condition.
    Truth(Verdict),
    /// Nothing, and why.
    Absent {
        /// Undetermined, undefined or not applicable.
        verdict: Verdict,
        /// The figures concerned.
        paths: Vec<String>,
        /// Why.
        reason: Text,
    },
}

/// An expression with its value, and the expressions it is made of.
#[derive(Debug, Clone)]
pub struct Tree {
    /// The expression as written.
    pub written: String,
    /// What it is worth; several for a selection.
    pub values: Vec<Valued>,
    /// Its parts.
    pub parts: Vec<Tree>,
}

impl Run<'_> {
    /// The values of a bare expression at each place where it has a meaning.
    pub(super) fn values(&mut self, rule: &PlannedRule) -> Vec<Valued> {
        let Some(Op::Assert(_, node)) = rule.statements.first() else { return Vec::new() };
        let mut values = Vec::new();
        for place in self.anchors(&rule.anchor) {
            let at = match (&place, &rule.anchor) {
                (Value::Place(cell), Anchor::On(_) | Anchor::Records(_)) => self.path(*cell),
                _ => String::new(),
            };
            self.on = place;
            self.slots = vec![Slot::Element(Value::Many(Vec::new())); rule.variables.len()];
            for mut valued in self.worth(node) {
                if valued.at.is_empty() {
                    valued.at.clone_from(&at);
                }
                values.push(valued);
            }
        }
        values
    }

    /// What an expression is worth here.
    fn worth(&mut self, node: &Node) -> Vec<Valued> {
        let forms = std::mem::replace(&mut self.forms, true);
        let value = self.expr(node);
        let worth = match value {
            Value::Many(values) => values.into_iter().map(|v| self.worth_of(v)).collect(),
            Value::Place(cell) if matches!(self.content(cell), Content::List(_)) => {
                self.elements_of(cell).into_iter().map(|v| self.worth_of(v)).collect()
            }
            value => vec![self.worth_of(value)],
        };
        self.forms = forms;
        worth
    }

    fn worth_of(&mut self, value: Value) -> Valued {
        let at = match &value {
            Value::Place(cell) => self.path(*cell),
            Value::Blank(blank) => self.path_below(blank.row, &blank.name),
            _ => String::new(),
        };
        let printed = match &value {
            Value::Place(cell) => match self.content(*cell) {
                Content::Number(printed) => Some(printed.text().to_owned()),
                _ => None,
            },
            _ => None,
        };
        if let Value::Truth(outcome) = &value {
            return Valued { at, worth: Worth::Truth(outcome.verdict) };
        }
        if self.is_words(&value) {
            let text = self.text(&value).map(|t| t.to_string()).unwrap_or_default();
            return Valued { at, worth: Worth::Text(text) };
        }
        let worth = match self.number(value) {
            Ok(quantity) => self.number_worth(&quantity, printed),
            Err(absence) => Worth::Absent { verdict: absence.verdict, paths: absence.paths, reason: absence.reason },
        };
        Valued { at, worth }
    }

    fn number_worth(&self, quantity: &Quantity, printed: Option<String>) -> Worth {
        let ranged = quantity.form.as_deref().and_then(|f| f.range(&self.boxes).ok());
        let range = ranged.map(|r| super::compare::range_of(quantity, &r));
        Worth::Number { amount: amount_of(quantity, &quantity.value), kind: quantity.kind, range, printed }
    }

    /// The evaluation tree of an expression.
    pub(super) fn tree(&mut self, node: &Node) -> Tree {
        let parts: Vec<&Node> = match &node.kind {
            NodeKind::Sum(terms) => terms.iter().map(|(_, n)| n).collect(),
            NodeKind::Product(first, rest) => std::iter::once(&**first).chain(rest.iter().map(|(_, n)| n)).collect(),
            NodeKind::Negative(inner) | NodeKind::Not(inner) => vec![inner],
            NodeKind::Call(_, parts)
            | NodeKind::Coalesce(parts)
            | NodeKind::And(parts)
            | NodeKind::Or(parts)
            | NodeKind::Same(parts)
            | NodeKind::List(parts) => parts.iter().collect(),
            NodeKind::Compare { first, rest, within } => {
                let tolerance = within.as_ref().map(|t| &t.value);
                std::iter::once(&**first).chain(rest.iter().map(|(_, n)| n)).chain(tolerance).collect()
            }
            NodeKind::In(a, b) | NodeKind::Implies(a, b) => vec![a, b],
            NodeKind::Is { operand, .. } | NodeKind::Matches(operand, _) => vec![operand],
            _ => Vec::new(),
        };
        let values = self.quietly(|run| run.worth(node));
        // A literal explains itself.
        let parts = parts
            .into_iter()
            .filter(|n| !matches!(n.kind, NodeKind::Number(_) | NodeKind::Text(_) | NodeKind::Boolean(_)));
        let parts = parts.map(|n| self.tree(n)).collect();
        Tree { written: self.written(node), values, parts }
    }
}

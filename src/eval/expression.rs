//! Expressions to values: sums with their residue, products, variables.

use std::sync::Arc;

use super::run::{Run, Slot};
use super::used::Used;
use super::value::{Absence, Value};
use crate::account::{Content, NodeId};
use crate::builtins::Builtin;
use crate::figure::{Exact, Form, Interval, Linear, Mode, Printed, Quantity, VarId};
use crate::message::msg;
use crate::plan::{Node, NodeKind};
use crate::syntax::ast::{Factor, Sign};

impl Run<'_> {
    /// The value of an expression.
    pub(super) fn expr(&mut self, node: &Node) -> Value {
        if !self.spend(1) {
            return Value::Absent(self.exhausted());
        }
        let additive = matches!(node.kind, NodeKind::Sum(_) | NodeKind::Call(Builtin::Sum, _) | NodeKind::Negative(_));
        let outer = self.in_sum;
        self.in_sum = outer && additive;
        let value = self.expr_kind(node);
        self.in_sum = outer;
        value
    }

    fn expr_kind(&mut self, node: &Node) -> Value {
        match &node.kind {
            NodeKind::Number(printed) => literal(printed),
            NodeKind::Text(text) => Value::Text(text.clone()),
            NodeKind::List(members) => Value::Many(members.iter().map(|m| self.expr(m)).collect()),
            NodeKind::Select(selector) => self.select(selector),
            NodeKind::Call(builtin, arguments) => self.call(*builtin, arguments),
            NodeKind::Sum(terms) => self.added(terms),
            NodeKind::Product(first, rest) => self.product(first, rest),
            NodeKind::Negative(inner) => {
                let value = self.expr(inner);
                wrap(self.number(value).map(|q| q.neg()))
            }
            NodeKind::Coalesce(parts) => self.coalesce(parts),
            _ => Value::Truth(self.outcome(node)),
        }
    }

    /// The value of a variable.
    pub(super) fn variable(&mut self, slot: usize) -> Value {
        let node = match self.slots.get(slot) {
            Some(Slot::Element(value)) => return value.clone(),
            Some(Slot::Let { plain: Some(value), .. }) if !self.forms && self.used.is_none() => return value.clone(),
            Some(Slot::Let { formed: Some((value, figures)), .. }) if self.forms => {
                let (value, figures) = (value.clone(), figures.clone());
                if self.spend(figures.len()) {
                    figures.into_iter().for_each(|figure| self.note(figure));
                }
                return value;
            }
            Some(Slot::Let { node, .. }) => *node,
            None => return Value::Many(Vec::new()),
        };
        let in_sum = std::mem::replace(&mut self.in_sum, false);
        let before = self.used.replace(Used::default());
        let value = self.expr(node);
        let figures = std::mem::replace(&mut self.used, before).unwrap_or_default().into_figures();
        self.in_sum = in_sum;
        for figure in &figures {
            self.note(figure.clone());
        }
        let forms = self.forms;
        if let Some(Slot::Let { plain, formed, .. }) = self.slots.get_mut(slot) {
            if forms {
                *formed = Some((value.clone(), figures));
            } else {
                *plain = Some(value.clone());
            }
        }
        value
    }

    /// The first part that is there; only a missing figure gives way, not one without value.
    fn coalesce(&mut self, parts: &[Node]) -> Value {
        let mut last = Value::Many(Vec::new());
        for part in parts {
            last = self.expr(part);
            if !self.is_missing(&last) {
                break;
            }
        }
        last
    }

    /// Whether a value is missing: not there, null, or a selection that found nothing.
    pub(super) fn is_missing(&self, value: &Value) -> bool {
        match value {
            Value::Absent(absence) => absence.missing,
            Value::Place(cell) => match self.content(*cell) {
                Content::Missing => true,
                // A record with an amount is that amount.
                Content::Record(_) => match self.member(*cell, "amount") {
                    Value::Place(amount) => matches!(self.content(amount), Content::Missing),
                    _ => false,
                },
                _ => false,
            },
            Value::Many(values) => values.iter().all(|v| self.is_missing(v)),
            _ => false,
        }
    }

    fn added(&mut self, terms: &[(Sign, Node)]) -> Value {
        let outer = std::mem::replace(&mut self.in_sum, true);
        let mut quantities = Vec::with_capacity(terms.len());
        let mut absent: Option<Absence> = None;
        for (sign, term) in terms {
            let value = self.expr(term);
            match self.number(value) {
                Ok(q) if *sign == Sign::Minus => quantities.push(q.neg()),
                Ok(q) => quantities.push(q),
                Err(a) => {
                    absent = Some(match absent {
                        None => a,
                        Some(before) => before.and(a),
                    })
                }
            }
        }
        self.in_sum = outer;
        if let Some(absence) = absent {
            return Value::Absent(absence);
        }
        self.total(&quantities)
    }

    /// The sum of values, with the residue of 舍位平衡 when this is the whole sum.
    pub(super) fn total(&mut self, terms: &[Quantity]) -> Value {
        let sum = match Quantity::sum(terms, &self.boxes) {
            Ok(Some(sum)) => sum,
            Ok(None) => return Value::Many(Vec::new()),
            Err(fault) => return Value::Absent(self.fault(fault)),
        };
        if self.in_sum { Value::Number(sum) } else { self.with_residue(sum) }
    }

    /// Under 舍位平衡 a sum of n lines may be off by n·u/2 more.
    #[expect(clippy::arithmetic_side_effects, reason = "counts of things held in memory")]
    fn with_residue(&mut self, mut sum: Quantity) -> Value {
        let Some(Form::Linear(linear)) = sum.form.as_deref() else { return Value::Number(sum) };
        let mut reach = Exact::ZERO;
        let mut lines = 0;
        for (var, weight) in linear.terms() {
            let Some(width) = self.plugged_width(*var) else { continue };
            lines += 1;
            let part = weight.abs().mul(&width).and_then(|w| w.half()).and_then(|h| reach.add(&h));
            match part {
                Ok(total) => reach = total,
                Err(limit) => return Value::Absent(self.fault(limit.into())),
            }
        }
        if lines < 2 {
            return Value::Number(sum);
        }
        self.synthetic += 1;
        let var = VarId::synthetic(self.synthetic);
        let Some(interval) = Interval::new(reach.neg(), true, reach, true) else { return Value::Number(sum) };
        self.boxes.insert(var, interval);
        match linear.add(&Linear::var(var)) {
            Ok(with) => sum.form = Some(Arc::new(Form::Linear(with))),
            Err(limit) => return Value::Absent(self.fault(limit.into())),
        }
        Value::Number(sum)
    }

    /// The width of a figure's interval when its mode is 舍位平衡.
    fn plugged_width(&self, var: VarId) -> Option<Exact> {
        let bound = self.accounts.get(var.account as usize)?;
        let node = NodeId(var.node);
        let Content::Number(printed) = bound.account.node(node).content else { return None };
        let facts = bound.facts(node, printed, &self.program.dictionary);
        (self.mode.unwrap_or(facts.mode) == Mode::Plug).then(|| self.boxes.get(&var)?.width().ok().flatten()).flatten()
    }

    fn product(&mut self, first: &Node, rest: &[(Factor, Node)]) -> Value {
        let value = self.expr(first);
        let mut product = self.number(value);
        for (factor, node) in rest {
            let value = self.expr(node);
            let right = self.number(value);
            product = match (product, right) {
                (Ok(a), Ok(b)) => {
                    let result = if *factor == Factor::Times { a.mul(&b, &self.boxes) } else { a.div(&b, &self.boxes) };
                    match result {
                        Ok(product) if !self.weigh(&product) => Err(self.exhausted()),
                        result => result.map_err(|fault| self.fault(fault)),
                    }
                }
                (Err(a), Err(b)) => Err(a.and(b)),
                (Err(a), _) | (_, Err(a)) => Err(a),
            };
        }
        wrap(product)
    }
}

pub(super) fn wrap(result: Result<Quantity, Absence>) -> Value {
    match result {
        Ok(quantity) => Value::Number(quantity),
        Err(absence) => Value::Absent(absence),
    }
}

/// A number of the rule itself: exact.
fn literal(printed: &Printed) -> Value {
    let too_large = || Absence::unusable(Vec::new(), msg!("eval-number-too-large"));
    wrap(Quantity::literal(printed).map_err(|_| too_large()))
}

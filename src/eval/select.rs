//! Selectors: from a place along the steps of a path to one place or many.

use std::sync::Arc;

use super::bind::Member;
use super::cost;
use super::run::Run;
use super::value::{Absence, BlankCell, Cell, Value};
use crate::account::{Content, NodeId};
use crate::message::{Text, msg};
use crate::plan::{Base, Selector, SelectorStep};
use crate::syntax::lexeme::Lexeme;

/// A place on the way, and whether it was named outright: what was named is required, what a wildcard
/// found is there or not.
struct Found {
    value: Value,
    required: bool,
}

impl Run<'_> {
    /// Where a selector leads: one value, or `Many` when a step can find several.
    pub(super) fn select(&mut self, selector: &Selector) -> Value {
        let start = self.start(selector.base);
        if let Value::Place(cell) = start
            && let Some(value) = self.straight(cell, &selector.steps)
        {
            return if self.spend(selector.steps.len()) { value } else { Value::Absent(self.exhausted()) };
        }
        let mut many = matches!(start, Value::Many(_));
        // Several places are copied.
        if let Value::Many(values) = &start {
            self.spend(values.len().saturating_mul(cost::PLACE));
        }
        let mut found: Vec<Found> = match start {
            Value::Many(values) => values.into_iter().map(|value| Found { value, required: true }).collect(),
            value => vec![Found { value, required: true }],
        };
        for step in &selector.steps {
            if !self.spend(found.len()) {
                return Value::Absent(self.exhausted());
            }
            found = match step {
                SelectorStep::Name(name) => {
                    let mut next = Vec::with_capacity(found.len());
                    for place in found {
                        many |= self.name(place, name, &mut next);
                    }
                    next
                }
                SelectorStep::All if many => found,
                SelectorStep::All => {
                    many = true;
                    found.into_iter().flat_map(|place| self.children(place)).collect()
                }
                SelectorStep::Star => {
                    many = true;
                    found.into_iter().flat_map(|place| self.children(place)).collect()
                }
                SelectorStep::Deep => {
                    many = true;
                    found.into_iter().flat_map(|place| self.leaves(place)).collect()
                }
                SelectorStep::Group(group) => {
                    many = true;
                    self.group(&found, group)
                }
                SelectorStep::Index(index) => {
                    let whole = match found.first().map(|place| &place.value) {
                        Some(Value::Place(cell)) if !many => self.path(*cell),
                        Some(Value::Absent(absence)) if absence.missing => {
                            absence.paths.first().cloned().unwrap_or_default()
                        }
                        _ => String::new(),
                    };
                    let elements =
                        if many { found } else { found.into_iter().flat_map(|place| self.children(place)).collect() };
                    many = false;
                    vec![pick(elements, *index, &whole)]
                }
                SelectorStep::Filter(predicate) => {
                    let elements: Vec<Found> =
                        if many { found } else { found.into_iter().flat_map(|place| self.children(place)).collect() };
                    many = true;
                    self.filter(elements, predicate)
                }
            };
        }
        if many {
            return Value::Many(found.into_iter().map(|f| f.value).collect());
        }
        found.pop().map_or_else(|| Value::Many(Vec::new()), |f| f.value)
    }

    /// Where names alone lead from one place: what most selectors are. None where a step may find several, or nothing to
    /// go on from.
    fn straight(&self, from: Cell, steps: &[SelectorStep]) -> Option<Value> {
        let mut cell = from;
        let mut steps = steps.iter();
        while let Some(step) = steps.next() {
            let SelectorStep::Name(name) = step else { return None };
            if matches!(self.content(cell), Content::List(_)) {
                return None;
            }
            match self.member(cell, name) {
                Value::Place(child) => cell = child,
                value if steps.as_slice().is_empty() => return Some(value),
                _ => return None,
            }
        }
        Some(Value::Place(cell))
    }

    fn start(&mut self, base: Base) -> Value {
        match base {
            Base::Root => Value::Place(self.root(self.current)),
            Base::On => self.on.clone(),
            Base::Element(level) => self.elements.iter().rev().nth(level).cloned().unwrap_or(Value::Many(Vec::new())),
            Base::Variable(slot) => self.variable(slot),
            Base::Prior => self.other(self.relations.prior, "prior", &msg!("eval-no-prior")),
            Base::Approved => self.other(self.relations.approved, "approved", &msg!("eval-no-approved")),
            Base::Accounts => {
                let all = 0..u32::try_from(self.accounts.len()).unwrap_or(u32::MAX);
                Value::Many(all.map(|account| Value::Place(self.root(account))).collect())
            }
            Base::Units => Value::Many(self.relations.units.iter().map(|&a| Value::Place(self.root(a))).collect()),
        }
    }

    fn other(&self, account: Option<u32>, name: &str, reason: &Text) -> Value {
        match account {
            Some(account) => Value::Place(self.root(account)),
            None => Value::Absent(Absence { reason: reason.clone(), ..Absence::missing(name.to_owned()) }),
        }
    }

    fn root(&self, account: u32) -> Cell {
        Cell { account, node: NodeId(0) }
    }

    /// One name from one place. Says whether the place was a list, so that the step found many.
    fn name(&mut self, place: Found, name: &str, next: &mut Vec<Found>) -> bool {
        let cell = match place.value {
            Value::Place(cell) => cell,
            Value::Absent(absence) => {
                next.push(Found { value: Value::Absent(extend(absence, name)), required: place.required });
                return false;
            }
            Value::Many(values) => {
                for value in values {
                    self.name(Found { value, required: place.required }, name, next);
                }
                return true;
            }
            _ => {
                let reason = msg!("eval-nothing-below", name);
                next.push(Found {
                    value: Value::Absent(Absence::unusable(vec![name.to_owned()], reason)),
                    required: true,
                });
                return false;
            }
        };
        if let Content::List(rows) = self.content(cell) {
            if !self.spend(rows.len().saturating_mul(cost::PLACE)) {
                next.push(Found { value: Value::Absent(self.exhausted()), required: true });
                return true;
            }
            for &row in rows {
                let row = Found { value: Value::Place(Cell { node: row, ..cell }), required: false };
                self.name(row, name, next);
            }
            return true;
        }
        let value = self.member(cell, name);
        let there = !matches!(value, Value::Absent(_));
        if there || place.required {
            next.push(Found { value, required: place.required });
        }
        false
    }

    /// The member of a record, a blank cell that counts as zero, or its absence.
    #[expect(
        clippy::indexing_slicing,
        reason = "cells and accounts are numbered by the run, whose list of accounts does not change"
    )]
    pub(super) fn member(&self, cell: Cell, name: &str) -> Value {
        let bound = &self.accounts[cell.account as usize];
        match bound.member(cell.node, name, &self.program.dictionary) {
            Member::There(node) => Value::Place(Cell { node, ..cell }),
            Member::Blank(entry) => Value::Blank(BlankCell { row: cell, name: Arc::from(name), entry }),
            Member::Missing => Value::Absent(Absence::missing(self.path_below(cell, name))),
        }
    }

    /// The elements of a list, or the members of a record without what describes the account.
    #[expect(
        clippy::indexing_slicing,
        reason = "cells and accounts are numbered by the run, whose list of accounts does not change"
    )]
    fn children(&mut self, place: Found) -> Vec<Found> {
        let cell = match place.value {
            Value::Place(cell) => cell,
            Value::Many(values) => return values.into_iter().map(|value| Found { value, required: false }).collect(),
            // A wildcard below something that is absent finds nothing.
            Value::Absent(absence) if absence.missing => return Vec::new(),
            value @ Value::Absent(_) => return vec![Found { value, required: true }],
            _ => return Vec::new(),
        };
        let nodes = match self.content(cell) {
            Content::Record(nodes) | Content::List(nodes) => nodes,
            _ => return Vec::new(),
        };
        if !self.spend(nodes.len()) {
            return vec![Found { value: Value::Absent(self.exhausted()), required: true }];
        }
        let account = &self.accounts[cell.account as usize].account;
        let kept = nodes.iter().filter(|&&node| !account.is_setting(node));
        kept.map(|&node| Found { value: Value::Place(Cell { node, ..cell }), required: false }).collect()
    }

    /// All scalars below.
    fn leaves(&mut self, place: Found) -> Vec<Found> {
        let mut queue = self.children(place);
        queue.reverse();
        let mut leaves = Vec::new();
        while let Some(found) = queue.pop() {
            let branch = match &found.value {
                Value::Place(cell) => matches!(self.content(*cell), Content::Record(_) | Content::List(_)),
                _ => false,
            };
            if branch {
                let mut below = self.children(found);
                below.reverse();
                queue.extend(below);
            } else {
                leaves.push(found);
            }
        }
        leaves
    }

    fn group(&mut self, found: &[Found], group: &[Vec<Lexeme>]) -> Vec<Found> {
        let mut members = Vec::new();
        for place in found {
            for names in group {
                if !self.spend(names.len()) {
                    return vec![Found { value: Value::Absent(self.exhausted()), required: true }];
                }
                let mut here = vec![Found { value: place.value.clone(), required: true }];
                for name in names {
                    let mut next = Vec::new();
                    for place in here {
                        self.name(place, name, &mut next);
                    }
                    here = next;
                }
                members.extend(here);
            }
        }
        members
    }

    fn filter(&mut self, elements: Vec<Found>, predicate: &crate::plan::Node) -> Vec<Found> {
        let mut kept = Vec::new();
        for element in elements {
            if matches!(element.value, Value::Absent(_)) {
                kept.push(element);
                continue;
            }
            self.elements.push(element.value.clone());
            let outcome = self.quietly(|run| run.outcome(predicate));
            self.elements.pop();
            match outcome.verdict.truth() {
                Some(true) => kept.push(element),
                Some(false) => {}
                // Whether the element belongs is unknown, and so is everything that depends on it.
                None => {
                    let evidence = outcome.evidence.map(|e| *e).unwrap_or_default();
                    let reason = evidence.reason.unwrap_or_else(|| msg!("eval-undecided-selection"));
                    let absence = Absence { verdict: outcome.verdict, missing: false, paths: evidence.missing, reason };
                    kept.push(Found { value: Value::Absent(absence), required: true });
                }
            }
        }
        kept
    }
}

/// The element at a position of what has a path: 1 is the first, −1 the last. One that is not there is missing like
/// any figure that is named outright.
#[expect(
    clippy::arithmetic_side_effects,
    reason = "a count is not negative, and an index is taken down only from above 0"
)]
fn pick(mut elements: Vec<Found>, index: i64, whole: &str) -> Found {
    let count = i64::try_from(elements.len()).unwrap_or(i64::MAX);
    let at = if index > 0 { index - 1 } else { count + index };
    match usize::try_from(at) {
        Ok(at) if at < elements.len() => Found { required: true, ..elements.swap_remove(at) },
        _ => {
            let absence = Absence {
                reason: msg!("eval-no-element", index, count),
                ..Absence::missing(format!("{whole}[{index}]"))
            };
            Found { value: Value::Absent(absence), required: true }
        }
    }
}

/// What is below something absent is absent too, under its own name.
fn extend(mut absence: Absence, name: &str) -> Absence {
    if let ([path], true) = (absence.paths.as_mut_slice(), absence.missing) {
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(name);
    }
    absence
}

//! Functions of places: under which key a value stands, and what stands in the same place elsewhere.

use std::sync::Arc;

use super::run::Run;
use super::value::{Absence, Cell, Value};
use crate::account::{Content, Key, NodeId};
use crate::figure::{Exact, Kind, Quantity};
use crate::message::msg;

/// Fields by which the rows of two lists are matched, the first that both have.
const ROW_NAMES: [&str; 3] = ["code", "item", "name"];

impl Run<'_> {
    /// `key(x)`: the name under which x stands; of a row of a list its number.
    #[expect(
        clippy::indexing_slicing,
        reason = "cells and accounts are numbered by the run, whose list of accounts does not change"
    )]
    pub(super) fn key(&self, value: &Value) -> Value {
        match value {
            Value::Place(cell) => match self.accounts[cell.account as usize].account.node(cell.node).key {
                Key::Name(name) => Value::Text(Arc::from(name)),
                Key::Index(at) => Value::Number(Quantity::exact(Exact::from_int(i128::from(at)), Kind::Count)),
                Key::Root => Value::Absent(not_a_place()),
            },
            Value::Blank(blank) => Value::Text(blank.name.clone()),
            Value::Absent(absence) => Value::Absent(absence.clone()),
            _ => Value::Absent(not_a_place()),
        }
    }

    /// `counterpart(x, account)`: what stands in another account where x stands in its own. A row of a
    /// list is the one of the same code or name.
    #[expect(
        clippy::indexing_slicing,
        reason = "cells and accounts are numbered by the run, whose list of accounts does not change"
    )]
    pub(super) fn counterpart(&mut self, value: &Value, elsewhere: &Value) -> Value {
        let (cell, mut at) = match (value, elsewhere) {
            (Value::Absent(absence), _) | (_, Value::Absent(absence)) => return Value::Absent(absence.clone()),
            (Value::Place(cell), Value::Place(root)) => (*cell, *root),
            _ => return Value::Absent(not_a_place()),
        };
        let account = &self.accounts[cell.account as usize].account;
        let mut way = Vec::new();
        let mut node = Some(cell.node);
        while let Some(here) = node.filter(|&here| here != NodeId(0)) {
            way.push(here);
            node = account.node(here).parent;
        }
        for &step in way.iter().rev() {
            let next = match account.node(step).key {
                Key::Name(name) => match self.member(at, name) {
                    Value::Place(found) => Some(found),
                    value => return value,
                },
                Key::Index(_) if !self.spend(self.breadth(at)) => return Value::Absent(self.exhausted()),
                Key::Index(number) => self.matching_row(Cell { node: step, ..cell }, number, at),
                Key::Root => None,
            };
            match next {
                Some(found) => at = found,
                None => return Value::Absent(Absence::missing(self.path(at))),
            }
        }
        Value::Place(at)
    }

    /// How many rows there are to look through.
    fn breadth(&self, list: Cell) -> usize {
        if let Content::List(rows) = self.content(list) { rows.len() } else { 0 }
    }

    fn matching_row(&self, row: Cell, number: u32, list: Cell) -> Option<Cell> {
        let Content::List(rows) = self.content(list) else { return None };
        let name = |cell: Cell, field: &str| match self.member(cell, field) {
            value @ Value::Place(_) => self.text(&value),
            _ => None,
        };
        for field in ROW_NAMES {
            let Some(wanted) = name(row, field) else { continue };
            let mut same =
                rows.iter().map(|&node| Cell { node, ..list }).filter(|&c| name(c, field).as_ref() == Some(&wanted));
            // Of several rows of one name it is open which is meant.
            return same.next().filter(|_| same.next().is_none());
        }
        rows.get(usize::try_from(number).ok()?.checked_sub(1)?).map(|&node| Cell { node, ..list })
    }
}

fn not_a_place() -> Absence {
    Absence::unusable(Vec::new(), msg!("eval-no-place"))
}

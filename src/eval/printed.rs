//! Everything that an account prints, table by table: what a report needs that draws the account itself.
#![expect(
    clippy::indexing_slicing,
    reason = "cells and accounts are numbered by the run, whose list of accounts does not change"
)]

use std::collections::BTreeSet;
use std::sync::Arc;

use super::run::Run;
use super::value::Cell;
use crate::account::{Content, HEADER, Key, NodeId};
use crate::finding::{CellContent, PrintedFigure, PrintedRow, PrintedTable};

/// The group whose members are each a table of their own; other groups at the root are sections.
const TABLES: &str = "tables";
/// Parts of the header that are neither figures nor words of the account.
const ORIGIN: [&str; 2] = ["rounding", "source"];

/// Words that many figures of an account have in common, each kept once.
#[derive(Default)]
struct Words(BTreeSet<Arc<str>>);

impl Words {
    fn shared(&mut self, word: &str) -> Arc<str> {
        if let Some(known) = self.0.get(word) {
            return known.clone();
        }
        let word = Arc::<str>::from(word);
        self.0.insert(word.clone());
        word
    }
}

impl Run<'_> {
    /// The tables of the account at work, in the order of its file.
    pub(crate) fn tables(&self) -> Vec<PrintedTable> {
        let account = &self.accounts[self.current as usize].account;
        let mut tables: Vec<PrintedTable> = Vec::new();
        let mut words = Words::default();
        for node in account.ids() {
            let text = match &account.node(node).content {
                Content::Record(_) | Content::List(_) => continue,
                Content::Number(number) => number.text(),
                Content::Text(words) | Content::NoValue(words) | Content::Withheld(words) => words,
                Content::Missing => "",
            };
            let way = self.way(node);
            if account.is_setting(node) || self.is_origin(&way) {
                continue;
            }
            let (table, row, is_field) = self.parts(&way);
            let path = account.path(table);
            if tables.last().is_none_or(|last| last.path != path) {
                tables.push(self.table(table, path));
            }
            let figure = self.printed_figure(node, text.to_owned(), is_field, &mut words);
            if let Some(table) = tables.last_mut() {
                let path = account.path(row);
                match table.rows.last_mut() {
                    Some(last) if last.path == path => last.figures.push(figure),
                    _ => table.rows.push(PrintedRow { label: self.called(row), path, figures: vec![figure] }),
                }
            }
        }
        // There are many rows, and a list that grows has room for twice as many.
        tables.iter_mut().flat_map(|table| &mut table.rows).for_each(|row| row.figures.shrink_to_fit());
        tables
    }

    /// The nodes from the root, without it, down to one.
    fn way(&self, node: NodeId) -> Vec<NodeId> {
        let account = &self.accounts[self.current as usize].account;
        let mut way = vec![node];
        while let Some(parent) = way.last().and_then(|&last| account.node(last).parent) {
            way.push(parent);
        }
        way.pop();
        way.reverse();
        way
    }

    fn is_origin(&self, way: &[NodeId]) -> bool {
        let account = &self.accounts[self.current as usize].account;
        let top = way.first().map_or("", |&top| account.node(top).name());
        ORIGIN.contains(&top) && HEADER.contains(&top)
    }

    /// The table and the row of a scalar, and whether it is a field of that row and not the row itself. What belongs
    /// to a row of a list or to a keyed child is a field of it; so is what a group has that is no list of parts.
    #[expect(clippy::arithmetic_side_effects, reason = "a way has its last node, and depth begins with 1")]
    fn parts(&self, way: &[NodeId]) -> (NodeId, NodeId, bool) {
        let account = &self.accounts[self.current as usize].account;
        let in_tables = way.first().is_some_and(|&top| account.node(top).name() == TABLES) && way.len() > 2;
        let depth = if in_tables { 2 } else { 1 };
        let leaf = way.last().copied().unwrap_or(account.root());
        let Some(&table) = way.get(depth - 1).filter(|_| way.len() > depth) else {
            let table = if way.len() > 1 { way.first().copied() } else { None };
            return (table.unwrap_or(account.root()), leaf, false);
        };
        match way.get(depth..way.len() - 1).and_then(<[NodeId]>::last) {
            Some(&parent) if self.is_row(parent) || self.is_field_of(leaf, parent) => (table, parent, true),
            _ => (table, leaf, false),
        }
    }

    /// Whether a node is a row of a list, or a keyed child.
    fn is_row(&self, node: NodeId) -> bool {
        let bound = &self.accounts[self.current as usize];
        let entry = bound.entry(node).map(|e| self.program.dictionary.entry(e));
        matches!(bound.account.node(node).key, Key::Index(_)) || entry.is_some_and(|e| e.name == "*")
    }

    fn is_field_of(&self, leaf: NodeId, group: NodeId) -> bool {
        let bound = &self.accounts[self.current as usize];
        let entry = |node| bound.entry(node).map(|e| self.program.dictionary.entry(e));
        let listed = entry(group).is_some_and(|e| e.parts.is_some());
        let keyed = entry(leaf).is_some_and(|e| e.name == "*");
        entry(leaf).is_some_and(|e| e.field) || !(listed || keyed)
    }

    fn table(&self, node: NodeId, path: String) -> PrintedTable {
        let bound = &self.accounts[self.current as usize];
        let entry = bound.entry(node).filter(|_| !path.is_empty());
        PrintedTable {
            path,
            label: entry.and_then(|e| self.program.dictionary.entry(e).label.clone()),
            place: entry.and_then(|e| self.inherited(e, |e| e.place.clone())),
            rows: Vec::new(),
        }
    }

    /// What a row is called: its name, else its key.
    fn called(&self, node: NodeId) -> String {
        let label = self.label(Cell { account: self.current, node }).filter(|label| !label.is_empty());
        label.unwrap_or_else(|| match &self.accounts[self.current as usize].account.node(node).key {
            Key::Name(name) => name.to_string(),
            Key::Index(number) => number.to_string(),
            Key::Root => String::new(),
        })
    }

    fn printed_figure(&self, node: NodeId, text: String, is_field: bool, words: &mut Words) -> PrintedFigure {
        let bound = &self.accounts[self.current as usize];
        let account = &bound.account;
        let entry = bound.entry(node);
        let own = entry.map(|e| self.program.dictionary.entry(e));
        let name = account.node(node).name();
        let content = &account.node(node).content;
        let span = account.node(node).span;
        let at = self.texts.locate(span);
        PrintedFigure {
            path: account.path(node),
            text,
            content: match content {
                Content::Number(_) => CellContent::Number,
                Content::NoValue(_) => CellContent::NoValue,
                Content::Withheld(_) => CellContent::Withheld,
                Content::Missing => CellContent::Missing,
                Content::Text(_) | Content::Record(_) | Content::List(_) => CellContent::Text,
            },
            field: is_field.then(|| words.shared(own.map_or(name, |e| if e.name == "*" { name } else { &e.name }))),
            head: own.filter(|_| is_field).and_then(|e| e.label.as_deref()).map(|head| words.shared(head)),
            label: self.label(Cell { account: self.current, node }),
            place: entry.and_then(|e| self.inherited(e, |e| e.place.clone())).map(|place| words.shared(&place)),
            caliber: entry.and_then(|e| self.inherited(e, |e| e.caliber.clone())).map(|caliber| words.shared(&caliber)),
            unit: match content {
                Content::Number(printed) => bound.facts(node, *printed, &self.program.dictionary).unit,
                _ => None,
            },
            line: at.line,
            column: at.column,
            held: false,
        }
    }
}

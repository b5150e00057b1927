//! What a finding shows of its computation: the rule's text, the figures put in, the figures used.
#![expect(
    clippy::indexing_slicing,
    reason = "cells and accounts are numbered by the run, whose list of accounts does not change"
)]

use super::bind::Facts;
use super::run::{Run, Slot};
use super::used::Used;
use super::value::{BlankCell, Cell, Value};
use crate::account::{Content, Key};
use crate::builtins::Builtin;
use crate::figure::{Exact, Kind, Printed, Quantity};
use crate::finding::FigureUse;
use crate::message::Lang;
use crate::pack::EntryId;
use crate::plan::{Base, MessagePart, Node, NodeKind, SelectorStep};
use crate::syntax::ast::{Factor, Sign};

/// Most terms of a sum that are written out.
const MAX_TERMS: usize = 40;

impl<'a> Run<'a> {
    /// The expression as written in the rule.
    pub(super) fn written(&self, node: &Node) -> String {
        if node.span.start == node.span.end {
            return self.spoken(node);
        }
        self.texts.slice(node.span).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// An expression that a `hierarchy` stands for, as a rule would write it with the variables of a message.
    fn spoken(&self, node: &Node) -> String {
        match &node.kind {
            NodeKind::Call(Builtin::Sum, parts) => {
                format!("sum({})", parts.iter().map(|part| self.written(part)).collect::<Vec<_>>().join(", "))
            }
            NodeKind::Select(selector) => {
                let first = match (selector.base, self.levels) {
                    (Base::Variable(slot), Some((_, children))) if slot == children => "children",
                    _ => "parent",
                };
                selector.steps.iter().fold(first.to_owned(), |path, step| match step {
                    SelectorStep::Name(name) => format!("{path}.{name}"),
                    _ => path,
                })
            }
            _ => String::new(),
        }
    }

    /// A message with its figures filled in.
    pub(super) fn message(&mut self, parts: &[MessagePart]) -> String {
        let mut text = String::new();
        for part in parts {
            match part {
                MessagePart::Text(plain) => text.push_str(plain),
                MessagePart::Value(node) => text.push_str(&self.shown_in_sentence(node)),
            }
        }
        text
    }

    /// As `shown`, and a percentage has its sign.
    fn shown_in_sentence(&mut self, node: &Node) -> String {
        let text = self.shown(node);
        let value = self.expr(node);
        let percent = !self.is_words(&value) && self.number(value).is_ok_and(|q| q.kind == Kind::Percent);
        if percent && text.ends_with(|c: char| c.is_ascii_digit()) { text + "%" } else { text }
    }

    /// A value for a sentence: words as they are, a figure as printed, a computed number short.
    fn shown(&mut self, node: &Node) -> String {
        let value = self.expr(node);
        self.shown_value(&value)
    }

    pub(super) fn shown_value(&mut self, value: &Value) -> String {
        match value {
            Value::Text(text) => text.to_string(),
            Value::Place(cell) => match self.content(*cell) {
                Content::Number(printed) => printed.text().to_owned(),
                Content::Text(text) | Content::NoValue(text) | Content::Withheld(text) => text.to_string(),
                Content::Missing => "?".to_owned(),
                Content::List(_) => self.path(*cell),
                Content::Record(_) => match self.member(*cell, "amount") {
                    Value::Place(amount) if amount != *cell => self.shown_value(&Value::Place(amount)),
                    _ => self.path(*cell),
                },
            },
            Value::Blank(_) => "0".to_owned(),
            Value::Absent(_) => "?".to_owned(),
            Value::Many(values) => values.iter().map(|v| self.shown_value(v)).collect::<Vec<_>>().join("、"),
            // A message is in the words of its pack, and so is what is put into it.
            Value::Truth(outcome) => outcome.verdict.term().get(Lang::Zh).into_owned(),
            Value::Number(quantity) => short(quantity),
        }
    }

    // ---- the computation ---------------------------------------------------------------------------

    /// The expression with figures in the place of names.
    pub(super) fn computation(&mut self, node: &Node) -> String {
        self.quietly(|run| run.spelled(node))
    }

    fn spelled(&mut self, node: &Node) -> String {
        match &node.kind {
            NodeKind::Number(printed) => printed.text().to_owned(),
            NodeKind::Sum(terms) => {
                let mut text = String::new();
                for (at, (sign, term)) in terms.iter().enumerate() {
                    match (at, sign) {
                        (0, _) => {}
                        (_, Sign::Plus) => text.push_str(" + "),
                        (_, Sign::Minus) => text.push_str(" − "),
                    }
                    let part = self.spelled(term);
                    text.push_str(&if at > 0 { bracketed(part) } else { part });
                }
                text
            }
            NodeKind::Product(first, rest) => {
                let mut text = bracketed(self.spelled(first));
                for (factor, part) in rest {
                    text.push_str(if *factor == Factor::Times { " × " } else { " ÷ " });
                    text.push_str(&bracketed(self.spelled(part)));
                }
                text
            }
            NodeKind::Select(selector) if selector.steps.is_empty() => match selector.base {
                Base::Variable(slot) => match self.slots.get(slot) {
                    // A `let` is shown as what it stands for.
                    Some(&Slot::Let { node: inner, .. }) => self.spelled(inner),
                    _ => self.shown(node),
                },
                _ => self.shown(node),
            },
            NodeKind::Negative(inner) => format!("−{}", bracketed(self.spelled(inner))),
            NodeKind::Call(Builtin::Sum, arguments) => self.spelled_sum(arguments),
            NodeKind::Call(Builtin::Pct, arguments) => match arguments.as_slice() {
                [part, whole] => {
                    format!("{} ÷ {} × 100%", bracketed(self.spelled(part)), bracketed(self.spelled(whole)))
                }
                _ => self.written(node),
            },
            NodeKind::Call(Builtin::Growth, arguments) => self.spelled_growth(node, arguments),
            NodeKind::Call(Builtin::PriorOf, arguments) => match arguments.as_slice() {
                [now, change] => format!("{} − {}", self.spelled(now), bracketed(self.spelled(change))),
                _ => self.written(node),
            },
            NodeKind::Call(Builtin::Abs, arguments) => {
                arguments.first().map_or_else(String::new, |a| format!("|{}|", self.spelled(a)))
            }
            NodeKind::Text(text) => format!("“{text}”"),
            _ => self.shown(node),
        }
    }

    fn spelled_sum(&mut self, arguments: &[Node]) -> String {
        let mut parts = Vec::new();
        for argument in arguments {
            match self.expr(argument) {
                Value::Many(values) => parts.extend(values.iter().map(|v| self.shown_value(v)).collect::<Vec<_>>()),
                _ => parts.push(self.spelled(argument)),
            }
        }
        let count = parts.len();
        let mut text = parts
            .into_iter()
            .take(MAX_TERMS)
            .enumerate()
            .map(|(n, p)| if n > 0 { bracketed(p) } else { p })
            .collect::<Vec<_>>()
            .join(" + ");
        if count > MAX_TERMS {
            text.push_str(&format!(" + …（{count}）"));
        }
        text
    }

    /// (now − before) ÷ before, with the base worked out first when it is not one figure.
    fn spelled_growth(&mut self, node: &Node, arguments: &[Node]) -> String {
        let [now, before] = arguments else { return self.written(node) };
        let (now, base) = (self.spelled(now), self.spelled(before));
        let value = self.expr(before);
        let worth = self.number(value).map(|q| short(&q)).unwrap_or_else(|_| base.clone());
        let text = format!("({now} − {}) ÷ {worth} × 100%", bracketed(worth.clone()));
        if worth == base { text } else { format!("{text}，{worth} = {base}") }
    }

    // ---- the figures -------------------------------------------------------------------------------

    /// The figures that some expressions touch, whether or not they can be judged.
    pub(super) fn figures_of(&mut self, nodes: &[&Node]) -> Vec<FigureUse> {
        let before = self.used.replace(Used::default());
        let explain = std::mem::replace(&mut self.explain, false);
        for node in nodes {
            match self.expr(node) {
                Value::Many(values) => values.into_iter().for_each(|v| drop(self.number(v))),
                Value::Place(cell) => match self.content(cell) {
                    Content::Text(_) => self.note_scalar(cell),
                    _ => drop(self.number(Value::Place(cell))),
                },
                value => drop(self.number(value)),
            }
        }
        self.explain = explain;
        std::mem::replace(&mut self.used, before).unwrap_or_default().into_figures()
    }

    pub(super) fn note_figure(&mut self, cell: Cell, printed: Printed<&str>, facts: &Facts) {
        self.note_cell(cell, printed.text().to_owned(), facts.unit);
    }

    fn note_scalar(&mut self, cell: Cell) {
        if let Some(text) = self.text(&Value::Place(cell)) {
            self.note_cell(cell, text.to_string(), None);
        }
    }

    fn note_cell(&mut self, cell: Cell, text: String, unit: Option<crate::figure::MoneyUnit>) {
        if self.used.is_none() {
            return;
        }
        let path = self.path(cell);
        let bound = &self.accounts[cell.account as usize];
        let entry = bound.entry(cell.node);
        self.note(FigureUse {
            account: cell.account as usize,
            path,
            text,
            label: self.label(cell),
            place: entry.and_then(|e| self.inherited(e, |e| e.place.clone())),
            caliber: entry.and_then(|e| self.inherited(e, |e| e.caliber.clone())),
            unit,
            span: Some(bound.account.node(cell.node).span),
        });
    }

    /// Adds a figure to those used, once.
    pub(super) fn note(&mut self, figure: FigureUse) {
        if let Some(used) = self.used.as_mut() {
            used.add(figure);
        }
    }

    /// A blank cell as the number 0; exact, since nothing was printed that could have been rounded.
    pub(super) fn blank(&mut self, blank: &BlankCell) -> Quantity {
        if self.used.is_some() {
            let row = self.label(blank.row).unwrap_or_default();
            let column = self.program.dictionary.entry(blank.entry).label.clone().unwrap_or_default();
            self.note(FigureUse {
                account: blank.row.account as usize,
                path: self.path_below(blank.row, &blank.name),
                text: String::new(),
                label: Some(format!("{row}{column}")),
                place: self.inherited(blank.entry, |e| e.place.clone()),
                caliber: self.inherited(blank.entry, |e| e.caliber.clone()),
                unit: None,
                span: None,
            });
        }
        Quantity::exact(Exact::ZERO, Kind::Free)
    }

    pub(super) fn inherited(
        &self,
        entry: EntryId,
        get: impl Fn(&crate::pack::Entry) -> Option<String>,
    ) -> Option<String> {
        self.program.dictionary.inherited(entry, get)
    }

    /// The Chinese name of a node: the dictionary's, with the row's own name where a row stands for many.
    pub(super) fn label(&self, cell: Cell) -> Option<String> {
        let bound = &self.accounts[cell.account as usize];
        let account = &bound.account;
        let entry = bound.entry(cell.node).map(|e| self.program.dictionary.entry(e));
        let own = self.row_name(cell).or_else(|| entry.and_then(|e| e.label.as_deref()))?;
        let parent = account.parent(cell.node).map(|node| Cell { node, ..cell });
        let in_group = |parent| entry.is_some_and(|e| e.field) || self.row_name(parent).is_some();
        let Some(parent) = parent.filter(|parent| in_group(*parent)) else { return Some(own.to_owned()) };
        let mut label = self.label(parent).unwrap_or_default();
        // The amount of a named row is the row itself.
        if label.is_empty() || entry.is_none_or(|e| e.name != "amount") {
            label.push_str(own);
        }
        Some(label)
    }

    /// The name that a row of a list, or a keyed child, gives itself.
    fn row_name(&self, cell: Cell) -> Option<&'a str> {
        let bound = self.accounts[cell.account as usize];
        let starred = bound.entry(cell.node).is_some_and(|e| self.program.dictionary.entry(e).name == "*");
        if !starred && !matches!(bound.account.key(cell.node), Key::Index(_)) {
            return None;
        }
        let named = ["item", "name"].iter().find_map(|name| bound.account.child(cell.node, name));
        match bound.account.content(named?) {
            Content::Text(text) => Some(text),
            _ => None,
        }
    }
}

fn bracketed(text: String) -> String {
    let compound = text.starts_with(['-', '−']) || text.contains([' ', '，']);
    let whole = text.starts_with('|') && text.ends_with('|');
    if compound && !whole { format!("({text})") } else { text }
}

#[expect(clippy::arithmetic_side_effects, reason = "the digits of a printed figure are at most 28")]
fn short(quantity: &Quantity) -> String {
    let digits = if quantity.kind == Kind::Count { 0 } else { quantity.decimals + 2 };
    quantity.shown().format(digits)
}

//! The computation of a side as a tree over the figures of its finding.

use std::collections::BTreeMap;

use super::run::{Run, Slot};
use super::value::{Cell, Value};
use crate::account::Content;
use crate::builtins::Builtin;
use crate::finding::{FigureUse, Term};
use crate::plan::{Base, Node, NodeKind};
use crate::source::Span;
use crate::syntax::ast::{Factor, Sign};

/// Most parts of one sum; a longer one has no tree.
const MAX_PARTS: usize = 2000;

/// Where a figure is: its text, or a blank cell's path.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Spot<'a> {
    Printed(Span),
    Blank(&'a str),
}

/// The number of each figure, by its account and spot.
type Numbers<'a> = BTreeMap<(usize, Spot<'a>), usize>;

fn numbers(figures: &[FigureUse]) -> Numbers<'_> {
    let spot = |figure| match figure {
        &FigureUse { span: Some(span), .. } => Spot::Printed(span),
        FigureUse { path, .. } => Spot::Blank(path),
    };
    figures.iter().enumerate().map(|(number, figure)| ((figure.account, spot(figure)), number)).collect()
}

impl Run<'_> {
    /// The tree of an expression over some figures; none when it takes more than arithmetic or another figure.
    pub(super) fn terms(&mut self, node: &Node, figures: &[FigureUse]) -> Option<Term> {
        let figures = numbers(figures);
        self.quietly(|run| run.term(node, &figures))
    }

    /// The tree of one value: the figure that it is.
    pub(super) fn term_of(&mut self, value: &Value, figures: &[FigureUse]) -> Option<Term> {
        self.figure_term(value, &numbers(figures))
    }

    fn term(&mut self, node: &Node, figures: &Numbers<'_>) -> Option<Term> {
        match &node.kind {
            NodeKind::Number(printed) => printed.suffix().is_none().then(|| Term::Number(printed.text().to_owned())),
            NodeKind::Sum(terms) => {
                let signed = |(sign, term): &(Sign, Node)| {
                    let term = self.term(term, figures)?;
                    Some(if *sign == Sign::Minus { Term::Negative(Box::new(term)) } else { term })
                };
                terms.iter().map(signed).collect::<Option<_>>().map(Term::Sum)
            }
            NodeKind::Product(first, rest) => {
                rest.iter().try_fold(self.term(first, figures)?, |so_far, (factor, part)| {
                    let two = Box::new([so_far, self.term(part, figures)?]);
                    Some(if *factor == Factor::Times { Term::Product(two) } else { Term::Quotient(two) })
                })
            }
            NodeKind::Negative(inner) => Some(Term::Negative(Box::new(self.term(inner, figures)?))),
            NodeKind::Select(selector) if selector.steps.is_empty() => match selector.base {
                Base::Variable(slot) => match self.slots.get(slot) {
                    Some(&Slot::Let { node: inner, .. }) => self.term(inner, figures),
                    _ => self.leaf(node, figures),
                },
                _ => self.leaf(node, figures),
            },
            NodeKind::Call(Builtin::Sum, parts) => self.sum(parts, figures),
            NodeKind::Call(Builtin::Pct, parts) => Some(Term::Percent(self.two(parts, figures)?)),
            NodeKind::Call(Builtin::Growth, parts) => Some(Term::Growth(self.two(parts, figures)?)),
            NodeKind::Call(Builtin::PriorOf, parts) => {
                let [now, change] = *self.two(parts, figures)?;
                Some(Term::Sum(vec![now, Term::Negative(Box::new(change))]))
            }
            NodeKind::Call(Builtin::Abs, parts) => match parts.as_slice() {
                [part] => Some(Term::Absolute(Box::new(self.term(part, figures)?))),
                _ => None,
            },
            _ => self.leaf(node, figures),
        }
    }

    fn two(&mut self, parts: &[Node], figures: &Numbers<'_>) -> Option<Box<[Term; 2]>> {
        match parts {
            [first, second] => Some(Box::new([self.term(first, figures)?, self.term(second, figures)?])),
            _ => None,
        }
    }

    fn sum(&mut self, parts: &[Node], figures: &Numbers<'_>) -> Option<Term> {
        let mut terms = Vec::new();
        for part in parts {
            match self.expr(part) {
                Value::Many(values) if values.len() <= MAX_PARTS => {
                    terms.extend(values.iter().map(|v| self.figure_term(v, figures)).collect::<Option<Vec<_>>>()?);
                }
                Value::Many(_) => return None,
                _ => terms.push(self.term(part, figures)?),
            }
        }
        (terms.len() <= MAX_PARTS).then_some(Term::Sum(terms))
    }

    /// What an expression selects, as one figure.
    fn leaf(&mut self, node: &Node, figures: &Numbers<'_>) -> Option<Term> {
        let value = self.expr(node);
        self.figure_term(&value, figures)
    }

    fn figure_term(&mut self, value: &Value, figures: &Numbers<'_>) -> Option<Term> {
        let number = match value {
            Value::Place(cell) => {
                let Cell { account, node } = self.number_cell(*cell)?;
                let span = self.accounts.get(account as usize)?.account.node(node).span;
                figures.get(&(account as usize, Spot::Printed(span))).copied()
            }
            Value::Blank(blank) => {
                let path = self.path_below(blank.row, &blank.name);
                figures.get(&(blank.row.account as usize, Spot::Blank(&path))).copied()
            }
            _ => None,
        };
        number.map(Term::Figure)
    }

    /// The cell whose number a cell stands for: a row's is that of its amount.
    fn number_cell(&self, cell: Cell) -> Option<Cell> {
        match self.content(cell) {
            Content::Number(_) => Some(cell),
            Content::Record(_) => match self.member(cell, "amount") {
                Value::Place(amount) if amount != cell => self.number_cell(amount),
                _ => None,
            },
            _ => None,
        }
    }
}

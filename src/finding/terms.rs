//! The computation of a side as a tree over the figures of its finding, so that another program can do it again.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A computation, or a part of one. Money is in the unit of its figure until it meets another unit: all money is
/// then taken in 元. A percentage is the number before its sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Term {
    /// A figure: its number in the `figures` of the finding, from 0. A blank cell is 0.
    Figure(usize),
    /// A number that the rule writes, in the unit of what it meets.
    Number(String),
    /// All of them added.
    Sum(Vec<Term>),
    /// Its opposite.
    Negative(Box<Term>),
    /// The first times the second.
    Product(Box<[Term; 2]>),
    /// The first divided by the second.
    Quotient(Box<[Term; 2]>),
    /// 占比: the first as a percentage of the second.
    Percent(Box<[Term; 2]>),
    /// 增减率: by what percentage the first is above the second.
    Growth(Box<[Term; 2]>),
    /// Its magnitude.
    Absolute(Box<Term>),
}

impl Term {
    /// The numbers of its figures, in their order.
    pub fn figures(&self) -> Vec<usize> {
        match self {
            Term::Figure(number) => vec![*number],
            Term::Number(_) => Vec::new(),
            Term::Sum(parts) => parts.iter().flat_map(Term::figures).collect(),
            Term::Negative(part) | Term::Absolute(part) => part.figures(),
            Term::Product(two) | Term::Quotient(two) | Term::Percent(two) | Term::Growth(two) => {
                two.iter().flat_map(Term::figures).collect()
            }
        }
    }
}

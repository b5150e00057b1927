//! What plainly holds, without evidence and without allocation: rules over numbers on a grid, read off the
//! account in one pass.
//!
//! A rule of a program is compiled to a [`Proof`]; running it either proves of every instance of the rule that
//! it holds or is not applicable, and counts them, or proves nothing. Where it proves nothing the rule is
//! judged by the evaluator that knows verdicts and evidence ([`Run`](super::run::Run)). So a finding is never
//! made here, and `engine/agreement.rs` proves on random rules that what is made here is what the evaluator
//! says.

mod compile;
mod expression;
mod figures;
mod run;
mod walk;

use std::cmp::Ordering;
use std::sync::Arc;
use std::sync::atomic::AtomicU32;

use crate::account::{NodeId, name_hash};
use crate::figure::{Amount, Mode, Scaled};
use crate::pack::{Dictionary, Word};
use crate::plan::{Many, Pattern};
use crate::syntax::ast::{Factor, Sign, Test};
use crate::syntax::lexeme::Lexeme;

pub(crate) use run::{Counted, Prover};

/// The rules of a program, compiled.
#[derive(Debug)]
pub(crate) struct Proofs {
    /// By the number of the rule; none for a rule that has something that is not known here.
    rules: Vec<Option<Proof>>,
    /// The places at the root that rules name: each is looked up once for all of them.
    shared: Vec<Shared>,
    /// How many cells there are: each remembers where a path of names led that does not start at the root.
    cells: usize,
    /// The member that a record is where a number is wanted.
    amount: Name,
}

impl Proofs {
    /// How many rules are compiled.
    #[cfg(test)]
    pub(crate) fn known(&self) -> usize {
        self.rules.iter().flatten().count()
    }
}

/// A name of a path, with the numbers by which accounts find their members.
#[derive(Debug)]
struct Name {
    hash: u32,
    /// Its number in the dictionary, if it is one of its names.
    word: Option<Word>,
    text: Lexeme,
    /// Where among its siblings it stood last; the next record is likely to have it there too.
    near: AtomicU32,
}

impl Name {
    fn new(text: &Lexeme, dictionary: &Dictionary) -> Self {
        Self { hash: name_hash(text), word: dictionary.word(text), text: text.clone(), near: AtomicU32::new(0) }
    }
}

/// A name below a shared place, or below the root.
#[derive(Debug)]
struct Shared {
    parent: Option<u32>,
    name: Name,
}

/// One rule.
#[derive(Debug)]
struct Proof {
    effective: (Option<i32>, Option<i32>),
    on: Anchor,
    statements: Box<[Step]>,
    /// How many assertions there are.
    assertions: u32,
    variables: usize,
    mode: Option<Mode>,
}

#[derive(Debug)]
enum Anchor {
    /// The root, or one place that was put in front of every path.
    Fixed,
    At(Selection),
}

/// One statement.
#[derive(Debug)]
enum Step {
    For { slot: usize, source: Selection, filter: Option<Condition> },
    When(Condition),
    Assert(Condition),
}

/// Where a path starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Start {
    Root,
    Shared(u32),
    On,
    Element(usize),
    Variable(usize),
}

/// A path of names.
#[derive(Debug)]
enum Walk {
    Shared(u32),
    /// One name.
    Member(Start, Name),
    From {
        start: Start,
        names: Box<[Name]>,
        /// The cell of all paths of these names.
        cell: usize,
    },
}

/// A selector.
#[derive(Debug)]
struct Selection {
    start: Start,
    moves: Box<[Move]>,
    /// The shared place to which the first so many moves lead.
    shared: Option<(u32, usize)>,
}

/// A step of a selector.
#[derive(Debug)]
enum Move {
    Name(Name),
    Star,
    All,
    Group(Box<[Box<[Name]>]>),
    Filter(Condition),
    /// The end of a `let`: what it has found is required from here on.
    Settled,
}

/// A place of the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Node(NodeId),
    /// A blank cell that counts as zero.
    Blank,
    Missing,
}

/// What gives a value.
#[derive(Debug)]
enum Expression {
    /// A number of the rule, and as a machine word counts it.
    Number(Scaled, Option<Amount>),
    Text(Arc<str>),
    At(Walk),
    /// The only one that a selector finds.
    Only(Selection),
    Sum(Box<[(Sign, Expression)]>),
    Product(Box<Expression>, Box<[(Factor, Expression)]>),
    Negative(Box<Expression>),
    /// The first that is not missing, or the last.
    Else(Box<[Expression]>),
    Total(Box<[Term]>),
    Count(Selection),
    Pct(Box<[Expression; 2]>),
    Growth(Box<[Expression; 2]>),
    PriorOf(Box<[Expression; 2]>),
    Abs(Box<Expression>),
    Length(Box<Expression>),
    Left(Box<Expression>, usize),
}

/// An argument of a sum.
#[derive(Debug)]
enum Term {
    Each(Selection),
    One(Expression),
}

/// What is true or false.
#[derive(Debug)]
enum Condition {
    /// It is not known here, and so proves nothing.
    Unknown,
    Known(bool),
    Compare(Box<[Expression; 2]>, Relation),
    /// A comparison with words of the rule.
    Words(Box<[Expression; 2]>, Relation),
    Within(Box<[Expression; 3]>, bool),
    And(Box<[Condition]>),
    Or(Box<[Condition]>),
    Not(Box<Condition>),
    Implies(Box<[Condition; 2]>),
    /// The second where the first holds, the third where it does not.
    Either(Box<[Condition; 3]>),
    Is(Box<Expression>, Test, bool),
    IsAny(Selection, bool),
    Matches(Box<Expression>, Pattern),
    Starts(Box<[Expression; 2]>),
    Ends(Box<[Expression; 2]>),
    /// Whether a name is the standard one of a code in the year of the account.
    IsStandard(Box<[Expression; 2]>),
    In(Box<Expression>, Box<[Expression]>),
    /// Whether it is among what a selector finds.
    Among(Box<Expression>, Selection),
    Quantified {
        quantifier: Many,
        slot: usize,
        source: Selection,
        filter: Option<Box<Condition>>,
        body: Box<Condition>,
    },
}

/// How two values are compared.
#[derive(Debug, Clone, Copy)]
enum Relation {
    /// The orders that satisfy it.
    Is(Orders),
    /// As [`Relation::Is`], and a difference that rounding may explain proves nothing.
    Could(Orders),
    Approx,
}

/// Some of the three orders.
#[derive(Debug, Clone, Copy)]
struct Orders(u8);

impl Orders {
    fn of(orders: &[Ordering]) -> Self {
        Self(orders.iter().fold(0, |all, order| all | Self::bit(*order)))
    }

    #[inline]
    fn bit(order: Ordering) -> u8 {
        match order {
            Ordering::Less => 1,
            Ordering::Equal => 2,
            Ordering::Greater => 4,
        }
    }

    #[inline]
    fn contain(self, order: Ordering) -> bool {
        self.0 & Self::bit(order) != 0
    }
}

//! The syntax tree of a rule file: what was written, with its places, before any name is resolved.
//!
//! Two trees are equal when they say the same; where it was said does not count.

use serde::{Deserialize, Serialize};

use super::lexeme::Lexeme;
use crate::figure::{Mode, Printed};
use crate::finding::Comparison;
use crate::source::Span;

/// Something written, and where.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static, T: Deserialize<'de>"))]
pub(crate) struct Spanned<T> {
    pub(crate) value: T,
    pub(crate) span: Span,
}

/// Equality that leaves out the places.
macro_rules! equal_but_for_span {
    ($($node:ident $(<$value:ident>)? { $($field:ident),+ })+) => {
        $(impl $(<$value: PartialEq>)? PartialEq for $node $(<$value>)? {
            fn eq(&self, other: &Self) -> bool {
                $(self.$field == other.$field)&&+
            }
        })+
    };
}
equal_but_for_span! {
    Spanned<T> { value }
    Rule { id, title, statements, complete }
    Statement { kind }
    Expr { kind }
    Step { kind }
}

/// A rule file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Module {
    pub(crate) items: Vec<Item>,
}

/// What stands at the top level of a rule file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) enum Item {
    Rule(Rule),
    Definition(Definition),
    /// An assertion outside any rule.
    Bare(Expr),
}

/// `rule ID "title" { … }`
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Rule {
    pub(crate) id: Spanned<Lexeme>,
    pub(crate) title: Option<Spanned<Lexeme>>,
    pub(crate) statements: Vec<Statement>,
    /// Whether every statement could be read.
    pub(crate) complete: bool,
    /// From `rule` to the closing brace.
    pub(crate) span: Span,
}

/// `def name(parameters) = body`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Definition {
    pub(crate) name: Spanned<Lexeme>,
    pub(crate) parameters: Vec<Spanned<Lexeme>>,
    pub(crate) body: Expr,
}

/// One statement of a rule, in the order written.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Statement {
    pub(crate) kind: StatementKind,
    pub(crate) span: Span,
}

/// The statements a rule is made of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) enum StatementKind {
    Severity(Spanned<Lexeme>),
    Scope(Spanned<Lexeme>),
    Basis {
        text: Spanned<Lexeme>,
        from: Option<i32>,
        until: Option<i32>,
    },
    /// `effective from 2018 until 2025`
    Effective {
        from: Option<i32>,
        until: Option<i32>,
    },
    FormulaSource(Spanned<Lexeme>),
    Tags(Vec<Spanned<Lexeme>>),
    /// `on path where filter`
    On {
        path: Path,
        filter: Option<Expr>,
    },
    For {
        variable: Spanned<Lexeme>,
        source: Expr,
        filter: Option<Expr>,
    },
    When(Expr),
    Let {
        name: Spanned<Lexeme>,
        value: Expr,
    },
    Assert(Expr),
    /// `same a, b, c`
    Same(Vec<Expr>),
    Hierarchy(Hierarchy),
    Message(Vec<MessagePart>),
    Rounding(Spanned<Mode>),
}

/// `hierarchy partial rows by code to total levels printed`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Hierarchy {
    /// The rows, or the parts of a whole.
    pub(crate) source: Expr,
    /// The field that holds a row's code; none: parts without levels.
    pub(crate) by: Option<Spanned<Lexeme>>,
    /// What the topmost level adds up to.
    pub(crate) to: Option<Expr>,
    /// Whether the rows are only some of those there are.
    pub(crate) partial: bool,
    pub(crate) levels: Levels,
}

/// What becomes of levels that are not printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Levels {
    /// Every level is printed: a row without the row above it cannot be judged.
    Complete,
    /// A row belongs to the nearest row above it that is printed.
    Printed,
}

/// A piece of a message: text, or an expression in braces.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) enum MessagePart {
    Text(Lexeme),
    Value(Expr),
}

/// An expression and its place.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Expr {
    pub(crate) kind: ExprKind,
    pub(crate) span: Span,
}

/// The forms of an expression. Chains are lists, so that a long sum is wide and not deep.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) enum ExprKind {
    Number(Printed),
    Text(Lexeme),
    Boolean(bool),
    List(Vec<Expr>),
    Path(Path),
    Call {
        function: Spanned<Lexeme>,
        arguments: Vec<Expr>,
    },
    /// Terms with their signs; the first is positive.
    Sum(Vec<(Sign, Expr)>),
    Product(Box<Expr>, Vec<(Factor, Expr)>),
    Negative(Box<Expr>),
    /// `a ?? b ?? c`
    Coalesce(Vec<Expr>),
    /// `a ≈ b ≈ c`, and `a ≈ b within t`.
    Compare {
        first: Box<Expr>,
        rest: Vec<(Comparison, Expr)>,
        within: Option<Box<Expr>>,
    },
    In(Box<Expr>, Box<Expr>),
    Matches(Box<Expr>, Box<Expr>),
    Is {
        operand: Box<Expr>,
        test: Test,
        negated: bool,
    },
    And(Vec<Expr>),
    Or(Vec<Expr>),
    Not(Box<Expr>),
    Implies(Box<Expr>, Box<Expr>),
    Quantified {
        quantifier: Quantifier,
        variable: Spanned<Lexeme>,
        source: Box<Expr>,
        filter: Option<Box<Expr>>,
        body: Box<Expr>,
    },
}

/// The sign of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Sign {
    Plus,
    Minus,
}

/// How a factor joins a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Factor {
    Times,
    Divide,
}

/// What `is` asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Test {
    Present,
    Missing,
    Number,
    Text,
}

/// How many of the elements must satisfy the body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) enum Quantifier {
    All,
    Any,
    None,
    Exactly(Spanned<u64>),
}

/// A path or selector as written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Path {
    pub(crate) first: Spanned<Lexeme>,
    pub(crate) steps: Vec<Step>,
}

/// One step of a selector.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Step {
    pub(crate) kind: StepKind,
    pub(crate) span: Span,
}

/// The steps a selector is made of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) enum StepKind {
    /// `.name`, `."208"`, `.208`
    Name(Lexeme),
    /// `.*`
    Star,
    /// `[*]`
    All,
    /// `.**`
    Deep,
    /// `.{a, b.c}`
    Group(Vec<Vec<Spanned<Lexeme>>>),
    /// `[1]` the first, `[-1]` the last.
    Index(i64),
    /// `[predicate]`
    Filter(Box<Expr>),
}

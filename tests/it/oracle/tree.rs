//! The oracle's own tree of a rule, and what it gives on given values of the figures.

use std::cmp::Ordering;

use gouji::Verdict;
use num_traits::{Signed, Zero};

use super::account::{Account, State};
use super::number::{Q, rounded, ten_to, whole};

/// An expression that has a value.
#[derive(Debug, Clone)]
pub(super) enum Expr {
    Figure(usize, String),
    /// A path that leads nowhere.
    Absent(String),
    /// The variable of a quantifier.
    Element,
    /// A number as written, and its value in 元, points or plain.
    Literal(String, Q),
    /// Terms; true for a subtracted one.
    Sum(Vec<(bool, Expr)>),
    SumOf(Vec<Expr>),
    /// `g.*`, only as an argument.
    Children(usize),
    Negative(Box<Expr>),
    Times(Box<Expr>, Box<Expr>),
    /// An amount times a percentage.
    Share(Box<Expr>, Box<Expr>),
    Over(Box<Expr>, Box<Expr>),
    Pct(Box<Expr>, Box<Expr>),
    Growth(Box<Expr>, Box<Expr>),
    Least(bool, Vec<Expr>),
    Abs(Box<Expr>),
    /// Half away from zero or cut, to a multiple of the step, which is that many decimals.
    Round(bool, Box<Expr>, i32, Q),
    Coalesce(Vec<Expr>),
    Count(usize),
}

/// Values of all figures of an account, and the element of the enclosing quantifier.
#[derive(Clone, Copy)]
pub(super) struct Point<'a> {
    pub(super) account: &'a Account,
    pub(super) values: &'a [Q],
    pub(super) element: Option<usize>,
}

/// The order of §4, the worst first; what is withheld stands after what is violated.
const ORDER: [Verdict; 7] = [
    Verdict::Violated,
    Verdict::NotApplicable,
    Verdict::Undetermined,
    Verdict::Undefined,
    Verdict::Improbable,
    Verdict::Rounding,
    Verdict::Holds,
];

fn rank(verdict: Verdict) -> usize {
    ORDER.iter().position(|v| *v == verdict).expect("a verdict of an assertion")
}

pub(super) fn worse(a: Verdict, b: Verdict) -> Verdict {
    ORDER[rank(a).min(rank(b))]
}

pub(super) fn better(a: Verdict, b: Verdict) -> Verdict {
    ORDER[rank(a).max(rank(b))]
}

/// What logic takes a verdict for; none when it is unknown.
pub(super) fn truth_of(verdict: Verdict) -> Option<bool> {
    match rank(verdict) {
        0 => Some(false),
        1..=3 => None,
        _ => Some(true),
    }
}

/// Why there is no value: the verdict that it makes, and whether figures are simply not there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Lack {
    pub(super) verdict: Verdict,
    pub(super) missing: bool,
}

impl Lack {
    pub(super) const MISSING: Lack = Lack { verdict: Verdict::Undetermined, missing: true };
    const UNDEFINED: Lack = Lack { verdict: Verdict::Undefined, missing: false };
    const WITHHELD: Lack = Lack { verdict: Verdict::NotApplicable, missing: false };

    fn and(self, other: Lack) -> Lack {
        Lack { verdict: worse(self.verdict, other.verdict), missing: self.missing && other.missing }
    }
}

/// A value, or why there is none.
pub(super) type Value = Result<Q, Lack>;

impl Point<'_> {
    /// The figures below a group. One that is null is there, and missing.
    pub(super) fn children(&self, group: usize) -> Vec<usize> {
        self.account.groups[group].clone()
    }

    fn figure(&self, at: usize) -> Value {
        match self.account.figures[at].state {
            State::Number => Ok(self.values[at].clone()),
            State::Missing => Err(Lack::MISSING),
            State::NoValue => Err(Lack::UNDEFINED),
            State::Withheld => Err(Lack::WITHHELD),
        }
    }

    /// The values of arguments, groups opened.
    fn list(&self, arguments: &[Expr]) -> Result<Vec<Q>, Lack> {
        let mut values = Vec::new();
        for argument in arguments {
            match argument {
                Expr::Children(group) => values.extend(self.children(*group).into_iter().map(|at| self.figure(at))),
                other => values.push(self.value(other)),
            }
        }
        if values.is_empty() {
            return Err(Lack::MISSING);
        }
        worst(values)
    }

    /// The value of an expression.
    pub(super) fn value(&self, expr: &Expr) -> Value {
        match expr {
            Expr::Figure(at, _) => self.figure(*at),
            Expr::Absent(_) => Err(Lack::MISSING),
            Expr::Element => self.figure(self.element.expect("a quantifier")),
            Expr::Literal(_, value) => Ok(value.clone()),
            Expr::Sum(terms) => {
                let signed = terms.iter().map(|(minus, term)| self.value(term).map(|v| if *minus { -v } else { v }));
                Ok(worst(signed.collect())?.into_iter().sum())
            }
            Expr::SumOf(arguments) => Ok(self.list(arguments)?.into_iter().sum()),
            Expr::Children(_) => unreachable!("only as an argument"),
            Expr::Negative(inner) => Ok(-self.value(inner)?),
            Expr::Times(a, b) => self.pair(a, b).map(|(a, b)| a * b),
            Expr::Share(a, b) => self.pair(a, b).map(|(a, b)| a * b / whole(100)),
            Expr::Over(a, b) => {
                let (a, b) = self.pair(a, b)?;
                if b.is_zero() { Err(Lack::UNDEFINED) } else { Ok(a / b) }
            }
            Expr::Pct(part, base) => {
                let base = self.base(base, false)?;
                Ok(worst(vec![self.value(part), base]).map(|v| &v[0] / &v[1])? * whole(100))
            }
            Expr::Growth(now, base) => {
                let base = self.base(base, true)?;
                Ok(worst(vec![self.value(now), base]).map(|v| (&v[0] - &v[1]) / &v[1])? * whole(100))
            }
            Expr::Least(least, arguments) => {
                let values = self.list(arguments)?.into_iter();
                Ok(if *least { values.min() } else { values.max() }.expect("not empty"))
            }
            Expr::Abs(inner) => Ok(self.value(inner)?.abs()),
            Expr::Round(half, inner, _, step) => Ok(rounded(&self.value(inner)?, step, *half)),
            Expr::Coalesce(choices) => self.value(self.chosen(choices)),
            Expr::Count(group) => Ok(whole(i64::try_from(self.children(*group).len()).expect("few"))),
        }
    }

    /// A base; one that makes a percentage undefined does so whatever the numerator.
    fn base(&self, base: &Expr, growth: bool) -> Result<Value, Lack> {
        match self.value(base) {
            Ok(base) if base.is_zero() || (growth && base.is_negative()) => Err(Lack::UNDEFINED),
            other => Ok(other),
        }
    }

    fn pair(&self, a: &Expr, b: &Expr) -> Result<(Q, Q), Lack> {
        let values = worst(vec![self.value(a), self.value(b)])?;
        Ok((values[0].clone(), values[1].clone()))
    }

    /// The first choice that is not missing, or the last. What fails for other reasons gives way to nothing.
    pub(super) fn chosen<'e>(&self, choices: &'e [Expr]) -> &'e Expr {
        let there = choices.iter().find(|choice| self.value(choice) != Err(Lack::MISSING));
        there.unwrap_or(&choices[choices.len() - 1])
    }

    /// The one figure that an expression is.
    pub(super) fn single(&self, expr: &Expr) -> Option<usize> {
        match expr {
            Expr::Figure(at, _) => Some(*at),
            Expr::Element => self.element,
            Expr::Coalesce(choices) => self.single(self.chosen(choices)),
            _ => None,
        }
    }

    /// Calls `visit` with every figure that the expression needs here, once for each time it stands there.
    pub(super) fn figures(&self, expr: &Expr, visit: &mut dyn FnMut(usize)) {
        match expr {
            Expr::Figure(at, _) => visit(*at),
            Expr::Element => visit(self.element.expect("a quantifier")),
            Expr::Children(group) => self.children(*group).into_iter().for_each(visit),
            Expr::Coalesce(choices) => self.figures(self.chosen(choices), visit),
            Expr::Absent(_) | Expr::Literal(..) | Expr::Count(_) => {}
            Expr::Sum(terms) => terms.iter().for_each(|(_, term)| self.figures(term, visit)),
            Expr::SumOf(all) | Expr::Least(_, all) => all.iter().for_each(|part| self.figures(part, visit)),
            Expr::Negative(inner) | Expr::Abs(inner) | Expr::Round(_, inner, ..) => self.figures(inner, visit),
            // Of a percentage without meaning only the base is needed.
            Expr::Pct(_, base) if self.base(base, false).is_err() => self.figures(base, visit),
            Expr::Growth(_, base) if self.base(base, true).is_err() => self.figures(base, visit),
            Expr::Times(a, b) | Expr::Share(a, b) | Expr::Over(a, b) | Expr::Pct(a, b) | Expr::Growth(a, b) => {
                self.figures(a, visit);
                self.figures(b, visit);
            }
        }
    }
}

/// All the values, or the worst of the reasons why some have none.
fn worst(values: Vec<Value>) -> Result<Vec<Q>, Lack> {
    match values.iter().filter_map(|value| value.as_ref().err().copied()).reduce(Lack::and) {
        Some(lack) => Err(lack),
        None => Ok(values.into_iter().flatten().collect()),
    }
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Op {
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Approx,
    LessApprox,
    GreaterApprox,
}

impl Op {
    pub(super) const ALL: [Op; 9] = [
        Op::Equal,
        Op::NotEqual,
        Op::Less,
        Op::LessEqual,
        Op::Greater,
        Op::GreaterEqual,
        Op::Approx,
        Op::LessApprox,
        Op::GreaterApprox,
    ];

    /// Whether values in this order, the left one first, satisfy the comparison.
    pub(super) fn accepts(self, order: Ordering) -> bool {
        match self {
            Op::Equal | Op::Approx => order.is_eq(),
            Op::NotEqual => order.is_ne(),
            Op::Less => order.is_lt(),
            Op::LessEqual | Op::LessApprox => order.is_le(),
            Op::Greater => order.is_gt(),
            Op::GreaterEqual | Op::GreaterApprox => order.is_ge(),
        }
    }

    /// Whether it speaks of what could be, and not of what is printed.
    pub(super) fn is_lenient(self) -> bool {
        matches!(self, Op::Approx | Op::LessApprox | Op::GreaterApprox)
    }

    /// The canonical sign.
    pub(super) fn sign(self) -> &'static str {
        ["==", "≠", "<", "≤", ">", "≥", "≈", "≲", "≳"][self as usize]
    }
}

/// The tolerance of a `within`.
#[derive(Debug, Clone)]
pub(super) struct Within {
    pub(super) text: String,
    /// In 元, points or plain; a percentage when relative.
    pub(super) size: Q,
    pub(super) relative: bool,
}

/// How many elements must satisfy a body.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Many {
    All,
    Any,
    None,
    Exactly(usize),
}

/// An expression that is judged.
#[derive(Debug, Clone)]
pub(super) enum Claim {
    Compare(Expr, Vec<(Op, Expr)>, Option<Within>),
    /// `is present`, or `is missing` when false.
    Is(Expr, bool),
    And(Vec<Claim>),
    Or(Vec<Claim>),
    Not(Box<Claim>),
    Implies(Box<Claim>, Box<Claim>),
    Quantified(Many, usize, Box<Claim>),
}

/// The step of so many decimals in a unit.
pub(super) fn step_of(decimals: i32, unit: &Q) -> Q {
    ten_to(-decimals) * unit
}

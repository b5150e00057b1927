//! The verdict that §4 asks for, by brute force. Where the text leaves two readings open, or an expression is
//! of no form whose range is promised to be exact, it is a set of verdicts.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use gouji::{Mode, Verdict};
use num_traits::{Signed, Zero};

use super::account::Account;
use super::claims::Case;
use super::form::{Form, Former, Linear, some_point_satisfies};
use super::number::{Interval, Q, Random, one, whole};
use super::tree::{Claim, Expr, Lack, Many, Op, Point, Within, better, truth_of, worse};

/// Verdicts that may be given.
pub(super) type Verdicts = BTreeSet<Verdict>;

/// What must be said of a comparison beside its verdict.
#[derive(Debug, Clone, Default)]
pub(super) struct Detail {
    /// Left minus right, as printed.
    pub(super) difference: Option<Q>,
    /// How large a difference rounding explains, on the side on which it lies; of linear sides.
    pub(super) slack: Option<Q>,
    /// Square of the distance in standard deviations; of linear sides.
    pub(super) z_squared: Option<Q>,
    /// Whether rounding could explain the failure, when that is known.
    pub(super) explained: Option<bool>,
    /// Whether the sides' ranges touch at one point.
    pub(super) tie: bool,
    /// The exact range of the left side.
    pub(super) left: Option<Interval>,
    /// The figures that take part.
    pub(super) figures: BTreeSet<usize>,
}

/// Judges claims on one account under one rule's mode.
pub(super) struct Judge<'a> {
    pub(super) account: &'a Account,
    pub(super) values: Vec<Q>,
    pub(super) rule: Option<Mode>,
    pub(super) random: Random,
}

impl<'a> Judge<'a> {
    pub(super) fn new(account: &'a Account, rule: Option<Mode>, seed: u64) -> Self {
        let values = account.figures.iter().map(|figure| figure.value.clone()).collect();
        Self { account, values, rule, random: Random(seed) }
    }

    pub(super) fn point(&self, element: Option<usize>) -> Point<'_> {
        Point { account: self.account, values: &self.values, element }
    }

    /// The verdicts that a rule may get; of one comparison also what else is known.
    pub(super) fn case(&mut self, case: &Case) -> (Verdicts, Option<Detail>) {
        let (verdicts, detail) = match &case.claim {
            Claim::Compare(left, rest, within) if rest.len() == 1 => {
                let (verdicts, detail) = self.compare(left, rest[0].0, &rest[0].1, within.as_ref(), None);
                (verdicts, Some(detail))
            }
            claim => (self.claim(claim, None), None),
        };
        let Some(when) = &case.when else { return (verdicts, detail) };
        let of_when = |when: Verdict| match truth_of(when) {
            Some(true) => verdicts.clone(),
            Some(false) => only(Verdict::NotApplicable),
            None => only(when),
        };
        (self.claim(when, None).into_iter().flat_map(of_when).collect(), None)
    }

    /// The verdicts that a claim may get.
    pub(super) fn claim(&mut self, claim: &Claim, element: Option<usize>) -> Verdicts {
        match claim {
            Claim::Compare(first, rest, within) => {
                let mut left = first;
                let mut parts = Vec::new();
                for (op, right) in rest {
                    parts.push(self.compare(left, *op, right, within.as_ref(), element).0);
                    left = right;
                }
                fold(&parts, worse)
            }
            Claim::Is(expr, present) => {
                let state = self.point(element).value(expr);
                let mut verdicts = only(truth((state == Err(Lack::MISSING)) != *present));
                // Withheld is listed; but what it touches is not judged either.
                verdicts.extend(state.err().map(|lack| lack.verdict).filter(|v| *v == Verdict::NotApplicable));
                verdicts
            }
            Claim::And(parts) => fold(&self.claims(parts, element), worse),
            Claim::Or(parts) => fold(&self.claims(parts, element), better),
            Claim::Not(inner) => self.claim(inner, element).into_iter().map(negated).collect(),
            Claim::Implies(premise, conclusion) => {
                let (premise, conclusion) = (self.claim(premise, element), self.claim(conclusion, element));
                combine(&premise, &conclusion, |premise, conclusion| match truth_of(premise) {
                    Some(false) => vec![Verdict::Holds],
                    Some(true) => vec![conclusion],
                    None => vec![premise, better(premise, conclusion)],
                })
            }
            Claim::Quantified(many, group, body) => {
                let children = self.point(element).children(*group);
                let parts: Vec<Verdicts> = children.into_iter().map(|at| self.claim(body, Some(at))).collect();
                quantified(*many, &parts)
            }
        }
    }

    fn claims(&mut self, claims: &[Claim], element: Option<usize>) -> Vec<Verdicts> {
        claims.iter().map(|claim| self.claim(claim, element)).collect()
    }

    /// Judges one comparison of two values.
    pub(super) fn compare(
        &mut self,
        left: &Expr,
        op: Op,
        right: &Expr,
        within: Option<&Within>,
        element: Option<usize>,
    ) -> (Verdicts, Detail) {
        let mut random = Random(0);
        std::mem::swap(&mut random, &mut self.random);
        let outcome = compare(self.point(element), self.rule, (left, op, right, within), &mut random);
        self.random = random;
        outcome
    }
}

type Comparison<'c> = (&'c Expr, Op, &'c Expr, Option<&'c Within>);

fn compare(
    point: Point<'_>,
    rule: Option<Mode>,
    comparison: Comparison<'_>,
    random: &mut Random,
) -> (Verdicts, Detail) {
    let (left, op, right, within) = comparison;
    let mut detail = Detail::default();
    for side in [left, right] {
        point.figures(side, &mut |at| {
            detail.figures.insert(at);
        });
    }
    let (a, b) = match (point.value(left), point.value(right)) {
        (Ok(a), Ok(b)) => (a, b),
        (a, b) => {
            let lacks = [a, b].into_iter().filter_map(|side| side.err().map(|lack| lack.verdict));
            return (lacks.reduce(worse).into_iter().collect(), detail);
        }
    };
    detail.difference = Some(&a - &b);
    let mut former = Former::new(point, rule);
    let (form_a, form_b) = (former.form(left), former.form(right));
    detail.left = form_a.range(&former.boxes);
    let accepts = |a: &Q, b: &Q| within.map_or_else(|| op.accepts(a.cmp(b)), |within| within.accepts(a, b));
    let range = difference(&form_a, &form_b, &former.boxes);
    detail.tie = range.as_ref().is_some_and(|r| !r.is_point() && (r.low.at.is_zero() || r.high.at.is_zero()));
    let found = match &range {
        Some(range) if !within.is_some_and(|within| within.relative) => Some(possible(range, op, within)),
        _ => some_point_satisfies(&mut former, left, right, &accepts, op, random).then_some(true),
    };
    if former.unsure {
        detail.left = None;
    } else if within.is_some() {
        detail.slack = within.filter(|within| !within.relative).map(|within| within.size.clone());
    } else if let (Form::Linear(a), Form::Linear(b), Some(range)) = (&form_a, &form_b, &range) {
        let printed = detail.difference.clone().expect("just set");
        detail.slack = match printed.cmp(&Q::zero()) {
            Ordering::Greater => Some(&printed - &range.low.at),
            Ordering::Less => Some(&range.high.at - &printed),
            Ordering::Equal => None,
        };
        detail.z_squared = z_squared(&a.plus(&-one(), b), range, &former.boxes);
        detail.explained = found;
    } else {
        detail.explained = found;
    }
    if accepts(&a, &b) {
        return (only(Verdict::Holds), detail);
    }
    let close = is_close(&former, (left, &a), (right, &b));
    if op == Op::Approx && within.is_none() && close {
        return (only(Verdict::Holds), detail);
    }
    if !op.is_lenient() || within.is_some() {
        return (only(Verdict::Violated), detail);
    }
    if former.unsure {
        return (BTreeSet::from([Verdict::Violated, Verdict::Rounding, Verdict::Improbable]), detail);
    }
    let luck = detail.z_squared.as_ref().is_some_and(|z| *z > whole(9));
    let explained = if luck { Verdict::Improbable } else { Verdict::Rounding };
    let verdicts = match found {
        Some(true) => only(explained),
        Some(false) => only(Verdict::Violated),
        None => BTreeSet::from([Verdict::Violated, Verdict::Rounding]),
    };
    (verdicts, detail)
}

/// Whether one side is a single figure and the other side's value lies in its interval; of two single figures
/// the coarser counts.
fn is_close(former: &Former<'_>, left: (&Expr, &Q), right: (&Expr, &Q)) -> bool {
    let single = |expr: &Expr| former.point.single(expr);
    let step = |at: usize| &former.point.account.figures[at].step;
    let (counts_left, counts_right) = match (single(left.0), single(right.0)) {
        (Some(a), Some(b)) => (step(a) >= step(b), step(b) >= step(a)),
        (a, b) => (a.is_some(), b.is_some()),
    };
    let lies = |side: (&Expr, &Q), other: &Q| single(side.0).is_some_and(|at| former.boxes[at].contains(other));
    (counts_left && lies(left, right.1)) || (counts_right && lies(right, left.1))
}

/// The exact range of the difference of two sides, if it is known.
fn difference(a: &Form, b: &Form, boxes: &[Interval]) -> Option<Interval> {
    if let (Form::Linear(a), Form::Linear(b)) = (a, b) {
        return Some(a.plus(&-one(), b).range(boxes));
    }
    let shared = b.variables();
    let apart = a.variables().iter().all(|variable| !shared.contains(variable));
    let (a, b) = (a.range(boxes)?, b.range(boxes)?);
    apart.then(|| a.minus(&b))
}

/// Whether a difference in the range satisfies the comparison.
fn possible(range: &Interval, op: Op, within: Option<&Within>) -> bool {
    let zero = Q::zero();
    let touches = range.contains(&zero);
    let (below, above) = (range.low.at < zero, range.high.at > zero);
    if let Some(within) = within {
        let most = &within.size;
        let low = range.low.at < *most || (range.low.at == *most && range.low.included);
        let high = range.high.at > -most || (range.high.at == -most && range.high.included);
        return low && high;
    }
    match op {
        Op::Equal | Op::Approx => touches,
        Op::NotEqual => below || above,
        Op::Less => below,
        Op::LessEqual | Op::LessApprox => below || touches,
        Op::Greater => above,
        Op::GreaterEqual | Op::GreaterApprox => above || touches,
    }
}

/// The square of the distance of the middles in standard deviations of the rounding errors.
fn z_squared(difference: &Linear, range: &Interval, boxes: &[Interval]) -> Option<Q> {
    let square = |number: Q| &number * &number;
    let variance: Q = difference.weights.iter().map(|(at, weight)| square(weight * boxes[*at].width())).sum();
    (!variance.is_zero()).then(|| square(range.middle()) * whole(12) / variance)
}

impl Within {
    fn accepts(&self, a: &Q, b: &Q) -> bool {
        let most = if self.relative { &self.size * b.abs() / whole(100) } else { self.size.clone() };
        (a - b).abs() <= most
    }
}

fn only(verdict: Verdict) -> Verdicts {
    BTreeSet::from([verdict])
}

fn truth(holds: bool) -> Verdict {
    if holds { Verdict::Holds } else { Verdict::Violated }
}

fn negated(verdict: Verdict) -> Verdict {
    truth_of(verdict).map_or(verdict, |holds| truth(!holds))
}

fn combine(a: &Verdicts, b: &Verdicts, join: impl Fn(Verdict, Verdict) -> Vec<Verdict>) -> Verdicts {
    a.iter().flat_map(|a| b.iter().map(|b| (*a, *b))).flat_map(|(a, b)| join(a, b)).collect()
}

/// The best or the worst of parts.
fn fold(parts: &[Verdicts], join: fn(Verdict, Verdict) -> Verdict) -> Verdicts {
    let first = parts.first().expect("a part").clone();
    parts.iter().skip(1).fold(first, |all, part| combine(&all, part, |a, b| vec![join(a, b)]))
}

fn quantified(many: Many, parts: &[Verdicts]) -> Verdicts {
    if parts.is_empty() {
        return only(truth(!matches!(many, Many::Any | Many::Exactly(1..))));
    }
    match many {
        Many::All => fold(parts, worse),
        Many::Any => fold(parts, better),
        // `not any` and `all … not` differ in which of several unknown parts they show.
        Many::None => {
            let negated_all: Vec<Verdicts> =
                parts.iter().map(|part| part.iter().copied().map(negated).collect()).collect();
            let mut verdicts = fold(&negated_all, worse);
            verdicts.extend(fold(parts, better).into_iter().map(negated));
            verdicts
        }
        Many::Exactly(wanted) => exactly(wanted, parts),
    }
}

/// Every choice of the parts' verdicts, counted.
fn exactly(wanted: usize, parts: &[Verdicts]) -> Verdicts {
    let mut choices: Vec<Vec<Verdict>> = vec![Vec::new()];
    for part in parts {
        choices = choices.iter().flat_map(|c| part.iter().map(|v| [c.as_slice(), &[*v]].concat())).collect();
    }
    let mut verdicts = Verdicts::new();
    for choice in choices {
        let yes = choice.iter().filter(|v| truth_of(**v) == Some(true)).count();
        let open: Vec<Verdict> = choice.iter().copied().filter(|v| truth_of(*v).is_none()).collect();
        if yes > wanted || yes + open.len() < wanted {
            verdicts.insert(Verdict::Violated);
        } else if open.is_empty() {
            // The text does not say whether a tail difference among the counted ones shows.
            verdicts.insert(Verdict::Holds);
            verdicts.extend(choice.into_iter().filter(|v| truth_of(*v) == Some(true)).reduce(worse));
        } else {
            verdicts.extend(open);
        }
    }
    verdicts
}

//! What an expression can stand for: exactly where it is linear or a quotient of linear forms, and by trying
//! points otherwise.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use gouji::Mode;
use num_traits::{Signed, Zero};

use super::number::{End, Interval, Q, Random, one, ratio, whole};
use super::tree::{Expr, Op, Point};

/// Most variables whose corners are all visited.
const MOST_CORNERS: usize = 8;

/// `constant + Σ weight · variable`, without weights of 0.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Linear {
    pub(super) constant: Q,
    pub(super) weights: BTreeMap<usize, Q>,
}

impl Linear {
    fn of(constant: Q) -> Self {
        Self { constant, weights: BTreeMap::new() }
    }

    /// `self + times · other`
    pub(super) fn plus(&self, times: &Q, other: &Linear) -> Linear {
        let mut sum = self.clone();
        sum.constant += times * &other.constant;
        for (variable, weight) in &other.weights {
            *sum.weights.entry(*variable).or_insert_with(Q::zero) += times * weight;
        }
        sum.weights.retain(|_, weight| !weight.is_zero());
        sum
    }

    fn scaled(&self, times: &Q) -> Linear {
        Linear::of(Q::zero()).plus(times, self)
    }

    /// The lowest value, and whether it is one.
    fn lowest(&self, boxes: &[Interval]) -> End {
        let mut end = End { at: self.constant.clone(), included: true };
        for (variable, weight) in &self.weights {
            let at = boxes[*variable].lowest(weight);
            end.at += weight * &at.at;
            end.included &= at.included;
        }
        end
    }

    pub(super) fn range(&self, boxes: &[Interval]) -> Interval {
        let (low, high) = (self.lowest(boxes), self.scaled(&-one()).lowest(boxes));
        Interval { low, high: End { at: -high.at, included: high.included } }
    }
}

/// What is known of an expression's form.
#[derive(Debug, Clone)]
pub(super) enum Form {
    Linear(Linear),
    /// A quotient.
    Quotient(Linear, Linear),
    Other,
}

impl Form {
    /// The exact range; none when the form has none that is bounded.
    pub(super) fn range(&self, boxes: &[Interval]) -> Option<Interval> {
        match self {
            Form::Linear(form) => Some(form.range(boxes)),
            Form::Quotient(above, below) => quotient_range(above, below, boxes),
            Form::Other => None,
        }
    }

    /// The variables on which it depends.
    pub(super) fn variables(&self) -> Vec<usize> {
        match self {
            Form::Linear(form) => form.weights.keys().copied().collect(),
            Form::Quotient(a, b) => a.weights.keys().chain(b.weights.keys()).copied().collect(),
            Form::Other => Vec::new(),
        }
    }
}

/// The range of a quotient, from the corners of the box. A value `m` at a corner is taken within the box
/// exactly if `above − m · below`, which nowhere has the other sign, is 0 somewhere in it.
fn quotient_range(above: &Linear, below: &Linear, boxes: &[Interval]) -> Option<Interval> {
    let base = below.range(boxes);
    if !base.low.at.is_positive() && !base.high.at.is_negative() {
        return None;
    }
    let sign = if base.low.at.is_positive() { one() } else { -one() };
    let (above, below) = (above.scaled(&sign), below.scaled(&sign));
    let mut variables: Vec<usize> = above.weights.keys().chain(below.weights.keys()).copied().collect();
    variables.sort_unstable();
    variables.dedup();
    variables.retain(|variable| !boxes[*variable].is_point());
    if variables.len() > MOST_CORNERS {
        return None;
    }
    let at = |form: &Linear, corner: usize| -> Q {
        let mut value = form.constant.clone();
        for (variable, weight) in &form.weights {
            let number = variables.iter().position(|v| v == variable).unwrap_or(usize::BITS as usize);
            let high = corner.checked_shr(u32::try_from(number).expect("few")).unwrap_or(0) & 1 == 1;
            let interval = &boxes[*variable];
            value += weight * if high { &interval.high.at } else { &interval.low.at };
        }
        value
    };
    let values: Vec<Q> = (0..1 << variables.len()).map(|corner| at(&above, corner) / at(&below, corner)).collect();
    let end = |value: &Q, sign: Q| {
        let zero_at_best = above.plus(&-value.clone(), &below).scaled(&sign).lowest(boxes);
        End { at: value.clone(), included: zero_at_best.included }
    };
    Some(Interval { low: end(values.iter().min()?, one()), high: end(values.iter().max()?, -one()) })
}

/// Works out forms; the variables of residues under 舍位平衡 follow those of the figures.
pub(super) struct Former<'a> {
    pub(super) point: Point<'a>,
    pub(super) rule: Option<Mode>,
    pub(super) boxes: Vec<Interval>,
    /// Whether a sum mixes figures with and without 舍位平衡, of which the text does not speak.
    pub(super) unsure: bool,
}

impl<'a> Former<'a> {
    pub(super) fn new(point: Point<'a>, rule: Option<Mode>) -> Self {
        let boxes = point.account.figures.iter().map(|figure| figure.interval(rule)).collect();
        Self { point, rule, boxes, unsure: false }
    }

    pub(super) fn form(&mut self, expr: &Expr) -> Form {
        match expr {
            Expr::Sum(_) | Expr::SumOf(_) => self.chain(expr),
            Expr::Coalesce(choices) => self.form(self.point.chosen(choices)),
            Expr::Literal(_, value) => Form::Linear(Linear::of(value.clone())),
            Expr::Negative(inner) => scaled(&-one(), self.form(inner)),
            Expr::Times(a, b) => self.product(&one(), a, b),
            Expr::Share(a, b) => self.product(&ratio(1, 100), a, b),
            Expr::Over(a, base) => self.quotient(a, base, false),
            Expr::Pct(part, base) => scaled(&whole(100), self.quotient(part, base, false)),
            Expr::Growth(now, base) => scaled(&whole(100), self.quotient(now, base, true)),
            _ => match self.point.single(expr) {
                Some(figure) => self.figure(figure),
                None => self.fixed(expr),
            },
        }
    }

    fn figure(&self, at: usize) -> Form {
        if self.boxes[at].is_point() {
            return Form::Linear(Linear::of(self.boxes[at].low.at.clone()));
        }
        Form::Linear(Linear { constant: Q::zero(), weights: BTreeMap::from([(at, one())]) })
    }

    /// The form of something that is a constant if all its figures are exact.
    fn fixed(&self, expr: &Expr) -> Form {
        let mut exact = true;
        self.point.figures(expr, &mut |at| exact &= self.boxes[at].is_point());
        match self.point.value(expr) {
            Ok(value) if exact => Form::Quotient(Linear::of(value), Linear::of(one())),
            _ => Form::Other,
        }
    }

    fn product(&mut self, times: &Q, a: &Expr, b: &Expr) -> Form {
        match (self.form(a), self.form(b)) {
            (Form::Linear(c), other) | (other, Form::Linear(c)) if c.weights.is_empty() => {
                scaled(&(c.constant * times), other)
            }
            _ => Form::Other,
        }
    }

    /// `a / base`, or `(a − base) / base`; linear only if the base has no figures.
    fn quotient(&mut self, a: &Expr, base: &Expr, growth: bool) -> Form {
        let mut constant = true;
        self.point.figures(base, &mut |_| constant = false);
        let (mut a, base) = (self.form(a), self.form(base));
        if growth {
            a = sum(a, &-one(), base.clone());
        }
        match (a, base) {
            (a, Form::Linear(c)) if constant && !c.constant.is_zero() => scaled(&c.constant.recip(), a),
            (Form::Linear(a), Form::Linear(base)) => Form::Quotient(a, base),
            _ => Form::Other,
        }
    }

    /// A sum with all the sums in it, and under 舍位平衡 its residue.
    fn chain(&mut self, expr: &Expr) -> Form {
        let mut leaves = Vec::new();
        leaves_of(expr, &one(), &self.point, &mut leaves);
        let mut total = Form::Linear(Linear::of(Q::zero()));
        let mut lines = Linear::of(Q::zero());
        for (sign, leaf) in &leaves {
            let form = self.form(leaf);
            if let Form::Linear(form) = &form {
                lines = lines.plus(sign, form);
            }
            total = sum(total, sign, form);
        }
        let figures = &self.point.account.figures;
        lines.weights.retain(|at, _| *at < figures.len());
        let plug = |at: &usize| self.rule.unwrap_or(figures[*at].mode) == Mode::Plug;
        if lines.weights.len() < 2 || !lines.weights.keys().any(plug) {
            return total;
        }
        self.unsure |= !lines.weights.keys().all(plug);
        let half = lines.weights.iter().map(|(at, weight)| weight.abs() * &figures[*at].step / whole(2)).sum::<Q>();
        let residue = Linear { constant: Q::zero(), weights: BTreeMap::from([(self.boxes.len(), one())]) };
        self.boxes.push(Interval::new(-half.clone(), true, half, true));
        sum(total, &one(), Form::Linear(residue))
    }
}

/// The terms of a sum that are no sums, with their signs.
fn leaves_of(expr: &Expr, sign: &Q, point: &Point<'_>, out: &mut Vec<(Q, Expr)>) {
    match expr {
        Expr::Sum(terms) => {
            for (minus, term) in terms {
                leaves_of(term, &if *minus { -sign.clone() } else { sign.clone() }, point, out);
            }
        }
        Expr::SumOf(arguments) => arguments.iter().for_each(|argument| leaves_of(argument, sign, point, out)),
        Expr::Children(group) => {
            for at in point.children(*group) {
                out.push((sign.clone(), Expr::Figure(at, String::new())));
            }
        }
        other => out.push((sign.clone(), other.clone())),
    }
}

fn scaled(times: &Q, form: Form) -> Form {
    match form {
        Form::Linear(form) => Form::Linear(form.scaled(times)),
        Form::Quotient(above, below) => Form::Quotient(above.scaled(times), below),
        Form::Other => Form::Other,
    }
}

/// `a + times · b`
fn sum(a: Form, times: &Q, b: Form) -> Form {
    match (a, b) {
        (Form::Linear(a), Form::Linear(b)) => Form::Linear(a.plus(times, &b)),
        (Form::Linear(c), Form::Quotient(a, b)) if c.weights.is_empty() => {
            Form::Quotient(a.scaled(times).plus(&c.constant, &b), b)
        }
        (Form::Quotient(a, b), Form::Linear(c)) if c.weights.is_empty() => {
            Form::Quotient(a.plus(&(times * c.constant), &b), b)
        }
        _ => Form::Other,
    }
}

/// Whether some of the points tried satisfies `left op right`, within `tolerance` of both sides if there is one.
/// A comparison that is met on both sides of equality by connected expressions is met at it too.
pub(super) fn some_point_satisfies(
    former: &mut Former<'_>,
    left: &Expr,
    right: &Expr,
    accepts: &dyn Fn(&Q, &Q) -> bool,
    op: Op,
    random: &mut Random,
) -> bool {
    let mut variables = Vec::new();
    let origin = former.point;
    for side in [left, right] {
        origin.figures(side, &mut |at| variables.push(at));
    }
    variables.sort_unstable();
    variables.dedup();
    variables.retain(|at| !former.boxes[*at].is_point());
    let connected = is_connected(former, left) && is_connected(former, right);
    let mut seen = [false; 3];
    let corners = if variables.len() <= 5 { 1 << variables.len() } else { 32 };
    for attempt in 0..corners + 13 {
        let mut values = origin.values.to_vec();
        // The last attempt is the printed values.
        for (number, &at) in variables.iter().enumerate().filter(|_| attempt < corners + 12) {
            let interval = &former.boxes[at];
            values[at] = if attempt < corners {
                let high = if number < 5 { attempt >> number & 1 == 1 } else { random.percent(50) };
                near_end(interval, high)
            } else {
                &interval.low.at + interval.width() * random.part()
            };
        }
        let point = Point { values: &values, ..origin };
        let (Ok(a), Ok(b)) = (point.value(left), point.value(right)) else { continue };
        if accepts(&a, &b) {
            return true;
        }
        seen[match a.cmp(&b) {
            Ordering::Less => 0,
            Ordering::Equal => 1,
            Ordering::Greater => 2,
        }] = true;
    }
    connected && seen[0] && seen[2] && op.accepts(Ordering::Equal)
}

/// An end of an interval, or a number of the interval close to it.
fn near_end(interval: &Interval, high: bool) -> Q {
    let end = if high { &interval.high } else { &interval.low };
    let inward = interval.width() * ratio(1, 1_000_003) * if high { -one() } else { one() };
    if end.included { end.at.clone() } else { &end.at + inward }
}

/// Whether the expression has a value everywhere in the box and no jumps, as far as that is plain to see.
fn is_connected(former: &mut Former<'_>, expr: &Expr) -> bool {
    match expr {
        Expr::Round(..) => false,
        Expr::Over(a, base) | Expr::Pct(a, base) | Expr::Growth(a, base) => {
            let form = former.form(base);
            let range = if let Form::Linear(_) = form { form.range(&former.boxes) } else { None };
            let sure = range.is_some_and(|r| r.low.at.is_positive() || r.high.at.is_negative());
            sure && is_connected(former, a) && is_connected(former, base)
        }
        Expr::Sum(terms) => terms.iter().all(|(_, term)| is_connected(former, term)),
        Expr::SumOf(all) | Expr::Least(_, all) => all.iter().all(|part| is_connected(former, part)),
        Expr::Coalesce(choices) => is_connected(former, former.point.chosen(choices)),
        Expr::Negative(inner) | Expr::Abs(inner) => is_connected(former, inner),
        Expr::Times(a, b) | Expr::Share(a, b) => is_connected(former, a) && is_connected(former, b),
        _ => true,
    }
}

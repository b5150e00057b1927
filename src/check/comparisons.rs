//! Comparisons: whether both sides can meet, and those that are allowed and hardly meant.

use super::Checker;
use super::known::{Caliber, Count, Fixed, Known, Origin, Sorts};
use super::logic::negated;
use super::problems::Wanted;
use crate::figure::{Exact, Kind, Quantity};
use crate::finding::Comparison;
use crate::plan::{Node, Tolerance};

impl<'p> Checker<'p> {
    /// `a ≈ b ≈ c` is `a ≈ b and b ≈ c`. Gives the key, and the truth when it is always the same.
    pub(super) fn chain(
        &mut self,
        node: &'p Node,
        first: &'p Node,
        rest: &'p [(Comparison, Node)],
        within: Option<&'p Tolerance>,
    ) -> (String, Option<Fixed>) {
        let mut left = (first, self.value(first));
        let mut keys = Vec::new();
        let mut fixed = Vec::new();
        for (comparison, right) in rest {
            let right = (right, self.value(right));
            let kinds = self.sides(node, *comparison, &left, &right, within.is_some());
            if let (Some(tolerance), Some(kinds)) = (within, kinds) {
                self.tolerance(node, tolerance, right.0, kinds);
            }
            let tolerated = within.map(|t| self.written(&t.value));
            keys.push(match tolerated {
                None => key(*comparison, &left.1.key, &right.1.key),
                Some(within) => format!("{} ≈ {} within {within}", left.1.key, right.1.key),
            });
            fixed.push(settled(*comparison, &left.1, &right.1, within.is_some()));
            left = right;
        }
        let truth = |value: bool| move |f: &Option<Fixed>| matches!(f, Some(Fixed::Truth(v)) if *v == value);
        let settled = if fixed.iter().any(truth(false)) {
            Some(Fixed::Truth(false))
        } else if fixed.iter().any(|f| matches!(f, Some(Fixed::Undefined))) {
            Some(Fixed::Undefined)
        } else if fixed.iter().all(truth(true)) {
            Some(Fixed::Truth(true))
        } else {
            None
        };
        (keys.join("&"), settled)
    }

    /// `same a, b, c`: every two places are compared, all that stand at each of them.
    pub(super) fn same(&mut self, node: &'p Node, places: &'p [Node]) -> String {
        let places: Vec<(&'p Node, Known<'p>)> = places.iter().map(|place| (place, self.value(place))).collect();
        let each = |(place, known): &(&'p Node, Known<'p>)| (*place, Known { count: Count::One, ..known.clone() });
        for (one, next) in places.iter().zip(places.iter().skip(1)) {
            self.sides(node, Comparison::Equal, &each(one), &each(next), false);
        }
        let mut keys: Vec<&str> = places.iter().map(|(_, known)| known.key.as_str()).collect();
        keys.sort_unstable();
        format!("same {}", keys.join(","))
    }

    /// The kinds of the right side where both are numbers that can meet.
    fn sides(
        &mut self,
        node: &'p Node,
        comparison: Comparison,
        (a, left): &(&'p Node, Known<'p>),
        (b, right): &(&'p Node, Known<'p>),
        within: bool,
    ) -> Option<Sorts> {
        for (node, known) in [(a, left), (b, right)] {
            if matches!(known.count, Count::Exactly(n) if n > 1) {
                self.number(node, known);
                return None;
            }
        }
        let is_text = |known: &Known<'p>| known.sorts().only(Sorts::TEXT);
        if !within && (is_text(left) || is_text(right)) {
            self.words(a, left);
            self.words(b, right);
            self.quoted_number((a, left), (b, right));
            return None;
        }
        // What may be words on some accounts may be compared as words there.
        if !within && [left, right].iter().any(|k| k.sorts().has(Sorts::TEXT)) {
            return None;
        }
        let (x, y) = (self.number(a, left), self.number(b, right));
        let Some(met) = x.combine(y, Kind::meet) else {
            self.mixed(node, (a, x), (b, y), Wanted::Comparison);
            return None;
        };
        if self.asserting {
            self.doubtful(comparison, (a, left), (b, right), met);
        }
        // A literal has taken the kind of what it met.
        Some(if y.only(Sorts::of(Kind::Free)) { x } else { y })
    }

    fn tolerance(&mut self, node: &'p Node, tolerance: &'p Tolerance, right: &'p Node, kinds: Sorts) {
        let known = self.value(&tolerance.value);
        let own = self.number(&tolerance.value, &known);
        if !tolerance.relative {
            self.meet(node, (right, kinds), (&tolerance.value, own), Wanted::Tolerance);
        }
    }

    /// Assertions that give false alarms.
    fn doubtful(
        &mut self,
        comparison: Comparison,
        (a, left): (&'p Node, &Known<'p>),
        (b, right): (&'p Node, &Known<'p>),
        met: Sorts,
    ) {
        let equality = matches!(comparison, Comparison::Equal | Comparison::Approx);
        if let (true, Caliber::Of(x), Caliber::Of(y)) = (equality && !self.is_nested(), left.caliber, right.caliber)
            && x != y
        {
            self.calibers((a, x), (b, y));
        }
        if let Some((part, _)) = [(a, left), (b, right)].into_iter().find(|(_, k)| equality && k.partial) {
            self.partial_sum(part);
        }
        let zero = |known: &Known<'p>| matches!(&known.fixed, Some(Fixed::Number(q)) if q.value.is_zero());
        let rounds = met.only(Sorts::of(Kind::Money).or(Sorts::of(Kind::Percent)));
        if comparison == Comparison::Equal && rounds && !zero(left) && !zero(right) {
            let worked_out = [(a, left), (b, right)].into_iter().find(|(_, k)| k.rounded);
            if let Some((side, _)) = worked_out {
                self.exact_sum(side);
            }
        }
    }

    /// Whether the rule says of itself that it goes from one caliber to the other.
    fn is_nested(&self) -> bool {
        self.rule.info.tags.iter().any(|tag| tag == "caliber_nested")
    }

    /// A figure that is a number beside a text is compared digit by digit.
    fn quoted_number(&mut self, (a, left): (&'p Node, &Known<'p>), (b, right): (&'p Node, &Known<'p>)) {
        let is_number = |known: &Known<'p>| known.origin == Origin::Figure && known.sorts().only(Sorts::numbers());
        if Self::is_quoted(left) && is_number(right) {
            self.number_in_quotes(a, b);
        } else if Self::is_quoted(right) && is_number(left) {
            self.number_in_quotes(b, a);
        }
    }
}

/// The key of a comparison; the opposite one has it with a mark.
fn key(comparison: Comparison, a: &str, b: &str) -> String {
    let (low, high) = if a <= b { (a, b) } else { (b, a) };
    match comparison {
        Comparison::Equal => format!("{low} == {high}"),
        Comparison::NotEqual => negated(&format!("{low} == {high}")),
        Comparison::LessEqual => format!("{a} <= {b}"),
        Comparison::GreaterEqual => format!("{b} <= {a}"),
        Comparison::Less => negated(&format!("{b} <= {a}")),
        Comparison::Greater => negated(&format!("{a} <= {b}")),
        Comparison::Approx => format!("{low} ≈ {high}"),
        Comparison::LessApprox => format!("{a} ≲ {b}"),
        Comparison::GreaterApprox => format!("{b} ≲ {a}"),
    }
}

/// The outcome of a comparison that no account can change.
fn settled(comparison: Comparison, left: &Known<'_>, right: &Known<'_>, within: bool) -> Option<Fixed> {
    let order = |holds: [bool; 3]| {
        // Whether it holds when the left side is less, equal, greater.
        match comparison {
            Comparison::Equal | Comparison::Approx => holds[1],
            Comparison::NotEqual => holds[0] || holds[2],
            Comparison::Less => holds[0],
            Comparison::LessEqual | Comparison::LessApprox => holds[0] || holds[1],
            Comparison::Greater => holds[2],
            Comparison::GreaterEqual | Comparison::GreaterApprox => holds[1] || holds[2],
        }
    };
    match (&left.fixed, &right.fixed) {
        (Some(Fixed::Undefined), _) | (_, Some(Fixed::Undefined)) => return Some(Fixed::Undefined),
        (Some(Fixed::Number(a)), Some(Fixed::Number(b))) if !within => {
            let (a, b, _) = a.meet(b).ok()?;
            let found = a.value.cmp(&b.value);
            return Some(Fixed::Truth(order([found.is_lt(), found.is_eq(), found.is_gt()])));
        }
        _ => {}
    }
    let texts = [left, right].iter().all(|k| k.origin == Origin::Literal && k.sorts().only(Sorts::TEXT));
    if left.key == right.key {
        return Some(Fixed::Truth(order([false, true, false])));
    }
    if texts && matches!(comparison, Comparison::Equal | Comparison::NotEqual) {
        return Some(Fixed::Truth(comparison == Comparison::NotEqual));
    }
    if within {
        return None;
    }
    // A count beside a literal that is zero or less.
    let sign = |known: &Known<'_>| match &known.fixed {
        Some(Fixed::Number(Quantity { value, .. })) => Some(value.cmp(&Exact::ZERO)),
        _ => None,
    };
    let possible = match (left.counted, sign(left), right.counted, sign(right)) {
        (true, _, _, Some(sign)) if sign.is_lt() => [false, false, true],
        (true, _, _, Some(sign)) if sign.is_eq() => [false, true, true],
        (_, Some(sign), true, _) if sign.is_lt() => [true, false, false],
        (_, Some(sign), true, _) if sign.is_eq() => [true, true, false],
        _ => return None,
    };
    let always = possible.iter().enumerate().filter(|(_, p)| **p).all(|(n, _)| order(only(n)));
    let never = possible.iter().enumerate().filter(|(_, p)| **p).all(|(n, _)| !order(only(n)));
    (always || never).then_some(Fixed::Truth(always))
}

fn only(n: usize) -> [bool; 3] {
    [n == 0, n == 1, n == 2]
}

//! Fractions against all vertices of the box, and the percentages of the seed account.

#![allow(clippy::unwrap_used, reason = "what is none or fails here fails the test")]

use proptest::prelude::*;

use super::*;
use crate::figure::exact::tests::exact;
use crate::figure::interval::tests::{any_interval, interval};
use crate::figure::linear::tests::{any_box, any_form, at, form, is_range, within};
use crate::figure::mode::{Mode, Step};

fn fraction(numerator: Linear, denominator: Linear) -> Fraction {
    Fraction { numerator, denominator }
}

/// What an amount of two decimals stands for under 四舍五入.
fn amount(text: &str) -> Interval {
    Interval::of_printed(&exact(text), Step(-2), Mode::HalfUp).unwrap()
}

/// Adds a constant that keeps the form away from zero on the box, on either side.
fn away_from_zero(form: &Linear, sets: &[Interval], below: bool) -> Linear {
    let range = form.range(&within(sets)).unwrap();
    let (low, high) = (range.low.value.unwrap(), range.high.value.unwrap());
    let shift = if below { high.neg().sub(&Exact::HALF) } else { low.neg().add(&Exact::HALF) };
    form.add(&Linear::constant(shift.unwrap())).unwrap()
}

proptest! {
    #[test]
    fn a_range_is_that_of_all_vertices(
        above in any_form(), below in any_form(), sets in any_box(), negative in any::<bool>(),
    ) {
        let share = fraction(above, away_from_zero(&below, &sets, negative));
        let sets: Vec<_> = (0..6).zip(sets).map(|(node, set)| {
            let mut vars = share.numerator.vars().chain(share.denominator.vars());
            if vars.any(|var| var.node == node) { set } else { Interval::point(Exact::ONE) }
        }).collect();
        let range = share.range(&within(&sets)).unwrap();
        prop_assert!(range.exact);
        is_range(&range.interval, &sets, |point| {
            at(&share.numerator, point) / at(&share.denominator, point)
        })?;
    }

    #[test]
    fn every_value_is_in_the_range(
        above in any_form(), below in any_form(), sets in prop::collection::vec(any_interval(), 6),
    ) {
        let share = fraction(above, below);
        let range = share.range(&within(&sets)).unwrap();
        prop_assert!(range.exact || range.interval.low.value.is_none()
            || range.interval.high.value.is_none() || sets.iter().any(|set| set.width() == Ok(None)));
        for far in [exact("1"), exact("1000")] {
            let inside = |set: &Interval| match (&set.low.value, &set.high.value) {
                (Some(low), None) => low.add(&far).unwrap(),
                (None, Some(high)) => high.sub(&far).unwrap(),
                (None, None) => far.clone(),
                _ => set.midpoint().unwrap().unwrap(),
            };
            let value = share.value(&|var| inside(&sets[var.node as usize])).unwrap();
            prop_assert!(value.is_none_or(|value| range.interval.contains(&value)));
        }
    }

    #[test]
    fn sums_over_one_whole_are_those_of_the_values(
        a in any_form(), b in any_form(), whole in any_form(), factor in -3_i128..3,
        point in prop::collection::vec(-9_i128..9, 6),
    ) {
        let factor = Exact::from_int(factor);
        let value = |share: &Fraction| {
            share.value(&|var| Exact::from_int(point[var.node as usize])).unwrap()
        };
        let first = fraction(a, whole.clone());
        let second = fraction(b, whole.scale(&factor).unwrap());
        let sum = first.add(&second).unwrap();
        prop_assert_eq!(sum.is_none(), second.denominator == Linear::constant(Exact::ZERO));
        if let (Some(sum), Some(x)) = (sum, value(&first)) {
            let y = value(&second).unwrap();
            prop_assert_eq!(value(&sum), Some(x.add(&y).unwrap()));
            prop_assert_eq!(value(&first.scale(&factor).unwrap()), Some(x.mul(&factor).unwrap()));
            let shifted = first.add_constant(&factor).unwrap();
            prop_assert_eq!(value(&shifted), Some(x.add(&factor).unwrap()));
            prop_assert_eq!(value(&first.neg()), Some(x.neg()));
        }
    }
}

#[test]
fn a_share_of_its_own_sum_is_exact() {
    // 100·0.45/(1.17 + 0.45), printed as 27.77
    let share = fraction(form("0", &["100"]), form("0", &["1", "1"]));
    let sets = [amount("0.45"), amount("1.17")];
    let range = share.range(&within(&sets)).unwrap();
    assert!(range.exact);
    // The greatest share needs an amount that would have been printed as 0.46, the least a rest
    // that would have been printed as 1.18: neither end is included.
    assert_eq!(range.interval, interval("(4450/162, 4550/162)"));
    assert_eq!(range.interval.text(3), "(27.469, 28.086)");
    assert!(range.interval.meets(&amount("27.77")));
    let printed = [exact("0.45"), exact("1.17")];
    let value = share.value(&|var| printed[var.node as usize].clone()).unwrap();
    assert_eq!(value.unwrap().format(4), "27.7778");
}

#[test]
fn a_growth_rate_over_a_difference_is_exact() {
    // 100·0.64/(1.18 − 0.64), printed as 118.52
    let growth = fraction(form("0", &["100"]), form("0", &["-1", "1"]));
    let sets = [amount("0.64"), amount("1.18")];
    let range = growth.range(&within(&sets)).unwrap();
    assert!(range.exact);
    assert_eq!(range.interval, interval("(6350/55, 6450/53)"));
    assert_eq!(range.interval.text(3), "(115.455, 121.698)");
}

#[test]
fn the_seed_prints_a_share_that_no_values_have() {
    // 99.99 for 100·1555.86/1555.91; cut toward zero it would be right.
    let share = fraction(form("0", &["100"]), form("0", &["0", "1"]));
    let sets = [amount("1555.86"), amount("1555.91")];
    let range = share.range(&within(&sets)).unwrap().interval;
    assert!(!range.meets(&amount("99.99")));
    assert!(range.meets(&Interval::of_printed(&exact("99.99"), Step(-2), Mode::Truncate).unwrap()));
}

#[test]
fn shares_of_one_whole_add_to_exactly_the_whole() {
    let whole = form("0", &["1", "1"]);
    let parts = [form("0", &["100"]), form("0", &["0", "100"])];
    let [one, other] = parts.map(|part| fraction(part, whole.clone()));
    let sum = one.add(&other).unwrap().unwrap();
    let sets = [amount("0.45"), amount("1.17")];
    let range = sum.range(&within(&sets)).unwrap();
    // Both amounts are open on one side, yet nothing moves the sum.
    assert_eq!(range, Ranged { interval: interval("[100, 100]"), exact: true });
    let of_another_whole = fraction(form("1", &[]), form("0", &["1"]));
    assert_eq!(one.add(&of_another_whole).unwrap(), None);
}

#[test]
fn a_base_that_touches_zero_gives_no_bound() {
    let share = fraction(form("1", &[]), form("0", &["1"]));
    let range = |set: &str| share.range(&within(&[interval(set)])).unwrap();
    let no_bound = Ranged { interval: Interval::whole(), exact: false };
    for base in ["(-1, 1)", "(0, 1]", "[-1, 0)", "[0, 0]", "[0, ∞)"] {
        assert_eq!(range(base), no_bound, "{base}");
    }
    assert_eq!(range("[-2, -1)").interval, interval("(-1, -0.5]"));
    assert_eq!(range("[1, ∞)"), Ranged { interval: interval("(0, 1]"), exact: false });
    let nothing = fraction(form("1", &[]), form("0", &[]));
    assert_eq!(nothing.range(&within(&[])).unwrap(), no_bound);
    assert_eq!(nothing.value(&|_| Exact::ZERO), Ok(None));
}

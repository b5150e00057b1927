//! Intervals against members of theirs, and the table of what a printed figure stands for.

#![allow(clippy::unwrap_used, reason = "what is none or fails here fails the test")]

use proptest::prelude::*;

use super::*;
use crate::figure::exact::tests::exact;

/// The interval that `[1, 2.5)` or `(-∞, 3]` writes.
pub(in crate::figure) fn interval(text: &str) -> Interval {
    let end = |text: &str, included| match text {
        "-∞" | "∞" => End::UNBOUNDED,
        number => End::at(exact(number), included),
    };
    let (low, high) = text[1..text.len() - 1].split_once(", ").unwrap();
    Interval { low: end(low, text.starts_with('[')), high: end(high, text.ends_with(']')) }
}

/// Intervals whose ends lie on a grid so coarse that ties are common; some unbounded.
pub(in crate::figure) fn any_interval() -> impl Strategy<Value = Interval> {
    let end = || {
        (-12_i128..=12, any::<bool>(), 0..7).prop_map(|(quarters, included, missing)| {
            if missing == 0 {
                return End::UNBOUNDED;
            }
            End::at(Exact::from_int(quarters).mul(&exact("0.25")).unwrap(), included)
        })
    };
    (end(), end()).prop_map(|(a, b)| match (&a.value, &b.value) {
        (Some(x), Some(y)) if x > y => Interval { low: b, high: a },
        // Without another member left, the end itself is one.
        (Some(x), Some(y)) if x == y => Interval::point(x.clone()),
        _ => Interval { low: a, high: b },
    })
}

/// A distance far below the grid.
fn tiny() -> Exact {
    exact("0.000001")
}

/// Telling members: the ends, their neighbours, the middle, zero, and far ones where it is unbounded.
fn members(set: &Interval) -> Vec<Exact> {
    let far = exact("1000000000");
    let low = set.low.value.clone().unwrap_or(far.neg());
    let high = set.high.value.clone().unwrap_or(far);
    let (above, below) = (low.add(&tiny()).unwrap(), high.sub(&tiny()).unwrap());
    let middle = low.add(&high).unwrap().half().unwrap();
    let mut members = vec![low, high, above, below, middle, Exact::ZERO];
    members.retain(|member| set.contains(member));
    members
}

/// What a function makes of the members of one interval or of two.
fn images(a: &Interval, function: impl Fn(&Exact) -> Exact) -> Vec<Exact> {
    members(a).iter().map(function).collect()
}

fn pairs(a: &Interval, b: &Interval, function: impl Fn(&Exact, &Exact) -> Exact) -> Vec<Exact> {
    members(a).iter().flat_map(|x| images(b, |y| function(x, y))).collect()
}

/// Every image is in the result; an included end is an image; no end could be drawn closer.
fn is_image(result: &Interval, images: &[Exact]) -> Result<(), TestCaseError> {
    let slack = exact("0.001");
    for image in images {
        prop_assert!(result.contains(image), "{:?} outside {}", image, result.text(9));
    }
    let tight = |end: &End, reached: &Exact| match &end.value {
        None => reached.abs() > exact("10000"),
        Some(value) if end.included => reached == value,
        Some(value) => reached != value && reached.sub(value).unwrap().abs() < slack,
    };
    prop_assert!(tight(&result.low, images.iter().min().unwrap()), "low of {}", result.text(9));
    prop_assert!(tight(&result.high, images.iter().max().unwrap()), "high of {}", result.text(9));
    Ok(())
}

proptest! {
    #[test]
    fn arithmetic_gives_the_image_and_its_ends(a in any_interval(), b in any_interval()) {
        is_image(&a.add(&b).unwrap(), &pairs(&a, &b, |x, y| x.add(y).unwrap()))?;
        is_image(&a.sub(&b).unwrap(), &pairs(&a, &b, |x, y| x.sub(y).unwrap()))?;
        is_image(&a.mul(&b).unwrap(), &pairs(&a, &b, |x, y| x.mul(y).unwrap()))?;
        is_image(&a.min(&b), &pairs(&a, &b, |x, y| x.min(y).clone()))?;
        is_image(&a.max(&b), &pairs(&a, &b, |x, y| x.max(y).clone()))?;
        is_image(&a.neg(), &images(&a, Exact::neg))?;
        is_image(&a.abs(), &images(&a, Exact::abs))?;
        let quotient = a.div(&b).unwrap();
        if b.touches_zero() {
            prop_assert_eq!(quotient, Interval::whole());
        } else {
            is_image(&quotient, &pairs(&a, &b, |x, y| x.div(y).unwrap().unwrap()))?;
        }
    }

    #[test]
    fn steps_and_multiples_give_the_image_and_its_ends(
        a in any_interval(), decimals in 0_u32..2, factor in -8_i128..8,
    ) {
        is_image(&a.round(decimals).unwrap(), &images(&a, |x| x.round(decimals).unwrap()))?;
        is_image(&a.trunc(decimals).unwrap(), &images(&a, |x| x.trunc(decimals).unwrap()))?;
        let factor = Exact::from_int(factor).half().unwrap();
        is_image(&a.scale(&factor).unwrap(), &images(&a, |x| x.mul(&factor).unwrap()))?;
    }

    #[test]
    fn comparisons_find_members(a in any_interval(), b in any_interval()) {
        let (x, y) = (members(&a), members(&b));
        let some = |test: fn(&Exact, &Exact) -> bool| x.iter().any(|x| y.iter().any(|y| test(x, y)));
        prop_assert_eq!(a.could_be_le(&b), some(|x, y| x <= y));
        prop_assert_eq!(a.could_be_lt(&b), some(|x, y| x < y));
        let shared = x.iter().any(|x| b.contains(x)) || y.iter().any(|y| a.contains(y));
        prop_assert_eq!(a.meets(&b), shared);
        prop_assert_eq!(a.touches_zero(), !a.contains(&Exact::ZERO)
            && (a.contains(&tiny()) || a.contains(&tiny().neg())) || a.contains(&Exact::ZERO));
        prop_assert_eq!(a.is_point(), x.iter().all(|member| *member == x[0]));
        let width = a.width().unwrap();
        prop_assert_eq!(width.is_none(), a.low.value.is_none() || a.high.value.is_none());
        if let Some(middle) = a.midpoint().unwrap() {
            prop_assert!(a.contains(&middle));
            let half = width.unwrap().half().unwrap();
            prop_assert_eq!(Some(middle.sub(&half).unwrap()), a.low.value);
        }
    }

    /// The table of the modes, read backwards: what would have been printed so.
    #[test]
    fn a_printed_figure_stands_for_what_would_be_printed_so(
        printed in -12_i64..12, decimals in 0_u32..3, mode in prop::sample::select(&Mode::ALL[..]),
        offset in -8_i128..=8,
    ) {
        let unit = Exact::power_of_ten(-i32::try_from(decimals).unwrap()).unwrap();
        let value = unit.mul(&Exact::from_int(printed.into())).unwrap();
        let set = Interval::of_printed(&value, Step::of_decimals(decimals), mode).unwrap();
        let offset = unit.mul(&Exact::from_int(offset)).unwrap().mul(&exact("0.25")).unwrap();
        let candidate = value.add(&offset).unwrap();
        let would_be = match mode {
            Mode::HalfUp => candidate.round(decimals).unwrap() == value,
            Mode::Truncate => candidate.trunc(decimals).unwrap() == value,
            Mode::Nearest | Mode::Plug => offset.abs() <= unit.half().unwrap(),
        };
        prop_assert_eq!(set.contains(&candidate), would_be);
    }
}

#[test]
fn the_modes_read_signs_and_zero_as_tabled() {
    let read = |value, step, mode| Interval::of_printed(&exact(value), Step(step), mode).unwrap().text(9);
    assert_eq!(read("1410.72", -2, Mode::HalfUp), "[1410.715, 1410.725)");
    assert_eq!(read("-27.77", -2, Mode::HalfUp), "(-27.775, -27.765]");
    assert_eq!(read("0", -2, Mode::HalfUp), "(-0.005, 0.005)");
    assert_eq!(read("1410.72", -2, Mode::Nearest), "[1410.715, 1410.725]");
    assert_eq!(read("0", 0, Mode::Plug), "[-0.5, 0.5]");
    assert_eq!(read("99.99", -2, Mode::Truncate), "[99.99, 100)");
    assert_eq!(read("-27.77", -2, Mode::Truncate), "(-27.78, -27.77]");
    assert_eq!(read("0.00", -2, Mode::Truncate), "(-0.01, 0.01)");
    assert_eq!(read("1200", 2, Mode::HalfUp), "[1150, 1250)");
    assert_eq!(Interval::of_printed(&exact("1"), Step(-65), Mode::HalfUp), Err(Limit));
}

#[test]
fn neighbours_that_share_only_a_tie_meet_only_when_both_include_it() {
    let of = |mode| {
        let read = |value| Interval::of_printed(&exact(value), Step(-2), mode).unwrap();
        (read("1410.71"), read("1410.72"))
    };
    let (part, whole) = of(Mode::HalfUp);
    assert!(!part.meets(&whole) && !whole.could_be_le(&part) && part.could_be_le(&whole));
    let (part, whole) = of(Mode::Nearest);
    assert!(part.meets(&whole) && whole.could_be_le(&part) && !whole.could_be_lt(&part));
}

#[test]
fn an_included_zero_makes_a_product_zero_beside_any_end() {
    let product = |a, b| interval(a).mul(&interval(b)).unwrap().text(9);
    assert_eq!(product("[0, 1]", "(2, 3)"), "[0, 3)");
    assert_eq!(product("(0, 1]", "[2, ∞)"), "(0, ∞)");
    assert_eq!(product("[0, 0]", "(-∞, ∞)"), "[0, 0]");
    assert_eq!(product("[-1, 2)", "[-4, 2]"), "(-8, 4]");
    assert_eq!(product("(-2, 2)", "[-2, 2]"), "(-4, 4)");
    assert_eq!(interval("(-∞, ∞)").scale(&Exact::ZERO).unwrap().text(9), "[0, 0]");
    assert_eq!(interval("[1, 2)").scale(&exact("-3")).unwrap().text(9), "(-6, -3]");
}

#[test]
fn an_open_end_on_a_step_is_rounded_from_inside() {
    let round = |text, decimals| interval(text).round(decimals).unwrap().text(9);
    assert_eq!(round("[2.5, 3.5)", 0), "[3, 3]");
    assert_eq!(round("(-2.5, 2.5)", 0), "[-2, 2]");
    assert_eq!(round("[-2.5, 2.5]", 0), "[-3, 3]");
    let trunc = |text, decimals| interval(text).trunc(decimals).unwrap().text(9);
    assert_eq!(trunc("(-1, 1)", 0), "[0, 0]");
    assert_eq!(trunc("(1, 2)", 0), "[1, 1]");
    assert_eq!(trunc("(-2, -1)", 0), "[-1, -1]");
    assert_eq!(trunc("(-∞, 0.25]", 1), "(-∞, 0.2]");
}

#[test]
fn an_interval_has_a_member_and_a_text() {
    let one = exact("1");
    assert_eq!(Interval::new(one.clone(), true, one.clone(), false), None);
    assert_eq!(Interval::new(exact("2"), true, one.clone(), true), None);
    assert!(Interval::new(one.clone(), true, one.clone(), true).unwrap().is_point());
    assert!(!Interval::whole().is_point() && Interval::whole().contains(&one));
    assert_eq!(Interval::whole().text(2), "(-∞, ∞)");
    assert_eq!(interval("(1/3, 2/3]").text(2), "(0.33, 0.67]");
    assert_eq!(interval("[-3, 2)").abs().text(0), "[0, 3]");
    assert_eq!(interval("(0, 2)").abs().text(0), "(0, 2)");
    assert_eq!(interval("[-2, 2)").abs().text(0), "[0, 2]");
}

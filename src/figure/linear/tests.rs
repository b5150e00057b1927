//! Linear forms against all vertices of the box, and the seed account's sums.

#![allow(clippy::unwrap_used, reason = "what is none or fails here fails the test")]

use num_rational::BigRational;
use proptest::prelude::*;

use super::*;
use crate::figure::exact::tests::{exact, rational};
use crate::figure::interval::tests::{any_interval, interval};

/// The variable number `node` of some account.
pub(in crate::figure) fn var(node: u32) -> VarId {
    VarId { account: 0, node }
}

/// `weights[n]` times variable n, summed, plus `constant`.
pub(in crate::figure) fn form(constant: &str, weights: &[&str]) -> Linear {
    let mut sum = LinearSum::default();
    sum.add_constant(&exact(constant)).unwrap();
    for (node, weight) in (0..).zip(weights) {
        sum.add_term(var(node), exact(weight));
    }
    sum.finish().unwrap()
}

/// Forms over the variables 0 to 5 with small coefficients, so that ties are common.
pub(in crate::figure) fn any_form() -> impl Strategy<Value = Linear> {
    let halves = |n: i128| Exact::from_int(n).half().unwrap();
    (-6_i128..6, prop::collection::vec((0_u32..6, -4_i128..4), 0..7)).prop_map(move |(constant, terms)| {
        let mut sum = LinearSum::default();
        sum.add_constant(&halves(constant)).unwrap();
        for (node, weight) in terms {
            sum.add_term(var(node), halves(weight));
        }
        sum.finish().unwrap()
    })
}

/// Bounded intervals for the variables 0 to 5.
pub(in crate::figure) fn any_box() -> impl Strategy<Value = Vec<Interval>> {
    let bounded = any_interval().prop_map(|set| match (set.low.value, set.high.value) {
        (Some(low), Some(high)) => {
            Interval { low: End::at(low, set.low.included), high: End::at(high, set.high.included) }
        }
        (low, high) => Interval::point(low.or(high).unwrap_or(Exact::ONE)),
    });
    prop::collection::vec(bounded, 6)
}

/// Looks an interval up in a box.
pub(in crate::figure) fn within<'a>(sets: &'a [Interval]) -> impl Fn(VarId) -> &'a Interval {
    |var| &sets[var.node as usize]
}

/// A form's value at a point, by the oracle's arithmetic.
pub(in crate::figure) fn at(form: &Linear, point: &[BigRational]) -> BigRational {
    let terms = form.terms().iter().map(|(var, w)| rational(w) * &point[var.node as usize]);
    rational(form.constant_term()) + terms.sum::<BigRational>()
}

/// Whether `range` is what `function` gives on the box, by brute force: the extremes of all
/// vertices, each included when some point of ends that are members, and of middles, attains it.
pub(in crate::figure) fn is_range(
    range: &Interval,
    sets: &[Interval],
    function: impl Fn(&[BigRational]) -> BigRational,
) -> Result<(), TestCaseError> {
    let ends = |set: &Interval| [set.low.value.clone().unwrap(), set.high.value.clone().unwrap()];
    let values = |choices: Vec<Vec<Exact>>| -> Vec<BigRational> {
        let mut points = vec![Vec::new()];
        for choice in choices {
            let longer = |point: &Vec<BigRational>| {
                let point = point.clone();
                let next = choice.iter().map(rational).collect::<Vec<_>>();
                next.into_iter().map(move |x| [point.clone(), vec![x]].concat())
            };
            points = points.iter().flat_map(longer).collect();
        }
        points.iter().map(|point| function(point)).collect()
    };
    let vertices = values(sets.iter().map(|set| ends(set).to_vec()).collect());
    let inner = values(
        sets.iter()
            .map(|set| {
                let mut points = ends(set).to_vec();
                points.push(set.midpoint().unwrap().unwrap());
                points.retain(|x| set.contains(x));
                points.dedup();
                points
            })
            .collect(),
    );
    for (end, extreme) in [(&range.low, vertices.iter().min()), (&range.high, vertices.iter().max())] {
        let value = end.value.as_ref().map(rational);
        prop_assert_eq!(value.as_ref(), extreme);
        prop_assert_eq!(end.included, extreme.is_some_and(|value| inner.contains(value)));
    }
    Ok(())
}

proptest! {
    #[test]
    fn a_range_is_that_of_all_vertices(form in any_form(), sets in any_box()) {
        // Variables that do not take part would only multiply the vertices.
        let sets: Vec<_> = (0..6).zip(sets).map(|(node, set)| {
            if form.vars().any(|var| var.node == node) { set } else { Interval::point(Exact::ONE) }
        }).collect();
        is_range(&form.range(&within(&sets)).unwrap(), &sets, |point| at(&form, point))?;
    }

    #[test]
    fn a_range_is_the_sum_of_its_parts_also_when_unbounded(
        form in any_form(), sets in prop::collection::vec(any_interval(), 6),
    ) {
        let mut sum = Interval::point(form.constant_term().clone());
        for (var, weight) in form.terms() {
            sum = sum.add(&sets[var.node as usize].scale(weight).unwrap()).unwrap();
        }
        prop_assert_eq!(form.range(&within(&sets)).unwrap(), sum);
    }

    #[test]
    fn arithmetic_of_forms_is_that_of_their_values(
        a in any_form(), b in any_form(), factor in -3_i128..3, point in prop::collection::vec(-9_i128..9, 6),
    ) {
        let value = |form: &Linear| form.value(&|var| Exact::from_int(point[var.node as usize])).unwrap();
        let factor = Exact::from_int(factor);
        let oracle: Vec<_> = point.iter().map(|&n| rational(&Exact::from_int(n))).collect();
        prop_assert_eq!(rational(&value(&a)), at(&a, &oracle));
        prop_assert_eq!(value(&a.add(&b).unwrap()), value(&a).add(&value(&b)).unwrap());
        prop_assert_eq!(value(&a.sub(&b).unwrap()), value(&a).sub(&value(&b)).unwrap());
        prop_assert_eq!(value(&a.scale(&factor).unwrap()), value(&a).mul(&factor).unwrap());
        prop_assert_eq!(value(&a.neg()), value(&a).neg());
        prop_assert_eq!(a.add(&b).unwrap(), b.add(&a).unwrap());
        prop_assert_eq!(a.sub(&a).unwrap(), Linear::constant(Exact::ZERO));
        for form in [&a, &a.add(&b).unwrap(), &a.sub(&b).unwrap(), &a.scale(&factor).unwrap()] {
            prop_assert!(form.terms().windows(2).all(|pair| pair[0].0 < pair[1].0));
            prop_assert!(form.terms().iter().all(|(_, weight)| !weight.is_zero()));
        }
    }
}

#[test]
fn a_figure_on_both_sides_moves_once() {
    let whole_less_part = Linear::var(var(0)).sub(&form("0", &["1", "1"])).unwrap();
    assert_eq!(whole_less_part, form("0", &["0", "-1"]));
    let sets = [interval("[9, 10)"), interval("[1, 2)")];
    assert_eq!(whole_less_part.range(&within(&sets)).unwrap(), interval("(-2, -1]"));
}

#[test]
fn basic_expenditure_of_the_seed_differs_by_more_than_rounding_gives() {
    // total − (personnel + public)
    let difference = form("0", &["1", "-1", "-1"]);
    let sets = [interval("[1410.715, 1410.725)"), interval("[1291.125, 1291.135)"), interval("[119.525, 119.535)")];
    let range = difference.range(&within(&sets)).unwrap();
    assert_eq!(range, interval("(0.045, 0.075)"));
    assert_eq!(range.width().unwrap().unwrap().half().unwrap(), exact("0.015"));
    // z² = 12·0.06² / (3·0.01²)
    let squares = difference.variance_terms(&within(&sets)).unwrap().unwrap();
    assert_eq!(squares, exact("0.0003"));
    let z = exact("0.0036").mul(&exact("12")).unwrap().div(&squares).unwrap().unwrap();
    assert_eq!(z.sqrt_text(1), "12.0");
}

#[test]
fn widths_are_weighed_and_exact_figures_add_none() {
    let sets = [interval("[0, 1)"), interval("[5, 5]"), interval("(1, 1.5)"), Interval::whole()];
    let squares = |form: Linear| form.variance_terms(&within(&sets)).unwrap();
    assert_eq!(squares(form("7", &["2", "9", "-3"])), Some(exact("6.25")));
    assert_eq!(squares(form("7", &["1", "0", "0", "1"])), None);
    assert_eq!(squares(form("7", &[])), Some(Exact::ZERO));
}

#[test]
fn forms_know_what_they_are() {
    assert!(form("3", &[]).is_constant() && !form("0", &["1"]).is_constant());
    assert_eq!(form("0", &["0", "100"]).single(), Some((var(1), &exact("100"))));
    assert_eq!(form("1", &["0", "100"]).single(), None);
    assert_eq!(form("0", &["1", "1"]).single(), None);
    assert_eq!(form("0", &["1", "0", "2"]).vars().collect::<Vec<_>>(), [var(0), var(2)]);
    assert!(var(u32::MAX) < VarId::synthetic(0));
    let factor = |a: Linear, b: Linear| a.factor_to(&b).unwrap();
    assert_eq!(factor(form("1", &["2", "3"]), form("-2", &["-4", "-6"])), Some(exact("-2")));
    assert_eq!(factor(form("1", &["2", "3"]), form("1", &["4", "6"])), None);
    assert_eq!(factor(form("2", &[]), form("3", &[])), Some(exact("1.5")));
    assert_eq!(factor(form("2", &[]), form("2", &["1"])), None);
    assert_eq!(factor(form("0", &[]), form("2", &["1"])), None);
}

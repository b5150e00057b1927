//! Exact numbers against arbitrary-precision fractions of another lineage, and named edge cases.

#![allow(clippy::unwrap_used, reason = "what is none or fails here fails the test")]

use std::collections::HashSet;

use num_rational::BigRational;
use proptest::prelude::*;

use super::*;

/// The number that a fraction `7/2` or a decimal `-0.05` writes.
pub(in crate::figure) fn exact(text: &str) -> Exact {
    match text.split_once('/') {
        Some((above, below)) => exact(above).div(&exact(below)).unwrap().unwrap(),
        None => Exact::from_decimal(Decimal::from_str_exact(text).unwrap()),
    }
}

/// The same number for the oracle.
pub(in crate::figure) fn rational(number: &Exact) -> BigRational {
    let Big { numerator, denominator } = number.to_big();
    BigRational::new_raw(numerator, denominator)
}

/// The number that the oracle found, by another road than arithmetic.
fn back(number: &BigRational) -> Exact {
    Exact::big(number.numer().clone(), number.denom().clone())
}

/// Whole numbers of all sizes, often at the borders of the small form.
fn whole() -> impl Strategy<Value = BigInt> {
    prop_oneof![
        (-20_i128..20).prop_map(BigInt::from),
        any::<i64>().prop_map(BigInt::from),
        any::<i128>().prop_map(BigInt::from),
        (0_i128..4).prop_map(|n| BigInt::from(i128::MAX - n)),
        (0_i128..4).prop_map(|n| BigInt::from(i128::MIN + n)),
        (any::<i128>(), any::<i128>()).prop_map(|(a, b)| BigInt::from(a) * b),
    ]
}

/// Numbers as in accounts, simple fractions, and fractions of anything.
fn number() -> impl Strategy<Value = Exact> {
    prop_oneof![
        (any::<i32>(), 0_u32..7).prop_map(|(n, d)| Exact::from_decimal(Decimal::new(n.into(), d))),
        (-30_i128..30, 1_i128..13).prop_map(|(n, d)| Exact::big(n.into(), d.into())),
        (whole(), whole()).prop_filter_map("a denominator", |(n, d)| {
            (d != BigInt::from(0)).then(|| Exact::big(&n * d.signum(), d.abs()))
        }),
    ]
}

/// Whether the number has the one form that its value may have.
fn is_canonical(number: &Exact) -> bool {
    let Big { numerator, denominator } = number.to_big();
    let fits = |n: &BigInt| n.to_i128().is_some_and(|n| n != i128::MIN);
    denominator.is_positive()
        && numerator.gcd(&denominator).is_one()
        && number.parts().is_some() == (fits(&numerator) && fits(&denominator))
}

proptest! {
    #[test]
    fn arithmetic_is_that_of_fractions(a in number(), b in number()) {
        let (x, y) = (rational(&a), rational(&b));
        let mut results = vec![
            (a.add(&b).unwrap(), &x + &y),
            (a.sub(&b).unwrap(), &x - &y),
            (a.mul(&b).unwrap(), &x * &y),
            (a.half().unwrap(), &x / BigInt::from(2)),
            (a.neg(), -&x),
            (a.abs(), x.abs()),
        ];
        match a.div(&b).unwrap() {
            Some(quotient) => results.push((quotient, &x / &y)),
            None => prop_assert!(b.is_zero()),
        }
        for (ours, theirs) in results {
            prop_assert_eq!(rational(&ours), theirs);
            prop_assert!(is_canonical(&ours), "{:?}", ours);
        }
    }

    #[test]
    fn order_sign_and_wholeness_are_those_of_fractions(a in number(), b in number()) {
        let (x, y) = (rational(&a), rational(&b));
        prop_assert_eq!(a.cmp(&b), x.cmp(&y));
        prop_assert_eq!(BigInt::from(a.signum()), x.numer().signum());
        prop_assert_eq!(a.is_integer(), x.is_integer());
        prop_assert_eq!(a.is_zero(), a.signum() == 0);
        let whole = x.is_integer().then(|| x.to_integer()).and_then(|n| n.to_i128());
        prop_assert_eq!(a.to_i128(), whole.filter(|&n| n != i128::MIN));
        // A neighbour so near that any rounded quotient would call them equal.
        let near = a.add(&Exact::power_of_ten(-60).unwrap()).unwrap();
        prop_assert!(a < near);
    }

    #[test]
    fn equal_values_are_equal_and_hash_alike(a in number(), b in number()) {
        let there_and_back = a.add(&b).unwrap().sub(&b).unwrap();
        prop_assert_eq!(&there_and_back, &a);
        prop_assert_eq!(HashSet::from([a.clone(), there_and_back]).len(), 1);
        prop_assert_eq!(back(&rational(&a)), a);
    }

    #[test]
    fn rounding_is_that_of_fractions(a in number(), decimals in 0_u32..9) {
        let grid = BigRational::from(BigInt::from(10).pow(decimals));
        let scaled = rational(&a) * &grid;
        // `round` of the oracle is half away from zero, as ours.
        prop_assert_eq!(rational(&a.round(decimals).unwrap()), scaled.round() / &grid);
        prop_assert_eq!(rational(&a.trunc(decimals).unwrap()), scaled.trunc() / &grid);
        prop_assert_eq!(rational(&a.floor(decimals).unwrap()), scaled.floor() / &grid);
    }

    #[test]
    fn text_reads_back_as_the_rounded_number(a in number(), decimals in 0_u32..12) {
        let text = a.format_fixed(decimals);
        prop_assert_eq!(text.split_once('.').map_or(0, |(_, d)| d.len()), decimals as usize);
        let digits: BigInt = text.replace('.', "").parse().unwrap();
        let read = Exact::big(digits, BigInt::from(10).pow(decimals));
        prop_assert_eq!(&read, &a.round(decimals).unwrap());
        prop_assert_eq!(text.starts_with('-'), read.signum() < 0);

        let places = (0_u32..=28).find(|&n| (rational(&a) * BigInt::from(10).pow(n)).is_integer());
        prop_assert_eq!(a.decimal_places(), places);
        prop_assert_eq!(a.format(decimals), a.format_fixed(places.map_or(decimals, |n| n.min(decimals))));
    }

    #[test]
    fn a_root_is_the_last_decimal_whose_square_is_not_above(a in number(), decimals in 0_u32..9) {
        let root: BigInt = a.sqrt_text(decimals).replace('.', "").parse().unwrap();
        let square = rational(&a).abs() * BigInt::from(10).pow(2 * decimals);
        prop_assert!(BigRational::from(root.pow(2)) <= square);
        prop_assert!(square < BigRational::from((root + 1_u32).pow(2)));
    }

    #[test]
    fn a_decimal_is_its_digits(mantissa in any::<i64>(), scale in 0_u32..=28) {
        let number = Exact::from_decimal(Decimal::new(mantissa, scale));
        prop_assert_eq!(rational(&number), BigRational::new(mantissa.into(), BigInt::from(10).pow(scale)));
        prop_assert!(is_canonical(&number));
    }
}

#[test]
fn ties_round_away_from_zero_and_digits_are_cut_toward_it() {
    let rounded = |text| exact(text).round(2).unwrap().format(9);
    assert_eq!(rounded("2.345"), "2.35");
    assert_eq!(rounded("-2.345"), "-2.35");
    assert_eq!(rounded("2.3449"), "2.34");
    assert_eq!(rounded("-0.004"), "0");
    let cut = |text| exact(text).trunc(2).unwrap().format(9);
    assert_eq!(cut("27.779"), "27.77");
    assert_eq!(cut("-27.779"), "-27.77");
    assert_eq!(exact("-27.779").floor(2).unwrap(), exact("-27.78"));
}

#[test]
fn text_has_no_exponent_and_no_minus_zero() {
    assert_eq!(exact("145.20").format(9), "145.2");
    assert_eq!(exact("145.20").format_fixed(2), "145.20");
    assert_eq!(exact("1/3").format(4), "0.3333");
    assert_eq!(exact("-2/3").format(2), "-0.67");
    assert_eq!(exact("0.99999").format(3), "1.000");
    assert_eq!(exact("-0.004").format(2), "0.00");
    assert_eq!(exact("-7").format(2), "-7");
    assert_eq!(Exact::power_of_ten(30).unwrap().format(0), format!("1{}", "0".repeat(30)));
    assert_eq!(Exact::power_of_ten(-30).unwrap().decimal_places(), None);
    assert_eq!(exact("0.5").format_fixed(u32::MAX).len(), 2 + 64);
    assert_eq!(format!("{:?} {:?}", exact("-3.5"), exact("4")), "-7/2 4");
}

#[test]
fn roots_are_cut() {
    assert_eq!(exact("2").sqrt_text(4), "1.4142");
    assert_eq!(exact("0.0001").sqrt_text(2), "0.01");
    assert_eq!(exact("3").sqrt_text(0), "1");
    assert_eq!(exact("0").sqrt_text(1), "0.0");
    assert_eq!(exact("2").sqrt_text(u32::MAX).len(), 2 + 32);
}

#[test]
fn the_least_machine_integer_is_a_number_like_any_other() {
    let least = Exact::from_int(i128::MIN);
    assert_eq!(least.neg().neg(), least);
    assert_eq!(least.to_i128(), None);
    assert_eq!(least.add(&Exact::ONE).unwrap().to_i128(), Some(-i128::MAX));
    assert_eq!(least.neg().format(0), i128::MIN.unsigned_abs().to_string());
}

#[test]
fn numbers_end_at_the_limit() {
    let two_to = |bits: u64| Exact::big(BigInt::one() << bits, BigInt::one());
    // 2⁴⁰⁹⁵ is the least number of 4 096 bits.
    let greatest = two_to(MAX_BITS - 1);
    assert_eq!(greatest.add(&Exact::ZERO), Ok(greatest.clone()));
    assert_eq!(greatest.add(&greatest), Err(Limit));
    assert_eq!(greatest.mul(&exact("2")), Err(Limit));
    let least = Exact::ONE.div(&greatest).unwrap().unwrap();
    assert_eq!(least.half(), Err(Limit));
    assert_eq!(least.sub(&Exact::ONE).unwrap().signum(), -1);
    assert!(greatest.sub(&least).is_err());
    // What cannot fail does not fail at the limit either.
    assert!(greatest > least && greatest.neg() < least.neg());
    assert_eq!(greatest.format(64).len(), 1233);
    assert_eq!(least.format(3), "0.000");
    assert_eq!(greatest.sqrt_text(0).len(), 617);
    assert_eq!(greatest.round(64), Ok(greatest.clone()));
    assert_eq!(exact("1").round(65), Err(Limit));
    assert_eq!(Exact::power_of_ten(65), Err(Limit));
    assert_eq!(Exact::power_of_ten(i32::MIN), Err(Limit));
}

#[test]
fn a_hostile_power_stops_at_the_limit() {
    let mut power = exact("3/2");
    let squarings = std::iter::from_fn(|| {
        power = power.mul(&power).ok()?;
        Some(())
    });
    assert_eq!(squarings.count(), 11);
}

#[test]
fn nothing_is_divided_by_zero() {
    assert_eq!(Exact::ONE.div(&Exact::ZERO), Ok(None));
    assert_eq!(Exact::ZERO.div(&Exact::ONE), Ok(Some(Exact::ZERO)));
    assert_eq!(exact("-1").div(&exact("-3")), Ok(Some(exact("1/3"))));
}

//! Numbers of the oracle: fractions of any size, intervals with open and closed ends, and a small generator
//! of random choices that gives the same ones on every machine.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

/// Any fraction.
pub(super) type Q = BigRational;

/// A whole number.
pub(super) fn whole(number: i64) -> Q {
    Q::from_integer(number.into())
}

/// `numerator / denominator`
pub(super) fn ratio(numerator: i64, denominator: i64) -> Q {
    Q::new(numerator.into(), denominator.into())
}

/// Ten to the power of `exponent`.
pub(super) fn ten_to(exponent: i32) -> Q {
    whole(10).pow(exponent)
}

/// The value of decimal text.
pub(super) fn parse(text: &str) -> Q {
    let (digits, decimals) = match text.split_once('.') {
        Some((whole, decimals)) => (format!("{whole}{decimals}"), decimals.len()),
        None => (text.to_owned(), 0),
    };
    let number: BigInt = digits.parse().expect("decimal digits");
    Q::from_integer(number) / ten_to(i32::try_from(decimals).expect("few decimals"))
}

/// The number as decimal text, if it has at most `most` decimals.
pub(super) fn decimal(number: &Q, most: i32) -> Option<String> {
    let decimals = (0..=most).find(|&n| (number * ten_to(n)).is_integer())?;
    let digits = (number * ten_to(decimals)).to_integer();
    let places = usize::try_from(decimals).expect("not negative");
    let text = format!("{:0>width$}", digits.abs().to_string(), width = places + 1);
    let (before, after) = text.split_at(text.len() - places);
    let sign = if digits.is_negative() { "-" } else { "" };
    Some(if places == 0 { format!("{sign}{before}") } else { format!("{sign}{before}.{after}") })
}

/// Rounded half away from zero (`half`) or cut toward zero, to a multiple of `step`.
pub(super) fn rounded(number: &Q, step: &Q, half: bool) -> Q {
    let steps = (number / step).abs() + if half { ratio(1, 2) } else { Q::zero() };
    let size = steps.floor() * step;
    if number.is_negative() { -size } else { size }
}

/// One end of an interval.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct End {
    pub(super) at: Q,
    pub(super) included: bool,
}

/// A bounded interval that is not empty.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Interval {
    pub(super) low: End,
    pub(super) high: End,
}

impl Interval {
    pub(super) fn new(low: Q, low_included: bool, high: Q, high_included: bool) -> Self {
        Self { low: End { at: low, included: low_included }, high: End { at: high, included: high_included } }
    }

    pub(super) fn point(at: &Q) -> Self {
        Self::new(at.clone(), true, at.clone(), true)
    }

    pub(super) fn width(&self) -> Q {
        &self.high.at - &self.low.at
    }

    pub(super) fn middle(&self) -> Q {
        (&self.low.at + &self.high.at) / whole(2)
    }

    pub(super) fn is_point(&self) -> bool {
        self.low.at == self.high.at
    }

    pub(super) fn contains(&self, number: &Q) -> bool {
        let above = *number > self.low.at || (self.low.included && *number == self.low.at);
        above && (*number < self.high.at || (self.high.included && *number == self.high.at))
    }

    /// Every difference of a number of this interval and one of the other.
    pub(super) fn minus(&self, other: &Interval) -> Interval {
        Interval::new(
            &self.low.at - &other.high.at,
            self.low.included && other.high.included,
            &self.high.at - &other.low.at,
            self.high.included && other.low.included,
        )
    }

    /// The end where a slope of this sign is least.
    pub(super) fn lowest(&self, slope: &Q) -> &End {
        if slope.is_negative() { &self.high } else { &self.low }
    }
}

/// SplitMix64.
pub(super) struct Random(pub(super) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to `bound` − 1.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(bound.max(1)).expect("small")).expect("small")
    }

    /// A number from `low` to `high`.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + i64::try_from(self.below(usize::try_from(high - low + 1).expect("low ≤ high"))).expect("small")
    }

    /// True in so many cases of a hundred.
    pub(super) fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    pub(super) fn pick<T: Clone>(&mut self, among: &[T]) -> T {
        among[self.below(among.len())].clone()
    }

    /// A number strictly between 0 and 1.
    pub(super) fn part(&mut self) -> Q {
        ratio(self.between(1, 999), 1000)
    }
}

/// 1, as a fraction.
pub(super) fn one() -> Q {
    Q::one()
}

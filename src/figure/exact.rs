//! Exact rational numbers: the arithmetic under every verdict.

use std::cmp::Ordering;
use std::fmt;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive};
use rust_decimal::Decimal;

use arithmetic::gcd;

mod arithmetic;
mod text;

#[cfg(test)]
pub(super) mod tests;

/// The most bits that a numerator or a denominator may have: about 1 233 decimal digits, far beyond any
/// account, and little enough that a hostile rule cannot stall a run.
const MAX_BITS: u64 = 4_096;

/// The most decimals that a number is rounded to or written with.
const MAX_DECIMALS: u32 = 64;

/// The most decimals that are counted; a printed figure has no more.
const MAX_PLACES: u32 = 28;

/// The number grew beyond the limit: 4 096 bits in a numerator or denominator, or 64 digits after the
/// point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit;

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the number grew beyond the limit")
    }
}

impl std::error::Error for Limit {}

/// An exact rational number of at most 4 096 bits above and below the line.
///
/// Nothing is ever rounded unless a method says so. Equal values are equal, hash alike and compare
/// equal, however they were computed; the order is that of the numbers.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Exact(Form);

/// A fraction in lowest terms with a positive denominator. `Big` is used only for what does not fit
/// `Small`, so that the derived equality is equality of values.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Form {
    /// Never holds `i128::MIN`, so that a sign can always be changed.
    Small {
        numerator: i128,
        denominator: i128,
    },
    Big(Box<Big>),
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Big {
    numerator: BigInt,
    denominator: BigInt,
}

/// Making numbers.
impl Exact {
    /// The number 0.
    pub const ZERO: Exact = Exact(Form::Small { numerator: 0, denominator: 1 });
    /// The number 1.
    pub const ONE: Exact = Exact(Form::Small { numerator: 1, denominator: 1 });
    /// The number 1/2.
    pub const HALF: Exact = Exact(Form::Small { numerator: 1, denominator: 2 });

    /// A whole number.
    pub fn from_int(number: i128) -> Exact {
        Exact::small(number, 1).unwrap_or_else(|| Exact::big(BigInt::from(number), BigInt::one()))
    }

    /// The value of a printed decimal.
    #[expect(clippy::arithmetic_side_effects, reason = "only what divides both divides them")]
    pub fn from_decimal(number: Decimal) -> Exact {
        let denominator = 10_i128.pow(number.scale().min(MAX_PLACES));
        let shared = gcd(number.mantissa(), denominator);
        Exact(Form::Small { numerator: number.mantissa() / shared, denominator: denominator / shared })
    }

    /// Ten to the power of `exponent`. Fails when the exponent is beyond ±64.
    pub fn power_of_ten(exponent: i32) -> Result<Exact, Limit> {
        if exponent.unsigned_abs() > MAX_DECIMALS {
            return Err(Limit);
        }
        let power = ten_to(exponent.unsigned_abs());
        Ok(if exponent < 0 { power.reciprocal() } else { power })
    }

    /// The number made of two parts in lowest terms, if it has the small form.
    fn small(numerator: i128, denominator: i128) -> Option<Exact> {
        (numerator != i128::MIN).then_some(Exact(Form::Small { numerator, denominator }))
    }

    /// The number made of any two parts, the denominator positive.
    #[expect(clippy::arithmetic_side_effects, reason = "big numbers have no bound, and a common divisor is not 0")]
    fn big(numerator: BigInt, denominator: BigInt) -> Exact {
        let shared = numerator.gcd(&denominator);
        let (numerator, denominator) = (numerator / &shared, denominator / shared);
        numerator
            .to_i128()
            .zip(denominator.to_i128())
            .and_then(|(above, below)| Exact::small(above, below))
            .unwrap_or_else(|| Exact(Form::Big(Box::new(Big { numerator, denominator }))))
    }
}

/// What a number is.
impl Exact {
    /// Whether the number is 0.
    pub fn is_zero(&self) -> bool {
        *self == Exact::ZERO
    }

    /// −1, 0 or 1.
    pub fn signum(&self) -> i32 {
        let positive = match &self.0 {
            Form::Small { numerator: 0, .. } => return 0,
            Form::Small { numerator, .. } => numerator.is_positive(),
            Form::Big(big) => big.numerator.is_positive(),
        };
        if positive { 1 } else { -1 }
    }

    /// Whether it takes more than a machine's numbers.
    pub(crate) fn is_large(&self) -> bool {
        matches!(self.0, Form::Big(_))
    }

    /// Whether the number is whole.
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Form::Small { denominator, .. } => *denominator == 1,
            Form::Big(big) => big.denominator.is_one(),
        }
    }

    /// The number itself, if it is whole and lies within ±(2¹²⁷ − 1).
    pub fn to_i128(&self) -> Option<i128> {
        self.parts().and_then(|(numerator, denominator)| (denominator == 1).then_some(numerator))
    }

    /// How many digits after the point write the number exactly; none if it is no decimal of at
    /// most 28 of them.
    #[expect(clippy::arithmetic_side_effects, reason = "counts of the factors of a number of bounded length")]
    pub fn decimal_places(&self) -> Option<u32> {
        let denominator = match &self.0 {
            Form::Small { denominator, .. } => *denominator,
            Form::Big(big) => big.denominator.to_i128()?,
        };
        let twos = denominator.trailing_zeros();
        let (mut rest, mut fives) = (denominator >> twos, 0);
        while rest % 5 == 0 {
            rest /= 5;
            fives += 1;
        }
        let places = twos.max(fives);
        (rest == 1 && places <= MAX_PLACES).then_some(places)
    }

    /// Numerator and denominator of the small form.
    fn parts(&self) -> Option<(i128, i128)> {
        match &self.0 {
            Form::Small { numerator, denominator } => Some((*numerator, *denominator)),
            Form::Big(_) => None,
        }
    }

    /// Numerator and denominator, in whatever form.
    fn to_big(&self) -> Big {
        match &self.0 {
            Form::Small { numerator, denominator } => {
                Big { numerator: (*numerator).into(), denominator: (*denominator).into() }
            }
            Form::Big(big) => Big::clone(big),
        }
    }
}

impl Default for Exact {
    fn default() -> Self {
        Exact::ZERO
    }
}

impl Ord for Exact {
    #[expect(clippy::arithmetic_side_effects, reason = "big numbers have no bound")]
    fn cmp(&self, other: &Self) -> Ordering {
        small_order(self, other).unwrap_or_else(|| {
            let (a, b) = (self.to_big(), other.to_big());
            (a.numerator * b.denominator).cmp(&(b.numerator * a.denominator))
        })
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A fraction: `7/2`, or `3` for a whole number.
impl fmt::Debug for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Big { numerator, denominator } = self.to_big();
        if denominator.is_one() { write!(f, "{numerator}") } else { write!(f, "{numerator}/{denominator}") }
    }
}

/// Ten to the power of `exponent`.
fn ten_to(exponent: u32) -> Exact {
    match 10_i128.checked_pow(exponent) {
        Some(power) => Exact(Form::Small { numerator: power, denominator: 1 }),
        None => Exact::big(BigInt::from(10).pow(exponent), BigInt::one()),
    }
}

/// The order of two small numbers, if their cross products are small.
fn small_order(a: &Exact, b: &Exact) -> Option<Ordering> {
    let ((above_a, below_a), (above_b, below_b)) = (a.parts()?, b.parts()?);
    if below_a == below_b {
        return Some(above_a.cmp(&above_b));
    }
    Some(above_a.checked_mul(below_b)?.cmp(&above_b.checked_mul(below_a)?))
}

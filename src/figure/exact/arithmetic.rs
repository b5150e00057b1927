//! Arithmetic of exact numbers: in machine integers while they last, then in big ones.
#![expect(
    clippy::arithmetic_side_effects,
    reason = "big numbers have no bound; of small ones the numerator is above the least i128, the denominator positive, and only what divides them divides them"
)]

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed};

use super::{Big, Exact, Form, Limit, MAX_BITS};

/// Arithmetic. The results are exact; `Limit` when one grows beyond 4 096 bits.
impl Exact {
    /// The sum.
    pub fn add(&self, other: &Exact) -> Result<Exact, Limit> {
        self.plus(other).bounded()
    }

    /// The difference.
    pub fn sub(&self, other: &Exact) -> Result<Exact, Limit> {
        self.plus(&other.neg()).bounded()
    }

    /// The product.
    pub fn mul(&self, other: &Exact) -> Result<Exact, Limit> {
        self.times(other).bounded()
    }

    /// The quotient; none when the divisor is 0.
    pub fn div(&self, other: &Exact) -> Result<Option<Exact>, Limit> {
        if other.is_zero() {
            return Ok(None);
        }
        self.times(&other.reciprocal()).bounded().map(Some)
    }

    /// Half of the number.
    pub fn half(&self) -> Result<Exact, Limit> {
        self.mul(&Exact::HALF)
    }

    /// The number with the other sign.
    pub fn neg(&self) -> Exact {
        Exact(match &self.0 {
            Form::Small { numerator, denominator } => Form::Small { numerator: -numerator, denominator: *denominator },
            Form::Big(big) => {
                Form::Big(Box::new(Big { numerator: -&big.numerator, denominator: big.denominator.clone() }))
            }
        })
    }

    /// The number without its sign.
    pub fn abs(&self) -> Exact {
        if self.signum() < 0 { self.neg() } else { self.clone() }
    }

    /// Rounds to `decimals` digits after the point, a half away from zero (四舍五入). Fails when
    /// `decimals` is above 64.
    pub fn round(&self, decimals: u32) -> Result<Exact, Limit> {
        self.on_grid(decimals, |x| x.by_magnitude(Exact::nearest_whole))
    }

    /// Cuts the digits after the first `decimals` behind the point (去尾). Fails when `decimals` is
    /// above 64.
    pub fn trunc(&self, decimals: u32) -> Result<Exact, Limit> {
        self.on_grid(decimals, |x| x.by_magnitude(Exact::whole_below))
    }

    /// The greatest number of `decimals` digits after the point that is not above this one. Fails
    /// when `decimals` is above 64.
    pub fn floor(&self, decimals: u32) -> Result<Exact, Limit> {
        self.on_grid(decimals, Exact::whole_below)
    }

    /// The sum, without the limit.
    pub(super) fn plus(&self, other: &Exact) -> Exact {
        small_sum(self, other).unwrap_or_else(|| {
            let (a, b) = (self.to_big(), other.to_big());
            let numerator = a.numerator * &b.denominator + b.numerator * &a.denominator;
            Exact::big(numerator, a.denominator * b.denominator)
        })
    }

    /// The product, without the limit.
    pub(super) fn times(&self, other: &Exact) -> Exact {
        small_product(self, other).unwrap_or_else(|| {
            let (a, b) = (self.to_big(), other.to_big());
            Exact::big(a.numerator * b.numerator, a.denominator * b.denominator)
        })
    }

    /// One divided by the number, which must not be 0.
    pub(super) fn reciprocal(&self) -> Exact {
        Exact(match &self.0 {
            Form::Small { numerator, denominator } => {
                Form::Small { numerator: numerator.signum() * denominator, denominator: numerator.abs() }
            }
            Form::Big(big) => Form::Big(Box::new(Big {
                numerator: big.numerator.signum() * &big.denominator,
                denominator: big.numerator.abs(),
            })),
        })
    }

    /// The number itself, if it is within the limit.
    fn bounded(self) -> Result<Exact, Limit> {
        match &self.0 {
            Form::Big(big) if big.numerator.bits().max(big.denominator.bits()) > MAX_BITS => Err(Limit),
            _ => Ok(self),
        }
    }

    /// Applies a choice of a whole number to the number in units of its last digit.
    fn on_grid(&self, decimals: u32, whole: impl Fn(&Exact) -> Exact) -> Result<Exact, Limit> {
        let grid = Exact::power_of_ten(i32::try_from(decimals).map_err(|_| Limit)?)?;
        whole(&self.times(&grid)).times(&grid.reciprocal()).bounded()
    }

    /// Applies a function to the magnitude and gives the result the number's sign.
    fn by_magnitude(&self, function: impl Fn(&Exact) -> Exact) -> Exact {
        if self.signum() < 0 { function(&self.neg()).neg() } else { function(self) }
    }

    /// The greatest whole number that is not above this one.
    pub(super) fn whole_below(&self) -> Exact {
        match &self.0 {
            Form::Small { numerator, denominator } => {
                Exact(Form::Small { numerator: numerator.div_euclid(*denominator), denominator: 1 })
            }
            Form::Big(big) => Exact::big(big.numerator.div_floor(&big.denominator), BigInt::one()),
        }
    }

    /// The nearest whole number, the upper one of two.
    pub(super) fn nearest_whole(&self) -> Exact {
        self.plus(&Exact::HALF).whole_below()
    }
}

/// The sum of two small numbers, if it is small.
fn small_sum(a: &Exact, b: &Exact) -> Option<Exact> {
    let ((above_a, below_a), (above_b, below_b)) = (a.parts()?, b.parts()?);
    if below_a == below_b {
        let above = above_a.checked_add(above_b)?;
        let shared = gcd(above, below_a);
        return Exact::small(part(above, shared), part(below_a, shared));
    }
    let shared = gcd(below_a, below_b);
    let (own_a, own_b) = (part(below_a, shared), part(below_b, shared));
    let above = product(above_a, own_b)?.checked_add(product(above_b, own_a)?)?;
    // What the two parts of the sum can still share divides `shared` (Knuth, TAOCP 2, 4.5.1).
    let rest = gcd(above, shared);
    Exact::small(part(above, rest), product(own_a, part(below_b, rest))?)
}

/// The product of two small numbers, if it is small.
fn small_product(a: &Exact, b: &Exact) -> Option<Exact> {
    let ((above_a, below_a), (above_b, below_b)) = (a.parts()?, b.parts()?);
    // Dividing crosswise first keeps the products small and leaves them in lowest terms.
    let (down, up) = (gcd(above_a, below_b), gcd(above_b, below_a));
    let above = product(part(above_a, down), part(above_b, up))?;
    Exact::small(above, product(part(below_a, up), part(below_b, down))?)
}

/// The product of two numbers: mostly of such that fit a machine word, and then there is nothing to check.
#[inline]
fn product(a: i128, b: i128) -> Option<i128> {
    match (i64::try_from(a), i64::try_from(b)) {
        (Ok(a), Ok(b)) => Some(i128::from(a) * i128::from(b)),
        _ => a.checked_mul(b),
    }
}

/// A number by one of its divisors, a positive one: mostly 1, or both fit a machine word, and division of wider numbers is slow.
#[inline]
fn part(number: i128, divisor: i128) -> i128 {
    if divisor == 1 {
        return number;
    }
    match (i64::try_from(number), i64::try_from(divisor)) {
        (Ok(number), Ok(divisor)) => i128::from(number / divisor),
        _ => number / divisor,
    }
}

/// The greatest common divisor of any number and a positive one.
pub(super) fn gcd(a: i128, b: i128) -> i128 {
    if b == 1 {
        return 1;
    }
    if let (Ok(a), Ok(b)) = (u64::try_from(a.unsigned_abs()), u64::try_from(b)) {
        return i128::from(a.gcd(&b));
    }
    // After one division both numbers usually fit a machine word, where the rest is fast.
    let rest = a % b;
    match (u64::try_from(rest.unsigned_abs()), u64::try_from(b)) {
        (Ok(rest), Ok(b)) => i128::from(rest.gcd(&b)),
        _ => rest.gcd(&b),
    }
}

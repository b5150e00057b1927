//! Arithmetic of intervals that do not depend on one another: the ends of the result, and whether
//! each is included.
//!
//! An end of a result is included exactly when members of the operands attain it. For operands that
//! share a figure the results are sound outer bounds; `linear` and `fraction` are exact there.

use std::cmp::Ordering;

use super::{End, Interval};
use crate::figure::exact::{Exact, Limit};

impl Interval {
    /// Every sum of a member and a member of the other.
    pub fn add(&self, other: &Interval) -> Result<Interval, Limit> {
        Ok(Interval { low: sum_of_ends(&self.low, &other.low)?, high: sum_of_ends(&self.high, &other.high)? })
    }

    /// Every difference of a member and a member of the other.
    pub fn sub(&self, other: &Interval) -> Result<Interval, Limit> {
        self.add(&other.neg())
    }

    /// Every member with the other sign.
    pub fn neg(&self) -> Interval {
        Interval { low: negated(&self.high), high: negated(&self.low) }
    }

    /// Every member times `factor`.
    pub fn scale(&self, factor: &Exact) -> Result<Interval, Limit> {
        self.mul(&Interval::point(factor.clone()))
    }

    /// Every product of a member and a member of the other.
    pub fn mul(&self, other: &Interval) -> Result<Interval, Limit> {
        let mut corners = Vec::with_capacity(4);
        for a in [Corner::low(&self.low), Corner::high(&self.high)] {
            for b in [Corner::low(&other.low), Corner::high(&other.high)] {
                corners.push(a.times(&b)?);
            }
        }
        Ok(hull(&corners))
    }

    /// Every quotient of a member and a member of the other; all numbers when the divisor
    /// [touches zero](Interval::touches_zero).
    pub fn div(&self, other: &Interval) -> Result<Interval, Limit> {
        if other.touches_zero() {
            return Ok(Interval::whole());
        }
        let reciprocal = Interval { low: one_over(&other.high)?, high: one_over(&other.low)? };
        self.mul(&reciprocal)
    }

    /// Every lesser one of a member and a member of the other.
    pub fn min(&self, other: &Interval) -> Interval {
        // The least value needs one side only, the greatest both.
        let low = match self.low.value.cmp(&other.low.value) {
            Ordering::Less => self.low.clone(),
            Ordering::Greater => other.low.clone(),
            Ordering::Equal if self.low.included => self.low.clone(),
            Ordering::Equal => other.low.clone(),
        };
        let high = match by_upper_end(&self.high, &other.high) {
            Ordering::Less => self.high.clone(),
            Ordering::Greater => other.high.clone(),
            Ordering::Equal if self.high.included => other.high.clone(),
            Ordering::Equal => self.high.clone(),
        };
        Interval { low, high }
    }

    /// Every greater one of a member and a member of the other.
    pub fn max(&self, other: &Interval) -> Interval {
        self.neg().min(&other.neg()).neg()
    }

    /// The magnitude of every member.
    pub fn abs(&self) -> Interval {
        let mirrored = self.neg();
        if !self.contains(&Exact::ZERO) {
            return self.max(&mirrored);
        }
        Interval { low: End::at(Exact::ZERO, true), high: self.max(&mirrored).high }
    }

    /// From the least to the greatest of the members, each rounded to `decimals` digits after the
    /// point, a half away from zero.
    pub fn round(&self, decimals: u32) -> Result<Interval, Limit> {
        self.step(
            |member| member.round(decimals),
            |end| {
                // Just above a tie, negative ones round up too.
                let half_step = Exact::power_of_ten(step_exponent(decimals)?)?.half()?;
                end.add(&half_step)?.floor(decimals)
            },
        )
    }

    /// From the least to the greatest of the members, each cut after `decimals` digits behind the
    /// point.
    pub fn trunc(&self, decimals: u32) -> Result<Interval, Limit> {
        self.step(
            |member| member.trunc(decimals),
            |end| {
                let below = end.floor(decimals)?;
                if end.signum() >= 0 {
                    return Ok(below);
                }
                // Between two steps below zero, cutting goes to the upper one.
                below.add(&Exact::power_of_ten(step_exponent(decimals)?)?)
            },
        )
    }

    /// From the least to the greatest value of a step function that never falls and is odd, given
    /// its value at a point and its value just above a point.
    fn step(
        &self,
        at: impl Fn(&Exact) -> Result<Exact, Limit>,
        just_above: impl Fn(&Exact) -> Result<Exact, Limit>,
    ) -> Result<Interval, Limit> {
        let lowest = |end: &End| match &end.value {
            None => Ok(End::UNBOUNDED),
            Some(value) if end.included => Ok(End::at(at(value)?, true)),
            // Members come as near to the end as one likes, and the function keeps still there.
            Some(value) => Ok(End::at(just_above(value)?, true)),
        };
        Ok(Interval { low: lowest(&self.low)?, high: negated(&lowest(&negated(&self.high))?) })
    }
}

/// A limit of products, in the numbers extended by both infinities.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Extended {
    Below,
    Number(Exact),
    Above,
}

impl Extended {
    fn signum(&self) -> i32 {
        match self {
            Extended::Below => -1,
            Extended::Number(number) => number.signum(),
            Extended::Above => 1,
        }
    }
}

/// An end of a factor, or the product of two: a value and whether members attain it.
#[derive(Debug, Clone)]
struct Corner {
    value: Extended,
    attained: bool,
}

impl Corner {
    fn low(end: &End) -> Corner {
        let value = end.value.clone().map_or(Extended::Below, Extended::Number);
        Corner { value, attained: end.included }
    }

    fn high(end: &End) -> Corner {
        let value = end.value.clone().map_or(Extended::Above, Extended::Number);
        Corner { value, attained: end.included }
    }

    /// The product. An included 0 makes it 0 whatever the other factor, also beside an end that is
    /// open or missing.
    #[expect(clippy::arithmetic_side_effects, reason = "signs are -1, 0 and 1")]
    fn times(&self, other: &Corner) -> Result<Corner, Limit> {
        let value = match (&self.value, &other.value) {
            (Extended::Number(a), Extended::Number(b)) => Extended::Number(a.mul(b)?),
            (a, b) => match a.signum() * b.signum() {
                0 => Extended::Number(Exact::ZERO),
                1 => Extended::Above,
                _ => Extended::Below,
            },
        };
        let zero = |corner: &Corner| corner.attained && corner.value.signum() == 0;
        let attained = self.attained && other.attained || zero(self) || zero(other);
        Ok(Corner { value, attained })
    }
}

/// The least interval around the corners: of equal ones, one that is attained suffices.
fn hull(corners: &[Corner]) -> Interval {
    let end = |corner: Option<&Corner>| match corner {
        Some(Corner { value: Extended::Number(number), attained }) => End::at(number.clone(), *attained),
        _ => End::UNBOUNDED,
    };
    Interval {
        low: end(corners.iter().min_by_key(|&corner| (&corner.value, !corner.attained))),
        high: end(corners.iter().max_by_key(|&corner| (&corner.value, corner.attained))),
    }
}

/// The end of a sum: included only if both are.
fn sum_of_ends(a: &End, b: &End) -> Result<End, Limit> {
    let value = a.value.as_ref().zip(b.value.as_ref()).map(|(a, b)| a.add(b)).transpose()?;
    Ok(End { value, included: a.included && b.included })
}

/// The end on the other side of zero.
fn negated(end: &End) -> End {
    End { value: end.value.as_ref().map(Exact::neg), included: end.included }
}

/// The end of the reciprocals; a missing one becomes 0, which no reciprocal attains.
fn one_over(end: &End) -> Result<End, Limit> {
    let value = match &end.value {
        Some(value) => Exact::ONE.div(value)?,
        None => Some(Exact::ZERO),
    };
    Ok(End { value, included: end.included })
}

/// The order of two upper ends, where a missing one is the greatest.
fn by_upper_end(a: &End, b: &End) -> Ordering {
    (a.value.is_none(), &a.value).cmp(&(b.value.is_none(), &b.value))
}

/// The power of ten of the last of `decimals` digits.
#[expect(clippy::arithmetic_side_effects, reason = "what fits from a u32 is not negative")]
fn step_exponent(decimals: u32) -> Result<i32, Limit> {
    i32::try_from(decimals).map(|n| -n).map_err(|_| Limit)
}

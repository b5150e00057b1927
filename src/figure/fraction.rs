//! Quotients of linear forms, such as shares and growth rates, with their exact range.

use super::exact::{Exact, Limit};
use super::interval::{End, Interval};
use super::linear::{Linear, VarId};

#[cfg(test)]
mod tests;

/// How many steps the search for an end may take. Each visits another vertex of the box with a
/// better quotient, and a handful reaches the best; the rest is room for what nobody foresaw.
const MAX_STEPS: usize = 200;

/// One linear form divided by another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fraction {
    /// The form above the line.
    pub numerator: Linear,
    /// The form below the line; it may be 0 for some values of its variables, or for all.
    pub denominator: Linear,
}

/// The values that a fraction can have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranged {
    /// All of them are members.
    pub interval: Interval,
    /// Whether every member is one of them, too. If not, the interval is a sound bound: the base
    /// touches zero, a variable is unbounded, or the search for the ends took too many steps.
    pub exact: bool,
}

/// Arithmetic.
impl Fraction {
    /// The sum, when the two denominators are multiples of one another; else none.
    pub fn add(&self, other: &Fraction) -> Result<Option<Fraction>, Limit> {
        let Some(factor) = self.same_denominator(other)? else {
            return Ok(None);
        };
        // N₁/D + N₂/(kD) = (N₁ + N₂/k)/D
        let Some(weight) = Exact::ONE.div(&factor)? else {
            return Ok(None);
        };
        let numerator = self.numerator.add_scaled(&other.numerator, &weight)?;
        Ok(Some(Fraction { numerator, denominator: self.denominator.clone() }))
    }

    /// The fraction plus a constant.
    pub fn add_constant(&self, value: &Exact) -> Result<Fraction, Limit> {
        let numerator = self.numerator.add_scaled(&self.denominator, value)?;
        Ok(Fraction { numerator, denominator: self.denominator.clone() })
    }

    /// The fraction times `factor`.
    pub fn scale(&self, factor: &Exact) -> Result<Fraction, Limit> {
        Ok(Fraction { numerator: self.numerator.scale(factor)?, denominator: self.denominator.clone() })
    }

    /// The fraction with the other sign.
    pub fn neg(&self) -> Fraction {
        Fraction { numerator: self.numerator.neg(), denominator: self.denominator.clone() }
    }

    /// The number by which this denominator gives the other's when multiplied, if there is one
    /// other than 0.
    pub fn same_denominator(&self, other: &Fraction) -> Result<Option<Exact>, Limit> {
        let factor = self.denominator.factor_to(&other.denominator)?;
        Ok(factor.filter(|factor| !factor.is_zero()))
    }

    /// The value when each variable has the value that `at` gives; none when the denominator is 0.
    pub fn value(&self, at: &impl Fn(VarId) -> Exact) -> Result<Option<Exact>, Limit> {
        self.numerator.value(at)?.div(&self.denominator.value(at)?)
    }
}

/// The range, by Dinkelbach's method: the greatest value of N/D is the λ for which the greatest
/// value of the linear form N − λD is 0.
impl Fraction {
    /// Every value that the fraction has while each variable moves through its interval. Exact,
    /// ends and their inclusion, save in the cases that [`Ranged::exact`] names; all numbers when the
    /// denominator [touches zero](Interval::touches_zero).
    pub fn range<'a>(&self, interval: &impl Fn(VarId) -> &'a Interval) -> Result<Ranged, Limit> {
        let base = self.denominator.range(interval)?;
        if base.touches_zero() {
            return Ok(Ranged { interval: Interval::whole(), exact: false });
        }
        if base.high.value.as_ref().is_some_and(|high| high.signum() < 0) {
            let (numerator, denominator) = (self.numerator.neg(), self.denominator.neg());
            return Fraction { numerator, denominator }.range(interval);
        }
        if let Some(axes) = self.axes(interval) {
            let (low, high) = (self.end(&axes, Side::Low)?, self.end(&axes, Side::High)?);
            if let Some((low, high)) = low.zip(high) {
                return Ok(Ranged { interval: Interval { low, high }, exact: true });
            }
        }
        let bound = self.numerator.range(interval)?.div(&base)?;
        Ok(Ranged { interval: bound, exact: false })
    }

    /// Every variable of the two forms, in order; none when one of them is unbounded.
    fn axes<'b, 'a: 'b>(&'b self, interval: &impl Fn(VarId) -> &'a Interval) -> Option<Vec<Axis<'b>>> {
        let mut above = self.numerator.terms().iter().peekable();
        let mut below = self.denominator.terms().iter().peekable();
        let mut axes = Vec::with_capacity(above.len().max(below.len()));
        while let Some(var) = [above.peek(), below.peek()].into_iter().flatten().map(|t| t.0).min() {
            let Interval { low, high } = interval(var);
            axes.push(Axis {
                above: above.next_if(|term| term.0 == var).map(|term| &term.1),
                below: below.next_if(|term| term.0 == var).map(|term| &term.1),
                low: (low.value.as_ref()?, low.included),
                high: (high.value.as_ref()?, high.included),
            });
        }
        Some(axes)
    }

    /// The least or greatest value over a box on which the denominator is positive; none when it is
    /// not found in [`MAX_STEPS`].
    fn end(&self, axes: &[Axis<'_>], side: Side) -> Result<Option<End>, Limit> {
        let mut quotient = Exact::ZERO;
        for _ in 0..MAX_STEPS {
            let vertex = self.vertex(axes, side, &quotient)?;
            match vertex.above.div(&vertex.below)? {
                // N − λD is 0 at its best vertex: λ is the end.
                Some(next) if next == quotient => {
                    return Ok(Some(End::at(quotient, vertex.attained)));
                }
                Some(next) => quotient = next,
                None => return Ok(None),
            }
        }
        Ok(None)
    }

    /// The vertex of the box at which N − λD is least or greatest.
    fn vertex(&self, axes: &[Axis<'_>], side: Side, lambda: &Exact) -> Result<Vertex, Limit> {
        let mut vertex = Vertex {
            above: self.numerator.constant_term().clone(),
            below: self.denominator.constant_term().clone(),
            attained: true,
        };
        for axis in axes {
            let weight = axis.weight_sign(lambda)?;
            let up = (weight > 0) == (side == Side::High);
            let (value, included) = if up { axis.high } else { axis.low };
            // A variable without weight may be anywhere, so also at a member.
            vertex.attained &= included || weight == 0;
            if let Some(above) = axis.above {
                vertex.above = vertex.above.add(&above.mul(value)?)?;
            }
            if let Some(below) = axis.below {
                vertex.below = vertex.below.add(&below.mul(value)?)?;
            }
        }
        Ok(vertex)
    }
}

/// Which end of the range is sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Low,
    High,
}

/// One variable: its coefficients in the two forms, where it occurs, and its bounds with their
/// inclusion.
struct Axis<'a> {
    above: Option<&'a Exact>,
    below: Option<&'a Exact>,
    low: (&'a Exact, bool),
    high: (&'a Exact, bool),
}

impl Axis<'_> {
    /// The sign of the variable's coefficient in N − λD.
    #[expect(clippy::arithmetic_side_effects, reason = "signs are -1, 0 and 1")]
    fn weight_sign(&self, lambda: &Exact) -> Result<i32, Limit> {
        Ok(match (self.above, self.below) {
            (above, None) => above.map_or(0, Exact::signum),
            (None, Some(below)) => -lambda.signum() * below.signum(),
            (Some(above), Some(below)) => above.cmp(&lambda.mul(below)?) as i32,
        })
    }
}

/// A vertex of the box: both forms there, and whether members of the intervals attain the
/// difference N − λD that they make.
struct Vertex {
    above: Exact,
    below: Exact,
    attained: bool,
}

//! Intervals: every value that a printed figure, or what is computed from such figures, can have.

use std::cmp::Ordering;

use super::exact::{Exact, Limit};
use super::mode::{Mode, Step};

mod arithmetic;

#[cfg(test)]
pub(super) mod tests;

/// One end of an [`Interval`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct End {
    /// Where the interval ends; none when it is unbounded on this side.
    pub value: Option<Exact>,
    /// Whether the end itself belongs to the interval; false on an unbounded side.
    pub included: bool,
}

impl End {
    /// The end of an unbounded side.
    pub const UNBOUNDED: End = End { value: None, included: false };

    /// An end at `value`.
    pub fn at(value: Exact, included: bool) -> End {
        End { value: Some(value), included }
    }
}

/// A set of numbers without gaps, with at least one member: all between two ends.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Interval {
    /// The lower end.
    pub low: End,
    /// The upper end.
    pub high: End,
}

/// Making intervals.
impl Interval {
    /// Only `value`.
    pub fn point(value: Exact) -> Interval {
        Interval { low: End::at(value.clone(), true), high: End::at(value, true) }
    }

    /// All numbers.
    pub fn whole() -> Interval {
        Interval { low: End::UNBOUNDED, high: End::UNBOUNDED }
    }

    /// All numbers from `low` to `high`, each of the two a member if its flag says so; none when no
    /// number is left.
    pub fn new(low: Exact, low_included: bool, high: Exact, high_included: bool) -> Option<Interval> {
        let some = match low.cmp(&high) {
            Ordering::Less => true,
            Ordering::Equal => low_included && high_included,
            Ordering::Greater => false,
        };
        some.then(|| Interval { low: End::at(low, low_included), high: End::at(high, high_included) })
    }

    /// Every value that `mode` would have printed as `value`, when the last digit counts `unit`.
    pub fn of_printed(value: &Exact, unit: Step, mode: Mode) -> Result<Interval, Limit> {
        let unit = Exact::power_of_ten(i32::from(unit.0))?;
        let half = unit.half()?;
        // The table is one for x > 0, mirrored for x < 0; what 0 stands for is open on both sides.
        let (toward_zero, away, away_included) = match mode {
            Mode::HalfUp => (half.clone(), half, false),
            Mode::Nearest | Mode::Plug => (half.clone(), half, true),
            Mode::Truncate if value.is_zero() => (unit.clone(), unit, false),
            Mode::Truncate => (Exact::ZERO, unit, false),
        };
        let magnitude = value.abs();
        let low_included = away_included || !value.is_zero();
        let printed = Interval {
            low: End::at(magnitude.sub(&toward_zero)?, low_included),
            high: End::at(magnitude.add(&away)?, away_included),
        };
        Ok(if value.signum() < 0 { printed.neg() } else { printed })
    }
}

/// What an interval is.
impl Interval {
    /// Whether `value` is a member.
    pub fn contains(&self, value: &Exact) -> bool {
        let above_low = self.low.value.as_ref().is_none_or(|low| match value.cmp(low) {
            Ordering::Less => false,
            Ordering::Equal => self.low.included,
            Ordering::Greater => true,
        });
        let below_high = self.high.value.as_ref().is_none_or(|high| match value.cmp(high) {
            Ordering::Less => true,
            Ordering::Equal => self.high.included,
            Ordering::Greater => false,
        });
        above_low && below_high
    }

    /// Whether the two have a member in common.
    pub fn meets(&self, other: &Interval) -> bool {
        self.could_be_le(other) && other.could_be_le(self)
    }

    /// Whether some member is at most some member of the other.
    pub fn could_be_le(&self, other: &Interval) -> bool {
        match self.low_against_high(other) {
            Ordering::Less => true,
            Ordering::Equal => self.low.included && other.high.included,
            Ordering::Greater => false,
        }
    }

    /// Whether some member is less than some member of the other.
    pub fn could_be_lt(&self, other: &Interval) -> bool {
        self.low_against_high(other) == Ordering::Less
    }

    /// Whether it has just one member.
    pub fn is_point(&self) -> bool {
        self.low.value.is_some() && self.low == self.high
    }

    /// Whether 0 is a member or an end: whether a division by some value in it, or by values ever
    /// nearer to its end, has no bound.
    pub fn touches_zero(&self) -> bool {
        self.low.value.as_ref().is_none_or(|low| low.signum() <= 0)
            && self.high.value.as_ref().is_none_or(|high| high.signum() >= 0)
    }

    /// The distance of the ends; none when it is unbounded.
    pub fn width(&self) -> Result<Option<Exact>, Limit> {
        self.bounds().map(|(low, high)| high.sub(low)).transpose()
    }

    /// The number midway between the ends; none when it is unbounded.
    pub fn midpoint(&self) -> Result<Option<Exact>, Limit> {
        self.bounds().map(|(low, high)| low.add(high)?.half()).transpose()
    }

    /// `[1410.715, 1410.725)`: a square bracket stands by an included end, `-∞` and `∞` for the
    /// missing ones. The ends are written by [`Exact::format`]; scale the interval first to show it
    /// in another unit.
    pub fn text(&self, max_decimals: u32) -> String {
        let end = |end: &End, missing: &str| match &end.value {
            Some(value) => value.format(max_decimals),
            None => missing.to_owned(),
        };
        format!(
            "{}{}, {}{}",
            if self.low.included { '[' } else { '(' },
            end(&self.low, "-∞"),
            end(&self.high, "∞"),
            if self.high.included { ']' } else { ')' },
        )
    }

    /// Both ends, unless one is missing.
    fn bounds(&self) -> Option<(&Exact, &Exact)> {
        self.low.value.as_ref().zip(self.high.value.as_ref())
    }

    /// The order of the lower end and the other's upper one, inclusion aside.
    fn low_against_high(&self, other: &Interval) -> Ordering {
        match (&self.low.value, &other.high.value) {
            (Some(low), Some(high)) => low.cmp(high),
            _ => Ordering::Less,
        }
    }
}

//! Exact numbers as decimal text.

use super::{Exact, MAX_DECIMALS, ten_to};

impl Exact {
    /// The number in plain digits: all its decimals when it has at most `max_decimals` (and at most
    /// 28), else rounded to `max_decimals`, a half away from zero. Never an exponent; a minus sign
    /// only before what is not 0 as written. More than 64 decimals count as 64.
    pub fn format(&self, max_decimals: u32) -> String {
        self.format_fixed(self.decimal_places().map_or(max_decimals, |n| n.min(max_decimals)))
    }

    /// The number with exactly `decimals` digits after the point, rounded half away from zero.
    /// More than 64 count as 64.
    pub fn format_fixed(&self, decimals: u32) -> String {
        let decimals = decimals.min(MAX_DECIMALS);
        let digits = match self.small_units(decimals) {
            // Most fit a machine word, which is written much faster.
            Some(units) => u64::try_from(units).map_or_else(|_| units.to_string(), |units| units.to_string()),
            None => self.abs().times(&ten_to(decimals)).nearest_whole().to_big().numerator.to_string(),
        };
        let sign = if self.signum() < 0 && digits != "0" { "-" } else { "" };
        with_point(sign, &digits, decimals)
    }

    /// The magnitude in units of the last of so many decimals, a half upwards, if machine integers hold all that it takes.
    #[expect(clippy::arithmetic_side_effects, reason = "a denominator is positive, and a rest is less than it")]
    fn small_units(&self, decimals: u32) -> Option<i128> {
        let (numerator, denominator) = self.parts()?;
        let scaled = numerator.checked_abs()?.checked_mul(10_i128.checked_pow(decimals)?)?;
        if denominator == 1 {
            return Some(scaled);
        }
        let (units, rest) = (scaled / denominator, scaled % denominator);
        if rest >= denominator - rest { units.checked_add(1) } else { Some(units) }
    }

    /// The square root of the number's magnitude, cut (not rounded) after `decimals` digits. More
    /// than 32 count as 32.
    #[expect(clippy::arithmetic_side_effects, reason = "decimals asked for are few")]
    pub fn sqrt_text(&self, decimals: u32) -> String {
        let decimals = decimals.min(MAX_DECIMALS / 2);
        // ⌊10ⁿ√x⌋ is the whole root of ⌊10²ⁿx⌋.
        let square = self.abs().times(&ten_to(2 * decimals)).whole_below();
        with_point("", &square.to_big().numerator.sqrt().to_string(), decimals)
    }
}

/// The sign and the digits, with a decimal point before the last `decimals` of them.
#[expect(clippy::arithmetic_side_effects, reason = "lengths of short texts")]
fn with_point(sign: &str, digits: &str, decimals: u32) -> String {
    let decimals = decimals as usize;
    // One digit at least stands before the point.
    let (whole, part) = digits.split_at_checked(digits.len().saturating_sub(decimals)).unwrap_or((digits, ""));
    let mut text = String::with_capacity(sign.len() + digits.len().max(decimals + 1) + 1);
    text.push_str(sign);
    text.push_str(if whole.is_empty() { "0" } else { whole });
    if decimals > 0 {
        text.push('.');
        text.extend(std::iter::repeat_n('0', decimals - part.len()));
        text.push_str(part);
    }
    text
}

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
        let magnitude = self.abs().times(&ten_to(decimals)).nearest_whole();
        let sign = if self.signum() < 0 && !magnitude.is_zero() { "-" } else { "" };
        let digits = match magnitude.parts() {
            Some((whole, _)) => whole.to_string(),
            None => magnitude.to_big().numerator.to_string(),
        };
        with_point(sign, &digits, decimals)
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
#[expect(clippy::arithmetic_side_effects, reason = "the text is padded to be longer than its decimals")]
fn with_point(sign: &str, digits: &str, decimals: u32) -> String {
    let decimals = decimals as usize;
    // One digit at least stands before the point.
    let zeros = (decimals + 1).saturating_sub(digits.len());
    let mut text = String::with_capacity(sign.len() + zeros + digits.len() + 1);
    text.push_str(sign);
    text.extend(std::iter::repeat_n('0', zeros));
    text.push_str(digits);
    if decimals > 0 {
        text.insert(text.len() - decimals, '.');
    }
    text
}

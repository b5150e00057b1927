//! Printed numbers as cells: a number where the sheet keeps every digit, else text.

use crate::figure::{Exact, MoneyUnit, Reading, read_printed};
use crate::finding::{CellContent, PrintedFigure};

/// Most significant digits that Excel keeps.
const MAX_DIGITS: usize = 15;

/// A number that a cell can hold, and how it is shown.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Number {
    /// What the file has; never computed with.
    pub(super) binary: f64,
    /// Its digits.
    pub(super) digits: String,
    /// Its exact value.
    pub(super) value: Exact,
    /// How many digits stand after the point.
    pub(super) decimals: u32,
    /// The number format that shows it as printed.
    pub(super) format: String,
}

impl Number {
    /// A printed number; none when the text is no number or would lose a digit.
    pub(super) fn of(text: &str) -> Option<Self> {
        let Reading::Number(printed) = read_printed(text) else { return None };
        let (digits, decimals) = (printed.digits(), printed.decimals());
        let significant = digits.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count();
        // The one place where a figure becomes a binary number: the file format knows no other, and only a number
        // that comes back digit by digit is let through.
        let binary: f64 = digits.parse().ok()?;
        let value = Exact::from_decimal(printed.value());
        let negative_zero = value.is_zero() && digits.starts_with('-');
        if significant > MAX_DIGITS || negative_zero || format!("{binary:.*}", decimals as usize) != digits {
            return None;
        }
        let suffix = text.get(digits.len()..).unwrap_or_default();
        Some(Self { binary, digits: digits.to_owned(), value, decimals, format: format_of(decimals, suffix) })
    }

    /// The number that a cell of an account holds.
    pub(super) fn of_figure(figure: &PrintedFigure) -> Option<Self> {
        (figure.content == CellContent::Number).then(|| Self::of(&figure.text)).flatten()
    }
}

/// The number format with so many decimals and the words after the number.
pub(super) fn format_of(decimals: u32, suffix: &str) -> String {
    let mut format = String::from("0");
    if decimals > 0 {
        format.push('.');
        format.extend(std::iter::repeat_n('0', decimals as usize));
    }
    if !suffix.is_empty() {
        format.push_str(&format!("\"{}\"", suffix.replace('"', "")));
    }
    format
}

/// How many powers of ten one unit of money is above another.
pub(super) fn powers(from: Option<MoneyUnit>, to: Option<MoneyUnit>) -> i32 {
    let power = |unit: Option<MoneyUnit>| unit.map_or(0, |unit| unit.power().cast_signed());
    match (from, to) {
        (Some(_), Some(_)) => power(from) - power(to),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_keeps_its_digits_or_is_none() {
        for (text, format) in [
            ("145.20", "0.00"),
            ("-27.77", "0.00"),
            ("0", "0"),
            ("5.0%", "0.0\"%\""),
            ("1584元", "0\"元\""),
            ("999999999999999", "0"),
            ("0.00", "0.00"),
        ] {
            assert_eq!(Number::of(text).map(|n| n.format), Some(format.to_owned()), "{text}");
        }
        for text in ["9007199254740993", "1234567890123.456", "-0.00", "=1+1", "—", "", "1,2"] {
            assert_eq!(Number::of(text), None, "{text}");
        }
    }
}

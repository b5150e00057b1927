//! Printed numbers: what is one, and what only looks like one.

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::mode::Step;
use super::unit::Suffix;

mod look_alike;

pub use look_alike::LookAlike;

/// Most significant digits of a figure; with them every value fits a [`Decimal`].
const MOST_DIGITS: usize = 28;

/// A number exactly as printed: `145.20`, `-27.77`, `1584元`, `5%`.
///
/// It has at most 28 significant digits and at most 28 decimals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    text: Box<str>,
    /// How many bytes of `text` stand before the suffix.
    digits: u32,
    value: Decimal,
    suffix: Option<Suffix>,
}

impl Printed {
    /// The number as printed, with its suffix.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The number as printed, without its suffix.
    pub fn digits(&self) -> &str {
        self.text.get(..self.digits as usize).unwrap_or_default()
    }

    /// The value of the digits; the suffix is not multiplied in.
    pub fn value(&self) -> Decimal {
        self.value
    }

    /// How many digits stand after the point.
    pub fn decimals(&self) -> u32 {
        self.value.scale()
    }

    /// The word after the digits.
    pub fn suffix(&self) -> Option<Suffix> {
        self.suffix
    }

    /// The place value of the last printed digit.
    pub fn step(&self) -> Step {
        Step::of_decimals(self.decimals())
    }

    /// The step that the value itself is, when it is a power of ten: `0.01` is `Step(-2)`.
    pub fn as_step(&self) -> Option<Step> {
        let value = self.value.normalize();
        let mut mantissa = value.mantissa();
        let mut power = -i8::try_from(value.scale()).ok()?;
        while mantissa > 1 && mantissa % 10 == 0 {
            mantissa /= 10;
            power += 1;
        }
        (mantissa == 1).then_some(Step(power))
    }

    /// A figure `-?digits[.digits][unit]`, or none when the text is not one or is too long.
    fn parse(text: &str) -> Option<Self> {
        let (end, suffix) = shape(text)?;
        let digits = text.get(..end)?;
        let significant = digits.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count();
        if significant > MOST_DIGITS {
            return None;
        }
        let value = Decimal::from_str_exact(digits).ok()?;
        Some(Self { text: text.into(), digits: u32::try_from(end).ok()?, value, suffix })
    }
}

impl Serialize for Printed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Printed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <&str>::deserialize(deserializer)?;
        Printed::parse(text).ok_or_else(|| de::Error::custom("not a printed figure"))
    }
}

/// What a plain scalar is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// A figure.
    Number(Printed),
    /// Something that a reader takes for a number and that is not written as one.
    LookAlike {
        /// What is wrong with it; of several things the first.
        reason: LookAlike,
        /// The figure that is probably meant.
        mended: Option<String>,
    },
    /// Anything else.
    Text,
}

/// Reads a plain scalar. Never fails, and takes time linear in the text.
pub fn read(text: &str) -> Reading {
    match Printed::parse(text) {
        Some(number) => Reading::Number(number),
        None => look_alike::suspect(text),
    }
}

/// Where the digits of a text of a figure's shape end, and the suffix after them.
fn shape(text: &str) -> Option<(usize, Option<Suffix>)> {
    let digits_from = |at: usize| text.bytes().skip(at).take_while(u8::is_ascii_digit).count();
    let start = usize::from(text.starts_with('-'));
    let whole = digits_from(start);
    if whole == 0 || (whole > 1 && text.as_bytes().get(start) == Some(&b'0')) {
        return None;
    }
    let mut end = start + whole;
    if text.as_bytes().get(end) == Some(&b'.') {
        let decimals = digits_from(end + 1);
        if decimals == 0 {
            return None;
        }
        end += 1 + decimals;
    }
    match text.get(end..)? {
        "" => Some((end, None)),
        word => Suffix::parse(word).map(|suffix| (end, Some(suffix))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_keep_their_digits() {
        for (text, digits, decimals, suffix) in [
            ("145.20", "145.20", 2, None),
            ("0.10", "0.10", 2, None),
            ("0", "0", 0, None),
            ("-0", "-0", 0, None),
            ("-0.00", "-0.00", 2, None),
            ("-27.77", "-27.77", 2, None),
            ("1584元", "1584", 0, Suffix::parse("元")),
            ("12.3万元", "12.3", 1, Suffix::parse("万元")),
            ("5%", "5", 0, Some(Suffix::Percent)),
            ("118.52％", "118.52", 2, Some(Suffix::Percent)),
            ("0.5个百分点", "0.5", 1, Some(Suffix::Points)),
            ("66人次", "66", 0, Suffix::parse("人次")),
            ("1234567890123456789012345678", "1234567890123456789012345678", 0, None),
            ("0.0000000000000000000000000001", "0.0000000000000000000000000001", 28, None),
        ] {
            let Reading::Number(number) = read(text) else { unreachable!("{text}") };
            assert_eq!((number.text(), number.digits()), (text, digits));
            assert_eq!((number.decimals(), number.suffix()), (decimals, suffix), "{text}");
            assert_eq!(number.step(), Step::of_decimals(decimals));
        }
        assert_eq!(read("-0.00"), Printed::parse("-0.00").map_or(Reading::Text, Reading::Number));
        assert!(Printed::parse("-0.00").is_some_and(|n| n.value().is_zero()));
    }

    #[test]
    fn powers_of_ten_are_steps() {
        let step = |text| Printed::parse(text).and_then(|number| number.as_step());
        assert_eq!(["0.01", "0.010", "1", "1.00", "100"].map(step), [-2, -2, 0, 0, 2].map(|power| Some(Step(power))));
        assert_eq!(["0", "0.02", "-0.01", "20", "11"].map(step), [None; 5]);
    }
}

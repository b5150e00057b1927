//! Printed numbers: what is one, and what only looks like one.

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::mode::Step;
use super::unit::{Suffix, SuffixId};

mod look_alike;

pub use look_alike::LookAlike;

/// Most significant digits of a figure; with them every value fits a [`Decimal`].
const MOST_DIGITS: usize = 28;

/// A number exactly as printed: `145.20`, `-27.77`, `1584元`, `5%`. `T` holds its text: the number itself, or a
/// part of a longer text.
///
/// It has at most 28 significant digits and at most 28 decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Printed<T = Box<str>> {
    text: T,
    number: Number,
}

/// The value of a printed number, and how its text is divided; everything but the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Number {
    /// The digits as a whole number, with their sign.
    pub(crate) mantissa: i128,
    /// How many of the digits stand after the point.
    pub(crate) decimals: u8,
    /// How many bytes of the text stand before the suffix.
    pub(crate) digits: u8,
    pub(crate) suffix: Option<SuffixId>,
}

impl Number {
    /// A figure `-?digits[.digits][unit]`, or none when the text is not one or is too long.
    pub(crate) fn parse(text: &str) -> Option<Number> {
        match Self::at_start_of(text.as_bytes()) {
            Some((number, length)) if length == text.len() => Some(number),
            _ => Self::parse_any(text),
        }
    }

    /// The figure that a text begins with and how many bytes it takes, when it is written as most figures are: without a
    /// unit, and of so few digits that a machine word takes them. None is for the others, and for what is no figure.
    /// What comes after it decides whether it is one.
    #[inline]
    #[expect(clippy::arithmetic_side_effects, reason = "places within one text, and so few digits fit an i64")]
    pub(crate) fn at_start_of(bytes: &[u8]) -> Option<(Number, usize)> {
        /// An `i64` takes any number of so many digits.
        const MOST: usize = 18;
        let digit = |at: usize| bytes.get(at).map(|byte| byte.wrapping_sub(b'0')).filter(|digit| *digit < 10);
        let negative = bytes.first() == Some(&b'-');
        let start = usize::from(negative);
        let (mut at, mut mantissa) = (start, 0_i64);
        while let Some(digit) = digit(at) {
            mantissa = mantissa.wrapping_mul(10).wrapping_add(i64::from(digit));
            at += 1;
        }
        let whole = at - start;
        let mut decimals = 0;
        if bytes.get(at) == Some(&b'.') {
            at += 1;
            let point = at;
            while let Some(digit) = digit(at) {
                mantissa = mantissa.wrapping_mul(10).wrapping_add(i64::from(digit));
                at += 1;
            }
            decimals = at - point;
            if decimals == 0 {
                return None;
            }
        }
        let leading_zero = whole > 1 && bytes.get(start) == Some(&b'0');
        if whole == 0 || leading_zero || whole + decimals > MOST {
            return None;
        }
        let mantissa = i128::from(if negative { -mantissa } else { mantissa });
        Some((
            Number { mantissa, decimals: u8::try_from(decimals).ok()?, digits: u8::try_from(at).ok()?, suffix: None },
            at,
        ))
    }

    #[expect(
        clippy::arithmetic_side_effects,
        reason = "19 digits fit a u64, MOST_DIGITS fit a u128, and the point comes after the start"
    )]
    fn parse_any(text: &str) -> Option<Number> {
        let bytes = text.as_bytes();
        let negative = bytes.first() == Some(&b'-');
        let start = usize::from(negative);
        let mut at = start;
        // A u64 takes 19 digits; few figures have more.
        let (mut low, mut wide) = (0u64, None::<u128>);
        let (mut significant, mut point) = (0usize, None);
        while let Some(&byte) = bytes.get(at) {
            let digit = byte.wrapping_sub(b'0');
            if digit < 10 {
                significant += usize::from(significant > 0 || digit > 0);
                match &mut wide {
                    None if significant < 19 => low = low * 10 + u64::from(digit),
                    None => wide = Some(u128::from(low) * 10 + u128::from(digit)),
                    Some(_) if significant > MOST_DIGITS => return None,
                    Some(wide) => *wide = *wide * 10 + u128::from(digit),
                }
            } else if byte == b'.' && point.is_none() {
                point = Some(at);
            } else {
                break;
            }
            at += 1;
        }
        let whole = point.unwrap_or(at) - start;
        let decimals = point.map_or(0, |point| at - point - 1);
        let leading_zero = whole > 1 && bytes.get(start) == Some(&b'0');
        if whole == 0 || leading_zero || decimals > MOST_DIGITS || (point.is_some() && decimals == 0) {
            return None;
        }
        let suffix = match text.get(at..)? {
            "" => None,
            word => Some(SuffixId::parse(word)?),
        };
        let magnitude = i128::try_from(wide.unwrap_or(u128::from(low))).ok()?;
        let mantissa = if negative { -magnitude } else { magnitude };
        Some(Number { mantissa, decimals: u8::try_from(decimals).ok()?, digits: u8::try_from(at).ok()?, suffix })
    }

    /// The number with its text.
    pub(crate) fn with<T>(self, text: T) -> Printed<T> {
        Printed { text, number: self }
    }
}

impl<T> Printed<T> {
    /// The value of the digits; the suffix is not multiplied in.
    pub fn value(&self) -> Decimal {
        // Both bounds are those of a `Decimal`.
        Decimal::try_from_i128_with_scale(self.number.mantissa, self.decimals()).unwrap_or_default()
    }

    /// The digits as a whole number: `-14520` of `-145.20`. Its magnitude is below 10^28.
    pub fn mantissa(&self) -> i128 {
        self.number.mantissa
    }

    /// How many digits stand after the point.
    pub fn decimals(&self) -> u32 {
        u32::from(self.number.decimals)
    }

    /// The word after the digits.
    pub fn suffix(&self) -> Option<Suffix> {
        self.number.suffix.map(SuffixId::suffix)
    }

    /// The place value of the last printed digit.
    pub fn step(&self) -> Step {
        Step::of_decimals(self.decimals())
    }

    /// The step that the value itself is, when it is a power of ten: `0.01` is `Step(-2)`.
    #[expect(clippy::arithmetic_side_effects, reason = "there are at most MOST_DIGITS decimals")]
    pub fn as_step(&self) -> Option<Step> {
        let mut mantissa = self.number.mantissa;
        let mut power = -i8::try_from(self.number.decimals).ok()?;
        while mantissa > 1 && mantissa % 10 == 0 {
            mantissa /= 10;
            power += 1;
        }
        (mantissa == 1).then_some(Step(power))
    }

    /// The number without its text.
    pub(crate) fn number(&self) -> Number {
        self.number
    }
}

impl<'t> Printed<&'t str> {
    /// The number as printed, with its suffix.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The number as printed, without its suffix.
    pub fn digits(&self) -> &'t str {
        self.text.get(..usize::from(self.number.digits)).unwrap_or_default()
    }

    /// The figure `units` of its last printed digit further up, printed with as many decimals; none when it has too
    /// many digits.
    pub fn moved(&self, units: i64) -> Option<Printed> {
        let value = self.value().checked_add(Decimal::new(units, self.decimals()))?;
        let suffix = self.text.get(usize::from(self.number.digits)..).unwrap_or_default();
        Printed::parse(&format!("{value}{suffix}"))
    }

    /// The same number with a text of its own.
    pub fn to_owned(self) -> Printed {
        Printed { text: self.text.into(), number: self.number }
    }
}

impl Printed {
    /// The number as printed, with its suffix.
    pub fn text(&self) -> &str {
        &self.text
    }

    fn parse(text: &str) -> Option<Self> {
        Number::parse(text).map(|number| number.with(text.into()))
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
pub enum Reading<'t> {
    /// A figure.
    Number(Printed<&'t str>),
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
pub fn read(text: &str) -> Reading<'_> {
    match Number::parse(text) {
        Some(number) => Reading::Number(number.with(text)),
        None => look_alike::suspect(text),
    }
}

/// Where the digits of a text of a figure's shape end, and the suffix after them.
#[expect(clippy::arithmetic_side_effects, reason = "places within one text held in memory")]
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
    fn a_figure_moves_by_its_last_digit() {
        let figure = |text: &'static str| Number::parse(text).map(|number| number.with(text)).expect(text);
        for (text, units, moved) in [
            ("145.20", 10, "145.30"),
            ("145.20", -10, "145.10"),
            ("0.05", -10, "-0.05"),
            ("-27.7", 7, "-27.0"),
            ("3", -10, "-7"),
            ("9.95%", 10, "10.05%"),
            ("1584元", 10, "1594元"),
        ] {
            assert_eq!(figure(text).moved(units), Some(figure(moved).to_owned()), "{text}");
        }
        assert_eq!(figure("9999999999999999999999999999").moved(1), None);
    }

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
        assert!(matches!(read("-0.00"), Reading::Number(number) if number.mantissa() == 0 && number.decimals() == 2));
        assert!(Printed::parse("-0.00").is_some_and(|n| n.value().is_zero()));
    }

    #[test]
    fn powers_of_ten_are_steps() {
        let step = |text| Printed::parse(text).and_then(|number| number.as_step());
        assert_eq!(["0.01", "0.010", "1", "1.00", "100"].map(step), [-2, -2, 0, 0, 2].map(|power| Some(Step(power))));
        assert_eq!(["0", "0.02", "-0.01", "20", "11"].map(step), [None; 5]);
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

        #[test]
        fn the_short_way_says_what_the_long_way_says(text in "-?[0-9]{0,12}[.]?[0-9]{0,9}[%x]?") {
            let digits = text.bytes().filter(u8::is_ascii_digit).count();
            match Number::at_start_of(text.as_bytes()) {
                Some((number, length)) => {
                    proptest::prop_assert_eq!(Some(number), Number::parse_any(&text[..length]));
                    let rest = text.as_bytes().get(length);
                    proptest::prop_assert!(!rest.is_some_and(u8::is_ascii_digit), "{}", text);
                }
                None if digits <= 18 => proptest::prop_assert_eq!(None, Number::parse_any(&text)),
                None => {}
            }
        }
    }
}

//! Texts that look like numbers: what is wrong with them, and the number that is meant.

use super::{MOST_DIGITS, Printed, Reading, shape};
use crate::figure::unit::Suffix;

/// Why a text is not the number that it looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LookAlike {
    /// Digits in groups: `1,234.50`, `1 234`, `1_000`.
    Grouped,
    /// A blank before the unit or after the sign: `1584 元`.
    Blank,
    /// Full-width digits or point: `１２．５`.
    FullWidth,
    /// Digits of another script.
    ForeignDigits,
    /// A blank or an invisible character that no one can tell from nothing: U+200B, U+00A0, U+3000.
    Invisible,
    /// A plus sign: `+1`.
    Plus,
    /// A dash in place of the minus sign: `−1`, `–1`.
    Dash,
    /// Two signs: `--1`.
    TwoSigns,
    /// A negative in brackets: `（1.00）`.
    Brackets,
    /// A sign of currency: `¥1.00`.
    Currency,
    /// A power of ten: `1e5`.
    Exponent,
    /// A point without digits on one side: `.5`, `5.`.
    BarePoint,
    /// A zero before the number: `010`.
    LeadingZero,
    /// Another base: `0x1F`.
    Radix,
    /// No number at all: `.inf`, `NaN`.
    NotFinite,
    /// More digits than a figure may have.
    TooLong,
}

impl LookAlike {
    /// Whether a character takes no room or turns the direction of its neighbours, so that a text with it
    /// looks like the text without it.
    pub fn is_invisible(c: char) -> bool {
        matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
    }
}

/// Tells look-alikes from text: mends what is wrong, one kind of fault after the other, and sees
/// whether a figure comes out.
pub(super) fn suspect(text: &str) -> Reading<'_> {
    let bare = text.trim_start_matches(['-', '+', '.']);
    if ["inf", "infinity", "nan"].iter().any(|word| bare.eq_ignore_ascii_case(word)) {
        return Reading::LookAlike { reason: LookAlike::NotFinite, mended: None };
    }
    if !may_have_digits(text) || !text.chars().any(|c| digit(c).is_some()) {
        return Reading::Text;
    }
    let mut mender = Mender::default();
    match mender.mend(text) {
        Mended::Text => Reading::Text,
        Mended::Hopeless(reason) => Reading::LookAlike { reason: mender.reason.unwrap_or(reason), mended: None },
        Mended::Figure(figure) => match (shape(&figure), Printed::parse(&figure), mender.reason) {
            (Some(_), Some(_), Some(reason)) => Reading::LookAlike { reason, mended: Some(figure) },
            (Some(_), ..) => Reading::LookAlike { reason: LookAlike::TooLong, mended: None },
            (None, ..) => Reading::Text,
        },
    }
}

/// Whether there is an ASCII digit in a text, or a byte that digits of [`digit`] begin with: most words have neither.
fn may_have_digits(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit() || matches!(byte, 0xd9 | 0xdb | 0xef))
}

/// The value of a decimal digit: ASCII, full-width or Arabic-Indic.
#[expect(clippy::arithmetic_side_effects, reason = "the zero is that of the digit's own script")]
fn digit(c: char) -> Option<char> {
    let zero = match c {
        '0'..='9' => '0',
        '０'..='９' => '０',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        _ => return None,
    };
    char::from_digit(u32::from(c) - u32::from(zero), 10)
}

/// What comes out of mending.
enum Mended {
    /// Perhaps a figure; its shape is yet to be seen.
    Figure(String),
    /// A number, but which one cannot be told.
    Hopeless(LookAlike),
    /// No number.
    Text,
}

/// Mends look-alikes and remembers the first fault.
#[derive(Default)]
struct Mender {
    reason: Option<LookAlike>,
}

impl Mender {
    fn note(&mut self, reason: LookAlike) {
        self.reason.get_or_insert(reason);
    }

    #[expect(clippy::arithmetic_side_effects, reason = "places within one text held in memory")]
    fn mend(&mut self, text: &str) -> Mended {
        let narrow = self.narrow(text);
        let (bracketed, text) = self.open_brackets(narrow.trim());
        let (signs, negative, rest) = self.take_sign(&text);
        if let Some(number) = radix(rest) {
            self.note(LookAlike::Radix);
            return Mended::Figure(format!("{}{number}", if negative { "-" } else { "" }));
        }
        let end = rest.rfind(|c: char| c.is_ascii_digit() || c == '.').map_or(0, |at| at + 1);
        let (body, tail) = rest.split_at(end);
        let word = tail.trim_start();
        if word.len() < tail.len() {
            self.note(LookAlike::Blank);
        }
        if !word.is_empty() && Suffix::parse(word).is_none() {
            return Mended::Text;
        }
        let body = match self.mend_body(body) {
            Mended::Figure(body) => body,
            other => return other,
        };
        if signs + usize::from(bracketed) > 1 {
            self.reason = None;
            return if shape(&body).is_some() { Mended::Hopeless(LookAlike::TwoSigns) } else { Mended::Text };
        }
        Mended::Figure(format!("{}{body}{word}", if negative || bracketed { "-" } else { "" }))
    }

    /// Writes digits and signs in ASCII; every dash becomes U+2212.
    fn narrow(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            let ascii = match c {
                '．' | '。' | '｡' => {
                    self.note(LookAlike::FullWidth);
                    '.'
                }
                '，' => ',',
                '＋' => '+',
                '（' => '(',
                '）' => ')',
                '￥' => '¥',
                '＿' => '_',
                '\u{2010}'..='\u{2015}' | '－' | '﹣' => '−',
                c if LookAlike::is_invisible(c) => {
                    self.note(LookAlike::Invisible);
                    continue;
                }
                c if c.is_whitespace() && !c.is_ascii() => {
                    self.note(LookAlike::Invisible);
                    ' '
                }
                c => match digit(c) {
                    Some(ascii) if ascii != c => {
                        self.note(if ('０'..='９').contains(&c) {
                            LookAlike::FullWidth
                        } else {
                            LookAlike::ForeignDigits
                        });
                        ascii
                    }
                    _ => c,
                },
            };
            out.push(ascii);
        }
        out
    }

    /// `(1.00)万元` without its brackets, and whether it had them.
    fn open_brackets(&mut self, text: &str) -> (bool, String) {
        let parts = text.strip_prefix('(').and_then(|rest| rest.split_once(')'));
        match parts {
            Some((inner, rest)) if inner.contains(|c: char| c.is_ascii_digit()) => {
                self.note(LookAlike::Brackets);
                (true, format!("{}{}", inner.trim(), rest.trim()))
            }
            _ => (false, text.to_owned()),
        }
    }

    /// How many signs stand in front, whether one of them is a minus, and what follows them.
    #[expect(clippy::arithmetic_side_effects, reason = "counts of things held in memory")]
    fn take_sign<'t>(&mut self, text: &'t str) -> (usize, bool, &'t str) {
        let (mut signs, mut negative, mut rest) = (0, false, text);
        while let Some(first) = rest.chars().next() {
            match first {
                '-' => {}
                '−' => self.note(LookAlike::Dash),
                '+' => self.note(LookAlike::Plus),
                '¥' => self.note(LookAlike::Currency),
                ' ' => self.note(LookAlike::Blank),
                _ => break,
            }
            signs += usize::from(matches!(first, '-' | '−' | '+'));
            negative |= matches!(first, '-' | '−');
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
        }
        (signs, negative, rest)
    }

    /// Mends the digits, without sign and unit.
    #[expect(clippy::arithmetic_side_effects, reason = "what is significant is a part of the whole")]
    fn mend_body(&mut self, body: &str) -> Mended {
        let mut body = body.to_owned();
        if let Some((mantissa, exponent)) = body.split_once(['e', 'E']) {
            let digits = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
            if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) || shape(mantissa).is_none() {
                return Mended::Text;
            }
            self.note(LookAlike::Exponent);
            // A power too large for its type is far too large to be written out.
            match exponent.parse().ok().and_then(|power| shift(mantissa, power)) {
                Some(written_out) => body = written_out,
                None => return Mended::Hopeless(LookAlike::Exponent),
            }
        }
        let (whole, decimals) = body.split_once('.').map_or((body.as_str(), None), |(w, d)| (w, Some(d)));
        if decimals.is_some_and(|d| d.contains(|c: char| !c.is_ascii_digit())) {
            return Mended::Text;
        }
        let mut whole = match self.ungroup(whole) {
            Mended::Figure(whole) => whole,
            other => return other,
        };
        if decimals == Some("") || (whole.is_empty() && decimals.is_some()) {
            self.note(LookAlike::BarePoint);
        }
        let significant = whole.trim_start_matches('0').len();
        if whole.len() > significant.max(1) {
            self.note(LookAlike::LeadingZero);
        }
        whole = whole.split_off(whole.len() - significant);
        if whole.is_empty() {
            whole.push('0');
        }
        Mended::Figure(match decimals {
            Some(decimals) if !decimals.is_empty() => format!("{whole}.{decimals}"),
            _ => whole,
        })
    }

    /// Joins the groups of `1,234,567`. Commas that do not stand before every third digit leave open
    /// what is meant; other marks so placed make it text (`2023_01`).
    fn ungroup(&mut self, whole: &str) -> Mended {
        let groups: Vec<&str> = whole.split([',', '_', ' ', '\'', '’']).collect();
        if groups.iter().any(|group| group.bytes().any(|b| !b.is_ascii_digit())) {
            return Mended::Text;
        }
        let Some((first, others)) = groups.split_first() else { return Mended::Text };
        if others.is_empty() {
            return Mended::Figure(whole.to_owned());
        }
        if (1..=3).contains(&first.len()) && others.iter().all(|group| group.len() == 3) {
            self.note(LookAlike::Grouped);
            return Mended::Figure(groups.concat());
        }
        let commas = whole.bytes().all(|b| b.is_ascii_digit() || b == b',');
        if commas { Mended::Hopeless(LookAlike::Grouped) } else { Mended::Text }
    }
}

/// The value of `0x1F`, `0o17` or `0b1`.
fn radix(text: &str) -> Option<u64> {
    let (base, digits) = text.split_at_checked(2)?;
    let base = match base {
        "0x" | "0X" => 16,
        "0o" | "0O" => 8,
        "0b" | "0B" => 2,
        _ => return None,
    };
    let unsigned = digits.starts_with(|c: char| c.is_ascii_alphanumeric());
    unsigned.then(|| u64::from_str_radix(digits, base).ok()).flatten()
}

/// `mantissa` with its point moved `power` places to the right, when that is short enough to read.
#[expect(clippy::arithmetic_side_effects, reason = "the point was found within bounds beyond the digits")]
fn shift(mantissa: &str, power: i32) -> Option<String> {
    let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{decimals}");
    let most = i32::try_from(MOST_DIGITS).ok()?;
    let point = i32::try_from(whole.len()).ok()?.checked_add(power)?;
    if !(-most..=most).contains(&point) || digits.len() > MOST_DIGITS {
        return None;
    }
    let Ok(point) = usize::try_from(point) else {
        return Some(format!("0.{}{digits}", "0".repeat(usize::try_from(point.unsigned_abs()).ok()?)));
    };
    if point >= digits.len() {
        return Some(format!("{digits}{}", "0".repeat(point - digits.len())));
    }
    let (whole, decimals) = digits.split_at(point);
    Some(format!("{}.{decimals}", if whole.is_empty() { "0" } else { whole }))
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    #[test]
    fn look_alikes_are_mended() {
        use LookAlike::*;
        for (text, reason, mended) in [
            ("1,234.50", Grouped, "1234.50"),
            ("1，234", Grouped, "1234"),
            ("1 234", Grouped, "1234"),
            ("1_000", Grouped, "1000"),
            ("-1,234,567.8万元", Grouped, "-1234567.8万元"),
            ("1584 元", Blank, "1584元"),
            ("１２．５", FullWidth, "12.5"),
            ("12。5", FullWidth, "12.5"),
            ("２０２３年", FullWidth, "2023年"),
            ("１，２３４．５０", FullWidth, "1234.50"),
            ("+1", Plus, "1"),
            ("＋1.5%", Plus, "1.5%"),
            ("1e5", Exponent, "100000"),
            ("1E-7", Exponent, "0.0000001"),
            ("1.25e+1", Exponent, "12.5"),
            ("-1.5e-1", Exponent, "-0.15"),
            (".5", BarePoint, "0.5"),
            ("-.5", BarePoint, "-0.5"),
            ("5.", BarePoint, "5"),
            ("010", LeadingZero, "10"),
            ("00", LeadingZero, "0"),
            ("-007.50", LeadingZero, "-7.50"),
            ("0x1F", Radix, "31"),
            ("0o17", Radix, "15"),
            ("0b1", Radix, "1"),
            ("−1", Dash, "-1"),
            ("–1", Dash, "-1"),
            ("—1.5万元", Dash, "-1.5万元"),
            ("－1", Dash, "-1"),
            ("（1.00）", Brackets, "-1.00"),
            ("(1.00)", Brackets, "-1.00"),
            ("（1,234.00）万元", Brackets, "-1234.00万元"),
            ("¥1.00", Currency, "1.00"),
            ("￥-1.00", Currency, "-1.00"),
            ("\u{661}\u{662}.\u{665}", ForeignDigits, "12.5"),
            ("1\u{200b}2", Invisible, "12"),
            ("1.00\u{a0}", Invisible, "1.00"),
            ("\u{3000}1", Invisible, "1"),
            ("1\u{feff}.5", Invisible, "1.5"),
        ] {
            assert_eq!(read(text), Reading::LookAlike { reason, mended: Some(mended.into()) }, "{text}");
        }
    }

    #[test]
    fn hopeless_look_alikes_have_no_mending() {
        use LookAlike::*;
        for (text, reason) in [
            ("--1", TwoSigns),
            ("+-1", TwoSigns),
            ("（-1）", TwoSigns),
            ("12,34", Grouped),
            ("1,2345", Grouped),
            ("1e400", Exponent),
            ("0.4e99999999999", Exponent),
            ("1e-99999999999", Exponent),
            (".inf", NotFinite),
            ("-.INF", NotFinite),
            (".nan", NotFinite),
            ("NaN", NotFinite),
            ("12345678901234567890123456789", TooLong),
            ("0.00000000000000000000000000001", TooLong),
            ("1234567890123456789012345678901234567890", TooLong),
        ] {
            assert_eq!(read(text), Reading::LookAlike { reason, mended: None }, "{text}");
        }
    }

    #[test]
    fn text_stays_text() {
        for text in [
            "",
            "12:30:45",
            "2023-01-01",
            "壹佰",
            "第1批",
            "2023年度",
            "3号线",
            "1.2.3",
            "1/2",
            "3-5",
            "2020—2023",
            "约5",
            "1.5倍",
            "1,234.50 万吨",
            "2023_01",
            "10 20",
            "+86-10-1234",
            "（一）",
            "e5",
            "1e",
            "0x",
            "0x+1",
            "0b2",
            "no",
            "是",
            "--",
            "¥",
            "-",
            ".",
            "113b98bb5df18c",
            "000_1874ad12ce01e399.txt",
            "2021-1号",
            "1e5x",
            "1--2",
            "12..5",
        ] {
            assert_eq!(read(text), Reading::Text, "{text}");
        }
    }

    /// Of every short text out of these characters: a number is kept as it is, and a mending is a number.
    #[test]
    fn mendings_are_figures() {
        const CHARACTERS: [char; 14] = ['0', '1', '.', ',', '-', '−', 'e', '+', '（', '）', '１', '元', ' ', '¥'];
        let mut texts = vec![String::new()];
        for _ in 0..4 {
            let longer: Vec<String> = texts.iter().flat_map(|text| CHARACTERS.map(|c| format!("{text}{c}"))).collect();
            for text in &longer {
                match read(text) {
                    Reading::Number(number) => assert_eq!(number.text(), text),
                    Reading::LookAlike { mended: Some(figure), .. } => {
                        assert!(matches!(read(&figure), Reading::Number(_)), "{text} -> {figure}");
                    }
                    Reading::LookAlike { .. } | Reading::Text => {}
                }
            }
            texts = longer;
        }
    }
}

//! The patterns of `matches`. Most are of codes, so many characters of this or that sort from the beginning of the text
//! to its end: those are compared byte by byte, and any other is left to `regex`.

use regex::{Error, Regex, RegexBuilder};
use regex_syntax::hir::{Class, Hir, HirKind, Look};

/// Most bytes that an automaton may take.
const MAX_SIZE: usize = 1 << 20;
/// How deep groups may be nested.
const MAX_NEST: u32 = 64;
/// Longest code that is compared byte by byte.
const MAX_CODE: usize = 64;

/// A compiled pattern.
#[derive(Debug, Clone)]
pub(crate) struct Pattern {
    regex: Regex,
    /// The characters of a code, if the pattern is of one.
    code: Option<Box<[Characters]>>,
}

/// Some ASCII characters, a bit for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Characters(u128);

impl Pattern {
    /// Compiles a pattern.
    ///
    /// # Errors
    /// It is none, or too large.
    pub(crate) fn new(written: &str) -> Result<Self, Error> {
        let regex =
            RegexBuilder::new(written).size_limit(MAX_SIZE).dfa_size_limit(MAX_SIZE).nest_limit(MAX_NEST).build()?;
        let parsed = regex_syntax::ParserBuilder::new().nest_limit(MAX_NEST).build().parse(written);
        Ok(Self { regex, code: parsed.ok().and_then(|parsed| code(&parsed)) })
    }

    /// The pattern as it is written.
    pub(crate) fn as_str(&self) -> &str {
        self.regex.as_str()
    }

    /// Whether the pattern is found in a text.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        match &self.code {
            Some(code) => {
                let bytes = text.as_bytes();
                code.len() == bytes.len() && code.iter().zip(bytes).all(|(one_of, &byte)| one_of.has(byte))
            }
            None => self.regex.is_match(text),
        }
    }
}

impl Characters {
    fn of(byte: u8) -> Option<Self> {
        1_u128.checked_shl(u32::from(byte)).map(Self)
    }

    fn has(self, byte: u8) -> bool {
        Self::of(byte).is_some_and(|one| self.0 & one.0 != 0)
    }
}

/// The characters of a pattern that a text has to be from its beginning to its end, each of one byte.
fn code(pattern: &Hir) -> Option<Box<[Characters]>> {
    let HirKind::Concat(parts) = pattern.kind() else { return None };
    let [first, parts @ .., last] = parts.as_slice() else { return None };
    if !matches!((first.kind(), last.kind()), (HirKind::Look(Look::Start), HirKind::Look(Look::End))) {
        return None;
    }
    let mut code = Vec::new();
    for part in parts {
        let (times, one) = match part.kind() {
            HirKind::Repetition(repeated) if repeated.max == Some(repeated.min) => (repeated.min, &*repeated.sub),
            _ => (1, part),
        };
        for _ in 0..times {
            characters(one, &mut code)?;
            if code.len() > MAX_CODE {
                return None;
            }
        }
    }
    Some(code.into())
}

/// Adds the characters of a part.
fn characters(part: &Hir, code: &mut Vec<Characters>) -> Option<()> {
    match part.kind() {
        HirKind::Literal(text) => {
            for &byte in &text.0 {
                code.push(Characters::of(byte)?);
            }
        }
        HirKind::Class(Class::Unicode(class)) => {
            let mut all = Characters(0);
            for range in class.ranges() {
                for c in range.start()..=range.end() {
                    all.0 |= Characters::of(u8::try_from(c).ok()?)?.0;
                }
            }
            code.push(all);
        }
        _ => return None,
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_of_code(pattern: &str) -> bool {
        Pattern::new(pattern).expect("a pattern").code.is_some()
    }

    #[test]
    fn patterns_of_codes_are_known() {
        for pattern in
            ["^[0-9]{7}$", "^2[0-9]{2}$", "^[A-Z]-[0-9]{2}$", "^(?:[ab]{2})c$", "^2010101$", "^[[:digit:]]{3}$"]
        {
            assert!(is_of_code(pattern), "{pattern}");
        }
        let others = [
            "[0-9]{7}",
            "^[0-9]{7}",
            "[0-9]{7}$",
            "^[0-9]+$",
            "^[0-9]{3,7}$",
            "^\\d{3}$",
            "^类[0-9]$",
            "^(a|bb)$",
            "",
            "(?i)^k$",
            "(?m)^a$",
            "^(a)$",
            "^.$",
            "^[0-9]{65}$",
            "a|^b$",
            "^已",
        ];
        for pattern in others {
            assert!(!is_of_code(pattern), "{pattern}");
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

        #[test]
        fn what_matches_is_what_regex_says(
            pattern in r"\^?(\[[0-9a-c]-?[c-f]?\]|\[\^[0-9]\]|[0-9a-c]|款|\\d|\.|\\\.|[ab](\{[0-3]\}|\{1,2\}|\+)?|(\[0-9\])\{[0-9]\}){0,5}\$?",
            texts in proptest::collection::vec("[0-9a-f款.\n]{0,8}", 1..20),
        ) {
            let Ok(compiled) = Pattern::new(&pattern) else { return Ok(()) };
            for text in texts {
                proptest::prop_assert_eq!(compiled.is_match(&text), compiled.regex.is_match(&text), "{} {:?}", pattern, text);
            }
        }
    }
}

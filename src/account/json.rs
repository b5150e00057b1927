//! JSON accounts to trees, in one pass over the bytes that keeps every digit of a number and every place.
//!
//! A reader of values (serde_json) would give floats, or with its arbitrary precision a string for each number and no
//! places; this one puts the same tree together as the readers of YAML, at a fraction of the cost of either.
#![expect(
    clippy::arithmetic_side_effects,
    reason = "the place moves within the text, and a string read has both its quotes"
)]

use std::sync::Arc;

use super::class::{BLANK, DIGIT, FLOW, JSON_END, LETTER, class_of};
use super::grow::{Grower, Name};
use super::packed::{Bytes, Held, Tree};
use super::problems::Problems;
use super::{raw, scalar, syntax};
use crate::diagnostic::Diagnostic;
use crate::figure::Number;
use crate::limits::Limits;
use crate::message::{Text, msg};

/// Reads all of `text`, or up to its first fault or a limit. Gives the tree, and whether all was read.
pub(super) fn build(text: &Arc<String>, limits: &Limits, problems: &mut Problems) -> (Tree, bool) {
    let grower = Grower::new(text, limits, problems);
    let mut reader = Reader { text, bytes: text.as_bytes(), at: 0, grower, lists: Vec::new() };
    reader.grower.whole = reader.read().is_some() && reader.grower.whole;
    // What a fault left open is closed, so that its names are looked at too.
    while reader.grower.depth() > 0 {
        reader.grower.close(None);
    }
    (reader.grower.tree, reader.grower.whole)
}

struct Reader<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    grower: Grower<'t>,
    /// Of everything open whether it is a list, the root first.
    lists: Vec<bool>,
}

/// A string as it stands in the text.
struct Quoted<'t> {
    /// With its quotation marks.
    at: Bytes,
    /// Between them.
    inner: &'t str,
    escaped: bool,
    /// Whether it is something, and of ASCII letters, digits, `_` and Chinese characters alone.
    clear: bool,
}

impl<'t> Reader<'t> {
    #[inline]
    fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Goes to the next character that is no blank.
    #[inline]
    fn next(&mut self) -> Option<u8> {
        loop {
            match self.byte() {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                byte => return byte,
            }
        }
    }

    /// The whole text; none after a fault, which has been reported.
    fn read(&mut self) -> Option<()> {
        if self.next().is_none() {
            return Some(());
        }
        let mut name = None;
        loop {
            let opened = self.value(name.take())?;
            let mut first = opened;
            // Closes what ends here, and goes on to the next value.
            loop {
                let Some(&list) = self.lists.last() else { return self.end() };
                let close = if list { b']' } else { b'}' };
                match self.next() {
                    Some(byte) if byte == close => {
                        self.at += 1;
                        self.lists.pop();
                        self.grower.close(Some(Bytes::new(self.at - 1, self.at)));
                        first = false;
                    }
                    Some(b',') if !first => {
                        self.at += 1;
                        name = if list { None } else { Some(self.name()?) };
                        break;
                    }
                    Some(_) if first => {
                        name = if list { None } else { Some(self.name()?) };
                        break;
                    }
                    byte => return self.unbalanced(byte),
                }
            }
        }
    }

    /// The name of the next value of a record, with its colon.
    fn name(&mut self) -> Option<Name> {
        if self.next() != Some(b'"') {
            return self.fault(msg!("account-json-name"));
        }
        let expected = self.grower.expected_name(self.bytes, self.at, true, |rest| rest.first() == Some(&b'"'));
        let name = match expected {
            Some(name) => {
                self.at = name.at().end as usize;
                name
            }
            None => self.new_name()?,
        };
        if self.next() != Some(b':') {
            return self.fault(msg!("account-json-colon"));
        }
        self.at += 1;
        Some(name)
    }

    /// A name that was not expected.
    fn new_name(&mut self) -> Option<Name> {
        let quoted = self.quoted()?;
        Some(match (quoted.clear, quoted.escaped) {
            (true, _) => self.grower.clear_name(quoted.inner, true, quoted.at),
            (false, false) => self.grower.name(quoted.inner, false, quoted.at),
            (false, true) => {
                let text = self.unescaped(&quoted)?;
                self.grower.name(&text, false, quoted.at)
            }
        })
    }

    /// A scalar, or the opening bracket of a record or a list; whether it was that.
    #[inline]
    fn value(&mut self, name: Option<Name>) -> Option<bool> {
        let start = self.at;
        match self.next() {
            Some(b'"') => self.words(name)?,
            Some(byte @ (b'{' | b'[')) => {
                let list = byte == b'[';
                let at = Bytes::new(self.at, self.at + 1);
                if !self.grower.may_open() {
                    let span = self.grower.problems.span(self.at..self.at + 1);
                    let most = self.grower.limits.depth;
                    self.grower.problems.add(syntax::too_deep(span, most));
                    return None;
                }
                if !self.grower.open(name, list, at) {
                    return None;
                }
                self.at += 1;
                self.lists.push(list);
                return Some(true);
            }
            _ => {
                self.at = start;
                self.next();
                self.bare(name)?;
            }
        }
        Some(false)
    }

    /// A string. A word that says that a cell has no value says it here too: JSON has no way to write it bare.
    #[inline]
    fn words(&mut self, name: Option<Name>) -> Option<()> {
        let quoted = self.quoted()?;
        let inner = Bytes { start: quoted.at.start + 1, end: quoted.at.end - 1 };
        let held = if quoted.escaped {
            let text = self.unescaped(&quoted)?;
            let word = self.grower.tree.keep_apart(&text);
            scalar::words(&text, word)
        } else if quoted.clear && scalar::is_long(quoted.inner) {
            Held::Text(inner)
        } else {
            scalar::words(quoted.inner, inner)
        };
        self.grower.add(name, held, quoted.at).map(|_| ())
    }

    /// A number, `true`, `false` or `null`.
    #[inline]
    fn bare(&mut self, name: Option<Name>) -> Option<()> {
        let start = self.at;
        let rest = self.bytes.get(start..).unwrap_or_default();
        if let Some((number, length)) = Number::at_start_of(rest)
            && rest.get(length).is_none_or(|&byte| class_of(byte) & (FLOW | BLANK) != 0 || byte == b'\n')
        {
            self.at = start + length;
            let at = Bytes::new(start, self.at);
            let held = self.grower.tree.number(number, at);
            return self.grower.add(name, held, at).map(|_| ());
        }
        let ends =
            |byte: &u8| matches!(byte, b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t' | b':' | b'"' | b'{' | b'[');
        self.at = start + rest.iter().position(ends).unwrap_or(rest.len());
        let at = Bytes::new(start, self.at);
        let text = self.text.get(start..self.at).unwrap_or_default();
        let held = match Number::parse(text) {
            Some(number) if number.suffix.is_none() => self.grower.tree.number(number, at),
            _ => match text {
                "null" => Held::Missing,
                "true" | "false" => Held::Text(at),
                _ => {
                    let span = self.grower.problems.span(start..self.at);
                    match scalar::suspected(text, span) {
                        Some(look_alike) => self.grower.problems.add(look_alike),
                        None => {
                            self.at = start;
                            return self.fault(msg!("account-json-value"));
                        }
                    }
                    Held::Text(at)
                }
            },
        };
        self.grower.add(name, held, at).map(|_| ())
    }

    /// A string up to its closing quotation mark.
    #[inline]
    fn quoted(&mut self) -> Option<Quoted<'t>> {
        let start = self.at;
        let mut at = start + 1;
        let (mut escaped, mut seen) = (false, 0);
        loop {
            while let Some(&byte) = self.bytes.get(at) {
                let class = class_of(byte);
                if class & JSON_END != 0 {
                    break;
                }
                seen |= class;
                at += 1;
            }
            match self.bytes.get(at) {
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    at += 2;
                }
                _ => return self.broken_string(start, at),
            }
        }
        self.at = at + 1;
        let inner = self.text.get(start + 1..at)?;
        let clear = seen & !(LETTER | DIGIT) == 0 && !escaped && !inner.is_empty();
        Some(Quoted { at: Bytes::new(start, self.at), inner, escaped, clear })
    }

    /// The text of a string with escapes.
    fn unescaped(&mut self, quoted: &Quoted<'_>) -> Option<String> {
        let mut out = String::with_capacity(quoted.inner.len());
        let mut rest = quoted.inner;
        while let Some((before, after)) = rest.split_once('\\') {
            out.push_str(before);
            match unescape(after) {
                Some((c, length)) => {
                    out.push(c);
                    rest = after.get(length..).unwrap_or_default();
                }
                None => {
                    let at = quoted.at.end as usize - 1 - after.len() - 1;
                    let end = at + 1 + after.chars().next().map_or(0, char::len_utf8);
                    let surrogate = after.starts_with('u') && hex(after).is_some();
                    let message = if surrogate { msg!("account-json-surrogate") } else { msg!("account-escape") };
                    let span = self.grower.problems.span(at..if surrogate { at + 6 } else { end });
                    let help = msg!("account-json-escape-help");
                    self.grower.problems.add(Diagnostic::error("account::escape", span, message).with_help(help));
                    return None;
                }
            }
        }
        out.push_str(rest);
        Some(out)
    }

    /// After the root nothing more may come.
    fn end(&mut self) -> Option<()> {
        match self.next() {
            None => Some(()),
            Some(b'{') => {
                let span = self.grower.problems.span(self.at..self.at + 1);
                let message = msg!("account-second-document");
                let help = msg!("account-json-second-help");
                self.grower.problems.add(Diagnostic::error("account::second_document", span, message).with_help(help));
                None
            }
            Some(_) => self.fault(msg!("account-json-end")),
        }
    }

    /// Neither a comma nor the bracket that closes.
    #[cold]
    fn unbalanced<T>(&mut self, byte: Option<u8>) -> Option<T> {
        if !matches!(byte, None | Some(b'}' | b']')) {
            return self.fault(msg!("account-json-comma"));
        }
        let span = self.here();
        let mut diagnostic = Diagnostic::error("account::bracket", span, msg!("account-bracket"));
        if let Some(opened) = self.grower.opened_at() {
            diagnostic = diagnostic.also(opened.in_source(span.source), msg!("account-bracket-open"));
        }
        self.grower.problems.add(diagnostic.with_help(msg!("account-bracket-help")));
        None
    }

    /// A string that the end of a line or a control character cuts.
    #[cold]
    fn broken_string<T>(&mut self, start: usize, at: usize) -> Option<T> {
        match self.bytes.get(at) {
            Some(b'\n' | b'\r') | None => {
                let span = self.grower.problems.span(start..start + 1);
                let help = msg!("account-json-quote-help");
                self.grower
                    .problems
                    .add(Diagnostic::error("account::quote", span, msg!("account-quote")).with_help(help));
            }
            Some(&control) => raw::report_control(at, control, self.grower.problems),
        }
        None
    }

    /// A fault at the next character.
    #[cold]
    fn fault<T>(&mut self, fault: Text) -> Option<T> {
        self.next();
        let message = msg!("account-json", fault);
        let help = msg!("account-json-help");
        self.grower.problems.add(Diagnostic::error("account::json", self.here(), message).with_help(help));
        None
    }

    /// The next character.
    fn here(&self) -> crate::source::Span {
        let length = self.text.get(self.at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        self.grower.problems.span(self.at..self.at + length)
    }
}

/// What stands after a backslash, and how many bytes of it are meant; none when that is no character.
fn unescape(text: &str) -> Option<(char, usize)> {
    let c = match text.as_bytes().first()? {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => {
            let first = hex(text)?;
            if let Some(c) = char::from_u32(first) {
                return Some((c, 5));
            }
            // The first half of a pair; a second half alone is no character.
            let second = text.get(5..)?.strip_prefix('\\').filter(|rest| rest.starts_with('u')).and_then(hex)?;
            let pair = (0xd800..0xdc00).contains(&first) && (0xdc00..0xe000).contains(&second);
            let code = 0x10000 + ((first & 0x3ff) << 10) + (second & 0x3ff);
            return char::from_u32(code).filter(|_| pair).map(|c| (c, 11));
        }
        _ => return None,
    };
    Some((c, 1))
}

/// The four hexadecimal digits after a `u`.
fn hex(text: &str) -> Option<u32> {
    let digits = text.get(1..5).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    u32::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests;

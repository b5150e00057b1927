//! The plain YAML that accounts are written in, in one pass over its bytes: blocks of names, lists, scalars on one
//! line, brackets that close on their line, comments.
//!
//! Whatever else there is, and whatever is wrong, is left to [`super::build`], which decides what a text means: this
//! reader gives exactly its tree, or nothing. The tests hold it to that.
#![expect(
    clippy::arithmetic_side_effects,
    reason = "the place moves within the text, forward but for what was just passed"
)]

use std::sync::Arc;

use super::class::{self, class_of};
use super::grow::{Grower, Name};
use super::packed::{Bytes, Held, Tree};
use super::problems::Problems;
use super::scalar;
use crate::figure::Number;
use crate::limits::Limits;
use crate::source::SourceId;

/// Longer names are left to the full parser, which has a limit of its own.
const LONGEST_NAME: usize = 256;

/// Reads the whole text, or gives none when there is anything unusual in it.
pub(super) fn read(source: SourceId, text: &Arc<String>, limits: &Limits) -> Option<Tree> {
    if unusual(text.as_bytes()) {
        return None;
    }
    let mut problems = Problems::new(source, 1);
    let mut reader = Reader {
        text,
        bytes: text.as_bytes(),
        at: 0,
        grower: Grower::new(text, limits, &mut problems),
        levels: Vec::with_capacity(16),
        pending: None,
    };
    reader.read()?;
    let Grower { tree, .. } = reader.grower;
    problems.is_empty().then_some(tree)
}

/// Whether a text holds control characters (tabs and carriage returns too) or others that YAML does not allow
/// everywhere.
fn unusual(bytes: &[u8]) -> bool {
    let suspect =
        |byte: u8| (byte < 0x20 && byte != b'\n') | (byte == 0x7f) | (byte == 0xc2) | (byte == 0xe2) | (byte == 0xef);
    let forbidden = |at: usize| {
        let byte = |offset: usize| bytes.get(at + offset).copied().unwrap_or(b' ');
        match byte(0) {
            0xc2 => byte(1) < 0xa0,
            0xe2 => byte(1) == 0x80 && matches!(byte(2), 0xa8 | 0xa9),
            0xef => matches!((byte(1), byte(2)), (0xbb, 0xbf) | (0xbf, 0xbe | 0xbf)),
            byte => (byte < 0x20 && byte != b'\n') || byte == 0x7f,
        }
    };
    bytes.chunks(32).zip(0..).any(|(chunk, number)| {
        let any = chunk.iter().fold(false, |any, &byte| any | suspect(byte));
        any && (0..chunk.len()).any(|offset| forbidden(number * 32 + offset))
    })
}

/// An open block.
#[derive(Clone, Copy)]
struct Level {
    /// How many blanks stand before its names or strokes.
    indent: usize,
    list: bool,
}

struct Reader<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    grower: Grower<'t>,
    levels: Vec<Level>,
    /// A name whose value does not stand on its line, and the place of its colon.
    pending: Option<(Name, usize)>,
}

impl<'t> Reader<'t> {
    #[inline]
    fn byte(&self, at: usize) -> u8 {
        // The end of the text is a line end.
        self.bytes.get(at).copied().unwrap_or(b'\n')
    }

    fn read(&mut self) -> Option<()> {
        while let Some(indent) = self.next_line() {
            if indent == 0 && matches!(self.bytes.get(self.at..self.at + 3), Some(b"---" | b"...")) {
                return None;
            }
            let dash = self.byte(self.at) == b'-' && matches!(self.byte(self.at + 1), b' ' | b'\n');
            self.find_level(indent, dash)?;
            if dash { self.item(indent)? } else { self.entry()? }
        }
        self.settle_pending();
        self.close_to(0)?;
        // Without any line the full parser says what is missing.
        (self.grower.depth() == 0 && self.grower.whole && self.grower.tree.len() > 0).then_some(())
    }

    /// Goes to the first character of the next line that is neither empty nor a comment; gives its blanks.
    #[inline]
    fn next_line(&mut self) -> Option<usize> {
        loop {
            let start = self.at;
            while self.byte(self.at) == b' ' {
                self.at += 1;
            }
            match self.bytes.get(self.at)? {
                b'\n' => self.at += 1,
                b'#' => self.at = self.line_end(self.at),
                _ => return Some(self.at - start),
            }
        }
    }

    #[inline]
    fn line_end(&self, from: usize) -> usize {
        let rest = self.bytes.get(from..).unwrap_or_default();
        from + rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len())
    }

    /// Closes and opens blocks until the innermost is the one of a line.
    #[inline]
    fn find_level(&mut self, indent: usize, dash: bool) -> Option<()> {
        let Some(&top) = self.levels.last() else {
            let begins = self.grower.tree.len() == 0 && indent == 0;
            return if begins { self.open(indent, dash, self.at, None) } else { None };
        };
        if let Some((name, _)) = self.pending {
            if indent > top.indent || (dash && !top.list && indent == top.indent) {
                self.pending = None;
                // A list below its name without blanks begins, for the full parser, after its first stroke.
                let blanks = |at: usize| self.bytes.iter().skip(at).take_while(|&&byte| byte == b' ').count();
                let start = if indent > top.indent { self.at } else { self.at + 1 + blanks(self.at + 1) };
                return self.open(indent, dash, start, Some(name));
            }
            self.settle_pending();
        }
        while let Some(&top) = self.levels.last() {
            // The strokes of a list may stand below the name of the list, not further in.
            if top.indent > indent || (top.indent == indent && top.list && !dash) {
                self.grower.close(None);
                self.levels.pop();
            } else {
                return (top.indent == indent && top.list == dash).then_some(());
            }
        }
        None
    }

    fn close_to(&mut self, depth: usize) -> Option<()> {
        while self.levels.len() > depth {
            self.grower.close(None);
            self.levels.pop();
        }
        Some(())
    }

    #[inline]
    fn open(&mut self, indent: usize, list: bool, start: usize, name: Option<Name>) -> Option<()> {
        self.levels.push(Level { indent, list });
        let may = self.grower.may_open() && self.grower.open(name, list, Bytes::new(start, start));
        may.then_some(())
    }

    /// The value of a name that has none.
    #[inline]
    fn settle_pending(&mut self) {
        if let Some((name, at)) = self.pending.take() {
            self.grower.add(Some(name), Held::Missing, Bytes::new(at, at));
        }
    }

    /// `- …`, from its stroke to its line's end.
    #[inline]
    fn item(&mut self, indent: usize) -> Option<()> {
        let dash = self.at;
        self.at += 1;
        self.skip_blanks();
        // Nothing, a comment, or a list within the list.
        let first = self.byte(self.at);
        if matches!(first, b'\n' | b'#') || (first == b'-' && matches!(self.byte(self.at + 1), b' ' | b'\n')) {
            return None;
        }
        if self.begins_entry() {
            self.open(indent + self.at - dash, false, self.at, None)?;
            return self.entry();
        }
        self.value(None)
    }

    /// Whether a name with its colon begins here.
    #[inline]
    fn begins_entry(&self) -> bool {
        let mut at = self.at;
        match self.byte(at) {
            quote @ (b'"' | b'\'') => {
                let rest = self.bytes.get(at + 1..).unwrap_or_default();
                match rest.iter().position(|&byte| byte == quote || byte == b'\n') {
                    Some(length) => self.byte(at + length + 2) == b':',
                    None => false,
                }
            }
            b'{' | b'[' => false,
            _ => loop {
                match self.byte(at) {
                    b':' if matches!(self.byte(at + 1), b' ' | b'\n') => return true,
                    b'\n' => return false,
                    _ => at += 1,
                }
            },
        }
    }

    /// `name: …`, from the name to its line's end.
    #[inline]
    fn entry(&mut self) -> Option<()> {
        let name = self.name()?;
        self.at += 1;
        let after = self.at;
        self.skip_blanks();
        match self.byte(self.at) {
            b'\n' => {}
            b'#' if self.at > after => self.at = self.line_end(self.at),
            _ => return self.value(Some(name)),
        }
        self.pending = Some((name, after - 1));
        Some(())
    }

    /// A name up to its colon, after which a blank or a line end comes.
    #[inline]
    fn name(&mut self) -> Option<Name> {
        let start = self.at;
        let first = self.byte(start);
        let ends = |rest: &[u8]| matches!(rest, [b':', b' ' | b'\n', ..] | [b':']);
        let expected = match first {
            b'"' => {
                self.grower.expected_name(self.bytes, start, true, |rest| rest.strip_prefix(b"\"").is_some_and(ends))
            }
            b'\'' => None,
            _ => self.grower.expected_name(self.bytes, start, false, ends),
        };
        if let Some(name) = expected {
            self.at = name.at().end as usize;
            return Some(name);
        }
        let (at, word, clear) = match first {
            quote @ (b'"' | b'\'') => {
                let word = self.quoted(quote)?;
                let inner = self.bytes.get(word.start as usize..word.end as usize).unwrap_or_default();
                let clear = inner.iter().all(|&byte| class_of(byte) & !(class::LETTER | class::DIGIT) == 0);
                (Bytes::new(start, self.at), word, clear && !inner.is_empty())
            }
            byte => {
                if class_of(byte) & (class::LETTER | class::DIGIT) == 0 && byte < 0x80 {
                    return None;
                }
                let mut seen = 0;
                loop {
                    let class = class_of(self.byte(self.at));
                    if class & (class::STOP | class::FLOW) != 0 {
                        break;
                    }
                    // A byte of no class makes a name worth a look.
                    seen |= class;
                    self.at += 1;
                }
                if self.byte(self.at - 1) == b' ' {
                    return None;
                }
                let word = Bytes::new(start, self.at);
                (word, word, seen & !(class::LETTER | class::DIGIT) == 0)
            }
        };
        let divided = self.byte(self.at) == b':' && matches!(self.byte(self.at + 1), b' ' | b'\n');
        if !divided || self.at - start > LONGEST_NAME {
            return None;
        }
        let text = self.slice(word)?;
        let plain = word == at;
        Some(if clear { self.grower.clear_name(text, !plain, at) } else { self.grower.name(text, plain, at) })
    }

    fn slice(&self, at: Bytes) -> Option<&'t str> {
        self.text.get(at.start as usize..at.end as usize)
    }

    /// A quoted scalar without anything that would have to be undone; gives its inside.
    #[inline]
    fn quoted(&mut self, quote: u8) -> Option<Bytes> {
        let start = self.at + 1;
        let mut at = start;
        loop {
            match self.byte(at) {
                byte if byte == quote => break,
                b'\\' if quote == b'"' => return None,
                b'\n' => return None,
                _ => at += 1,
            }
        }
        self.at = at + 1;
        // Two in a row are one that is meant.
        (quote == b'"' || self.byte(self.at) != quote).then(|| Bytes::new(start, at))
    }

    /// The value of a name or an item of a list, to its line's end.
    #[inline]
    fn value(&mut self, name: Option<Name>) -> Option<()> {
        match self.byte(self.at) {
            b'{' | b'[' => self.brackets(name)?,
            b'"' | b'\'' => self.quotation(name)?,
            _ => self.plain(name, false)?,
        }
        let after = self.at;
        self.skip_blanks();
        match self.byte(self.at) {
            b'\n' => {}
            b'#' if self.at > after => self.at = self.line_end(self.at),
            _ => return None,
        }
        Some(())
    }

    #[inline]
    fn quotation(&mut self, name: Option<Name>) -> Option<()> {
        let start = self.at;
        let word = self.quoted(self.byte(start))?;
        self.grower.add(name, Held::Text(word), Bytes::new(start, self.at)).map(|_| ())
    }

    /// A plain scalar up to where it ends on its line; within brackets that is sooner.
    #[inline]
    fn plain(&mut self, name: Option<Name>, flow: bool) -> Option<()> {
        let start = self.at;
        if let Some((number, length)) = Number::at_start_of(self.bytes.get(start..).unwrap_or_default()) {
            let after = self.byte(start + length);
            if after == b'\n' || (flow && matches!(after, b',' | b'}' | b']')) {
                self.at = start + length;
                let word = Bytes::new(start, self.at);
                let held = self.grower.tree.number(number, word);
                return self.grower.add(name, held, word).map(|_| ());
            }
        }
        let first = self.byte(start);
        let stroke = first == b'-' && class_of(self.byte(start + 1)) & (class::BLANK | class::STOP | class::FLOW) != 0;
        if class_of(first) & class::NO_START != 0 || stroke {
            return None;
        }
        let (mut at, mut end) = (start, start);
        let mut seen = 0;
        loop {
            let byte = self.byte(at);
            let class = class_of(byte);
            if class & (class::STOP | class::FLOW) != 0 {
                match byte {
                    b'\n' => break,
                    b'#' if self.byte(at - 1) == b' ' => break,
                    // A colon in a list may be meant to divide; one within brackets does strange things.
                    b':' if flow || name.is_none() || matches!(self.byte(at + 1), b' ' | b'\n') => return None,
                    b'#' if flow => return None,
                    _ if flow && class & class::FLOW != 0 => break,
                    _ => {}
                }
            }
            at += 1;
            if class & class::BLANK == 0 {
                end = at;
            }
            seen |= class;
        }
        self.at = end;
        let word = Bytes::new(start, end);
        let text = self.slice(word)?;
        // Likewise the full-width colon.
        if name.is_none() && seen & class::UNUSUAL != 0 && text.contains('：') {
            return None;
        }
        let words = seen == class::LETTER && scalar::is_long(text);
        let held = if words {
            Held::Text(word)
        } else {
            scalar::held_in(text, word, word, &mut self.grower.tree, self.grower.problems)
        };
        self.grower.add(name, held, word).map(|_| ())
    }

    /// A record or a list in brackets that closes on its line.
    fn brackets(&mut self, name: Option<Name>) -> Option<()> {
        let list = self.byte(self.at) == b'[';
        let close = if list { b']' } else { b'}' };
        let may = self.grower.may_open() && self.grower.open(name, list, Bytes::new(self.at, self.at + 1));
        if !may {
            return None;
        }
        self.at += 1;
        self.skip_blanks();
        if self.byte(self.at) != close {
            loop {
                let name = if list { None } else { Some(self.name()?) };
                if !list {
                    self.at += 1;
                    self.skip_blanks();
                }
                match self.byte(self.at) {
                    b'{' | b'[' => self.brackets(name)?,
                    b'"' | b'\'' => self.quotation(name)?,
                    _ => self.plain(name, true)?,
                }
                self.skip_blanks();
                match self.byte(self.at) {
                    b',' => self.at += 1,
                    byte if byte == close => break,
                    _ => return None,
                }
                self.skip_blanks();
            }
        }
        self.at += 1;
        self.grower.close(Some(Bytes::new(self.at - 1, self.at)));
        Some(())
    }

    #[inline]
    fn skip_blanks(&mut self) {
        while self.byte(self.at) == b' ' {
            self.at += 1;
        }
    }
}

#[cfg(test)]
mod tests;

//! Texts and positions: which file a byte range stands in, and on which line and column.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::ops::{Deref, Range};
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Number of a text in a [`SourceMap`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(pub u32);

/// A half-open range of bytes in one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The text.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The range `start..end` of `source`.
    pub fn new(source: SourceId, start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { source, start: clamp(start), end: clamp(end) }
    }

    /// As a range of `usize`, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The smallest span that covers both; `other` must lie in the same text.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        Span { source: self.source, start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

thread_local! {
    /// The text to which the spans belong that are being decoded on this thread.
    static DECODING: Cell<SourceId> = const { Cell::new(SourceId(0)) };
}

/// Runs `decode`; the spans it decodes belong to `source`. A stored tree does not say to which text it
/// belongs, since texts get their numbers anew in every run.
pub(crate) fn decoding<T>(source: SourceId, decode: impl FnOnce() -> T) -> T {
    let before = DECODING.replace(source);
    let decoded = decode();
    DECODING.set(before);
    decoded
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.start, self.end).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (start, end) = Deserialize::deserialize(deserializer)?;
        Ok(Span { source: DECODING.get(), start, end })
    }
}

/// A text that is held once, however many speak of it.
#[derive(Debug, Clone)]
pub enum SourceText {
    /// That of a pack inside the binary, where it stands there.
    Binary(&'static str),
    /// One that was read.
    Shared(Arc<String>),
}

impl SourceText {
    /// The text for one who holds it, too.
    pub(crate) fn shared(&self) -> Arc<String> {
        match self {
            SourceText::Binary(text) => Arc::new((*text).to_owned()),
            SourceText::Shared(text) => text.clone(),
        }
    }
}

impl Deref for SourceText {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            SourceText::Binary(text) => text,
            SourceText::Shared(text) => text,
        }
    }
}

impl From<Cow<'static, str>> for SourceText {
    fn from(text: Cow<'static, str>) -> Self {
        match text {
            Cow::Borrowed(text) => SourceText::Binary(text),
            Cow::Owned(text) => SourceText::Shared(Arc::new(text)),
        }
    }
}

/// A text with its name as shown to the user and an index of its lines.
#[derive(Debug)]
pub struct Source {
    /// The name shown to the user: a path as given on the command line, or `<expr>`.
    pub name: String,
    /// The whole text, which what is read from it may share.
    pub text: SourceText,
    /// Byte offset at which each line starts; the first is 0. Made when it is first asked for: of most texts nothing
    /// is ever shown.
    line_starts: OnceLock<Vec<u32>>,
    /// Of a text that is not held any more, what is still known of it.
    rest: Option<Rest>,
}

/// What is known of a text that is not held: where some of its bytes stand, and what some of its lines say.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rest {
    places: BTreeMap<u32, LineColumn>,
    /// Each with the byte at which it begins.
    lines: BTreeMap<usize, (usize, String)>,
}

impl Rest {
    /// Adds where a span of the text begins and ends.
    pub(crate) fn place(&mut self, text: &Source, span: Span) {
        for at in [span.start, span.end] {
            self.places.entry(at).or_insert_with(|| text.line_column(at as usize));
        }
    }

    /// Adds the line on which a span of the text begins, and the one below it.
    pub(crate) fn lines(&mut self, text: &Source, span: Span) {
        let first = text.line_column(span.start as usize).line;
        for line in [first, first + 1] {
            self.lines.entry(line).or_insert_with(|| (text.line_range(line).start, text.line(line).to_owned()));
        }
    }

    /// What has to be known of a text for a span of it to be drawn. Of the text only the lines are looked at that end
    /// before the span does, and two more.
    pub(crate) fn drawn(text: &str, span: Span) -> Self {
        let mut end = span.end as usize;
        for _ in 0..2 {
            let after = text.get(end..).and_then(|after| after.find('\n'));
            end = after.map_or(text.len(), |at| end + at + 1);
        }
        let head = Source::new("", text.get(..end).unwrap_or(text));
        let mut rest = Rest::default();
        rest.place(&head, span);
        rest.lines(&head, span);
        rest
    }

    /// Adds what is known besides.
    pub(crate) fn extend(&mut self, other: Rest) {
        self.places.extend(other.places);
        self.lines.extend(other.lines);
    }
}

/// A position for people: line and column from 1, the column counted in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Source {
    /// A text of lines. `\n`, `\r\n` and a lone `\r` end a line.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self::of(name.into(), SourceText::Shared(Arc::new(text.into())))
    }

    fn of(name: String, text: SourceText) -> Self {
        Self { name, text, line_starts: OnceLock::new(), rest: None }
    }

    /// A text that is not held.
    pub(crate) fn rest(name: impl Into<String>, rest: Rest) -> Self {
        Self { rest: Some(rest), ..Self::new(name, "") }
    }

    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let mut line_starts = vec![0];
            if !self.text.contains('\r') {
                let ends = self.text.match_indices('\n').map(|(at, _)| u32::try_from(at + 1).unwrap_or(u32::MAX));
                line_starts.extend(ends);
                return line_starts;
            }
            for (at, &byte) in bytes.iter().enumerate() {
                let ends = byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
                if ends {
                    line_starts.push(u32::try_from(at + 1).unwrap_or(u32::MAX));
                }
            }
            line_starts
        })
    }

    /// Line and column of a byte offset; an offset past the end is the end.
    #[expect(
        clippy::indexing_slicing,
        reason = "the number was given out by this list, is counted up to its length, or is that of the line found in it"
    )]
    #[expect(clippy::string_slice, reason = "a line begins at a character, and the end was moved to one")]
    pub fn line_column(&self, offset: usize) -> LineColumn {
        if let Some(rest) = &self.rest {
            let known = u32::try_from(offset).ok().and_then(|offset| rest.places.get(&offset));
            return known.copied().unwrap_or(LineColumn { line: 1, column: 1 });
        }
        let offset = offset.min(self.text.len());
        let line = self.line_starts().partition_point(|&start| start as usize <= offset).max(1);
        let start = self.line_starts()[line - 1] as usize;
        let mut end = offset;
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        LineColumn { line, column: self.text[start..end.max(start)].chars().count() + 1 }
    }

    /// The byte offset of a line and column, both from 1; a column past the end of its line is that end.
    pub fn offset(&self, line: usize, column: usize) -> usize {
        let range = self.line_range(line);
        let body = self.text.get(range.clone()).unwrap_or_default();
        let before = body.char_indices().nth(column.saturating_sub(1)).map_or(body.len(), |(at, _)| at);
        range.start + before
    }

    /// The bytes of a line (from 1) without its line end.
    #[expect(clippy::string_slice, reason = "lines begin at characters")]
    pub fn line_range(&self, line: usize) -> Range<usize> {
        if let Some(rest) = &self.rest {
            let known = rest.lines.get(&line);
            return known.map_or(0..0, |(start, text)| *start..*start + text.len());
        }
        let start = self.line_starts().get(line.max(1) - 1).map_or(self.text.len(), |&s| s as usize);
        let end = self.line_starts().get(line).map_or(self.text.len(), |&s| s as usize);
        let body = self.text[start..end].trim_end_matches(['\n', '\r']);
        start..start + body.len()
    }

    /// A line (from 1) without its line end.
    pub(crate) fn line(&self, line: usize) -> &str {
        match &self.rest {
            Some(rest) => rest.lines.get(&line).map(|(_, text)| text.as_str()).unwrap_or_default(),
            None => self.text.get(self.line_range(line)).unwrap_or_default(),
        }
    }

    /// How many lines the text has.
    pub fn line_count(&self) -> usize {
        self.line_starts().len()
    }
}

/// All texts of one run: rule files, dictionaries and accounts.
#[derive(Debug, Default, Clone)]
pub struct SourceMap {
    sources: Vec<Arc<Source>>,
}

impl SourceMap {
    /// Adds a text and gives its number.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> SourceId {
        self.add_text(name.into(), SourceText::Shared(Arc::new(text.into())))
    }

    /// Adds a text that may stand in the binary, and gives its number.
    pub(crate) fn add_text(&mut self, name: String, text: impl Into<SourceText>) -> SourceId {
        self.sources.push(Arc::new(Source::of(name, text.into())));
        SourceId(u32::try_from(self.sources.len() - 1).unwrap_or(u32::MAX))
    }

    /// Keeps numbers free for so many texts that are yet to come, and gives the first.
    pub(crate) fn reserve(&mut self, texts: usize) -> SourceId {
        let first = SourceId(u32::try_from(self.sources.len()).unwrap_or(u32::MAX));
        let empty = Arc::new(Source::new("", ""));
        self.sources.extend(std::iter::repeat_n(empty, texts));
        first
    }

    /// Puts a text in the place of a number.
    pub(crate) fn put(&mut self, id: SourceId, text: Arc<Source>) {
        if let Some(place) = self.sources.get_mut(id.0 as usize) {
            *place = text;
        }
    }

    /// Lets go of a text: of its spans only those are of use now of which the rest speaks.
    pub(crate) fn let_go(&mut self, id: SourceId, rest: Rest) {
        if let Some(place) = self.sources.get_mut(id.0 as usize) {
            *place = Arc::new(Source::rest(place.name.clone(), rest));
        }
    }

    /// The text behind a number that this map gave out.
    #[expect(
        clippy::indexing_slicing,
        reason = "the number was given out by this list, is counted up to its length, or is that of the line found in it"
    )]
    pub fn get(&self, id: SourceId) -> &Arc<Source> {
        &self.sources[id.0 as usize]
    }

    /// The characters a span covers.
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.source).text.get(span.range()).unwrap_or_default()
    }

    /// Where a span begins.
    pub fn locate(&self, span: Span) -> LineColumn {
        self.get(span.source).line_column(span.start as usize)
    }
}

/// Whether two names are the same. Nearly all have less than 33 bytes, and then it takes two comparisons of words that may
/// overlap, where a comparison of any length is a call.
#[inline]
pub(crate) fn same_name(a: &[u8], b: &[u8]) -> bool {
    let ends = |a: &[u8], b: &[u8]| -> Option<bool> {
        Some(match a.len() {
            8..=16 => a.first_chunk::<8>()? == b.first_chunk()? && a.last_chunk::<8>()? == b.last_chunk()?,
            17..=32 => a.first_chunk::<16>()? == b.first_chunk()? && a.last_chunk::<16>()? == b.last_chunk()?,
            4..=7 => a.first_chunk::<4>()? == b.first_chunk()? && a.last_chunk::<4>()? == b.last_chunk()?,
            _ => a == b,
        })
    };
    a.len() == b.len() && ends(a, b).unwrap_or(false)
}

/// The number by which names are looked up: the same on every machine and in every run. Different names may share it.
#[inline]
#[expect(
    clippy::indexing_slicing,
    reason = "the number was given out by this list, is counted up to its length, or is that of the line found in it"
)]
pub const fn name_hash(name: &str) -> u32 {
    const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
    let (chunks, tail) = name.as_bytes().as_chunks::<8>();
    let mut hash = name.len() as u64;
    let mut at = 0;
    while at < chunks.len() {
        hash = (hash.rotate_left(5) ^ u64::from_le_bytes(chunks[at])).wrapping_mul(SPREAD);
        at += 1;
    }
    let (mut rest, mut at) = (0u64, 0);
    while at < tail.len() {
        rest = (rest << 8) | tail[at] as u64;
        at += 1;
    }
    hash = (hash.rotate_left(5) ^ rest).wrapping_mul(SPREAD);
    (hash >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

        #[test]
        fn names_are_the_same_byte_by_byte(a in "[ab]{0,20}", b in "[ab]{0,20}", at in 0_usize..20) {
            proptest::prop_assert_eq!(same_name(a.as_bytes(), b.as_bytes()), a == b);
            proptest::prop_assert!(same_name(a.as_bytes(), a.clone().as_bytes()));
            let mut changed = a.clone().into_bytes();
            if let Some(byte) = changed.get_mut(at) {
                *byte ^= 1;
                proptest::prop_assert!(!same_name(a.as_bytes(), &changed));
            }
        }
    }
}

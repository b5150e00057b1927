//! What stands between two tokens or pieces: comments, and how many lines lie between.

use crate::syntax::tokens::Piece;

/// A comment.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Comment<'t> {
    /// From `#` to its last visible character.
    pub(super) text: &'t str,
    /// Whether it ends the line of what stands before the gap.
    pub(super) trailing: bool,
    /// Whether a blank line stands before it.
    pub(super) blank: bool,
}

/// The space between two tokens or pieces.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Gap<'t> {
    pub(super) comments: Vec<Comment<'t>>,
    /// Whether the next token begins a line.
    pub(super) broken: bool,
    /// Whether a blank line stands before the next token.
    pub(super) blank: bool,
}

impl<'t> Gap<'t> {
    /// Reads a gap, which holds nothing but blanks, line ends, semicolons and comments.
    pub(super) fn read(text: &'t str) -> Self {
        let mut gap = Gap::default();
        let mut lines = 0usize;
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let start = at;
            at += c.len_utf8();
            match c {
                '\n' => lines += 1,
                '\r' if !text[at..].starts_with('\n') => lines += 1,
                '#' => {
                    at = text[at..].find(['\n', '\r']).map_or(text.len(), |n| at + n);
                    let trailing = lines == 0 && gap.comments.is_empty();
                    gap.comments.push(Comment { text: text[start..at].trim_end(), trailing, blank: lines > 1 });
                    lines = 0;
                }
                _ => {}
            }
        }
        gap.broken = lines > 0;
        gap.blank = lines > 1;
        gap
    }
}

/// Every comment of a text, in order.
pub(super) fn comments<'t>(text: &'t str, pieces: &[Piece<'t>]) -> Vec<&'t str> {
    let mut found = Vec::new();
    let mut at = 0;
    for range in pieces.iter().flat_map(|p| p.tokens.iter().map(|t| &t.range).chain([&p.range])) {
        // A piece ends with its last token, and so does not move the place back.
        if range.start >= at {
            found.extend(Gap::read(&text[at..range.start]).comments.iter().map(|c| c.text));
        }
        at = at.max(range.end);
    }
    found.extend(Gap::read(&text[at..]).comments.iter().map(|c| c.text));
    found
}

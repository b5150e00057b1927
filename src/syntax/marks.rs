//! A rule file as a row of marks: words, strings, brackets, line ends. Just enough to cut it into
//! statements; the grammar does the rest.

use std::ops::Range;

/// What a mark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MarkKind {
    /// A run of letters, digits, `_`.
    Word,
    /// A whole string, or what is left of its line when it is not closed.
    Text,
    Open(Bracket),
    Close(Bracket),
    Semicolon,
    Newline,
    /// Any other character.
    Symbol(char),
}

/// The three kinds of brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bracket {
    Round,
    Square,
    Curly,
}

impl Bracket {
    /// The closing character.
    pub(super) fn closing(self) -> char {
        match self {
            Bracket::Round => ')',
            Bracket::Square => ']',
            Bracket::Curly => '}',
        }
    }
}

/// A mark and its bytes.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub(super) kind: MarkKind,
    pub(super) range: Range<usize>,
}

fn bracket(c: char) -> Option<MarkKind> {
    Some(match c {
        '(' | '（' => MarkKind::Open(Bracket::Round),
        '[' | '［' | '【' => MarkKind::Open(Bracket::Square),
        '{' | '｛' => MarkKind::Open(Bracket::Curly),
        ')' | '）' => MarkKind::Close(Bracket::Round),
        ']' | '］' | '】' => MarkKind::Close(Bracket::Square),
        '}' | '｝' => MarkKind::Close(Bracket::Curly),
        _ => return None,
    })
}

/// Reads the marks of `text`; comments and blanks are left out.
pub(super) fn read(text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let start = at;
        at += c.len_utf8();
        let kind = match c {
            '\n' => MarkKind::Newline,
            // A lone `\r` ends a line too, as line numbers have it.
            '\r' if !text[at..].starts_with('\n') => MarkKind::Newline,
            '#' => {
                at = line_end(text, at);
                continue;
            }
            '"' => {
                at = plain_string_end(text, at);
                MarkKind::Text
            }
            '“' => {
                at = nested_string_end(text, at);
                MarkKind::Text
            }
            ';' | '；' => MarkKind::Semicolon,
            c if c.is_whitespace() => continue,
            c if is_word(c) => {
                at += text[at..].find(|c| !is_word(c)).unwrap_or(text.len() - at);
                MarkKind::Word
            }
            c => bracket(c).unwrap_or(MarkKind::Symbol(c)),
        };
        marks.push(Mark { kind, range: start..at });
    }
    marks
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find(['\n', '\r']).map_or(text.len(), |n| at + n)
}

/// A string in straight quotation marks ends at the next one, or with its line.
fn plain_string_end(text: &str, at: usize) -> usize {
    let end = line_end(text, at);
    text[at..end].find('"').map_or(end, |n| at + n + 1)
}

/// A string in Chinese quotation marks ends at the partner of the first, or with its line.
fn nested_string_end(text: &str, at: usize) -> usize {
    let end = line_end(text, at);
    let mut depth = 1usize;
    for (n, c) in text[at..end].char_indices() {
        match c {
            '“' => depth += 1,
            '”' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + n + c.len_utf8();
        }
    }
    end
}

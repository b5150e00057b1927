//! The lines of a text that labels point at: long ones cropped, what cannot be seen replaced, labels moved along.
#![expect(
    clippy::string_slice,
    reason = "ranges lie on the bounds of characters: those of marks are moved there, others are found by characters"
)]

use std::ops::Range;

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use unicode_width::UnicodeWidthChar;

use super::prose::{ELLIPSIS, cells, visible};
use crate::diagnostic::Level;
use crate::source::Source;

/// Least number of cells kept on either side of a label in a line that is cropped.
const LEAST_AROUND: usize = 6;
/// As wide as the frame draws a tab at most.
pub(super) const TAB: usize = 4;

/// A place of one text and what to say of it.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    /// Bytes of the text; in an [`Excerpt`], bytes of the excerpt.
    pub(super) range: Range<usize>,
    pub(super) text: String,
    /// For the main place of a diagnostic: how grave it is.
    pub(super) level: Option<Level>,
    /// Whether the frame is headed by this place.
    pub(super) heads: bool,
    /// Whether it is the only one on its line.
    pub(super) alone: bool,
    /// Line and column of the place, from 1, as people count them.
    line: usize,
    column: usize,
}

impl Mark {
    /// The part of `range` that lies on its first line; what is out of bounds is moved inside.
    pub(super) fn new(source: &Source, range: Range<usize>, text: String, level: Option<Level>, heads: bool) -> Self {
        let at = source.line_column(range.start);
        let line = source.line_range(at.line);
        let body = source.line(at.line);
        let start = boundary(body, range.start.saturating_sub(line.start));
        let end = boundary(body, range.end.saturating_sub(line.start)).max(start);
        let end = start + body[start..end].trim_end().len();
        Self {
            range: line.start + start..line.start + end,
            text,
            level,
            heads,
            alone: false,
            line: at.line,
            column: at.column,
        }
    }
}

/// The nearest start of a character at or before `at`.
fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Consecutive lines of a text, as they are to be drawn.
#[derive(Debug)]
pub(super) struct Excerpt {
    name: String,
    /// The number of the first line, from 1.
    first: usize,
    /// The lines, each with its end.
    text: String,
    /// Where each begins.
    starts: Vec<usize>,
    /// What is said of them; no two overlap.
    pub(super) marks: Vec<Mark>,
}

impl Excerpt {
    /// The lines that `marks` are on, in as few excerpts as they can be gathered in. A single line between
    /// two of them is shown, since leaving it out takes a line as well. `width`: cells for a line.
    pub(super) fn gather(source: &Source, name: &str, mut marks: Vec<Mark>, width: usize) -> Vec<Self> {
        marks.sort_by_key(|m| (m.line, m.range.start, m.range.end));
        let mut found: Vec<Self> = Vec::new();
        let mut rest = marks.as_slice();
        while let Some(line) = rest.first().map(|m| m.line) {
            let (here, later) = rest.split_at(rest.partition_point(|m| m.line == line));
            rest = later;
            match found.last_mut() {
                Some(last) if line <= last.next() + 1 => {
                    if line > last.next() {
                        last.push(source, last.next(), Vec::new(), width);
                    }
                    last.push(source, line, apart(here.to_vec()), width);
                }
                _ => {
                    let mut excerpt = Self {
                        name: name.to_owned(),
                        first: line,
                        text: String::new(),
                        starts: Vec::new(),
                        marks: Vec::new(),
                    };
                    excerpt.push(source, line, apart(here.to_vec()), width);
                    found.push(excerpt);
                }
            }
        }
        found
    }

    /// The number of the line after the last.
    pub(super) fn next(&self) -> usize {
        self.first + self.starts.len()
    }

    /// The marks of each line.
    #[expect(clippy::indexing_slicing, reason = "the places were found in the very list, in its order")]
    pub(super) fn by_line(&self) -> impl Iterator<Item = &[Mark]> {
        (self.first..self.next()).map(|line| {
            let from = self.marks.partition_point(|m| m.line < line);
            &self.marks[from..self.marks.partition_point(|m| m.line <= line)]
        })
    }

    fn push(&mut self, source: &Source, line: usize, marks: Vec<Mark>, width: usize) {
        let range = source.line_range(line);
        let body = source.line(line);
        let start = self.text.len();
        let mut ranges: Vec<Range<usize>> =
            marks.iter().map(|m| m.range.start - range.start..m.range.end - range.start).collect();
        let windows = windows(body, &mut ranges, width);
        let mut shown = 0;
        for window in &windows {
            if window.start > shown {
                self.text.push(ELLIPSIS);
            }
            for (mark, range) in marks.iter().zip(&ranges) {
                if window.start <= range.start && range.end <= window.end {
                    let place = |at: usize| {
                        self.text.len() + body[window.start..at].chars().map(|c| visible(c).len_utf8()).sum::<usize>()
                    };
                    self.marks.push(Mark {
                        range: place(range.start)..place(range.end),
                        alone: marks.len() == 1,
                        ..mark.clone()
                    });
                }
            }
            self.text.extend(body[window.clone()].chars().map(visible));
            shown = window.end;
        }
        if shown < body.len() {
            self.text.push(ELLIPSIS);
        }
        self.text.push('\n');
        self.starts.push(start);
    }

    /// Which of the lines a byte of the excerpt is on, from 0.
    fn line_of(&self, at: usize) -> usize {
        self.starts.partition_point(|&start| start <= at).saturating_sub(1)
    }
}

/// Whole lines with the numbers that people use: miette's own texts count columns in bytes, and count the
/// lines from the beginning of the file each time.
impl SourceCode for Excerpt {
    #[expect(clippy::indexing_slicing, reason = "the places were found in the very list, in its order")]
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        _: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (first, last) = (self.line_of(span.offset()), self.line_of(span.offset() + span.len()));
        let start = self.starts.get(first).copied().unwrap_or_default();
        let end = self.starts.get(last + 1).copied().unwrap_or(self.text.len());
        let column = self.marks.iter().find(|m| m.range.start == span.offset()).map_or(1, |m| m.column);
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            &self.text.as_bytes()[start..end],
            (start, end - start).into(),
            self.first - 1 + first,
            column - 1,
            // The lines from here on, by which miette sees that the next label belongs to the same frame.
            self.starts.len() - first,
        )))
    }
}

/// Makes the marks of one line disjoint, since underlines that overlap hide each other: the one that begins
/// first ends where the next begins, or the longer begins where the shorter ends; equal ones are joined.
#[expect(clippy::indexing_slicing, reason = "the places were found in the very list, in its order")]
fn apart(mut marks: Vec<Mark>) -> Vec<Mark> {
    loop {
        marks.sort_by_key(|m| (m.range.start, m.range.end));
        let Some(at) = (1..marks.len()).find(|&n| {
            let (a, b) = (&marks[n - 1].range, &marks[n].range);
            a.end > b.start || a == b
        }) else {
            return marks;
        };
        let (a, b) = (marks[at - 1].range.clone(), marks[at].range.clone());
        if a == b {
            let other = marks.remove(at);
            join(&mut marks[at - 1], other);
        } else if a.start == b.start {
            marks[at].range.start = a.end;
        } else {
            marks[at - 1].range.end = b.start;
        }
    }
}

fn join(mark: &mut Mark, other: Mark) {
    mark.level = mark.level.or(other.level);
    mark.heads |= other.heads;
    if mark.text.is_empty() {
        mark.text = other.text;
    } else if !other.text.is_empty() && other.text != mark.text {
        mark.text = format!("{} / {}", mark.text, other.text);
    }
}

/// The parts of a line that are shown in `width` cells or little more: all of it when it fits, else what
/// lies around the ranges. A range that is itself too long is cut, and so is the line after it.
fn windows(line: &str, ranges: &mut [Range<usize>], width: usize) -> Vec<Range<usize>> {
    let fitting = forward(line, 0, width);
    if fitting == line.len() {
        return std::iter::once(0..fitting).collect();
    }
    // The beginning of a line says most, by its key.
    let near = forward(line, 0, width.saturating_sub(LEAST_AROUND));
    if ranges.iter().all(|r| r.end <= near) {
        return std::iter::once(0..forward(line, 0, width.saturating_sub(1))).collect();
    }
    let uncut: Vec<usize> = ranges.iter().map(|r| r.end).collect();
    for range in ranges.iter_mut() {
        range.end = range.end.min(forward(line, range.start, width / 2));
    }
    let marked: usize = ranges.iter().map(|r| cells(&line[r.clone()])).sum();
    let around = (width.saturating_sub(marked) / (2 * ranges.len())).max(LEAST_AROUND);
    let mut found: Vec<Range<usize>> = Vec::new();
    for (range, uncut) in ranges.iter().zip(uncut) {
        let end = if range.end < uncut { range.end } else { forward(line, range.end, around) };
        // What is not needed on the right is shown on the left.
        let start = backward(line, range.start, (2 * around).saturating_sub(cells(&line[range.end..end])));
        match found.last_mut() {
            Some(last) if line.get(last.end..start).is_none_or(|gap| gap.chars().nth(1).is_none()) => {
                last.end = last.end.max(end)
            }
            // An ellipsis takes the place of one character at least.
            None if line[..start].chars().nth(1).is_none() => found.push(0..end),
            _ => found.push(start..end),
        }
    }
    found
}

fn cell(c: char) -> usize {
    if c == '\t' { TAB } else { visible(c).width().unwrap_or(1) }
}

/// The end of as many characters from `from` as take at most `room` cells.
fn forward(line: &str, from: usize, room: usize) -> usize {
    let mut used = 0;
    line[from..]
        .char_indices()
        .find(|&(_, c)| {
            used += cell(c);
            used > room
        })
        .map_or(line.len(), |(at, _)| from + at)
}

/// The start of as many characters before `to` as take at most `room` cells.
fn backward(line: &str, to: usize, room: usize) -> usize {
    let mut used = 0;
    line[..to]
        .char_indices()
        .rev()
        .find(|&(_, c)| {
            used += cell(c);
            used > room
        })
        .map_or(0, |(at, c)| at + c.len_utf8())
}

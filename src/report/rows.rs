//! Rows of a key and a text, aligned by display width: the layout of everything in the text report.

use crate::draw::{Ink, Style, cells, clean, room, wrap};
use crate::message::{Lang, Text};

/// Blanks before a key.
const INDENT: usize = 3;
/// Cells of a key: two Chinese characters, or an English word.
const KEY_CELLS: (usize, usize) = (4, 10);
/// Cells of the longest verdict that is listed in one line.
const TERM_CELLS: (usize, usize) = (6, 14);
/// Most characters of one text; an account can hold words of any length.
const MAX_TEXT: usize = 2000;
/// Most cells of a line that is filled up to the right.
const MAX_LINE: usize = 100;

/// A line between two reports that follow each other.
pub fn separator(title: &Text, style: &Style) -> String {
    let mut rows = Rows::new(style);
    rows.blank();
    rows.bar(&style.say(title.clone()));
    rows.blank();
    rows.finish()
}

/// Text that grows row by row.
#[derive(Debug)]
pub(super) struct Rows<'a> {
    pub(super) style: &'a Style,
    text: String,
}

impl<'a> Rows<'a> {
    pub(super) fn new(style: &'a Style) -> Self {
        Self { style, text: String::new() }
    }

    /// A key and its text, wrapped beside it.
    pub(super) fn row(&mut self, key: Text, text: &str) {
        let key = key.get(self.style.lang);
        let taken = cells(&key);
        let width = self.of_language(KEY_CELLS).max(taken);
        let indent = INDENT + width + 2;
        let text = clean(text, MAX_TEXT);
        for (n, line) in wrap(&text, room(self.style, indent)).enumerate() {
            if n == 0 {
                self.blanks(INDENT);
                self.text.push_str(&self.style.paint(&key, Ink::Dim));
                self.blanks(width.saturating_sub(taken).saturating_add(2));
            } else {
                self.blanks(indent);
            }
            self.text.push_str(line);
            self.text.push('\n');
        }
    }

    /// Texts under one key; nothing without any.
    pub(super) fn rows<T: AsRef<str>>(&mut self, key: Text, texts: &[T]) {
        let mut key = Some(key);
        for text in texts {
            self.row(key.take().unwrap_or_default(), text.as_ref());
        }
    }

    /// A heading at the left, and what is established, if anything, at the right.
    pub(super) fn heading(&mut self, (mark, ink): (&str, Ink), title: &str, right: &str) {
        let title = clean(title, MAX_TEXT);
        let used = cells(mark) + 1 + cells(&title);
        let gap = if right.is_empty() { 0 } else { self.line_width().saturating_sub(used + cells(right)).max(2) };
        let (style, text) = (self.style, &mut self.text);
        text.push_str(&format!(
            "{} {}{:gap$}{}\n",
            style.paint(mark, ink),
            style.paint(&title, Ink::Bold),
            "",
            style.paint(right, ink)
        ));
    }

    /// One line of a list: what is established, of what, and why.
    pub(super) fn entry(&mut self, (mark, ink): (&str, Ink), term: &str, title: &str, why: &str) {
        let filler = " ".repeat(self.of_language(TERM_CELLS).saturating_sub(cells(term)));
        let (style, text) = (self.style, &mut self.text);
        text.push_str(&format!("{} {filler} {}", style.paint(&format!("{mark} {term}"), ink), clean(title, MAX_TEXT)));
        if !why.is_empty() {
            text.push_str(&format!("  {}", style.paint(&clean(why, MAX_TEXT), Ink::Dim)));
        }
        text.push('\n');
    }

    /// A title in a line across the page.
    pub(super) fn bar(&mut self, title: &str) {
        let title = clean(title, MAX_TEXT);
        let rest = self.line_width().saturating_sub(cells(&title) + 4).max(2);
        let (style, text) = (self.style, &mut self.text);
        text.push_str(&format!("── {} {}\n", style.paint(&title, Ink::Bold), style.paint(&"─".repeat(rest), Ink::Dim)));
    }

    /// One line, however long.
    pub(super) fn line(&mut self, text: &str) {
        self.text.push_str(&clean(text, MAX_TEXT));
        self.text.push('\n');
    }

    /// Text that is drawn already.
    pub(super) fn drawn(&mut self, text: &str) {
        self.text.push_str(text);
    }

    pub(super) fn blank(&mut self) {
        self.text.push('\n');
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    fn blanks(&mut self, count: usize) {
        self.text.extend(std::iter::repeat_n(' ', count));
    }

    /// The Chinese or the English one of two numbers of cells.
    fn of_language(&self, (zh, en): (usize, usize)) -> usize {
        match self.style.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    fn line_width(&self) -> usize {
        if self.style.width == 0 { MAX_LINE } else { self.style.width.min(MAX_LINE) }
    }
}

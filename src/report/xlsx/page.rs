//! A sheet that is written from the top down, and what of it did not fit.

use rust_xlsxwriter::{Url, Worksheet, XlsxError};

use super::formula::Formula;
use super::looks::{Look, Looks};
use super::names::shortened;
use super::number::{Number, format_of};
use crate::draw::{cells, clean};

/// Longest text of a cell, in UTF-16 units: a limit of Excel.
const MAX_TEXT: usize = 32_767;
/// Height of a line, in points for each point of the font.
const LINE: (u16, u16) = (3, 2);
/// Tallest row, in points: a limit of Excel is 409.
const MAX_HEIGHT: u16 = 400;

/// A sheet under the pen.
pub(super) struct Page<'s, 'l, 'f> {
    pub(super) sheet: &'s mut Worksheet,
    pub(super) looks: &'l mut Looks<'f>,
    /// Points of the font.
    size: u16,
    /// The next row.
    pub(super) row: u32,
    /// How many texts were cut.
    pub(super) cut: usize,
    /// Whether it has notes, which stand in files of their own.
    pub(super) noted: bool,
}

impl<'s, 'l, 'f> Page<'s, 'l, 'f> {
    /// A sheet whose rows are one line high.
    pub(super) fn of(sheet: &'s mut Worksheet, looks: &'l mut Looks<'f>, size: u16) -> Self {
        sheet.set_default_row_height(height(size, 1));
        Self { sheet, looks, size, row: 0, cut: 0, noted: false }
    }

    /// A text, whatever it begins with.
    pub(super) fn text(&mut self, column: u16, text: &str, look: Look) -> Result<(), XlsxError> {
        let text = self.fitting(text);
        // Marked as text for those who save the sheet as CSV or edit the cell.
        let risky = text.starts_with(['=', '+', '-', '@', '\t', '＝', '＋', '－', '＠']);
        let format = if risky { self.looks.quoted(look) } else { self.looks.get(look, "") };
        self.sheet.write_string_with_format(self.row, column, text, format)?;
        Ok(())
    }

    /// A text over several columns of known width in characters, its row as tall as it takes.
    pub(super) fn wide(
        &mut self,
        (from, to): (u16, u16),
        width: usize,
        text: &str,
        look: Look,
    ) -> Result<(), XlsxError> {
        if from < to {
            let format = self.looks.get(look, "");
            self.sheet.merge_range(self.row, from, self.row, to, "", format)?;
        }
        self.tall(lines(text, width))?;
        self.text(from, text, look)
    }

    /// A row of at least so many lines. Those of one line have the height of the sheet: what is said of a row stays in
    /// memory, and most rows have nothing to say.
    pub(super) fn tall(&mut self, lines: usize) -> Result<(), XlsxError> {
        if lines > 1 {
            self.sheet.set_row_height(self.row, height(self.size, lines))?;
        }
        Ok(())
    }

    /// A number as printed.
    pub(super) fn number(&mut self, column: u16, number: &Number, look: Look) -> Result<(), XlsxError> {
        let format = self.looks.get(look, &number.format);
        self.sheet.write_number_with_format(self.row, column, number.binary, format)?;
        Ok(())
    }

    /// A number where a cell keeps its digits, else its text.
    pub(super) fn amount(&mut self, column: u16, text: &str, look: Look) -> Result<(), XlsxError> {
        match Number::of(text) {
            Some(number) => self.number(column, &number, look),
            None => self.text(column, text, look),
        }
    }

    /// A formula with what it gives.
    pub(super) fn formula(&mut self, column: u16, formula: &Formula, look: Look) -> Result<(), XlsxError> {
        let format = self.looks.get(look, &format_of(formula.decimals, ""));
        let written = rust_xlsxwriter::Formula::new(&formula.text).set_result(&formula.result);
        self.sheet.write_formula_with_format(self.row, column, written, format)?;
        Ok(())
    }

    /// A note on a cell.
    pub(super) fn note(&mut self, column: u16, text: &str) -> Result<(), XlsxError> {
        let note = rust_xlsxwriter::Note::new(text).set_author("gouji");
        self.sheet.insert_note(self.row, column, &note)?;
        self.noted = true;
        Ok(())
    }

    /// A text that leads to a place of the workbook.
    pub(super) fn link(&mut self, column: u16, to: &str, text: &str) -> Result<(), XlsxError> {
        let format = self.looks.get(Look::Link, "");
        let url = Url::new(format!("internal:{to}")).set_text(text);
        self.sheet.write_url_with_format(self.row, column, url, format)?;
        Ok(())
    }

    fn fitting(&mut self, text: &str) -> String {
        // Line ends of the tool's own lists stay; whatever else acts on a reader does not.
        let harmless = text.lines().map(|line| clean(line, MAX_TEXT)).collect::<Vec<_>>().join("\n");
        let fitting = shortened(&harmless, MAX_TEXT);
        self.cut += usize::from(fitting.len() < harmless.len());
        fitting
    }
}

/// Points of so many lines of a font.
fn height(size: u16, lines: usize) -> u16 {
    let lines = u16::try_from(lines.clamp(1, 100)).unwrap_or(100);
    let (over, under) = LINE;
    (size.saturating_mul(lines).saturating_mul(over) / under).min(MAX_HEIGHT)
}

/// How many lines a text takes in so many characters of width.
pub(super) fn lines(text: &str, width: usize) -> usize {
    text.lines().map(|line| cells(line).div_ceil(width.max(1)).max(1)).sum::<usize>().max(1)
}

//! 单位底稿: the sheet of one account, its figures table by table and a block for each finding.

use std::collections::HashMap;

use rust_xlsxwriter::XlsxError;

use super::block;
use super::book::Book;
use super::formula::Cell;
use super::looks::Look;
use super::number::Number;
use super::page::{Page, lines};
use super::tables::{FIRST_COLUMN, Line, Tables};
use crate::draw::Style;
use crate::finding::{CellContent, PrintedFigure, Verdict};
use crate::layout::AccountSheet;
use crate::message::msg;
use crate::report::matter::Matter;
use crate::report::standing::Marks;
use crate::report::text::{account_name, counts};
use crate::result::{Account, Finding};

/// The row of the first table; those above it are the head.
pub(super) const FIRST_ROW: u32 = 6;
/// The verdicts of the legend.
const LEGEND: [Verdict; 5] =
    [Verdict::Violated, Verdict::Improbable, Verdict::Waived, Verdict::Rounding, Verdict::Holds];
/// Most blocks of one sheet.
const MAX_BLOCKS: usize = 2000;
/// Columns of figures whose width is set.
const WIDE: u16 = 12;

/// What stands on one sheet.
pub(super) struct Sheet<'a> {
    pub(super) number: usize,
    pub(super) account: &'a Account,
    pub(super) tables: &'a Tables<'a>,
    pub(super) marks: &'a Marks,
    pub(super) matters: &'a [Matter<'a>],
    /// How many numbers it prints, and how many of them some rule has looked at.
    pub(super) guarded: (usize, usize),
    pub(super) layout: &'a AccountSheet,
}

impl Sheet<'_> {
    /// Writes the sheet, and gives the row in which each block begins.
    pub(super) fn write(
        &self,
        page: &mut Page<'_, '_, '_>,
        book: &Book<'_>,
        style: &Style,
    ) -> Result<Vec<u32>, XlsxError> {
        let width = self.prepare(page)?;
        self.head(page, width, style)?;
        page.row = FIRST_ROW;
        for line in &self.tables.lines {
            self.line(page, line, style)?;
            page.row += 1;
        }
        if self.tables.left_out > 0 {
            page.text(0, &style.say(msg!("xlsx-figures-left-out", count = self.tables.left_out)), Look::Small)?;
            page.row += 2;
        }
        let mut rows = Vec::with_capacity(self.matters.len());
        for matter in self.matters.iter().take(MAX_BLOCKS) {
            rows.push(page.row);
            let cells = self.cells(matter.shown.finding, book)?;
            block::write(page, matter, &cells, (width, self.layout.path_width.into()), style)?;
        }
        if self.matters.len() > MAX_BLOCKS {
            page.text(
                0,
                &style.say(msg!("xlsx-blocks-left-out", count = self.matters.len() - MAX_BLOCKS)),
                Look::Small,
            )?;
        }
        Ok(rows)
    }

    /// Widths and the printed page; gives the width of the words of blocks in characters.
    fn prepare(&self, page: &mut Page<'_, '_, '_>) -> Result<usize, XlsxError> {
        let AccountSheet { name_width, path_width, figure_width, .. } = *self.layout;
        page.sheet.set_column_width(0, name_width)?.set_column_width(1, path_width)?;
        for column in FIRST_COLUMN..FIRST_COLUMN + WIDE {
            page.sheet.set_column_width(column, figure_width)?;
        }
        page.sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_freeze_panes(FIRST_ROW - 1, 0)?;
        Ok(usize::from(path_width) + usize::from(block::LAST - 1) * usize::from(figure_width))
    }

    fn head(&self, page: &mut Page<'_, '_, '_>, width: usize, style: &Style) -> Result<(), XlsxError> {
        let name = account_name(self.account, style);
        page.row = 0;
        page.wide((0, block::LAST), width, &self.layout.title, Look::Title)?;
        page.tall(2)?;
        page.row = 1;
        page.text(0, &format!("A{}  {name}", self.number + 1), Look::Section)?;
        page.row = 2;
        let class = self.account.classification.map(|class| class.word()).unwrap_or_default();
        page.text(0, &format!("{}  {class}", self.account.file), Look::Small)?;
        page.row = 3;
        let (all, guarded) = (self.guarded.0.to_string(), self.guarded.1.to_string());
        let guarded = style.say(msg!("xlsx-guarded", all, guarded));
        page.text(0, &format!("{}  {guarded}", counts(self.account.verdicts, &Verdict::ALL, style)), Look::Small)?;
        page.row = 4;
        page.text(0, &style.say(msg!("xlsx-legend")), Look::Small)?;
        for (column, verdict) in (1..).zip(LEGEND) {
            page.text(column, &style.say(verdict.term()), Look::Figure(Some(verdict)))?;
        }
        Ok(())
    }

    fn line(&self, page: &mut Page<'_, '_, '_>, line: &Line<'_>, style: &Style) -> Result<(), XlsxError> {
        match line {
            Line::Title(table) => {
                let parts = [table.label.as_deref(), table.place.as_deref(), Some(table.path.as_str())];
                let told: Vec<&str> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
                page.text(0, &told.join("  "), Look::Section)
            }
            Line::Heads(heads) => {
                page.text(0, &style.say(msg!("xlsx-name")), Look::Head)?;
                page.text(1, &style.say(msg!("xlsx-path")), Look::Head)?;
                (FIRST_COLUMN..).zip(heads).try_for_each(|(column, head)| page.text(column, head, Look::Head))
            }
            Line::Row(row, figures) => {
                let height = lines(&row.label, self.layout.name_width.into());
                page.tall(height.max(lines(&row.path, self.layout.path_width.into())))?;
                page.text(0, &row.label, Look::Plain)?;
                page.text(1, &row.path, Look::Small)?;
                figures.iter().try_for_each(|(column, figure)| self.figure(page, *column, figure, style))
            }
            Line::Blank => Ok(()),
        }
    }

    fn figure(
        &self,
        page: &mut Page<'_, '_, '_>,
        column: u16,
        figure: &PrintedFigure,
        style: &Style,
    ) -> Result<(), XlsxError> {
        let look = Look::Figure(self.marks.get(figure).map(|standing| standing.verdict));
        match (Number::of_figure(figure), figure.content) {
            (Some(number), _) => page.number(column, &number, look),
            // An absent figure is not zero, and says so.
            (None, CellContent::Missing) if figure.text.is_empty() => {
                page.text(column, &style.say(Verdict::Undetermined.term()), look)
            }
            (None, CellContent::Number) => {
                page.text(column, &figure.text, look)?;
                page.note(column, &style.say(msg!("xlsx-too-long")))
            }
            (None, _) => page.text(column, &figure.text, look),
        }
    }

    /// The cells of a finding's figures, by their numbers; a figure may be another account's.
    fn cells(&self, finding: &Finding, book: &Book<'_>) -> Result<HashMap<usize, Cell>, XlsxError> {
        let mut cells = HashMap::new();
        for (number, figure) in finding.figures.iter().enumerate() {
            let file = figure.extent.file.as_deref();
            let own = self.account.together.is_none() && file.is_none_or(|file| file == self.account.file);
            let account = if own { Some(self.number) } else { file.and_then(|file| book.account(file)) };
            let Some((account, spot)) = account.zip(figure.spot()) else { continue };
            let Some(((row, column), sheet)) = book.cell(account, spot)?.zip(book.sheet(account)) else { continue };
            let sheet = if account == self.number { String::new() } else { format!("'{sheet}'!") };
            cells.insert(number, Cell { sheet, row, column });
        }
        Ok(cells)
    }
}

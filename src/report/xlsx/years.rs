//! 上年对比: what moved against the year before, its differences and rates as formulas over the sheets of the accounts.

use rust_xlsxwriter::XlsxError;
use rust_xlsxwriter::utility::row_col_to_cell;

use super::book::Book;
use super::formula::Formula;
use super::looks::Look;
use super::number::Number;
use super::page::{Page, lines};
use crate::draw::Style;
use crate::figure::Exact;
use crate::layout::YearsSheet;
use crate::message::{Text, msg};
use crate::report::sentence;
use crate::report::text::entity;
use crate::report::years::{Figure, RATE_DECIMALS, Row, Source, Years};
use crate::result::Document;

/// The row of the heads.
const HEADS: u32 = 2;
/// Most rows; Excel has 1 048 576.
const MAX_ROWS: usize = 1_000_000;
/// Decimals to which a rate is worked out; fewer are shown.
const DECIMALS: u32 = 10;
/// Widths of the columns in characters, and the columns of amounts.
const WIDTHS: [u16; 10] = [6, 28, 36, 8, 16, 16, 16, 10, 30, 36];
const NOW: u16 = 4;
const THEN: u16 = 5;
const GAP: u16 = 6;
const RATE: u16 = 7;
const SOURCE: u16 = 8;
const PLACE: u16 = 9;

/// Writes the table of all accounts.
#[expect(clippy::indexing_slicing, reason = "the columns are constants below the number of widths")]
pub(super) fn write(
    page: &mut Page<'_, '_, '_>,
    layout: &YearsSheet,
    (document, book): (&Document, &Book<'_>),
    (years, over): (&[Years], &Exact),
    style: &Style,
) -> Result<(), XlsxError> {
    let last = u16::try_from(WIDTHS.len() - 1).unwrap_or(0);
    for (column, width) in (0..).zip(WIDTHS) {
        page.sheet.set_column_width(column, width)?;
    }
    page.sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_repeat_rows(HEADS, HEADS)?;
    page.sheet.set_freeze_panes(HEADS + 1, 0)?;
    page.row = 0;
    page.wide((0, last), usize::MAX, &layout.title, Look::Title)?;
    page.tall(2)?;
    page.row = 1;
    let compared: usize = years.iter().map(|years| years.compared).sum();
    let moved: usize = years.iter().map(|years| years.rows.len()).sum();
    page.text(0, &style.say(msg!("years-counts", compared, moved, over = over.format(DECIMALS))), Look::Small)?;
    page.row = HEADS;
    let heads: [Text; 10] = [
        msg!("years-number"),
        msg!("html-entity"),
        msg!("html-item"),
        msg!("years-unit"),
        msg!("years-now"),
        msg!("years-then"),
        msg!("years-gap"),
        msg!("years-rate"),
        msg!("years-source"),
        msg!("report-key-place"),
    ];
    for (column, head) in (0..).zip(heads) {
        page.text(column, &style.say(head), Look::Head)?;
    }
    let rows = document.accounts.iter().zip(years).enumerate();
    let rows = rows.flat_map(|(number, (account, years))| years.rows.iter().map(move |row| (number, account, row)));
    for (count, (number, account, row)) in (1..).zip(rows.take(MAX_ROWS)) {
        page.row += 1;
        let name = entity(account, style);
        let source = style.say(row.source_text(document));
        let texts =
            [(1, name.as_str()), (2, row.name.as_str()), (SOURCE, source.as_str()), (PLACE, row.place.as_str())];
        let height = texts.iter().map(|(column, text)| lines(text, WIDTHS[usize::from(*column)].into())).max();
        page.tall(height.unwrap_or(1))?;
        page.amount(0, &count.to_string(), Look::Number)?;
        texts.iter().try_for_each(|(column, text)| page.text(*column, text, Look::Plain))?;
        page.text(3, &row.figure.unit.map(|unit| style.say(sentence::money(unit))).unwrap_or_default(), Look::Plain)?;
        amounts(page, row, &Cells { book, number })?;
    }
    page.sheet.autofilter(HEADS, 0, page.row, last)?;
    Ok(())
}

/// Where the figures of an account stand.
struct Cells<'a, 'b> {
    book: &'a Book<'b>,
    number: usize,
}

impl Cells<'_, '_> {
    fn of(&self, account: usize, figure: Figure) -> Result<Option<String>, XlsxError> {
        let cell = self.book.cell(account, figure.spot)?;
        let cell = cell.map(|(row, column)| row_col_to_cell(row, column)).zip(self.book.sheet(account));
        Ok(cell.map(|(cell, sheet)| format!("'{sheet}'!{cell}")))
    }
}

/// Both years, their difference and its rate.
fn amounts(page: &mut Page<'_, '_, '_>, row: &Row, cells: &Cells<'_, '_>) -> Result<(), XlsxError> {
    let now = cells.of(cells.number, row.figure)?;
    let in_unit = |figure: Figure| figure.unit == row.figure.unit;
    let then = match row.source {
        Source::Printed(figure) if in_unit(figure) => cells.of(cells.number, figure)?,
        Source::Account(account, figure) if in_unit(figure) => cells.of(account, figure)?,
        Source::Change(figure) if in_unit(figure) => {
            let change = cells.of(cells.number, figure)?;
            change.map(|change| format!("ROUND({}-{change},{})", row_col_to_cell(page.row, NOW), row.decimals))
        }
        _ => None,
    };
    amount(page, NOW, now, row, &row.now)?;
    amount(page, THEN, then, row, &row.then)?;
    let [now, then, gap] = [NOW, THEN, GAP].map(|column| row_col_to_cell(page.row, column));
    // Over a number that stands as text nothing can be worked out.
    let kept = [&row.now, &row.then, &row.gap].iter().all(|amount| Number::of(&row.amount(amount)).is_some());
    amount(page, GAP, kept.then(|| format!("ROUND({now}-{then},{})", row.decimals)), row, &row.gap)?;
    let Some(rate) = &row.rate else { return page.text(RATE, "—", Look::Number) };
    if !kept {
        return page.text(RATE, &rate.format_fixed(RATE_DECIMALS), Look::Number);
    }
    let formula = Formula {
        text: format!("=ROUND({gap}/ABS({then})*100,{DECIMALS})"),
        result: rate.format_fixed(DECIMALS),
        decimals: RATE_DECIMALS,
    };
    page.formula(RATE, &formula, Look::Number)
}

/// An amount as a formula, if a cell keeps all its digits, else as it is.
fn amount(
    page: &mut Page<'_, '_, '_>,
    column: u16,
    formula: Option<String>,
    row: &Row,
    amount: &Exact,
) -> Result<(), XlsxError> {
    let result = row.amount(amount);
    match formula.filter(|_| Number::of(&result).is_some()) {
        Some(text) => {
            page.formula(column, &Formula { text: format!("={text}"), result, decimals: row.decimals }, Look::Number)
        }
        None => page.amount(column, &result, Look::Number),
    }
}

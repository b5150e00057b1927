//! 审核问题汇总: one row a finding, with a filter and a link to its block.

use rust_xlsxwriter::XlsxError;

use super::looks::Look;
use super::page::{Page, lines};
use crate::draw::Style;
use crate::layout::{Column, Field, SummarySheet};
use crate::report::matter::Matter;

/// Most rows; Excel has 1 048 576.
pub(super) const MAX_ROWS: usize = 1_000_000;
/// Most links of one sheet: a limit of Excel is 65 530.
const MAX_LINKS: usize = 65_000;
/// The row of the heads.
const HEADS: u32 = 1;

/// Writes the table; a finding comes with the place of its block, if there is one.
pub(super) fn write<'a>(
    page: &mut Page<'_, '_, '_>,
    layout: &SummarySheet,
    matters: impl Iterator<Item = (&'a Matter<'a>, Option<String>)>,
    style: &Style,
) -> Result<(), XlsxError> {
    let last = u16::try_from(layout.columns.len().saturating_sub(1)).unwrap_or(0);
    for (column, wanted) in (0..).zip(&layout.columns) {
        page.sheet.set_column_width(column, wanted.width)?;
    }
    page.sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_repeat_rows(HEADS, HEADS)?;
    page.sheet.set_freeze_panes(HEADS + 1, 0)?;
    page.row = 0;
    page.wide((0, last), usize::MAX, &layout.title, Look::Title)?;
    page.tall(2)?;
    page.row = HEADS;
    for (column, wanted) in (0..).zip(&layout.columns) {
        page.text(column, &wanted.title, Look::Head)?;
    }
    page.row += 1;
    let mut links = 0;
    for (matter, place) in matters.take(MAX_ROWS) {
        let say = |wanted: &Column| wanted.field.map(|field| matter.say(field, style)).unwrap_or_default();
        let row: Vec<String> = layout.columns.iter().map(say).collect();
        let height = row.iter().zip(&layout.columns).map(|(said, wanted)| lines(said, wanted.width.into())).max();
        page.tall(height.unwrap_or(1))?;
        for ((column, wanted), said) in (0..).zip(&layout.columns).zip(row) {
            match (wanted.field, &place) {
                (Some(Field::Index), Some(place)) if links < MAX_LINKS => {
                    links += 1;
                    page.link(column, place, &said)?;
                }
                (Some(Field::Number | Field::Year | Field::Difference), _) => {
                    page.amount(column, &said, Look::Number)?
                }
                _ => page.text(column, &said, Look::Plain)?,
            }
        }
        page.row += 1;
    }
    page.sheet.autofilter(HEADS, 0, page.row.saturating_sub(1).max(HEADS), last)?;
    Ok(())
}

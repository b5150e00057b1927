//! 审计取证单: one matter a sheet, for what is an error, with what the unit has to answer and to seal.

use rust_xlsxwriter::XlsxError;

use super::looks::Look;
use super::page::{Page, lines};
use crate::draw::Style;
use crate::layout::{EvidenceSheet, Field};
use crate::report::matter::Matter;

/// Width of the labels, in characters.
const LABELS: u16 = 20;
/// Width of what stands beside them.
const WORDS: u16 = 76;

/// Writes the sheet of one matter; `mark` is its own mark.
pub(super) fn write(
    page: &mut Page<'_, '_, '_>,
    layout: &EvidenceSheet,
    (mark, matter, place): (&str, &Matter<'_>, Option<&str>),
    style: &Style,
) -> Result<(), XlsxError> {
    page.sheet.set_column_width(0, LABELS)?.set_column_width(1, WORDS)?;
    page.sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
    page.row = 0;
    page.wide((0, 1), usize::MAX, &layout.title, Look::Title)?;
    page.tall(2)?;
    page.row = 1;
    page.text(0, mark, Look::Small)?;
    page.row = 2;
    for row in &layout.rows {
        let said = match (row.field, &row.text) {
            (Some(field), _) => matter.say(field, style),
            (None, text) => text.clone().unwrap_or_default(),
        };
        page.tall(lines(&said, WORDS.into()).max(lines(&row.label, LABELS.into())).max(row.lines.into()))?;
        page.text(0, &row.label, Look::Label)?;
        match (row.field, place) {
            (Some(Field::Index), Some(place)) => page.link(1, place, &said)?,
            _ => page.text(1, &said, Look::Plain)?,
        }
        page.row += 1;
    }
    Ok(())
}

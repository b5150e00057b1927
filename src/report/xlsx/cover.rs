//! 封面: whose accounts, by which rules, from which files, who signs, and what did not fit.

use std::collections::BTreeSet;

use rust_xlsxwriter::XlsxError;

use super::looks::Look;
use super::page::{Page, lines};
use crate::draw::Style;
use crate::layout::{Cover, CoverField};
use crate::message::{Text, msg};
use crate::report::foot;
use crate::report::text::{narrowed, summary_line};
use crate::result::Document;

/// Width of the labels, in characters.
const LABELS: u16 = 24;
/// Width of what stands beside them.
const WORDS: u16 = 90;
/// Most units named in one cell; all of them stand below.
const MAX_NAMED: usize = 10;

/// Writes the cover; `notes` say what did not fit.
pub(super) fn write(
    page: &mut Page<'_, '_, '_>,
    layout: &Cover,
    document: &Document,
    notes: &[String],
    style: &Style,
) -> Result<(), XlsxError> {
    page.sheet.set_column_width(0, LABELS)?.set_column_width(1, WORDS)?;
    page.sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
    page.row = 0;
    page.wide((0, 1), usize::MAX, &layout.title, Look::Title)?;
    page.tall(3)?;
    page.row += 1;
    for row in &layout.rows {
        let said = match (row.field, &row.text) {
            (Some(field), _) => say(field, document, style),
            (None, text) => text.clone().unwrap_or_default(),
        };
        entry(page, &row.label, &said, row.lines)?;
    }
    page.row += 1;
    for note in narrowed(document, style).iter().chain(notes) {
        entry(page, &style.say(msg!("report-key-note")), note, 1)?;
    }
    section(page, &style.say(msg!("xlsx-packs")))?;
    for pack in &document.packs {
        entry(page, &pack.shown, &format!("SHA-256 {}", pack.sha256), 1)?;
    }
    section(page, &style.say(msg!("xlsx-inputs")))?;
    for (number, account) in document.accounts.iter().enumerate().filter(|(_, account)| account.together.is_none()) {
        let digest = account.sha256.as_deref().map(|digest| format!("\nSHA-256 {digest}")).unwrap_or_default();
        entry(page, &format!("A{}", number + 1), &format!("{}{digest}", account.file), 1)?;
    }
    page.row += 1;
    for line in foot::made(document, style).iter() {
        page.wide((0, 1), (LABELS + WORDS).into(), line, Look::Small)?;
        page.row += 1;
    }
    Ok(())
}

fn section(page: &mut Page<'_, '_, '_>, title: &str) -> Result<(), XlsxError> {
    page.row += 1;
    page.text(0, title, Look::Section)?;
    page.row += 1;
    Ok(())
}

fn entry(page: &mut Page<'_, '_, '_>, label: &str, said: &str, height: u16) -> Result<(), XlsxError> {
    page.tall(lines(said, WORDS.into()).max(lines(label, LABELS.into())).max(height.into()))?;
    page.text(0, label, Look::Label)?;
    page.text(1, said, Look::Plain)?;
    page.row += 1;
    Ok(())
}

fn say(field: CoverField, document: &Document, style: &Style) -> String {
    let single = document.accounts.iter().filter(|account| account.together.is_none());
    match field {
        CoverField::Entities => {
            let names: Vec<&str> = single.filter_map(|account| account.entity.as_deref()).collect();
            let shown = style.say(Text::list(names.iter().take(MAX_NAMED).copied()));
            match names.len() > MAX_NAMED {
                true => style.say(msg!("xlsx-entities", names = shown, count = names.len())),
                false => shown,
            }
        }
        CoverField::Years => {
            let years: BTreeSet<i32> = single.filter_map(|account| account.year).collect();
            style.say(Text::list(years.iter().map(i32::to_string)))
        }
        CoverField::Index => "A".to_owned(),
        CoverField::Counts => summary_line(document, style),
        CoverField::Classification => single
            .filter_map(|account| account.classification)
            .max()
            .map(|class| class.word().to_owned())
            .unwrap_or_default(),
    }
}

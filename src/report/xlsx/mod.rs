//! The working paper 审计工作底稿 as a workbook: figures as cells, computations as formulas over them.

mod account;
mod block;
mod book;
mod cover;
mod evidence;
mod formula;
mod looks;
mod names;
mod number;
mod page;
mod summary;
mod tables;
mod years;

use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use self::account::Sheet;
use self::book::Book;
use self::looks::Looks;
use self::names::Names;
use self::page::Page;
use self::tables::Tables;
use super::foot;
use super::matter::Matter;
use super::standing::Standings;
use super::text::{Listed, TextOptions, entity};
use super::years::Before;
use crate::draw::Style;
use crate::finding::{Severity, Verdict};
use crate::layout::Layout;
use crate::message::msg;
use crate::result::{Document, Excerpts};

/// Most accounts with a sheet of their own.
const MAX_ACCOUNTS: usize = 2000;
/// Open files that are left to the rest of the program.
const OTHER_FILES: u64 = 64;
/// Open files that any system allows.
const LEAST_FILES: u64 = 256;

/// Writes the workbook. The document must have the tables of its accounts and all of its findings.
///
/// # Errors
/// Those of `out`, and when the streams of the sheets cannot be written.
pub fn write(document: &Document, options: &TextOptions, out: &mut impl Write) -> io::Result<()> {
    let layout = match &options.forms.layout {
        Some(layout) => layout.clone(),
        None => Layout::standard(options.style.lang).map_err(|_| io::Error::other("layout"))?,
    };
    let layout = &layout;
    let bytes = Paper::new(document, options, layout).bytes().map_err(|error| match error {
        XlsxError::IoError(error) => error,
        error => io::Error::other(error.to_string()),
    })?;
    out.write_all(&bytes)
}

/// What the sheets are made from.
struct Paper<'a> {
    document: &'a Document,
    options: &'a TextOptions,
    layout: &'a Layout,
    looks: Looks<'a>,
    /// How many texts were cut.
    cut: usize,
}

impl<'a> Paper<'a> {
    fn new(document: &'a Document, options: &'a TextOptions, layout: &'a Layout) -> Self {
        Self { document, options, layout, looks: Looks::new(&layout.font), cut: 0 }
    }

    fn bytes(mut self) -> Result<Vec<u8>, XlsxError> {
        let (document, layout, style) = (self.document, self.layout, &self.options.style);
        let excerpts = Excerpts::default();
        let listed = Listed::new(document, &excerpts, self.options);
        let matters = Matter::all(document, &listed);
        let wanted: Vec<&Matter> = matters.iter().flatten().filter(|matter| is_proven(matter)).collect();
        let (proven, _) = wanted.split_at(wanted.len().min(layout.evidence.most));

        let mut names = Names::default();
        let cover = names.give(&layout.cover.sheet);
        let summary = names.give(&layout.summary.sheet);
        let compared = layout.years.as_ref().map(|years| (years, names.give(&years.sheet)));
        let accounts: Vec<String> = (1..)
            .zip(document.accounts.iter().take(MAX_ACCOUNTS))
            .map(|(n, a)| names.give(&title(n, a, style)))
            .collect();
        let sheets: Vec<String> =
            (1..=proven.len()).map(|n| names.give(&format!("{}{n}", layout.evidence.sheet))).collect();

        let watermark = foot::watermark(document, style);
        let mut workbook = Workbook::new();
        let date = ExcelDateTime::from_ymd(2000, 1, 1)?;
        workbook.set_properties(&DocProperties::new().set_title(&layout.cover.title).set_creation_datetime(&date));
        let front: Vec<&String> =
            [&cover, &summary].into_iter().chain(compared.as_ref().map(|(_, name)| name)).collect();
        let first = front.len();
        let streamed = streamed(accounts.len());
        for (number, name) in front.into_iter().chain(&accounts).chain(&sheets).enumerate() {
            // Sheets of accounts are many and long, and written from the top down.
            let is_streamed = (first..first + streamed).contains(&number);
            let sheet =
                if is_streamed { workbook.add_worksheet_with_constant_memory()? } else { workbook.add_worksheet() };
            sheet.set_name(name)?;
            // Printed on every page; `&` begins a code there.
            if let Some(watermark) = &watermark {
                sheet.set_header(format!("&R{}", watermark.replace('&', "&&")));
            }
            sheet.set_footer("&C&P / &N");
        }

        let standings = Standings::of(document);
        let book = Book::of(document, &accounts);
        let mut places = Vec::with_capacity(accounts.len());
        for (number, (account, name)) in document.accounts.iter().zip(&accounts).enumerate() {
            let tables = Tables::of(account);
            let matters = matters.get(number).map_or(&[][..], Vec::as_slice);
            let sheet = Sheet {
                number,
                account,
                tables: &tables,
                standings: &standings,
                matters,
                guarded: standings.guarded(document, number),
                layout: &layout.account,
            };
            let mut page = self.page(workbook.worksheet_from_index(first + number)?);
            let rows = sheet.write(&mut page, &book, style)?;
            self.cut += page.cut;
            places.push(rows.into_iter().map(|row| format!("'{name}'!A{}", row + 1)).collect::<Vec<_>>());
        }
        let place = |matter: &Matter| places.get(matter.shown.finding.account_number)?.get(matter.block).cloned();

        let mut page = self.page(workbook.worksheet_from_index(1)?);
        summary::write(&mut page, &layout.summary, matters.iter().flatten().map(|m| (m, place(m))), style)?;
        self.cut += page.cut;
        if let Some((layout, _)) = compared {
            let (before, over) = (Before::of(document), &self.options.forms.over);
            let years: Vec<_> =
                document.accounts.iter().take(MAX_ACCOUNTS).map(|account| before.compare(account, over)).collect();
            let mut page = self.page(workbook.worksheet_from_index(2)?);
            years::write(&mut page, layout, (document, &book), (&years, over), style)?;
            self.cut += page.cut;
        }
        for (number, matter) in proven.iter().enumerate() {
            let mut page = self.page(workbook.worksheet_from_index(first + accounts.len() + number)?);
            let at = place(matter);
            evidence::write(&mut page, &layout.evidence, (&format!("Q{}", number + 1), matter, at.as_deref()), style)?;
            self.cut += page.cut;
        }
        let all = matters.iter().map(Vec::len).sum::<usize>();
        let notes: Vec<String> = [
            (
                document.accounts.len() - accounts.len(),
                msg!("xlsx-accounts-left-out", count = document.accounts.len() - accounts.len()),
            ),
            (wanted.len() - proven.len(), msg!("xlsx-evidence-left-out", count = wanted.len() - proven.len())),
            (
                all.saturating_sub(summary::MAX_ROWS),
                msg!("xlsx-rows-left-out", count = all.saturating_sub(summary::MAX_ROWS)),
            ),
            (self.cut, msg!("xlsx-cut", count = self.cut)),
        ]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(_, said)| style.say(said))
        .collect();
        let mut page = self.page(workbook.worksheet_from_index(0)?);
        cover::write(&mut page, &layout.cover, document, &notes, style)?;
        workbook.save_to_buffer()
    }

    fn page<'s>(&mut self, sheet: &'s mut Worksheet) -> Page<'s, '_, 'a> {
        Page::of(sheet, &mut self.looks, self.layout.font.size)
    }
}

/// How many of some sheets can be streamed: each holds a file open until the workbook is saved. Systems begin with a
/// limit of a few hundred and let a program raise it to many thousand.
fn streamed(sheets: usize) -> usize {
    let wanted = u64::try_from(sheets).unwrap_or(u64::MAX).saturating_add(OTHER_FILES).max(LEAST_FILES);
    let limit = rlimit::increase_nofile_limit(wanted).unwrap_or(LEAST_FILES);
    sheets.min(usize::try_from(limit.saturating_sub(OTHER_FILES)).unwrap_or(usize::MAX))
}

/// Whether a matter is put before the unit on a sheet of its own.
fn is_proven(matter: &Matter<'_>) -> bool {
    let finding = matter.shown.finding;
    finding.verdict == Verdict::Violated && finding.severity == Severity::Error
}

/// What the sheet of an account is called: its number comes first, so that no two are cut to the same.
fn title(number: usize, account: &crate::result::Account, style: &Style) -> String {
    let name = entity(account, style);
    let year = account.year.map(|year| format!(" {year}")).unwrap_or_default();
    let name = names::shortened(&name, 20);
    format!("{number:03} {name}{year}")
}

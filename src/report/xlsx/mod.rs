//! The working paper 审计工作底稿 as a workbook: figures as cells, computations as formulas over them.

mod account;
mod block;
mod book;
mod cover;
mod evidence;
mod formula;
mod leaves;
mod looks;
mod names;
mod number;
mod page;
mod summary;
mod tables;
mod years;

use std::io::{self, Write};
use std::sync::Arc;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use self::account::{FIRST_ROW, Sheet};
use self::book::Book;
use self::leaves::Leaves;
use self::looks::Looks;
use self::names::Names;
use self::page::Page;
use self::tables::Tables;
use super::foot;
use super::matter::Matter;
use super::standing::Standings;
use super::text::{Listed, TextOptions, entity};
use super::years::{Before, Years};
use crate::draw::Style;
use crate::finding::{PrintedTable, Severity, Verdict};
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
    Paper::new(document, options, layout).write(out).map_err(|error| match error {
        XlsxError::IoError(error) => error,
        error => io::Error::other(error.to_string()),
    })
}

/// What the sheets are made from.
struct Paper<'a> {
    document: &'a Document,
    options: &'a TextOptions,
    layout: &'a Layout,
    looks: Looks<'a>,
    watermark: Option<String>,
    /// How many texts were cut.
    cut: usize,
}

/// What became of a sheet.
#[derive(Default)]
struct Written {
    /// The rows in which its blocks begin.
    rows: Vec<u32>,
    cut: usize,
    noted: bool,
}

/// The sheets of accounts as they were put aside.
struct Aside {
    leaves: Leaves,
    /// Where the blocks of each begin.
    rows: Vec<Vec<u32>>,
    /// What moved in each; empty when that is not shown.
    years: Vec<Years>,
}

impl<'a> Paper<'a> {
    fn new(document: &'a Document, options: &'a TextOptions, layout: &'a Layout) -> Self {
        let watermark = foot::watermark(document, &options.style);
        Self { document, options, layout, looks: Looks::new(&layout.font), watermark, cut: 0 }
    }

    fn write(mut self, out: &mut impl Write) -> Result<(), XlsxError> {
        let (document, layout, style, over) =
            (self.document, self.layout, &self.options.style, &self.options.forms.over);
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
        let front: Vec<&String> =
            [&cover, &summary].into_iter().chain(compared.as_ref().map(|(_, name)| name)).collect();
        let first = front.len();

        let standings = Standings::of(document);
        let book = Book::of(document, &accounts);
        let aside = self.accounts((first, accounts.len()), &matters, (&standings, &book))?;

        let mut workbook = Workbook::new();
        let date = ExcelDateTime::from_ymd(2000, 1, 1)?;
        workbook.set_properties(&DocProperties::new().set_title(&layout.cover.title).set_creation_datetime(&date));
        self.looks.order().iter().for_each(|format| workbook.register_format(format));
        let whole = |number: &usize| (first..first + accounts.len()).contains(number) && !aside.leaves.has(*number);
        let mut streamed = streamed((first..first + accounts.len()).filter(whole).count());
        for (number, name) in front.into_iter().chain(&accounts).chain(&sheets).enumerate() {
            let sheet = match whole(&number) && streamed > 0 {
                true => {
                    streamed -= 1;
                    workbook.add_worksheet_with_constant_memory()?
                }
                false => workbook.add_worksheet(),
            };
            sheet.set_name(name)?;
            if !aside.leaves.has(number) {
                self.edges(sheet);
            }
        }
        let mut again = (0..accounts.len()).filter(|number| !aside.leaves.has(first + number));
        again.try_for_each(|number| {
            let sheet = workbook.worksheet_from_index(first + number)?;
            let printed = self.printed(number)?;
            self.account(sheet, (number, &printed), &matters, (&standings, &book)).map(drop)
        })?;
        let place = |matter: &Matter| {
            let account = matter.shown.finding.account_number;
            let row = aside.rows.get(account)?.get(matter.block)?;
            Some(format!("'{}'!A{}", accounts.get(account)?, row + 1))
        };

        let mut page = self.page(workbook.worksheet_from_index(1)?);
        summary::write(&mut page, &layout.summary, matters.iter().flatten().map(|m| (m, place(m))), style)?;
        self.cut += page.cut;
        if let Some((layout, _)) = compared {
            let mut page = self.page(workbook.worksheet_from_index(2)?);
            years::write(&mut page, layout, (document, &book), (&aside.years, over), style)?;
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
        aside.leaves.bind(workbook, out)
    }

    /// Writes the sheets of accounts, of which the first has this number, and puts them aside; one with notes cannot be,
    /// since they stand outside of it.
    fn accounts(
        &mut self,
        (first, count): (usize, usize),
        matters: &[Vec<Matter<'_>>],
        (standings, book): (&Standings<'_>, &Book<'_>),
    ) -> Result<Aside, XlsxError> {
        let mut aside = Aside { leaves: Leaves::new(), rows: Vec::with_capacity(count), years: Vec::new() };
        let before = self.layout.years.is_some().then(|| Before::of(self.document));
        for (number, account) in self.document.accounts.iter().enumerate().take(count) {
            let tables = account.tables.get()?;
            let sheet = aside.leaves.sheet(self.looks.order())?;
            self.edges(sheet);
            let written = self.account(sheet, (number, &tables), matters, (standings, book))?;
            self.cut += written.cut;
            aside.rows.push(written.rows);
            aside.leaves.put((!written.noted).then_some(first + number))?;
            if let Some(before) = &before {
                aside.years.push(before.compare(account, &tables, &self.options.forms.over)?);
            }
        }
        aside.leaves.finish()?;
        Ok(aside)
    }

    /// The tables of an account.
    fn printed(&self, number: usize) -> Result<Arc<Vec<PrintedTable>>, XlsxError> {
        let tables = self.document.accounts.get(number).map(|account| account.tables.get()).transpose()?;
        Ok(tables.unwrap_or_default())
    }

    /// Writes the sheet of an account that prints some tables.
    fn account(
        &mut self,
        sheet: &mut Worksheet,
        (number, tables): (usize, &[PrintedTable]),
        matters: &[Vec<Matter<'_>>],
        (standings, book): (&Standings<'_>, &Book<'_>),
    ) -> Result<Written, XlsxError> {
        let (Some(account), style) = (self.document.accounts.get(number), &self.options.style) else {
            return Ok(Written::default());
        };
        let (placed, marks) = (Tables::of(tables), standings.of_account(number, tables));
        let matters = matters.get(number).map_or(&[][..], Vec::as_slice);
        if !matters.is_empty() {
            book.keep(number, placed.cells(FIRST_ROW));
        }
        let guarded = marks.guarded(tables);
        let layout = &self.layout.account;
        let written = Sheet { number, account, tables: &placed, marks: &marks, matters, guarded, layout };
        let mut page = self.page(sheet);
        let rows = written.write(&mut page, book, style)?;
        Ok(Written { rows, cut: page.cut, noted: page.noted })
    }

    /// What is printed on every page of a sheet.
    fn edges(&self, sheet: &mut Worksheet) {
        // `&` begins a code there.
        if let Some(watermark) = &self.watermark {
            sheet.set_header(format!("&R{}", watermark.replace('&', "&&")));
        }
        sheet.set_footer("&C&P / &N");
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

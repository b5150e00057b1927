//! Which account stands on which sheet, and where its figures are, for those that point across sheets.

use std::cell::RefCell;
use std::collections::HashMap;

use rust_xlsxwriter::XlsxError;

use super::account::FIRST_ROW;
use super::tables::Tables;
use crate::finding::Spot;
use crate::result::Document;

/// Most accounts whose cells are kept at once.
const KEPT: usize = 16;

/// Cells of numbers by where they stand in the account's file.
pub(super) type Cells = HashMap<Spot, (u32, u16)>;

/// The sheets of accounts.
pub(super) struct Book<'a> {
    document: &'a Document,
    /// Their names.
    sheets: &'a [String],
    files: HashMap<&'a str, usize>,
    /// Worked out when first asked for.
    cells: RefCell<HashMap<usize, Cells>>,
}

impl<'a> Book<'a> {
    pub(super) fn of(document: &'a Document, sheets: &'a [String]) -> Self {
        let mut files = HashMap::new();
        for (number, account) in document.accounts.iter().enumerate().filter(|(_, a)| a.together.is_none()) {
            files.entry(account.file.as_str()).or_insert(number);
        }
        Self { document, sheets, files, cells: RefCell::default() }
    }

    /// The number of the account of a file.
    pub(super) fn account(&self, file: &str) -> Option<usize> {
        self.files.get(file).copied()
    }

    /// The sheet of an account; none when it has none.
    pub(super) fn sheet(&self, account: usize) -> Option<&str> {
        self.sheets.get(account).map(String::as_str)
    }

    /// Row and column of a figure that is a number on its sheet.
    pub(super) fn cell(&self, account: usize, spot: Spot) -> Result<Option<(u32, u16)>, XlsxError> {
        if let Some(cells) = self.cells.borrow().get(&account) {
            return Ok(cells.get(&spot).copied());
        }
        let Some(printed) = self.sheet(account).and_then(|_| self.document.accounts.get(account)) else {
            return Ok(None);
        };
        let cells = Tables::of(&printed.tables.get()?).cells(FIRST_ROW);
        let cell = cells.get(&spot).copied();
        self.keep(account, cells);
        Ok(cell)
    }

    /// Has the cells of an account at hand.
    pub(super) fn keep(&self, account: usize, cells: Cells) {
        let mut kept = self.cells.borrow_mut();
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(account, cells);
    }
}

//! Which account stands on which sheet, and where its figures are, for those that point across sheets.

use std::cell::RefCell;
use std::collections::HashMap;

use super::account::FIRST_ROW;
use super::tables::Tables;
use crate::finding::Spot;
use crate::result::Document;

/// Most accounts whose cells are kept at once.
const KEPT: usize = 64;

/// Cells of numbers by where they stand in the account's file.
type Cells = HashMap<Spot, (u32, u16)>;

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
    pub(super) fn cell(&self, account: usize, spot: Spot) -> Option<(u32, u16)> {
        let printed = self.sheet(account).and_then(|_| self.document.accounts.get(account))?;
        let mut kept = self.cells.borrow_mut();
        if kept.len() >= KEPT && !kept.contains_key(&account) {
            kept.clear();
        }
        kept.entry(account).or_insert_with(|| Tables::of(printed).cells(FIRST_ROW)).get(&spot).copied()
    }
}

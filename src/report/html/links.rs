//! What leads where in the report: from figures to findings and back.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::io;

use crate::finding::Spot;
use crate::report::text::Listed;
use crate::result::{Document, Finding};

/// Most accounts whose figures are kept at once.
const KEPT: usize = 16;

/// By what everything is found again.
#[derive(Debug)]
pub(super) struct Links<'a> {
    document: &'a Document,
    /// Of each finding that is told, by where it is in memory.
    told: HashMap<*const Finding, Told>,
    /// The same by its number in the document.
    numbers: HashMap<usize, Told>,
    /// The number of each account, by its file.
    accounts: HashMap<&'a str, usize>,
    /// The number of each figure of an account, by where it stands in the file; of those asked for last.
    figures: RefCell<HashMap<usize, HashMap<Spot, usize>>>,
    /// Accounts and figures to which something leads.
    led_to: RefCell<HashSet<(usize, usize)>>,
    /// Why the figures of an account could not be looked up.
    failed: RefCell<Option<io::Error>>,
}

/// A finding that is told.
#[derive(Debug, Clone, Copy)]
struct Told {
    /// Its number among all that are told.
    number: usize,
    /// That among those of its account that are told in full, if it is one of them.
    full: Option<usize>,
}

impl<'a> Links<'a> {
    pub(super) fn of(document: &'a Document, listed: &Listed<'_>) -> Self {
        let mut told = HashMap::new();
        for account in 0..document.accounts.len() {
            let mut full = 0;
            for shown in listed.of(account) {
                full += usize::from(shown.finding.is_finding());
                let full = shown.finding.is_finding().then_some(full);
                told.insert(std::ptr::from_ref(shown.finding), Told { number: told.len() + 1, full });
            }
        }
        let numbered = document.findings.iter().enumerate();
        let numbers = numbered.filter_map(|(number, f)| Some((number, *told.get(&std::ptr::from_ref(f))?))).collect();
        let mut accounts = HashMap::new();
        for (number, account) in document.accounts.iter().enumerate() {
            accounts.entry(account.file.as_str()).or_insert(number);
        }
        Self {
            document,
            told,
            numbers,
            accounts,
            figures: RefCell::default(),
            led_to: RefCell::default(),
            failed: RefCell::default(),
        }
    }

    /// The anchor of a finding that is told.
    pub(super) fn of_finding(&self, finding: &Finding) -> String {
        of_number(self.told.get(&std::ptr::from_ref(finding)).map_or(0, |told| told.number))
    }

    /// The anchor of a finding by its number in the document, and its number among those of its account that are told
    /// in full; none when it is not told.
    pub(super) fn of_told(&self, number: usize) -> Option<(String, Option<usize>)> {
        self.numbers.get(&number).map(|told| (of_number(told.number), told.full))
    }

    /// The anchor of a figure, by its file and where it stands there; none when no account prints it.
    pub(super) fn of_figure(&self, file: &str, spot: Spot) -> Option<String> {
        let account = *self.accounts.get(file)?;
        let figure = self.figure(account, spot).unwrap_or_else(|error| {
            self.failed.replace(Some(error));
            None
        })?;
        self.led_to.borrow_mut().insert((account, figure));
        Some(of_cell(account, figure))
    }

    /// That everything that was asked for could be looked up.
    ///
    /// # Errors
    /// Why it could not.
    pub(super) fn whole(&self) -> io::Result<()> {
        self.failed.take().map_or(Ok(()), Err)
    }

    fn figure(&self, account: usize, spot: Spot) -> io::Result<Option<usize>> {
        if let Some(figures) = self.figures.borrow().get(&account) {
            return Ok(figures.get(&spot).copied());
        }
        let Some(printed) = self.document.accounts.get(account) else { return Ok(None) };
        let tables = printed.tables.get()?;
        let printed = tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.figures);
        let figures: HashMap<Spot, usize> = printed.enumerate().map(|(n, figure)| (figure.spot(), n)).collect();
        let figure = figures.get(&spot).copied();
        let mut kept = self.figures.borrow_mut();
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(account, figures);
        Ok(figure)
    }

    /// Whether the anchor of a figure has been given out, by the number of its account and its own.
    pub(super) fn is_led_to(&self, account: usize, figure: usize) -> bool {
        self.led_to.borrow().contains(&(account, figure))
    }
}

fn of_number(number: usize) -> String {
    format!("f{number}")
}

/// The anchor of an account.
pub(super) fn of_account(number: usize) -> String {
    format!("a{}", number + 1)
}

/// The anchor of a figure of an account, by the number of both.
pub(super) fn of_cell(account: usize, figure: usize) -> String {
    format!("a{}c{}", account + 1, figure + 1)
}

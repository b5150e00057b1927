//! What leads where in the report: from figures to findings and back.

use std::collections::HashMap;

use crate::report::text::Listed;
use crate::result::{Document, Finding};

/// By what everything is found again.
#[derive(Debug)]
pub(super) struct Links<'a> {
    /// The number in the document of each finding, by where it is.
    findings: HashMap<*const Finding, usize>,
    /// Of each finding that is told, by its number in the document: its number among those of its account that are
    /// told in full, if it is one of them.
    told: HashMap<usize, Option<usize>>,
    /// The number of each account, by its file.
    accounts: HashMap<&'a str, usize>,
    /// The number of each figure of an account, by its path.
    figures: Vec<HashMap<&'a str, usize>>,
}

impl<'a> Links<'a> {
    pub(super) fn of(document: &'a Document, listed: &Listed<'_>) -> Self {
        let numbered = document.findings.iter().enumerate();
        let findings: HashMap<_, _> = numbered.map(|(number, f)| (std::ptr::from_ref(f), number)).collect();
        let mut told = HashMap::new();
        for account in 0..document.accounts.len() {
            let mut full = 0;
            for shown in listed.of(account) {
                full += usize::from(shown.finding.is_finding());
                if let Some(&number) = findings.get(&std::ptr::from_ref(shown.finding)) {
                    told.insert(number, shown.finding.is_finding().then_some(full));
                }
            }
        }
        let mut accounts = HashMap::new();
        let mut figures = Vec::new();
        for (number, account) in document.accounts.iter().enumerate() {
            accounts.entry(account.file.as_str()).or_insert(number);
            let printed = account.tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.figures);
            figures.push(printed.enumerate().map(|(n, figure)| (figure.path.as_str(), n)).collect());
        }
        Self { findings, told, accounts, figures }
    }

    /// The anchor of a finding of the document.
    pub(super) fn of_finding(&self, finding: &Finding) -> String {
        of_number(self.findings.get(&std::ptr::from_ref(finding)).copied().unwrap_or_default())
    }

    /// The anchor of a finding by its number in the document, and its number among those of its account that are told
    /// in full; none when it is not told.
    pub(super) fn of_told(&self, number: usize) -> Option<(String, Option<usize>)> {
        self.told.get(&number).map(|full| (of_number(number), *full))
    }

    /// The anchor of a figure, by file and path; none when no account prints it.
    pub(super) fn of_figure(&self, file: &str, path: &str) -> Option<String> {
        let account = *self.accounts.get(file)?;
        let figure = *self.figures.get(account)?.get(path)?;
        Some(of_cell(account, figure))
    }
}

fn of_number(number: usize) -> String {
    format!("f{}", number + 1)
}

/// The anchor of an account.
pub(super) fn of_account(number: usize) -> String {
    format!("a{}", number + 1)
}

/// The anchor of a figure of an account, by the number of both.
pub(super) fn of_cell(account: usize, figure: usize) -> String {
    format!("a{}c{}", account + 1, figure + 1)
}

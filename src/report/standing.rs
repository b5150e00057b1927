//! What became of every figure of every account: its gravest verdict, and the findings it took part in.

use std::collections::HashMap;

use crate::finding::{CellContent, PrintedFigure, Spot, Verdict};
use crate::result::{Account, Document};

/// What was established of the figures of a document's accounts.
#[derive(Debug)]
pub(super) struct Standings {
    /// For each account, by where the figure stands: its path is another one to the account of the year after.
    accounts: Vec<HashMap<Spot, Standing>>,
}

/// What was established of one figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Standing {
    /// The gravest verdict of those it took part in.
    pub(super) verdict: Verdict,
    /// Numbers in [`Document::findings`] of what it took part in, in their order; what did not apply is left out.
    pub(super) findings: Vec<usize>,
}

impl Standings {
    /// Those of a document whose findings are all there, or whose figures are marked for which the others hold.
    pub(super) fn of(document: &Document) -> Self {
        let numbers: HashMap<&str, usize> =
            document.accounts.iter().enumerate().map(|(number, account)| (account.file.as_str(), number)).collect();
        let held = |account: &Account| {
            let figures = account.tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.figures);
            figures.filter(|figure| figure.held).map(|figure| (figure.spot(), Standing::default())).collect()
        };
        let mut accounts: Vec<HashMap<Spot, Standing>> = document.accounts.iter().map(held).collect();
        let judged = document.findings.iter().enumerate().filter(|(_, f)| f.verdict != Verdict::NotApplicable);
        for (number, finding) in judged {
            for figure in &finding.figures {
                // A figure may be another account's: the year before, a unit below.
                let file = figure.extent.file.as_deref().unwrap_or(&finding.account);
                let Some(figures) = numbers.get(file).and_then(|&account| accounts.get_mut(account)) else { continue };
                let Some(spot) = figure.spot() else { continue };
                figures
                    .entry(spot)
                    .and_modify(|standing| standing.add(number, finding.verdict))
                    .or_insert_with(|| Standing { verdict: finding.verdict, findings: vec![number] });
            }
        }
        Self { accounts }
    }

    /// What was established of a figure of an account; none when no rule that applied has looked at it.
    pub(super) fn get(&self, account: usize, figure: &PrintedFigure) -> Option<&Standing> {
        self.accounts.get(account)?.get(&figure.spot())
    }

    /// How many numbers an account prints, and how many of them some rule has looked at.
    pub(super) fn guarded(&self, document: &Document, account: usize) -> (usize, usize) {
        let tables = document.accounts.get(account).map_or(&[][..], |account| account.tables.as_slice());
        let figures = tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.figures);
        let numbers = figures.filter(|figure| figure.content == CellContent::Number);
        numbers.fold((0, 0), |(all, guarded), figure| {
            (all + 1, guarded + usize::from(self.get(account, figure).is_some()))
        })
    }
}

impl Default for Standing {
    /// That of a figure for which something holds.
    fn default() -> Self {
        Self { verdict: Verdict::Holds, findings: Vec::new() }
    }
}

impl Standing {
    fn add(&mut self, number: usize, verdict: Verdict) {
        if self.findings.last() != Some(&number) {
            self.findings.push(number);
        }
        if rank(verdict) < rank(self.verdict) {
            self.verdict = verdict;
        }
    }
}

/// Which verdict stands for a figure. One that was compared is told by that: what could not be judged says more of
/// the figure that was missing.
fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Violated => 0,
        Verdict::Improbable => 1,
        Verdict::Waived => 2,
        Verdict::Rounding => 3,
        Verdict::Holds => 4,
        Verdict::Undefined => 5,
        Verdict::Undetermined => 6,
        Verdict::NotApplicable => 7,
    }
}

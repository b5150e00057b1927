//! What became of every figure of every account: its gravest verdict, and the findings it took part in.

use std::collections::HashMap;

use crate::finding::{CellContent, PrintedFigure, PrintedTable, Spot, Verdict};
use crate::result::Document;

/// Which findings have to do with which account.
#[derive(Debug)]
pub(super) struct Standings<'a> {
    document: &'a Document,
    /// For each account the numbers in [`Document::findings`] of those that have a figure of it, in their order; what did
    /// not apply is left out.
    accounts: Vec<Vec<usize>>,
}

/// What was established of the figures of one account, by where they stand: the path of a figure is another one to the
/// account of the year after.
#[derive(Debug)]
pub(super) struct Marks(HashMap<Spot, Standing>);

/// What was established of one figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Standing {
    /// The gravest verdict of those it took part in.
    pub(super) verdict: Verdict,
    /// Numbers in [`Document::findings`] of what it took part in, in their order; what did not apply is left out.
    pub(super) findings: Vec<usize>,
}

impl<'a> Standings<'a> {
    /// Those of a document whose findings are all there, or whose figures are marked for which the others hold.
    pub(super) fn of(document: &'a Document) -> Self {
        let numbers: HashMap<&str, usize> =
            document.accounts.iter().enumerate().map(|(number, account)| (account.file.as_str(), number)).collect();
        let mut accounts = vec![Vec::new(); document.accounts.len()];
        let judged = document.findings.iter().enumerate().filter(|(_, f)| f.verdict != Verdict::NotApplicable);
        for (number, finding) in judged {
            for figure in &finding.figures {
                // A figure may be another account's: the year before, a unit below.
                let file = figure.extent.file.as_deref().unwrap_or(&finding.account);
                let findings = numbers.get(file).and_then(|&account| accounts.get_mut(account));
                if let Some(findings) = findings.filter(|findings: &&mut Vec<usize>| findings.last() != Some(&number)) {
                    findings.push(number);
                }
            }
        }
        Self { document, accounts }
    }

    /// What was established of the figures of an account that prints these tables.
    pub(super) fn of_account(&self, account: usize, tables: &[PrintedTable]) -> Marks {
        let figures = tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.figures);
        let held = figures.filter(|figure| figure.held).map(|figure| (figure.spot(), Standing::default()));
        let mut marks: HashMap<Spot, Standing> = held.collect();
        let file = self.document.accounts.get(account).map(|account| account.file.as_str());
        for &number in self.accounts.get(account).into_iter().flatten() {
            let Some(finding) = self.document.findings.get(number) else { continue };
            for figure in &finding.figures {
                let own = Some(figure.extent.file.as_deref().unwrap_or(&finding.account)) == file;
                let Some(spot) = figure.spot().filter(|_| own) else { continue };
                marks
                    .entry(spot)
                    .and_modify(|standing| standing.add(number, finding.verdict))
                    .or_insert_with(|| Standing { verdict: finding.verdict, findings: vec![number] });
            }
        }
        Marks(marks)
    }
}

impl Marks {
    /// What was established of a figure; none when no rule that applied has looked at it.
    pub(super) fn get(&self, figure: &PrintedFigure) -> Option<&Standing> {
        self.0.get(&figure.spot())
    }

    /// How many numbers the tables print, and how many of them some rule has looked at.
    pub(super) fn guarded(&self, tables: &[PrintedTable]) -> (usize, usize) {
        let figures = tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.figures);
        let numbers = figures.filter(|figure| figure.content == CellContent::Number);
        numbers.fold((0, 0), |(all, guarded), figure| (all + 1, guarded + usize::from(self.get(figure).is_some())))
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

//! Goes through every text of a result that comes from an account or tells of one: the one list of what may have to
//! be kept back. Texts of rules and packs are not among them.

use std::collections::HashSet;
use std::io;

use super::{Account, Document, Excerpt, Finding, Place, Problem, Roster, Unit, Waiver};
use crate::finding::{Amount, CellContent, PrintedTable, Range, Side};

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// A number that was computed, and nothing else.
    Number,
    /// A figure as printed, or an expression over figures.
    Figure,
    /// A sentence that may name figures and entities.
    Told,
    /// A line of an account's file.
    AccountLine,
    /// What a row, a place or a figure is called; a path.
    Label,
    /// The name of an entity, its code, who answered for it.
    Name,
    /// The name of a file.
    File,
}

/// Whether a figure of an account says whose it is: the name, code or department above of its entity, or of a unit
/// below it. What kind of unit it is and in which province says less.
pub(super) fn is_naming(path: &str) -> bool {
    let below = path.strip_prefix("entity.");
    below.is_some_and(|below| matches!(below.rsplit('.').next(), Some("name" | "code" | "parent")))
}

/// Looks at, and may change, the texts of a result.
pub(super) trait Visitor {
    /// One text.
    fn text(&mut self, part: Part, text: &mut String);

    /// Everything.
    ///
    /// # Errors
    /// That tables which were put aside cannot be read or written.
    fn document(&mut self, document: &mut Document) -> io::Result<()> {
        let files: HashSet<String> = document.accounts.iter().map(|account| account.file.clone()).collect();
        for excerpt in &mut document.excerpts {
            self.excerpt(excerpt, &files);
        }
        document.accounts.iter_mut().try_for_each(|account| self.account(account))?;
        document.findings.iter_mut().for_each(|finding| self.finding(finding));
        document.diagnostics.iter_mut().for_each(|problem| self.problem(problem));
        document.waivers.iter_mut().for_each(|waiver| self.waiver(waiver));
        for resolved in document.baseline.iter_mut().flat_map(|baseline| &mut baseline.resolved) {
            self.text(Part::Told, &mut resolved.what);
        }
        if let Some(roster) = &mut document.roster {
            self.roster(roster);
        }
        Ok(())
    }

    /// The lines of an account's file; those of a rule file say nothing of any account.
    fn excerpt(&mut self, excerpt: &mut Excerpt, accounts: &HashSet<String>) {
        if accounts.contains(&excerpt.file) {
            excerpt.lines.iter_mut().for_each(|line| self.text(Part::AccountLine, &mut line.text));
        }
        self.text(Part::File, &mut excerpt.file);
    }

    /// An account with everything that it prints.
    fn account(&mut self, account: &mut Account) -> io::Result<()> {
        self.text(Part::File, &mut account.file);
        account.entity.iter_mut().for_each(|name| self.text(Part::Name, name));
        account.chosen.each(|text| self.text(Part::Label, text));
        account.tables.change(|tables| tables.iter_mut().for_each(|table| self.table(table)))
    }

    /// A table with its rows and figures.
    fn table(&mut self, table: &mut PrintedTable) {
        table.label.iter_mut().chain(&mut table.place).for_each(|text| self.text(Part::Label, text));
        for row in &mut table.rows {
            self.text(Part::Label, &mut row.label);
            for figure in &mut row.figures {
                let part = match figure.content {
                    _ if is_naming(&figure.path) => Part::Name,
                    CellContent::Number => Part::Number,
                    _ => Part::Figure,
                };
                self.text(part, &mut figure.text);
                figure.label.iter_mut().for_each(|text| self.text(Part::Label, text));
                if let Some(shared) = &mut figure.place {
                    let mut text = shared.to_string();
                    self.text(Part::Label, &mut text);
                    *shared = text.into();
                }
            }
        }
    }

    /// A finding with its evidence.
    fn finding(&mut self, finding: &mut Finding) {
        self.text(Part::File, &mut finding.account);
        finding.entity.iter_mut().for_each(|name| self.text(Part::Name, name));
        self.text(Part::Label, &mut finding.at);
        self.text(Part::Label, &mut finding.on);
        for binding in &mut finding.bindings {
            // A unit's code names it, that of a subject names nobody.
            let part = if is_naming(&format!("{}.code", binding.path)) { Part::Name } else { Part::Label };
            binding.code.iter_mut().for_each(|code| self.text(part, code));
            self.text(Part::Label, &mut binding.path);
        }
        self.place(&mut finding.rule_place);
        finding.left.iter_mut().chain(&mut finding.right).for_each(|side| self.side(side));
        finding.difference.iter_mut().chain(&mut finding.slack).for_each(|amount| self.amount(amount));
        finding.z.iter_mut().for_each(|z| self.text(Part::Number, z));
        for figure in &mut finding.figures {
            self.text(if is_naming(&figure.path) { Part::Name } else { Part::Figure }, &mut figure.text);
            self.text(Part::Label, &mut figure.path);
            figure.label.iter_mut().chain(&mut figure.place).for_each(|text| self.text(Part::Label, text));
            figure.extent.file.iter_mut().for_each(|file| self.text(Part::File, file));
        }
        finding.missing.iter_mut().for_each(|path| self.text(Part::Label, path));
        finding.reason.iter_mut().for_each(|reason| reason.each(|text| self.text(Part::Told, text)));
        finding.message.iter_mut().for_each(|message| self.text(Part::Told, message));
    }

    /// A side of a comparison.
    fn side(&mut self, side: &mut Side) {
        self.text(Part::Figure, &mut side.computation);
        side.value.iter_mut().chain(&mut side.converted).for_each(|amount| self.amount(amount));
        if let Some(Range { low, high, .. }) = &mut side.range {
            low.iter_mut().chain(high).for_each(|end| self.text(Part::Number, end));
        }
    }

    /// A number that was computed.
    fn amount(&mut self, amount: &mut Amount) {
        self.text(Part::Number, &mut amount.text);
        self.text(Part::Number, &mut amount.short);
    }

    /// What is wrong with an input.
    fn problem(&mut self, problem: &mut Problem) {
        problem.message.each(|text| self.text(Part::Told, text));
        problem.help.iter_mut().for_each(|help| help.each(|text| self.text(Part::Told, text)));
        problem.extent.file.iter_mut().for_each(|file| self.text(Part::File, file));
        for label in &mut problem.labels {
            label.text.each(|text| self.text(Part::Told, text));
            label.extent.file.iter_mut().for_each(|file| self.text(Part::File, file));
        }
    }

    /// An answer to findings.
    fn waiver(&mut self, waiver: &mut Waiver) {
        waiver.detail.iter_mut().for_each(|detail| detail.each(|text| self.text(Part::Told, text)));
        waiver.entity.iter_mut().for_each(|name| self.text(Part::Name, name));
        waiver.reason.iter_mut().chain(&mut waiver.evidence).for_each(|text| self.text(Part::Told, text));
        waiver.owner.iter_mut().chain(&mut waiver.decided_by).for_each(|name| self.text(Part::Name, name));
        self.place(&mut waiver.place);
    }

    /// Who owes an account.
    fn roster(&mut self, roster: &mut Roster) {
        roster.double.iter_mut().chain(&mut roster.extra).for_each(|unit| self.unit(unit));
        for missing in &mut roster.missing {
            self.unit(&mut missing.unit);
            self.place(&mut missing.place);
        }
    }

    /// A unit and the files of its accounts.
    fn unit(&mut self, unit: &mut Unit) {
        unit.name.iter_mut().chain(&mut unit.code).for_each(|name| self.text(Part::Name, name));
        unit.files.iter_mut().for_each(|file| self.text(Part::File, file));
    }

    /// Where something stands.
    fn place(&mut self, place: &mut Place) {
        self.text(Part::File, &mut place.file);
    }
}

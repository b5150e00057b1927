//! Judges the accounts of a run, each with those of which it speaks, and makes their report.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use super::aside::{AtHand, Entered, Stock};
use super::held::{self, Looked};
use super::relate::{relate, without_duplicates};
use super::{Compiled, Engine};
use crate::account::Header;
use crate::answer::Submitted;
use crate::eval::{self, Bound, Options, Relations};
use crate::finding::{AccountReport, Instance, Report, Tables, Unlisted};
use crate::message::{Text, msg};
use crate::plan::Needs;
use crate::source::{Rest, SourceId};

impl Engine {
    /// Judges accounts. Each is judged by the packs named, or by the one made for its province. Nothing is judged when
    /// what was put aside cannot be used; that is among [`Engine::diagnostics`].
    pub fn check<A: Into<Entered>>(&mut self, accounts: Vec<A>) -> Report {
        self.judge(accounts.into_iter().map(Into::into).collect()).unwrap_or_else(|error| {
            self.failed(&error);
            Report::default()
        })
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "accounts are numbered by their own list, and every other list here has one element for each"
    )]
    #[expect(clippy::arithmetic_side_effects, reason = "counts of things held in memory")]
    fn judge(&mut self, accounts: Vec<Entered>) -> io::Result<Report> {
        let mut report = Report { submitted: accounts.iter().map(submitted).collect(), ..Report::default() };
        let accounts = without_duplicates(accounts, &mut report, &mut self.sources)?;
        let mut sets: Vec<AccountReport> = Vec::new();
        let mut used = BTreeSet::new();
        let mut groups: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
        let mut chosen: Vec<(Vec<String>, Text)> = accounts.iter().map(|a| self.choose(&a.header)).collect();
        if !self.modules.is_empty() && (self.packs.is_empty() || self.packs_from.is_some()) {
            // The packs give the figures their names then, and no rules.
            chosen.iter_mut().for_each(|(_, why)| *why = msg!("pack-named"));
        }
        for (at, (packs, _)) in chosen.iter().enumerate() {
            groups.entry(packs.clone()).or_default().push(at);
        }
        let mut slots: Vec<Option<AccountReport>> = accounts.iter().map(|_| None).collect();
        let mut accounts: Vec<Option<Entered>> = accounts.into_iter().map(Some).collect();
        if self.packs.is_empty() && self.modules.is_empty() {
            self.check_selection(&groups.keys().cloned().collect::<Vec<_>>());
        }
        for (packs, members) in groups {
            let Some(compiled) = self.program(&packs) else { continue };
            used.extend(compiled.used.iter().filter(|_| self.records).map(|used| self.digested(used)));
            let first_rule = report.rules.len();
            report.rules.extend(compiled.program.rules.iter().map(|r| r.info.clone()));
            let needs = compiled.program.needs();
            let (mut places, mut stock, mut before) = (Vec::new(), Vec::new(), Vec::new());
            for &at in &members {
                let Some(account) = accounts[at].take() else { continue };
                let by = (&compiled, self.judges_at_once());
                match account.bind(by, needs, &self.options.limits, &mut self.sources)? {
                    Ok((account, judged)) => {
                        places.push(at);
                        stock.push(account);
                        before.push(judged);
                    }
                    Err(problems) => {
                        report.unreadable += 1;
                        report.diagnostics.extend(problems);
                    }
                }
            }
            let relations = relate(&stock.iter().map(Stock::header).collect::<Vec<_>>());
            let strips = self.records && !self.options.explain_all;
            let options = Options { explain_all: self.options.explain_all || self.records, ..self.options.clone() };
            let to_judge = before.into_iter().zip(&relations).zip(0..).collect();
            let judged = self.workers.in_order(to_judge, |((before, relations), number)| match before {
                Some(judged) => Ok(judged.numbered(number)),
                None => {
                    let judged = self.judged(&compiled, &options, &stock, (number, relations, needs));
                    self.steps.done();
                    judged
                }
            });
            let mut looked = Looked::new();
            let mut rests: BTreeMap<SourceId, Rest> = BTreeMap::new();
            for ((&at, account), judged) in places.iter().zip(&stock).zip(judged) {
                let Judged { mut instances, unlisted, tables, looked: figures, rests: places_in_texts } = judged?;
                figures.into_iter().for_each(|(account, spots)| looked.entry(account).or_default().extend(spots));
                places_in_texts.into_iter().for_each(|(text, rest)| rests.entry(text).or_default().extend(rest));
                settle(&mut instances, first_rule, &places);
                let mut judged =
                    account_report((account.file(), account.header()), &compiled, &chosen[at].1, instances);
                judged.unlisted = unlisted;
                if let Some(tables) = tables {
                    judged.tables = tables;
                    judged.sha256 = self.digests.get(&account.source()).cloned().unwrap_or_default();
                }
                slots[at] = Some(judged);
            }
            rests.into_iter().for_each(|(text, rest)| self.sources.let_go(text, rest));
            // Rules about all accounts have them all at hand; where there are none, nothing is judged.
            let bound: Vec<&Bound> = stock.iter().filter_map(Stock::here).collect();
            let mut together = eval::judge_set(&compiled.program, &bound, &options, &self.sources);
            if strips {
                let figures = held::strip(&mut together, &self.sources);
                figures.into_iter().for_each(|(account, spots)| looked.entry(account).or_default().extend(spots));
            }
            for (account, spots) in looked {
                if let Some(judged) = places.get(account).and_then(|&at| slots[at].as_mut()) {
                    judged.tables.mark(&spots);
                }
            }
            if !together.is_empty() {
                settle(&mut together, first_rule, &places);
                sets.push(AccountReport {
                    file: "accounts".to_owned(),
                    packs: compiled.shown.to_vec(),
                    adapted: compiled.adapted.clone(),
                    narrowed: compiled.narrowed.clone(),
                    chosen: places.first().map(|&at| chosen[at].1.clone()).unwrap_or_default(),
                    together: stock.len(),
                    instances: together,
                    ..AccountReport::default()
                });
            }
        }
        let kept: Vec<Option<usize>> = renumber(&slots);
        report.packs = used.into_iter().collect();
        report.accounts = slots.into_iter().flatten().chain(sets).collect();
        for instance in report.accounts.iter_mut().flat_map(|a| &mut a.instances) {
            for figure in instance.evidence.figures_mut() {
                figure.account = kept.get(figure.account).copied().flatten().unwrap_or(0);
            }
        }
        Ok(report)
    }

    /// Judges one of some accounts, with those at hand of which it speaks.
    fn judged(
        &self,
        compiled: &Compiled,
        options: &Options,
        stock: &[Stock],
        (number, relations, needs): (u32, &Relations, Needs),
    ) -> io::Result<Judged> {
        let program = &compiled.program;
        let bounds = (&self.options.limits, &self.sources);
        let at_hand = AtHand::of((number, relations, needs), stock, &program.dictionary, bounds)?;
        if self.counts_rest && !options.explain_all {
            return Ok(self.briefly(compiled, options, (&at_hand, stock), (number, relations)));
        }
        let (accounts, texts) = (at_hand.accounts(stock), at_hand.texts(&self.sources));
        let (current, relations) = (at_hand.number(number).unwrap_or_default(), at_hand.relations(relations));
        let mut judged = Judged::default();
        let tables = self.records.then(|| eval::tables(program, &accounts, current, texts));
        judged.instances = eval::judge_account(program, &accounts, current, &relations, options, texts);
        at_hand.renumber(&mut judged.instances);
        if self.records && !self.options.explain_all {
            judged.looked = held::strip(&mut judged.instances, texts);
            if self.counts_rest {
                judged.unlisted = held::count(&mut judged.instances);
            }
        }
        judged.rests = at_hand.rests(&judged.instances);
        if let Some(tables) = tables {
            let mut tables = Tables::from(tables);
            if let Some(spots) = judged.looked.remove(&(number as usize)) {
                tables.mark(&spots);
            }
            if stock.get(number as usize).is_some_and(Stock::is_aside) {
                tables.put_aside(&self.aside.shelf)?;
            }
            judged.tables = Some(tables);
        }
        Ok(judged)
    }

    /// The same, counting what holds and what is not applicable.
    pub(super) fn briefly(
        &self,
        compiled: &Compiled,
        options: &Options,
        (at_hand, stock): (&AtHand, &[Stock]),
        (number, relations): (u32, &Relations),
    ) -> Judged {
        let (current, relations) = (at_hand.number(number).unwrap_or_default(), at_hand.relations(relations));
        let of = (&*at_hand.accounts(stock), current, &relations);
        let texts = at_hand.texts(&self.sources);
        let brief = eval::judge_briefly(&compiled.program, compiled.proofs(), of, options, texts);
        let mut judged = Judged { unlisted: brief.unlisted(), instances: brief.instances, ..Judged::default() };
        at_hand.renumber(&mut judged.instances);
        judged.rests = at_hand.rests(&judged.instances);
        judged
    }
}

/// Numbers of one group of accounts to those of the whole report.
#[expect(clippy::arithmetic_side_effects, reason = "numbers in a list held in memory")]
fn settle(instances: &mut [Instance], first_rule: usize, places: &[usize]) {
    for instance in instances {
        instance.rule += first_rule;
        for figure in instance.evidence.figures_mut() {
            figure.account = places.get(figure.account).copied().unwrap_or(figure.account);
        }
    }
}

pub(super) fn account_report(
    (file, header): (&str, &Header),
    compiled: &Compiled,
    chosen: &Text,
    instances: Vec<Instance>,
) -> AccountReport {
    AccountReport {
        file: file.to_owned(),
        entity: header.entity.name.clone(),
        province: header.entity.province.clone(),
        year: header.year,
        together: 0,
        stage: header.stage.clone(),
        unit: header.unit,
        classification: header.classification,
        sha256: String::new(),
        tables: Tables::default(),
        packs: compiled.shown.to_vec(),
        adapted: compiled.adapted.clone(),
        narrowed: compiled.narrowed.clone(),
        chosen: chosen.clone(),
        instances,
        unlisted: Unlisted::default(),
    }
}

/// What was made of one account.
#[derive(Debug, Default)]
pub(super) struct Judged {
    instances: Vec<Instance>,
    unlisted: Unlisted,
    tables: Option<Tables>,
    looked: Looked,
    /// What has to be known of texts that are not held.
    pub(super) rests: BTreeMap<SourceId, Rest>,
}

impl Judged {
    /// The same of an account that was judged alone, and now has a number among others.
    fn numbered(mut self, number: u32) -> Self {
        for figure in self.instances.iter_mut().flat_map(|instance| instance.evidence.figures_mut()) {
            figure.account = number as usize;
        }
        self
    }
}

fn submitted(account: &Entered) -> Submitted {
    let header = &account.header;
    Submitted {
        file: account.file.clone(),
        entity: header.entity.name.clone(),
        code: header.entity.code.clone(),
        parent: header.entity.parent.clone(),
        year: header.year,
        stage: header.stage.clone(),
    }
}

/// The number of each account once the ones without a report are left out.
#[expect(clippy::arithmetic_side_effects, reason = "one was added just before")]
fn renumber(slots: &[Option<AccountReport>]) -> Vec<Option<usize>> {
    let mut next = 0;
    slots
        .iter()
        .map(|slot| {
            slot.is_some().then(|| {
                next += 1;
                next - 1
            })
        })
        .collect()
}

//! Accounts as they come: read, and judged at once where they speak of no other, so that a run over many does not hold
//! them.

use std::sync::Arc;

use super::aside::{AtHand, Entered, Head};
use super::chosen::Chosen;
use super::{Compiled, Engine};
use crate::account::{self, Account};
use crate::diagnostic::Diagnostic;
use crate::digest::sha256;
use crate::eval::{Bound, Relations};
use crate::plan::Needs;
use crate::source::{Source, SourceId};

/// What came of a file.
struct Arrival {
    source: SourceId,
    text: Arc<Source>,
    /// The digest of the file, when reports carry it.
    digest: Option<String>,
    /// What was told of an account that was read.
    warnings: Vec<Diagnostic>,
    came: Result<Came, Vec<Diagnostic>>,
}

enum Came {
    Account(Box<Account>),
    Judged(Box<Entered>),
}

impl Engine {
    /// Reads an account; what is wrong with it becomes diagnostics of the report.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read_account(&mut self, name: &str, bytes: Vec<u8>) -> Result<Account, Vec<Diagnostic>> {
        let read = self.read_accounts(vec![(name.to_owned(), bytes)], Ok).pop();
        read.unwrap_or_else(|| Err(Vec::new()))
    }

    /// Reads accounts from files, of each of which `read` gives the name and the bytes; it may be called on several
    /// threads. The results are in the order of the files.
    pub fn read_accounts<T: Send>(
        &mut self,
        files: Vec<T>,
        read: impl Fn(T) -> Result<(String, Vec<u8>), Diagnostic> + Send + Sync,
    ) -> Vec<Result<Account, Vec<Diagnostic>>> {
        let mut accounts = Vec::with_capacity(files.len());
        self.each(files, read, false, |engine, _, came| {
            accounts.push(came.and_then(|came| match came {
                Came::Account(account) => {
                    engine.keys.add(&account);
                    Ok(*account)
                }
                Came::Judged(_) => Err(Vec::new()),
            }));
        });
        accounts
    }

    /// Reads accounts for [`Engine::check`] from files, as [`Engine::read_accounts`] does. Whatever is set for the run,
    /// rules, packs and what reports carry, is to be set before: an account that speaks of no other may be judged at
    /// once, and only what the report says of it is kept. That one could not be put aside is an error of the run, among
    /// [`Engine::diagnostics`].
    pub fn enter<T: Send>(
        &mut self,
        files: Vec<T>,
        read: impl Fn(T) -> Result<(String, Vec<u8>), Diagnostic> + Send + Sync,
    ) -> Vec<Result<Entered, Vec<Diagnostic>>> {
        let mut accounts = Vec::with_capacity(files.len());
        let at_once = self.judges_at_once();
        self.each(files, read, at_once, |engine, told, came| {
            accounts.push(came.map(|came| match came {
                Came::Account(account) => {
                    if !engine.modules.is_empty() {
                        engine.keys.add(&account);
                    }
                    engine.entered(*account, told)
                }
                Came::Judged(entered) => *entered,
            }));
        });
        accounts
    }

    /// Whether an account that speaks of no other can be judged before the others are there: nothing but what is wrong
    /// is kept of it, and no rule is waiting for the names that stand in the accounts.
    pub(super) fn judges_at_once(&self) -> bool {
        self.counts_rest && !self.records && !self.options.explain_all && self.modules.is_empty()
    }

    /// Forgets what was made of packs and rules, since something is set anew.
    pub(super) fn unsettle(&mut self) {
        self.programs.clear();
        self.chosen = Chosen::default();
    }

    /// Reads files, and gives what came of each in their order, with whether something was told of it.
    fn each<T: Send>(
        &mut self,
        files: Vec<T>,
        read: impl Fn(T) -> Result<(String, Vec<u8>), Diagnostic> + Send + Sync,
        at_once: bool,
        mut take: impl FnMut(&mut Self, bool, Result<Came, Vec<Diagnostic>>),
    ) {
        let many = if files.len() > 1 { self.workers.at_once() } else { 1 };
        let mut files = files.into_iter();
        loop {
            let some: Vec<T> = files.by_ref().take(many).collect();
            if some.is_empty() {
                return;
            }
            for arrival in self.arrivals(some, &read, at_once) {
                let Arrival { source, text, digest, warnings, came } = arrival;
                self.sources.put(source, text);
                self.digests.extend(digest.map(|digest| (source, digest)));
                let told = !warnings.is_empty();
                self.diagnostics.extend(warnings);
                take(self, told, came);
            }
        }
    }

    fn arrivals<T: Send>(
        &mut self,
        files: Vec<T>,
        read: &(impl Fn(T) -> Result<(String, Vec<u8>), Diagnostic> + Send + Sync),
        at_once: bool,
    ) -> Vec<Arrival> {
        let first = self.sources.reserve(files.len());
        let numbered = (first.0..).map(SourceId).zip(files).collect();
        let mut arrivals = self.workers.in_order(numbered, |(source, file)| {
            let arrival = self.arrived(source, read(file));
            if at_once { self.judged_at_once(arrival) } else { arrival }
        });
        // The first of their like have to wait for their program.
        let mut waiting = false;
        for arrival in arrivals.iter().filter(|_| at_once) {
            if let Ok(Came::Account(account)) = &arrival.came
                && self.chosen.known(&account.header).is_none()
            {
                let mut chosen = std::mem::take(&mut self.chosen);
                waiting |= chosen.choose(&account.header, self, Self::program_at_once).is_some();
                self.chosen = chosen;
            }
        }
        if waiting {
            arrivals = self.workers.in_order(arrivals, |arrival| self.judged_at_once(arrival));
        }
        arrivals
    }

    /// The program of some packs, if its accounts can be judged at once. What is wrong with it is told in its time, after
    /// what is wrong with all the accounts.
    fn program_at_once(&mut self, packs: &[String]) -> Option<Arc<Compiled>> {
        let told = self.diagnostics.len();
        let compiled = self.program(packs);
        if self.diagnostics.len() > told {
            self.diagnostics.truncate(told);
            self.programs.remove(packs);
            return None;
        }
        compiled.filter(|compiled| compiled.program.needs() == Needs::None)
    }

    fn arrived(&self, source: SourceId, file: Result<(String, Vec<u8>), Diagnostic>) -> Arrival {
        let mut arrival = Arrival {
            source,
            text: Arc::new(Source::new("", "")),
            digest: None,
            warnings: Vec::new(),
            came: Err(Vec::new()),
        };
        let limits = &self.options.limits;
        let digested = |(name, bytes): (String, Vec<u8>)| {
            let digest = self.records.then(|| sha256(&bytes));
            account::decode(&name, bytes, limits).map(|text| (Source::new(name, text), digest))
        };
        match file.and_then(digested) {
            Ok((text, digest)) => {
                arrival.came = account::load_source(source, &text, limits).map(|(account, warnings)| {
                    arrival.warnings = warnings;
                    Came::Account(Box::new(account))
                });
                arrival.text = Arc::new(text);
                arrival.digest = digest;
                self.steps.done();
            }
            Err(problem) => arrival.came = Err(vec![problem]),
        }
        arrival
    }

    /// Judges an account that was read, if its program is there, and keeps only what the report says of it. Of a text that
    /// a diagnostic draws all is kept.
    fn judged_at_once(&self, arrival: Arrival) -> Arrival {
        let known = |account: &Account| self.chosen.known(&account.header).and_then(Option::clone);
        let (account, compiled) = match arrival.came {
            Ok(Came::Account(account)) => match known(&account) {
                Some(compiled) => (account, compiled),
                None => return Arrival { came: Ok(Came::Account(account)), ..arrival },
            },
            came => return Arrival { came, ..arrival },
        };
        let (mut text, source) = (arrival.text, arrival.source);
        let entered = Head::of(&account);
        let mut judged = Bound::new(*account, &compiled.program.dictionary).map(|bound| {
            let at_hand = AtHand::alone(bound, text.clone());
            let judged = self.briefly(&compiled, &self.options, (&at_hand, &[]), (0, &Relations::default()));
            self.steps.done();
            judged
        });
        if let Ok(judged) = &mut judged {
            let rests = std::mem::take(&mut judged.rests);
            if arrival.warnings.is_empty() {
                let mut rest = entered.drawn(&text.text);
                rests.into_values().for_each(|more| rest.extend(more));
                text = Arc::new(Source::rest(text.name.as_str(), rest));
            }
        }
        let entered = Box::new(entered.judged(compiled, judged));
        Arrival { source, text, came: Ok(Came::Judged(entered)), ..arrival }
    }
}

//! The pipeline on one page: packs and rule files to programs, accounts to bound trees, both to a report.

#[cfg(test)]
mod agreement;
mod batch;
mod compile;
mod configure;
mod held;
mod keys;
mod lint;
mod packs;
mod parallel;
mod progress;
mod reading;
mod relate;
mod select;
mod single;
mod spelling;
#[cfg(test)]
mod typos;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;

use crate::account::{self, Account};
use crate::answer::Submitted;
use crate::config::Lock;
use crate::diagnostic::Diagnostic;
use crate::digest::sha256;
use crate::eval::{self, Bound, Options, Proofs};
use crate::finding::{AccountReport, Adapted, Instance, Narrowed, PackUse, PrintedTable, Report, RuleInfo, Tables, Unlisted};
use crate::limits::Limits;
use crate::message::{Text, msg};
use crate::pack::{CodeInfo, FigureInfo, Given, Manifest, ParameterValue, Store};
use crate::plan::Program;
use crate::schema::{self, FileKind};
use crate::source::{SourceId, SourceMap};

pub use batch::Batch;
pub use lint::Mended;
pub use single::Evaluated;

use held::Looked;
use keys::Keys;
use parallel::in_order;
use progress::Steps;
use reading::broken;
use relate::{relate, without_duplicates};
use select::Selection;

/// The pack for accounts of no province in particular.
const DEFAULT_PACK: &str = "national";

/// Everything of one run: texts, packs, rule files.
#[derive(Debug)]
pub struct Engine {
    sources: SourceMap,
    store: Store,
    /// Packs named by the user; empty: chosen for each account.
    packs: Vec<String>,
    /// Packs to look through besides, without judging by them.
    linted: Vec<String>,
    /// Loose rule files.
    modules: Vec<SourceId>,
    /// The configuration that names the packs, as shown; none: the command line does.
    packs_from: Option<String>,
    /// Values of parameters that the user sets.
    parameters: Vec<Given>,
    /// Which rules run.
    selection: Selection,
    /// The packs as they must be.
    lock: Option<Lock>,
    /// Names that stand in the accounts read so far.
    keys: Keys,
    /// The digest of the file of each account read so far, when reports carry it.
    digests: HashMap<SourceId, String>,
    options: Options,
    /// Whether reports carry what accounts print, and the digests of packs.
    records: bool,
    /// Whether what holds and what is not applicable is only counted.
    counts_rest: bool,
    /// Threads that read and judge the accounts of a run; 0: as many as there are cores.
    threads: usize,
    /// Who is told that an account is read, or judged.
    steps: Steps,
    programs: BTreeMap<Vec<String>, Arc<Compiled>>,
    diagnostics: Vec<Diagnostic>,
}

/// A program with what a report says of it.
#[derive(Debug)]
struct Compiled {
    program: Program,
    used: Vec<Used>,
    shown: Vec<String>,
    adapted: Vec<Adapted>,
    narrowed: Option<Narrowed>,
    /// The rules before any was left out.
    all_rules: Vec<RuleInfo>,
    parameters: BTreeMap<String, ParameterValue>,
}

/// Where rules of a program come from.
#[derive(Debug)]
enum Used {
    /// A pack: name and version.
    Pack(String, String),
    /// A loose rule file.
    Rules(SourceId),
}

impl Default for Engine {
    fn default() -> Self {
        Self::new()
    }
}

impl Engine {
    /// An engine that knows the packs inside the binary.
    pub fn new() -> Self {
        Self {
            sources: SourceMap::default(),
            store: Store::embedded(),
            packs: Vec::new(),
            linted: Vec::new(),
            modules: Vec::new(),
            packs_from: None,
            parameters: Vec::new(),
            selection: Selection::default(),
            lock: None,
            keys: Keys::default(),
            digests: HashMap::new(),
            options: Options::default(),
            records: false,
            counts_rest: false,
            threads: 1,
            steps: Steps::default(),
            programs: BTreeMap::new(),
            diagnostics: Vec::new(),
        }
    }

    /// Sets how verdicts are reached.
    #[must_use]
    pub fn with_options(mut self, options: Options) -> Self {
        self.options = options;
        self
    }

    /// Sets the bounds of the run.
    pub fn set_limits(&mut self, limits: Limits) {
        self.options.limits = limits;
    }

    /// Has instances that hold get their evidence too.
    #[must_use]
    pub fn explaining_all(mut self, explain_all: bool) -> Self {
        self.options.explain_all = explain_all;
        self
    }

    /// Has reports only count what holds and what is not applicable, which takes much less time and room. Of no effect
    /// where evidence of it is wanted, nor on rules about all accounts together.
    #[must_use]
    pub fn counting_the_rest(mut self, counts_rest: bool) -> Self {
        self.counts_rest = counts_rest;
        self
    }

    /// The bounds of the run.
    pub fn limits(&self) -> &Limits {
        &self.options.limits
    }

    /// Has reports carry everything that the accounts print, table by table, for which figures something holds, and the
    /// digests of packs: what a result needs that stands for the accounts.
    pub fn record(&mut self) {
        self.records = true;
    }

    /// Reads and judges accounts on so many threads; 0: on as many as there are cores, or as `RAYON_NUM_THREADS`
    /// says. One without this. The report is the same.
    #[must_use]
    pub fn with_threads(mut self, threads: usize) -> Self {
        self.threads = threads;
        self
    }

    /// The texts of the run, for reports that point into them.
    pub fn sources(&self) -> &SourceMap {
        &self.sources
    }

    /// The names of the packs that can be named.
    pub fn pack_names(&self) -> Vec<String> {
        self.store.names()
    }

    /// What a pack says of itself; none when there is no such pack.
    ///
    /// # Errors
    /// What is wrong with the pack's manifest or dictionary.
    pub fn manifest(&mut self, pack: &str) -> Result<Option<Manifest>, Vec<Diagnostic>> {
        self.store.manifest(pack, &mut self.sources)
    }

    /// The packs that were named, by name or as a folder.
    pub fn named_packs(&self) -> &[String] {
        &self.packs
    }

    /// The case files of a pack: the name of each as shown to the user, and its text.
    pub fn case_files(&self, pack: &str) -> Vec<(String, String)> {
        self.store.case_files(pack)
    }

    /// Every figure that a pack and the packs it builds on declare; a group stands before its figures.
    ///
    /// # Errors
    /// What is wrong with the packs, and that there is no such pack.
    pub fn figures(&mut self, pack: &str) -> Result<Vec<FigureInfo>, Vec<Diagnostic>> {
        Ok(self.store.resolve(pack, &mut self.sources)?.dictionary.figures())
    }

    /// Every standard subject that a pack and the packs it builds on list, with each of its names.
    ///
    /// # Errors
    /// What is wrong with the packs, and that there is no such pack.
    pub fn codes(&mut self, pack: &str) -> Result<Vec<CodeInfo>, Vec<Diagnostic>> {
        Ok(self.store.resolve(pack, &mut self.sources)?.codes.all())
    }

    /// The JSON Schema (draft-07) of a file. That of an account, or of cases, has the figures of the packs named, or of the
    /// default one.
    ///
    /// # Errors
    /// What is wrong with the packs.
    pub fn schema(&mut self, of: FileKind) -> Result<String, Vec<Diagnostic>> {
        match of {
            FileKind::Account | FileKind::Cases => {
                let packs = self.packs_or_default();
                let write = if of == FileKind::Cases { schema::cases } else { schema::account };
                self.resolve(&packs).map(|resolved| write(&resolved.dictionary))
            }
            FileKind::Figures => Ok(schema::figures()),
            FileKind::Pack => Ok(schema::pack()),
            FileKind::Codes => Ok(schema::codes()),
            FileKind::Waivers => Ok(schema::waivers()),
            FileKind::Units => Ok(schema::units()),
            FileKind::Layout => Ok(schema::layout()),
            FileKind::Result => Ok(schema::result()),
        }
    }

    /// What is wrong with rule files and packs so far.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Whether rules or packs cannot be used.
    pub fn has_errors(&self) -> bool {
        broken(&self.diagnostics)
    }

    /// Judges by a pack: one by name.
    pub fn use_pack(&mut self, name: &str) {
        self.packs.push(name.to_owned());
    }

    /// Judges by the pack in a folder.
    pub fn use_pack_folder(&mut self, folder: &Path) {
        match self.store.add_folder(folder, &mut self.sources) {
            Ok(name) => self.packs.push(name),
            Err(problems) => self.diagnostics.extend(problems),
        }
    }

    /// Judges by a rule file.
    pub fn use_rules(&mut self, name: &str, text: &str) {
        let source = self.sources.add(name, text);
        self.modules.push(source);
    }

    /// Adds a text that is put on finished reports: waivers, a baseline or a roster.
    pub fn add_text(&mut self, name: &str, text: &str) -> SourceId {
        self.sources.add(name, text)
    }

    /// Reads an account; what is wrong with it becomes diagnostics of the report.
    pub fn read_account(&mut self, name: &str, bytes: Vec<u8>) -> Result<Account, Vec<Diagnostic>> {
        let read = self.read_accounts(vec![(name.to_owned(), bytes)]).pop();
        read.unwrap_or_else(|| Err(Vec::new()))
    }

    /// Reads accounts, each with the name of its file. The results are in the order of the files.
    pub fn read_accounts(&mut self, files: Vec<(String, Vec<u8>)>) -> Vec<Result<Account, Vec<Diagnostic>>> {
        let limits = &self.options.limits;
        let texts = files.into_iter().map(|(name, bytes)| {
            let digest = self.records.then(|| sha256(&bytes));
            let source =
                self.sources.add(&name, account::decode(&name, bytes, limits).map_err(|problem| vec![problem])?);
            self.digests.extend(digest.map(|digest| (source, digest)));
            Ok(source)
        });
        let texts: Vec<Result<SourceId, Vec<Diagnostic>>> = texts.collect();
        let read = in_order(self.threads, texts, |source| {
            let source = source?;
            let text = self.sources.get(source);
            let read = account::load_file(source, &text.name, &text.text, limits);
            self.steps.done();
            read
        });
        let mut accounts = Vec::with_capacity(read.len());
        for read in read {
            accounts.push(read.map(|(account, warnings)| {
                self.diagnostics.extend(warnings);
                self.keys.add(&account);
                account
            }));
        }
        accounts
    }

    /// Compiles the packs and rule files that were named, so that their errors are known before any
    /// account is judged. Loose rule files may name figures of the accounts that were read before.
    pub fn prepare(&mut self) {
        if !self.packs.is_empty() || !self.modules.is_empty() {
            let packs = self.packs_or_default();
            if self.program(&packs).is_some() {
                self.check_selection(&[packs]);
            }
        }
    }

    /// Judges accounts. Each is judged by the packs named, or by the one made for its province.
    #[expect(
        clippy::indexing_slicing,
        reason = "accounts are numbered by their own list, and every other list here has one element for each"
    )]
    #[expect(clippy::arithmetic_side_effects, reason = "counts of things held in memory")]
    pub fn check(&mut self, accounts: Vec<Account>) -> Report {
        let mut report = Report { submitted: accounts.iter().map(submitted).collect(), ..Report::default() };
        let accounts = without_duplicates(accounts, &mut report);
        let mut sets: Vec<AccountReport> = Vec::new();
        let mut used = BTreeSet::new();
        let mut groups: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
        let mut chosen: Vec<(Vec<String>, Text)> = accounts.iter().map(|a| self.choose(a)).collect();
        if !self.modules.is_empty() && (self.packs.is_empty() || self.packs_from.is_some()) {
            // The packs give the figures their names then, and no rules.
            chosen.iter_mut().for_each(|(_, why)| *why = msg!("pack-named"));
        }
        for (at, (packs, _)) in chosen.iter().enumerate() {
            groups.entry(packs.clone()).or_default().push(at);
        }
        let mut slots: Vec<Option<AccountReport>> = accounts.iter().map(|_| None).collect();
        let mut accounts: Vec<Option<Account>> = accounts.into_iter().map(Some).collect();
        if self.packs.is_empty() && self.modules.is_empty() {
            self.check_selection(&groups.keys().cloned().collect::<Vec<_>>());
        }
        for (packs, members) in groups {
            let Some(compiled) = self.program(&packs) else { continue };
            used.extend(compiled.used.iter().filter(|_| self.records).map(|used| self.digested(used)));
            let first_rule = report.rules.len();
            report.rules.extend(compiled.program.rules.iter().map(|r| r.info.clone()));
            let mut bound = Vec::new();
            for &at in &members {
                let Some(account) = accounts[at].take() else { continue };
                match Bound::new(account, &compiled.program.dictionary) {
                    Ok(account) => bound.push((at, account)),
                    Err(problems) => {
                        report.unreadable += 1;
                        report.diagnostics.extend(problems);
                    }
                }
            }
            let (places, bound): (Vec<usize>, Vec<Bound>) = bound.into_iter().unzip();
            let relations = relate(&bound);
            let strips = self.records && !self.options.explain_all;
            let options = Options { explain_all: self.options.explain_all || self.records, ..self.options.clone() };
            let proofs = (self.counts_rest && !options.explain_all).then(|| Proofs::of(&compiled.program));
            let judged = in_order(self.threads, relations.iter().zip(0..).collect(), |(relations, number)| {
                let (program, texts) = (&compiled.program, &self.sources);
                if let Some(proofs) = &proofs {
                    let brief = eval::judge_briefly(program, proofs, (&bound, number, relations), &options, texts);
                    self.steps.done();
                    return Judged { unlisted: brief.unlisted(), instances: brief.instances, ..Judged::default() };
                }
                let tables = self.records.then(|| eval::tables(program, &bound, number, texts));
                let mut instances = eval::judge_account(program, &bound, number, relations, &options, texts);
                let looked = if strips { held::strip(&mut instances, texts) } else { Looked::new() };
                let counted = strips && self.counts_rest;
                let unlisted = if counted { held::count(&mut instances) } else { Unlisted::default() };
                self.steps.done();
                Judged { instances, tables, looked, unlisted }
            });
            let mut looked = Looked::new();
            for (current, (&at, judged)) in places.iter().zip(judged).enumerate() {
                let Judged { mut instances, unlisted, tables, looked: figures } = judged;
                figures.into_iter().for_each(|(account, spots)| looked.entry(account).or_default().extend(spots));
                settle(&mut instances, first_rule, &places);
                let mut judged = account_report(&bound[current].account, &compiled, &chosen[at].1, instances);
                judged.unlisted = unlisted;
                if let Some(tables) = tables {
                    judged.tables = tables.into();
                    judged.sha256 = self.digests.get(&bound[current].account.source).cloned().unwrap_or_default();
                }
                slots[at] = Some(judged);
            }
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
                    packs: compiled.shown.clone(),
                    adapted: compiled.adapted.clone(),
                    narrowed: compiled.narrowed.clone(),
                    chosen: places.first().map(|&at| chosen[at].1.clone()).unwrap_or_default(),
                    together: bound.len(),
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
        report
    }

    /// A pack or rule file in use, with its digest.
    fn digested(&self, used: &Used) -> PackUse {
        let (shown, name, version) = match used {
            Used::Pack(name, version) => (format!("{name} {version}"), name.clone(), Some(version.clone())),
            Used::Rules(source) => {
                let name = self.sources.get(*source).name.clone();
                (name.clone(), name, None)
            }
        };
        let sha256 = match used {
            Used::Pack(name, _) => self.store.digest(name),
            Used::Rules(source) => sha256(self.sources.get(*source).text.as_bytes()),
        };
        PackUse { shown, name, version, sha256 }
    }

    /// The rules by which an account would be judged, or the default ones.
    pub fn rules(&mut self, account: Option<&Account>) -> Vec<RuleInfo> {
        let packs = match account {
            Some(account) => self.choose(account).0,
            None if self.packs.is_empty() && self.modules.is_empty() => self.store.names(),
            None if self.packs.is_empty() => vec![DEFAULT_PACK.to_owned()],
            None => self.packs.clone(),
        };
        let Some(compiled) = self.program(&packs) else { return Vec::new() };
        let mut rules: Vec<RuleInfo> = compiled.program.rules.iter().map(|r| r.info.clone()).collect();
        rules.dedup_by(|a, b| a.id == b.id && a.pack == b.pack);
        rules
    }

    /// The packs for an account, and why.
    fn choose(&mut self, account: &Account) -> (Vec<String>, Text) {
        if !self.packs.is_empty() {
            return (self.packs.clone(), self.named());
        }
        if let Some(pack) = self.store.for_account(&account.header, &mut self.sources) {
            let province = account.header.entity.province.clone().unwrap_or_default();
            let title = &pack.manifest.title;
            let chosen = msg!("pack-chosen-by-province", province, title);
            return (vec![pack.manifest.name.clone()], chosen);
        }
        (vec![DEFAULT_PACK.to_owned()], msg!("pack-national"))
    }
}

/// Numbers of one group of accounts to those of the whole report.
#[expect(clippy::arithmetic_side_effects, reason = "numbers in a list held in memory")]
fn settle(instances: &mut [crate::finding::Instance], first_rule: usize, places: &[usize]) {
    for instance in instances {
        instance.rule += first_rule;
        for figure in instance.evidence.figures_mut() {
            figure.account = places.get(figure.account).copied().unwrap_or(figure.account);
        }
    }
}

fn account_report(
    account: &Account,
    compiled: &Compiled,
    chosen: &Text,
    instances: Vec<crate::finding::Instance>,
) -> AccountReport {
    let header = &account.header;
    AccountReport {
        file: account.file.clone(),
        entity: header.entity.name.clone(),
        province: header.entity.province.clone(),
        year: header.year,
        together: 0,
        stage: header.stage.clone(),
        unit: header.unit,
        classification: header.classification,
        sha256: String::new(),
        tables: Tables::default(),
        packs: compiled.shown.clone(),
        adapted: compiled.adapted.clone(),
        narrowed: compiled.narrowed.clone(),
        chosen: chosen.clone(),
        instances,
        unlisted: Unlisted::default(),
    }
}

/// What was made of one account.
#[derive(Default)]
struct Judged {
    instances: Vec<Instance>,
    unlisted: Unlisted,
    tables: Option<Vec<PrintedTable>>,
    looked: Looked,
}

fn submitted(account: &Account) -> Submitted {
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

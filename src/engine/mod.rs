//! The pipeline on one page: packs and rule files to programs, accounts to bound trees, both to a report.

#[cfg(test)]
mod agreement;
mod aside;
mod batch;
mod chosen;
mod compile;
mod configure;
mod entry;
mod held;
mod judge;
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

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::{Arc, OnceLock};

use crate::account::{Account, Header};
use crate::config::Lock;
use crate::diagnostic::Diagnostic;
use crate::digest::sha256;
use crate::eval::{Options, Proofs};
use crate::finding::{Adapted, Narrowed, PackUse, RuleInfo};
use crate::limits::Limits;
use crate::message::{Text, msg};
use crate::pack::{CodeInfo, FigureInfo, Given, Manifest, ParameterValue, Store};
use crate::plan::Program;
use crate::schema::{self, FileKind};
use crate::source::{SourceId, SourceMap};

pub use aside::Entered;
pub use batch::Batch;
pub use lint::Mended;
pub use single::Evaluated;

use aside::Aside;
use chosen::Chosen;
use keys::Keys;
use parallel::Workers;
use progress::Steps;
use reading::broken;
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
    /// Threads that read and judge the accounts of a run.
    workers: Workers,
    /// Who is told that an account is read, or judged.
    steps: Steps,
    programs: BTreeMap<Vec<String>, Arc<Compiled>>,
    /// The programs by which accounts are judged as they come.
    chosen: Chosen,
    /// Accounts that need not be held.
    aside: Aside,
    diagnostics: Vec<Diagnostic>,
}

/// A program with what a report says of it.
#[derive(Debug)]
struct Compiled {
    program: Program,
    /// Made when first wanted.
    proofs: OnceLock<Proofs>,
    used: Vec<Used>,
    shown: Arc<[String]>,
    adapted: Vec<Adapted>,
    narrowed: Option<Narrowed>,
    /// The rules before any was left out.
    all_rules: Vec<Arc<RuleInfo>>,
    parameters: BTreeMap<String, ParameterValue>,
}

impl Compiled {
    fn proofs(&self) -> &Proofs {
        self.proofs.get_or_init(|| Proofs::of(&self.program))
    }
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
            workers: Workers::new(1),
            steps: Steps::default(),
            programs: BTreeMap::new(),
            chosen: Chosen::default(),
            aside: Aside::default(),
            diagnostics: Vec::new(),
        }
    }

    /// Sets how verdicts are reached.
    #[must_use]
    pub fn with_options(mut self, options: Options) -> Self {
        self.unsettle();
        self.options = options;
        self
    }

    /// Sets the bounds of the run.
    pub fn set_limits(&mut self, limits: Limits) {
        self.unsettle();
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
        self.workers = Workers::new(threads);
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
        self.unsettle();
        self.packs.push(name.to_owned());
    }

    /// Judges by the pack in a folder.
    pub fn use_pack_folder(&mut self, folder: &Path) {
        self.unsettle();
        match self.store.add_folder(folder, &mut self.sources) {
            Ok(name) => self.packs.push(name),
            Err(problems) => self.diagnostics.extend(problems),
        }
    }

    /// Judges by a rule file.
    pub fn use_rules(&mut self, name: &str, text: &str) {
        self.unsettle();
        let source = self.sources.add(name, text);
        self.modules.push(source);
    }

    /// Adds a text that is put on finished reports: waivers, a baseline or a roster.
    pub fn add_text(&mut self, name: &str, text: &str) -> SourceId {
        self.sources.add(name, text)
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
            Some(account) => self.choose(&account.header).0,
            None if self.packs.is_empty() && self.modules.is_empty() => self.store.names(),
            None if self.packs.is_empty() => vec![DEFAULT_PACK.to_owned()],
            None => self.packs.clone(),
        };
        let Some(compiled) = self.program(&packs) else { return Vec::new() };
        let mut rules: Vec<RuleInfo> = compiled.program.rules.iter().map(|r| RuleInfo::clone(&r.info)).collect();
        rules.dedup_by(|a, b| a.id == b.id && a.pack == b.pack);
        rules
    }

    /// The packs for an account, and why.
    fn choose(&mut self, header: &Header) -> (Vec<String>, Text) {
        if !self.packs.is_empty() {
            return (self.packs.clone(), self.named());
        }
        if let Some(pack) = self.store.for_account(header, &mut self.sources) {
            let province = header.entity.province.clone().unwrap_or_default();
            let title = &pack.manifest.title;
            let chosen = msg!("pack-chosen-by-province", province, title);
            return (vec![pack.manifest.name.clone()], chosen);
        }
        (vec![DEFAULT_PACK.to_owned()], msg!("pack-national"))
    }
}

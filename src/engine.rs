//! The pipeline on one page: packs and rule files to programs, accounts to bound trees, both to a report.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use crate::account::{self, Account, Key, Limits};
use crate::diagnostic::{Diagnostic, Level, Text};
use crate::eval::{self, Bound, Options, Relations};
use crate::finding::{AccountReport, Report, RuleInfo};
use crate::pack::{CodeInfo, FigureInfo, Manifest, Resolved, Store};
use crate::plan::{self, Lowering, PlannedRule, Program};
use crate::schema::{self, FileKind};
use crate::source::{SourceId, SourceMap};
use crate::syntax;

/// The pack for accounts of no province in particular.
const DEFAULT_PACK: &str = "national";

/// Everything of one run: texts, packs, rule files.
#[derive(Debug)]
pub struct Engine {
    sources: SourceMap,
    store: Store,
    /// Packs named by the user; empty: chosen for each account.
    packs: Vec<String>,
    /// Loose rule files.
    modules: Vec<SourceId>,
    /// Names that stand in the accounts read so far.
    keys: HashSet<String>,
    limits: Limits,
    options: Options,
    programs: BTreeMap<Vec<String>, Arc<Compiled>>,
    diagnostics: Vec<Diagnostic>,
}

/// A program with what a report says of it.
#[derive(Debug)]
struct Compiled {
    program: Program,
    shown: Vec<String>,
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
            modules: Vec::new(),
            keys: HashSet::new(),
            limits: Limits::default(),
            options: Options::default(),
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

    /// Sets the bounds for account files.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
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

    /// The JSON Schema (draft-07) of a file. That of an account has the figures of the packs named, or of the
    /// default one.
    ///
    /// # Errors
    /// What is wrong with the packs.
    pub fn schema(&mut self, of: FileKind) -> Result<String, Vec<Diagnostic>> {
        match of {
            FileKind::Account => {
                let packs = self.packs_or_default();
                self.resolve(&packs).map(|resolved| schema::account(&resolved.dictionary))
            }
            FileKind::Figures => Ok(schema::figures()),
            FileKind::Pack => Ok(schema::pack()),
            FileKind::Codes => Ok(schema::codes()),
        }
    }

    /// What is wrong with rule files and packs so far.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Whether rules or packs cannot be used.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|d| d.level == Level::Error)
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

    /// Reads an account; what is wrong with it becomes diagnostics of the report.
    pub fn read_account(&mut self, name: &str, bytes: Vec<u8>) -> Result<Account, Vec<Diagnostic>> {
        let text = account::decode(name, bytes, &self.limits).map_err(|d| vec![d])?;
        let source = self.sources.add(name, text);
        let text = self.sources.get(source).clone();
        let (account, warnings) = account::load(source, name, &text.text, &self.limits)?;
        self.diagnostics.extend(warnings);
        for id in account.ids() {
            if let Key::Name(name) = &account.node(id).key
                && !self.keys.contains(&**name)
            {
                self.keys.insert(name.to_string());
            }
        }
        Ok(account)
    }

    /// Compiles the packs and rule files that were named, so that their errors are known before any
    /// account is judged. Loose rule files may name figures of the accounts that were read before.
    pub fn prepare(&mut self) {
        if !self.packs.is_empty() || !self.modules.is_empty() {
            self.program(&self.packs_or_default());
        }
    }

    /// Judges accounts. Each is judged by the packs named, or by the one made for its province.
    pub fn check(&mut self, accounts: Vec<Account>) -> Report {
        let mut report = Report::default();
        let mut groups: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
        let mut chosen: Vec<(Vec<String>, Text)> = accounts.iter().map(|a| self.choose(a)).collect();
        if self.packs.is_empty() && !self.modules.is_empty() {
            // The packs give the figures their names then, and no rules.
            chosen.iter_mut().for_each(|(_, why)| *why = named_by_user());
        }
        for (at, (packs, _)) in chosen.iter().enumerate() {
            groups.entry(packs.clone()).or_default().push(at);
        }
        let mut slots: Vec<Option<AccountReport>> = accounts.iter().map(|_| None).collect();
        let mut accounts: Vec<Option<Account>> = accounts.into_iter().map(Some).collect();
        for (packs, members) in groups {
            let Some(compiled) = self.program(&packs) else { continue };
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
            for (current, &at) in places.iter().enumerate() {
                let number = u32::try_from(current).unwrap_or(u32::MAX);
                let mut instances = eval::judge_account(
                    &compiled.program,
                    &bound,
                    number,
                    &relations[current],
                    &self.options,
                    &self.sources,
                );
                for instance in &mut instances {
                    instance.rule += first_rule;
                    for figure in &mut instance.evidence.figures {
                        figure.account = places.get(figure.account).copied().unwrap_or(at);
                    }
                }
                slots[at] = Some(account_report(&bound[current].account, &compiled.shown, &chosen[at].1, instances));
            }
        }
        let kept: Vec<Option<usize>> = renumber(&slots);
        report.accounts = slots.into_iter().flatten().collect();
        for instance in report.accounts.iter_mut().flat_map(|a| &mut a.instances) {
            for figure in &mut instance.evidence.figures {
                figure.account = kept.get(figure.account).copied().flatten().unwrap_or(0);
            }
        }
        report
    }

    /// Judges one expression on one account, as if it were a rule file of its own. `on` is the path at
    /// which names start.
    pub fn eval(&mut self, text: &str, on: Option<&str>, account: Account) -> Result<Evaluated, Vec<Diagnostic>> {
        let (packs, chosen) = self.choose(&account);
        let compiled = self.program(&packs).ok_or_else(Vec::new)?;
        let source = self.sources.add("<expr>", text);
        let expr = syntax::parse_expression(source, text)?;
        let on_path = match on {
            None => None,
            Some(path) => {
                let source = self.sources.add("<on>", path);
                match syntax::parse_expression(source, path)?.kind {
                    syntax::ast::ExprKind::Path(path) => Some(path),
                    _ => {
                        let message = Text::new("--on 应为一条路径", "--on takes a path");
                        return Err(vec![Diagnostic::error(
                            "syntax::expected",
                            crate::source::Span::new(source, 0, path.len()),
                            message,
                        )]);
                    }
                }
            }
        };
        let dictionary = compiled.program.dictionary.clone();
        let mut lowering = Lowering {
            dictionary: &dictionary,
            sources: &self.sources,
            pack: None,
            keys: &self.keys,
            problems: Vec::new(),
        };
        let rule = plan::lower_expression(&mut lowering, &expr, on_path.as_ref());
        let problems = lowering.problems;
        if problems.iter().any(|p| p.level == Level::Error) {
            return Err(problems);
        }
        let bound = [Bound::new(account, &dictionary)?];
        let program = Program { rules: vec![rule], dictionary, codes: compiled.program.codes.clone() };
        let logical = is_logical(&expr);
        if let Some(problem) = eval::unknown_names(&program, &bound, expr.span) {
            return Err(vec![problem]);
        }
        if !logical {
            let values = eval::values(&program, &bound, &self.options, &self.sources);
            return Ok(Evaluated::Values(values));
        }
        let options = Options { explain_all: true, ..self.options.clone() };
        let instances = eval::judge_account(&program, &bound, 0, &Relations::default(), &options, &self.sources);
        let rules = program.rules.iter().map(|r| r.info.clone()).collect();
        let account = account_report(&bound[0].account, &[], &chosen, instances);
        Ok(Evaluated::Judged(Box::new(Report { rules, accounts: vec![account], ..Report::default() })))
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

    /// The evaluation tree of every assertion of a rule on an account, as text lines.
    pub fn explain(&mut self, rule: &str, account: Account) -> Result<(Report, Vec<eval::Tree>), Vec<Diagnostic>> {
        let (packs, chosen) = self.choose(&account);
        let compiled = self.program(&packs).ok_or_else(Vec::new)?;
        let dictionary = compiled.program.dictionary.clone();
        let rules: Vec<PlannedRule> = compiled.program.rules.iter().filter(|r| r.info.id == rule).cloned().collect();
        let codes = compiled.program.codes.clone();
        let program = Program { rules, dictionary: dictionary.clone(), codes };
        let bound = [Bound::new(account, &dictionary)?];
        let options = Options { explain_all: true, ..self.options.clone() };
        let (instances, trees) = eval::explain_account(&program, &bound, &options, &self.sources);
        let rules = program.rules.iter().map(|r| r.info.clone()).collect();
        let account = account_report(&bound[0].account, &compiled.shown, &chosen, instances);
        Ok((Report { rules, accounts: vec![account], ..Report::default() }, trees))
    }

    /// The packs for an account, and why.
    fn choose(&mut self, account: &Account) -> (Vec<String>, Text) {
        if !self.packs.is_empty() {
            return (self.packs.clone(), named_by_user());
        }
        if let Some(pack) = self.store.for_account(&account.header, &mut self.sources) {
            let province = account.header.entity.province.clone().unwrap_or_default();
            let title = &pack.manifest.title;
            let chosen = Text::new(
                format!("按省份“{province}”选用{title}"),
                format!("{title}, chosen for the province {province}"),
            );
            return (vec![pack.manifest.name.clone()], chosen);
        }
        (
            vec![DEFAULT_PACK.to_owned()],
            Text::new("没有专用规则包，用全国通用包", "no pack for the province, the national one is used"),
        )
    }

    /// The program of some packs and the loose rule files; none when it has errors, which are then among
    /// the diagnostics.
    fn program(&mut self, packs: &[String]) -> Option<Arc<Compiled>> {
        if let Some(compiled) = self.programs.get(packs) {
            return Some(compiled.clone());
        }
        let resolved = match self.resolve(packs) {
            Ok(resolved) => resolved,
            Err(problems) => {
                self.diagnostics.extend(problems);
                return None;
            }
        };
        let compiled = Arc::new(self.compile(resolved)?);
        self.programs.insert(packs.to_vec(), compiled.clone());
        Some(compiled)
    }

    fn packs_or_default(&self) -> Vec<String> {
        if self.packs.is_empty() { vec![DEFAULT_PACK.to_owned()] } else { self.packs.clone() }
    }

    /// Some packs with all that they build on, as one.
    fn resolve(&mut self, packs: &[String]) -> Result<Resolved, Vec<Diagnostic>> {
        let resolved = packs.iter().map(|name| self.store.resolve(name, &mut self.sources));
        let resolved = resolved.collect::<Result<Vec<_>, _>>()?;
        Resolved::together(resolved, &self.sources)
    }

    fn compile(&mut self, resolved: Resolved) -> Option<Compiled> {
        // Loose rule files alone speak of the packs' figures, and run without the packs' rules.
        let with_rules = !self.packs.is_empty() || self.modules.is_empty();
        let (dictionary, codes) = (Arc::new(resolved.dictionary), Arc::new(resolved.codes));
        let mut files: Vec<(SourceId, Option<String>)> = Vec::new();
        let mut shown = Vec::new();
        for pack in resolved.packs.iter().filter(|_| with_rules) {
            shown.push(pack.shown());
            files.extend(pack.modules.iter().map(|&m| (m, Some(pack.manifest.name.clone()))));
        }
        for &module in &self.modules {
            shown.push(self.sources.get(module).name.clone());
            files.push((module, None));
        }
        let mut rules: Vec<PlannedRule> = Vec::new();
        let mut problems = Vec::new();
        for (source, pack) in files {
            let text = self.sources.get(source).clone();
            let (module, mut found) = syntax::parse_module(source, &text.text);
            let mut lowering = Lowering {
                dictionary: &dictionary,
                sources: &self.sources,
                pack,
                keys: &self.keys,
                problems: Vec::new(),
            };
            rules.extend(plan::lower_module(&mut lowering, &module));
            found.append(&mut lowering.problems);
            found.sort_by_key(|p| p.labels.first().map(|l| l.span));
            problems.append(&mut found);
        }
        problems.extend(plan::duplicate_ids(&rules));
        let broken = problems.iter().any(|p| p.level == Level::Error);
        self.diagnostics.extend(problems);
        (!broken).then_some(Compiled { program: Program { rules, dictionary, codes }, shown })
    }
}

fn named_by_user() -> Text {
    Text::new("命令行指定", "named on the command line")
}

/// What `gouji eval` found.
#[derive(Debug)]
pub enum Evaluated {
    /// The expression is an assertion: a report of its instances.
    Judged(Box<Report>),
    /// The expression has a value at each place.
    Values(Vec<eval::Valued>),
}

fn is_logical(expr: &syntax::ast::Expr) -> bool {
    use syntax::ast::ExprKind as E;
    match &expr.kind {
        E::Compare { .. }
        | E::In(..)
        | E::Matches(..)
        | E::Is { .. }
        | E::And(_)
        | E::Or(_)
        | E::Not(_)
        | E::Implies(..)
        | E::Quantified { .. }
        | E::Boolean(_) => true,
        E::Call { function, .. } => crate::builtins::find(&function.value).is_some_and(|f| f.builtin.gives_truth()),
        _ => false,
    }
}

/// Which of the accounts are each other's year before, approved version or units.
fn relate(accounts: &[Bound]) -> Vec<Relations> {
    const APPROVED: &str = "批复";
    let key = |a: &Account| (a.header.entity.name.clone(), a.header.year, a.header.stage.clone());
    let find = |name: &Option<String>, year: Option<i32>, stage: Option<&str>| {
        let wanted = name.as_ref().zip(year)?;
        let mut found = accounts.iter().enumerate().filter(|(_, b)| {
            let header = &b.account.header;
            header.entity.name.as_ref() == Some(wanted.0)
                && header.year == Some(wanted.1)
                && header.stage.as_deref() == stage
        });
        let first = found.next()?;
        // Two accounts for one place leave it open which is meant.
        found.next().is_none().then(|| u32::try_from(first.0).unwrap_or(u32::MAX))
    };
    accounts
        .iter()
        .map(|bound| {
            let (name, year, stage) = key(&bound.account);
            let units = accounts.iter().enumerate().filter(|(_, b)| {
                let header = &b.account.header;
                name.is_some() && header.entity.parent == name && header.year == year && header.stage == stage
            });
            Relations {
                prior: find(&name, year.and_then(|y| y.checked_sub(1)), stage.as_deref()),
                approved: if stage.as_deref() == Some(APPROVED) { None } else { find(&name, year, Some(APPROVED)) },
                units: units.map(|(n, _)| u32::try_from(n).unwrap_or(u32::MAX)).collect(),
            }
        })
        .collect()
}

fn account_report(
    account: &Account,
    packs: &[String],
    chosen: &Text,
    instances: Vec<crate::finding::Instance>,
) -> AccountReport {
    let header = &account.header;
    AccountReport {
        file: account.file.clone(),
        entity: header.entity.name.clone(),
        province: header.entity.province.clone(),
        year: header.year,
        stage: header.stage.clone(),
        unit: header.unit,
        packs: packs.to_vec(),
        chosen: chosen.clone(),
        instances,
    }
}

/// The number of each account once the ones without a report are left out.
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

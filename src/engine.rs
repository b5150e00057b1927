//! The pipeline on one page: packs and rule files to programs, accounts to bound trees, both to a report.

#[cfg(test)]
mod agreement;
mod lint;
mod reading;
#[cfg(test)]
mod typos;

use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::sync::Arc;

pub use lint::Mended;
use reading::{Reader, add_errors, broken};

use crate::account::{self, Account, Key, Limits};
use crate::check;
use crate::diagnostic::{Diagnostic, Text};
use crate::eval::{self, Bound, Options, Relations};
use crate::finding::{AccountReport, Report, RuleInfo};
use crate::pack::{Dictionary, Manifest, Resolved, Store};
use crate::plan::{self, Lowering, PlannedRule, Program};
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
    /// Packs to look through besides, without judging by them.
    linted: Vec<String>,
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
            linted: Vec::new(),
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
            let packs = if self.packs.is_empty() { vec![DEFAULT_PACK.to_owned()] } else { self.packs.clone() };
            self.program(&packs);
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
        let mut problems = lowering.problems;
        let logical = is_logical(&expr);
        let mut found = check::check(std::slice::from_ref(&rule), &dictionary, &self.sources).errors;
        // A value is planned as an assertion, which it need not be.
        found.retain(|d| logical || d.code != "check::condition" || reading::place(d) != Some(expr.span));
        add_errors(&mut problems, found);
        if broken(&problems) {
            return Err(problems);
        }
        let bound = [Bound::new(account, &dictionary)?];
        let program = Program { rules: vec![rule], dictionary };
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
        let program = Program { rules, dictionary: dictionary.clone() };
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
        let resolved = self.resolve(packs)?;
        let compiled = Arc::new(self.compile(&resolved)?);
        self.programs.insert(packs.to_vec(), compiled.clone());
        Some(compiled)
    }

    /// The packs of some names; none when one cannot be used, which is then among the diagnostics.
    fn resolve(&mut self, packs: &[String]) -> Option<Vec<Resolved>> {
        let mut resolved: Vec<Resolved> = Vec::new();
        for name in packs {
            match self.store.resolve(name, &mut self.sources) {
                Ok(pack) => resolved.push(pack),
                Err(problems) => {
                    self.diagnostics.extend(problems);
                    return None;
                }
            }
        }
        Some(resolved)
    }

    /// The rule files of some packs, and the loose ones, with the dictionary that they speak of.
    fn files(&self, resolved: &[Resolved]) -> Compiling {
        // Loose rule files alone speak of the packs' figures, and run without the packs' rules.
        let with_rules = !self.packs.is_empty() || self.modules.is_empty();
        let dictionary = Arc::new(match resolved {
            [one] => one.dictionary.clone(),
            several => Dictionary::merged(several.iter().flat_map(|r| r.packs.iter())),
        });
        let mut files: Vec<(SourceId, Option<String>)> = Vec::new();
        let mut shown = Vec::new();
        let mut seen = Vec::new();
        for pack in resolved.iter().flat_map(|r| &r.packs).filter(|_| with_rules) {
            if seen.contains(&pack.manifest.name) {
                continue;
            }
            seen.push(pack.manifest.name.clone());
            shown.push(pack.shown());
            files.extend(pack.modules.iter().map(|&m| (m, Some(pack.manifest.name.clone()))));
        }
        for &module in &self.modules {
            shown.push(self.sources.get(module).name.clone());
            files.push((module, None));
        }
        Compiling { dictionary, files, shown }
    }

    fn compile(&mut self, resolved: &[Resolved]) -> Option<Compiled> {
        let Compiling { dictionary, files, shown } = self.files(resolved);
        let reader = Reader { dictionary: &dictionary, keys: &self.keys };
        let mut rules: Vec<PlannedRule> = Vec::new();
        let mut problems = Vec::new();
        for (source, pack) in files {
            // What is merely doubtful is for `gouji lint`: a check is to speak of accounts.
            let mut reading = reader.read(&self.sources, source, pack);
            rules.append(&mut reading.rules);
            problems.append(&mut reading.errors);
        }
        problems.extend(plan::duplicate_ids(&rules));
        let usable = !broken(&problems);
        self.diagnostics.extend(problems);
        usable.then_some(Compiled { program: Program { rules, dictionary }, shown })
    }
}

/// Rule files about to be read.
#[derive(Debug)]
struct Compiling {
    dictionary: Arc<Dictionary>,
    /// Each with the pack that it belongs to.
    files: Vec<(SourceId, Option<String>)>,
    /// What a report says it was judged by.
    shown: Vec<String>,
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
        E::Call { function, .. } => {
            matches!(function.value.as_str(), "starts_with" | "ends_with" | "contains" | "开头为" | "结尾为" | "包含")
        }
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

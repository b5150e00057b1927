//! `gouji snapshot test`: judges accounts and compares what was found with their snapshots.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use gouji::render;
use gouji::snapshot::{self, Printed, Snapshot, compare, counts, tell};
use gouji::{Diagnostic, Report, SourceMap, Text, msg};

use super::pending::{self, PendingArgs};
use super::{load, places, review};
use crate::cli::{RuleArgs, StyleArgs, check, exit, files, output};

/// Set by whoever runs programs without a person beside them.
const CI: &str = "CI";

#[derive(Debug, Args)]
pub(super) struct TestArgs {
    /// 决算文件或文件夹（默认当前文件夹）· Accounts (.yaml) or folders; the current folder without any
    #[arg(value_name = "ACCOUNT")]
    accounts: Vec<PathBuf>,
    #[command(flatten)]
    rules: RuleArgs,
    /// 存放快照的文件夹（默认为决算旁的 snapshots）· The folder of the snapshots; `snapshots` beside each account without it
    #[arg(long, value_name = "DIR")]
    snapshots: Option<PathBuf>,
    /// 怎样写：auto 在 CI 上不写，其余同 new；new 写成待审；always 直接采纳；unseen 只采纳新增的；no 不写 · How to write
    #[arg(long, value_enum, env = "GOUJI_UPDATE", default_value_t = Update::Auto)]
    update: Update,
    /// 直接采纳，即 --update always · Accept everything
    #[arg(long, conflicts_with_all = ["review", "check"])]
    accept: bool,
    /// 只比较不写，即 --update no · Only compare
    #[arg(long, conflicts_with = "review")]
    check: bool,
    /// 比较后逐份审阅 · Go through what is different
    #[arg(long)]
    review: bool,
    /// 已无对应决算的快照：不理会、提示、算不通过、删除 · Snapshots whose account is gone
    #[arg(long, value_enum, default_value_t = Unreferenced::Warn)]
    unreferenced: Unreferenced,
    #[command(flatten)]
    style: StyleArgs,
}

/// What is written, as `INSTA_UPDATE` has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Update {
    Auto,
    New,
    Always,
    Unseen,
    No,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Unreferenced {
    Ignore,
    Warn,
    Reject,
    Delete,
}

impl TestArgs {
    /// The flags are over `--update`, which the environment may have set.
    fn update(&self) -> Update {
        match self.update {
            _ if self.accept => Update::Always,
            _ if self.check => Update::No,
            Update::Auto if on_ci() => Update::No,
            Update::Auto => Update::New,
            named => named,
        }
    }
}

fn on_ci() -> bool {
    std::env::var(CI).is_ok_and(|said| !matches!(said.as_str(), "" | "0" | "false"))
}

/// What came out of the comparisons.
#[derive(Default)]
struct Outcome {
    said: String,
    same: usize,
    changed: usize,
    new: usize,
    /// Snapshots that were written as pending.
    pending: Vec<PathBuf>,
    /// Differences that were not accepted.
    open: usize,
}

/// What the comparison of one account needs.
struct Run<'a> {
    args: &'a TestArgs,
    style: render::Style,
    sources: SourceMap,
    problems: Vec<Diagnostic>,
    outcome: Outcome,
}

pub(super) fn run(args: &TestArgs) -> u8 {
    let (mut rule_problems, mut problems) = (Vec::new(), Vec::new());
    let mut engine = check::engine(&args.rules, &mut rule_problems);
    let mut arguments = args.accounts.clone();
    arguments.extend(files::split_rules(&args.rules.rules).1);
    if arguments.is_empty() {
        arguments.push(PathBuf::from("."));
    }
    let paths = files::accounts(&arguments, &mut problems);
    let accounts = check::read(&mut engine, &paths, &mut problems);
    engine.prepare();
    let unread = paths.len() - accounts.len();
    let mut figures: BTreeMap<String, Vec<Printed>> =
        accounts.iter().map(|a| (a.file.clone(), snapshot::figures(a))).collect();
    let broken = !rule_problems.is_empty() || engine.has_errors();
    let mut report = if broken { Report::default() } else { engine.check(accounts) };
    let broken = broken || engine.has_errors();
    let bound = std::mem::take(&mut report.diagnostics);
    let found: Vec<Diagnostic> =
        rule_problems.into_iter().chain(engine.diagnostics().iter().cloned()).chain(problems).chain(bound).collect();
    output::diagnostics(&found, engine.sources(), args.style);
    if broken {
        return exit::USAGE;
    }

    let style = output::style(args.style, &std::io::stdout());
    let sources = SourceMap::default();
    let mut run = Run { args, style, sources, problems: Vec::new(), outcome: Outcome::default() };
    let mut known: BTreeMap<PathBuf, &Path> = BTreeMap::new();
    for path in &paths {
        let snapshot = places::of_account(path, &arguments, args.snapshots.as_deref());
        if let Some(other) = known.insert(snapshot, path) {
            run.same_place(path, other);
        }
    }
    if !run.problems.is_empty() {
        output::diagnostics(&run.problems, &run.sources, args.style);
        return exit::USAGE;
    }
    let by_name: BTreeMap<String, &PathBuf> = known.iter().map(|(s, path)| (files::shown(path), s)).collect();
    let mut kept: Vec<PathBuf> = known.keys().cloned().collect();
    for (number, account) in report.accounts.iter().enumerate() {
        let place = match (account.together, paths.first()) {
            (0, _) => by_name.get(&account.file).copied().cloned(),
            (_, first) => {
                let pack = account.packs.first().map_or("", String::as_str);
                first.map(|first| places::of_set(pack, first, args.snapshots.as_deref()))
            }
        };
        let Some(place) = place else { continue };
        let printed = figures.remove(&account.file).unwrap_or_default();
        if let Some(found) = snapshot::take(&report, number, printed, engine.sources()) {
            run.compare(&account.file, &place, &found);
        }
        kept.push(place);
    }
    let rejected = run.orphans(&arguments, &kept);
    run.finish(unread + report.unreadable, rejected)
}

impl Run<'_> {
    fn say(&mut self, text: &Text) {
        self.outcome.said.push_str(&render::neutralised(&text.get(self.style.lang)));
    }

    fn same_place(&mut self, path: &Path, other: &Path) {
        let message = msg!("snapshot-same-place", other = files::shown(other));
        let problem = Diagnostic::file_error("snapshot::same_place", files::shown(path), message);
        self.problems.push(problem.with_help(msg!("snapshot-same-place-help")));
    }

    /// Compares what was found with the snapshot, says what is different, and writes what is to be written.
    fn compare(&mut self, name: &str, path: &Path, found: &Snapshot) {
        if let Err(problem) = self.try_compare(name, path, found) {
            self.problems.push(problem);
        }
    }

    fn try_compare(&mut self, name: &str, path: &Path, found: &Snapshot) -> Result<(), Diagnostic> {
        let text = snapshot::write(found)?;
        let stored = load(path, &mut self.sources)?;
        let update = self.args.update();
        let pending = places::pending(path);
        let accepts = match &stored {
            Some(stored) if same(&stored.text, &text) => {
                self.outcome.same += 1;
                // What was pending is out of date.
                return if update != Update::No && pending.exists() { pending::remove(&pending) } else { Ok(()) };
            }
            Some(stored) => {
                self.outcome.changed += 1;
                self.say(&msg!("snapshot-changed", name));
                // Both sides as they are read, so that a review says the same.
                let source = self.sources.add(name, text.clone());
                let found = snapshot::read(source, &text)?;
                self.outcome.said.push_str(&tell(&compare(&stored.snapshot, &found), &self.style));
                update == Update::Always
            }
            None => {
                self.outcome.new += 1;
                self.say(&msg!("snapshot-new", name, counts = counts(found, &self.style)));
                matches!(update, Update::Always | Update::Unseen)
            }
        };
        if accepts {
            pending::write(path, &text)?;
            if pending.exists() {
                pending::remove(&pending)?;
            }
            self.say(&msg!("snapshot-written", path = files::shown(path)));
            return Ok(());
        }
        self.outcome.open += 1;
        if update != Update::No {
            pending::write(&pending, &text)?;
            self.outcome.pending.push(pending);
        }
        Ok(())
    }

    /// Deals with snapshots whose account is gone; whether they make the run fail.
    fn orphans(&mut self, arguments: &[PathBuf], kept: &[PathBuf]) -> bool {
        if self.args.unreferenced == Unreferenced::Ignore {
            return false;
        }
        let folders = arguments.iter().chain(&self.args.snapshots).filter(|a| a.is_dir()).cloned();
        let orphans = places::orphans(&folders.collect::<Vec<_>>(), kept, &mut self.problems);
        let deletes = self.args.unreferenced == Unreferenced::Delete && self.args.update() != Update::No;
        for path in &orphans {
            let shown = files::shown(path);
            match deletes.then(|| pending::remove(path)) {
                None => self.say(&msg!("snapshot-orphan", path = shown)),
                Some(Ok(())) => self.say(&msg!("snapshot-orphan-deleted", path = shown)),
                Some(Err(problem)) => self.problems.push(problem),
            }
        }
        let fails = matches!(self.args.unreferenced, Unreferenced::Reject | Unreferenced::Delete);
        fails && !deletes && !orphans.is_empty()
    }

    /// Prints, and gives the exit code.
    fn finish(mut self, unread: usize, rejected: bool) -> u8 {
        let Outcome { same, changed, new, open, .. } = self.outcome;
        let count = same + changed + new;
        let [all, same, changed, new] = [count, same, changed, new].map(|n| n.to_string());
        self.say(&msg!("snapshot-summary", count = all, same, changed, new));
        let pending = std::mem::take(&mut self.outcome.pending);
        if !pending.is_empty() && !self.args.review {
            self.say(&msg!("snapshot-to-review", count = pending.len().to_string(), review = "gouji snapshot review"));
        } else if open > 0 && pending.is_empty() {
            let why = if on_ci() { CI.to_owned() } else { "--update no".to_owned() };
            self.say(&msg!("snapshot-not-written", why));
        }
        output::diagnostics(&self.problems, &self.sources, self.args.style);
        if let Err(error) = output::stdout(self.outcome.said.as_bytes()) {
            return output::failed(&error, self.args.style);
        }
        let reviewed = (self.args.review && !pending.is_empty())
            .then(|| review::run(&PendingArgs { paths: pending.clone(), style: self.args.style }));
        match reviewed {
            _ if !self.problems.is_empty() => exit::USAGE,
            _ if unread > 0 && count == 0 => exit::USAGE,
            _ if unread > 0 => exit::PARTIAL,
            _ if count == 0 => exit::NOTHING,
            Some(code) if code != exit::GOOD => code,
            Some(_) if pending.iter().any(|path| path.exists()) => exit::FINDINGS,
            None if open > 0 => exit::FINDINGS,
            _ if rejected => exit::FINDINGS,
            _ => exit::GOOD,
        }
    }
}

/// Whether two files say the same, however their lines end.
fn same(stored: &str, found: &str) -> bool {
    body(stored).eq(body(found))
}

/// The lines below the header; tools of insta may rewrite the header.
fn body(text: &str) -> impl Iterator<Item = &str> {
    text.trim_end().lines().skip(1).skip_while(|line| *line != "---").skip(1)
}

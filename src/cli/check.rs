//! `gouji check`: judges accounts by rules.

mod watch;

use std::path::{Path, PathBuf};

use clap::Args;
use gouji::render::Forms;
use gouji::{Account, Diagnostic, Engine, Limits, Report, SourceMap, Verdict};

use super::answers::{self, AnswerArgs};
use super::config::Loaded;
use super::outcome::GateArgs;
use super::progress::Progress;
use super::{ListingArgs, OutputArgs, RuleArgs, SelectArgs, exit, files, output};

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// 决算文件或文件夹（默认当前文件夹）· Accounts (.yaml) or folders; the current folder without any
    #[arg(value_name = "ACCOUNT")]
    accounts: Vec<PathBuf>,
    #[command(flatten)]
    rules: RuleArgs,
    #[command(flatten)]
    select: SelectArgs,
    #[command(flatten)]
    listing: ListingArgs,
    #[command(flatten)]
    gate: GateArgs,
    #[command(flatten)]
    answers: AnswerArgs,
    /// 线程数（默认全部核）· Threads; all cores without it
    #[arg(short = 'j', long, value_name = "N")]
    jobs: Option<std::num::NonZeroUsize>,
    /// 文件改动后重新审核，Ctrl-C 结束 · Judge again whenever a file of the run changes, until Ctrl-C
    #[arg(long, conflicts_with = "write_baseline")]
    watch: bool,
    #[command(flatten)]
    out: OutputArgs,
}

/// An engine with the rules that the arguments name; what is wrong with them is among its diagnostics or
/// the problems.
pub(super) fn engine(rules: &RuleArgs, problems: &mut Vec<Diagnostic>) -> Engine {
    configured(rules, problems).0
}

/// As [`engine`], with the configuration: its packs when the arguments name none, its parameters under theirs.
pub(super) fn configured(rules: &RuleArgs, problems: &mut Vec<Diagnostic>) -> (Engine, Loaded) {
    let mut engine = Engine::new();
    let loaded = rules.config.load(&mut engine, problems);
    if rules.packs.is_empty() {
        loaded.use_packs(&mut engine, problems);
    }
    let mut engine = with_packs(engine, &rules.packs);
    rules.config.apply(&mut engine, &loaded, problems);
    let (named, _) = files::split_rules(&rules.rules);
    for path in files::rules(&named, problems) {
        match files::read_text(&path) {
            Ok(text) => engine.use_rules(&files::shown(&path), &text),
            Err(problem) => problems.push(problem),
        }
    }
    (engine, loaded)
}

/// Gives an engine the packs that arguments name, by name or as a folder.
pub(super) fn with_packs(mut engine: Engine, packs: &[String]) -> Engine {
    let known = engine.pack_names();
    for pack in packs {
        let folder = PathBuf::from(pack);
        if known.contains(pack) && !pack.contains(['/', '\\']) {
            engine.use_pack(pack);
        } else if folder.is_dir() {
            engine.use_pack_folder(&folder);
        } else {
            engine.use_pack(pack);
        }
    }
    engine
}

/// Accounts that are held while many are judged.
const HELD: usize = 32;

/// Reads accounts; what is wrong with one is among the problems.
pub(super) fn read(engine: &mut Engine, paths: &[PathBuf], problems: &mut Vec<Diagnostic>) -> Vec<Account> {
    let limits = engine.limits().clone();
    good(engine.read_accounts(paths.iter().collect(), |path| file(path, &limits)), problems)
}

/// A file with its name.
fn file(path: &Path, limits: &Limits) -> Result<(String, Vec<u8>), Diagnostic> {
    files::read(path, limits).map(|bytes| (files::shown(path), bytes))
}

/// Those that could be read; what is wrong with the others goes to the problems.
fn good<A>(read: Vec<Result<A, Vec<Diagnostic>>>, problems: &mut Vec<Diagnostic>) -> Vec<A> {
    read.into_iter().filter_map(|read| read.map_err(|found| problems.extend(found)).ok()).collect()
}

pub(crate) fn run(args: &CheckArgs) -> u8 {
    let read: Vec<PathBuf> =
        args.accounts.iter().chain(&args.rules.rules).chain(args.answers.files.all()).cloned().collect();
    if let Some(problem) = output::refused(&args.out, &read) {
        output::note(&problem, args.out.style);
        return exit::USAGE;
    }
    if args.watch {
        return watch::run(args);
    }
    let Judged { code, engine, report } = once(args);
    // The process ends, and with it all that it holds: taking it apart piece by piece takes a twentieth of a run.
    std::mem::forget((engine, report));
    code
}

/// A run that is over: its exit code, and what it held.
struct Judged {
    code: u8,
    engine: Engine,
    report: Report,
}

/// The accounts or folders of the arguments.
fn arguments(args: &CheckArgs) -> Vec<PathBuf> {
    let mut arguments = args.accounts.clone();
    arguments.extend(files::split_rules(&args.rules.rules).1);
    if arguments.is_empty() {
        arguments.push(PathBuf::from("."));
    }
    arguments
}

/// Judges the accounts and writes what was found.
fn once(args: &CheckArgs) -> Judged {
    let mut rule_problems = Vec::new();
    let (mut engine, loaded) = configured(&args.rules, &mut rule_problems);
    let forms = match output::forms(&args.listing, &args.out) {
        Ok(forms) => forms,
        Err(code) => return Judged { code, engine, report: Report::default() },
    };
    let how = (args.listing.quiet, &forms);
    args.select.apply(&mut engine, &loaded);
    let shown = args.listing.verdicts();
    let explain_all = output::is_whole(&args.out) || shown.contains(&Verdict::Holds);
    engine = engine.with_threads(args.jobs.map_or(0, std::num::NonZeroUsize::get)).explaining_all(explain_all);
    engine = engine.counting_the_rest(!shown.contains(&Verdict::NotApplicable));
    if output::records(&args.out) {
        engine.record();
        engine.hold(HELD);
    }
    let mut problems = Vec::new();
    let arguments = arguments(args);
    let answer_files = args.answers.over(&loaded, &mut rule_problems);
    let mut paths = files::accounts(&arguments, &mut problems);
    // Folders that could not be looked into: what is in them is as unread as a file.
    let closed = problems.len();
    answer_files.leave_out(&loaded, &mut paths);
    output::leave_out(&args.out, &arguments, &mut paths);
    let progress = Progress::of(paths.len(), args.listing.quiet, args.out.style);
    progress.follow(&mut engine);
    let limits = engine.limits().clone();
    let accounts = good(engine.enter(paths.iter().collect(), |path| file(path, &limits)), &mut problems);
    engine.prepare();
    let unreadable = closed + paths.len() - accounts.len();
    let broken_rules = !rule_problems.is_empty() || engine.has_errors();
    let mut report = if broken_rules { Report::default() } else { engine.check(accounts) };
    drop(progress);
    report.unreadable += unreadable;
    rule_problems.extend(answers::apply(&answer_files, args.answers.as_of, &arguments, &mut engine, &mut report));
    let rules_failed = !rule_problems.is_empty() || engine.has_errors();

    // What is wrong with rules comes before what is wrong with accounts.
    let bound = std::mem::take(&mut report.diagnostics);
    report.diagnostics =
        rule_problems.into_iter().chain(engine.diagnostics().iter().cloned()).chain(problems).chain(bound).collect();
    output::diagnostics(&report.diagnostics, engine.sources(), &args.out);
    let code = if rules_failed {
        failed(&report, engine.sources(), args, how)
    } else {
        written(&report, engine.sources(), args, &shown, how)
    };
    Judged { code, engine, report }
}

/// Writes the report, and gives the exit code.
fn written(report: &Report, sources: &SourceMap, args: &CheckArgs, shown: &[Verdict], how: (bool, &Forms)) -> u8 {
    let document = output::document(report, sources, &args.out, shown);
    let written = output::report(&document, &args.out, shown, how);
    match written.and_then(|()| answers::write_baseline(&args.answers, report, args.out.style)) {
        Ok(()) => args.gate.code(&document),
        Err(error) => output::failed(&error, args.out.style),
    }
}

/// Where rules are wrong nothing was judged; JSON says so, too.
fn failed(report: &Report, sources: &SourceMap, args: &CheckArgs, how: (bool, &Forms)) -> u8 {
    if output::wants_json(&args.out) {
        let (diagnostics, unreadable) = (report.diagnostics.clone(), report.unreadable);
        let report = Report { diagnostics, unreadable, ..Report::default() };
        let document = output::document(&report, sources, &args.out, &[]);
        if let Err(error) = output::report(&document, &args.out, &[], how) {
            return output::failed(&error, args.out.style);
        }
    }
    exit::USAGE
}

//! `gouji waive`: entries of `waivers.yaml` for the findings of a rule, to be filled in by people.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use gouji::{AccountReport, Diagnostic, Engine, Report, Text, Waivers, msg};

use super::answers::{self, AnswerFiles};
use super::{RuleArgs, StyleArgs, check, exit, files, output};

#[derive(Debug, Args)]
pub(crate) struct WaiveArgs {
    /// 规则编号 · The rule's id
    rule: String,
    /// 决算文件或文件夹 · Accounts (.yaml) or folders
    #[arg(value_name = "ACCOUNT", required = true)]
    accounts: Vec<PathBuf>,
    /// 只为此处的疑点，如 expenditure.basic · Only for the findings at this path
    #[arg(long, value_name = "PATH")]
    at: Option<String>,
    /// 写到哪个文件的末尾（默认为配置文件所列的第一个，没有则为各决算旁边的 waivers.yaml）· The file to append to; without it the first of the configuration, else waivers.yaml beside each account
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    rules: RuleArgs,
    #[command(flatten)]
    style: StyleArgs,
}

/// A file that entries are appended to.
struct Target {
    path: PathBuf,
    /// The accounts whose findings it is for.
    accounts: Vec<AccountReport>,
    /// What it has already.
    text: String,
    waivers: Waivers,
}

pub(crate) fn run(args: &WaiveArgs) -> u8 {
    let mut problems = Vec::new();
    let (mut engine, loaded) = check::configured(&args.rules, &mut problems);
    let files = AnswerFiles::default().over(&loaded, &mut problems);
    let mut paths = files::accounts(&args.accounts, &mut problems);
    files.leave_out(&loaded, &mut paths);
    let accounts = check::read(&mut engine, &paths, &mut problems);
    engine.prepare();
    let broken = !problems.is_empty() || engine.has_errors();
    let report = if broken { Report::default() } else { engine.check(accounts) };
    problems.splice(0..0, engine.diagnostics().iter().cloned().chain(report.diagnostics.iter().cloned()));
    let target = args.output.as_ref().or(files.waivers.first());
    let (targets, found) = targets(&report, target, &mut engine);
    let broken = broken || engine.has_errors() || !found.is_empty();
    problems.extend(found);
    output::diagnostics(&problems, engine.sources(), args.style);
    if broken { exit::USAGE } else { waive(args, report, targets, &engine) }
}

/// Where the entries of each account go: to one file, or beside the account; with what is wrong with the files.
fn targets(report: &Report, to: Option<&PathBuf>, engine: &mut Engine) -> (Vec<Target>, Vec<Diagnostic>) {
    let mut of_path: BTreeMap<PathBuf, Vec<AccountReport>> = BTreeMap::new();
    for account in &report.accounts {
        let path = to.cloned().unwrap_or_else(|| Path::new(&account.file).with_file_name(files::WAIVERS));
        of_path.entry(path).or_default().push(account.clone());
    }
    let (mut targets, mut problems) = (Vec::new(), Vec::new());
    for (path, accounts) in of_path {
        match if path.exists() { read(&path, engine) } else { Ok((String::new(), Waivers::default())) } {
            Ok((text, waivers)) => targets.push(Target { path, accounts, text, waivers }),
            Err(found) => problems.extend(found),
        }
    }
    (targets, problems)
}

/// Writes the entries that are missing, and says so.
fn waive(args: &WaiveArgs, mut report: Report, targets: Vec<Target>, engine: &Engine) -> u8 {
    let whole = report.clone();
    let (mut code, mut present, mut written) = (exit::GOOD, 0, 0);
    for Target { path, accounts, text, waivers } in targets {
        report.accounts = accounts;
        let skeletons = waivers.skeletons(&report, &args.rule, args.at.as_deref(), args.style.lang.into());
        present += skeletons.present;
        written += skeletons.entries.len();
        if skeletons.entries.is_empty() {
            continue;
        }
        match append(&path, &text, &waivers, &skeletons.entries) {
            Ok(true) => {
                let (file, count) = (files::shown(&path), skeletons.entries.len());
                output::note(&msg!("cli-waive-written", file, count), args.style);
            }
            Ok(false) => {
                output::note(&msg!("cli-waive-cannot-append"), args.style);
                let _ = output::stdout(skeletons.entries.concat().as_bytes());
                code = exit::USAGE;
            }
            Err(error) => return output::failed(&error, args.style),
        }
    }
    if present > 0 {
        output::note(&msg!("cli-waive-present", count = present), args.style);
    } else if written == 0 {
        output::diagnostics(&[nothing(args, &whole)], engine.sources(), args.style);
        code = exit::USAGE;
    }
    code
}

/// The waivers that the file has already, and its text.
fn read(path: &Path, engine: &mut Engine) -> Result<(String, Waivers), Vec<Diagnostic>> {
    let mut waivers = Waivers::default();
    let source = answers::text(path, engine)?;
    waivers.read(source, engine.sources())?;
    Ok((engine.sources().get(source).text.to_string(), waivers))
}

/// Appends entries to a file, whose text stays as it is; false when the whole does not read back.
fn append(path: &Path, text: &str, before: &Waivers, entries: &[String]) -> io::Result<bool> {
    let mut whole = text.to_owned();
    if !whole.is_empty() && !whole.ends_with('\n') {
        whole.push('\n');
    }
    whole.push_str(&entries.concat());
    let mut sources = gouji::SourceMap::default();
    let source = sources.add("", whole.as_str());
    let mut after = Waivers::default();
    if after.read(source, &sources).is_err() || after.count() != before.count() + entries.len() {
        return Ok(false);
    }
    output::write_file(path, whole.as_bytes())?;
    Ok(true)
}

/// That there is no such finding, and where the rule has some.
fn nothing(args: &WaiveArgs, report: &Report) -> Diagnostic {
    let of_rule = |i: &&gouji::Instance| report.rules.get(i.rule).is_some_and(|r| r.id == args.rule);
    let rule = &args.rule;
    let file = args.accounts.iter().map(|path| files::shown(path)).collect::<Vec<String>>().join(" ");
    if !report.rules.iter().any(|r| r.id == *rule) {
        let near = gouji::nearest(rule, report.rules.iter().map(|r| r.id.as_str()));
        let help = near.map(|near| msg!("common-did-you-mean", near));
        return Diagnostic { help, ..Diagnostic::file_error("rule::unknown", file, msg!("plan-no-rule", id = rule)) };
    }
    let mut places: Vec<&str> =
        report.instances().filter(of_rule).filter(|i| i.is_finding()).map(|i| i.place()).collect();
    places.dedup();
    let message = match (&args.at, places.is_empty()) {
        (Some(at), false) => {
            let places = Text::list(places.iter().map(|place| format!("`{place}`")));
            msg!("cli-waive-none-at", rule, at = format!("`{at}`"), places)
        }
        _ => msg!("cli-waive-none", rule),
    };
    Diagnostic::file_error("waiver::no_finding", file, message)
}

//! `gouji waive`: entries of `waivers.yaml` for the findings of a rule, to be filled in by people.

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use gouji::{Diagnostic, Engine, Report, Text, Waivers, msg};

use super::{RuleArgs, StyleArgs, answers, check, exit, files, output};

#[derive(Debug, Args)]
pub(crate) struct WaiveArgs {
    /// 规则编号 · The rule's id
    rule: String,
    /// 决算文件 · The account
    account: PathBuf,
    /// 只为此处的疑点，如 expenditure.basic · Only for the findings at this path
    #[arg(long, value_name = "PATH")]
    at: Option<String>,
    /// 写到哪个文件的末尾（默认为决算旁边的 waivers.yaml）· The file to append to; waivers.yaml beside the account without it
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    rules: RuleArgs,
    #[command(flatten)]
    style: StyleArgs,
}

pub(crate) fn run(args: &WaiveArgs) -> u8 {
    let mut problems = Vec::new();
    let mut engine = check::engine(&args.rules, &mut problems);
    let accounts = check::read(&mut engine, std::slice::from_ref(&args.account), &mut problems);
    engine.prepare();
    let broken = !problems.is_empty() || engine.has_errors();
    let report = if broken { Report::default() } else { engine.check(accounts) };
    problems.splice(0..0, engine.diagnostics().iter().cloned().chain(report.diagnostics.iter().cloned()));
    let target = args.output.clone().unwrap_or_else(|| args.account.with_file_name(files::WAIVERS));
    let present = if target.exists() { read(&target, &mut engine) } else { Ok((String::new(), Waivers::default())) };
    let present = present.map_err(|found| problems.extend(found));
    output::diagnostics(&problems, engine.sources(), args.style);
    let (false, false, Ok((text, waivers))) = (broken, engine.has_errors(), present) else { return exit::USAGE };
    let skeletons = waivers.skeletons(&report, &args.rule, args.at.as_deref(), args.style.lang.into());
    if skeletons.present > 0 {
        output::note(&msg!("cli-waive-present", count = skeletons.present), args.style);
    } else if skeletons.entries.is_empty() {
        output::diagnostics(&[nothing(args, &report)], engine.sources(), args.style);
        return exit::USAGE;
    }
    if skeletons.entries.is_empty() {
        return exit::GOOD;
    }
    match append(&target, &text, &waivers, &skeletons.entries) {
        Ok(true) => {
            let (file, count) = (files::shown(&target), skeletons.entries.len());
            output::note(&msg!("cli-waive-written", file, count), args.style);
            exit::GOOD
        }
        Ok(false) => {
            output::note(&msg!("cli-waive-cannot-append"), args.style);
            let _ = output::stdout(skeletons.entries.concat().as_bytes());
            exit::USAGE
        }
        Err(error) => output::failed(&error, args.style),
    }
}

/// The waivers that the file has already, and its text.
fn read(path: &Path, engine: &mut Engine) -> Result<(String, Waivers), Vec<Diagnostic>> {
    let mut waivers = Waivers::default();
    let source = answers::text(path, engine)?;
    waivers.read(source, engine.sources())?;
    Ok((engine.sources().get(source).text.clone(), waivers))
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
    let file = files::shown(&args.account);
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

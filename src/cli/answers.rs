//! Waivers, baselines and rosters of the command line, put on a report.

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use clap::Args;
use gouji::{Baseline, Date, Diagnostic, Engine, Report, Roster, Severity, SourceId, Waivers, msg};

use super::{FailOn, StyleArgs, fails, files, in_both, output};

/// Hours by which the day in China begins before that of the clock.
const HOURS_AHEAD: u64 = 8;

/// What is put on a report.
#[derive(Debug, Args)]
pub(crate) struct AnswerArgs {
    /// 审核说明（默认为所审文件夹里的 waivers.yaml）· Waivers; without it each waivers.yaml in the folders judged
    #[arg(long, value_name = "FILE")]
    waivers: Vec<PathBuf>,
    /// 按哪一天判断审核说明是否到期（默认为今天）· The day on which waivers are judged; today without it
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_day)]
    as_of: Option<Date>,
    /// 存量问题清单：只有清单以外的疑点才算不通过 · Known findings: only others make the exit code 1
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// 把现有的疑点写成存量问题清单 · Write the present findings as a baseline
    #[arg(long, value_name = "FILE")]
    write_baseline: Option<PathBuf>,
    /// 应报单位，核对户数；缺报、重报使退出码为 1 · Units that owe an account; missing and double ones make the exit code 1
    #[arg(long, value_name = "FILE")]
    roster: Option<PathBuf>,
}

fn parse_day(word: &str) -> Result<Date, String> {
    word.parse().map_err(|_| in_both(&msg!("cli-no-day")))
}

/// Today in China.
fn today() -> Option<Date> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs();
    Date::from_days(i64::try_from((seconds + HOURS_AHEAD * 3_600) / 86_400).ok()?)
}

/// A file as a text of the engine.
pub(super) fn text(path: &Path, engine: &mut Engine) -> Result<SourceId, Vec<Diagnostic>> {
    let text = files::read_text(path).map_err(|problem| vec![problem])?;
    Ok(engine.add_text(&files::shown(path), &text))
}

/// Puts waivers, the baseline and the roster on a report; gives what is wrong with their files.
pub(crate) fn apply(
    args: &AnswerArgs,
    arguments: &[PathBuf],
    engine: &mut Engine,
    report: &mut Report,
) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let mut waivers = Waivers::default();
    let paths = if args.waivers.is_empty() { files::waivers(arguments) } else { args.waivers.clone() };
    for path in &paths {
        let read = text(path, engine).and_then(|source| waivers.read(source, engine.sources()));
        problems.extend(read.err().into_iter().flatten());
    }
    // The clock is asked only when the day matters.
    let day = args.as_of.or_else(|| waivers.expire().then(today).flatten());
    waivers.apply(report, day);
    if let Some(path) = &args.baseline {
        match text(path, engine).and_then(|source| Baseline::read(source, engine.sources())) {
            Ok(baseline) => baseline.apply(report),
            Err(found) => problems.extend(found),
        }
    }
    if let Some(path) = &args.roster {
        match text(path, engine).and_then(|source| Roster::read(source, engine.sources())) {
            Ok(roster) => roster.count(report),
            Err(found) => problems.extend(found),
        }
    }
    problems
}

/// Writes the present findings as a baseline, if that is wanted, and says so.
pub(crate) fn write_baseline(args: &AnswerArgs, report: &Report, style: StyleArgs) -> std::io::Result<()> {
    let Some(path) = &args.write_baseline else { return Ok(()) };
    let baseline = Baseline::of(report);
    output::write_file(path, baseline.text().as_bytes())?;
    output::note(&msg!("cli-baseline-written", file = files::shown(path), count = baseline.count()), style);
    Ok(())
}

/// Whether waivers or the roster make the run fail: a waiver to see to weighs like a warning, an account that is
/// missing or double like an error.
pub(crate) fn fail(report: &Report, fail_on: FailOn) -> bool {
    let open = report.waivers.iter().any(|w| w.status.is_open());
    let incomplete = report.roster.as_ref().is_some_and(|r| !r.missing.is_empty() || !r.double.is_empty());
    (open && fails(Severity::Warning, fail_on)) || (incomplete && fails(Severity::Error, fail_on))
}

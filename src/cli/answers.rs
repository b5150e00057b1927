//! Waivers, baselines and rosters of the command line, put on a report.

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use clap::Args;
use gouji::{Baseline, Config, Date, Diagnostic, Engine, Located, Report, Roster, SourceId, Waivers, msg};

use super::config::Loaded;
use super::{StyleArgs, files, in_both, output};

/// Hours by which the day in China begins before that of the clock.
const HOURS_AHEAD: u64 = 8;

/// The files of answers, over those of the configuration.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct AnswerFiles {
    /// 审核说明（默认为所审文件夹里的 waivers.yaml）· Waivers; without it each waivers.yaml in the folders judged
    #[arg(long, value_name = "FILE")]
    pub(super) waivers: Vec<PathBuf>,
    /// 存量问题清单：只有清单以外的疑点才算不通过 · Known findings: only others make the exit code 1
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// 应报单位，核对户数；缺报、重报使退出码为 1 · Units that owe an account; missing and double ones make the exit code 1
    #[arg(long, value_name = "FILE")]
    pub(super) roster: Option<PathBuf>,
}

/// What is put on a report.
#[derive(Debug, Args)]
pub(crate) struct AnswerArgs {
    #[command(flatten)]
    pub(super) files: AnswerFiles,
    /// 按哪一天判断审核说明是否到期（默认为今天）· The day on which waivers are judged; today without it
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_day)]
    pub(super) as_of: Option<Date>,
    /// 把现有的疑点写成存量问题清单 · Write the present findings as a baseline
    #[arg(long, value_name = "FILE")]
    write_baseline: Option<PathBuf>,
}

impl AnswerFiles {
    /// The files that hold: those of the options, else those of the configuration.
    pub(super) fn over(&self, loaded: &Loaded, problems: &mut Vec<Diagnostic>) -> Self {
        let config = &loaded.config;
        let mut set = |word: &Located| loaded.path(word).map_err(|problem| problems.push(problem)).ok();
        Self {
            waivers: match self.waivers.as_slice() {
                [] => config.waivers.iter().filter_map(&mut set).collect(),
                given => given.to_vec(),
            },
            baseline: self.baseline.clone().or_else(|| config.baseline.as_ref().and_then(&mut set)),
            roster: self.roster.clone().or_else(|| config.roster.as_ref().and_then(&mut set)),
        }
    }

    /// Every file.
    pub(super) fn all(&self) -> impl Iterator<Item = &PathBuf> {
        self.waivers.iter().chain(&self.baseline).chain(&self.roster)
    }

    /// Takes the files away from accounts, none of which they are; those of the configuration also when an option
    /// takes their place.
    pub(super) fn leave_out(&self, loaded: &Loaded, accounts: &mut Vec<PathBuf>) {
        let config = &loaded.config;
        let set = config.waivers.iter().chain(&config.baseline).chain(&config.roster);
        let given = self.all().cloned();
        let files: Vec<PathBuf> = set.map(|word| loaded.folder().join(&word.value)).chain(given).collect();
        let real = |path: &Path| path.canonicalize().ok();
        let is = |file: &Path, path: &Path| file.file_name() == path.file_name() && real(file) == real(path);
        accounts.retain(|path| !files.iter().any(|file| is(file, path)));
    }
}

impl AnswerArgs {
    /// The files that hold for this run. A baseline that the configuration names need not be there yet when the
    /// run writes one.
    pub(super) fn over(&self, loaded: &Loaded, problems: &mut Vec<Diagnostic>) -> AnswerFiles {
        let to_come = |word: &Located| self.write_baseline.is_some() && !loaded.folder().join(&word.value).exists();
        let baseline = loaded.config.baseline.clone().filter(|word| !to_come(word));
        self.files.over(&loaded.with(Config { baseline, ..loaded.config.clone() }), problems)
    }
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
    files: &AnswerFiles,
    as_of: Option<Date>,
    arguments: &[PathBuf],
    engine: &mut Engine,
    report: &mut Report,
) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let mut waivers = Waivers::default();
    let paths = if files.waivers.is_empty() { files::waivers(arguments) } else { files.waivers.clone() };
    for path in &paths {
        let read = text(path, engine).and_then(|source| waivers.read(source, engine.sources()));
        problems.extend(read.err().into_iter().flatten());
    }
    // The clock is asked only when the day matters.
    let day = as_of.or_else(|| waivers.expire().then(today).flatten());
    waivers.apply(report, day);
    if let Some(path) = &files.baseline {
        match text(path, engine).and_then(|source| Baseline::read(source, engine.sources())) {
            Ok(baseline) => baseline.apply(report),
            Err(found) => problems.extend(found),
        }
    }
    if let Some(path) = &files.roster {
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

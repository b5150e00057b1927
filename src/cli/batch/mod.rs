//! `gouji batch`: accounts one line each, one line out for each line in, in order.

mod lines;
mod pipeline;

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use gouji::{Verdict, msg};

use super::progress::LineCount;
use super::{RuleArgs, SelectArgs, StyleArgs, check, exit, output, parse_shown};

/// Most bytes of a line by default.
const LINE: usize = 16 << 20;

#[derive(Debug, Args)]
pub(crate) struct BatchArgs {
    /// NDJSON 文件（默认标准输入）· A file of accounts, one JSON object a line; standard input without it or with `-`
    #[arg(value_name = "FILE")]
    input: Option<PathBuf>,
    #[command(flatten)]
    rules: RuleArgs,
    #[command(flatten)]
    select: SelectArgs,
    /// 另列出的结论 · Verdicts to list besides violated and improbable: rounding, undefined, undetermined, all
    #[arg(long, value_name = "KINDS", value_delimiter = ',', value_parser = parse_shown)]
    show: Vec<Vec<Verdict>>,
    /// 户的编号所在的路径 · Where an account has its id; `id`, `account.id` or `entity.code` without it
    #[arg(long, value_name = "PATH")]
    id_path: Option<String>,
    /// 线程数（默认全部核）· Threads; all cores without it
    #[arg(short = 'j', long, value_name = "N")]
    jobs: Option<std::num::NonZeroUsize>,
    /// 同时在手的最多行数 · Most lines that are held at a time
    #[arg(long, value_name = "N", default_value = "256")]
    in_flight: std::num::NonZeroUsize,
    /// 一行的最多字节数 · Most bytes of a line
    #[arg(long, value_name = "BYTES", default_value_t = LINE)]
    max_line: usize,
    #[command(flatten)]
    style: StyleArgs,
}

pub(crate) fn run(args: &BatchArgs) -> u8 {
    let mut problems = Vec::new();
    let (mut engine, loaded) = check::configured(&args.rules, &mut problems);
    args.select.apply(&mut engine, &loaded);
    engine.prepare();
    problems.extend(engine.diagnostics().iter().cloned());
    let broken = !problems.is_empty() && (engine.has_errors() || problems.len() > engine.diagnostics().len());
    output::diagnostics(&problems, engine.sources(), args.style);
    if broken {
        return exit::USAGE;
    }
    let input = match open(args.input.as_deref()) {
        Ok(input) => input,
        Err(error) => {
            output::note(&msg!("cli-unreadable", error = error.to_string()), args.style);
            return exit::USAGE;
        }
    };
    let mut told = vec![Verdict::Violated, Verdict::Improbable];
    told.extend(args.show.iter().flatten());
    let batch = Arc::new(engine.into_batch(args.id_path.clone(), told));
    let jobs = args.jobs.or_else(|| std::thread::available_parallelism().ok()).map_or(1, std::num::NonZeroUsize::get);
    let bounds = pipeline::Bounds { jobs, in_flight: args.in_flight.get(), line: args.max_line };
    match pipeline::run(&batch, input, &bounds, (args.style.lang.into(), LineCount::new(args.style))) {
        Ok(told) => {
            output::note(&told.text(), args.style);
            exit::GOOD
        }
        // Whoever reads has seen enough.
        Err(pipeline::Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => exit::GOOD,
        Err(pipeline::Failure::Output(error)) => output::failed(&error, args.style),
        Err(pipeline::Failure::Input(error)) => {
            output::note(&msg!("cli-unreadable", error = error.to_string()), args.style);
            exit::USAGE
        }
    }
}

fn open(path: Option<&Path>) -> io::Result<Box<dyn Read + Send>> {
    Ok(match path.filter(|path| *path != Path::new("-")) {
        Some(path) => Box::new(File::open(path)?),
        None => Box::new(io::stdin()),
    })
}

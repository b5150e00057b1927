//! `gouji pack lock`: the packs in use, file for file, beside the configuration.

use clap::Args;
use gouji::msg;

use super::super::{files, output};
use super::{Known, OutputArgs, exit, said, write};

#[derive(Debug, Args)]
pub(crate) struct LockArgs {
    #[command(flatten)]
    known: Known,
    #[command(flatten)]
    out: OutputArgs,
}

pub(super) fn run(args: &LockArgs) -> u8 {
    let mut problems = Vec::new();
    let (mut engine, loaded) = args.known.engine(&mut problems);
    let path = args.known.config.lock_file(&loaded);
    let lock = engine.locked().map_err(|found| problems.extend(found));
    let written = match lock {
        Ok(lock) if problems.is_empty() => write(&path, &lock.text()).map_err(|problem| problems.push(problem)),
        _ => Err(()),
    };
    if written.is_err() {
        output::diagnostics(&problems, engine.sources(), &args.out);
        return exit::USAGE;
    }
    said(&msg!("cli-pack-written", file = files::shown(&path)), &args.out)
}

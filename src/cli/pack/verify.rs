//! `gouji pack verify`: everything that is wrong with a pack, in one run.

use clap::Args;
use gouji::{Level, msg};

use super::super::output;
use super::{Known, OutputArgs, exit, folder_of, said};

#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    /// 规则包的名称或文件夹 · The pack, by name or folder
    #[arg(value_name = "NAME|DIR")]
    pack: String,
    #[command(flatten)]
    known: Known,
    #[command(flatten)]
    out: OutputArgs,
}

pub(super) fn run(args: &VerifyArgs) -> u8 {
    let mut problems = Vec::new();
    let (mut engine, loaded) = args.known.engine(&mut problems);
    let config = &args.known.config;
    // A lock that is there counts without being asked for.
    if !config.locked && (config.lock.is_some() || config.lock_file(&loaded).is_file()) {
        config.use_lock(&mut engine, &loaded, &mut problems);
    }
    problems.extend(match folder_of(&args.pack, &engine) {
        Some(folder) => engine.verify_pack_folder(&folder),
        None => engine.verify_pack(&args.pack),
    });
    output::diagnostics(&problems, engine.sources(), &args.out);
    if problems.iter().any(|problem| problem.level == Level::Error) {
        return exit::USAGE;
    }
    said(&msg!("cli-pack-done", pack = &args.pack), &args.out)
}

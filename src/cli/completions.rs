//! `gouji completions`: what a shell needs to complete the command line.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{Cli, StyleArgs, exit, output};

#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// 哪一种终端 · Which shell
    shell: Shell,
    #[command(flatten)]
    style: StyleArgs,
}

pub(crate) fn run(args: &CompletionsArgs) -> u8 {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "gouji", &mut script);
    match output::stdout(&script) {
        Ok(()) => exit::GOOD,
        Err(error) => output::failed(&error, args.style),
    }
}

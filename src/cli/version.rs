//! `gouji version`: what is in this binary, to the digest.

use std::io;

use clap::Args;
use gouji::{Engine, render};

use super::{StyleArgs, exit, output};

#[derive(Debug, Args)]
pub(crate) struct VersionArgs {
    /// 写成 JSON · As JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    style: StyleArgs,
}

pub(crate) fn run(args: &VersionArgs) -> u8 {
    let mut engine = Engine::new();
    let packs = match engine.known_packs() {
        Ok(packs) => packs,
        Err(problems) => {
            output::diagnostics(&problems, engine.sources(), args.style);
            return exit::USAGE;
        }
    };
    let text = match args.json {
        true => render::about_json(&packs),
        false => render::about_text(&packs, &output::style(args.style, &io::stdout())),
    };
    match output::stdout(text.as_bytes()) {
        Ok(()) => exit::GOOD,
        Err(error) => output::failed(&error, args.style),
    }
}

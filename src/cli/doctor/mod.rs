//! `gouji doctor`: what can be the matter when output looks wrong, each thing with what to do.

mod project;
mod terminal;

use std::io;
use std::path::PathBuf;

use clap::Args;
use clap::parser::ValueSource;
use gouji::render;

use super::{RuleArgs, StyleArgs, exit, output};

#[derive(Debug, Args)]
pub(crate) struct DoctorArgs {
    /// 决算文件夹（默认当前文件夹）· Accounts or folders of them; the current folder without any
    #[arg(value_name = "ACCOUNT")]
    accounts: Vec<PathBuf>,
    #[command(flatten)]
    rules: RuleArgs,
    /// 写成 JSON · As JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    style: StyleArgs,
}

pub(crate) fn run(args: &DoctorArgs, lang: Option<ValueSource>) -> u8 {
    let mut examined = terminal::examine(args.style);
    examined.extend(project::examine(args, lang));
    let style = output::style(args.style, &io::stdout());
    let text = match args.json {
        true => render::examined_json(&examined, &style),
        false => render::examined_text(&examined, &style),
    };
    match output::stdout(text.as_bytes()) {
        Ok(()) if examined.iter().all(|thing| thing.advice.is_none()) => exit::GOOD,
        Ok(()) => exit::FINDINGS,
        Err(error) => output::failed(&error, args.style),
    }
}

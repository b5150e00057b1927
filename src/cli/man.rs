//! `gouji man`: the manual pages, made of what `--help` says.

use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, Command, CommandFactory};
use clap_mangen::Man;
use gouji::msg;

use super::{Cli, StyleArgs, exit, output};

#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// 写入哪个文件夹，每个子命令一页；不写则只打印主页 · The folder for one page a subcommand; without it the main page is printed
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    #[command(flatten)]
    style: StyleArgs,
}

pub(crate) fn run(args: &ManArgs) -> u8 {
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    let written = match &args.folder {
        Some(folder) => std::fs::create_dir_all(folder).and_then(|()| pages(&command, folder)),
        None => page(&command).and_then(|(_, text)| output::stdout(&text)).map(|()| 1),
    };
    match written {
        Ok(count) => {
            if let Some(folder) = &args.folder {
                let folder = super::files::shown(folder);
                output::note(&msg!("cli-man-written", count, folder), args.style);
            }
            exit::GOOD
        }
        Err(error) => output::failed(&error, args.style),
    }
}

/// Writes the page of a command and those of its subcommands; gives how many.
fn pages(command: &Command, folder: &Path) -> io::Result<usize> {
    let (name, text) = page(command)?;
    output::write_file(&folder.join(name), &text)?;
    command.get_subcommands().filter(|inner| !inner.is_hide_set()).try_fold(1, |n, inner| Ok(n + pages(inner, folder)?))
}

/// The file name of a command's page, and the page.
fn page(command: &Command) -> io::Result<(String, Vec<u8>)> {
    let man = Man::new(command.clone()).source(concat!("gouji ", env!("CARGO_PKG_VERSION")));
    let mut text = Vec::new();
    man.render(&mut text)?;
    Ok((man.get_filename(), text))
}

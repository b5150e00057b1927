//! `gouji template`: the standard forms of reports as files, for offices that want their own.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use gouji::msg;
use gouji::render::{Layout, Letter};

use super::{StyleArgs, exit, output};

#[derive(Debug, Args)]
pub(crate) struct TemplateArgs {
    /// 哪一种 · Which form
    of: Of,
    /// 写到哪个文件；已有的文件不覆盖 · The file to write; one that is there is left alone
    #[arg(value_name = "FILE", required_if_eq("of", "letter"))]
    file: Option<PathBuf>,
    #[command(flatten)]
    style: StyleArgs,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Of {
    /// 审核意见（Word），用于 --letter · The letter, for `--letter`
    Letter,
    /// 底稿版式（YAML），用于 --layout · The layout of a working paper, for `--layout`
    Layout,
}

pub(crate) fn run(args: &TemplateArgs) -> u8 {
    let bytes = match args.of {
        Of::Letter => Letter::standard_file(args.style.lang.into()),
        Of::Layout => Ok(Layout::standard_text(args.style.lang.into()).as_bytes().to_vec()),
    };
    let written = bytes.and_then(|bytes| match args.file.as_deref() {
        Some(path) if path.exists() => Err(there(path, args.style)),
        path => output::deliver(path, &bytes),
    });
    match written {
        Ok(()) => exit::GOOD,
        Err(error) => output::failed(&error, args.style),
    }
}

fn there(path: &Path, style: StyleArgs) -> std::io::Error {
    let told = msg!("cli-is-there", file = super::files::shown(path));
    std::io::Error::new(std::io::ErrorKind::AlreadyExists, told.get(style.lang.into()))
}

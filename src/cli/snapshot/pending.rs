//! `gouji snapshot accept`, `reject` and `pending`: what becomes of pending snapshots.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use gouji::snapshot::pending_json;
use gouji::{Diagnostic, SourceMap, Text, msg, render};

use super::{Stored, load, places};
use crate::cli::{OutputArgs, StyleArgs, exit, files, output};

#[derive(Debug, Args)]
pub(crate) struct PendingArgs {
    /// 文件夹、快照或决算文件（默认当前文件夹）· Folders, snapshots or accounts; the current folder without any
    #[arg(value_name = "PATH", default_value = ".")]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) style: StyleArgs,
}

#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// 文件夹、快照或决算文件（默认当前文件夹）· Folders, snapshots or accounts; the current folder without any
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    out: OutputArgs,
}

/// A pending snapshot that was read.
pub(super) struct Pending {
    pub(super) path: PathBuf,
    pub(super) stored: Stored,
}

/// Reads the pending snapshots that some arguments name.
pub(super) fn read(paths: &[PathBuf], sources: &mut SourceMap, problems: &mut Vec<Diagnostic>) -> Vec<Pending> {
    let mut found = Vec::new();
    for path in places::find_pending(paths, problems) {
        match load(&path, sources) {
            Ok(Some(stored)) => found.push(Pending { path, stored }),
            Ok(None) => {}
            Err(problem) => problems.push(problem),
        }
    }
    found
}

/// Puts a pending snapshot in the place of the accepted one.
pub(super) fn keep(pending: &Pending) -> Result<PathBuf, Diagnostic> {
    let accepted = places::accepted(&pending.path);
    write(&accepted, &pending.stored.text)?;
    remove(&pending.path)?;
    Ok(accepted)
}

/// Writes a snapshot, and the folder for it.
pub(super) fn write(path: &Path, text: &str) -> Result<(), Diagnostic> {
    let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
    folder.and_then(|()| output::write_file(path, text.as_bytes())).map_err(|error| unwritable(path, &error))
}

/// Deletes a snapshot.
pub(super) fn remove(path: &Path) -> Result<(), Diagnostic> {
    fs::remove_file(path).map_err(|error| unwritable(path, &error))
}

fn unwritable(path: &Path, error: &io::Error) -> Diagnostic {
    let message = msg!("snapshot-unwritable", error = error.to_string());
    Diagnostic::file_error("file::unwritable", files::shown(path), message)
}

pub(super) fn accept(args: &PendingArgs) -> u8 {
    settle(args, |pending| keep(pending).map(|path| msg!("snapshot-accepted", path = files::shown(&path))))
}

pub(super) fn reject(args: &PendingArgs) -> u8 {
    settle(args, |pending| {
        remove(&pending.path).map(|()| msg!("snapshot-rejected", path = files::shown(&pending.path)))
    })
}

/// Does the same with every pending snapshot, and says it.
fn settle(args: &PendingArgs, settle: impl Fn(&Pending) -> Result<Text, Diagnostic>) -> u8 {
    let (mut sources, mut problems) = (SourceMap::default(), Vec::new());
    let pending = read(&args.paths, &mut sources, &mut problems);
    let mut said = Vec::new();
    for one in &pending {
        match settle(one) {
            Ok(text) => said.push(text),
            Err(problem) => problems.push(problem),
        }
    }
    if pending.is_empty() && problems.is_empty() {
        said.push(msg!("snapshot-nothing-pending"));
    }
    let lang = args.style.lang.into();
    let text: String = said.iter().map(|text| text.get(lang).into_owned() + "\n").collect();
    output::diagnostics(&problems, &sources, args.style);
    finish(&render::neutralised(&text), &problems, args.style)
}

pub(super) fn list(args: &ListArgs) -> u8 {
    let (mut sources, mut problems) = (SourceMap::default(), Vec::new());
    let pending = read(&args.paths, &mut sources, &mut problems);
    let entry =
        |p: &Pending| (files::shown(&p.path), p.stored.snapshot.source.clone(), !places::accepted(&p.path).exists());
    let pending: Vec<(String, String, bool)> = pending.iter().map(entry).collect();
    let text = if output::wants_json(&args.out) {
        pending_json(&pending)
    } else {
        let line = |(path, account, new): &(String, String, bool)| match new {
            true => msg!("snapshot-pending-new", path, account),
            false => msg!("snapshot-pending", path, account),
        };
        let mut lines: Vec<Text> = pending.iter().map(line).collect();
        if lines.is_empty() && problems.is_empty() {
            lines.push(msg!("snapshot-nothing-pending"));
        }
        let lang = args.out.style.lang.into();
        render::neutralised(&lines.iter().map(|l| l.get(lang).into_owned() + "\n").collect::<String>())
    };
    output::diagnostics(&problems, &sources, &args.out);
    finish(&text, &problems, args.out.style)
}

/// Prints, and gives the exit code: what could not be read or written is an error of the input.
pub(super) fn finish(text: &str, problems: &[Diagnostic], style: StyleArgs) -> u8 {
    match output::stdout(text.as_bytes()) {
        Err(error) => output::failed(&error, style),
        Ok(()) if problems.is_empty() => exit::GOOD,
        Ok(()) => exit::USAGE,
    }
}

//! `gouji init`: a project to begin with, which works and passes every check as it is.

mod files;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use gouji::render::{self, Style};
use gouji::{Diagnostic, Text, msg};

use self::files::EXAMPLE;
use super::{StyleArgs, exit, output};

#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// 项目的文件夹（默认当前文件夹）· The folder of the project; the current one without it
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
    #[command(flatten)]
    style: StyleArgs,
}

pub(crate) fn run(args: &InitArgs) -> u8 {
    let written = files::all().and_then(|files| write(&args.folder, &files).map(|()| files.len()));
    match written {
        Ok(count) => {
            let style = output::style(args.style, &io::stdout());
            match output::stdout(told(&args.folder, count, &style).as_bytes()) {
                Ok(()) => exit::GOOD,
                Err(error) => output::failed(&error, args.style),
            }
        }
        Err(problems) => {
            output::diagnostics(&problems, &gouji::SourceMap::default(), args.style);
            exit::USAGE
        }
    }
}

/// Writes the files, all or, when one of them is there already, none.
fn write(folder: &Path, files: &[(&str, String)]) -> Result<(), Vec<Diagnostic>> {
    let problem =
        |path: &Path, message: Text| Diagnostic::file_error("file::unwritable", super::files::shown(path), message);
    let paths: Vec<PathBuf> = files.iter().map(|(name, _)| folder.join(name)).collect();
    // A link that leads nowhere is something, too.
    let taken: Vec<Diagnostic> = paths
        .iter()
        .filter(|path| fs::symlink_metadata(path).is_ok())
        .map(|path| problem(path, msg!("init-exists")).with_help(msg!("init-exists-help")))
        .collect();
    if !taken.is_empty() {
        return Err(taken);
    }
    for (path, (_, text)) in paths.iter().zip(files) {
        let made = path.parent().map_or(Ok(()), fs::create_dir_all);
        made.and_then(|()| output::write_file(path, text.as_bytes()))
            .map_err(|error| vec![problem(path, msg!("cli-unwritable", error = error.to_string()))])?;
    }
    Ok(())
}

/// What was done, the commands that work now, and what to try.
fn told(folder: &Path, count: usize, style: &Style) -> String {
    let say = |text: Text| text.get(style.lang).into_owned();
    let shown = super::files::shown(folder);
    let mut text = say(msg!("init-written", count, folder = &shown)) + "\n";
    if shown != "." {
        text.push_str(&format!("   cd {}\n", quoted(&shown)));
    }
    let steps = [
        ("gouji check", msg!("init-check")),
        ("gouji test", msg!("init-test")),
        ("gouji fmt --check", msg!("init-fmt")),
        ("gouji lint", msg!("init-lint")),
    ];
    for (command, does) in steps {
        text.push_str(&format!("   {command:<18} {}\n", say(does)));
    }
    text.push_str(&(say(msg!("init-try", file = EXAMPLE.file, before = EXAMPLE.before, after = EXAMPLE.after)) + "\n"));
    render::neutralised(&text)
}

/// A path as a shell reads it back.
fn quoted(path: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '_' | '-' | '\\' | ':');
    if path.chars().all(plain) { path.to_owned() } else { format!("'{}'", path.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn paths_for_a_shell() {
        assert_eq!(quoted("a/b-1"), "a/b-1");
        assert_eq!(quoted("决算"), "决算");
        assert_eq!(quoted("a b's"), r"'a b'\''s'");
    }
}

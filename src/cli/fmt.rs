//! `gouji fmt`: rewrites rule files in canonical form, or says which are not in it.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use clap::Args;
use gouji::render::{self, Style};
use gouji::{Diagnostic, FormatOptions, Lang, SourceMap, msg};
use similar::{Algorithm, TextDiff};

use super::config::ConfigFile;
use super::{LangArg, StyleArgs, exit, files, output};

/// The name under which the standard input is shown.
const STDIN: &str = "<stdin>";
/// Most lines, before and after together, of which a diff is drawn: its time grows with their square.
const MOST_DIFFED: usize = 30_000;

#[derive(Debug, Args)]
pub(crate) struct FmtArgs {
    /// 规则文件或文件夹；`-` 为标准输入 · Rule files (.gj) or folders; `-` is the standard input
    #[arg(value_name = "FILE|DIR", required_unless_present = "stdin")]
    paths: Vec<PathBuf>,
    /// 读标准输入，写标准输出 · Read the standard input, write the standard output
    #[arg(long, conflicts_with = "paths")]
    stdin: bool,
    /// 不改写，只列出不合标准写法的文件；有则退出码为 1 · Name the files that would change, exit 1 if any
    #[arg(long)]
    check: bool,
    /// 不改写，只印出差异；有则退出码为 1 · Print what would change, exit 1 if anything
    #[arg(long)]
    diff: bool,
    /// 关键字与函数一律写成中文或英文 · Write all keywords and functions in one language
    #[arg(long, value_enum, value_name = "LANG")]
    keywords: Option<LangArg>,
    #[command(flatten)]
    config: ConfigFile,
    #[command(flatten)]
    style: StyleArgs,
}

/// A rule file before and after.
struct Formatted {
    /// The file; none for the standard input.
    path: Option<PathBuf>,
    name: String,
    before: String,
    after: String,
}

pub(crate) fn run(args: &FmtArgs) -> u8 {
    let mut sources = SourceMap::default();
    let mut problems = Vec::new();
    if args.config.is_broken(args.style) {
        return exit::USAGE;
    }
    let dash = args.paths.iter().any(|p| p.as_os_str() == "-");
    let formatted = if dash && args.paths.len() > 1 {
        let message = msg!("fmt-dash");
        problems.push(Diagnostic::file_error("file::stdin", "-", message));
        Vec::new()
    } else if dash || args.stdin {
        stdin(args, &mut sources, &mut problems).into_iter().collect()
    } else {
        named(args, &mut sources, &mut problems)
    };
    let shown = if args.check || args.diff { show(args, &formatted) } else { apply(args, &formatted, &mut problems) };
    output::diagnostics(&problems, &sources, args.style);
    match shown {
        Err(error) => output::failed(&error, args.style),
        Ok(()) if !problems.is_empty() => exit::USAGE,
        Ok(()) if (args.check || args.diff) && formatted.iter().any(|f| f.before != f.after) => exit::FINDINGS,
        Ok(()) => exit::GOOD,
    }
}

/// Formats every file of the arguments that can be.
fn named(args: &FmtArgs, sources: &mut SourceMap, problems: &mut Vec<Diagnostic>) -> Vec<Formatted> {
    let mut formatted = Vec::new();
    for path in files::rules(&args.paths, problems) {
        match files::read(&path, &files::rule_limits()) {
            Ok(bytes) => formatted.extend(one(args, Some(path), bytes, sources, problems)),
            Err(problem) => problems.push(problem),
        }
    }
    formatted
}

fn stdin(args: &FmtArgs, sources: &mut SourceMap, problems: &mut Vec<Diagnostic>) -> Option<Formatted> {
    let limit = u64::try_from(files::rule_limits().bytes).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    // One byte more than the limit, so that the reader can tell that it is too much.
    if let Err(error) = io::stdin().lock().take(limit.saturating_add(1)).read_to_end(&mut bytes) {
        let message = msg!("cli-unreadable", error = error.to_string());
        problems.push(Diagnostic::file_error("file::unreadable", STDIN, message));
        return None;
    }
    one(args, None, bytes, sources, problems)
}

/// Formats one text.
fn one(
    args: &FmtArgs,
    path: Option<PathBuf>,
    bytes: Vec<u8>,
    sources: &mut SourceMap,
    problems: &mut Vec<Diagnostic>,
) -> Option<Formatted> {
    let name = path.as_deref().map_or_else(|| STDIN.to_owned(), files::shown);
    // Decoding takes a byte order mark away, which is a change like any other.
    let before = String::from_utf8_lossy(&bytes).into_owned();
    let text = match gouji::decode_account(&name, bytes, &files::rule_limits()) {
        Ok(text) => text,
        Err(problem) => {
            problems.push(problem);
            return None;
        }
    };
    let source = sources.add(&name, text);
    let options = FormatOptions { keywords: args.keywords.map(Lang::from) };
    match gouji::format(source, &sources.get(source).text, &options) {
        Ok(after) => Some(Formatted { path, name, before, after }),
        Err(found) => {
            problems.extend(found);
            None
        }
    }
}

/// Writes what has changed, and names it.
fn apply(args: &FmtArgs, formatted: &[Formatted], problems: &mut Vec<Diagnostic>) -> io::Result<()> {
    let style = output::style(args.style, &io::stdout());
    let done = msg!("fmt-done");
    let mut names = String::new();
    for file in formatted {
        match &file.path {
            None => output::stdout(file.after.as_bytes())?,
            Some(path) if file.before != file.after => match rewrite(path, &file.after) {
                Ok(()) => names.push_str(&line(&done.get(style.lang), &file.name)),
                Err(error) => {
                    let message = msg!("fmt-unwritable", error = error.to_string());
                    problems.push(Diagnostic::file_error("file::unwritable", file.name.clone(), message));
                }
            },
            Some(_) => {}
        }
    }
    output::stdout(names.as_bytes())
}

/// Puts the text in the place of the file; in the place of a link's file, and not of the link.
fn rewrite(path: &Path, text: &str) -> io::Result<()> {
    output::write_file(&path.canonicalize()?, text.as_bytes())
}

/// Shows what would change.
fn show(args: &FmtArgs, formatted: &[Formatted]) -> io::Result<()> {
    let style = output::style(args.style, &io::stdout());
    let wanted = msg!("fmt-wanted");
    let mut text = String::new();
    for file in formatted.iter().filter(|f| f.before != f.after) {
        match args.diff.then(|| unified(&file.name, &file.before, &file.after, &style)).flatten() {
            Some(diff) => text.push_str(&diff),
            None => text.push_str(&line(&wanted.get(style.lang), &file.name)),
        }
    }
    output::stdout(text.as_bytes())
}

fn line(what: &str, name: &str) -> String {
    render::neutralised(&format!("{what} {name}\n"))
}

/// A unified diff; none of texts that are too long for one.
pub(super) fn unified(name: &str, before: &str, after: &str, style: &Style) -> Option<String> {
    if before.lines().count() + after.lines().count() > MOST_DIFFED {
        return None;
    }
    let name = render::neutralised(name);
    let name = name.trim_end();
    let diff = TextDiff::configure().algorithm(Algorithm::Patience).diff_lines(before, after);
    let unified = diff.unified_diff().header(name, name).to_string();
    if !style.color {
        return Some(unified);
    }
    let mut colored = String::new();
    for line in unified.lines() {
        let code = match line.as_bytes().first() {
            Some(b'+') => "32",
            Some(b'-') => "31",
            Some(b'@') => "36",
            _ => "0",
        };
        colored.push_str(&format!("\u{1b}[{code}m{line}\u{1b}[0m\n"));
    }
    Some(colored)
}

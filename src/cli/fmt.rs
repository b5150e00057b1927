//! `gouji fmt`: rewrites rule files in canonical form, or says which are not in it.

use std::collections::HashMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use clap::Args;
use gouji::render::{self, Style};
use gouji::{Diagnostic, Engine, FormatOptions, Lang, SourceMap, msg};
use similar::{Algorithm, TextDiff};

use super::config::ConfigFile;
use super::{LangArg, StyleArgs, exit, files, lint, output};

/// The name under which the standard input is shown.
const STDIN: &str = "<stdin>";
/// Most folders above a rule file in which its pack is looked for.
const MOST_FOLDERS: usize = 32;
/// Most lines, before and after together, of which a diff is drawn: its time grows with their square.
const MOST_DIFFED: usize = 30_000;

#[derive(Debug, Args)]
pub(crate) struct FmtArgs {
    /// 规则文件或文件夹；`-` 为标准输入；只看不改的，默认当前文件夹 · Rule files (.gj) or folders; `-` is the standard input. With --check or --diff the current folder without any
    #[arg(value_name = "FILE|DIR", required_unless_present_any = ["stdin", "check", "diff"])]
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
    /// 关键字、函数与数据项名称一律写成中文或英文 · Write keywords, functions and names of figures in one language
    #[arg(long, value_enum, value_name = "LANG")]
    keywords: Option<LangArg>,
    /// 同时用 --keywords 时，数据项名称保持原样 · With --keywords, leave the names of figures as they are
    #[arg(long, requires = "keywords")]
    keep_names: bool,
    /// 规则包的名称或文件夹；单独的规则文件用它的数据项目录 · A pack, by name or folder, whose figures loose rule files speak of; repeatable
    #[arg(long = "pack", value_name = "NAME|DIR", requires = "keywords")]
    packs: Vec<String>,
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
    let mut names = Names::of(args);
    let dash = args.paths.iter().any(|p| p.as_os_str() == "-");
    let formatted = if dash && args.paths.len() > 1 {
        let message = msg!("fmt-dash");
        problems.push(Diagnostic::file_error("file::stdin", "-", message));
        Vec::new()
    } else if dash || args.stdin {
        stdin(&mut names, &mut sources, &mut problems).into_iter().collect()
    } else {
        named(&mut names, &mut sources, &mut problems)
    };
    let shown = if args.check || args.diff { show(args, &formatted) } else { apply(args, &formatted, &mut problems) };
    output::diagnostics(&problems, &sources, args.style);
    match shown {
        Err(error) => output::failed(&error, args.style),
        Ok(()) if !problems.is_empty() || names.failed => exit::USAGE,
        Ok(()) if (args.check || args.diff) && formatted.iter().any(|f| f.before != f.after) => exit::FINDINGS,
        Ok(()) => exit::GOOD,
    }
}

/// The names of figures in the language asked for.
struct Names<'a> {
    args: &'a FmtArgs,
    /// The texts with their names in that language, by the names of the files.
    respelled: HashMap<String, String>,
    /// Whether a pack could not be read whose figures the files speak of.
    failed: bool,
}

impl<'a> Names<'a> {
    /// Reads the files with the packs that they belong to; what is wrong with a pack is told here.
    fn of(args: &'a FmtArgs) -> Self {
        let targets = args.targets().into_iter().filter(|p| p.as_os_str() != "-");
        let targets = targets.map(|path| pack_of(&path).unwrap_or(path)).collect();
        let mut names = Names { args, respelled: HashMap::new(), failed: false };
        if args.names().is_some() {
            // What cannot be read of the arguments is told when they are formatted.
            names.read(lint::engine_of(targets, &args.packs, &mut Vec::new()));
        }
        names
    }

    fn read(&mut self, mut engine: Engine) {
        let Some(lang) = self.args.names() else { return };
        let (respelled, kept) = engine.respelled(lang);
        self.respelled.extend(respelled.into_iter().map(|file| (plain(&file.name).to_owned(), file.after)));
        for name in kept {
            output::note(&msg!("fmt-names-kept", name), self.args.style);
        }
        self.failed |= engine.has_errors();
        output::diagnostics(engine.diagnostics(), engine.sources(), self.args.style);
    }

    /// The text to format in place of a file's.
    fn respelled(&mut self, name: &str, text: String) -> String {
        if name == STDIN && self.args.names().is_some() {
            let mut engine = lint::engine_of(Vec::new(), &self.args.packs, &mut Vec::new());
            engine.use_rules(STDIN, &text);
            self.read(engine);
        }
        self.respelled.get(plain(name)).cloned().unwrap_or(text)
    }
}

impl FmtArgs {
    /// The files and folders. Only what changes nothing is done to the current folder without being told.
    fn targets(&self) -> Vec<PathBuf> {
        if self.paths.is_empty() && !self.stdin { vec![PathBuf::from(".")] } else { self.paths.clone() }
    }

    /// The language in which figures are to be named.
    fn names(&self) -> Option<Lang> {
        self.keywords.filter(|_| !self.keep_names).map(Lang::from)
    }
}

/// The pack that a rule file lies in.
fn pack_of(file: &Path) -> Option<PathBuf> {
    if file.is_dir() {
        return None;
    }
    let folders = file.ancestors().skip(1).map(|a| if a.as_os_str().is_empty() { Path::new(".") } else { a });
    folders.take(MOST_FOLDERS).find(|folder| folder.join("pack.yaml").is_file()).map(Path::to_path_buf)
}

/// A path without what only says that it begins here.
fn plain(name: &str) -> &str {
    name.strip_prefix("./").unwrap_or(name)
}

/// Formats every file of the arguments that can be.
fn named(names: &mut Names<'_>, sources: &mut SourceMap, problems: &mut Vec<Diagnostic>) -> Vec<Formatted> {
    let mut formatted = Vec::new();
    for path in files::rules(&names.args.targets(), problems) {
        match files::read(&path, &files::rule_limits()) {
            Ok(bytes) => formatted.extend(one(names, Some(path), bytes, sources, problems)),
            Err(problem) => problems.push(problem),
        }
    }
    formatted
}

fn stdin(names: &mut Names<'_>, sources: &mut SourceMap, problems: &mut Vec<Diagnostic>) -> Option<Formatted> {
    let limit = u64::try_from(files::rule_limits().bytes).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    // One byte more than the limit, so that the reader can tell that it is too much.
    if let Err(error) = io::stdin().lock().take(limit.saturating_add(1)).read_to_end(&mut bytes) {
        let message = msg!("cli-unreadable", error = error.to_string());
        problems.push(Diagnostic::file_error("file::unreadable", STDIN, message));
        return None;
    }
    one(names, None, bytes, sources, problems)
}

/// Formats one text.
fn one(
    names: &mut Names<'_>,
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
    let text = names.respelled(&name, text);
    let source = sources.add(&name, text);
    let options = FormatOptions { keywords: names.args.keywords.map(Lang::from) };
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

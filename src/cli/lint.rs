//! `gouji lint`: what is wrong or doubtful about rules, without any account; `--fix` mends what is safe.

use std::path::PathBuf;

use clap::Args;
use gouji::render::{self, Style};
use gouji::{Diagnostic, Engine, Level, Mended, msg};
use similar::TextDiff;

use super::{OutputArgs, exit, files, output};

/// What keeps rules from being read at all: the beginnings of codes.
const UNREADABLE: [&str; 4] = ["syntax::", "file::", "account::", "pack::"];

#[derive(Debug, Args)]
pub(crate) struct LintArgs {
    /// 规则文件、文件夹或规则包（默认当前文件夹）· Rule files, folders or packs; the current folder without any
    #[arg(value_name = "FILE|DIR|PACK")]
    targets: Vec<PathBuf>,
    /// 规则包的名称或文件夹；单独的规则文件用它的数据项目录 · A pack, by name or folder, whose figures loose rule files speak of; repeatable
    #[arg(long = "pack", value_name = "NAME|DIR")]
    packs: Vec<String>,
    /// 改好可以放心改的 · Mend what is safe to mend
    #[arg(long)]
    fix: bool,
    /// 只显示改动，不写文件 · Show the changes and write nothing
    #[arg(long)]
    diff: bool,
    #[command(flatten)]
    out: OutputArgs,
}

pub(crate) fn run(args: &LintArgs) -> u8 {
    let mut problems = Vec::new();
    let mut engine = engine(args, &mut problems);
    if args.diff || args.fix {
        let mended = engine.mended();
        if args.diff {
            if let Err(error) = output::stdout(diff(&mended).as_bytes()) {
                return output::failed(&error, args.out.style);
            }
            output::diagnostics(&problems, engine.sources(), &args.out);
            return match (problems.is_empty() && !engine.has_errors(), mended.is_empty()) {
                (false, _) => exit::USAGE,
                (true, true) => exit::GOOD,
                (true, false) => exit::FINDINGS,
            };
        }
        for file in &mended {
            if let Err(error) = output::write_file(&PathBuf::from(&file.name), file.after.as_bytes()) {
                return output::failed(&error, args.out.style);
            }
        }
        // What remains is said of the files as they are now.
        problems.clear();
        engine = self::engine(args, &mut problems);
        report(args, &mut engine, problems, mended.len())
    } else {
        report(args, &mut engine, problems, 0)
    }
}

/// An engine with everything that the arguments name.
fn engine(args: &LintArgs, problems: &mut Vec<Diagnostic>) -> Engine {
    let mut targets = args.targets.clone();
    if targets.is_empty() && args.packs.is_empty() {
        targets.push(PathBuf::from("."));
    }
    engine_of(targets, &args.packs, problems)
}

/// An engine that looks through rule files and packs, and the packs whose figures loose rule files speak of.
pub(super) fn engine_of(targets: Vec<PathBuf>, packs: &[String], problems: &mut Vec<Diagnostic>) -> Engine {
    let mut engine = Engine::new();
    let known = engine.pack_names();
    let is_name = |target: &PathBuf| known.iter().any(|name| target.as_os_str() == name.as_str());
    let (names, paths): (Vec<PathBuf>, Vec<PathBuf>) =
        targets.into_iter().partition(|target| !target.exists() && is_name(target));
    for pack in packs {
        let folder = PathBuf::from(pack);
        if !known.contains(pack) && folder.is_dir() {
            engine.use_pack_folder(&folder);
        } else {
            engine.use_pack(pack);
        }
    }
    names.iter().for_each(|name| engine.lint_pack(&files::shown(name)));
    let found = files::rules_and_packs(&paths, problems);
    for folder in &found.packs {
        engine.lint_pack_folder(folder);
    }
    for path in &found.rules {
        match files::read_text(path) {
            Ok(text) => engine.use_rules(&files::shown(path), &text),
            Err(problem) => problems.push(problem),
        }
    }
    engine
}

/// Prints what is wrong or doubtful, and gives the exit code.
fn report(args: &LintArgs, engine: &mut Engine, mut problems: Vec<Diagnostic>, mended: usize) -> u8 {
    problems.append(&mut engine.lint());
    let sources = engine.sources();
    let written = if output::wants_json(&args.out) {
        let mut bytes = Vec::new();
        render::lint_json(&problems, sources, &mut bytes).and_then(|()| output::stdout(&bytes))
    } else {
        let style = output::style(&args.out, &std::io::stdout());
        let mut text = String::new();
        for problem in &problems {
            text.push_str(&render::diagnostic(problem, sources, &style));
            text.push('\n');
        }
        text.push_str(&summary(&problems, mended, &style));
        output::stdout(text.as_bytes())
    };
    if let Err(error) = written {
        return output::failed(&error, args.out.style);
    }
    let unreadable = |d: &Diagnostic| d.level == Level::Error && UNREADABLE.iter().any(|u| d.code.starts_with(u));
    if problems.iter().any(unreadable) {
        exit::USAGE
    } else if problems.is_empty() {
        exit::GOOD
    } else {
        exit::FINDINGS
    }
}

/// The last line.
fn summary(problems: &[Diagnostic], mended: usize, style: &Style) -> String {
    let of = |level| problems.iter().filter(|d| d.level == level).count();
    let (errors, warnings) = (of(Level::Error), of(Level::Warning));
    let fixable = problems.iter().filter(|d| !d.edits.is_empty()).count();
    let mended = (mended > 0).then(|| msg!("lint-mended", count = mended));
    let found = match (errors, warnings) {
        (0, 0) => msg!("lint-nothing-found"),
        _ => msg!(
            "lint-found",
            errors = msg!("lint-errors", count = errors),
            warnings = msg!("lint-warnings", count = warnings)
        ),
    };
    let fixable = (fixable > 0).then(|| msg!("lint-fixable", count = fixable));
    let parts = mended.into_iter().chain([found]).chain(fixable);
    let line = parts.reduce(|left, right| msg!("lint-and", left, right)).unwrap_or_default();
    format!("{}\n", line.get(style.lang))
}

fn diff(mended: &[Mended]) -> String {
    let mut text = String::new();
    for file in mended {
        let changes = TextDiff::from_lines(&file.before, &file.after);
        text.push_str(&changes.unified_diff().context_radius(2).header(&file.name, &file.name).to_string());
    }
    text
}

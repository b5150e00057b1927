//! `gouji pack diff`: what changes from one pack to another, and with accounts what becomes of them.

use std::io;
use std::path::PathBuf;

use clap::Args;
use gouji::{Diagnostic, Engine, PackDiff, PackPage, Report, render};

use super::super::{files, output};
use super::{Known, OutputArgs, check, exit, named};

#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    /// 原来的规则包 · The pack as it was, by name or folder
    #[arg(value_name = "NAME|DIR")]
    before: String,
    /// 现在的规则包 · The pack as it is
    #[arg(value_name = "NAME|DIR")]
    now: String,
    /// 决算文件或文件夹，看结论有何变动 · Accounts, to see which verdicts move
    #[arg(value_name = "ACCOUNT")]
    accounts: Vec<PathBuf>,
    #[command(flatten)]
    known: Known,
    #[command(flatten)]
    out: OutputArgs,
}

pub(super) fn run(args: &DiffArgs) -> u8 {
    let (Ok((before, old)), Ok((now, new))) = (side(&args.before, args), side(&args.now, args)) else {
        return exit::USAGE;
    };
    let diff = PackDiff::of(&before, &now);
    let diff = if args.accounts.is_empty() { diff } else { diff.with_reports(&old, &new) };
    let text = match output::wants_json(&args.out) {
        true => render::diff_json(&diff),
        false => render::diff_text(&diff, &output::style(&args.out, &io::stdout())),
    };
    match output::stdout(text.as_bytes()) {
        Ok(()) if old.unreadable > 0 => exit::PARTIAL,
        Ok(()) if !diff.newly_fail.is_empty() => exit::FINDINGS,
        Ok(()) => exit::GOOD,
        Err(error) => output::failed(&error, args.out.style),
    }
}

/// A pack and the accounts as it judges them. Either side has an engine of its own, since both packs may
/// have the same name.
fn side(word: &str, args: &DiffArgs) -> Result<(PackPage, Report), ()> {
    let mut problems = Vec::new();
    let (mut engine, _) = args.known.engine(&mut problems);
    let read = page(word, &mut engine);
    let (name, page) = match read {
        Ok(read) if problems.is_empty() => read,
        other => {
            problems.extend(other.err().unwrap_or_default());
            output::diagnostics(&problems, engine.sources(), &args.out);
            return Err(());
        }
    };
    let paths = files::accounts(&args.accounts, &mut problems);
    let accounts = check::read(&mut engine, &paths, &mut problems);
    let unreadable = paths.len() - accounts.len();
    let mut report = engine.check_by(&name, accounts);
    report.unreadable += unreadable;
    problems.extend(engine.diagnostics().iter().chain(&report.diagnostics).cloned());
    output::diagnostics(&problems, engine.sources(), &args.out);
    if engine.has_errors() { Err(()) } else { Ok((page, report)) }
}

fn page(word: &str, engine: &mut Engine) -> Result<(String, PackPage), Vec<Diagnostic>> {
    let name = named(word, engine)?;
    let page = engine.pack_page(&name)?;
    Ok((name, page))
}

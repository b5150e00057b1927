//! `gouji pack`: what packs there are, what one holds, and the care of them.

mod diff;
mod lock;
mod new;
mod vendor;
mod verify;

use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use gouji::render;
use gouji::{Diagnostic, Engine, Text};

use super::config::{ConfigArgs, Loaded};
use super::{OutputArgs, RuleArgs, check, exit, output};

#[derive(Debug, Subcommand)]
pub(crate) enum PackCommand {
    /// 列出规则包 · The packs that are known
    List(ListArgs),
    /// 查看一个规则包 · One pack: its manifest, bases, parameters, changes and rules
    Show(ShowArgs),
    /// 新建规则包 · A new pack that works, to begin with
    New(new::NewArgs),
    /// 检查规则包，一次列出所有问题 · Everything that is wrong with a pack
    Verify(verify::VerifyArgs),
    /// 比较两个规则包 · What changes from one pack to another
    Diff(diff::DiffArgs),
    /// 锁定规则包 · Writes down the packs in use, file for file
    Lock(lock::LockArgs),
    /// 复制规则包到文件夹 · Copies packs into a folder
    Vendor(vendor::VendorArgs),
}

/// Which packs are known besides those of the binary.
#[derive(Debug, Args)]
struct Known {
    /// 另外的规则包文件夹 · A further pack, by folder; repeatable
    #[arg(long = "pack", value_name = "NAME|DIR")]
    packs: Vec<String>,
    #[command(flatten)]
    config: ConfigArgs,
}

#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    #[command(flatten)]
    known: Known,
    #[command(flatten)]
    out: OutputArgs,
}

#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// 规则包的名称或文件夹 · The pack, by name or folder
    #[arg(value_name = "NAME|DIR")]
    pack: String,
    #[command(flatten)]
    known: Known,
    #[command(flatten)]
    out: OutputArgs,
}

pub(crate) fn run(command: &PackCommand) -> u8 {
    match command {
        PackCommand::List(args) => list(args),
        PackCommand::Show(args) => show(args),
        PackCommand::New(args) => new::run(args),
        PackCommand::Verify(args) => verify::run(args),
        PackCommand::Diff(args) => diff::run(args),
        PackCommand::Lock(args) => lock::run(args),
        PackCommand::Vendor(args) => vendor::run(args),
    }
}

impl Known {
    /// An engine that knows the packs.
    fn engine(&self, problems: &mut Vec<Diagnostic>) -> (Engine, Loaded) {
        let rules = RuleArgs { rules: Vec::new(), packs: self.packs.clone(), config: self.config.clone() };
        let (engine, loaded) = check::configured(&rules, problems);
        problems.extend(engine.diagnostics().iter().cloned());
        (engine, loaded)
    }
}

/// The folder that a word means; none when it means a pack by name.
fn folder_of(word: &str, engine: &Engine) -> Option<PathBuf> {
    let named = engine.pack_names().iter().any(|name| name == word);
    Some(PathBuf::from(word)).filter(|folder| !named && folder.is_dir())
}

/// The name of the pack that a word means: its own, or that of the pack in the folder.
fn named(word: &str, engine: &mut Engine) -> Result<String, Vec<Diagnostic>> {
    match folder_of(word, engine) {
        Some(folder) => engine.add_pack_folder(&folder),
        None => Ok(word.to_owned()),
    }
}

fn list(args: &ListArgs) -> u8 {
    let mut problems = Vec::new();
    let (mut engine, _) = args.known.engine(&mut problems);
    let mut pages = Vec::new();
    for name in engine.pack_names() {
        match engine.pack_page(&name) {
            Ok(page) => pages.push(page),
            Err(found) => problems.extend(found),
        }
    }
    output::diagnostics(&problems, engine.sources(), &args.out);
    let text = match output::wants_json(&args.out) {
        true => render::packs_json(&pages),
        false => render::packs_text(&pages, &output::style(&args.out, &io::stdout())),
    };
    printed(&text, problems.is_empty(), &args.out)
}

fn show(args: &ShowArgs) -> u8 {
    let mut problems = Vec::new();
    let (mut engine, _) = args.known.engine(&mut problems);
    let page = named(&args.pack, &mut engine).and_then(|name| engine.pack_page(&name));
    let page = match page {
        Ok(page) if problems.is_empty() => page,
        other => {
            problems.extend(other.err().unwrap_or_default());
            output::diagnostics(&problems, engine.sources(), &args.out);
            return exit::USAGE;
        }
    };
    let text = match output::wants_json(&args.out) {
        true => render::pack_json(&page),
        false => render::pack_text(&page, &output::style(&args.out, &io::stdout())),
    };
    printed(&text, true, &args.out)
}

/// Prints a text, and gives the exit code.
fn printed(text: &str, good: bool, out: &OutputArgs) -> u8 {
    match output::stdout(text.as_bytes()) {
        Ok(()) if good => exit::GOOD,
        Ok(()) => exit::USAGE,
        Err(error) => output::failed(&error, out.style),
    }
}

/// Says in one line what was done.
fn said(text: &Text, out: &OutputArgs) -> u8 {
    let style = output::style(out, &io::stdout());
    printed(&render::neutralised(&format!("{}\n", text.get(style.lang))), true, out)
}

/// A file of a pack that was written, or why not.
fn write(path: &Path, text: &str) -> Result<(), Diagnostic> {
    let failed = |error: io::Error| {
        let message = gouji::msg!("cli-unwritable", error = error.to_string());
        Diagnostic::file_error("file::unwritable", super::files::shown(path), message)
    };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    output::write_file(path, text.as_bytes()).map_err(failed)
}

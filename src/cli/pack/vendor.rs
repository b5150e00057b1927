//! `gouji pack vendor`: copies of packs in a folder, for an office to share and adapt.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use gouji::{Diagnostic, Engine, msg};

use super::super::{files, output};
use super::{Known, OutputArgs, exit, named, printed, write};

#[derive(Debug, Args)]
pub(crate) struct VendorArgs {
    /// 复制到的文件夹，每个包一个子文件夹 · The folder that gets a folder for each pack
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// 规则包的名称或文件夹 · Packs, by name or folder
    #[arg(value_name = "NAME|DIR", required = true)]
    names: Vec<String>,
    /// 覆盖已有的文件 · Overwrites files that are there
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    known: Known,
    #[command(flatten)]
    out: OutputArgs,
}

/// A pack to be copied: where to, and its files.
type Copy = (PathBuf, Vec<(String, String)>);

pub(super) fn run(args: &VendorArgs) -> u8 {
    let mut problems = Vec::new();
    let (mut engine, _) = args.known.engine(&mut problems);
    let mut copies = Vec::new();
    for word in &args.names {
        match copy(word, args, &mut engine) {
            Ok(copy) => copies.push(copy),
            Err(found) => problems.extend(found),
        }
    }
    // Nothing is written unless all of it can be.
    if problems.is_empty() {
        let all =
            copies.iter().flat_map(|(folder, texts)| texts.iter().map(move |(name, text)| (folder.join(name), text)));
        problems.extend(all.filter_map(|(path, text)| write(&path, text).err()));
    }
    if !problems.is_empty() {
        output::diagnostics(&problems, engine.sources(), &args.out);
        return exit::USAGE;
    }
    let style = output::style(&args.out, &std::io::stdout());
    let line = |(folder, _): &Copy| {
        let told = msg!("cli-pack-written", file = files::shown(folder));
        gouji::render::neutralised(&format!("{}\n", told.get(style.lang)))
    };
    printed(&copies.iter().map(line).collect::<String>(), true, &args.out)
}

/// What is to be written for a pack, once nothing stands in its way.
fn copy(word: &str, args: &VendorArgs, engine: &mut Engine) -> Result<Copy, Vec<Diagnostic>> {
    let name = named(word, engine)?;
    // That there is such a pack, and that its name can be a folder's.
    engine.pack_page(&name)?;
    let texts = engine.pack_files(&name).unwrap_or_default();
    let folder = args.folder.join(&name);
    let at = |path: &Path, message| Diagnostic::file_error("pack::vendor", files::shown(path), message);
    let linked = |path: &Path| fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink());
    if linked(&folder) {
        return Err(vec![at(&folder, msg!("cli-pack-link", name))]);
    }
    let there = contents(&folder);
    if !there.is_empty() && !args.force {
        return Err(vec![at(&folder, msg!("cli-pack-exists", name)).with_help(msg!("cli-pack-exists-help"))]);
    }
    let own: BTreeSet<PathBuf> = texts.iter().map(|(name, _)| folder.join(name)).collect();
    let mut problems = Vec::new();
    for path in there {
        let inner = path.strip_prefix(&folder).unwrap_or(&path).to_owned();
        let read = path.extension().is_some_and(|e| e == "gj" || e == "yaml");
        if linked(&path) {
            problems.push(at(&path, msg!("cli-pack-link", name = files::shown(&inner))));
        } else if read && !own.contains(&path) {
            let message = msg!("cli-pack-extra", name = files::shown(&inner));
            problems.push(at(&path, message).with_help(msg!("cli-pack-extra-help")));
        }
    }
    if problems.is_empty() { Ok((folder, texts)) } else { Err(problems) }
}

/// Everything in a folder that is no folder itself; links are not followed.
fn contents(folder: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    let mut queue = vec![folder.to_owned()];
    while let Some(folder) = queue.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => queue.push(entry.path()),
                _ => drop(found.insert(entry.path())),
            }
        }
    }
    found
}

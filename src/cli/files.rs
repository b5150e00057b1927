//! Files from the command line: walking folders, reading within bounds.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use gouji::{Diagnostic, Limits, msg};

/// The file of waivers beside accounts.
pub(crate) const WAIVERS: &str = "waivers.yaml";
/// YAML files that are never accounts.
const OTHER_FILES: &[&str] = &["pack.yaml", "figures.yaml", WAIVERS, "units.yaml", "baseline.yaml"];
/// Deepest nesting of folders that is walked.
const MAX_DEPTH: usize = 32;

/// The name of a path as shown to the user.
pub(crate) fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// The account files that some arguments name: files as given, folders walked in the order of names.
/// Links inside folders are not followed, a file named twice is read once.
pub(crate) fn accounts(arguments: &[PathBuf], problems: &mut Vec<Diagnostic>) -> Vec<PathBuf> {
    collect(arguments, &is_account, problems)
}

/// The files of waivers in the folders that some arguments name.
pub(crate) fn waivers(arguments: &[PathBuf]) -> Vec<PathBuf> {
    let folders: Vec<PathBuf> = arguments.iter().filter(|a| a.is_dir()).cloned().collect();
    // What is wrong with the folders is told of the accounts in them.
    collect(&folders, &|name| name == WAIVERS, &mut Vec::new())
}

/// The rule files that some arguments name.
pub(crate) fn rules(arguments: &[PathBuf], problems: &mut Vec<Diagnostic>) -> Vec<PathBuf> {
    let found = collect(arguments, &is_rules, problems);
    for folder in arguments.iter().filter(|a| a.is_dir() && !found.iter().any(|f| f.starts_with(a))) {
        let message = msg!("cli-no-rule-files");
        problems.push(Diagnostic::file_error("file::no_rules", shown(folder), message));
    }
    found
}

/// Rule files and the folders of packs.
#[derive(Debug, Default)]
pub(crate) struct RulesAndPacks {
    /// Rule files that belong to no pack.
    pub(crate) rules: Vec<PathBuf>,
    /// Folders with a `pack.yaml`.
    pub(crate) packs: Vec<PathBuf>,
}

/// The rule files and packs that some arguments name: a folder with a `pack.yaml` is a pack, on the way down
/// from an argument too. A file that is named itself is a file of its own.
pub(crate) fn rules_and_packs(arguments: &[PathBuf], problems: &mut Vec<Diagnostic>) -> RulesAndPacks {
    let mut found = RulesAndPacks::default();
    for argument in arguments {
        let is_pack = |folder: &&Path| folder.join("pack.yaml").is_file();
        if is_pack(&argument.as_path()) {
            found.packs.push(argument.clone());
            continue;
        }
        for file in rules(std::slice::from_ref(argument), problems) {
            let folders = file.ancestors().skip(1).take_while(|a| a.starts_with(argument) && argument.is_dir());
            match folders.filter(is_pack).last() {
                Some(folder) => found.packs.push(folder.to_path_buf()),
                None => found.rules.push(file),
            }
        }
    }
    found.packs.dedup();
    found
}

/// The files below some folders that may be snapshots, accepted or pending.
pub(crate) fn snapshots(folders: &[PathBuf], problems: &mut Vec<Diagnostic>) -> Vec<PathBuf> {
    collect(folders, &|name| name.ends_with(".snap") || name.ends_with(".snap.new"), problems)
}

/// The files of the packs in some folders.
pub(crate) fn of_packs(folders: &[PathBuf]) -> Vec<PathBuf> {
    // A folder that cannot be read is told by the run itself.
    collect(folders, &|name| OTHER_FILES.contains(&name) || is_account(name) || is_rules(name), &mut Vec::new())
}

/// Arguments after `--rules` that are accounts: the option takes several values, and an account written
/// after it must not be taken for a rule file.
pub(crate) fn split_rules(arguments: &[PathBuf]) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let is_account = |path: &PathBuf| {
        let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase());
        match extension.as_deref() {
            Some("yaml" | "yml") => true,
            _ => {
                path.is_dir()
                    && collect(std::slice::from_ref(path), &is_rules, &mut Vec::new()).is_empty()
                    && holds_accounts(path)
            }
        }
    };
    arguments.iter().cloned().partition(|path| !is_account(path))
}

fn holds_accounts(folder: &PathBuf) -> bool {
    !collect(std::slice::from_ref(folder), &is_account, &mut Vec::new()).is_empty()
}

fn is_account(name: &str) -> bool {
    !OTHER_FILES.contains(&name) && ["yaml", "yml", "json"].iter().any(|extension| has_extension(name, extension))
}

fn is_rules(name: &str) -> bool {
    has_extension(name, "gj")
}

fn has_extension(name: &str, extension: &str) -> bool {
    Path::new(name).extension().is_some_and(|e| e.eq_ignore_ascii_case(extension))
}

/// Whether a file in a folder is wanted, by its name.
type Wanted = dyn Fn(&str) -> bool;

fn collect(arguments: &[PathBuf], wanted: &Wanted, problems: &mut Vec<Diagnostic>) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for argument in arguments {
        if argument.is_dir() {
            walk(argument, wanted, 0, &mut found, problems);
        } else {
            found.push(argument.clone());
        }
    }
    // One walk that follows no links meets no file twice, and to ask of each what it is called takes time.
    if arguments.len() <= 1 {
        return found;
    }
    let mut seen = HashSet::new();
    found.retain(|path| seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())));
    found
}

fn walk(folder: &Path, wanted: &Wanted, depth: usize, found: &mut Vec<PathBuf>, problems: &mut Vec<Diagnostic>) {
    if depth > MAX_DEPTH {
        let message = msg!("cli-folder-depth", limit = MAX_DEPTH);
        problems.push(Diagnostic::file_error("file::depth", shown(folder), message));
        return;
    }
    let mut entries: Vec<fs::DirEntry> = match fs::read_dir(folder) {
        Ok(entries) => entries.flatten().collect(),
        Err(error) => {
            problems.push(unreadable(folder, &error));
            return;
        }
    };
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let Ok(kind) = entry.file_type() else { continue };
        if name.starts_with('.') || kind.is_symlink() {
            continue;
        }
        let path = entry.path();
        if kind.is_dir() {
            // A pack's folder holds cases, which `gouji test` runs, and no accounts.
            if wanted("rules.gj") || !path.join("pack.yaml").exists() {
                walk(&path, wanted, depth + 1, found, problems);
            }
        } else if kind.is_file() && wanted(&name) {
            found.push(path);
        }
    }
}

/// Reads a regular file of at most the limit; one byte more is read, so that the reader can tell that it
/// is too large.
pub(crate) fn read(path: &Path, limits: &Limits) -> Result<Vec<u8>, Diagnostic> {
    // Asked before it is opened: a pipe into which nobody writes would keep the opening waiting for ever.
    let metadata = fs::metadata(path).map_err(|e| unreadable(path, &e))?;
    if !metadata.is_file() {
        return Err(Diagnostic::file_error("file::not_a_file", shown(path), msg!("cli-not-a-file")));
    }
    let limit = u64::try_from(limits.bytes).unwrap_or(u64::MAX);
    if metadata.len() > limit {
        let message = msg!("cli-too-large", limit);
        return Err(Diagnostic::file_error("file::too_large", shown(path), message));
    }
    let file = File::open(path).map_err(|e| unreadable(path, &e))?;
    whole(file, metadata.len(), limit.saturating_add(1)).map_err(|e| unreadable(path, &e))
}

/// What a file holds, of which the system says that it has `length` bytes, and of a longer one the first `most`. Each
/// question to the system takes time, and there are folders of thousands of small files: one question asks for
/// everything and for a byte more, which is not there.
fn whole(mut file: File, length: u64, most: u64) -> std::io::Result<Vec<u8>> {
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    let mut bytes = vec![0; length.saturating_add(1)];
    let mut read = 0;
    while read < bytes.len() {
        match file.read(bytes.get_mut(read..).unwrap_or_default()) {
            Ok(0) => break,
            Ok(more) => read += more,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        if read == length {
            break;
        }
    }
    if read > length {
        // It has grown.
        file.take(most.saturating_sub(bytes.len() as u64)).read_to_end(&mut bytes)?;
    } else {
        bytes.truncate(read);
    }
    Ok(bytes)
}

/// The bounds of rule files.
pub(crate) fn rule_limits() -> Limits {
    Limits { bytes: 4 * 1024 * 1024, ..Limits::default() }
}

/// Reads a rule file.
pub(crate) fn read_text(path: &Path) -> Result<String, Diagnostic> {
    let limits = rule_limits();
    let bytes = read(path, &limits)?;
    gouji::decode_account(&shown(path), bytes, &limits)
}

fn unreadable(path: &Path, error: &std::io::Error) -> Diagnostic {
    let message = match error.kind() {
        std::io::ErrorKind::NotFound => msg!("cli-no-file"),
        std::io::ErrorKind::PermissionDenied => msg!("cli-no-permission"),
        _ => msg!("cli-unreadable", error = error.to_string()),
    };
    Diagnostic::file_error("file::unreadable", shown(path), message)
}

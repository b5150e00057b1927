//! Where snapshots lie: the file of an account's snapshot, the pending ones and those without an account.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use gouji::snapshot::is_snapshot;
use gouji::{Diagnostic, Limits, msg};

use crate::cli::files;

/// The folder beside an account.
const FOLDER: &str = "snapshots";
/// The extension of a snapshot, and what a pending one adds to it; both as insta has them.
const EXTENSION: &str = ".snap";
const PENDING: &str = ".new";

/// The snapshot of an account: in the folder beside it, or below `folder` as the account lies below the argument
/// that names it.
pub(super) fn of_account(account: &Path, arguments: &[PathBuf], folder: Option<&Path>) -> PathBuf {
    let name = file_name(account);
    // `a.yml` beside `a.yaml` is another account.
    let stem = format!("{}{EXTENSION}", name.strip_suffix(".yaml").unwrap_or(&name));
    match folder {
        None => account.with_file_name(FOLDER).join(stem),
        Some(folder) => {
            let below = arguments.iter().filter(|a| a.is_dir()).find_map(|a| account.strip_prefix(a).ok());
            folder.join(below.unwrap_or_else(|| Path::new(&name))).with_file_name(stem)
        }
    }
}

/// The snapshot of what was judged of several accounts together.
pub(super) fn of_set(pack: &str, first: &Path, folder: Option<&Path>) -> PathBuf {
    let name = format!("accounts-{}{EXTENSION}", pack.split_whitespace().next().unwrap_or_default());
    folder.map_or_else(|| first.with_file_name(FOLDER), Path::to_path_buf).join(name.replace(['/', '\\'], "_"))
}

/// The pending snapshot beside a snapshot.
pub(super) fn pending(snapshot: &Path) -> PathBuf {
    snapshot.with_file_name(file_name(snapshot) + PENDING)
}

/// The accepted snapshot beside a pending one.
pub(super) fn accepted(pending: &Path) -> PathBuf {
    let name = file_name(pending);
    pending.with_file_name(name.strip_suffix(PENDING).unwrap_or(&name))
}

fn is_pending(path: &Path) -> bool {
    file_name(path).ends_with(&format!("{EXTENSION}{PENDING}"))
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The pending snapshots that some arguments name: folders are searched; a snapshot or an account stands for the
/// pending one beside it.
pub(super) fn find_pending(arguments: &[PathBuf], problems: &mut Vec<Diagnostic>) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for argument in arguments {
        if argument.is_dir() {
            let below = files::snapshots(std::slice::from_ref(argument), problems);
            found.extend(below.into_iter().filter(|path| is_pending(path) && is_ours(path)));
            continue;
        }
        let path = match file_name(argument) {
            name if name.ends_with(EXTENSION) => pending(argument),
            _ if is_pending(argument) => argument.clone(),
            _ => pending(&of_account(argument, &[], None)),
        };
        if path.is_file() {
            found.push(path);
        } else {
            let message = msg!("snapshot-none-here");
            problems.push(Diagnostic::file_error("snapshot::not_pending", files::shown(argument), message));
        }
    }
    let mut seen = HashSet::new();
    found.retain(|path| seen.insert(settled(path)));
    found
}

/// The snapshots below folders that belong to none of the accounts, pending ones among them.
pub(super) fn orphans(folders: &[PathBuf], known: &[PathBuf], problems: &mut Vec<Diagnostic>) -> Vec<PathBuf> {
    let known: HashSet<PathBuf> = known.iter().flat_map(|path| [settled(path), settled(&pending(path))]).collect();
    let ours = |path: &PathBuf| {
        let name = file_name(path);
        (name.ends_with(EXTENSION) || is_pending(path)) && !known.contains(&settled(path)) && is_ours(path)
    };
    files::snapshots(folders, problems).into_iter().filter(ours).collect()
}

/// Whether a file that was found is a snapshot of this tool; one that cannot be read is left alone.
fn is_ours(path: &Path) -> bool {
    files::read(path, &Limits::default()).is_ok_and(|bytes| is_snapshot(&String::from_utf8_lossy(&bytes)))
}

fn settled(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}

//! `gouji.lock`: the packs of a project, file for file, so that a later run can tell whether it judges by the same.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::problem;
use crate::diagnostic::Diagnostic;
use crate::message::{Text, msg};
use crate::source::SourceId;

/// What stands above the table.
const HEAD: &str = "# 由 gouji pack lock 写成，不必手改。Written by gouji pack lock.\n";
/// The version of the form of the file.
pub(crate) const VERSION: u32 = 1;

/// Packs with the SHA-256 of each of their files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lock {
    version: u32,
    #[serde(default, rename = "pack")]
    packs: Vec<LockedPack>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LockedPack {
    name: String,
    version: String,
    #[serde(default)]
    files: BTreeMap<String, String>,
}

impl Default for Lock {
    fn default() -> Self {
        Self { version: VERSION, packs: Vec::new() }
    }
}

impl Lock {
    /// Reads the text of a lock.
    ///
    /// # Errors
    /// What is no lock, at its place.
    pub(crate) fn read(source: SourceId, text: &str) -> Result<Self, Diagnostic> {
        let lock: Lock = toml::from_str(text).map_err(|error| problem("lock::file", source, text, &error))?;
        if lock.version == VERSION {
            return Ok(lock);
        }
        let span = crate::source::Span::new(source, 0, 0);
        Err(Diagnostic::error("lock::file", span, msg!("lock-version-unknown", version = lock.version.to_string())))
    }

    /// The text of the lock; the same packs give the same bytes.
    pub fn text(&self) -> String {
        format!("{HEAD}{}", toml::to_string(self).unwrap_or_default())
    }

    /// The names of its packs.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.packs.iter().map(|pack| pack.name.as_str())
    }

    /// Adds a pack with the digests of its files; packs stand in the order of their names.
    pub(crate) fn add(&mut self, name: &str, version: &str, files: BTreeMap<String, String>) {
        self.packs.retain(|pack| pack.name != name);
        self.packs.push(LockedPack { name: name.to_owned(), version: version.to_owned(), files });
        self.packs.sort_by(|a, b| a.name.cmp(&b.name));
    }

    /// In what a pack in use is not the locked one; `place` is where its files are, as shown.
    pub(crate) fn differences(
        &self,
        name: &str,
        version: &str,
        place: &str,
        files: &BTreeMap<String, String>,
    ) -> Vec<Diagnostic> {
        let of = |file: &str, message: Text| {
            let help = msg!("lock-help");
            Diagnostic::file_error("lock::differs", format!("{place}/{file}"), message).with_help(help)
        };
        let Some(locked) = self.packs.iter().find(|pack| pack.name == name) else {
            let message = msg!("lock-no-pack", name);
            return vec![Diagnostic::file_error("lock::differs", place, message).with_help(msg!("lock-help"))];
        };
        let mut problems = Vec::new();
        if locked.version != version {
            problems.push(of("pack.yaml", msg!("lock-version", name, locked = &locked.version, found = version)));
        }
        for (file, digest) in &locked.files {
            match files.get(file) {
                None => problems.push(of(file, msg!("lock-file-gone", name, file))),
                Some(found) if found != digest => {
                    problems.push(of(file, msg!("lock-file-changed", name, file, locked = digest, found)));
                }
                Some(_) => {}
            }
        }
        let new = files.keys().filter(|file| !locked.files.contains_key(*file));
        problems.extend(new.map(|file| of(file, msg!("lock-file-new", name, file))));
        problems
    }
}

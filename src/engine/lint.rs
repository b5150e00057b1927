//! `gouji lint`: everything that can be said of rule files and packs without an account, and the mending of
//! what is safe to mend.

use super::reading::{Reader, Reading, place};
use super::{Compiling, DEFAULT_PACK, Engine};
use crate::diagnostic::{Diagnostic, Edit, apply};
use crate::plan;
use crate::source::SourceMap;

/// Most rounds of mending: one mend can bring another to light.
const MAX_ROUNDS: usize = 10;
/// Most mends of one round that are tried one by one.
const MAX_TRIALS: usize = 100;

/// A rule file and what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// The file as named in diagnostics: a path.
    pub name: String,
    /// Its text.
    pub before: String,
    /// Its text with everything mended that can be mended without asking.
    pub after: String,
}

impl Engine {
    /// Errors and warnings of the packs and rule files that were named, in the order of the files. Needs no
    /// account, and judges none.
    pub fn lint(&mut self) -> Vec<Diagnostic> {
        let Some(compiling) = self.compiling() else { return self.diagnostics.clone() };
        let reader = Reader { dictionary: &compiling.dictionary, keys: &self.keys };
        let mut found = self.diagnostics.clone();
        let mut rules = Vec::new();
        for (source, pack) in compiling.files {
            let Reading { rules: mut of_file, errors, warnings } = reader.read(&self.sources, source, pack);
            rules.append(&mut of_file);
            let mut all: Vec<Diagnostic> = errors.into_iter().chain(warnings).collect();
            all.sort_by_key(place);
            found.append(&mut all);
        }
        found.extend(plan::duplicate_ids(&rules));
        found
    }

    /// The rule files among those that were named which can be mended, with their mended texts. Packs
    /// inside the binary are left alone.
    pub fn mended(&mut self) -> Vec<Mended> {
        let Some(compiling) = self.compiling() else { return Vec::new() };
        let reader = Reader { dictionary: &compiling.dictionary, keys: &self.keys };
        let mut mended = Vec::new();
        for (source, pack) in compiling.files {
            if pack.as_ref().is_some_and(|name| !self.store.is_on_disk(name)) {
                continue;
            }
            let file = self.sources.get(source);
            let after = mend(&reader, &file.name, &file.text, pack.as_deref());
            if after != file.text {
                mended.push(Mended { name: file.name.clone(), before: file.text.clone(), after });
            }
        }
        mended
    }

    /// The packs and files that were named; none when nothing was, or a pack cannot be used.
    fn compiling(&mut self) -> Option<Compiling> {
        if self.packs.is_empty() && self.modules.is_empty() {
            return None;
        }
        let packs = if self.packs.is_empty() { vec![DEFAULT_PACK.to_owned()] } else { self.packs.clone() };
        let resolved = self.resolve(&packs)?;
        Some(self.files(&resolved))
    }
}

/// The text of a rule file, mended until there is nothing more to mend.
fn mend(reader: &Reader<'_>, name: &str, text: &str, pack: Option<&str>) -> String {
    let read = |text: &str| {
        let mut sources = SourceMap::default();
        let source = sources.add(name, text);
        reader.read(&sources, source, pack.map(str::to_owned))
    };
    let mut text = text.to_owned();
    for _ in 0..MAX_ROUNDS {
        let Reading { errors, warnings, .. } = read(&text);
        // A mend of an error is a guess, and is made when just that error is gone with it.
        let known = errors.len();
        let helps = |d: &&Diagnostic| read(&apply(&text, &d.edits)).errors.len() < known;
        let guesses = errors.iter().filter(|d| !d.edits.is_empty()).take(MAX_TRIALS).filter(helps);
        let edits: Vec<&Edit> = guesses.chain(&warnings).flat_map(|d| &d.edits).collect();
        let mended = apply(&text, edits);
        if mended == text || read(&mended).errors.len() > known {
            break;
        }
        text = mended;
    }
    text
}

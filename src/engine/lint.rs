//! `gouji lint`: everything that can be said of rule files and packs without an account, and the mending of
//! what is safe to mend.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use super::reading::{Reader, Reading, place};
use super::{DEFAULT_PACK, Engine};
use crate::diagnostic::{Diagnostic, Edit, apply};
use crate::pack::Dictionary;
use crate::plan::{self, PlannedRule};
use crate::source::{SourceId, SourceMap};

/// Most rounds of mending: one mend can bring another to light.
const MAX_ROUNDS: usize = 10;
/// Most bytes that are read to try mends one by one, for each file.
const MAX_TRIED: usize = 64 * 1024 * 1024;

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

/// A rule file, and the figures that it may speak of.
struct File {
    source: SourceId,
    pack: Option<String>,
    dictionary: Arc<Dictionary>,
}

impl Engine {
    /// Looks through a pack too when it lints: one by name. Loose rule files do not speak of its figures.
    pub fn lint_pack(&mut self, name: &str) {
        self.linted.push(name.to_owned());
    }

    /// Looks through the pack in a folder too when it lints.
    pub fn lint_pack_folder(&mut self, folder: &Path) {
        match self.store.add_folder(folder, &mut self.sources) {
            Ok(name) => self.linted.push(name),
            Err(problems) => self.diagnostics.extend(problems),
        }
    }

    /// Errors and warnings of the packs and rule files that were named, in the order of the files. Needs no
    /// account, and judges none.
    pub fn lint(&mut self) -> Vec<Diagnostic> {
        let files = self.linted_files();
        let mut found = self.diagnostics.clone();
        let mut rules: BTreeMap<Option<String>, Vec<PlannedRule>> = BTreeMap::new();
        for file in files {
            let reader = Reader { dictionary: &file.dictionary, keys: &self.keys };
            let reading = reader.read(&self.sources, file.source, file.pack.clone());
            rules.entry(file.pack).or_default().extend(reading.rules);
            let mut all: Vec<Diagnostic> = reading.errors.into_iter().chain(reading.warnings).collect();
            all.sort_by_key(place);
            found.append(&mut all);
        }
        found.extend(self.duplicates(&rules));
        found
    }

    /// The rule files among those that were named which can be mended, with their mended texts. Packs
    /// inside the binary are left alone.
    pub fn mended(&mut self) -> Vec<Mended> {
        let mut mended = Vec::new();
        for file in self.linted_files() {
            if file.pack.as_ref().is_some_and(|name| !self.store.is_on_disk(name)) {
                continue;
            }
            let reader = Reader { dictionary: &file.dictionary, keys: &self.keys };
            let source = self.sources.get(file.source);
            let after = mend(&reader, &source.name, &source.text, file.pack.as_deref());
            if after != source.text {
                mended.push(Mended { name: source.name.clone(), before: source.text.clone(), after });
            }
        }
        mended
    }

    /// Every rule file to look through: of each pack with all that it builds on, each against the figures of
    /// its own pack; then the loose ones. A pack that cannot be used is among the diagnostics.
    fn linted_files(&mut self) -> Vec<File> {
        let mut files = Vec::new();
        let mut seen: Vec<String> = Vec::new();
        for name in self.packs.clone().into_iter().chain(self.linted.clone()) {
            for pack in self.resolve(&[name]).into_iter().flatten().flat_map(|r| r.packs) {
                let name = pack.manifest.name.clone();
                if seen.contains(&name) {
                    continue;
                }
                seen.push(name.clone());
                let Some(own) = self.resolve(std::slice::from_ref(&name)) else { continue };
                let dictionary = self.files(&own).dictionary;
                let of_pack = pack.modules.iter();
                files.extend(of_pack.map(|&source| File {
                    source,
                    pack: Some(name.clone()),
                    dictionary: dictionary.clone(),
                }));
            }
        }
        if self.modules.is_empty() {
            return files;
        }
        let packs = if self.packs.is_empty() { vec![DEFAULT_PACK.to_owned()] } else { self.packs.clone() };
        if let Some(resolved) = self.resolve(&packs) {
            let dictionary = self.files(&resolved).dictionary;
            let loose = self.modules.iter();
            files.extend(loose.map(|&source| File { source, pack: None, dictionary: dictionary.clone() }));
        }
        files
    }

    /// Ids that stand twice among rules that run together: those of a pack and all that it builds on, the
    /// loose ones and those of the packs named with them.
    fn duplicates(&mut self, rules: &BTreeMap<Option<String>, Vec<PlannedRule>>) -> Vec<Diagnostic> {
        let mut together: Vec<Vec<Option<String>>> = Vec::new();
        for name in self.linted.clone() {
            together.push(self.closure(&[name]));
        }
        let named = self.packs.clone();
        together.push(self.closure(&named).into_iter().chain([None]).collect());
        let mut found = Vec::new();
        let mut seen = HashSet::new();
        for group in together {
            let all: Vec<PlannedRule> = group.iter().filter_map(|pack| rules.get(pack)).flatten().cloned().collect();
            found.extend(plan::duplicate_ids(&all).into_iter().filter(|d| seen.insert(place(d))));
        }
        found
    }

    /// The names of packs with all that they build on.
    fn closure(&mut self, names: &[String]) -> Vec<Option<String>> {
        let resolved = names.iter().filter_map(|name| self.store.resolve(name, &mut self.sources).ok());
        let mut packs: Vec<Option<String>> =
            resolved.flat_map(|r| r.packs).map(|pack| Some(pack.manifest.name.clone())).collect();
        packs.sort();
        packs.dedup();
        packs
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
    let mut tried = 0;
    for _ in 0..MAX_ROUNDS {
        let Reading { errors, warnings, .. } = read(&text);
        // A mend of an error is a guess, and is made when the name that it writes leads somewhere.
        let known = unresolved(&errors);
        let mut helps = |d: &&Diagnostic| {
            tried += text.len();
            tried <= MAX_TRIED && unresolved(&read(&apply(&text, &d.edits)).errors) < known
        };
        let guesses: Vec<&Diagnostic> = errors.iter().filter(|d| !d.edits.is_empty()).filter(&mut helps).collect();
        let edits: Vec<&Edit> = guesses.into_iter().chain(&warnings).flat_map(|d| &d.edits).collect();
        let mended = apply(&text, edits);
        if mended == text || unresolved(&read(&mended).errors) > known {
            break;
        }
        text = mended;
    }
    text
}

/// How many errors there are that keep an expression from being understood; only then are kinds looked at.
fn unresolved(errors: &[Diagnostic]) -> usize {
    errors.iter().filter(|d| !d.code.starts_with("check::")).count()
}

//! `gouji lint`: everything that can be said of rule files and packs without an account, and the mending of
//! what is safe to mend.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use super::Engine;
use super::compile::unknown_ids;
use super::reading::{Reader, Reading, broken, place};
use crate::diagnostic::{Diagnostic, Edit, apply};
use crate::pack::{self, Dictionary, Pack, ParameterValue, RuleChange, RuleFile};
use crate::plan::{self, PlannedRule};
use crate::source::SourceMap;

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

/// A rule file, and what it may speak of.
pub(super) struct File {
    pub(super) file: RuleFile,
    pub(super) pack: Option<String>,
    context: Arc<Context>,
}

/// What a pack gives to rules together with all that it builds on.
struct Context {
    dictionary: Dictionary,
    parameters: BTreeMap<String, ParameterValue>,
}

/// Packs that run together, with what they change and give up of each other's rules.
#[derive(Default)]
struct Together {
    names: Vec<Option<String>>,
    packs: Vec<Arc<Pack>>,
    changes: Vec<RuleChange>,
    retired: Vec<String>,
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
            let reading = self.reader(&file).read(&self.sources, file.file, file.pack.clone());
            rules.entry(file.pack).or_default().extend(reading.rules);
            let mut all: Vec<Diagnostic> = reading.errors.into_iter().chain(reading.warnings).collect();
            all.sort_by_key(place);
            found.append(&mut all);
        }
        // Rules that could not be read are not missing.
        let whole = !broken(&found);
        found.extend(self.together(&rules, whole));
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
            let source = self.sources.get(file.file.source);
            let after = mend(&self.reader(&file), &source.name, &source.text, file.pack.as_deref());
            if after != *source.text {
                mended.push(Mended { name: source.name.clone(), before: source.text.to_string(), after });
            }
        }
        mended
    }

    /// Every rule file to look through: of each pack with all that it builds on, each against the figures of
    /// its own pack; then the loose ones. A pack that cannot be used is among the diagnostics.
    pub(super) fn linted_files(&mut self) -> Vec<File> {
        let mut files = Vec::new();
        let mut seen: Vec<String> = Vec::new();
        for name in self.packs.clone().into_iter().chain(self.linted.clone()) {
            for pack in self.resolved(&[name]).into_iter().flat_map(|r| r.packs) {
                let name = pack.manifest.name.clone();
                if seen.contains(&name) {
                    continue;
                }
                seen.push(name.clone());
                let Some(context) = self.context(std::slice::from_ref(&name)) else { continue };
                let of_pack = pack.modules.iter();
                files.extend(of_pack.map(|&file| File { file, pack: Some(name.clone()), context: context.clone() }));
            }
        }
        if self.modules.is_empty() {
            return files;
        }
        let packs = self.packs_or_default();
        if let Some(context) = self.context(&packs) {
            let loose = self.modules.iter().map(|&source| RuleFile::loose(source));
            files.extend(loose.map(|file| File { file, pack: None, context: context.clone() }));
        }
        files
    }

    /// What rules that speak of some packs see; none when these cannot be used, which is then among the
    /// diagnostics.
    fn context(&mut self, packs: &[String]) -> Option<Arc<Context>> {
        let resolved = self.resolved(packs)?;
        let given = self.given(&resolved.packs);
        let adaptation = pack::adapt(&resolved.packs, &given.iter().collect::<Vec<_>>(), &self.sources);
        let parameters = self.usable(adaptation)?.parameters;
        Some(Arc::new(Context { dictionary: resolved.dictionary, parameters }))
    }

    pub(super) fn reader<'a>(&'a self, file: &'a File) -> Reader<'a> {
        let Context { dictionary, parameters } = &*file.context;
        Reader { dictionary, parameters, keys: self.keys.all(), most_terms: self.options.limits.rule_terms }
    }

    /// What is wrong with rules that run together, those of a pack and all that it builds on, the loose ones
    /// and those of the packs named with them: ids that stand twice or were given up, changes of no rule.
    fn together(&mut self, rules: &BTreeMap<Option<String>, Vec<PlannedRule>>, whole: bool) -> Vec<Diagnostic> {
        let mut groups: Vec<Together> = Vec::new();
        for name in self.linted.clone() {
            groups.push(self.closure(&[name]));
        }
        let named = self.packs.clone();
        let mut loose = self.closure(&named);
        loose.names.push(None);
        groups.push(loose);
        let mut found = Vec::new();
        let mut seen = HashSet::new();
        for group in groups {
            let of_group = group.names.iter().filter_map(|pack| rules.get(pack)).flatten();
            let mut all: Vec<PlannedRule> = of_group.cloned().collect();
            let mut problems = plan::duplicate_ids(&all);
            problems.extend(plan::retired_ids(&all, group.retired.iter().map(String::as_str)));
            if whole {
                let ids: Vec<&str> = all.iter().map(|rule| rule.info.id.as_str()).collect();
                problems.extend(unknown_ids(&group.packs, &ids, &self.sources));
            }
            problems.extend(group.changes.iter().filter_map(|change| plan::change_rule(&mut all, change).err()));
            found.extend(problems.into_iter().filter(|d| seen.insert(place(d))));
        }
        found
    }

    /// Packs with all that they build on. What is wrong with them was reported.
    fn closure(&mut self, names: &[String]) -> Together {
        let Ok(resolved) = self.resolve(names) else { return Together::default() };
        let packs = &resolved.packs;
        let given = self.given(packs);
        let given: Vec<_> = given.iter().collect();
        Together {
            names: packs.iter().map(|pack| Some(pack.manifest.name.clone())).collect(),
            changes: pack::adapt(packs, &given, &self.sources).map(|a| a.rules).unwrap_or_default(),
            retired: packs.iter().flat_map(|p| p.manifest.retired.iter().map(|r| r.rule.clone())).collect(),
            packs: resolved.packs,
        }
    }
}

/// The text of a rule file, mended until there is nothing more to mend.
#[expect(clippy::arithmetic_side_effects, reason = "counts of things held in memory")]
fn mend(reader: &Reader<'_>, name: &str, text: &str, pack: Option<&str>) -> String {
    let read = |text: &str| {
        let mut sources = SourceMap::default();
        let source = sources.add(name, text);
        reader.read(&sources, RuleFile::loose(source), pack.map(str::to_owned))
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

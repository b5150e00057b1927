//! From `figures.yaml` to the dictionary: the files of a pack and its parents put together, what `*` has
//! given to its named siblings, and every name settled once.
#![expect(
    clippy::indexing_slicing,
    reason = "entries are numbered by the dictionary that holds them, which never loses one; each has a file"
)]

use std::borrow::Cow;
use std::collections::HashMap;

use super::file::{Content, File, RawEntry, RawKind};
use super::names::Names;
use super::{Declared, Dictionary, Entry, EntryId, Sort};
use crate::message::{Text, msg};
use crate::pack::Problem;

/// Most segments of a path.
const MAX_DEPTH: usize = 16;
/// Most entries; the copies that `*` gives to its named siblings count.
const MAX_ENTRIES: usize = 100_000;

/// A dictionary on the way.
pub(super) struct Builder<'f> {
    entries: Vec<Entry>,
    /// Children by their path segment; aliases wait until every file was read.
    own: HashMap<(EntryId, Cow<'f, str>), EntryId>,
    /// The file that spoke last of an entry.
    files: Vec<usize>,
    file: usize,
    fields: HashMap<&'f str, &'f RawEntry>,
    problems: Vec<Problem>,
}

impl<'f> Builder<'f> {
    pub(super) fn new() -> Self {
        Self {
            entries: vec![Entry::new("", None)],
            own: HashMap::new(),
            files: vec![0],
            file: 0,
            fields: HashMap::new(),
            problems: Vec::new(),
        }
    }

    /// Adds the figures of a file; what it declares again is overridden.
    #[expect(clippy::arithmetic_side_effects, reason = "counts of things held in memory")]
    pub(super) fn add(&mut self, number: usize, file: &'f File) {
        self.file = number;
        // A figure with its fields makes about two entries.
        self.own.reserve(2 * file.figures.0.len());
        self.entries.reserve(2 * file.figures.0.len());
        // Most figures stand below the group of the one before, which need not be found anew.
        let (mut group, mut above) = ("", EntryId::ROOT);
        self.fields.extend(file.fields.0.iter().map(|(name, entry)| (name.as_str(), entry)));
        for (path, raw) in &file.figures.0 {
            if path.split('.').any(str::is_empty) {
                let message = msg!("figures-empty-segment", path);
                self.problem(path, message);
                continue;
            }
            if path.split('.').count() > MAX_DEPTH {
                let message = msg!("figures-deep", path, limit = MAX_DEPTH);
                self.problem(path, message);
                continue;
            }
            let (before, name) = path.rsplit_once('.').unwrap_or(("", path));
            if before != group {
                let names = before.split('.').filter(|name| !name.is_empty());
                (group, above) = (before, names.fold(EntryId::ROOT, |at, name| self.own_child(at, name)));
            }
            let at = self.own_child(above, name);
            self.declare(at, path, raw, false);
            for name in &raw.has {
                match self.fields.get(name.as_str()).copied() {
                    Some(field) => {
                        let child = self.own_child(at, name);
                        self.declare(child, path, field, true);
                    }
                    None => self.unknown_field(path, name),
                }
            }
        }
    }

    /// Settles what depends on all files.
    pub(super) fn finish(mut self) -> Result<Dictionary, Vec<Problem>> {
        self.spread_stars();
        if self.entries.len() >= MAX_ENTRIES {
            let message = msg!("figures-many", limit = MAX_ENTRIES);
            self.problem("figures", message);
            return Err(self.problems);
        }
        self.check_groups();
        let names = self.names();
        if self.problems.is_empty() { Ok(Dictionary { entries: self.entries, names }) } else { Err(self.problems) }
    }

    fn problem(&mut self, path: &str, message: Text) {
        self.problems.push(Problem { file: self.file, key: path.to_owned(), message, help: None });
    }

    fn unknown_field(&mut self, path: &str, name: &str) {
        let mut known: Vec<&str> = self.fields.keys().copied().collect();
        known.sort_unstable();
        let near = crate::suggest::nearest(name, known.into_iter());
        let help = near.map(|near| msg!("common-did-you-mean", near));
        let message = msg!("figures-no-field", path, name);
        self.problems.push(Problem { file: self.file, key: path.to_owned(), message, help });
    }

    #[expect(clippy::arithmetic_side_effects, reason = "one was pushed just before")]
    fn push(&mut self, entry: Entry, file: usize) -> EntryId {
        self.entries.push(entry);
        self.files.push(file);
        EntryId::nth(self.entries.len() - 1)
    }

    fn entry(&self, id: EntryId) -> &Entry {
        &self.entries[id.at()]
    }

    /// The child of just this segment, made if need be.
    fn own_child(&mut self, parent: EntryId, name: &'f str) -> EntryId {
        let known = if name == "*" { self.entry(parent).star } else { self.own.get(&(parent, name.into())).copied() };
        known.unwrap_or_else(|| {
            let child = self.push(Entry::new(name, Some(parent)), self.file);
            self.attach(parent, child, name.into());
            child
        })
    }

    fn attach(&mut self, parent: EntryId, child: EntryId, name: Cow<'f, str>) {
        if name == "*" {
            self.entries[parent.at()].star = Some(child);
        } else {
            self.entries[parent.at()].children.push(child);
            self.own.insert((parent, name), child);
        }
    }

    fn declare(&mut self, id: EntryId, path: &str, raw: &RawEntry, field: bool) {
        let only = |word: &str, of: Text| msg!("figures-only", path, word, of);
        if raw.unit.is_some() && raw.kind != Some(RawKind::Money) {
            self.problem(path, only("unit", msg!("figures-only-money")));
        }
        if raw.parts.is_some() && raw.kind.is_some() {
            self.problem(path, only("parts", msg!("figures-only-groups")));
        }
        if raw.blank.is_some() && matches!(raw.kind, None | Some(RawKind::Text)) {
            self.problem(path, only("blank", msg!("figures-only-numbers")));
        }
        self.files[id.at()] = self.file;
        let entry = &mut self.entries[id.at()];
        entry.content = raw.kind.map(RawKind::content).or(entry.content);
        entry.unit = raw.unit.map(|unit| unit.unit()).or(entry.unit);
        entry.caliber = raw.caliber.map(|caliber| caliber.name().to_owned()).or(entry.caliber.take());
        entry.label = raw.label.clone().or(entry.label.take());
        entry.meaning = raw.meaning.clone().or(entry.meaning.take());
        entry.place = raw.place.clone().or(entry.place.take());
        entry.blank_zero |= raw.blank.is_some();
        entry.parts = raw.parts.or(entry.parts);
        entry.field |= field;
        for old in &raw.formerly {
            if !entry.formerly.contains(old) {
                entry.formerly.push(old.clone());
            }
        }
        for alias in &raw.aliases {
            if !entry.aliases.contains(alias) {
                entry.aliases.push(alias.clone());
            }
        }
    }

    /// What `a.*` has, every named child of `a` has too.
    #[expect(clippy::arithmetic_side_effects, reason = "places in a list held in memory")]
    fn spread_stars(&mut self) {
        let mut at = 0;
        while at < self.entries.len() {
            if let Some(star) = self.entries[at].star {
                for child in self.entries[at].children.clone() {
                    self.inherit(star, child);
                }
            }
            at += 1;
        }
    }

    fn inherit(&mut self, from: EntryId, to: EntryId) {
        let is_leaf = |entry: &Entry| entry.children.is_empty() && entry.star.is_none();
        if self.entry(to).content.is_none() && is_leaf(self.entry(to)) {
            self.entries[to.at()].content = self.entry(from).content;
        }
        for child in self.entry(from).children.clone() {
            if !self.own.contains_key(&(to, self.entry(child).name.as_str().into())) {
                self.copy_below(child, to);
            }
        }
        if let (Some(star), None) = (self.entry(from).star, self.entry(to).star) {
            self.copy_below(star, to);
        }
    }

    fn copy_below(&mut self, from: EntryId, parent: EntryId) {
        if self.entries.len() >= MAX_ENTRIES {
            return;
        }
        let copy = Entry { parent: Some(parent), children: Vec::new(), star: None, ..self.entry(from).clone() };
        let new = self.push(copy, self.files[from.at()]);
        self.attach(parent, new, self.entry(new).name.clone().into());
        self.inherit(from, new);
    }

    /// A figure is a scalar or a group, not both; only a group of several accounts for its parts.
    fn check_groups(&mut self) {
        for at in 0..self.entries.len() {
            let entry = &self.entries[at];
            let is_group = !entry.children.is_empty() || entry.star.is_some();
            if let (true, Some(content)) = (is_group, entry.content) {
                let path = self.path(EntryId::nth(at));
                self.file = self.files[at];
                let kind = Content::name(content);
                let message = msg!("figures-two-kinds", path = &path, kind);
                self.problem(&path, message);
            }
        }
    }

    /// Every name of every entry among its siblings: its segment, its label, its aliases.
    #[expect(clippy::arithmetic_side_effects, reason = "counts of things held in memory")]
    fn names(&mut self) -> Names {
        let sorts = Sort::of(&self.entries);
        let named = |entry: &Entry| entry.parent.filter(|_| entry.name != "*");
        let star = |entry: &Entry| {
            let declared =
                entry.star.map(|star| Declared { entry: Some(star), sort: sorts[star.at()], ..Declared::default() });
            (0, declared.unwrap_or_default())
        };
        let mut groups: Vec<_> = self.entries.iter().map(star).collect();
        for entry in &self.entries {
            if let Some(parent) = named(entry) {
                groups[parent.at()].0 += entry.names().count();
            }
        }
        let mut names = Names::for_groups(&groups);
        let mut clashes = Vec::new();
        for (at, (entry, sort)) in self.entries.iter().zip(&sorts).enumerate() {
            let Some(parent) = named(entry) else { continue };
            for name in entry.names() {
                let first = names.insert(parent, name, (EntryId::nth(at), *sort), entry.name != name);
                let clash = first.map(|first| (name.to_owned(), first, EntryId::nth(at)));
                // An entry may say one word twice, and each clash is told once.
                clashes.extend(clash.filter(|clash| clash.1 != clash.2 && !clashes.contains(clash)));
            }
        }
        for (name, first, second) in clashes {
            self.clash(&name, first, second);
        }
        names
    }

    fn clash(&mut self, name: &str, first: EntryId, second: EntryId) {
        let (one, other) = (self.path(first), self.path(second));
        self.file = self.files[second.at()];
        let message = msg!("figures-clash", one, other = &other, name);
        let help = msg!("figures-clash-help");
        self.problems.push(Problem { file: self.file, key: other, message, help: Some(help) });
    }

    fn path(&self, id: EntryId) -> String {
        super::path_of(&self.entries, id)
    }
}

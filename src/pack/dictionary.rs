//! The figure dictionary: which figures the accounts have, what they measure, what they are called, and
//! where in the document they stand. Read from the `figures.yaml` of packs into one tree of names.

mod build;
mod file;
mod names;

use std::num::NonZeroU32;

pub(crate) use file::{Content, File, Parts};
pub(crate) use names::{Declared, Group, Word, says_yuan};

use super::Problem;
use crate::figure::MoneyUnit;
use crate::source::name_hash;

/// Number of an entry in a [`Dictionary`], from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct EntryId(NonZeroU32);

impl EntryId {
    /// The root, of which the top-level figures are children.
    const ROOT: Self = Self(NonZeroU32::MIN);

    /// The entry at a place of the list of all.
    fn nth(at: usize) -> Self {
        Self(u32::try_from(at).map_or(NonZeroU32::MAX, |at| NonZeroU32::MIN.saturating_add(at)))
    }

    /// The place in that list.
    #[inline]
    fn at(self) -> usize {
        (self.0.get() as usize).wrapping_sub(1)
    }
}

/// One figure or group of figures.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// Its segment in the path; `*` stands for any key and for the rows of a list.
    pub name: String,
    /// The group it belongs to; none for the root.
    pub parent: Option<EntryId>,
    /// What it is; none for a group.
    pub content: Option<Content>,
    /// Unit of money, when it is not the header's.
    pub unit: Option<MoneyUnit>,
    /// 口径: 全口径, 财政拨款 or 一般公共预算.
    pub caliber: Option<String>,
    /// Its Chinese name.
    pub label: Option<String>,
    /// Whether the label is a field's (占比), to be read after the group's (其他收入).
    pub field: bool,
    /// One line on what it means.
    pub meaning: Option<String>,
    /// Place in the document: 表名·行·栏, or the section.
    pub place: Option<String>,
    /// A cell of a printed table that counts as zero when its row is there and it is not.
    pub blank_zero: bool,
    /// For a group: whether its children add up to a whole.
    pub parts: Option<Parts>,
    aliases: Vec<String>,
    /// Names that it had once; they lead nowhere, and a rule that uses one is told the present name.
    formerly: Vec<String>,
    children: Vec<EntryId>,
    star: Option<EntryId>,
}

/// All declared figures.
#[derive(Debug, Clone)]
pub(crate) struct Dictionary {
    entries: Vec<Entry>,
    names: names::Names,
}

/// The number of a content and a unit that entries declare: entries of one sort declare the same of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Sort(u8);

impl Sort {
    /// What declares no content.
    pub(crate) const NONE: Self = Self(0);

    pub(crate) fn number(self) -> u8 {
        self.0
    }

    /// The sorts of some entries.
    fn of(entries: &[Entry]) -> Vec<Self> {
        // There are some ten contents and three units.
        let mut known = Vec::new();
        let sort = |entry: &Entry| {
            let Some(content) = entry.content else { return Self::NONE };
            let declared = (content, entry.unit);
            let place = known.iter().position(|of| *of == declared).unwrap_or_else(|| {
                known.push(declared);
                known.len().saturating_sub(1)
            });
            u8::try_from(place.saturating_add(1)).map_or(Self::NONE, Self)
        };
        entries.iter().map(sort).collect()
    }
}

impl Default for Dictionary {
    fn default() -> Self {
        Self { entries: vec![Entry::new("", None)], names: names::Names::default() }
    }
}

impl Entry {
    fn new(name: &str, parent: Option<EntryId>) -> Self {
        Self {
            name: name.to_owned(),
            parent,
            content: None,
            unit: None,
            caliber: None,
            label: None,
            field: false,
            meaning: None,
            place: None,
            blank_zero: false,
            parts: None,
            aliases: Vec::new(),
            formerly: Vec::new(),
            children: Vec::new(),
            star: None,
        }
    }

    /// Other names of the segment, besides its label.
    pub(crate) fn aliases(&self) -> &[String] {
        &self.aliases
    }

    /// Its Chinese name in a path: the first alias in Chinese, else the label.
    pub(crate) fn short_name(&self) -> Option<&str> {
        self.aliases.iter().find(|alias| !alias.is_ascii()).or(self.label.as_ref()).map(String::as_str)
    }

    /// Everything that it answers to among its siblings: its segment, its label, its aliases. A `*` has no name.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        [self.name.as_str()].into_iter().chain(self.label.as_deref()).chain(self.aliases.iter().map(String::as_str))
    }
}

impl Dictionary {
    /// The figures of some files together; a later file overrides what an earlier one says.
    ///
    /// # Errors
    /// What is wrong with the files: two figures of one group that share a name, label or alias, a field that is
    /// not declared, a figure that is a group as well.
    pub(super) fn of<'f>(files: impl Iterator<Item = &'f File>) -> Result<Self, Vec<Problem>> {
        let mut builder = build::Builder::new();
        for (number, file) in files.enumerate() {
            builder.add(number, file);
        }
        builder.finish()
    }

    /// The root, of which the top-level figures are children.
    pub(crate) fn root(&self) -> EntryId {
        EntryId::ROOT
    }

    /// The entry behind a number.
    #[expect(
        clippy::indexing_slicing,
        reason = "entries are numbered by the dictionary that holds them, which never loses one"
    )]
    pub(crate) fn entry(&self, id: EntryId) -> &Entry {
        &self.entries[id.at()]
    }

    /// The child that a name or alias means, without `*`.
    pub(crate) fn named_child(&self, id: EntryId, name: &str) -> Option<EntryId> {
        self.child_hashed(id, name_hash(name), name)
    }

    /// As [`Dictionary::named_child`], for a name whose [`name_hash`] is known.
    pub(crate) fn child_hashed(&self, id: EntryId, hash: u32, name: &str) -> Option<EntryId> {
        self.group(Some(id)).called(hash, name.as_bytes())?.entry
    }

    /// The names below an entry; below none there are none.
    #[inline]
    pub(crate) fn group(&self, id: Option<EntryId>) -> Group<'_> {
        self.names.group(id)
    }

    /// The number of a name; none if nothing is called so.
    pub(crate) fn word(&self, name: &str) -> Option<Word> {
        self.names.word(name)
    }

    /// What stands for the rows or keyed children of a group.
    pub(crate) fn star(&self, id: EntryId) -> Option<EntryId> {
        self.entry(id).star
    }

    /// The children of a group in the order declared, without `*`.
    pub(crate) fn children(&self, id: EntryId) -> &[EntryId] {
        &self.entry(id).children
    }

    /// Whether anything is declared below; below an open entry every name is allowed.
    pub(crate) fn is_open(&self, id: EntryId) -> bool {
        let entry = self.entry(id);
        entry.content.is_none() && entry.children.is_empty() && entry.star.is_none()
    }

    /// The present name of a figure that had `name` once, when it is among the names of a place.
    pub(crate) fn renamed(&self, name: &str, known: &[&str]) -> Option<&str> {
        let entry = self.entries.iter().filter(|entry| entry.formerly.iter().any(|old| old == name));
        entry.map(|entry| entry.name.as_str()).find(|now| known.contains(now))
    }

    /// Every entry with its number.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (EntryId, &Entry)> {
        self.entries.iter().enumerate().map(|(n, e)| (EntryId::nth(n), e))
    }

    /// The canonical path of an entry.
    pub(crate) fn path(&self, id: EntryId) -> String {
        path_of(&self.entries, id)
    }

    /// The nearest of an entry and its groups for which `get` gives something.
    pub(crate) fn inherited<'d, T>(&'d self, id: EntryId, get: impl Fn(&'d Entry) -> Option<T>) -> Option<T> {
        let mut at = Some(id);
        while let Some(entry) = at.map(|id| self.entry(id)) {
            if let Some(found) = get(entry) {
                return Some(found);
            }
            at = entry.parent;
        }
        None
    }
}

#[expect(
    clippy::indexing_slicing,
    reason = "entries are numbered by the dictionary that holds them, which never loses one"
)]
fn path_of(entries: &[Entry], id: EntryId) -> String {
    let mut names = Vec::new();
    let mut at = Some(id);
    while let Some(entry) = at.map(|id| &entries[id.at()]) {
        names.push(entry.name.as_str());
        at = entry.parent;
    }
    names.pop();
    names.reverse();
    names.join(".")
}

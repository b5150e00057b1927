//! The figure dictionary: which figures the accounts have, what they measure, what they are called, and
//! where in the document they stand. Read from the `figures.yaml` of packs into one tree of names.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::ordered::Ordered;
use crate::figure::{Kind, MoneyUnit};
use crate::message::{Text, msg};

/// Number of an entry in a [`Dictionary`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct EntryId(u32);

/// What an entry says a scalar is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    /// A number of some kind.
    Number(Kind),
    /// Words: names, codes.
    Text,
}

/// Whether the children of a group are all the parts of its whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Parts {
    /// They are all there: their sum is the whole.
    Complete,
    /// A list after 其中: their sum is at most the whole.
    Partial,
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
    children: Vec<EntryId>,
    star: Option<EntryId>,
}

/// All declared figures.
#[derive(Debug, Clone)]
pub(crate) struct Dictionary {
    entries: Vec<Entry>,
    names: HashMap<(EntryId, String), EntryId>,
}

impl Default for Dictionary {
    fn default() -> Self {
        Self { entries: vec![Entry::new("", None)], names: HashMap::new() }
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
            children: Vec::new(),
            star: None,
        }
    }

    /// Other names of the segment.
    pub(crate) fn aliases(&self) -> &[String] {
        &self.aliases
    }
}

/// `figures.yaml` as written.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct File {
    #[serde(default)]
    fields: Ordered<RawEntry>,
    #[serde(default)]
    figures: Ordered<RawEntry>,
}

#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct RawEntry {
    kind: Option<RawKind>,
    unit: Option<RawUnit>,
    caliber: Option<String>,
    label: Option<String>,
    #[serde(default)]
    aliases: Vec<String>,
    meaning: Option<String>,
    place: Option<String>,
    blank: Option<Blank>,
    parts: Option<Parts>,
    #[serde(default)]
    has: Vec<String>,
}

#[derive(Debug, Clone, Copy, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
enum RawKind {
    Money,
    Percent,
    Count,
    Ratio,
    Plain,
    Year,
    Text,
}

#[derive(Debug, Clone, Copy, Deserialize, Serialize)]
enum RawUnit {
    #[serde(rename = "元")]
    Yuan,
    #[serde(rename = "万元")]
    WanYuan,
    #[serde(rename = "亿元")]
    YiYuan,
}

#[derive(Debug, Clone, Copy, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
enum Blank {
    Zero,
}

impl RawKind {
    fn content(self) -> Content {
        Content::Number(match self {
            RawKind::Money => Kind::Money,
            RawKind::Percent => Kind::Percent,
            RawKind::Count => Kind::Count,
            RawKind::Ratio => Kind::Ratio,
            RawKind::Plain => Kind::Plain,
            RawKind::Year => Kind::Year,
            RawKind::Text => return Content::Text,
        })
    }
}

impl Dictionary {
    /// The root, of which the top-level figures are children.
    pub(crate) fn root(&self) -> EntryId {
        EntryId(0)
    }

    /// The entry behind a number.
    pub(crate) fn entry(&self, id: EntryId) -> &Entry {
        &self.entries[id.0 as usize]
    }

    /// The child that a name or alias means: a named one, else `*`.
    pub(crate) fn child(&self, id: EntryId, name: &str) -> Option<EntryId> {
        self.named_child(id, name).or(self.entry(id).star)
    }

    /// The child that a name or alias means, without `*`.
    pub(crate) fn named_child(&self, id: EntryId, name: &str) -> Option<EntryId> {
        // HashMap<(EntryId, String)> cannot be asked with a borrowed pair; the keys are short.
        self.names.get(&(id, name.to_owned())).copied()
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

    /// Every entry with its number.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (EntryId, &Entry)> {
        self.entries.iter().enumerate().map(|(n, e)| (EntryId(u32::try_from(n).unwrap_or(u32::MAX)), e))
    }

    /// The canonical path of an entry.
    pub(crate) fn path(&self, id: EntryId) -> String {
        let mut names = Vec::new();
        let mut at = Some(id);
        while let Some(entry) = at.map(|id| self.entry(id)) {
            names.push(entry.name.as_str());
            at = entry.parent;
        }
        names.pop();
        names.reverse();
        names.join(".")
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

    /// The figures of several packs' files together. What they declare alike is declared once.
    pub(crate) fn merged<'p>(files: impl Iterator<Item = &'p File>) -> Self {
        let mut dictionary = Dictionary::default();
        for figures in files {
            // Each pack was resolved by itself, so an alias can clash only between unrelated packs; the
            // first meaning stays.
            let _ = dictionary.add(figures);
        }
        dictionary
    }

    /// Adds the figures of a file; what it declares again is overridden.
    pub(super) fn add(&mut self, file: &File) -> Result<(), Text> {
        let fields: HashMap<&str, &RawEntry> = file.fields.0.iter().map(|(n, e)| (n.as_str(), e)).collect();
        for (path, raw) in &file.figures.0 {
            let mut at = self.root();
            for name in path.split('.') {
                if name.is_empty() {
                    return Err(msg!("pack-empty-segment", path));
                }
                at = self.own_child(at, name);
            }
            self.declare(at, raw, false)?;
            for name in &raw.has {
                let field = fields.get(name.as_str()).ok_or_else(|| msg!("pack-unknown-field", path, name))?;
                let child = self.own_child(at, name);
                self.declare(child, field, true)?;
            }
        }
        self.spread_stars();
        Ok(())
    }

    fn push(&mut self, entry: Entry) -> EntryId {
        self.entries.push(entry);
        EntryId(u32::try_from(self.entries.len() - 1).unwrap_or(u32::MAX))
    }

    /// The child of just this name, made if need be.
    fn own_child(&mut self, parent: EntryId, name: &str) -> EntryId {
        if name == "*" {
            if let Some(star) = self.entry(parent).star {
                return star;
            }
            let star = self.push(Entry::new(name, Some(parent)));
            self.entries[parent.0 as usize].star = Some(star);
            return star;
        }
        if let Some(&known) = self.names.get(&(parent, name.to_owned())) {
            return known;
        }
        let child = self.push(Entry::new(name, Some(parent)));
        self.entries[parent.0 as usize].children.push(child);
        self.names.insert((parent, name.to_owned()), child);
        child
    }

    fn declare(&mut self, id: EntryId, raw: &RawEntry, field: bool) -> Result<(), Text> {
        let parent = self.entry(id).parent.unwrap_or(self.root());
        for alias in &raw.aliases {
            match self.names.insert((parent, alias.clone()), id) {
                Some(other) if other != id => {
                    return Err(msg!("pack-alias-twice", alias, parent = self.path(parent)));
                }
                _ => {}
            }
        }
        let entry = &mut self.entries[id.0 as usize];
        entry.content = raw.kind.map(RawKind::content).or(entry.content);
        entry.unit = raw.unit.map_or(entry.unit, |u| {
            Some(match u {
                RawUnit::Yuan => MoneyUnit::Yuan,
                RawUnit::WanYuan => MoneyUnit::WanYuan,
                RawUnit::YiYuan => MoneyUnit::YiYuan,
            })
        });
        let keep = |new: &Option<String>, old: &mut Option<String>| {
            if new.is_some() {
                old.clone_from(new);
            }
        };
        keep(&raw.caliber, &mut entry.caliber);
        keep(&raw.label, &mut entry.label);
        keep(&raw.meaning, &mut entry.meaning);
        keep(&raw.place, &mut entry.place);
        entry.blank_zero |= raw.blank.is_some();
        entry.parts = raw.parts.or(entry.parts);
        entry.field |= field;
        for alias in &raw.aliases {
            if !entry.aliases.contains(alias) {
                entry.aliases.push(alias.clone());
            }
        }
        Ok(())
    }

    /// What `a.*` has, every named child of `a` has too.
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
        if self.entry(to).content.is_none() && self.is_open(to) {
            let content = self.entry(from).content;
            self.entries[to.0 as usize].content = content;
        }
        for child in self.entry(from).children.clone() {
            let name = self.entry(child).name.clone();
            if self.named_child(to, &name).is_none() {
                let copy = Entry { parent: Some(to), children: Vec::new(), star: None, ..self.entry(child).clone() };
                let aliases = copy.aliases.clone();
                let new = self.push(copy);
                self.entries[to.0 as usize].children.push(new);
                for known in aliases.into_iter().chain([name]) {
                    self.names.entry((to, known)).or_insert(new);
                }
                self.inherit(child, new);
            }
        }
        if let (Some(star), None) = (self.entry(from).star, self.entry(to).star) {
            let copy = Entry { parent: Some(to), children: Vec::new(), star: None, ..self.entry(star).clone() };
            let new = self.push(copy);
            self.entries[to.0 as usize].star = Some(new);
            self.inherit(star, new);
        }
    }
}

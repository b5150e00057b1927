//! Which names stand where: the dictionary seen from the places that a selector can lead to.

use std::ops::Deref;

use super::Shape;
use crate::pack::{Dictionary, EntryId};
use crate::source::name_hash;

/// Entries of the dictionary. Mostly it is one, and then they take no memory of their own.
#[derive(Debug, Clone, Default)]
pub(crate) enum Entries {
    #[default]
    None,
    One(EntryId),
    Many(Vec<EntryId>),
}

/// Where a name leads, and how it is declared there.
pub(super) struct Found {
    pub(super) shape: Shape,
    /// Whether some place has a child of that name itself.
    pub(super) named: bool,
    /// Whether it is a key that only the account knows: some place has a `*`, and none has a child or field of that name.
    pub(super) own_key: bool,
}

impl Entries {
    fn push(&mut self, id: EntryId) {
        *self = match std::mem::take(self) {
            Entries::None => Entries::One(id),
            Entries::One(first) => Entries::Many(vec![first, id]),
            Entries::Many(mut ids) => {
                ids.push(id);
                Entries::Many(ids)
            }
        };
    }

    /// Those of both, each once.
    fn and(self, other: &Entries) -> Entries {
        let mut ids: Vec<EntryId> = self.iter().chain(other.iter()).copied().collect();
        ids.sort_unstable();
        ids.dedup();
        ids.into_iter().collect()
    }
}

impl FromIterator<EntryId> for Entries {
    fn from_iter<I: IntoIterator<Item = EntryId>>(ids: I) -> Self {
        let mut entries = Entries::None;
        ids.into_iter().for_each(|id| entries.push(id));
        entries
    }
}

impl Deref for Entries {
    type Target = [EntryId];

    fn deref(&self) -> &[EntryId] {
        match self {
            Entries::None => &[],
            Entries::One(id) => std::slice::from_ref(id),
            Entries::Many(ids) => ids,
        }
    }
}

impl PartialEq for Entries {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Shape {
    /// Anything: outside the dictionary.
    pub(crate) fn open() -> Self {
        Shape { entries: Entries::None, open: true }
    }

    /// The root of the accounts.
    pub(crate) fn root(dictionary: &Dictionary) -> Self {
        Shape { entries: Entries::One(dictionary.root()), open: false }
    }

    /// Whether a name is declared here: by itself, as a child of the elements of a list, or through `*`.
    pub(super) fn declares(&self, name: &str, dictionary: &Dictionary) -> bool {
        !self.child(name, dictionary).entries.is_empty()
    }

    /// Where a name leads.
    pub(crate) fn child(&self, name: &str, dictionary: &Dictionary) -> Shape {
        self.find(name, dictionary).shape
    }

    /// Where a name leads, by itself, as a child of the elements of a list, or through `*`.
    pub(super) fn find(&self, name: &str, dictionary: &Dictionary) -> Found {
        let hash = name_hash(name);
        let child = |id| dictionary.child_hashed(id, hash, name);
        let mut shape = Shape { entries: Entries::None, open: self.open };
        let (mut named, mut field, mut starred) = (false, false, false);
        for &id in self.entries.iter() {
            shape.open |= dictionary.is_open(id) && id != dictionary.root();
            let star = dictionary.star(id);
            starred |= star.is_some();
            if let Some(child) = child(id) {
                named = true;
                shape.entries.push(child);
                continue;
            }
            let Some(star) = star else { continue };
            // A field of the elements of a list, or a key that only `*` declares.
            let of_star = child(star);
            field |= of_star.is_some();
            shape.entries.push(of_star.unwrap_or(star));
        }
        Found { shape, named, own_key: !self.open && !named && !field && starred }
    }

    /// Whether a name is declared, and not by a `*` alone.
    pub(super) fn declares_by_name(&self, name: &str, dictionary: &Dictionary) -> bool {
        self.entries.iter().any(|&id| dictionary.named_child(id, name).is_some())
    }

    /// Every record of the dictionary that has all of some names; an account may have others.
    pub(crate) fn homes<'n>(names: impl Iterator<Item = &'n str> + Clone, dictionary: &Dictionary) -> Shape {
        let has = |id| names.clone().all(|name| dictionary.named_child(id, name).is_some());
        Shape { entries: dictionary.iter().map(|(id, _)| id).filter(|&id| has(id)).collect(), open: true }
    }

    /// The children or elements.
    pub(crate) fn elements(&self, dictionary: &Dictionary) -> Shape {
        let children = |&id: &EntryId| dictionary.children(id).iter().copied().chain(dictionary.star(id));
        Shape {
            entries: self.entries.iter().flat_map(children).collect(),
            open: self.open || self.entries.iter().any(|&id| dictionary.is_open(id)),
        }
    }

    /// What a position or condition picks from: the elements of `one` place, and several places themselves.
    pub(super) fn picked(self, one: bool, dictionary: &Dictionary) -> Shape {
        // What `units` and `accounts` mean are accounts already, each with all that a root has.
        if self.entries.contains(&dictionary.root()) {
            return self;
        }
        let elements = self.elements(dictionary);
        if one { elements } else { elements.or(self) }
    }

    /// Both together.
    pub(crate) fn or(self, other: Shape) -> Shape {
        Shape { open: self.open || other.open, entries: self.entries.and(&other.entries) }
    }

    /// The names declared here, for suggestions.
    pub(super) fn names<'d>(&'d self, dictionary: &'d Dictionary) -> Vec<&'d str> {
        let mut names = Vec::new();
        for &id in self.entries.iter() {
            let groups = [Some(id), dictionary.star(id)];
            for child in groups.into_iter().flatten().flat_map(|g| dictionary.children(g)) {
                names.extend(dictionary.entry(*child).names());
            }
        }
        names
    }
}

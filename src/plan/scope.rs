//! Which names stand where: the dictionary seen from the places that a selector can lead to.

use super::Shape;
use crate::pack::Dictionary;

impl Shape {
    /// Anything: outside the dictionary.
    pub(crate) fn open() -> Self {
        Shape { entries: Vec::new(), open: true }
    }

    /// The root of the accounts.
    pub(crate) fn root(dictionary: &Dictionary) -> Self {
        Shape { entries: vec![dictionary.root()], open: false }
    }

    /// Whether a name is declared here: by itself, as a child of the elements of a list, or through `*`.
    pub(super) fn declares(&self, name: &str, dictionary: &Dictionary) -> bool {
        !self.child(name, dictionary).entries.is_empty()
    }

    /// Where a name leads.
    pub(crate) fn child(&self, name: &str, dictionary: &Dictionary) -> Shape {
        let mut found = Shape { entries: Vec::new(), open: self.open };
        for &id in &self.entries {
            found.open |= dictionary.is_open(id) && id != dictionary.root();
            if let Some(child) = dictionary.named_child(id, name) {
                found.entries.push(child);
                continue;
            }
            let Some(star) = dictionary.star(id) else { continue };
            // A field of the elements of a list, or a key that only `*` declares.
            found.entries.push(dictionary.named_child(star, name).unwrap_or(star));
        }
        found
    }

    /// Whether a name is declared, and not by a `*` alone.
    pub(super) fn declares_by_name(&self, name: &str, dictionary: &Dictionary) -> bool {
        self.entries.iter().any(|&id| dictionary.named_child(id, name).is_some())
    }

    /// Whether a name is declared by none but a `*`: a key that only the account knows.
    pub(super) fn is_own_key(&self, name: &str, dictionary: &Dictionary) -> bool {
        let listed = |id| dictionary.named_child(id, name).is_some();
        let field = |id| dictionary.star(id).is_some_and(listed);
        let known = self.entries.iter().any(|&id| listed(id) || field(id));
        !self.open && !known && self.entries.iter().any(|&id| dictionary.star(id).is_some())
    }

    /// Every record of the dictionary that has all of some names; an account may have others.
    pub(crate) fn homes<'n>(names: impl Iterator<Item = &'n str> + Clone, dictionary: &Dictionary) -> Shape {
        let has = |id| names.clone().all(|name| dictionary.named_child(id, name).is_some());
        Shape { entries: dictionary.iter().map(|(id, _)| id).filter(|&id| has(id)).collect(), open: true }
    }

    /// The children or elements.
    pub(crate) fn elements(&self, dictionary: &Dictionary) -> Shape {
        let mut found = Shape { entries: Vec::new(), open: self.open };
        for &id in &self.entries {
            found.open |= dictionary.is_open(id);
            found.entries.extend(dictionary.children(id));
            found.entries.extend(dictionary.star(id));
        }
        found
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
    pub(crate) fn or(mut self, other: Shape) -> Shape {
        self.entries.extend(other.entries);
        self.entries.sort_unstable();
        self.entries.dedup();
        self.open |= other.open;
        self
    }

    /// The names declared here, for suggestions.
    pub(super) fn names<'d>(&'d self, dictionary: &'d Dictionary) -> Vec<&'d str> {
        let mut names = Vec::new();
        for &id in &self.entries {
            let groups = [Some(id), dictionary.star(id)];
            for child in groups.into_iter().flatten().flat_map(|g| dictionary.children(g)) {
                names.extend(dictionary.entry(*child).names());
            }
        }
        names
    }
}

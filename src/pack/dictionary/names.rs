//! What the children of every entry answer to: a table for each group, found by the hash of a name.

use super::EntryId;
use crate::source::{name_hash, same_name};

/// The names of all groups, table after table.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    /// By the number of the group.
    tables: Vec<Table>,
    slots: Vec<Slot>,
    words: String,
}

/// A range of the slots: as many as some power of two, or none.
#[derive(Debug, Clone, Copy)]
struct Table {
    start: u32,
    slots: u32,
}

/// One name; empty as long as it leads to the root, which is nobody's child.
#[derive(Debug, Clone, Copy)]
struct Slot {
    hash: u32,
    entry: EntryId,
    start: u32,
    end: u32,
    /// Whether it is the child's own segment and no alias.
    own: bool,
}

const EMPTY: Slot = Slot { hash: 0, entry: EntryId(0), start: 0, end: 0, own: false };

impl Names {
    /// Empty tables for groups that have so many names.
    #[expect(clippy::arithmetic_side_effects, reason = "names were counted that are held in memory")]
    pub(super) fn for_counts(counts: &[usize]) -> Self {
        let mut all = 0;
        let tables = counts.iter().map(|&count| {
            // A slot is left empty where a search may end.
            let slots = if count == 0 { 0 } else { (count + 1).next_power_of_two() };
            let table = Table { start: number(all), slots: number(slots) };
            all += slots;
            table
        });
        Self { tables: tables.collect(), slots: vec![EMPTY; all], words: String::new() }
    }

    /// Has a child of a group answer to a name; the child that does already.
    pub(super) fn insert(&mut self, group: EntryId, name: &str, entry: EntryId, own: bool) -> Option<EntryId> {
        let hash = name_hash(name);
        let (start, end) = (number(self.words.len()), number(self.words.len().saturating_add(name.len())));
        let table = *self.tables.get(group.0 as usize)?;
        let place = (0..table.slots).map(|step| table.place(hash, step)).find(|&at| {
            let slot = self.slots.get(at).unwrap_or(&EMPTY);
            slot.entry == EMPTY.entry || slot.hash == hash && same_name(self.word(slot), name.as_bytes())
        });
        let slot = self.slots.get_mut(place?)?;
        if slot.entry != EMPTY.entry {
            return Some(slot.entry);
        }
        *slot = Slot { hash, entry, start, end, own };
        self.words.push_str(name);
        None
    }

    /// The child of a group that answers to a name of known hash, and whether the name is its own segment.
    #[inline]
    pub(super) fn find(&self, group: EntryId, hash: u32, name: &[u8]) -> Option<(EntryId, bool)> {
        let table = *self.tables.get(group.0 as usize)?;
        let (slot, step) = self.alike(table, hash, 0)?;
        if same_name(self.word(slot), name) {
            return Some((slot.entry, slot.own));
        }
        self.find_further(table, hash, name, step)
    }

    /// The next name of some hash, and how many slots were looked at for it.
    #[inline]
    fn alike(&self, table: Table, hash: u32, mut step: u32) -> Option<(&Slot, u32)> {
        while step < table.slots {
            let slot = self.slots.get(table.place(hash, step)).filter(|slot| slot.entry != EMPTY.entry)?;
            step = step.wrapping_add(1);
            if slot.hash == hash {
                return Some((slot, step));
            }
        }
        None
    }

    /// As [`Names::find`], where another name has the same hash.
    #[cold]
    fn find_further(&self, table: Table, hash: u32, name: &[u8], mut step: u32) -> Option<(EntryId, bool)> {
        while let Some((slot, looked_at)) = self.alike(table, hash, step) {
            if same_name(self.word(slot), name) {
                return Some((slot.entry, slot.own));
            }
            step = looked_at;
        }
        None
    }

    #[inline]
    fn word(&self, slot: &Slot) -> &[u8] {
        self.words.as_bytes().get(slot.start as usize..slot.end as usize).unwrap_or_default()
    }
}

impl Table {
    /// The slot that is looked at after so many others for a name of some hash.
    #[inline]
    fn place(self, hash: u32, step: u32) -> usize {
        let last = self.slots.wrapping_sub(1);
        self.start.wrapping_add(hash.wrapping_add(step) & last) as usize
    }
}

/// A place in what is bounded far below 2^32: the files of packs are.
fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_leads_to_the_first_that_has_it() {
        let words: Vec<String> = (0..200).map(|n| format!("name_{n}")).collect();
        let (first, second) = (EntryId(0), EntryId(2));
        let mut names = Names::for_counts(&[words.len(), 0, 1]);
        for (at, word) in words.iter().enumerate() {
            assert_eq!(names.insert(first, word, EntryId::nth(at + 1), at % 2 == 0), None);
        }
        assert_eq!(names.insert(first, "name_7", EntryId(900), true), Some(EntryId(8)));
        assert_eq!(names.insert(second, "name_7", EntryId(901), true), None);
        let find = |group, name: &str| names.find(group, name_hash(name), name.as_bytes());
        for (at, word) in words.iter().enumerate() {
            assert_eq!(find(first, word), Some((EntryId::nth(at + 1), at % 2 == 0)));
        }
        assert_eq!(find(second, "name_7"), Some((EntryId(901), true)));
        let nowhere = [(first, "name_200"), (first, ""), (second, "name_8"), (EntryId(1), "name_7"), (EntryId(3), "")];
        for (group, name) in nowhere {
            assert_eq!(find(group, name), None, "{group:?} {name}");
        }
    }

    #[test]
    fn names_of_one_hash_are_told_apart() {
        let mut names = Names::for_counts(&[3]);
        names.insert(EntryId(0), "total", EntryId(1), true);
        let of_total = name_hash("total");
        assert_eq!(names.find(EntryId(0), of_total, b"tatol"), None);
        assert_eq!(names.find(EntryId(0), of_total, b""), None);
        assert_eq!(names.find(EntryId(0), 0, b""), None);
    }
}

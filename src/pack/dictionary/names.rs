//! What the children of every entry answer to: a table for each group, found by the hash of a name; and every name by
//! its number.

use std::num::NonZeroU32;

use super::{EntryId, Sort};
use crate::source::{name_hash, same_name};

/// The names of all groups, table after table.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    /// By the place of the group among the entries.
    tables: Vec<Table>,
    slots: Vec<Slot>,
    /// Every name once, found by its hash; the place of a name is its number.
    words: Vec<Written>,
    text: String,
}

/// The number of a name: names of one number are the same, wherever they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word(NonZeroU32);

/// What is declared of a name in its group; by default nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Declared {
    pub(crate) entry: Option<EntryId>,
    /// The number of the name; none where `*` stands for it.
    pub(crate) word: Option<Word>,
    /// What the entry declares.
    pub(crate) sort: Sort,
    /// Whether the name is not the entry's own segment.
    pub(crate) is_alias: bool,
    /// Whether the name says that what it stands for is money in 元.
    pub(crate) says_yuan: bool,
}

/// Whether a name says that what it stands for is money in 元.
#[inline]
pub(crate) fn says_yuan(name: &[u8]) -> bool {
    name.last_chunk() == Some(b"_yuan")
}

/// A group whose children are looked up.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Group<'d> {
    names: &'d Names,
    table: &'d Table,
}

/// A range of the slots: as many as some power of two, of which one is empty.
#[derive(Debug, Clone, Copy)]
struct Table {
    start: u32,
    /// The last place in it.
    last: u32,
    /// What is declared of the children that have no name in it.
    star: Declared,
}

/// A name and where its text is, or that there is none yet.
#[derive(Debug, Clone, Copy)]
struct Written {
    hash: u32,
    start: u32,
    end: u32,
}

/// One name of a group; empty as long as it leads to no entry.
#[derive(Debug, Clone, Copy)]
struct Slot {
    name: Written,
    declared: Declared,
}

const NOTHING: Declared = Declared { entry: None, word: None, sort: Sort::NONE, is_alias: false, says_yuan: false };
const NOWHERE: Table = Table { start: 0, last: 0, star: NOTHING };
const BLANK: Written = Written { hash: 0, start: u32::MAX, end: 0 };
const EMPTY: Slot = Slot { name: BLANK, declared: NOTHING };

impl Names {
    /// Empty tables for groups that have so many names, and of whose other children something is declared.
    #[expect(clippy::arithmetic_side_effects, reason = "names were counted that are held in memory")]
    pub(super) fn for_groups(groups: &[(usize, Declared)]) -> Self {
        // A slot is left empty where a search ends; groups without names share the first.
        let room = |count: usize| (count + 1).next_power_of_two();
        let mut all = 1;
        let tables = groups.iter().map(|&(count, star)| {
            if count == 0 {
                return Table { star, ..NOWHERE };
            }
            let table = Table { start: number(all), last: number(room(count) - 1), star };
            all += room(count);
            table
        });
        let tables = tables.collect();
        let words = vec![BLANK; room(groups.iter().map(|(count, _)| count).sum())];
        Self { tables, slots: vec![EMPTY; all], words, text: String::new() }
    }

    /// Has a child of a group, which is of some sort, answer to a name; the child that does already.
    pub(super) fn insert(
        &mut self,
        group: EntryId,
        name: &str,
        (entry, sort): (EntryId, Sort),
        is_alias: bool,
    ) -> Option<EntryId> {
        let hash = name_hash(name);
        let (word, written) = self.write(hash, name)?;
        let table = *self.tables.get(group.at())?;
        let place = (0..=table.last).map(|step| table.place(hash, step)).find(|&at| {
            let slot = self.slots.get(at).unwrap_or(&EMPTY);
            slot.is_empty() || slot.declared.word == Some(word)
        });
        let slot = self.slots.get_mut(place?)?;
        if !slot.is_empty() {
            return slot.declared.entry;
        }
        let says_yuan = says_yuan(name.as_bytes());
        *slot = Slot {
            name: written,
            declared: Declared { entry: Some(entry), word: Some(word), sort, is_alias, says_yuan },
        };
        None
    }

    /// The number of a name, which is written down if it is new.
    fn write(&mut self, hash: u32, name: &str) -> Option<(Word, Written)> {
        let place = self.written(hash, name)?;
        let word = Word::nth(place);
        let written = self.words.get_mut(place)?;
        if written.is_blank() {
            let start = self.text.len();
            self.text.push_str(name);
            *written = Written { hash, start: number(start), end: number(self.text.len()) };
        }
        Some((word, *written))
    }

    /// The number of a name; none if no child of any group answers to it.
    pub(super) fn word(&self, name: &str) -> Option<Word> {
        let place = self.written(name_hash(name), name)?;
        (!self.words.get(place)?.is_blank()).then(|| Word::nth(place))
    }

    /// Where a name is among the words, or would be.
    fn written(&self, hash: u32, name: &str) -> Option<usize> {
        let all = Table { last: number(self.words.len()).checked_sub(1)?, ..NOWHERE };
        (0..=all.last).map(|step| all.place(hash, step)).find(|&at| {
            let known = self.words.get(at).unwrap_or(&BLANK);
            known.is_blank() || known.hash == hash && same_name(self.text_of(known), name.as_bytes())
        })
    }

    /// A group; without one nothing is declared.
    #[inline]
    pub(super) fn group(&self, id: Option<EntryId>) -> Group<'_> {
        let table = id.and_then(|id| self.tables.get(id.at())).unwrap_or(&NOWHERE);
        Group { names: self, table }
    }

    #[inline]
    fn text_of(&self, name: &Written) -> &[u8] {
        self.text.as_bytes().get(name.start as usize..name.end as usize).unwrap_or_default()
    }
}

impl<'d> Group<'d> {
    /// What is declared of the rows or keyed children that have no name in the group.
    pub(crate) fn star(&self) -> Declared {
        self.table.star
    }

    /// What is declared of a name of known hash. It is inlined, since every name of every account is looked for.
    #[inline(always)]
    pub(crate) fn called(&self, hash: u32, name: &[u8]) -> Option<&'d Declared> {
        let (slot, step) = self.alike(hash, 0)?;
        if same_name(self.names.text_of(&slot.name), name) {
            return Some(&slot.declared);
        }
        self.called_further(hash, name, step)
    }

    /// The next name of some hash, and how many slots were looked at for it.
    #[inline(always)]
    fn alike(&self, hash: u32, mut step: u32) -> Option<(&'d Slot, u32)> {
        loop {
            let slot = self.names.slots.get(self.table.place(hash, step)).filter(|slot| !slot.is_empty())?;
            step = step.wrapping_add(1);
            if slot.name.hash == hash {
                return Some((slot, step));
            }
        }
    }

    /// As [`Group::called`], where another name has the same hash.
    #[cold]
    fn called_further(&self, hash: u32, name: &[u8], mut step: u32) -> Option<&'d Declared> {
        while let Some((slot, looked_at)) = self.alike(hash, step) {
            if same_name(self.names.text_of(&slot.name), name) {
                return Some(&slot.declared);
            }
            step = looked_at;
        }
        None
    }
}

impl Word {
    fn nth(place: usize) -> Self {
        Self(NonZeroU32::MIN.saturating_add(number(place)))
    }
}

impl Written {
    fn is_blank(&self) -> bool {
        self.start == BLANK.start
    }
}

impl Slot {
    #[inline]
    fn is_empty(&self) -> bool {
        self.declared.entry.is_none()
    }
}

impl Table {
    /// The slot that is looked at after so many others for a name of some hash.
    #[inline]
    fn place(&self, hash: u32, step: u32) -> usize {
        self.start.wrapping_add(hash.wrapping_add(step) & self.last) as usize
    }
}

/// A place in what is bounded far below 2^32: the files of packs are.
fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn child(at: usize) -> (EntryId, Sort) {
        (EntryId::nth(at), Sort::NONE)
    }

    fn with_room(counts: &[usize]) -> Names {
        Names::for_groups(&counts.iter().map(|&count| (count, NOTHING)).collect::<Vec<_>>())
    }

    fn called(names: &Names, group: EntryId, name: &str) -> Option<Declared> {
        names.group(Some(group)).called(name_hash(name), name.as_bytes()).copied()
    }

    #[test]
    fn each_name_leads_to_the_first_that_has_it() {
        let words: Vec<String> = (0..200).map(|n| format!("name_{n}")).collect();
        let (first, second) = (EntryId::nth(0), EntryId::nth(2));
        let mut names = with_room(&[words.len(), 0, 1]);
        for (at, word) in words.iter().enumerate() {
            assert_eq!(names.insert(first, word, child(at + 1), at % 2 == 0), None);
        }
        assert_eq!(names.insert(first, "name_7", child(900), true), Some(EntryId::nth(8)));
        assert_eq!(names.insert(second, "name_7", child(901), true), None);
        let find =
            |group, name: &str| called(&names, group, name).and_then(|found| Some((found.entry?, found.is_alias)));
        for (at, word) in words.iter().enumerate() {
            assert_eq!(find(first, word), Some((EntryId::nth(at + 1), at % 2 == 0)));
        }
        assert_eq!(find(second, "name_7"), Some((EntryId::nth(901), true)));
        let (third, none) = (EntryId::nth(1), EntryId::nth(3));
        for (group, name) in [(first, "name_200"), (first, ""), (second, "name_8"), (third, "name_7"), (none, "name_7")]
        {
            assert_eq!(find(group, name), None, "{group:?} {name}");
        }
    }

    #[test]
    fn a_name_has_one_number_in_all_groups() {
        let (first, second) = (EntryId::nth(0), EntryId::nth(1));
        let mut names = with_room(&[2, 2]);
        for (group, name) in [(first, "total"), (first, "paid_yuan"), (second, "合计"), (second, "total")] {
            names.insert(group, name, child(7), false);
        }
        let find = |group, name: &str| called(&names, group, name).expect("it is there");
        for (group, name) in [(first, "total"), (first, "paid_yuan"), (second, "合计"), (second, "total")] {
            assert_eq!(find(group, name).word, names.word(name), "{name}");
            assert_eq!(find(group, name).says_yuan, name == "paid_yuan");
        }
        assert_eq!(find(first, "total").word, find(second, "total").word);
        let numbers = ["total", "paid_yuan", "合计"].map(|name| names.word(name));
        assert!(numbers.iter().enumerate().all(|(at, word)| !numbers[..at].contains(word)));
        assert_eq!(["tota", "", "total "].map(|name| names.word(name)), [None; 3]);
        assert_eq!(Names::default().word("total"), None);
    }

    #[test]
    fn names_of_one_hash_are_told_apart() {
        let mut names = with_room(&[3]);
        names.insert(EntryId::ROOT, "total", child(1), false);
        let of_total = name_hash("total");
        let group = names.group(Some(EntryId::ROOT));
        assert_eq!(group.called(of_total, b"tatol"), None);
        assert_eq!(group.called(of_total, b""), None);
        assert_eq!(group.called(0, b""), None);
    }
}

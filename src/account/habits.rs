//! Which name mostly follows which: accounts come in great numbers with the same names in the same order, and a name
//! that is expected is compared, where any other is read character by character.
//!
//! What is expected never decides what is read. It is kept from text to text on each thread, in a table of fixed size.

use std::cell::Cell;

use crate::source::same_name;

/// How many names are known at a time. A department has some two hundred.
const PLACES: usize = 1024;
/// Longest name that is remembered, in bytes: an entry is a cache line.
const LONGEST: usize = 44;

/// A name in its record, by its place in the table.
pub(super) type Habit = u16;

/// A name of the table; without any bytes where none is yet, and for all codes of a record together.
#[derive(Clone, Copy)]
struct Known {
    text: [u8; LONGEST],
    length: u8,
    /// The name that came after it in its record.
    next: Option<Habit>,
    /// The name that came first in its record, or in the records of its list.
    first: Option<Habit>,
    hash: u32,
    /// The name of the record it stands in.
    parent: Option<Habit>,
}

impl Known {
    const NONE: Self = Self { text: [0; LONGEST], length: 0, next: None, first: None, hash: 0, parent: None };

    fn text(&self) -> &[u8] {
        self.text.get(..usize::from(self.length)).unwrap_or_default()
    }
}

/// Where the reading stands.
#[derive(Clone, Copy)]
enum Stand {
    /// At the beginning of a record.
    Start,
    /// After a name of the table.
    After(Habit),
    /// After a name that is not remembered.
    Lost,
}

thread_local! {
    static TABLE: Cell<Vec<Known>> = const { Cell::new(Vec::new()) };
}

/// What is known, and where in it the reading stands.
pub(super) struct Habits {
    table: Vec<Known>,
    /// The first name of the root.
    first: Option<Habit>,
    stand: Stand,
    expected: Option<Habit>,
    /// How long the expected name is, 0 without one: asked for as soon as it is expected, so that its place of the table is
    /// at hand when it comes.
    length: u8,
}

impl Habits {
    /// What this thread knows.
    pub(super) fn of_thread() -> Self {
        let mut table = TABLE.take();
        table.resize(PLACES, Known::NONE);
        // The root has no name, and its first name is kept in a place that no name takes.
        let first = table.last().and_then(|root| root.first);
        Self { table, first, stand: Stand::Lost, expected: None, length: 0 }
    }

    /// A record begins, below a name or at the root.
    #[inline]
    pub(super) fn enter(&mut self, name: Option<Habit>) {
        self.stand = Stand::Start;
        self.expect(match name {
            Some(name) => self.known(name).and_then(|known| known.first),
            None => self.first,
        });
    }

    /// The value of a name has ended, and its record goes on.
    #[inline]
    pub(super) fn leave(&mut self, name: Option<Habit>) {
        match name {
            Some(name) => self.after(name),
            None => self.lose(),
        }
    }

    /// What is read next is not known.
    #[inline]
    pub(super) fn lose(&mut self) {
        self.stand = Stand::Lost;
        self.expect(None);
    }

    /// The expected name with its length and hash, if `bytes` begin with it and what comes after it `ends` it.
    #[inline]
    pub(super) fn meet(&mut self, bytes: &[u8], ends: impl FnOnce(&[u8]) -> bool) -> Option<(Habit, usize, u32)> {
        let length = usize::from(self.length);
        let expected = self.expected.filter(|_| length > 0)?;
        let known = self.known(expected)?;
        let (name, rest) = bytes.split_at_checked(length)?;
        if !same_name(name, known.text()) || !ends(rest) {
            return None;
        }
        let hash = known.hash;
        self.after(expected);
        Some((expected, length, hash))
    }

    /// Remembers a name that was read in a record below `parent`.
    pub(super) fn learn(&mut self, parent: Option<Habit>, name: &str, hash: u32) -> Option<Habit> {
        // The codes of subjects differ from account to account, and what stands below them is alike.
        let (name, hash) = if name.bytes().all(|byte| byte.is_ascii_digit()) { ("", 0) } else { (name, hash) };
        let place = self.place_of(parent, name, hash)?;
        // Until something else is seen below it, it is expected to be like the one before it.
        let like = match self.stand {
            Stand::After(before) => self.known(before).and_then(|before| before.first),
            Stand::Start | Stand::Lost => None,
        };
        let known = self.table.get_mut(usize::from(place))?;
        if known.hash != hash || known.parent != parent || known.text() != name.as_bytes() {
            let mut text = [0; LONGEST];
            match text.get_mut(..name.len()) {
                Some(start) => start.copy_from_slice(name.as_bytes()),
                None => {
                    self.lose();
                    return None;
                }
            }
            *known = Known { text, length: u8::try_from(name.len()).ok()?, hash, parent, first: like, next: None };
        }
        match (self.stand, parent) {
            (Stand::After(before), _) => {
                if let Some(before) = self.table.get_mut(usize::from(before)) {
                    before.next = Some(place);
                }
            }
            (Stand::Start, Some(parent)) => {
                if let Some(parent) = self.table.get_mut(usize::from(parent)) {
                    parent.first = Some(place);
                }
            }
            (Stand::Start, None) => self.first = Some(place),
            (Stand::Lost, _) => {}
        }
        self.after(place);
        Some(place)
    }

    /// Where a name is kept: one of two places next to each other, so that two names need not drive each other out.
    fn place_of(&self, parent: Option<Habit>, name: &str, hash: u32) -> Option<Habit> {
        let spread = hash ^ parent.map_or(0, |parent| u32::from(parent).wrapping_mul(0x9e37_79b9));
        let first = Habit::try_from(spread as usize % (PLACES - 2)).ok()?;
        let both = [first, first ^ 1];
        let is_this = |known: &Known| known.hash == hash && known.parent == parent && known.text() == name.as_bytes();
        let is_free = |known: &Known| known.length == 0 && known.next.is_none() && known.first.is_none();
        let find =
            |wanted: &dyn Fn(&Known) -> bool| both.into_iter().find(|&place| self.known(place).is_some_and(wanted));
        find(&is_this).or_else(|| find(&is_free)).or(Some(first))
    }

    #[inline]
    fn after(&mut self, name: Habit) {
        self.stand = Stand::After(name);
        self.expect(self.known(name).and_then(|known| known.next));
    }

    #[inline]
    fn expect(&mut self, name: Option<Habit>) {
        self.expected = name;
        self.length = name.and_then(|name| self.known(name)).map_or(0, |known| known.length);
    }

    #[inline]
    fn known(&self, name: Habit) -> Option<&Known> {
        self.table.get(usize::from(name))
    }
}

impl Drop for Habits {
    /// Gives back to the thread what is known.
    fn drop(&mut self) {
        if let Some(root) = self.table.last_mut() {
            root.first = self.first;
        }
        TABLE.set(std::mem::take(&mut self.table));
    }
}

const _: () = assert!(size_of::<Known>() == 64, "a name is a cache line");

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::load::tests::read_as;
    use crate::limits::Limits;

    /// Everything that is read of a text, or what is wrong with it.
    fn all(file: &str, text: &str) -> Vec<String> {
        let (_, loaded) = read_as(file, text, &Limits::default());
        match loaded {
            Ok((account, warnings)) => {
                let node = |id| format!("{} {:?} {:?}", account.path(id), account.node(id), account.key_hash(id));
                account.ids().map(node).chain(warnings.iter().map(|w| format!("{w:?}"))).collect()
            }
            Err(errors) => errors.iter().map(|e| format!("{e:?}")).collect(),
        }
    }

    /// Names of which one begins like another, codes, and names that are not remembered.
    fn name() -> impl Strategy<Value = String> {
        let long = "一个很长的名称一个很长的名称一个很长的名称";
        prop::sample::select(vec!["a", "ab", "b", "201", "2010101", "合计", "a b", "（a）", "a-b", "", long])
            .prop_map(str::to_owned)
    }

    fn records() -> impl Strategy<Value = String> {
        let scalar = prop::sample::select(vec!["1.10", "\"x\"", "null", "[]", "{}"]).prop_map(str::to_owned);
        scalar.prop_recursive(4, 24, 4, |inner| {
            let record = prop::collection::vec((name(), inner.clone()), 1..5).prop_map(|members| {
                let members: Vec<String> = members.iter().map(|(name, value)| format!("\"{name}\": {value}")).collect();
                format!("{{{}}}", members.join(", "))
            });
            let list = prop::collection::vec(inner, 1..4).prop_map(|items| format!("[{}]", items.join(", ")));
            prop_oneof![3 => record, 1 => list]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 200, ..Default::default() })]

        #[test]
        fn what_was_read_before_changes_nothing(texts in prop::collection::vec((records(), any::<bool>()), 2..5)) {
            for (text, json) in &texts {
                // Brackets are YAML, too, and names in them need no quotation marks there.
                let text = if *json { text.clone() } else { text.replace("\"a\"", "a").replace("\"合计\"", "合计") };
                let file = if *json { "a.json" } else { "a.yaml" };
                let here = all(file, &text);
                let unknown = text.clone();
                let fresh = std::thread::spawn(move || all(file, &unknown)).join().expect("a thread that reads");
                prop_assert_eq!(here, fresh, "{}", text);
            }
        }
    }
}

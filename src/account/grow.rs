//! Puts a tree together node by node: what the readers of YAML and of JSON share.

use std::num::NonZeroU64;
use std::sync::Arc;

use super::habits::{Habit, Habits};
use super::names;
use super::packed::{Bytes, Held, Label, SHORT, Slot, Tree};
use super::problems::Problems;
use super::tree::NodeId;
use crate::diagnostic::Diagnostic;
use crate::limits::Limits;
use crate::message::msg;
use crate::source::name_hash;

/// A name whose value is yet to come. It is handed on all the time, and so is two machine words, which need no memory
/// on their way.
#[derive(Clone, Copy)]
pub(super) struct Name {
    /// Where it is written: the first byte in the upper half, the end in the lower.
    place: u64,
    /// Its hash in the upper half, then its habit ([`UNKNOWN`] for a name that is not remembered), its form, and a bit.
    rest: NonZeroU64,
}

/// No place of the table of habits.
const UNKNOWN: Habit = Habit::MAX;

/// How a name is written.
#[derive(Clone, Copy)]
enum Form {
    /// As it is.
    Bare = 0,
    /// Between quotation marks.
    Quoted = 2,
    /// Otherwise: its words are kept apart.
    Apart = 4,
}

impl Name {
    fn new(at: Bytes, form: Form, hash: u32, habit: Option<Habit>) -> Self {
        let habit = u64::from(habit.unwrap_or(UNKNOWN));
        Self {
            place: u64::from(at.start) << 32 | u64::from(at.end),
            rest: NonZeroU64::MIN | u64::from(hash) << 32 | habit << 16 | form as u64,
        }
    }

    /// Where it is written.
    #[inline]
    pub(super) fn at(self) -> Bytes {
        Bytes { start: (self.place >> 32) as u32, end: self.place as u32 }
    }

    fn hash(self) -> u32 {
        (self.rest.get() >> 32) as u32
    }

    fn habit(self) -> Option<Habit> {
        let habit = (self.rest.get() >> 16) as Habit;
        (habit != UNKNOWN).then_some(habit)
    }

    fn form(self) -> Form {
        match self.rest.get() & 6 {
            0 => Form::Bare,
            2 => Form::Quoted,
            _ => Form::Apart,
        }
    }
}

/// An open record or list.
struct Open {
    node: NodeId,
    list: bool,
    /// Its name, if that is remembered.
    name: Option<Habit>,
    /// The name of it, or of the list it is in: below that its own names are remembered.
    below: Option<Habit>,
    /// Where its children begin among those of everything open.
    first: usize,
    /// Whether one of its names may look like another.
    alike: bool,
}

/// A tree that grows, and what was found wrong with it.
pub(super) struct Grower<'t> {
    pub(super) tree: Tree,
    pub(super) problems: &'t mut Problems,
    pub(super) limits: &'t Limits,
    open: Vec<Open>,
    /// The children of everything open, those of the innermost last.
    children: Vec<NodeId>,
    /// The hash of the name of each; 0 without a name.
    hashes: Vec<u32>,
    habits: Habits,
    /// Where the words of the last name are kept that are kept apart.
    apart: Bytes,
    /// Whether the text has been understood so far.
    pub(super) whole: bool,
}

impl<'t> Grower<'t> {
    pub(super) fn new(text: &Arc<String>, limits: &'t Limits, problems: &'t mut Problems) -> Self {
        let tree = Tree::new(problems.source(), text);
        Self {
            tree,
            problems,
            limits,
            open: Vec::with_capacity(16),
            children: Vec::with_capacity(64),
            hashes: Vec::with_capacity(64),
            habits: Habits::of_thread(),
            apart: Bytes::default(),
            whole: true,
        }
    }

    /// How many records and lists are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Whether one more may be opened.
    pub(super) fn may_open(&self) -> bool {
        self.open.len() < self.limits.depth
    }

    /// Where the innermost open record or list begins.
    pub(super) fn opened_at(&self) -> Option<Bytes> {
        self.open.last().map(|open| self.tree.slot(open.node).at)
    }

    /// A name of the innermost record, looked at; `plain` when it stands there without quotation marks.
    pub(super) fn name(&mut self, text: &str, plain: bool, at: Bytes) -> Name {
        names::check(text, plain, at.in_source(self.tree.source()), self.problems);
        self.habits.lose();
        if let Some(open) = self.open.last_mut() {
            open.alike |= names::may_look_alike(text);
        }
        let word = self.tree.keep(text, at);
        let form = match word {
            word if word == at => Form::Bare,
            word if word == inner(at) => Form::Quoted,
            word => {
                self.apart = word;
                Form::Apart
            }
        };
        Name::new(at, form, name_hash(text), None)
    }

    /// A name of letters that no reader takes for another: there is nothing to look at.
    #[inline]
    pub(super) fn clear_name(&mut self, text: &str, quoted: bool, at: Bytes) -> Name {
        let hash = name_hash(text);
        let habit = self.habits.learn(self.open.last().and_then(|open| open.below), text, hash);
        Name::new(at, if quoted { Form::Quoted } else { Form::Bare }, hash, habit)
    }

    /// As [`Grower::clear_name`], of the name that is expected, if the text goes on with it at `start` and then with
    /// what `ends` a name; `quoted` when it stands between quotation marks.
    #[inline]
    pub(super) fn expected_name(
        &mut self,
        bytes: &[u8],
        start: usize,
        quoted: bool,
        ends: impl FnOnce(&[u8]) -> bool,
    ) -> Option<Name> {
        let marks = usize::from(quoted);
        let from = start.saturating_add(marks);
        let (habit, length, hash) = self.habits.meet(bytes.get(from..)?, ends)?;
        let at = Bytes::new(start, from.saturating_add(length).saturating_add(marks));
        Some(Name::new(at, if quoted { Form::Quoted } else { Form::Bare }, hash, Some(habit)))
    }

    /// Adds a node at the next place; none, and the end of reading, when there are too many. Always a part of its callers,
    /// since what it is given would be written to memory in small parts and be waited for in large ones.
    #[inline(always)]
    #[expect(clippy::arithmetic_side_effects, reason = "children are those after the first of the open node")]
    pub(super) fn add(&mut self, name: Option<Name>, held: Held, at: Bytes) -> Option<NodeId> {
        let count = self.tree.len();
        let id = u32::try_from(count).ok().filter(|_| count < self.limits.nodes).map(NodeId);
        let Some(id) = id else {
            self.too_many(at);
            return None;
        };
        let mut parent = id;
        let mut label = Label::Root;
        if let Some(open) = self.open.last_mut() {
            parent = open.node;
            self.children.push(id);
            label = match name {
                Some(name) => {
                    self.hashes.push(name.hash());
                    let word = match name.form() {
                        Form::Bare => name.at(),
                        Form::Quoted => inner(name.at()),
                        Form::Apart => self.apart,
                    };
                    Label::Name(word, name.hash())
                }
                None => {
                    self.hashes.push(0);
                    Label::Index(u32::try_from(self.children.len() - open.first).unwrap_or(u32::MAX))
                }
            };
        }
        let key_at = name.map_or(at, Name::at);
        self.tree.push(id, Slot { parent, label, key_at, at, held, setting: 0, describes: false });
        Some(id)
    }

    #[cold]
    fn too_many(&mut self, at: Bytes) {
        let most = self.limits.nodes;
        let message = msg!("account-too-many-nodes", most);
        let help = msg!("account-one-file-each");
        let span = at.in_source(self.tree.source());
        self.problems.add(Diagnostic::error("account::too_many_nodes", span, message).with_help(help));
        self.whole = false;
    }

    /// Adds a record or a list, and opens it; false, and nothing, when there are too many nodes.
    #[inline]
    pub(super) fn open(&mut self, name: Option<Name>, list: bool, at: Bytes) -> bool {
        let held = if list { Held::List(Bytes::default()) } else { Held::Record(Bytes::default()) };
        let Some(node) = self.add(name, held, at) else { return false };
        let name = name.and_then(Name::habit);
        let below = name.or_else(|| self.open.last().filter(|open| open.list).and_then(|open| open.below));
        self.open.push(Open { node, list, name, below, first: self.children.len(), alike: false });
        self.habits.enter(below);
        true
    }

    /// Closes the innermost record or list: gives it its children and its whole place. `end` is its closing
    /// bracket; a block ends with its last child.
    #[inline]
    pub(super) fn close(&mut self, end: Option<Bytes>) {
        let Some(open) = self.open.pop() else { return };
        let children = self.children.get(open.first..).unwrap_or_default();
        let hashes = self.hashes.get(open.first..).unwrap_or_default();
        let is_record = !open.list;
        let names = (children, hashes);
        let sorted = if is_record { names::settle(&self.tree, names, open.alike, self.problems) } else { None };
        let last = children.last().map(|&child| {
            let slot = self.tree.slot(child);
            slot.at.to(slot.key_at)
        });
        let links = self.tree.link(children, hashes, sorted);
        self.children.truncate(open.first);
        self.hashes.truncate(open.first);
        self.habits.leave(open.name);
        let slot = self.tree.slot_mut(open.node);
        if let Some(last) = end.or(last) {
            slot.at = slot.at.to(last);
        }
        if !matches!(slot.label, Label::Name(..)) {
            slot.key_at = slot.at;
        }
        slot.held = if is_record { Held::Record(links) } else { Held::List(links) };
    }
}

/// What stands between quotation marks.
#[inline]
fn inner(at: Bytes) -> Bytes {
    Bytes { start: at.start.saturating_add(1), end: at.end.saturating_sub(1) }
}

/// Keeps the children of a record that may be large in their order by name, when it is large.
pub(super) fn sorted(tree: &Tree, children: &[NodeId]) -> Option<Vec<NodeId>> {
    (children.len() > SHORT).then(|| {
        let mut sorted = children.to_vec();
        sorted.sort_by(|&a, &b| tree.order(a).cmp(&tree.order(b)));
        sorted
    })
}

//! The account as a tree: records, lists and figures, each with its place in the file.

use std::fmt::Write;
use std::sync::atomic::AtomicU32;

use super::header::Header;
use super::packed::{Held, Tree};
use crate::figure::{Mode, MoneyUnit, Printed, Step, SuffixId};
use crate::source::{SourceId, Span, name_hash};

/// Number of a node in its [`Account`], in the order of the file: a parent comes before its children.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub u32);

/// What a node is called within its parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key<'a> {
    /// The account itself.
    Root,
    /// A name in a record, exactly as written.
    Name(&'a str),
    /// A place in a list, from 1.
    Index(u32),
}

/// What stands at a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content<'a> {
    /// Named children, in the order of the file.
    Record(&'a [NodeId]),
    /// Numbered children.
    List(&'a [NodeId]),
    /// A figure.
    Number(Printed<&'a str>),
    /// Words, or anything in quotation marks.
    Text(&'a str),
    /// Nothing: `null`, `~` or an empty place (缺数).
    Missing,
    /// A cell that says that it has no value, with its words: `--`, `—`, `不可比`.
    NoValue(&'a str),
    /// A cell that may not be published, with its words: `涉密`.
    Withheld(&'a str),
}

/// A node with its two places: its name and its content. A view: what one reads of it is fetched, the rest is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node<'a> {
    /// The record or list that holds it; none for the root.
    pub parent: Option<NodeId>,
    /// What it is called there.
    pub key: Key<'a>,
    /// Where its name stands; for an item of a list and for the root, as `span`.
    pub key_span: Span,
    /// Where its content stands; for a number exactly its printed text. Empty when nothing is written.
    pub span: Span,
    /// What stands there.
    pub content: Content<'a>,
}

impl<'a> Node<'a> {
    /// Its name in the record that holds it; empty for an item of a list and for the root.
    pub fn name(&self) -> &'a str {
        match self.key {
            Key::Name(name) => name,
            Key::Root | Key::Index(_) => "",
        }
    }

    /// Where to point when its content is wrong: at the scalar, or at the name of a record or a list.
    pub(super) fn place(&self) -> Span {
        match self.content {
            Content::Record(_) | Content::List(_) => self.key_span,
            _ => self.span,
        }
    }
}

/// A number whose digits a machine word holds, without its text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Short {
    /// The digits as a whole number, with their sign.
    pub(crate) mantissa: i64,
    /// How many of the digits stand after the point.
    pub(crate) decimals: u8,
    pub(crate) suffix: Option<SuffixId>,
    /// The number of its [`Setting`] among those of the account.
    pub(crate) setting: u16,
}

/// How the money and percentages at a node are printed; each part is none where the account does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Setting {
    /// The unit of money.
    pub unit: Option<MoneyUnit>,
    /// The last digit of an amount, in that unit.
    pub money: Option<Step>,
    /// The last digit of a percentage, in percentage points.
    pub pct: Option<Step>,
    /// How figures were rounded.
    pub mode: Option<Mode>,
}

/// One account, loaded.
#[derive(Debug, Clone)]
pub struct Account {
    /// The text it was read from.
    pub source: SourceId,
    /// The name of its file as shown to the user.
    pub file: String,
    /// Whose account it is, and of which year and stage.
    pub header: Header,
    pub(super) tree: Tree,
    pub(super) settings: Vec<Setting>,
}

impl Account {
    /// The record that is the whole account.
    pub fn root(&self) -> NodeId {
        NodeId(0)
    }

    /// A node; `id` must come from this account.
    #[inline]
    pub fn node(&self, id: NodeId) -> Node<'_> {
        self.tree.node(id)
    }

    /// What stands at a node: [`Account::node`] for who wants no more of it.
    #[inline]
    pub fn content(&self, id: NodeId) -> Content<'_> {
        self.tree.content(self.tree.slot(id).held)
    }

    /// The record or list that holds a node; none for the root.
    #[inline]
    pub(crate) fn parent(&self, id: NodeId) -> Option<NodeId> {
        (id != self.root()).then(|| self.tree.slot(id).parent)
    }

    /// What a node is called.
    #[inline]
    pub(crate) fn key(&self, id: NodeId) -> Key<'_> {
        self.tree.key(id)
    }

    /// The name of a node, in bytes; empty for an item of a list and for the root.
    #[inline]
    pub(crate) fn name(&self, id: NodeId) -> &[u8] {
        self.tree.named(id).map_or(&[], |(_, name)| name)
    }

    /// The number at a node, if a machine word holds its digits.
    #[inline]
    pub(crate) fn short_number(&self, id: NodeId) -> Option<Short> {
        self.tree.slot(id).short_number()
    }

    /// The number at every node, if a machine word holds its digits; in the order of the file.
    #[inline]
    pub(crate) fn short_numbers(&self) -> impl ExactSizeIterator<Item = Option<Short>> {
        self.tree.short_numbers()
    }

    /// Whether a node is a list.
    #[inline]
    pub(crate) fn is_list(&self, id: NodeId) -> bool {
        self.tree.is_list(id)
    }

    /// Every record and list, parents before children, in the order of the file.
    #[inline]
    pub(crate) fn groups(&self) -> impl Iterator<Item = NodeId> {
        self.tree.groups()
    }

    /// The scalar at a node as it is written, for comparisons of words and codes; none for what is no figure and no words.
    #[inline]
    pub(crate) fn scalar_text(&self, id: NodeId) -> Option<&str> {
        self.tree.scalar_text(id)
    }

    /// The children of a record or a list; none of anything else.
    #[inline]
    pub(crate) fn children(&self, id: NodeId) -> Option<&[NodeId]> {
        self.tree.children(id)
    }

    /// Whether a node is a record.
    #[inline]
    pub(crate) fn is_record(&self, id: NodeId) -> bool {
        self.tree.is_record(id)
    }

    /// Whether nothing stands at a node.
    #[inline]
    pub(crate) fn is_missing(&self, id: NodeId) -> bool {
        self.tree.slot(id).held == Held::Missing
    }

    /// How many nodes there are.
    #[expect(clippy::len_without_is_empty, reason = "an account has at least its root")]
    pub fn len(&self) -> usize {
        self.tree.len()
    }

    /// Every node, parents before children, in the order of the file.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = NodeId> + use<> {
        (0..u32::try_from(self.tree.len()).unwrap_or(u32::MAX)).map(NodeId)
    }

    /// The child of a record that is called exactly `name`; none for other nodes.
    pub fn child(&self, id: NodeId, name: &str) -> Option<NodeId> {
        self.tree.child(id, name_hash(name), name)
    }

    /// [`Account::child`] for a name whose [`name_hash`] is known.
    #[inline]
    pub fn child_hashed(&self, id: NodeId, hash: u32, name: &str) -> Option<NodeId> {
        self.tree.child(id, hash, name)
    }

    /// As [`Account::child_hashed`], which is found at once if it is at `near` among the children; its place there is
    /// remembered in that.
    #[inline]
    pub(crate) fn child_near(&self, id: NodeId, hash: u32, name: &str, near: &AtomicU32) -> Option<NodeId> {
        self.tree.child_near(id, hash, name, near)
    }

    /// The members of a record in the order of the file, with their names in bytes and the [`name_hash`] of those; none of
    /// anything else.
    #[inline]
    pub(crate) fn members(&self, id: NodeId) -> impl Iterator<Item = (NodeId, u32, &[u8])> {
        self.tree.members(id)
    }

    /// The member at some place of a record; none of anything else.
    #[inline]
    pub(crate) fn member_at(&self, id: NodeId, place: u32) -> Option<NodeId> {
        self.tree.member_at(id, place)
    }

    /// The [`name_hash`] of a node's name; none for an item of a list and for the root.
    #[inline]
    pub fn key_hash(&self, id: NodeId) -> Option<u32> {
        self.tree.key_hash(id)
    }

    /// The setting in force at a node: the header's, narrowed by every `unit` and `rounding` on the way.
    #[expect(clippy::indexing_slicing, reason = "a node's setting is the number of one in this account's list")]
    pub fn setting(&self, id: NodeId) -> &Setting {
        &self.settings[usize::from(self.tree.slot(id).setting)]
    }

    /// Whether the node describes the account and is no figure of it: the header's parts at the root
    /// (`entity`, `year`, `stage`, `unit`, `rounding`, `source`), and a `rounding` or a `unit` of money
    /// further in. Wildcards pass it by; what lies below it is not marked.
    pub fn is_setting(&self, id: NodeId) -> bool {
        self.tree.slot(id).describes
    }

    /// The node's canonical path as rules write it: `three_public.total`, `items[3].amount`,
    /// `tables.t1.expenditure."208"`. Empty for the root.
    pub fn path(&self, id: NodeId) -> String {
        let mut way = Vec::with_capacity(8);
        let mut next = Some(id);
        while let Some(id) = next {
            way.push(self.key(id));
            next = self.parent(id);
        }
        let mut path = String::with_capacity(64);
        for key in way.into_iter().rev() {
            match key {
                Key::Root => {}
                Key::Index(place) => {
                    // Writing to a text does not fail.
                    let _ = write!(path, "[{place}]");
                }
                Key::Name(name) => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    push_segment(&mut path, name);
                }
            }
        }
        path
    }
}

/// Writes a name bare if it surely is an identifier of the rule language, else in quotation marks.
fn push_segment(path: &mut String, name: &str) {
    let letter = |c: char| {
        c.is_ascii_alphabetic() || matches!(c, '_' | '〇' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
    };
    let is_ascii = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let bare = name.starts_with(letter)
        && (name.bytes().all(is_ascii) || name.chars().all(|c| letter(c) || c.is_ascii_digit()));
    if bare {
        path.push_str(name);
        return;
    }
    // A straight quotation mark ends a straight string; the curly ones nest.
    let (open, close) = if name.contains('"') { ('“', '”') } else { ('"', '"') };
    path.push(open);
    for c in name.chars() {
        if c.is_control() { path.extend(c.escape_default()) } else { path.push(c) }
    }
    path.push(close);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::load;
    use crate::account::packed::SHORT;
    use crate::limits::Limits;

    fn account(text: &str) -> Account {
        load(SourceId(0), "a.yaml", text, &Limits::default()).expect("an account").0
    }

    #[test]
    fn paths_are_written_as_rules_write_them() {
        let text = "三公_a1: 1\n\"208\": 1\n\"a b\": 1\n\"a.b\": 1\n'a\"b': 1\n\"a\\nb\": 1\n（x）: 1\né: 1\nt: [[{\"1\": {total: 1}}]]\n";
        let account = account(text);
        let paths: Vec<_> = account.ids().skip(1).map(|id| account.path(id)).collect();
        assert_eq!(
            paths,
            [
                "三公_a1",
                "\"208\"",
                "\"a b\"",
                "\"a.b\"",
                "“a\"b”",
                "\"a\\nb\"",
                "\"（x）\"",
                "\"é\"",
                "t",
                "t[1]",
                "t[1][1]",
                "t[1][1].\"1\"",
                "t[1][1].\"1\".total",
            ]
        );
    }

    #[test]
    fn children_are_found_in_small_and_large_records() {
        for count in [1, SHORT, SHORT + 1, 5_000] {
            let account = account(&(0..count).map(|n| format!("k{n}: {n}\n")).collect::<String>());
            for n in 0..count {
                let child = account.child(account.root(), &format!("k{n}")).expect("a child");
                assert_eq!(account.path(child), format!("k{n}"));
                assert_eq!(account.child(child, "k0"), None);
            }
            assert_eq!(account.child(account.root(), "k"), None);
        }
    }
}

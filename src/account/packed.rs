//! The tree of an account in memory: nodes in one row, children as ranges of another, words as places in the text.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use super::tree::{Content, Key, Node, NodeId, Short};
use crate::figure::{Number, SuffixId};
use crate::source::{SourceId, Span, name_hash, same_name};

/// Records up to this size are searched child by child; larger ones keep their children sorted too.
pub(super) const SHORT: usize = 16;

/// A range of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Bytes {
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Bytes {
    /// The range `start..end`; a text has fewer than 2^30 bytes.
    #[inline]
    pub(super) fn new(start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { start: clamp(start), end: clamp(end) }
    }

    /// The smallest range that covers both.
    pub(super) fn to(self, other: Bytes) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    pub(super) fn in_source(self, source: SourceId) -> Span {
        Span { source, start: self.start, end: self.end }
    }
}

impl From<Span> for Bytes {
    fn from(span: Span) -> Self {
        Self { start: span.start, end: span.end }
    }
}

/// What a node is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Root,
    /// The words of the name, and their hash.
    Name(Bytes, u32),
    Index(u32),
}

/// What stands at a node. Children are a range of the links, texts and figures one of the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    Record(Bytes),
    List(Bytes),
    Number {
        text: Bytes,
        mantissa: i64,
        decimals: u8,
        digits: u8,
        suffix: Option<SuffixId>,
    },
    /// A figure of more than 18 digits, by its number among those.
    Wide(Bytes, u32),
    Text(Bytes),
    Missing,
    NoValue(Bytes),
    Withheld(Bytes),
}

/// A node: a cache line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Slot {
    /// The root is its own.
    pub(super) parent: NodeId,
    pub(super) label: Label,
    /// Where the name stands.
    pub(super) key_at: Bytes,
    /// Where the content stands.
    pub(super) at: Bytes,
    pub(super) held: Held,
    /// Index into the account's settings.
    pub(super) setting: u16,
    /// Whether the node describes the account or its rounding and is no figure of it.
    pub(super) describes: bool,
}

impl Slot {
    /// The number there, if it is short.
    #[inline]
    pub(super) fn short_number(&self) -> Option<Short> {
        let Held::Number { mantissa, decimals, suffix, .. } = self.held else { return None };
        Some(Short { mantissa, decimals, suffix, setting: self.setting })
    }
}

/// The nodes of an account, parents before children; the first is the root.
#[derive(Debug, Clone)]
pub(super) struct Tree {
    source: SourceId,
    /// The text of the file, then whatever is called or says something that does not stand there as it is meant:
    /// what was written with escapes or over several lines. As long as there is nothing of that, it is the text itself.
    words: Arc<String>,
    slots: Vec<Slot>,
    /// The children of every record and list; those of a large record are followed by the same, sorted.
    links: Vec<NodeId>,
    /// The hash of the name of each, side by side, since names are looked for all the time; 0 without a name.
    hashes: Vec<u32>,
    wide: Vec<Number>,
    /// What may describe the account: the nodes below the root, and those called `unit` or `rounding` anywhere.
    pub(super) telling: Vec<NodeId>,
}

impl Tree {
    /// An empty tree over a text.
    #[expect(clippy::arithmetic_side_effects, reason = "places within one text held in memory")]
    pub(super) fn new(source: SourceId, text: &Arc<String>) -> Self {
        // A node takes some 20 bytes of text; what is too little grows.
        let nodes = text.len() / 18 + 8;
        Self {
            source,
            words: text.clone(),
            slots: Vec::with_capacity(nodes),
            links: Vec::with_capacity(nodes),
            hashes: Vec::with_capacity(nodes),
            wide: Vec::new(),
            telling: Vec::new(),
        }
    }

    /// Adds a node at the next place.
    #[inline]
    pub(super) fn push(&mut self, id: NodeId, slot: Slot) {
        const UNIT: u32 = name_hash("unit");
        const ROUNDING: u32 = name_hash("rounding");
        if let Label::Name(_, hash) = slot.label
            && (slot.parent == NodeId(0) || matches!(hash, UNIT | ROUNDING))
        {
            self.telling.push(id);
        }
        self.slots.push(slot);
    }

    /// An empty tree over the same words.
    pub(super) fn emptied(&self) -> Self {
        Self { slots: Vec::new(), links: Vec::new(), hashes: Vec::new(), ..self.clone() }
    }

    pub(super) fn source(&self) -> SourceId {
        self.source
    }

    pub(super) fn len(&self) -> usize {
        self.slots.len()
    }

    /// The node that was added last.
    pub(super) fn last(&self) -> Option<&Slot> {
        self.slots.last()
    }

    #[inline]
    #[expect(
        clippy::indexing_slicing,
        reason = "nodes are numbered by the tree that holds them, which never loses one"
    )]
    pub(super) fn slot(&self, id: NodeId) -> &Slot {
        &self.slots[id.0 as usize]
    }

    #[inline]
    #[expect(
        clippy::indexing_slicing,
        reason = "nodes are numbered by the tree that holds them, which never loses one"
    )]
    pub(super) fn slot_mut(&mut self, id: NodeId) -> &mut Slot {
        &mut self.slots[id.0 as usize]
    }

    #[inline]
    pub(super) fn word(&self, at: Bytes) -> &str {
        self.words.get(at.start as usize..at.end as usize).unwrap_or_default()
    }

    /// Where the words `text` are kept that were written at `at`: there, between the quotation marks there, or apart.
    pub(super) fn keep(&mut self, text: &str, at: Bytes) -> Bytes {
        let inner = Bytes { start: at.start.saturating_add(1), end: at.end.saturating_sub(1) };
        match [at, inner].into_iter().find(|&at| self.word(at) == text) {
            Some(found) => found,
            None => self.keep_apart(text),
        }
    }

    /// Keeps words that do not stand in the text.
    pub(super) fn keep_apart(&mut self, text: &str) -> Bytes {
        let start = self.words.len();
        Arc::make_mut(&mut self.words).push_str(text);
        Bytes::new(start, self.words.len())
    }

    /// What a figure is held as; `text` are its words.
    #[inline]
    #[expect(clippy::arithmetic_side_effects, reason = "one was pushed just before")]
    pub(super) fn number(&mut self, number: Number, text: Bytes) -> Held {
        let Number { mantissa, decimals, digits, suffix } = number;
        if let Ok(mantissa) = i64::try_from(mantissa) {
            return Held::Number { text, mantissa, decimals, digits, suffix };
        }
        self.wide.push(number);
        Held::Wide(text, u32::try_from(self.wide.len() - 1).unwrap_or(u32::MAX))
    }

    /// The children in a range of the links.
    #[inline]
    pub(super) fn links(&self, range: Bytes) -> &[NodeId] {
        self.links.get(range.start as usize..range.end as usize).unwrap_or_default()
    }

    /// Keeps the children of a list or a record, and of a large record their order by name.
    pub(super) fn link(&mut self, children: &[NodeId], hashes: &[u32], sorted: Option<Vec<NodeId>>) -> Bytes {
        let start = self.links.len();
        self.links.extend_from_slice(children);
        self.hashes.extend_from_slice(hashes);
        let range = Bytes::new(start, self.links.len());
        if let Some(sorted) = sorted {
            let hashes = sorted.iter().map(|&child| self.key_hash(child).unwrap_or_default()).collect::<Vec<_>>();
            self.links.extend(sorted);
            self.hashes.extend(hashes);
        }
        range
    }

    /// The children of a record or a list.
    #[inline]
    pub(super) fn children(&self, id: NodeId) -> Option<&[NodeId]> {
        match self.slot(id).held {
            Held::Record(range) | Held::List(range) => Some(self.links(range)),
            _ => None,
        }
    }

    /// The member at some place of a record.
    #[inline]
    pub(super) fn member_at(&self, id: NodeId, place: u32) -> Option<NodeId> {
        let Held::Record(range) = self.slot(id).held else { return None };
        let at = range.start.saturating_add(place);
        if at < range.end { self.links.get(at as usize).copied() } else { None }
    }

    #[inline]
    pub(super) fn is_record(&self, id: NodeId) -> bool {
        matches!(self.slot(id).held, Held::Record(_))
    }

    /// The name of a node; empty for an item of a list and for the root.
    #[inline]
    pub(super) fn name(&self, id: NodeId) -> &str {
        match self.slot(id).label {
            Label::Name(word, _) => self.word(word),
            Label::Root | Label::Index(_) => "",
        }
    }

    /// The hash of a node's name, and the name in bytes.
    #[inline]
    pub(super) fn named(&self, id: NodeId) -> Option<(u32, &[u8])> {
        let Label::Name(word, hash) = self.slot(id).label else { return None };
        Some((hash, self.words.as_bytes().get(word.start as usize..word.end as usize)?))
    }

    /// The members of a record, the hashes of their names, and those.
    #[inline]
    pub(super) fn members(&self, id: NodeId) -> impl Iterator<Item = (NodeId, u32, &[u8])> {
        let range = match self.slot(id).held {
            Held::Record(range) => range,
            _ => Bytes::default(),
        };
        let hashes = self.hashes.get(range.start as usize..range.end as usize).unwrap_or_default();
        let members = self.links(range).iter().zip(hashes);
        members.filter_map(|(&member, &hash)| Some((member, hash, self.named(member)?.1)))
    }

    /// Whether a node has a name, and that.
    #[inline]
    fn is_called(&self, id: NodeId, name: &str) -> bool {
        self.named(id).is_some_and(|(_, word)| same_name(word, name.as_bytes()))
    }

    #[inline]
    pub(super) fn key_hash(&self, id: NodeId) -> Option<u32> {
        match self.slot(id).label {
            Label::Name(_, hash) => Some(hash),
            Label::Root | Label::Index(_) => None,
        }
    }

    /// By what the children of large records are sorted; the name is there for equal hashes.
    pub(super) fn order(&self, id: NodeId) -> (u32, &str) {
        (self.key_hash(id).unwrap_or_default(), self.name(id))
    }

    /// The child of a record by its name.
    #[inline]
    pub(super) fn child(&self, id: NodeId, hash: u32, name: &str) -> Option<NodeId> {
        let Held::Record(range) = self.slot(id).held else { return None };
        self.child_of(range, hash, name).map(|(child, _)| child)
    }

    /// The child of a record by its name, looked for at a place among its children first. Its place is remembered there, if
    /// the record is not large.
    #[inline]
    pub(super) fn child_near(&self, id: NodeId, hash: u32, name: &str, near: &AtomicU32) -> Option<NodeId> {
        let Held::Record(range) = self.slot(id).held else { return None };
        let at = range.start.saturating_add(near.load(Relaxed));
        if at < range.end
            && self.hashes.get(at as usize) == Some(&hash)
            && let Some(&child) = self.links.get(at as usize)
            && self.is_called(child, name)
        {
            return Some(child);
        }
        let (child, place) = self.child_of(range, hash, name)?;
        if let Some(place) = place {
            near.store(place, Relaxed);
        }
        Some(child)
    }

    /// The child in a range of the links by its name; and its place among them, if they are few.
    #[inline(never)]
    #[expect(clippy::arithmetic_side_effects, reason = "places within one text held in memory")]
    fn child_of(&self, range: Bytes, hash: u32, name: &str) -> Option<(NodeId, Option<u32>)> {
        let children = self.links(range);
        if children.len() <= SHORT {
            let hashes = self.hashes.get(range.start as usize..range.end as usize)?;
            let mut at = 0;
            while let Some(further) = hashes.get(at..)?.iter().position(|known| *known == hash) {
                at += further;
                let child = *children.get(at)?;
                if self.is_called(child, name) {
                    return Some((child, u32::try_from(at).ok()));
                }
                at += 1;
            }
            return None;
        }
        let end = range.end as usize;
        let sorted = self.links.get(end..end + children.len())?;
        let at = sorted.binary_search_by(|&child| self.order(child).cmp(&(hash, name))).ok()?;
        Some((*sorted.get(at)?, None))
    }

    #[inline]
    pub(super) fn key(&self, id: NodeId) -> Key<'_> {
        match self.slot(id).label {
            Label::Root => Key::Root,
            Label::Name(word, _) => Key::Name(self.word(word)),
            Label::Index(place) => Key::Index(place),
        }
    }

    /// The number at every node, if it is short.
    #[inline]
    pub(super) fn short_numbers(&self) -> impl ExactSizeIterator<Item = Option<Short>> {
        self.slots.iter().map(Slot::short_number)
    }

    /// The nodes that hold others.
    #[inline]
    pub(super) fn groups(&self) -> impl Iterator<Item = NodeId> {
        let slots = (0..).map(NodeId).zip(&self.slots);
        slots.filter(|(_, slot)| matches!(slot.held, Held::Record(_) | Held::List(_))).map(|(id, _)| id)
    }

    /// The text of a number, or words.
    #[inline]
    pub(super) fn scalar_text(&self, id: NodeId) -> Option<&str> {
        match self.slot(id).held {
            Held::Text(text) | Held::Number { text, .. } | Held::Wide(text, _) => Some(self.word(text)),
            _ => None,
        }
    }

    #[inline]
    pub(super) fn is_list(&self, id: NodeId) -> bool {
        matches!(self.slot(id).held, Held::List(_))
    }

    #[inline]
    pub(super) fn content(&self, held: Held) -> Content<'_> {
        match held {
            Held::Record(range) => Content::Record(self.links(range)),
            Held::List(range) => Content::List(self.links(range)),
            Held::Number { text, mantissa, decimals, digits, suffix } => {
                let number = Number { mantissa: i128::from(mantissa), decimals, digits, suffix };
                Content::Number(number.with(self.word(text)))
            }
            Held::Wide(text, at) => match self.wide.get(at as usize) {
                Some(number) => Content::Number(number.with(self.word(text))),
                None => Content::Text(self.word(text)),
            },
            Held::Text(word) => Content::Text(self.word(word)),
            Held::Missing => Content::Missing,
            Held::NoValue(word) => Content::NoValue(self.word(word)),
            Held::Withheld(word) => Content::Withheld(self.word(word)),
        }
    }

    #[inline]
    pub(super) fn node(&self, id: NodeId) -> Node<'_> {
        let slot = self.slot(id);
        Node {
            parent: (slot.label != Label::Root).then_some(slot.parent),
            key: self.key(id),
            key_span: slot.key_at.in_source(self.source),
            span: slot.at.in_source(self.source),
            content: self.content(slot.held),
        }
    }
}

const _: () = assert!(size_of::<Slot>() == 64, "a node is a cache line");

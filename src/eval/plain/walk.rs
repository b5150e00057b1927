//! Selectors along an account, place by place. Where a path meets what the evaluator has more to say about, it
//! ends without an answer.

use std::ops::Range;
use std::sync::atomic::Ordering::Relaxed;

use super::{Move, Name, Place, Selection, Start, Walk};
use crate::account::{Content, NodeId};
use crate::eval::bind::Member;

use super::run::Prover;

/// A place on the way.
#[derive(Clone, Copy)]
struct Here {
    place: Place,
    /// Whether it was named outright: what a wildcard found is there or not.
    required: bool,
    many: bool,
}

/// A place that a selector found.
#[derive(Clone, Copy)]
pub(super) struct Found {
    pub(super) place: Place,
    /// Whether it is one of many, or the only one that there may be.
    pub(super) many: bool,
}

impl<'a> Prover<'a> {
    #[inline]
    pub(super) fn content(&self, node: NodeId) -> Content<'a> {
        self.bound.account.content(node)
    }

    #[inline]
    fn start(&self, start: Start) -> Option<Place> {
        match start {
            Start::Root => Some(Place::Node(NodeId(0))),
            Start::Shared(number) => *self.shared.get(number as usize)?,
            Start::On => Some(self.on),
            Start::Element(level) => self.elements.iter().rev().nth(level).copied(),
            Start::Variable(slot) => self.slots.get(slot).copied(),
        }
    }

    /// What a name finds at a place; a list has no members of its own.
    #[inline]
    pub(super) fn member(&mut self, place: Place, name: &Name) -> Option<Place> {
        self.spend()?;
        match place {
            Place::Missing => Some(Place::Missing),
            Place::Blank => None,
            Place::Node(node) => match self.bound.member_at(node, name.near.load(Relaxed), name.word) {
                Some(child) => Some(Place::Node(child)),
                None => self.other_member(node, name),
            },
        }
    }

    /// What a name finds that is not where it was last, or is no word of the dictionary, or that the account itself
    /// does not use.
    #[inline(never)]
    fn other_member(&self, node: NodeId, name: &Name) -> Option<Place> {
        if let Some(child) = self.bound.account.child_near(node, name.hash, &name.text, &name.near) {
            return Some(Place::Node(child));
        }
        if self.bound.account.is_list(node) {
            return None;
        }
        Some(match self.bound.member(node, &name.text, &self.program.dictionary) {
            Member::There(child) => Place::Node(child),
            Member::Blank(_) => Place::Blank,
            Member::Missing => Place::Missing,
        })
    }

    /// Looks up the shared places, each below one before it.
    pub(super) fn find_shared(&mut self) {
        let proofs = self.proofs;
        self.shared.clear();
        for place in &proofs.shared {
            let parent = match place.parent {
                None => Some(Place::Node(NodeId(0))),
                Some(parent) => self.shared.get(parent as usize).copied().flatten(),
            };
            let found = parent.and_then(|parent| self.member(parent, &place.name));
            self.shared.push(found);
        }
    }

    /// Where a path of names leads. From one place a longer one is followed once, however many rules ask.
    pub(super) fn at(&mut self, walk: &Walk) -> Option<Place> {
        match walk {
            Walk::Shared(number) => *self.shared.get(*number as usize)?,
            Walk::Member(start, name) => self.start(*start).and_then(|start| self.member(start, name)),
            Walk::From { start, names, cell } => {
                let start = self.start(*start)?;
                match (start, self.cells.get(*cell)) {
                    (Place::Node(node), Some(&(from, place))) if node == from => Some(place),
                    _ => self.follow(start, names, *cell),
                }
            }
        }
    }

    #[inline(never)]
    fn follow(&mut self, start: Place, names: &[Name], cell: usize) -> Option<Place> {
        let place = names.iter().try_fold(start, |place, name| self.member(place, name))?;
        if let (Place::Node(node), Some(cell)) = (start, self.cells.get_mut(cell)) {
            *cell = (node, place);
        }
        Some(place)
    }

    /// Looks for the places of a selector, which then are the last of those found.
    pub(super) fn find(&mut self, selection: &'a Selection) -> Option<Range<usize>> {
        let first = self.found.len();
        let shared = selection.shared.and_then(|(number, moves)| Some((self.start(Start::Shared(number))?, moves)));
        let (place, covered) = match shared {
            Some(found) => found,
            None => (self.start(selection.start)?, 0),
        };
        let here = Here { place, required: true, many: false };
        self.go(here, selection.moves.get(covered..)?)?;
        Some(first..self.found.len())
    }

    /// As [`Prover::find`], and a single place stands for what it holds.
    pub(super) fn find_elements(&mut self, selection: &'a Selection) -> Option<Range<usize>> {
        let found = self.find(selection)?;
        match self.single(&found) {
            Some(Place::Node(node)) => match self.children(node) {
                Some(children) => self.instead(found, children),
                None => Some(found),
            },
            Some(Place::Missing) => self.instead(found, &[]),
            _ => Some(found),
        }
    }

    /// As [`Prover::find`], and a single list stands for its rows.
    pub(super) fn find_summands(&mut self, selection: &'a Selection) -> Option<Range<usize>> {
        let found = self.find(selection)?;
        match self.single(&found) {
            Some(Place::Node(list)) if self.bound.account.is_list(list) => {
                self.instead(found, self.children(list).unwrap_or_default())
            }
            _ => Some(found),
        }
    }

    /// The place that was found where there could be no other.
    fn single(&self, found: &Range<usize>) -> Option<Place> {
        self.found.get(found.start).filter(|found| !found.many).map(|found| found.place)
    }

    /// Has elements in the place of what was found.
    fn instead(&mut self, found: Range<usize>, children: &[NodeId]) -> Option<Range<usize>> {
        self.found.truncate(found.start);
        for &child in children {
            if self.is_element(child)? {
                self.found.push(Found { place: Place::Node(child), many: true });
            }
        }
        Some(found.start..self.found.len())
    }

    /// Visits every one of the places found, which then are forgotten.
    #[inline]
    pub(super) fn visit(
        &mut self,
        found: Range<usize>,
        mut visit: impl FnMut(&mut Self, Place) -> Option<()>,
    ) -> Option<()> {
        for at in found.clone() {
            let place = self.found.get(at)?.place;
            visit(self, place)?;
        }
        self.found.truncate(found.start);
        Some(())
    }

    /// The elements of a list, or the members of a record; none of anything else.
    #[inline]
    pub(super) fn children(&self, node: NodeId) -> Option<&'a [NodeId]> {
        self.bound.account.children(node)
    }

    /// Whether a child is one that wildcards find, not one that describes the account; takes a step if so.
    #[inline]
    pub(super) fn is_element(&mut self, child: NodeId) -> Option<bool> {
        if self.bound.account.is_setting(child) {
            return Some(false);
        }
        self.spend().map(|()| true)
    }

    fn go(&mut self, here: Here, moves: &'a [Move]) -> Option<()> {
        let Some((first, rest)) = moves.split_first() else {
            self.found.push(Found { place: here.place, many: here.many });
            return Some(());
        };
        match first {
            Move::Name(name) => self.name(here, name, rest),
            Move::Settled => self.go(Here { required: true, ..here }, rest),
            Move::All if here.many => self.go(here, rest),
            Move::Filter(predicate) if here.many => self.filtered(here, predicate, rest),
            Move::Star | Move::All | Move::Filter(_) => {
                // The children of a place; of nothing, and of a scalar, there are none.
                let Place::Node(node) = here.place else { return Some(()) };
                let children = self.children(node).unwrap_or_default();
                if let (Move::Star | Move::All, [Move::Name(name)]) = (first, rest) {
                    return self.column(children, name, Self::is_element);
                }
                for &child in children {
                    if !self.is_element(child)? {
                        continue;
                    }
                    let here = Here { place: Place::Node(child), required: false, many: true };
                    match (first, rest) {
                        (Move::Filter(predicate), _) => self.filtered(here, predicate, rest)?,
                        (_, []) => self.found.push(Found { place: here.place, many: true }),
                        (_, [Move::Name(name), rest @ ..]) => self.name(here, name, rest)?,
                        _ => self.go(here, rest)?,
                    }
                }
                Some(())
            }
            Move::Group(group) => {
                for names in group {
                    let place = names.iter().try_fold(here.place, |place, name| self.member(place, name))?;
                    self.go(Here { place, required: true, many: true }, rest)?;
                }
                Some(())
            }
        }
    }

    /// One name from one place; of a list, from every row that has it.
    fn name(&mut self, here: Here, name: &'a Name, rest: &'a [Move]) -> Option<()> {
        match here.place {
            Place::Node(node) if self.bound.account.is_list(node) => {
                let rows = self.children(node).unwrap_or_default();
                if rest.is_empty() {
                    return self.column(rows, name, |_, _| Some(true));
                }
                for &row in rows {
                    let here = Here { place: Place::Node(row), required: false, many: true };
                    if self.bound.account.is_list(row) {
                        self.name(here, name, rest)?;
                    } else {
                        self.named(here, name, rest)?;
                    }
                }
                Some(())
            }
            _ => self.named(here, name, rest),
        }
    }

    /// The last name of a selector, from each of some nodes that belong to it.
    #[inline(never)]
    fn column(
        &mut self,
        nodes: &'a [NodeId],
        name: &'a Name,
        belongs: impl Fn(&mut Self, NodeId) -> Option<bool>,
    ) -> Option<()> {
        for &node in nodes {
            if !belongs(self, node)? {
                continue;
            }
            let place = Place::Node(node);
            if self.bound.account.is_list(node) {
                self.name(Here { place, required: false, many: true }, name, &[])?;
                continue;
            }
            match self.member(place, name)? {
                Place::Missing => {}
                place => self.found.push(Found { place, many: true }),
            }
        }
        Some(())
    }

    /// One name of a place that is no list.
    #[inline]
    fn named(&mut self, here: Here, name: &Name, rest: &'a [Move]) -> Option<()> {
        match self.member(here.place, name)? {
            Place::Missing if !here.required => {}
            place if rest.is_empty() => self.found.push(Found { place, many: here.many }),
            place => self.go(Here { place, ..here }, rest)?,
        }
        Some(())
    }

    fn filtered(&mut self, here: Here, predicate: &'a super::Condition, rest: &'a [Move]) -> Option<()> {
        // What is absent belongs to the selection, so that it is told.
        if here.place != Place::Missing {
            self.elements.push(here.place);
            let belongs = self.holds(predicate);
            self.elements.pop();
            if !belongs? {
                return Some(());
            }
        }
        self.go(here, rest)
    }
}

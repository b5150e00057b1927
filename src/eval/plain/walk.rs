//! Selectors along an account, place by place. Where a path meets what the evaluator has more to say about, it
//! ends without an answer.

use std::sync::atomic::Ordering::Relaxed;

use super::{Move, Name, Place, Selection, Start, Walk};
use crate::account::{Content, NodeId};
use crate::eval::bind::Member;

use super::run::Prover;

/// What is done with a place, and whether it is one of many.
type Visit<'v, 'a> = dyn FnMut(&mut Prover<'a>, Place, bool) -> Option<()> + 'v;

/// A place on the way.
#[derive(Clone, Copy)]
struct Here {
    place: Place,
    /// Whether it was named outright: what a wildcard found is there or not.
    required: bool,
    many: bool,
}

impl<'a> Prover<'a> {
    #[inline]
    pub(super) fn content(&self, node: NodeId) -> Content<'a> {
        self.bound.account.content(node)
    }

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
    pub(super) fn member(&mut self, place: Place, name: &Name) -> Option<Place> {
        self.spend()?;
        match place {
            Place::Missing => Some(Place::Missing),
            Place::Blank => None,
            Place::Node(node) => {
                let near = name.near.load(Relaxed);
                if let Some((child, at)) = self.bound.account.child_near(node, name.hash, &name.text, near) {
                    if let Some(at) = at.filter(|&at| at != near) {
                        name.near.store(at, Relaxed);
                    }
                    return Some(Place::Node(child));
                }
                if self.bound.account.is_list(node) {
                    return None;
                }
                Some(match self.bound.member(node, &name.text, self.dictionary) {
                    Member::There(child) => Place::Node(child),
                    Member::Blank(_) => Place::Blank,
                    Member::Missing => Place::Missing,
                })
            }
        }
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

    /// Where a path of names leads.
    pub(super) fn at(&mut self, walk: &Walk) -> Option<Place> {
        let start = self.start(walk.start)?;
        walk.names.iter().try_fold(start, |place, name| self.member(place, name))
    }

    /// Visits every place that a selector finds.
    pub(super) fn each(&mut self, selection: &'a Selection, visit: &mut Visit<'_, 'a>) -> Option<()> {
        let shared = selection.shared.and_then(|(number, moves)| Some((self.start(Start::Shared(number))?, moves)));
        let (place, covered) = match shared {
            Some(found) => found,
            None => (self.start(selection.start)?, 0),
        };
        let here = Here { place, required: true, many: false };
        self.go(here, selection.moves.get(covered..)?, visit)
    }

    /// As [`Prover::each`], and a single place stands for what it holds.
    pub(super) fn elements(&mut self, selection: &'a Selection, visit: &mut Visit<'_, 'a>) -> Option<()> {
        self.each(selection, &mut |prover, place, many| match place {
            Place::Node(node) if !many => match prover.content(node) {
                Content::Record(_) | Content::List(_) => prover.children(node, &mut |p, child| visit(p, child, true)),
                _ => visit(prover, place, many),
            },
            Place::Missing if !many => Some(()),
            _ => visit(prover, place, many),
        })
    }

    /// The elements of a list, or the members of a record without what describes the account.
    pub(super) fn children(
        &mut self,
        node: NodeId,
        visit: &mut dyn FnMut(&mut Prover<'a>, Place) -> Option<()>,
    ) -> Option<()> {
        let (Content::Record(nodes) | Content::List(nodes)) = self.content(node) else { return Some(()) };
        for &child in nodes {
            if !self.bound.account.is_setting(child) {
                self.spend()?;
                visit(self, Place::Node(child))?;
            }
        }
        Some(())
    }

    fn go(&mut self, here: Here, moves: &'a [Move], visit: &mut Visit<'_, 'a>) -> Option<()> {
        let Some((first, rest)) = moves.split_first() else { return visit(self, here.place, here.many) };
        match first {
            Move::Name(name) => self.name(here, name, rest, visit),
            Move::Settled => self.go(Here { required: true, ..here }, rest, visit),
            Move::All if here.many => self.go(here, rest, visit),
            Move::Star | Move::All => self.below(here.place, &mut |prover, place| {
                prover.go(Here { place, required: false, many: true }, rest, visit)
            }),
            Move::Group(group) => {
                for names in group {
                    let place = names.iter().try_fold(here.place, |place, name| self.member(place, name))?;
                    self.go(Here { place, required: true, many: true }, rest, visit)?;
                }
                Some(())
            }
            Move::Filter(predicate) if here.many => self.filtered(here, predicate, rest, visit),
            Move::Filter(predicate) => self.below(here.place, &mut |prover, place| {
                prover.filtered(Here { place, required: false, many: true }, predicate, rest, visit)
            }),
        }
    }

    /// One name from one place; of a list, from every row that has it.
    fn name(&mut self, here: Here, name: &Name, rest: &'a [Move], visit: &mut Visit<'_, 'a>) -> Option<()> {
        if let Place::Node(node) = here.place
            && self.bound.account.is_list(node)
            && let Content::List(rows) = self.content(node)
        {
            for &row in rows {
                let row = Here { place: Place::Node(row), required: false, many: true };
                self.name(row, name, rest, visit)?;
            }
            return Some(());
        }
        let place = self.member(here.place, name)?;
        if place == Place::Missing && !here.required {
            return Some(());
        }
        self.go(Here { place, ..here }, rest, visit)
    }

    /// The children of a place; of nothing, and of a scalar, there are none.
    fn below(&mut self, place: Place, visit: &mut dyn FnMut(&mut Prover<'a>, Place) -> Option<()>) -> Option<()> {
        match place {
            Place::Node(node) => self.children(node, visit),
            Place::Missing | Place::Blank => Some(()),
        }
    }

    fn filtered(
        &mut self,
        here: Here,
        predicate: &'a super::Condition,
        rest: &'a [Move],
        visit: &mut Visit<'_, 'a>,
    ) -> Option<()> {
        // What is absent belongs to the selection, so that it is told.
        if here.place != Place::Missing {
            self.elements.push(here.place);
            let belongs = self.holds(predicate);
            self.elements.pop();
            if !belongs? {
                return Some(());
            }
        }
        self.go(here, rest, visit)
    }
}

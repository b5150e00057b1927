//! The figures of an account as whole millionths, read in one pass before any rule asks for one.

use std::sync::LazyLock;

use super::run::Prover;
use super::{Name, Place};
use crate::account::{NodeId, Setting};
use crate::eval::bind::{Bound, Facts, Measure};
use crate::figure::{Grid, Kind, Mode, MoneyUnit, Number, Scaled, Step, Whole};
use crate::pack::Dictionary;

/// How many grids are kept.
const GRIDS: usize = 32;

/// The member that a record is where a number is wanted.
pub(super) static AMOUNT: LazyLock<Name> = LazyLock::new(|| Name::new("amount"));

/// What is known of a node.
#[derive(Debug, Clone, Copy)]
pub(super) enum Known {
    /// It is no figure, or none that is counted in millionths.
    Other,
    /// A figure that is surely no words.
    Figure(Whole),
    /// A figure that the dictionary takes for words.
    Words(Whole),
}

/// What the grid of a figure depends on.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Like {
    kind: Kind,
    /// Its unit of money, where that is not the header's.
    unit: Option<MoneyUnit>,
    decimals: u8,
    setting: u16,
}

impl Like {
    /// Where such a grid is kept.
    fn place(self) -> usize {
        (self.kind as usize).wrapping_mul(5).wrapping_add(usize::from(self.decimals)) % GRIDS
    }

    /// None when such figures are off the grid.
    fn grid(self, setting: &Setting, mode: Option<Mode>) -> Option<Grid> {
        let decimals = u32::from(self.decimals);
        let Facts { kind, unit, step, mode: own } =
            Facts::of(self.kind, self.unit, setting, Step::of_decimals(decimals));
        Grid::of(decimals, kind, unit, step, mode.unwrap_or(own))
    }
}

/// Every figure of an account. There are a few sorts of them, which share their grids.
pub(super) fn of(bound: &Bound, dictionary: &Dictionary) -> Vec<Known> {
    let mut grids = Grids([None; GRIDS]);
    let account = &bound.account;
    let mut known = Vec::with_capacity(account.len());
    for node in account.ids() {
        let Some(number) = account.number(node) else {
            known.push(Known::Other);
            continue;
        };
        let (like, is_words) = like(bound, node, &number, dictionary);
        let grid = grids.get(like, account.setting(node));
        known.push(match grid.and_then(|grid| grid.figure(number.mantissa)) {
            Some(figure) if is_words => Known::Words(figure),
            Some(figure) => Known::Figure(figure),
            None => Known::Other,
        });
    }
    known
}

/// Grids that were used before.
struct Grids([Option<(Like, Grid)>; GRIDS]);

impl Grids {
    fn get(&mut self, like: Like, setting: &Setting) -> Option<Grid> {
        let slot = self.0.get_mut(like.place())?;
        if let Some((used, grid)) = slot
            && *used == like
        {
            return Some(*grid);
        }
        let grid = like.grid(setting, None)?;
        *slot = Some((like, grid));
        Some(grid)
    }
}

/// What the grid of a figure depends on, and whether the dictionary takes it for words.
#[inline]
fn like(bound: &Bound, node: NodeId, number: &Number, dictionary: &Dictionary) -> (Like, bool) {
    let suffix = number.suffix.and_then(|_| number.with(()).suffix());
    let Measure { kind, unit, is_words } = bound.measure(node, suffix, dictionary);
    (Like { kind, unit, decimals: number.decimals, setting: bound.account.setting_number(node) }, is_words)
}

impl Prover<'_> {
    /// The figure at a place: a number, or the amount of a record.
    #[inline]
    pub(super) fn figure(&mut self, place: Place) -> Option<Scaled> {
        match place {
            Place::Node(node) => match *self.figures.get(node.0 as usize)? {
                Known::Figure(known) | Known::Words(known) if self.mode.is_none() => Some(known.into()),
                _ => self.other_figure(node),
            },
            Place::Blank => Some(Scaled::ZERO),
            Place::Missing => None,
        }
    }

    /// A figure that the rule has rounded otherwise, or the amount of a record.
    #[inline(never)]
    fn other_figure(&mut self, node: NodeId) -> Option<Scaled> {
        if let Some(number) = self.bound.account.number(node) {
            let (like, _) = like(self.bound, node, &number, self.dictionary);
            let grid = like.grid(self.bound.account.setting(node), Some(self.mode?))?;
            return grid.figure(number.mantissa).map(Scaled::from);
        }
        if !self.bound.account.is_record(node) {
            return None;
        }
        match self.member(Place::Node(node), &AMOUNT)? {
            Place::Blank => Some(Scaled::ZERO),
            Place::Node(amount) if self.bound.account.number(amount).is_some() => self.figure(Place::Node(amount)),
            Place::Node(_) | Place::Missing => None,
        }
    }
}

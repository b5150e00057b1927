//! The figures of an account as whole millionths, read in one pass before any rule asks for one.

use std::sync::LazyLock;

use super::run::Prover;
use super::{Name, Place};
use crate::account::{NodeId, Setting};
use crate::eval::bind::{Bound, Facts, Measure};
use crate::figure::{Grid, Kind, Mode, MoneyUnit, Number, Scaled, Step, SuffixId, Whole};
use crate::pack::Dictionary;

/// How many grids are kept.
const GRIDS: usize = 32;

/// The member that a record is where a number is wanted.
pub(super) static AMOUNT: LazyLock<Name> = LazyLock::new(|| Name::new(&"amount".into()));

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
    /// The like of a number, and whether the dictionary takes it for words.
    #[inline]
    fn of(bound: &Bound, node: NodeId, number: &Number, dictionary: &Dictionary) -> (Self, bool) {
        let suffix = number.suffix.map(SuffixId::suffix);
        let Measure { kind, unit, is_words } = bound.measure(node, suffix, dictionary);
        (Like { kind, unit, decimals: number.decimals, setting: bound.account.setting_number(node) }, is_words)
    }

    /// Where such a grid is kept.
    #[inline]
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
    let mut grids = [None; GRIDS];
    let account = &bound.account;
    let figure = |node| {
        let number = account.number(node)?;
        let (like, is_words) = Like::of(bound, node, &number, dictionary);
        let slot = grids.get_mut(like.place())?;
        let grid = match slot {
            Some((used, grid)) if *used == like => *grid,
            _ => slot.insert((like, like.grid(account.setting(node), None)?)).1,
        };
        let figure = grid.figure(number.mantissa)?;
        Some(if is_words { Known::Words(figure) } else { Known::Figure(figure) })
    };
    { account.ids().map(figure) }.map(|known| known.unwrap_or(Known::Other)).collect()
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
            let (like, _) = Like::of(self.bound, node, &number, &self.program.dictionary);
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

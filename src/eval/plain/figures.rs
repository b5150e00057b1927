//! The figures of an account as whole millionths, read in one pass before any rule asks for one.

use super::Place;
use super::run::Prover;
use crate::account::{NodeId, Setting, Short};
use crate::eval::bind::{Bound, Facts, Measure};
use crate::figure::{Grid, Kind, Mode, MoneyUnit, Scaled, Step, SuffixId, Whole};
use crate::pack::{Declared, Dictionary, Sort};

/// How many grids are kept.
const GRIDS: usize = 32;

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

/// What the grid of a figure depends on, besides its setting.
#[derive(Clone, Copy)]
struct Like {
    kind: Kind,
    /// Its unit of money, where that is not the header's.
    unit: Option<MoneyUnit>,
    decimals: u8,
}

impl Like {
    /// The like of a number, and whether the dictionary takes it for words.
    #[inline]
    fn of(bound: &Bound, node: NodeId, number: &Short, dictionary: &Dictionary) -> (Self, bool) {
        let suffix = number.suffix.map(SuffixId::suffix);
        let Measure { kind, unit, is_words } = bound.measure(node, suffix, dictionary);
        (Like { kind, unit, decimals: number.decimals }, is_words)
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
    let mut grids = Grids { bound, dictionary, shared: [None; GRIDS] };
    let figures = bound.account.short_numbers().zip(bound.all_declared()).enumerate();
    let known = figures.map(|(at, (number, declared))| match number {
        Some(number) => grids.known(at, number, *declared).unwrap_or(Known::Other),
        None => Known::Other,
    });
    known.collect()
}

/// The grids of an account's figures.
struct Grids<'a> {
    bound: &'a Bound,
    dictionary: &'a Dictionary,
    /// Those of figures that are declared, by what they depend on.
    shared: [Option<(u64, Grid, bool)>; GRIDS],
}

impl Grids<'_> {
    #[inline]
    fn known(&mut self, at: usize, number: Short, declared: Declared) -> Option<Known> {
        let Declared { sort, says_yuan, .. } = declared;
        if number.suffix.is_some() || sort == Sort::NONE {
            let (grid, is_words) = self.grid(node(at))?;
            return known(&grid, number.mantissa, is_words);
        }
        let decimals = u64::from(number.decimals);
        let key =
            u64::from(sort.number()) | decimals << 8 | u64::from(says_yuan) << 16 | u64::from(number.setting) << 24;
        // Sorts and decimals differ most.
        let place = (key ^ key >> 5 ^ key >> 20) as usize % GRIDS;
        match self.shared.get(place)? {
            Some((used, grid, is_words)) if *used == key => known(grid, number.mantissa, *is_words),
            _ => {
                let (grid, is_words) = self.grid(node(at))?;
                *self.shared.get_mut(place)? = Some((key, grid, is_words));
                known(&grid, number.mantissa, is_words)
            }
        }
    }

    /// The grid of a figure, and whether the dictionary takes it for words.
    #[inline(never)]
    fn grid(&self, node: NodeId) -> Option<(Grid, bool)> {
        let number = self.bound.account.short_number(node)?;
        let (like, is_words) = Like::of(self.bound, node, &number, self.dictionary);
        Some((like.grid(self.bound.account.setting(node), None)?, is_words))
    }
}

fn node(at: usize) -> NodeId {
    NodeId(u32::try_from(at).unwrap_or(u32::MAX))
}

#[inline]
fn known(grid: &Grid, mantissa: i64, is_words: bool) -> Option<Known> {
    let figure = grid.figure(mantissa)?;
    Some(if is_words { Known::Words(figure) } else { Known::Figure(figure) })
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
        if let Some(number) = self.bound.account.short_number(node) {
            let (like, _) = Like::of(self.bound, node, &number, &self.program.dictionary);
            let grid = like.grid(self.bound.account.setting(node), Some(self.mode?))?;
            return grid.figure(number.mantissa).map(Scaled::from);
        }
        if !self.bound.account.is_record(node) {
            return None;
        }
        match self.member(Place::Node(node), &self.proofs.amount)? {
            Place::Blank => Some(Scaled::ZERO),
            Place::Node(amount) if self.bound.account.short_number(amount).is_some() => {
                self.figure(Place::Node(amount))
            }
            Place::Node(_) | Place::Missing => None,
        }
    }
}

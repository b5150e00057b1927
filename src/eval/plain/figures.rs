//! The figures of an account as whole millionths, read in one pass before any rule asks for one.

use super::Place;
use super::run::Prover;
use crate::account::{NodeId, Setting, Short};
use crate::eval::bind::{Bound, Facts, Measure};
use crate::figure::{Grid, Kind, Mode, MoneyUnit, Scaled, Step, SuffixId, Whole};
use crate::pack::{Declared, Dictionary, Sort};

/// How many grids are kept.
const GRIDS: usize = 32;

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

/// The figure at every node of an account; none at one that is no figure, or none that is counted in millionths. There
/// are a few sorts of them, which share their grids.
pub(super) fn of(bound: &Bound, dictionary: &Dictionary) -> Vec<Option<Whole>> {
    let mut grids = Grids { bound, dictionary, shared: [None; GRIDS] };
    let figures = bound.account.short_numbers().zip(bound.all_declared()).enumerate();
    figures.map(|(at, (number, declared))| grids.figure(at, number?, *declared)).collect()
}

/// The grids of an account's figures.
struct Grids<'a> {
    bound: &'a Bound,
    dictionary: &'a Dictionary,
    /// Those of figures that are declared, by what they depend on.
    shared: [Option<(u64, Grid)>; GRIDS],
}

impl Grids<'_> {
    #[inline]
    fn figure(&mut self, at: usize, number: Short, declared: Declared) -> Option<Whole> {
        let Declared { sort, says_yuan, .. } = declared;
        if number.suffix.is_some() || sort == Sort::NONE {
            return self.grid(at)?.figure(number.mantissa);
        }
        let decimals = u64::from(number.decimals);
        let key =
            u64::from(sort.number()) | decimals << 8 | u64::from(says_yuan) << 16 | u64::from(number.setting) << 24;
        // Sorts and decimals differ most.
        let place = (key ^ key >> 5 ^ key >> 20) as usize % GRIDS;
        match self.shared.get(place)? {
            Some((used, grid)) if *used == key => grid.figure(number.mantissa),
            _ => {
                let grid = self.grid(at)?;
                *self.shared.get_mut(place)? = Some((key, grid));
                grid.figure(number.mantissa)
            }
        }
    }

    /// The grid of the figure at a node.
    #[inline(never)]
    fn grid(&self, at: usize) -> Option<Grid> {
        let node = NodeId(u32::try_from(at).ok()?);
        let number = self.bound.account.short_number(node)?;
        let (like, are_words) = Like::of(self.bound, node, &number, self.dictionary);
        Some(like.grid(self.bound.account.setting(node), None)?.of_words(are_words))
    }
}

impl Prover<'_> {
    /// The figure at a place: a number, or the amount of a record.
    #[inline]
    pub(super) fn figure(&mut self, place: Place) -> Option<Scaled> {
        match place {
            Place::Node(node) => match *self.figures.get(node.0 as usize)? {
                Some(figure) if self.mode.is_none() => Some(figure.into()),
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

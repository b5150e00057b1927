//! What is known of the value of an expression before any account is read: what it can be, how many there
//! are, where it comes from. What is not known is never held against a rule.

use crate::figure::{Kind, Quantity};
use crate::plan::Shape;

/// What a value can be, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sorts(u16);

const KINDS: [Kind; 7] = [Kind::Money, Kind::Percent, Kind::Count, Kind::Ratio, Kind::Plain, Kind::Year, Kind::Free];

impl Sorts {
    /// Nothing at all.
    pub(super) const NONE: Sorts = Sorts(0);
    /// Words.
    pub(super) const TEXT: Sorts = Sorts(1 << 8);
    /// A condition.
    pub(super) const TRUTH: Sorts = Sorts(1 << 9);
    /// A group of figures that has no amount, and so is no number.
    pub(super) const GROUP: Sorts = Sorts(1 << 10);
    /// Beside a kind: a number as printed, whose digits are words as well.
    pub(super) const PRINTED: Sorts = Sorts(1 << 11);
    /// Whatever the account has there.
    pub(super) const ANY: Sorts = Sorts(1 << 15);

    /// A number of one kind.
    pub(super) const fn of(kind: Kind) -> Sorts {
        Sorts(1 << kind as u16)
    }

    pub(super) const fn or(self, other: Sorts) -> Sorts {
        Sorts(self.0 | other.0)
    }

    pub(super) fn has(self, other: Sorts) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether it is known, and is some of `allowed` and nothing else.
    pub(super) fn only(self, allowed: Sorts) -> bool {
        self != Sorts::NONE && self.0 & !allowed.0 & !Sorts::PRINTED.0 == 0
    }

    /// Whether it can be taken for words.
    pub(super) fn has_words(self) -> bool {
        self.has(Sorts::TEXT.or(Sorts::PRINTED).or(Sorts::ANY))
    }

    /// Numbers of every kind.
    pub(super) fn numbers() -> Sorts {
        KINDS.into_iter().map(Sorts::of).fold(Sorts::NONE, Sorts::or)
    }

    /// The kinds among them.
    pub(super) fn kinds(self) -> impl Iterator<Item = Kind> {
        KINDS.into_iter().filter(move |&kind| self.has(Sorts::of(kind)))
    }

    /// The kinds alone; anything when that is possible.
    pub(super) fn as_numbers(self) -> Sorts {
        if self.has(Sorts::ANY) { Sorts::ANY } else { Sorts(self.0 & Sorts::numbers().0) }
    }

    /// What comes of two numbers by a rule of kinds; none when there is no pair for which anything does.
    pub(super) fn combine(self, other: Sorts, rule: impl Fn(Kind, Kind) -> Option<Kind>) -> Option<Sorts> {
        if self.has(Sorts::ANY) || other.has(Sorts::ANY) {
            return Some(Sorts::ANY);
        }
        let pairs = self.kinds().flat_map(|a| other.kinds().map(move |b| (a, b)));
        let found = pairs.filter_map(|(a, b)| rule(a, b)).map(Sorts::of).fold(Sorts::NONE, Sorts::or);
        (found != Sorts::NONE).then_some(found)
    }

    /// Whether two of the kinds cannot meet.
    pub(super) fn clash(self) -> bool {
        !self.has(Sorts::ANY) && self.kinds().any(|a| self.kinds().any(|b| a.meet(b).is_none()))
    }
}

/// How many values there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Count {
    /// One.
    One,
    /// As many as were written down.
    Exactly(usize),
    /// As many as the account has.
    Many,
    /// One or many.
    Unknown,
}

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// It stands in the rule.
    Literal,
    /// It is a figure as printed.
    Figure,
    /// It is worked out.
    Computed,
}

/// 口径 of an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Caliber<'d> {
    /// None: a literal.
    Neutral,
    /// The one of all figures in it.
    Of(&'d str),
    /// Not known, or several.
    Mixed,
}

impl Caliber<'_> {
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Caliber::Neutral, x) | (x, Caliber::Neutral) => x,
            (x, y) if x == y => x,
            _ => Caliber::Mixed,
        }
    }
}

/// A value that is the same on every account.
#[derive(Debug, Clone)]
pub(super) enum Fixed {
    /// A number.
    Number(Quantity),
    /// A condition that always or never holds.
    Truth(bool),
    /// A percentage of zero and the like: never a value.
    Undefined,
}

/// What is known of a value.
#[derive(Debug, Clone)]
pub(super) struct Known<'d> {
    /// What each of the values can be; one entry for all of those a wildcard finds.
    pub(super) members: Vec<Sorts>,
    pub(super) count: Count,
    /// Where a further name leads from.
    pub(super) shape: Shape,
    pub(super) origin: Origin,
    pub(super) caliber: Caliber<'d>,
    /// The same for expressions that mean the same.
    pub(super) key: String,
    pub(super) fixed: Option<Fixed>,
    /// Never missing, so that `??` has nothing to replace.
    pub(super) present: bool,
    /// Never below zero.
    pub(super) counted: bool,
    /// Worked out of rounded figures, and not rounded again: its last digits are no printed ones.
    pub(super) rounded: bool,
    /// The children of a group declared as partial; of a sum, the sum of those.
    pub(super) partial: bool,
}

impl<'d> Known<'d> {
    /// Nothing is known.
    pub(super) fn unknown(key: String) -> Self {
        Self::computed(Sorts::ANY, key)
    }

    /// A value that was worked out.
    pub(super) fn computed(sorts: Sorts, key: String) -> Self {
        Known {
            members: vec![sorts],
            count: Count::One,
            shape: Shape::open(),
            origin: Origin::Computed,
            caliber: Caliber::Mixed,
            key,
            fixed: None,
            present: false,
            counted: false,
            rounded: false,
            partial: false,
        }
    }

    /// A literal.
    pub(super) fn literal(sorts: Sorts, key: String) -> Self {
        Known { origin: Origin::Literal, caliber: Caliber::Neutral, present: true, ..Self::computed(sorts, key) }
    }

    /// What the values can be, all together.
    pub(super) fn sorts(&self) -> Sorts {
        self.members.iter().copied().fold(Sorts::NONE, Sorts::or)
    }

    /// Whether it is one value without parts.
    pub(super) fn is_single(&self) -> bool {
        self.count == Count::One && self.sorts().only(Sorts::numbers().or(Sorts::TEXT).or(Sorts::TRUTH))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_fails_only_when_every_pair_fails() {
        let (money, percent, count) = (Sorts::of(Kind::Money), Sorts::of(Kind::Percent), Sorts::of(Kind::Count));
        assert_eq!(money.combine(percent, Kind::meet), None);
        assert_eq!(money.or(count).combine(percent.or(count), Kind::meet), Some(count));
        assert_eq!(money.combine(Sorts::ANY, Kind::meet), Some(Sorts::ANY));
        assert_eq!(money.combine(percent, Kind::times), Some(money));
        assert!(money.or(percent).clash() && !money.or(Sorts::of(Kind::Free)).clash());
        assert!(money.only(Sorts::numbers()) && !Sorts::ANY.only(Sorts::numbers()) && !Sorts::NONE.only(money));
        assert_eq!(KINDS.into_iter().map(Sorts::of).fold(Sorts::NONE, Sorts::or).kinds().count(), KINDS.len());
    }

    #[test]
    fn calibers_join() {
        let (all, fiscal) = (Caliber::Of("全口径"), Caliber::Of("财政拨款"));
        assert_eq!(all.and(Caliber::Neutral), all);
        assert_eq!(all.and(all), all);
        assert_eq!(all.and(fiscal), Caliber::Mixed);
    }
}

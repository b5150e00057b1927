//! Numbers in machine integers, for judging what plainly holds: a quotient of two whole numbers of
//! millionths. It says what [`Quantity`](super::quantity::Quantity) says of a value, kind and unit, or says
//! nothing; never does it say something else.

use std::cmp::Ordering;

use super::mode::{Mode, Step};
use super::printed::Printed;
use super::unit::{Kind, MoneyUnit, Suffix};

/// Decimal places of the grid. Money in 万元 and 亿元 with two decimals are whole numbers of 元; what needs more
/// places is left to exact rationals.
const PLACES: i32 = 6;
/// One.
const ONE: i128 = 1_000_000;

/// A value with its kind and unit, `above / below` millionths; `below` is positive.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scaled {
    above: i128,
    below: i128,
    kind: Kind,
    unit: Option<MoneyUnit>,
    /// How the figure was rounded, when this is one figure and nothing was computed.
    mode: Option<Mode>,
    /// The figure's standard digit; none for an exact number.
    step: Option<Digit>,
}

/// The power of ten that a place value is, in millionths: a step that fits an `i64`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Digit(u8);

impl Digit {
    /// Its place value in millionths.
    fn millionths(self) -> i128 {
        ten_to(u32::from(self.0)).unwrap_or_default()
    }
}

/// A printed figure of as many millionths as a machine word counts: what an account's figures are kept as.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Whole {
    above: i64,
    kind: Kind,
    unit: Option<MoneyUnit>,
    mode: Mode,
    step: Option<Digit>,
    /// Whether the dictionary takes what is printed for words.
    pub(crate) is_words: bool,
}

const _: () = assert!(size_of::<Option<Whole>>() == 16, "an account has hundreds of figures");

impl Whole {
    /// What it counts, without how it was printed.
    #[inline]
    pub(crate) fn amount(self) -> Amount {
        Amount { above: self.above, kind: self.kind, unit: self.unit }
    }
}

/// So many millionths of some kind, as a machine word counts them. It says what a [`Scaled`] says, or nothing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Amount {
    above: i64,
    kind: Kind,
    unit: Option<MoneyUnit>,
}

impl Amount {
    #[inline]
    fn alike(self, other: Amount) -> bool {
        self.kind == other.kind && self.unit == other.unit
    }

    /// The order of two amounts of one kind and unit, or of one and zero.
    #[inline]
    pub(crate) fn order(self, other: Amount) -> Option<Ordering> {
        let is_zero = |one: Amount| one.kind == Kind::Free && one.above == 0;
        (self.alike(other) || is_zero(other) || is_zero(self)).then(|| self.above.cmp(&other.above))
    }

    /// The sum of two amounts of one kind and unit.
    #[inline]
    pub(crate) fn add(self, other: Amount) -> Option<Amount> {
        let above = self.above.checked_add(other.above).filter(|_| self.alike(other))?;
        Some(Amount { above, ..self })
    }

    #[inline]
    pub(crate) fn neg(self) -> Option<Amount> {
        Some(Amount { above: self.above.checked_neg()?, ..self })
    }

    /// Whether a percentage is that of `part` in `whole`, but for so many points.
    #[inline]
    #[expect(
        clippy::arithmetic_side_effects,
        reason = "a product of two i64 has 126 bits at most, one of an i64 with a hundred millions 91"
    )]
    pub(crate) fn is_pct(self, part: Amount, whole: Amount, within: Amount) -> Option<bool> {
        let is_pct = |one: Amount| one.kind == Kind::Percent && one.unit.is_none();
        let is_points = is_pct(within) || within.kind == Kind::Free;
        if !is_pct(self) || !is_points || !part.alike(whole) || whole.above == 0 {
            return None;
        }
        let of_whole = |above: i64| i128::from(above) * i128::from(whole.above);
        let apart = of_whole(self.above) - i128::from(part.above) * 100 * ONE;
        let allowed = of_whole(within.above);
        Some(apart.abs() <= if whole.above < 0 { -allowed } else { allowed })
    }
}

impl From<Whole> for Scaled {
    #[inline]
    fn from(figure: Whole) -> Self {
        let Whole { above, kind, unit, mode, step, is_words: _ } = figure;
        Scaled { above: i128::from(above), below: 1, kind, unit, mode: Some(mode), step }
    }
}

/// Making numbers. Each is none when the number is not on the grid.
impl Scaled {
    /// Zero as a literal, as which a blank cell counts.
    pub(crate) const ZERO: Scaled = Scaled { above: 0, below: 1, kind: Kind::Free, unit: None, mode: None, step: None };

    /// So many things.
    pub(crate) fn count(count: usize) -> Option<Scaled> {
        let above = i128::try_from(count).ok()?.checked_mul(ONE)?;
        Some(Scaled { above, kind: Kind::Count, ..Scaled::ZERO })
    }

    /// The number as a machine word counts it, when it is whole and one that does.
    #[inline]
    pub(crate) fn amount(&self) -> Option<Amount> {
        let above = i64::try_from(self.above).ok().filter(|_| self.below == 1)?;
        Some(Amount { above, kind: self.kind, unit: self.unit })
    }

    /// A number of the rule itself.
    pub(crate) fn literal<T>(printed: &Printed<T>) -> Option<Scaled> {
        let (kind, unit) = match printed.suffix() {
            None => (Kind::Free, None),
            Some(Suffix::Money(unit)) => (Kind::Money, Some(unit)),
            Some(suffix) => (suffix.kind(), None),
        };
        Some(Scaled { above: on_grid(printed, power(kind, unit))?, kind, unit, ..Scaled::ZERO })
    }
}

/// What printed figures have in common whose kind, unit, standard digit, mode and number of decimals are the same.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Grid {
    /// What one of the last printed digit is, in millionths.
    factor: i64,
    /// The figure 0 among them.
    zero: Whole,
}

impl Grid {
    /// None when such figures are finer than the grid or coarser than a number can be.
    #[expect(clippy::arithmetic_side_effects, reason = "a step is an i8 and a unit's power at most 8")]
    pub(crate) fn of(
        decimals: u32,
        kind: Kind,
        unit: Option<MoneyUnit>,
        step: Option<Step>,
        mode: Mode,
    ) -> Option<Self> {
        let power = power(kind, unit);
        let digit = |step: Step| {
            let power = u8::try_from(i32::from(step.0) + power + PLACES).ok()?;
            i64::try_from(ten_to(u32::from(power))?).ok().map(|_| Digit(power))
        };
        let step = match step {
            None => None,
            Some(step) => Some(digit(step)?),
        };
        let zero = Whole { above: 0, kind, unit, mode, step, is_words: false };
        Some(Self { factor: i64::try_from(last_digit(decimals, power)?).ok()?, zero })
    }

    /// The grid of figures that the dictionary takes for words.
    pub(crate) fn of_words(mut self, are_words: bool) -> Self {
        self.zero.is_words = are_words;
        self
    }

    /// A figure of so many of its last digit; none when it is beyond what is counted here.
    #[inline]
    pub(crate) fn figure(&self, mantissa: i64) -> Option<Whole> {
        let above = mantissa.checked_mul(self.factor)?;
        Some(Whole { above, ..self.zero })
    }
}

/// Arithmetic. Each is none where a `Quantity` has a fault, or where a number grows beyond 127 bits.
impl Scaled {
    /// Whether two numbers of a rule are one.
    pub(crate) fn is_same(&self, other: &Scaled) -> bool {
        self.alike(other) && (self.above, self.below) == (other.above, other.below)
    }

    /// −1, 0 or 1.
    pub(crate) fn signum(&self) -> i128 {
        self.above.signum()
    }

    /// A literal takes kind and unit of what it meets.
    fn adapt(&self, other: &Scaled) -> Option<Scaled> {
        if self.kind != Kind::Free || other.kind == Kind::Free {
            return Some(*self);
        }
        let above = if other.kind == Kind::Money {
            times(self.above, 10_i128.pow(other.unit.map_or(0, MoneyUnit::power)))?
        } else {
            self.above
        };
        Some(Scaled { above, kind: other.kind, unit: other.unit, ..*self })
    }

    /// Brings two values to one kind and unit.
    fn meet(&self, other: &Scaled) -> Option<(Scaled, Scaled, Kind)> {
        if self.alike(other) {
            return Some((*self, *other, self.kind));
        }
        let (a, b) = (self.adapt(other)?, other.adapt(self)?);
        let kind = a.kind.meet(b.kind)?;
        let unknown = kind == Kind::Money && a.unit.is_none() != b.unit.is_none() && a.above != 0 && b.above != 0;
        (!unknown).then_some((a, b, kind))
    }

    #[expect(
        clippy::arithmetic_side_effects,
        reason = "what is above is more than the least i128 in every figure and result"
    )]
    pub(crate) fn neg(&self) -> Scaled {
        Scaled { above: -self.above, mode: None, ..*self }
    }

    pub(crate) fn abs(&self) -> Scaled {
        Scaled { above: self.above.abs(), mode: None, ..*self }
    }

    pub(crate) fn add(&self, other: &Scaled) -> Option<Scaled> {
        if self.alike(other) {
            return plus(self, other, self.kind);
        }
        let (a, b, kind) = self.meet(other)?;
        let (above, below) = sum(&a, &b)?;
        Some(Scaled { above, below, kind, unit: a.unit.or(b.unit), mode: None, step: None })
    }

    pub(crate) fn sub(&self, other: &Scaled) -> Option<Scaled> {
        self.add(&other.neg())
    }

    pub(crate) fn mul(&self, other: &Scaled) -> Option<Scaled> {
        let kind = self.kind.times(other.kind)?;
        let below = times(times(self.below, other.below)?, ONE)?;
        let below = if self.kind.scales(other.kind) { times(below, 100)? } else { below };
        let above = times(self.above, other.above)?;
        Some(Scaled { above, below, kind, unit: unit_of(kind, self, other), mode: None, step: None })
    }

    pub(crate) fn div(&self, other: &Scaled) -> Option<Scaled> {
        if self.kind == Kind::Money && other.kind == Kind::Money && self.unit.is_none() != other.unit.is_none() {
            return None;
        }
        let kind = self.kind.over(other.kind)?;
        let (above, below) = quotient(self, other, ONE)?;
        let above = match other.kind == Kind::Percent && self.kind != Kind::Percent {
            true => times(above, 100)?,
            false => above,
        };
        Some(Scaled { above, below, kind, unit: unit_of(kind, self, other), mode: None, step: None })
    }

    /// `part` as a percentage of `whole`.
    pub(crate) fn pct(part: &Scaled, whole: &Scaled) -> Option<Scaled> {
        let (above, below) = if part.alike(whole) {
            quotient(part, whole, 100 * ONE)?
        } else {
            let (part, whole, _) = part.meet(whole)?;
            quotient(&part, &whole, 100 * ONE)?
        };
        Some(Scaled { above, below, kind: Kind::Percent, unit: None, mode: None, step: None })
    }

    /// By what percentage `now` is above `before`.
    pub(crate) fn growth(now: &Scaled, before: &Scaled) -> Option<Scaled> {
        if before.signum() <= 0 {
            return None;
        }
        Scaled::pct(&now.sub(before)?, before)
    }
}

/// A sum in the making. Every term must meet the first one that is no literal.
#[derive(Debug, Default)]
pub(crate) struct Total {
    model: Option<Scaled>,
    sum: Option<Scaled>,
    literals: Option<Scaled>,
    /// The sum of figures that are like the model and came after all that is in the sum, as a machine word counts it.
    alike: Option<i64>,
}

impl Total {
    /// Adds a term; none when it does not meet the others.
    pub(crate) fn add(&mut self, term: &Scaled) -> Option<()> {
        self.settle()?;
        self.add_any(term)
    }

    /// [`Total::add`] of a figure.
    #[inline]
    pub(crate) fn add_figure(&mut self, figure: Whole) -> Option<()> {
        if let Some(model) = &self.model
            && (figure.kind, figure.unit) == (model.kind, model.unit)
            && let Some(alike) = self.alike.unwrap_or(0).checked_add(figure.above)
        {
            self.alike = Some(alike);
            return Some(());
        }
        self.add(&figure.into())
    }

    /// Puts the figures that are like the model into the sum.
    fn settle(&mut self) -> Option<()> {
        let (Some(above), Some(model)) = (self.alike.take(), self.model) else { return Some(()) };
        self.add_any(&Scaled { above: i128::from(above), below: 1, ..model })
    }

    fn add_any(&mut self, term: &Scaled) -> Option<()> {
        if term.kind == Kind::Free {
            let before = self.literals.unwrap_or(Scaled::ZERO);
            self.literals = Some(plus(&before, term, Kind::Free)?);
            return Some(());
        }
        let (Some(model), Some(before)) = (self.model, self.sum) else {
            (self.model, self.sum) = (Some(*term), Some(Scaled { mode: None, ..*term }));
            return Some(());
        };
        self.sum = Some(if term.alike(&model) {
            let kind = if before.kind == term.kind { term.kind } else { before.kind.meet(term.kind)? };
            plus(&before, term, kind)?
        } else {
            let (term, _, kind) = term.meet(&model)?;
            plus(&before, &term, before.kind.meet(kind)?)?
        });
        Some(())
    }

    /// The sum; none over nothing.
    pub(crate) fn finish(mut self) -> Option<Scaled> {
        self.settle()?;
        match (self.sum, self.literals) {
            (Some(sum), Some(literals)) => {
                let (literals, _, kind) = literals.meet(&self.model?)?;
                plus(&sum, &literals, sum.kind.meet(kind)?)
            }
            (sum, literals) => sum.or(literals),
        }
    }
}

/// The sum of two values of one unit, which is of some kind.
fn plus(a: &Scaled, b: &Scaled, kind: Kind) -> Option<Scaled> {
    let (above, below) = sum(a, b)?;
    Some(Scaled { above, below, kind, unit: a.unit, mode: None, step: None })
}

/// Comparing.
impl Scaled {
    /// Whether two values need not be brought together.
    #[inline]
    fn alike(&self, other: &Scaled) -> bool {
        self.kind == other.kind && self.unit == other.unit
    }

    /// The order of two values of kinds that meet.
    pub(crate) fn order(&self, other: &Scaled) -> Option<Ordering> {
        if self.alike(other) {
            return order(self, other);
        }
        if other.kind == Kind::Free && other.above == 0 {
            // Zero is zero in every unit.
            return Some(self.above.cmp(&0));
        }
        let (a, b, _) = self.meet(other)?;
        order(&a, &b)
    }

    /// Whether `a ≈ b` holds already as printed, or because one of the two is a figure that covers the other's
    /// value. False proves nothing: rounding may explain the difference.
    pub(crate) fn agrees(&self, other: &Scaled) -> Option<bool> {
        if self.alike(other) {
            return agree(self, other);
        }
        let (a, b, _) = self.meet(other)?;
        agree(&a, &b)
    }

    /// Whether |a − b| ≤ tolerance; a relative one is a percentage of b.
    pub(crate) fn within(&self, other: &Scaled, tolerance: &Scaled, relative: bool) -> Option<bool> {
        if !self.alike(other) {
            let (a, b, _) = self.meet(other)?;
            return a.apart_at_most(&b, tolerance, relative);
        }
        self.apart_at_most(other, tolerance, relative)
    }

    fn apart_at_most(&self, b: &Scaled, tolerance: &Scaled, relative: bool) -> Option<bool> {
        let (gap, below) = sum(self, &b.neg())?;
        let gap = Scaled { above: gap.abs(), below, ..Scaled::ZERO };
        let allowed = if relative {
            let above = times(tolerance.above, b.above.abs())?;
            Scaled { above, below: times(times(tolerance.below, b.below)?, 100 * ONE)?, ..Scaled::ZERO }
        } else {
            tolerance.adapt(b).filter(|t| t.alike(b)).or_else(|| tolerance.meet(b).map(|(t, ..)| t))?
        };
        Some(order(&gap, &allowed)? != Ordering::Greater)
    }
}

fn agree(a: &Scaled, b: &Scaled) -> Option<bool> {
    if order(a, b)? == Ordering::Equal {
        return Some(true);
    }
    match (a.mode, b.mode) {
        (Some(x), Some(y)) if width(a, x) >= width(b, y) => covers(a, x, b),
        (Some(x), None) => covers(a, x, b),
        (_, Some(y)) => covers(b, y, a),
        (None, None) => Some(false),
    }
}

/// The width of what a figure can stand for.
#[expect(clippy::arithmetic_side_effects, reason = "a step is an i64 before it is an i128")]
fn width(figure: &Scaled, mode: Mode) -> i128 {
    let step = figure.step.map_or(0, Digit::millionths);
    if mode == Mode::Truncate && figure.above == 0 { 2 * step } else { step }
}

/// How many powers of ten the printed unit is above the unit of calculation.
fn power(kind: Kind, unit: Option<MoneyUnit>) -> i32 {
    let power = if kind == Kind::Money { unit.map_or(0, MoneyUnit::power) } else { 0 };
    i32::try_from(power).unwrap_or(0)
}

/// A printed number times a power of ten, in millionths, when that is whole.
fn on_grid<T>(printed: &Printed<T>, power: i32) -> Option<i128> {
    times(printed.mantissa(), last_digit(printed.decimals(), power)?)
}

/// What one of the last of so many decimals is, times a power of ten, in millionths, when that is whole.
#[expect(clippy::arithmetic_side_effects, reason = "decimals are at most 28 and a unit's power at most 8")]
fn last_digit(decimals: u32, power: i32) -> Option<i128> {
    ten_to(u32::try_from(PLACES + power - i32::try_from(decimals).ok()?).ok()?)
}

/// Ten to the power of `exponent`.
#[expect(clippy::indexing_slicing, reason = "worked out by the compiler, which would stop at an index out of bounds")]
fn ten_to(exponent: u32) -> Option<i128> {
    const SMALL: [i64; 19] = {
        let mut powers = [1; 19];
        let mut at = 1;
        while at < powers.len() {
            powers[at] = powers[at - 1] * 10;
            at += 1;
        }
        powers
    };
    match SMALL.get(exponent as usize) {
        Some(&power) => Some(i128::from(power)),
        None => 10_i128.checked_pow(exponent),
    }
}

/// The product. Most factors fit a machine word, and then nothing can overflow.
#[expect(clippy::arithmetic_side_effects, reason = "the product of two i64 fits an i128")]
fn times(a: i128, b: i128) -> Option<i128> {
    match (i64::try_from(a), i64::try_from(b)) {
        (Ok(x), Ok(y)) => Some(i128::from(x) * i128::from(y)),
        _ => a.checked_mul(b).filter(|product| *product != i128::MIN),
    }
}

fn sum(a: &Scaled, b: &Scaled) -> Option<(i128, i128)> {
    if a.below == b.below {
        return Some((a.above.checked_add(b.above).filter(|sum| *sum != i128::MIN)?, a.below));
    }
    let above = times(a.above, b.below)?.checked_add(times(b.above, a.below)?);
    Some((above.filter(|sum| *sum != i128::MIN)?, times(a.below, b.below)?))
}

fn quotient(a: &Scaled, b: &Scaled, scale: i128) -> Option<(i128, i128)> {
    let above = times(times(a.above, b.below)?, scale)?;
    let below = times(a.below, b.above)?;
    match below.signum() {
        0 => None,
        1 => Some((above, below)),
        _ => Some((above.checked_neg()?, below.checked_neg()?)),
    }
}

fn order(a: &Scaled, b: &Scaled) -> Option<Ordering> {
    if a.below == b.below {
        return Some(a.above.cmp(&b.above));
    }
    Some(times(a.above, b.below)?.cmp(&times(b.above, a.below)?))
}

/// Whether a value lies in the interval of a figure.
#[expect(
    clippy::arithmetic_side_effects,
    reason = "a step is an i64 and what is below is above 0, so their product can be turned"
)]
fn covers(figure: &Scaled, mode: Mode, value: &Scaled) -> Option<bool> {
    let away = times(value.above, figure.below)?.checked_sub(times(figure.above, value.below)?)?;
    // As seen from zero: positive is away from it.
    let away = if figure.above < 0 { away.checked_neg()? } else { away };
    let (twice, step) = (times(away, 2)?, times(figure.step.map_or(0, Digit::millionths), value.below)?);
    let whole = times(step, 2)?;
    Some(match mode {
        _ if step == 0 => away == 0,
        Mode::HalfUp if figure.above == 0 => twice.abs() < step,
        Mode::HalfUp => -step <= twice && twice < step,
        Mode::Nearest | Mode::Plug => twice.abs() <= step,
        Mode::Truncate if figure.above == 0 => twice.abs() < whole,
        Mode::Truncate => 0 <= twice && twice < whole,
    })
}

/// The unit of a result of some kind: that of the operand that is money.
fn unit_of(kind: Kind, a: &Scaled, b: &Scaled) -> Option<MoneyUnit> {
    let money = [a, b].into_iter().find(|q| q.kind == Kind::Money);
    money.filter(|_| kind == Kind::Money).and_then(|q| q.unit)
}

//! A computed value: number, kind and unit, and the form that tells what it can stand for.
//!
//! Money is held in 元 whatever it was printed in, when its unit is known. The form is kept only where
//! it was asked for: whether figures agree as printed needs none.

use std::sync::Arc;

use super::exact::{Exact, Limit};
use super::form::{Boxes, Form};
use super::linear::VarId;
use super::printed::Printed;
use super::unit::{Kind, MoneyUnit, Suffix};

/// A computed value.
#[derive(Debug, Clone)]
pub(crate) struct Quantity {
    /// The value computed from the printed figures; money in 元.
    pub(crate) value: Exact,
    pub(crate) kind: Kind,
    /// The unit in which money is shown; none when the account states none.
    pub(crate) unit: Option<MoneyUnit>,
    /// Digits after the point that a reader expects to see, in the unit shown.
    pub(crate) decimals: u32,
    /// Shared by the copies of a value.
    pub(crate) form: Option<Arc<Form>>,
    /// The figure that this is, when it is one and nothing was computed.
    pub(crate) single: Option<VarId>,
}

/// Why two values do not combine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// A number grew beyond the limit.
    Limit,
    /// Kinds that do not meet.
    Kinds(Kind, Kind),
    /// Money whose unit is not known, and money whose unit is.
    Units,
    /// The base of a percentage, or a divisor, is printed as zero.
    ZeroBase,
    /// The base of a growth is negative.
    NegativeBase,
}

impl From<Limit> for Fault {
    fn from(_: Limit) -> Self {
        Fault::Limit
    }
}

type Outcome<T = Quantity> = Result<T, Fault>;

fn hundred() -> Exact {
    Exact::from_int(100)
}

/// What one of `unit` is in 元.
pub(crate) fn scale_of(unit: Option<MoneyUnit>) -> Exact {
    Exact::from_int(10_i128.pow(unit.map_or(0, MoneyUnit::power)))
}

impl Quantity {
    /// An exact number of some kind that is no figure.
    pub(crate) fn exact(value: Exact, kind: Kind) -> Self {
        let form = Some(Arc::new(Form::constant(value.clone())));
        let decimals = value.decimal_places().unwrap_or(2);
        Self { value, kind, unit: None, decimals, form, single: None }
    }

    /// A number of the rule itself: exact, and free to take the kind of what it meets unless its suffix
    /// says what it is.
    pub(crate) fn literal(printed: &Printed) -> Outcome {
        let value = Exact::from_decimal(printed.value());
        let (kind, unit) = match printed.suffix() {
            None => (Kind::Free, None),
            Some(Suffix::Money(unit)) => (Kind::Money, Some(unit)),
            Some(suffix) => (suffix.kind(), None),
        };
        let value = if kind == Kind::Money { value.mul(&scale_of(unit))? } else { value };
        Ok(Quantity { decimals: printed.decimals(), unit, ..Quantity::exact(value, kind) })
    }

    /// The value in the unit it is shown in.
    pub(crate) fn shown(&self) -> Exact {
        self.shown_like(&self.value)
    }

    /// A value in the unit in which this one is shown.
    pub(crate) fn shown_like(&self, value: &Exact) -> Exact {
        match self.kind {
            Kind::Money => value.div(&scale_of(self.unit)).ok().flatten().unwrap_or_else(|| value.clone()),
            _ => value.clone(),
        }
    }

    /// The form changed, if there is one.
    fn with_form(&self, change: impl FnOnce(&Form) -> Result<Form, Limit>) -> Outcome<Option<Arc<Form>>> {
        Ok(self.form.as_ref().map(|form| change(form)).transpose()?.map(Arc::new))
    }

    fn computed(self) -> Self {
        Self { single: None, ..self }
    }

    /// A literal takes kind and unit of what it meets: beside 万元, `100` is 100 万元.
    fn adapt(&self, other: &Quantity) -> Outcome {
        if self.kind != Kind::Free || other.kind == Kind::Free {
            return Ok(self.clone());
        }
        let mut adapted = Quantity { kind: other.kind, unit: other.unit, ..self.clone() };
        if other.kind == Kind::Money {
            let scale = scale_of(other.unit);
            adapted.value = self.value.mul(&scale)?;
            adapted.form = self.with_form(|f| f.scale(&scale))?;
        }
        Ok(adapted)
    }

    /// Brings two values to one kind and unit, or says why that cannot be.
    pub(crate) fn meet(&self, other: &Quantity) -> Outcome<(Quantity, Quantity, Kind)> {
        let (a, b) = (self.adapt(other)?, other.adapt(self)?);
        let kind = a.kind.meet(b.kind).ok_or(Fault::Kinds(a.kind, b.kind))?;
        let unknown =
            kind == Kind::Money && (a.unit.is_none() != b.unit.is_none()) && !a.value.is_zero() && !b.value.is_zero();
        if unknown {
            return Err(Fault::Units);
        }
        Ok((a, b, kind))
    }

    pub(crate) fn add(&self, other: &Quantity, boxes: &Boxes) -> Outcome {
        let (a, b, kind) = self.meet(other)?;
        let form = both(&a, &b, |x, y| x.add(y, boxes))?;
        Ok(Quantity {
            value: a.value.add(&b.value)?,
            kind,
            unit: a.unit.or(b.unit),
            decimals: a.decimals.max(b.decimals),
            form,
            single: None,
        })
    }

    pub(crate) fn neg(&self) -> Quantity {
        Quantity { value: self.value.neg(), form: self.form.as_ref().map(|f| Arc::new(f.neg())), ..self.clone() }
            .computed()
    }

    pub(crate) fn sub(&self, other: &Quantity, boxes: &Boxes) -> Outcome {
        self.add(&other.neg(), boxes)
    }

    /// The sum of many values of one kind.
    pub(crate) fn sum(terms: &[Quantity], boxes: &Boxes) -> Outcome<Option<Quantity>> {
        let Some(model) = terms.iter().find(|q| q.kind != Kind::Free).or(terms.first()) else { return Ok(None) };
        let mut total = Quantity { value: Exact::ZERO, ..model.clone() }.computed();
        let mut forms = Some(Vec::with_capacity(terms.len()));
        for term in terms {
            let (term, _, kind) = term.meet(model)?;
            total.value = total.value.add(&term.value)?;
            total.decimals = total.decimals.max(term.decimals);
            total.kind = total.kind.meet(kind).ok_or(Fault::Kinds(total.kind, kind))?;
            forms = match (forms, term.form) {
                (Some(mut forms), Some(form)) => {
                    forms.push(form);
                    Some(forms)
                }
                _ => None,
            };
        }
        total.form = forms.map(|f| Form::sum(&f, boxes)).transpose()?.map(Arc::new);
        Ok(Some(total))
    }

    pub(crate) fn mul(&self, other: &Quantity, boxes: &Boxes) -> Outcome {
        let (kind, unit, percent) = product_kind(self, other)?;
        let value = self.value.mul(&other.value)?;
        let form = both(self, other, |x, y| x.mul(y, boxes))?;
        let product = Quantity { value, kind, unit, decimals: self.decimals.max(other.decimals), form, single: None };
        if !percent {
            return Ok(product);
        }
        let cent = Exact::ONE.div(&hundred())?.unwrap_or(Exact::ONE);
        Ok(Quantity { value: product.value.mul(&cent)?, form: product.with_form(|f| f.scale(&cent))?, ..product })
    }

    pub(crate) fn div(&self, other: &Quantity, boxes: &Boxes) -> Outcome {
        let (kind, unit) = quotient_kind(self, other)?;
        let value = self.value.div(&other.value)?.ok_or(Fault::ZeroBase)?;
        let form = both(self, other, |x, y| x.div(y, boxes))?;
        let quotient = Quantity { value, kind, unit, decimals: 4, form, single: None };
        // As percent × money is money / 100, money / percent is money × 100.
        if other.kind != Kind::Percent || self.kind == Kind::Percent {
            return Ok(quotient);
        }
        let form = quotient.with_form(|f| f.scale(&hundred()))?;
        Ok(Quantity { value: quotient.value.mul(&hundred())?, form, ..quotient })
    }

    /// `part` as a percentage of `whole`.
    pub(crate) fn pct(part: &Quantity, whole: &Quantity, boxes: &Boxes) -> Outcome {
        let (part, whole, _) = part.meet(whole)?;
        let ratio = part.value.div(&whole.value)?.ok_or(Fault::ZeroBase)?;
        let form = both(&part, &whole, |x, y| x.div(y, boxes)?.scale(&hundred()))?;
        Ok(Quantity { value: ratio.mul(&hundred())?, kind: Kind::Percent, unit: None, decimals: 2, form, single: None })
    }

    /// By what percentage `now` is above `before`.
    pub(crate) fn growth(now: &Quantity, before: &Quantity, boxes: &Boxes) -> Outcome {
        if before.value.signum() < 0 {
            return Err(Fault::NegativeBase);
        }
        Quantity::pct(&now.sub(before, boxes)?, before, boxes)
    }

    pub(crate) fn abs(&self, boxes: &Boxes) -> Outcome {
        let form = self.with_form(|f| f.abs(boxes))?;
        Ok(Quantity { value: self.value.abs(), form, ..self.clone() }.computed())
    }

    /// Rounds (`round`) or cuts (`trunc`) at `decimals` digits of the unit shown.
    pub(crate) fn at_digit(&self, decimals: u32, cut: bool, boxes: &Boxes) -> Outcome {
        let scale = if self.kind == Kind::Money { scale_of(self.unit) } else { Exact::ONE };
        let small = Exact::ONE.div(&scale)?.unwrap_or(Exact::ONE);
        let apply = |x: &Exact| if cut { x.trunc(decimals) } else { x.round(decimals) };
        let value = apply(&self.value.mul(&small)?)?.mul(&scale)?;
        let on_ends = |i: &super::interval::Interval| {
            let inner = i.scale(&small)?;
            let stepped = if cut { inner.trunc(decimals)? } else { inner.round(decimals)? };
            stepped.scale(&scale)
        };
        let form = self.with_form(|f| {
            if f.vars().is_empty() { Ok(Form::constant(value.clone())) } else { f.step(boxes, on_ends) }
        });
        Ok(Quantity { value, form: form?, decimals, ..self.clone() }.computed())
    }

    /// The smaller (`least`) or the larger of two.
    pub(crate) fn extreme(&self, other: &Quantity, least: bool, boxes: &Boxes) -> Outcome {
        let (a, b, kind) = self.meet(other)?;
        let form = both(&a, &b, |x, y| if least { x.min(y, boxes) } else { x.max(y, boxes) })?;
        let first = (a.value <= b.value) == least;
        let value = if first { a.value } else { b.value };
        Ok(Quantity { value, kind, unit: a.unit.or(b.unit), decimals: a.decimals.max(b.decimals), form, single: None })
    }
}

fn both(a: &Quantity, b: &Quantity, apply: impl Fn(&Form, &Form) -> Result<Form, Limit>) -> Outcome<Option<Arc<Form>>> {
    match (&a.form, &b.form) {
        (Some(x), Some(y)) => Ok(Some(Arc::new(apply(x, y)?))),
        _ => Ok(None),
    }
}

/// Kind and unit of a product, and whether it is to be divided by 100: percent × money = money / 100.
fn product_kind(a: &Quantity, b: &Quantity) -> Outcome<(Kind, Option<MoneyUnit>, bool)> {
    let kind = a.kind.times(b.kind).ok_or(Fault::Kinds(a.kind, b.kind))?;
    Ok((kind, unit_of(kind, a, b), a.kind.scales(b.kind)))
}

fn quotient_kind(a: &Quantity, b: &Quantity) -> Outcome<(Kind, Option<MoneyUnit>)> {
    if a.kind == Kind::Money && b.kind == Kind::Money && a.unit.is_none() != b.unit.is_none() {
        return Err(Fault::Units);
    }
    let kind = a.kind.over(b.kind).ok_or(Fault::Kinds(a.kind, b.kind))?;
    Ok((kind, unit_of(kind, a, b)))
}

/// The unit of a result of some kind: that of the operand that is money.
fn unit_of(kind: Kind, a: &Quantity, b: &Quantity) -> Option<MoneyUnit> {
    let money = [a, b].into_iter().find(|q| q.kind == Kind::Money);
    money.filter(|_| kind == Kind::Money).and_then(|q| q.unit)
}

//! What a computed value is as a function of the figures behind it: as long as that is a linear form, or
//! a quotient of two, its range is exact; otherwise it is an interval, exact only when nothing in it
//! occurs twice.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::exact::{Exact, Limit};
use super::fraction::{Fraction, Ranged};
use super::interval::Interval;
use super::linear::{Linear, LinearSum, VarId};

/// The interval of each figure that has been touched.
pub(crate) type Boxes = BTreeMap<VarId, Interval>;

/// A value as a function of figures.
#[derive(Debug, Clone)]
pub(crate) enum Form {
    Linear(Linear),
    Fraction(Fraction),
    /// Anything else, by its range and the figures it depends on (sorted).
    Other {
        ranged: Ranged,
        vars: Vec<VarId>,
    },
}

fn lookup<'b>(boxes: &'b Boxes) -> impl Fn(VarId) -> &'b Interval + 'b {
    // Every figure is entered into the boxes when its form is made, so the default is never seen; were
    // it, the range would only be wider.
    static WHOLE: std::sync::LazyLock<Interval> = std::sync::LazyLock::new(Interval::whole);
    move |var| boxes.get(&var).unwrap_or(&WHOLE)
}

impl Form {
    pub(crate) fn constant(value: Exact) -> Self {
        Form::Linear(Linear::constant(value))
    }

    /// How many parts it has.
    pub(crate) fn size(&self) -> usize {
        match self {
            Form::Linear(linear) => linear.terms().len(),
            Form::Fraction(Fraction { numerator, denominator }) => {
                numerator.terms().len().saturating_add(denominator.terms().len())
            }
            Form::Other { vars, .. } => vars.len(),
        }
    }

    /// What the form can stand for.
    pub(crate) fn range(&self, boxes: &Boxes) -> Result<Ranged, Limit> {
        Ok(match self {
            Form::Linear(linear) => Ranged { interval: linear.range(&lookup(boxes))?, exact: true },
            Form::Fraction(fraction) => fraction.range(&lookup(boxes))?,
            Form::Other { ranged, .. } => ranged.clone(),
        })
    }

    /// Whether the base of a quotient could be zero.
    pub(crate) fn base_near_zero(&self, boxes: &Boxes) -> Result<bool, Limit> {
        Ok(match self {
            Form::Fraction(fraction) => fraction.denominator.range(&lookup(boxes))?.touches_zero(),
            // Only such a quotient within it leaves a range without an end.
            Form::Other { ranged, .. } => ranged.interval.low.value.is_none() || ranged.interval.high.value.is_none(),
            Form::Linear(_) => false,
        })
    }

    /// Σ w²·width² of a linear form; none for others.
    pub(crate) fn variance_terms(&self, boxes: &Boxes) -> Result<Option<Exact>, Limit> {
        match self {
            Form::Linear(linear) => linear.variance_terms(&lookup(boxes)),
            _ => Ok(None),
        }
    }

    /// The figures it depends on, sorted.
    pub(crate) fn vars(&self) -> Vec<VarId> {
        let mut vars: Vec<VarId> = match self {
            Form::Linear(linear) => return linear.vars().collect(),
            Form::Other { vars, .. } => return vars.clone(),
            Form::Fraction(f) => f.numerator.vars().chain(f.denominator.vars()).collect(),
        };
        vars.sort_unstable();
        vars.dedup();
        vars
    }

    fn as_constant(&self) -> Option<&Exact> {
        match self {
            Form::Linear(linear) if linear.is_constant() => Some(linear.constant_term()),
            _ => None,
        }
    }

    pub(crate) fn neg(&self) -> Form {
        match self {
            Form::Linear(linear) => Form::Linear(linear.neg()),
            Form::Fraction(fraction) => Form::Fraction(fraction.neg()),
            Form::Other { ranged, vars } => Form::Other {
                ranged: Ranged { interval: ranged.interval.neg(), exact: ranged.exact },
                vars: vars.clone(),
            },
        }
    }

    pub(crate) fn scale(&self, factor: &Exact) -> Result<Form, Limit> {
        Ok(match self {
            Form::Linear(linear) => Form::Linear(linear.scale(factor)?),
            Form::Fraction(fraction) => Form::Fraction(fraction.scale(factor)?),
            Form::Other { ranged, vars } => Form::Other {
                ranged: Ranged { interval: ranged.interval.scale(factor)?, exact: ranged.exact },
                vars: vars.clone(),
            },
        })
    }

    pub(crate) fn add(&self, other: &Form, boxes: &Boxes) -> Result<Form, Limit> {
        Ok(match (self, other) {
            (Form::Linear(a), Form::Linear(b)) => Form::Linear(a.add(b)?),
            (Form::Fraction(f), c) | (c, Form::Fraction(f)) if c.as_constant().is_some() => {
                let zero = Exact::ZERO;
                Form::Fraction(f.add_constant(c.as_constant().unwrap_or(&zero))?)
            }
            (Form::Fraction(a), Form::Fraction(b)) => match a.add(b)? {
                Some(sum) => Form::Fraction(sum),
                None => self.combine(other, boxes, |x, y| x.add(y))?,
            },
            _ => self.combine(other, boxes, |x, y| x.add(y))?,
        })
    }

    pub(crate) fn sub(&self, other: &Form, boxes: &Boxes) -> Result<Form, Limit> {
        self.add(&other.neg(), boxes)
    }

    /// Many forms at once: a long sum of figures is collected and sorted once.
    pub(crate) fn sum(forms: &[Arc<Form>], boxes: &Boxes) -> Result<Form, Limit> {
        let mut collected = LinearSum::default();
        let mut rest: Option<Form> = None;
        for form in forms {
            match &**form {
                Form::Linear(linear) => collected.add(linear)?,
                other => {
                    rest = Some(match rest {
                        None => other.clone(),
                        Some(sum) => sum.add(other, boxes)?,
                    });
                }
            }
        }
        let linear = Form::Linear(collected.finish()?);
        match rest {
            None => Ok(linear),
            Some(rest) => rest.add(&linear, boxes),
        }
    }

    pub(crate) fn mul(&self, other: &Form, boxes: &Boxes) -> Result<Form, Limit> {
        match (self.as_constant(), other.as_constant()) {
            (_, Some(factor)) => self.scale(factor),
            (Some(factor), _) => other.scale(factor),
            _ => self.combine(other, boxes, |x, y| x.mul(y)),
        }
    }

    /// The quotient; the caller has made sure that the divisor is not zero as printed.
    pub(crate) fn div(&self, other: &Form, boxes: &Boxes) -> Result<Form, Limit> {
        if let Some(divisor) = other.as_constant()
            && let Some(factor) = Exact::ONE.div(divisor)?
        {
            return self.scale(&factor);
        }
        match (self, other) {
            (Form::Linear(n), Form::Linear(d)) => {
                Ok(Form::Fraction(Fraction { numerator: n.clone(), denominator: d.clone() }))
            }
            _ => {
                let base = other.range(boxes)?.interval;
                let quotient = self.combine(other, boxes, |x, y| x.div(y))?;
                // All numbers is what `div` says of a divisor that could be zero: a bound.
                Ok(if base.touches_zero() { quotient.as_bound() } else { quotient })
            }
        }
    }

    pub(crate) fn abs(&self, boxes: &Boxes) -> Result<Form, Limit> {
        let ranged = self.range(boxes)?;
        let sign = |end: &super::interval::End| end.value.as_ref().map_or(0, Exact::signum);
        if ranged.interval.low.value.is_some() && sign(&ranged.interval.low) >= 0 {
            return Ok(self.clone());
        }
        if ranged.interval.high.value.is_some() && sign(&ranged.interval.high) <= 0 {
            return Ok(self.neg());
        }
        Ok(Form::Other { ranged: Ranged { interval: ranged.interval.abs(), exact: ranged.exact }, vars: self.vars() })
    }

    pub(crate) fn min(&self, other: &Form, boxes: &Boxes) -> Result<Form, Limit> {
        self.combine(other, boxes, |x, y| Ok(x.min(y)))
    }

    pub(crate) fn max(&self, other: &Form, boxes: &Boxes) -> Result<Form, Limit> {
        self.combine(other, boxes, |x, y| Ok(x.max(y)))
    }

    /// Applies a function with steps, such as rounding: its values are not all of its interval.
    pub(crate) fn step(
        &self,
        boxes: &Boxes,
        apply: impl Fn(&Interval) -> Result<Interval, Limit>,
    ) -> Result<Form, Limit> {
        let interval = apply(&self.range(boxes)?.interval)?;
        Ok(Form::Other { ranged: Ranged { interval, exact: false }, vars: self.vars() })
    }

    fn as_bound(&self) -> Form {
        match self {
            Form::Other { ranged, vars } => {
                Form::Other { ranged: Ranged { interval: ranged.interval.clone(), exact: false }, vars: vars.clone() }
            }
            form => form.clone(),
        }
    }

    /// Interval arithmetic: exact when the operands have no figure in common.
    fn combine(
        &self,
        other: &Form,
        boxes: &Boxes,
        apply: impl Fn(&Interval, &Interval) -> Result<Interval, Limit>,
    ) -> Result<Form, Limit> {
        let (a, b) = (self.range(boxes)?, other.range(boxes)?);
        let exact = a.exact && b.exact && disjoint(&self.vars(), &other.vars());
        let mut vars = self.vars();
        vars.extend(other.vars());
        vars.sort_unstable();
        vars.dedup();
        Ok(Form::Other { ranged: Ranged { interval: apply(&a.interval, &b.interval)?, exact }, vars })
    }
}

/// Whether two sorted lists have nothing in common.
#[expect(clippy::arithmetic_side_effects, reason = "places in lists held in memory")]
pub(crate) fn disjoint(a: &[VarId], b: &[VarId]) -> bool {
    let (mut i, mut j) = (0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => return false,
        }
    }
    true
}

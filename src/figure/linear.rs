//! Linear forms over figures: sums, differences and multiples, in which each figure moves only once.

use super::exact::{Exact, Limit};
use super::interval::{End, Interval};

#[cfg(test)]
pub(super) mod tests;

/// A figure as a variable: what is printed once takes one value, wherever a rule names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VarId {
    /// Number of the account in a run; `u32::MAX` for variables that stand for no figure.
    pub account: u32,
    /// Number of the figure in the account.
    pub node: u32,
}

impl VarId {
    /// A variable that stands for no figure, as the residue of a 舍位平衡.
    pub fn synthetic(number: u32) -> VarId {
        VarId { account: u32::MAX, node: number }
    }
}

/// A constant plus multiples of variables.
///
/// Equal forms are equal: the terms are sorted by variable, each variable occurs once, and no
/// coefficient is 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linear {
    constant: Exact,
    terms: Vec<(VarId, Exact)>,
}

/// Making linear forms.
impl Linear {
    /// The form that is `value` whatever the figures.
    pub fn constant(value: Exact) -> Linear {
        Linear { constant: value, terms: Vec::new() }
    }

    /// The form that is the figure itself.
    pub fn var(var: VarId) -> Linear {
        Linear::multiple(var, Exact::ONE)
    }

    /// A multiple of a figure.
    pub fn multiple(var: VarId, weight: Exact) -> Linear {
        let terms = if weight.is_zero() { Vec::new() } else { vec![(var, weight)] };
        Linear { constant: Exact::ZERO, terms }
    }

    /// The sum.
    pub fn add(&self, other: &Linear) -> Result<Linear, Limit> {
        self.add_scaled(other, &Exact::ONE)
    }

    /// The difference.
    pub fn sub(&self, other: &Linear) -> Result<Linear, Limit> {
        self.add_scaled(other, &Exact::from_int(-1))
    }

    /// The sum of this form and a multiple of the other.
    pub fn add_scaled(&self, other: &Linear, factor: &Exact) -> Result<Linear, Limit> {
        let mut sum = LinearSum::default();
        sum.add(self)?;
        sum.add_scaled(other, factor)?;
        sum.finish()
    }

    /// The form with the other sign.
    pub fn neg(&self) -> Linear {
        Linear {
            constant: self.constant.neg(),
            terms: self.terms.iter().map(|(var, weight)| (*var, weight.neg())).collect(),
        }
    }

    /// The form times `factor`.
    pub fn scale(&self, factor: &Exact) -> Result<Linear, Limit> {
        let mut sum = LinearSum::default();
        sum.add_scaled(self, factor)?;
        sum.finish()
    }
}

/// What a linear form is.
impl Linear {
    /// The constant term.
    pub fn constant_term(&self) -> &Exact {
        &self.constant
    }

    /// The variables with their coefficients, in the order of the variables.
    pub fn terms(&self) -> &[(VarId, Exact)] {
        &self.terms
    }

    /// The variables, in their order.
    pub fn vars(&self) -> impl Iterator<Item = VarId> + '_ {
        self.terms.iter().map(|(var, _)| *var)
    }

    /// Whether no figure takes part.
    pub fn is_constant(&self) -> bool {
        self.terms.is_empty()
    }

    /// The variable and its coefficient, when the form is a multiple of one figure and no more.
    pub fn single(&self) -> Option<(VarId, &Exact)> {
        match self.terms.as_slice() {
            [(var, weight)] if self.constant.is_zero() => Some((*var, weight)),
            _ => None,
        }
    }

    /// The number by which this form, which is not 0, gives the other when multiplied; none if
    /// there is no such number.
    pub fn factor_to(&self, other: &Linear) -> Result<Option<Exact>, Limit> {
        let leading = |form: &Linear| form.terms.first().map_or(&form.constant, |(_, w)| w).clone();
        match leading(other).div(&leading(self))? {
            Some(factor) if self.scale(&factor)? == *other => Ok(Some(factor)),
            _ => Ok(None),
        }
    }

    /// The value when each variable has the value that `at` gives.
    pub fn value(&self, at: &impl Fn(VarId) -> Exact) -> Result<Exact, Limit> {
        self.terms.iter().try_fold(self.constant.clone(), |sum, (var, weight)| sum.add(&weight.mul(&at(*var))?))
    }

    /// Every value that the form has while each variable moves through its interval: exact, an end
    /// included when every variable attains its part of it. Half of its width is the slack that
    /// rounding gives the form.
    pub fn range<'a>(&self, interval: &impl Fn(VarId) -> &'a Interval) -> Result<Interval, Limit> {
        let mut range = Interval::point(self.constant.clone());
        for (var, weight) in &self.terms {
            let Interval { low, high } = interval(*var);
            let (low, high) = if weight.signum() > 0 { (low, high) } else { (high, low) };
            extend(&mut range.low, weight, low)?;
            extend(&mut range.high, weight, high)?;
        }
        Ok(range)
    }

    /// Σ w²·width² over the variables, w the coefficient: twelve times the variance of the form's
    /// error if each true value is anywhere in its interval alike. None when one is unbounded.
    pub fn variance_terms<'a>(&self, interval: &impl Fn(VarId) -> &'a Interval) -> Result<Option<Exact>, Limit> {
        let mut sum = Exact::ZERO;
        for (var, weight) in &self.terms {
            let Some(width) = interval(*var).width()? else {
                return Ok(None);
            };
            let reach = weight.mul(&width)?;
            sum = sum.add(&reach.mul(&reach)?)?;
        }
        Ok(Some(sum))
    }
}

/// Adds a variable's part to the end of a range.
fn extend(end: &mut End, weight: &Exact, part: &End) -> Result<(), Limit> {
    end.included &= part.included;
    end.value = match (&end.value, &part.value) {
        (Some(sum), Some(part)) => Some(sum.add(&weight.mul(part)?)?),
        _ => None,
    };
    Ok(())
}

/// A sum of linear forms in the making; its terms are sorted only once, at the end.
#[derive(Debug, Default)]
pub(crate) struct LinearSum {
    constant: Exact,
    terms: Vec<(VarId, Exact)>,
}

impl LinearSum {
    /// Adds a constant.
    pub(crate) fn add_constant(&mut self, value: &Exact) -> Result<(), Limit> {
        self.constant = self.constant.add(value)?;
        Ok(())
    }

    /// Adds a multiple of a variable.
    pub(crate) fn add_term(&mut self, var: VarId, weight: Exact) {
        self.terms.push((var, weight));
    }

    /// Adds a form.
    pub(crate) fn add(&mut self, form: &Linear) -> Result<(), Limit> {
        self.terms.extend_from_slice(&form.terms);
        self.add_constant(&form.constant)
    }

    /// Adds a multiple of a form.
    pub(crate) fn add_scaled(&mut self, form: &Linear, factor: &Exact) -> Result<(), Limit> {
        for (var, weight) in &form.terms {
            self.add_term(*var, weight.mul(factor)?);
        }
        self.add_constant(&form.constant.mul(factor)?)
    }

    /// The sum.
    pub(crate) fn finish(mut self) -> Result<Linear, Limit> {
        self.terms.sort_by_key(|(var, _)| *var);
        let mut terms: Vec<(VarId, Exact)> = Vec::with_capacity(self.terms.len());
        for (var, weight) in self.terms {
            match terms.last_mut() {
                Some((last, sum)) if *last == var => *sum = sum.add(&weight)?,
                _ => terms.push((var, weight)),
            }
        }
        terms.retain(|(_, weight)| !weight.is_zero());
        Ok(Linear { constant: self.constant, terms })
    }
}

//! The verdict of one comparison of two numbers, from their printed values and what they can stand for.

use std::sync::Arc;

use crate::figure::{Boxes, Exact, Form, Interval, Limit, Quantity, Ranged, disjoint};
use crate::finding::{Comparison, Verdict};

/// What was established about a comparison.
#[derive(Debug)]
pub(super) struct Judged {
    pub(super) verdict: Verdict,
    /// Whether some true values satisfy the comparison.
    pub(super) possible: bool,
    /// Whether that was decided on exact ranges.
    pub(super) exact: bool,
    pub(super) left: Ranged,
    pub(super) right: Ranged,
    /// How large a difference rounding explains.
    pub(super) slack: Option<Exact>,
    /// z², for sums.
    pub(super) z_squared: Option<Exact>,
    pub(super) base_near_zero: bool,
}

/// Whether the comparison holds between the printed values.
pub(super) fn as_printed(comparison: Comparison, left: &Exact, right: &Exact) -> bool {
    match comparison {
        Comparison::Equal | Comparison::Approx => left == right,
        Comparison::NotEqual => left != right,
        Comparison::Less => left < right,
        Comparison::LessEqual | Comparison::LessApprox => left <= right,
        Comparison::Greater => left > right,
        Comparison::GreaterEqual | Comparison::GreaterApprox => left >= right,
    }
}

/// Whether `≈`, `≲`, `≳` are judged by what figures can stand for; the others by what is printed.
pub(super) fn is_tolerant(comparison: Comparison) -> bool {
    matches!(comparison, Comparison::Approx | Comparison::LessApprox | Comparison::GreaterApprox)
}

/// Judges a comparison whose two sides carry their forms. `printed` says whether it holds as printed.
#[expect(clippy::arithmetic_side_effects, reason = "the square of a u32 fits an i128")]
pub(super) fn judge(
    comparison: Comparison,
    left: &Quantity,
    right: &Quantity,
    printed: bool,
    improbable: u32,
    boxes: &Boxes,
) -> Result<Judged, Limit> {
    let form = |q: &Quantity| q.form.clone().unwrap_or_else(|| Arc::new(Form::constant(q.value.clone())));
    let (a, b) = (form(left), form(right));
    let (left_range, right_range) = (a.range(boxes)?, b.range(boxes)?);
    // The difference of linear forms is one: a figure on both sides moves only once.
    let apart = disjoint(&a.vars(), &b.vars());
    let both = match (&*a, &*b) {
        (Form::Linear(_), Form::Linear(_)) => Some(a.sub(&b, boxes)?),
        _ => None,
    };
    let (difference, exact) = match &both {
        Some(both) if !apart => (both.range(boxes)?.interval, true),
        Some(_) => (left_range.interval.sub(&right_range.interval)?, true),
        None => (left_range.interval.sub(&right_range.interval)?, left_range.exact && right_range.exact && apart),
    };
    let zero = Interval::point(Exact::ZERO);
    let possible = match comparison {
        Comparison::Equal | Comparison::Approx => difference.contains(&Exact::ZERO),
        Comparison::NotEqual => difference != zero,
        Comparison::Less => difference.could_be_lt(&zero),
        Comparison::LessEqual | Comparison::LessApprox => difference.could_be_le(&zero),
        Comparison::Greater => zero.could_be_lt(&difference),
        Comparison::GreaterEqual | Comparison::GreaterApprox => zero.could_be_le(&difference),
    };
    let z_squared = both.map(|both| z_squared(&both, &difference, boxes)).transpose()?.flatten();
    let limit = Exact::from_int(i128::from(improbable) * i128::from(improbable));
    let lucky = z_squared.as_ref().is_some_and(|z| *z > limit);
    let verdict = match (is_tolerant(comparison), printed, possible) {
        (_, true, _) => Verdict::Holds,
        (true, false, true) if lucky => Verdict::Improbable,
        (true, false, true) => Verdict::Rounding,
        _ => Verdict::Violated,
    };
    let gap = left.value.sub(&right.value)?;
    let end = if gap.signum() > 0 { &difference.low } else { &difference.high };
    let slack = end.value.as_ref().map(|end| gap.sub(end)).transpose()?.map(|s| s.abs());
    let base_near_zero = a.base_near_zero(boxes)? || b.base_near_zero(boxes)?;
    Ok(Judged { verdict, possible, exact, left: left_range, right: right_range, slack, z_squared, base_near_zero })
}

/// (distance of the midpoints)² ÷ (Σ w²·width² / 12), of the difference of two linear sides.
fn z_squared(both: &Form, difference: &Interval, boxes: &Boxes) -> Result<Option<Exact>, Limit> {
    let (Some(middle), Some(spread)) = (difference.midpoint()?, both.variance_terms(boxes)?) else {
        return Ok(None);
    };
    middle.mul(&middle)?.mul(&Exact::from_int(12))?.div(&spread)
}

//! Comparisons: words by their characters, numbers by verdict, and the evidence for either.

use super::bind::Facts;
use super::cost;
use super::judge::{self, Judged};
use super::run::Run;
use super::used::Used;
use super::value::{Absence, Outcome, Value};
use crate::account::{Content, NodeId};
use crate::figure::{Exact, Fault, Interval, Kind, Printed, Quantity, Ranged};
use crate::finding::{Amount, Comparison, Evidence, FigureUse, Note, Range, Side, Verdict};
use crate::message::msg;
use crate::plan::{Node, Tolerance};

/// Two sides, and the figures behind them.
type Sides = (Quantity, Quantity, Vec<FigureUse>);

impl Run<'_> {
    /// `a ≈ b ≈ c` is `a ≈ b and b ≈ c`.
    pub(super) fn chain(&mut self, first: &Node, rest: &[(Comparison, Node)], within: Option<&Tolerance>) -> Outcome {
        let mut left = first;
        let mut outcome: Option<Outcome> = None;
        for (comparison, right) in rest {
            let next = match within {
                Some(tolerance) => self.within(left, right, tolerance),
                None => self.compare(*comparison, left, right),
            };
            outcome = Some(match outcome {
                None => next,
                Some(before) => before.worse(next),
            });
            left = right;
        }
        outcome.unwrap_or(Outcome::of(Verdict::Holds))
    }

    /// Whether two values are the same, for `in`, `contains` and `distinct`.
    pub(super) fn same(&mut self, a: &Value, b: &Value) -> Outcome {
        if !self.spend(cost::PAIR) {
            return self.exhausted().outcome();
        }
        if self.is_words(a) || self.is_words(b) {
            return match (self.words(a.clone()), self.words(b.clone())) {
                (Ok(a), Ok(b)) => Outcome::truth(a == b),
                (Err(x), Err(y)) => x.and(y).outcome(),
                (Err(x), _) | (_, Err(x)) => x.outcome(),
            };
        }
        match (self.number(a.clone()), self.number(b.clone())) {
            (Ok(a), Ok(b)) => match a.meet(&b) {
                Ok((a, b, _)) => Outcome::truth(a.value == b.value),
                Err(fault) => self.fault(fault).outcome(),
            },
            (Err(x), Err(y)) => x.and(y).outcome(),
            (Err(x), _) | (_, Err(x)) => x.outcome(),
        }
    }

    fn compare(&mut self, comparison: Comparison, left: &Node, right: &Node) -> Outcome {
        let formed = if self.explain { self.formed_numbers(left, right) } else { None };
        let (a, b) = match formed {
            Some(Ok((a, b, figures))) => return self.compared(comparison, (left, &a), (right, &b), figures),
            failed => {
                let (a, b) = (self.expr(left), self.expr(right));
                if self.is_words(&a) || self.is_words(&b) {
                    return self.compare_words(comparison, (left, a), (right, b));
                }
                match (self.two_numbers(a, b), failed) {
                    (Err(absence), _) => return self.absent(comparison, left, right, absence),
                    // The numbers are there, and what they can stand for is not known.
                    (Ok(_), Some(Err(absence))) => return absence.outcome(),
                    (Ok(pair), _) => pair,
                }
            }
        };
        let printed = self.holds_as_printed(comparison, &a, &b);
        if printed || !judge::is_tolerant(comparison) {
            return Outcome::truth(printed);
        }
        match self.formed(left, right).and_then(|(a, b)| self.judged(comparison, &a, &b, printed)) {
            Ok(judged) => Outcome::of(judged.verdict),
            Err(absence) => absence.outcome(),
        }
    }

    /// The verdict on two sides with what they can stand for, and its evidence.
    fn compared(
        &mut self,
        comparison: Comparison,
        (left, a): (&Node, &Quantity),
        (right, b): (&Node, &Quantity),
        figures: Vec<FigureUse>,
    ) -> Outcome {
        let printed = self.holds_as_printed(comparison, a, b);
        match self.judged(comparison, a, b, printed) {
            Ok(judged) => {
                let evidence = self.evidence(comparison, (left, a), (right, b), &judged, printed, figures);
                Outcome { verdict: judged.verdict, evidence: Some(Box::new(evidence)) }
            }
            Err(absence) => absence.outcome(),
        }
    }

    fn holds_as_printed(&self, comparison: Comparison, a: &Quantity, b: &Quantity) -> bool {
        judge::as_printed(comparison, &a.value, &b.value) || (comparison == Comparison::Approx && self.covers(a, b))
    }

    fn two_numbers(&mut self, a: Value, b: Value) -> Result<(Quantity, Quantity), Absence> {
        let (a, b) = (self.number(a), self.number(b));
        self.paired(a, b)
    }

    /// Two numbers in one kind and unit.
    fn paired(
        &self,
        a: Result<Quantity, Absence>,
        b: Result<Quantity, Absence>,
    ) -> Result<(Quantity, Quantity), Absence> {
        match (a, b) {
            (Ok(a), Ok(b)) => match a.meet(&b) {
                Ok((a, b, _)) => Ok((a, b)),
                Err(fault) => Err(self.mixed(fault)),
            },
            (Err(x), Err(y)) => Err(x.and(y)),
            (Err(x), _) | (_, Err(x)) => Err(x),
        }
    }

    /// A percentage beside a bare quotient has its own advice.
    fn mixed(&self, fault: Fault) -> Absence {
        let mut absence = self.fault(fault);
        if matches!(fault, Fault::Kinds(Kind::Percent, Kind::Ratio) | Fault::Kinds(Kind::Ratio, Kind::Percent)) {
            absence.reason = msg!("eval-mixed-share", reason = absence.reason);
        }
        absence
    }

    /// A single figure covers the other side's value when that lies in its interval; of two single
    /// figures the coarser counts.
    pub(super) fn covers(&self, a: &Quantity, b: &Quantity) -> bool {
        let (left, right) = (self.single_interval(a), self.single_interval(b));
        match (left, right) {
            (Some(x), Some(y)) => {
                let coarser = match (x.width(), y.width()) {
                    (Ok(Some(v)), Ok(Some(w))) => v >= w,
                    _ => return false,
                };
                if coarser { x.contains(&b.value) } else { y.contains(&a.value) }
            }
            (Some(x), None) => x.contains(&b.value),
            (None, Some(y)) => y.contains(&a.value),
            (None, None) => false,
        }
    }

    /// What is known about a single figure, and the figure.
    pub(super) fn single_facts(&self, quantity: &Quantity) -> Option<(Facts, Printed<&str>)> {
        let var = quantity.single?;
        let bound = self.accounts.get(var.account as usize)?;
        let node = NodeId(var.node);
        let Content::Number(printed) = bound.account.node(node).content else { return None };
        Some((bound.facts(node, printed, &self.program.dictionary), printed))
    }

    /// What a single figure stands for, in the unit of calculation.
    fn single_interval(&self, quantity: &Quantity) -> Option<Interval> {
        let (facts, printed) = self.single_facts(quantity)?;
        let interval = facts.interval(&Exact::from_decimal(printed.value()), self.mode).ok()?;
        interval.scale(&facts.scale()).ok()
    }

    /// Both sides with what they can stand for, and the figures used; none when they are words.
    fn formed_numbers(&mut self, left: &Node, right: &Node) -> Option<Result<Sides, Absence>> {
        let before = self.used.replace(Used::default());
        let forms = std::mem::replace(&mut self.forms, true);
        // One side after the other, so that the figures come in the order of the expression.
        let a = self.expr(left);
        let mut words = self.is_words(&a);
        let a = self.number(a);
        let b = self.expr(right);
        words |= self.is_words(&b);
        let b = self.number(b);
        self.forms = forms;
        let used = std::mem::replace(&mut self.used, before);
        let pair = (!words).then(|| self.paired(a, b))?;
        Some(pair.map(|(a, b)| (a, b, used.unwrap_or_default().into_figures())))
    }

    /// Both sides with what they can stand for.
    fn formed(&mut self, left: &Node, right: &Node) -> Result<(Quantity, Quantity), Absence> {
        let forms = std::mem::replace(&mut self.forms, true);
        let (a, b) = (self.expr(left), self.expr(right));
        let (a, b) = (self.number(a), self.number(b));
        self.forms = forms;
        self.paired(a, b)
    }

    /// The verdict on two sides.
    fn judged(&self, comparison: Comparison, a: &Quantity, b: &Quantity, printed: bool) -> Result<Judged, Absence> {
        judge::judge(comparison, a, b, printed, self.options.improbable, &self.boxes).map_err(|l| self.fault(l.into()))
    }

    /// |a − b| ≤ tolerance on printed values, the end included.
    fn within(&mut self, left: &Node, right: &Node, tolerance: &Tolerance) -> Outcome {
        let formed = if self.explain { self.formed_numbers(left, right) } else { None };
        let (a, b, figures) = match formed {
            Some(Ok(sides)) => sides,
            failed => {
                let (a, b) = (self.expr(left), self.expr(right));
                match (self.two_numbers(a, b), failed) {
                    (Err(absence), _) => return self.absent(Comparison::Approx, left, right, absence),
                    (Ok(_), Some(Err(absence))) => return absence.outcome(),
                    (Ok((a, b)), _) => (a, b, Vec::new()),
                }
            }
        };
        let value = self.expr(&tolerance.value);
        let allowed = match self.number(value).and_then(|t| self.allowed(&t, &b, tolerance.relative)) {
            Ok(allowed) => allowed,
            Err(absence) => return absence.outcome(),
        };
        let holds = match a.value.sub(&b.value) {
            Ok(gap) => gap.abs() <= allowed,
            Err(limit) => return self.fault(limit.into()).outcome(),
        };
        if !self.explain {
            return Outcome::truth(holds);
        }
        match self.judged(Comparison::Approx, &a, &b, holds) {
            Ok(judged) => {
                let mut evidence = self.evidence(Comparison::Approx, (left, &a), (right, &b), &judged, holds, figures);
                evidence.within = true;
                // What rounding explains is another question than what the rule allows.
                evidence.explained_by_rounding = None;
                evidence.slack = Some(amount_of(&a, &allowed));
                evidence.z = None;
                Outcome { evidence: Some(Box::new(evidence)), ..Outcome::truth(holds) }
            }
            Err(absence) => absence.outcome(),
        }
    }

    fn allowed(&mut self, tolerance: &Quantity, right: &Quantity, relative: bool) -> Result<Exact, Absence> {
        let result = if relative {
            let cent = Exact::ONE.div(&Exact::from_int(100)).map(|c| c.unwrap_or(Exact::ONE));
            cent.and_then(|c| tolerance.value.mul(&c)).and_then(|t| t.mul(&right.value.abs())).map_err(Fault::from)
        } else {
            tolerance.meet(right).map(|(t, _, _)| t.value)
        };
        result.map_err(|fault| self.fault(fault))
    }

    fn compare_words(
        &mut self,
        comparison: Comparison,
        (left, a): (&Node, Value),
        (right, b): (&Node, Value),
    ) -> Outcome {
        let (x, y) = match (self.words(a), self.words(b)) {
            (Ok(x), Ok(y)) => (x, y),
            (Err(x), Err(y)) => return self.absent(comparison, left, right, x.and(y)),
            (Err(x), _) | (_, Err(x)) => return self.absent(comparison, left, right, x),
        };
        let holds = match comparison {
            Comparison::Equal | Comparison::Approx => x == y,
            Comparison::NotEqual => x != y,
            // Codes and dates of one form compare as they are written.
            Comparison::Less => x < y,
            Comparison::LessEqual | Comparison::LessApprox => x <= y,
            Comparison::Greater => x > y,
            Comparison::GreaterEqual | Comparison::GreaterApprox => x >= y,
        };
        if !self.explain {
            return Outcome::truth(holds);
        }
        if !self.weigh_kept(x.len().saturating_add(y.len())) {
            return self.exhausted().outcome();
        }
        let figures = self.figures_of(&[left, right]);
        let side = |run: &Self, node: &Node, text: &str| Side {
            written: run.written(node),
            computation: format!("“{text}”"),
            value: None,
            converted: None,
            range: None,
            terms: None,
        };
        let evidence = Evidence {
            comparison: Some(comparison),
            left: Some(side(self, left, &x)),
            right: Some(side(self, right, &y)),
            figures,
            ..Evidence::default()
        };
        Outcome { evidence: Some(Box::new(evidence)), ..Outcome::truth(holds) }
    }

    /// No judgement, with the figures that are there.
    fn absent(&mut self, comparison: Comparison, left: &Node, right: &Node, absence: Absence) -> Outcome {
        let mut outcome = absence.outcome();
        if let (true, Some(evidence)) = (self.explain, outcome.evidence.as_mut()) {
            evidence.comparison = Some(comparison);
            evidence.figures = self.figures_of(&[left, right]);
            let figures = std::mem::take(&mut evidence.figures);
            let (left, right) = (self.side(left, None, &figures), self.side(right, None, &figures));
            evidence.figures = figures;
            evidence.left = Some(left);
            evidence.right = Some(right);
        }
        outcome
    }

    // ---- evidence --------------------------------------------------------------------------------

    pub(super) fn evidence(
        &mut self,
        comparison: Comparison,
        (left, a): (&Node, &Quantity),
        (right, b): (&Node, &Quantity),
        judged: &Judged,
        printed: bool,
        figures: Vec<FigureUse>,
    ) -> Evidence {
        let mut left_side = self.side(left, Some((a, &judged.left)), &figures);
        let mut right_side = self.side(right, Some((b, &judged.right)), &figures);
        if a.kind == Kind::Money && a.unit != b.unit {
            left_side.converted =
                b.unit.map(|_| amount_of(&Quantity { unit: b.unit, decimals: b.decimals, ..a.clone() }, &a.value));
            right_side.converted =
                a.unit.map(|_| amount_of(&Quantity { unit: a.unit, decimals: a.decimals, ..b.clone() }, &b.value));
        }
        let gap = a.value.sub(&b.value).unwrap_or(Exact::ZERO).abs();
        // The difference is told in the coarser unit: that of the published total.
        let model = if b.unit > a.unit { b } else { a };
        let model = Quantity { decimals: a.decimals.max(b.decimals), ..model.clone() };
        let mut notes = Vec::new();
        if is_truncated(a, b) || is_truncated(b, a) {
            notes.push(Note::Truncated);
        }
        if judged.base_near_zero {
            notes.push(Note::BaseNearZero);
        }
        if !judged.exact && judged.possible && !printed {
            notes.push(Note::Bound);
        }
        Evidence {
            comparison: Some(comparison),
            left: Some(left_side),
            right: Some(right_side),
            difference: Some(amount_of(&model, &gap)),
            slack: judged.slack.as_ref().map(|s| amount_of(&model, s)),
            z: judged.z_squared.as_ref().map(|z| z.sqrt_text(1)),
            explained_by_rounding: (!printed).then_some(judged.possible),
            figures,
            missing: Vec::new(),
            reason: None,
            notes,
            within: false,
        }
    }

    fn side(&mut self, node: &Node, worth: Option<(&Quantity, &Ranged)>, figures: &[FigureUse]) -> Side {
        Side {
            written: self.written(node),
            computation: self.computation(node),
            value: worth.map(|(q, _)| amount_of(q, &q.value)),
            converted: None,
            range: worth.map(|(q, r)| range_of(q, r)),
            terms: worth.and_then(|_| self.terms(node, figures)),
        }
    }
}

/// The printed percentage is not the rounded one and is the one cut toward zero.
fn is_truncated(printed: &Quantity, computed: &Quantity) -> bool {
    if printed.kind != Kind::Percent || printed.single.is_none() || computed.single.is_some() {
        return false;
    }
    let at = printed.decimals;
    matches!((computed.value.round(at), computed.value.trunc(at)), (Ok(rounded), Ok(cut)) if rounded != printed.value && cut == printed.value)
}

/// A value in the unit in which `model` is shown.
#[expect(clippy::arithmetic_side_effects, reason = "the digits of a printed figure are at most 28")]
pub(super) fn amount_of(model: &Quantity, value: &Exact) -> Amount {
    let shown = model.shown_like(value);
    let text = full(&shown);
    Amount { text, short: shown.format(model.decimals + 2), kind: model.kind, unit: model.unit }
}

/// A number with all the digits that are told of it.
fn full(shown: &Exact) -> String {
    shown.format(10)
}

pub(super) fn range_of(model: &Quantity, ranged: &Ranged) -> Range {
    let text = |end: &crate::figure::End| end.value.as_ref().map(|value| full(&model.shown_like(value)));
    let interval = &ranged.interval;
    Range {
        low: text(&interval.low),
        low_included: interval.low.included,
        high: text(&interval.high),
        high_included: interval.high.included,
        exact: ranged.exact,
    }
}

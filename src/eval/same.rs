//! `same a, b, c`: one figure that stands in several places. Every two places are compared; a finding
//! shows them all.

use super::judge;
use super::run::Run;
use super::used::Used;
use super::value::{Absence, Outcome, Value};
use crate::figure::Quantity;
use crate::finding::{Comparison, Evidence, Side, Verdict};
use crate::message::msg;
use crate::plan::Node;

/// One place and the number that stands there.
struct Stated<'n> {
    node: &'n Node,
    value: Value,
    number: Quantity,
}

impl Run<'_> {
    /// Printed to the same digit, the digits must be the same; otherwise the coarser figure must be what
    /// the finer one rounds to. A place that is absent leaves the others to be compared, and cannot pass.
    pub(super) fn agreement(&mut self, places: &[Node]) -> Outcome {
        let forms = std::mem::replace(&mut self.forms, true);
        if self.explain {
            self.used = Some(Used::default());
        }
        let mut values: Vec<(&Node, Value)> = Vec::new();
        for node in places {
            match self.expr(node) {
                Value::Many(many) => values.extend(many.into_iter().map(|value| (node, value))),
                value => values.push((node, value)),
            }
        }
        let outcome = if values.iter().any(|(_, v)| self.is_words(v)) {
            self.same_words(&values)
        } else {
            self.same_numbers(values)
        };
        self.forms = forms;
        outcome
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "the numbers run over the very list, and a rest that is empty was left out"
    )]
    fn same_numbers(&mut self, values: Vec<(&Node, Value)>) -> Outcome {
        let mut stated = Vec::new();
        let mut absent: Option<Absence> = None;
        for (node, value) in values {
            match self.number(value.clone()) {
                Ok(number) => stated.push(Stated { node, value, number }),
                Err(next) => absent = Some(both(absent, next)),
            }
        }
        let mut worst: Option<(Outcome, usize, usize)> = None;
        for right in 1..stated.len() {
            for left in 0..right {
                if !self.spend(1) {
                    return self.exhausted().outcome();
                }
                let outcome = self.same_pair(&stated[left], &stated[right]);
                if worst.as_ref().is_none_or(|(before, ..)| outcome.verdict < before.verdict) {
                    worst = Some((outcome, left, right));
                }
            }
        }
        let figures = self.used.take().unwrap_or_default().into_figures();
        let absent = match (absent, &worst) {
            (None, None) => Some(alone()),
            (absent, _) => absent,
        };
        let compared = worst.map(|(outcome, ..)| outcome);
        self.told(compared, absent, figures)
    }

    fn same_pair(&mut self, left: &Stated<'_>, right: &Stated<'_>) -> Outcome {
        let (a, b) = match left.number.meet(&right.number) {
            Ok((a, b, _)) => (a, b),
            Err(fault) => return self.fault(fault).outcome(),
        };
        let comparison = if self.has_one_digit(&a, &b) { Comparison::Equal } else { Comparison::Approx };
        let printed = judge::as_printed(comparison, &a.value, &b.value)
            || (comparison == Comparison::Approx && self.covers(&a, &b));
        let judged = match judge::judge(comparison, &a, &b, printed, self.options.improbable, &self.boxes) {
            Ok(judged) => judged,
            Err(limit) => return self.fault(limit.into()).outcome(),
        };
        let evidence = self.explain.then(|| {
            let figures = self.used.clone().unwrap_or_default().into_figures();
            let mut evidence = self.evidence(comparison, (left.node, &a), (right.node, &b), &judged, printed, figures);
            for (side, stated) in [(&mut evidence.left, left), (&mut evidence.right, right)] {
                if let Some(side) = side {
                    side.computation = self.shown_value(&stated.value);
                    side.terms = self.term_of(&stated.value, &evidence.figures);
                }
            }
            Box::new(evidence)
        });
        Outcome { verdict: judged.verdict, evidence }
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "the numbers run over the very list, and a rest that is empty was left out"
    )]
    fn same_words(&mut self, values: &[(&Node, Value)]) -> Outcome {
        let mut absent: Option<Absence> = None;
        let mut words = Vec::new();
        for (node, value) in values {
            match self.words(value.clone()) {
                Ok(text) => words.push((*node, text)),
                Err(next) => absent = Some(both(absent, next)),
            }
        }
        let figures = match self.explain {
            true => self.figures_of(&values.iter().map(|(node, _)| *node).collect::<Vec<_>>()),
            false => Vec::new(),
        };
        let compared = words.split_first().filter(|(_, rest)| !rest.is_empty()).map(|(first, rest)| {
            let other = rest.iter().find(|(_, text)| text != &first.1);
            let side = |(node, text): &(&Node, std::sync::Arc<str>)| Side {
                written: self.written(node),
                computation: format!("“{text}”"),
                value: None,
                converted: None,
                range: None,
                terms: None,
            };
            let evidence = self.explain.then(|| {
                Box::new(Evidence {
                    comparison: Some(Comparison::Equal),
                    left: Some(side(first)),
                    right: Some(side(other.unwrap_or(&rest[0]))),
                    ..Evidence::default()
                })
            });
            Outcome { evidence, ..Outcome::truth(other.is_none()) }
        });
        let absent = if compared.is_none() && absent.is_none() { Some(alone()) } else { absent };
        self.told(compared, absent, figures)
    }

    /// The verdict on what could be compared and what could not.
    fn told(
        &mut self,
        compared: Option<Outcome>,
        absent: Option<Absence>,
        figures: Vec<crate::finding::FigureUse>,
    ) -> Outcome {
        let mut outcome = match (compared, absent.map(Absence::outcome)) {
            (Some(compared), Some(absent)) => compared.worse(absent),
            (Some(outcome), None) | (None, Some(outcome)) => outcome,
            (None, None) => alone().outcome(),
        };
        if let (true, Some(evidence)) = (self.explain, outcome.evidence.as_mut()) {
            evidence.figures = figures;
        }
        outcome
    }

    /// Whether two figures are printed in one unit and to one digit.
    fn has_one_digit(&self, a: &Quantity, b: &Quantity) -> bool {
        match (self.single_facts(a), self.single_facts(b)) {
            (Some((x, _)), Some((y, _))) => x.step == y.step && x.unit == y.unit,
            _ => false,
        }
    }
}

fn both(before: Option<Absence>, next: Absence) -> Absence {
    match before {
        Some(before) => before.and(next),
        None => next,
    }
}

fn alone() -> Absence {
    let reason = msg!("eval-same-alone");
    Absence { verdict: Verdict::Undetermined, missing: false, paths: Vec::new(), reason }
}

//! Logic over verdicts: and, or, not, implies, quantifiers, membership.

use super::run::{Run, Slot};
use super::value::{Absence, Outcome, Value};
use crate::finding::{Evidence, Verdict};
use crate::message::msg;
use crate::plan::{Many, Node, NodeKind};
use crate::syntax::ast::Test;

impl Run<'_> {
    /// The verdict of a logical expression.
    pub(super) fn outcome(&mut self, node: &Node) -> Outcome {
        if !self.spend(1) {
            return self.exhausted().outcome();
        }
        match &node.kind {
            NodeKind::Boolean(value) => Outcome::truth(*value),
            NodeKind::Compare { first, rest, within } => self.chain(first, rest, within.as_deref()),
            NodeKind::And(parts) => self.fold(parts, Verdict::Holds, Outcome::worse),
            NodeKind::Or(parts) => self.fold(parts, Verdict::Violated, Outcome::better),
            NodeKind::Not(inner) => self.outcome(inner).negated(),
            NodeKind::Implies(premise, conclusion) => {
                let premise = self.outcome(premise).negated();
                if premise.verdict == Verdict::Holds {
                    Outcome::of(Verdict::Holds)
                } else {
                    self.outcome(conclusion).better(premise)
                }
            }
            NodeKind::Same(places) => self.agreement(places),
            NodeKind::In(element, list) => self.contained(element, list),
            NodeKind::Matches(text, pattern) => {
                let value = self.expr(text);
                match self.words(value) {
                    Ok(text) if !self.weigh_match(text.len()) => self.exhausted().outcome(),
                    Ok(text) => Outcome::truth(pattern.is_match(&text)),
                    Err(absence) => absence.outcome(),
                }
            }
            NodeKind::Is { operand, test, negated } => {
                let value = self.expr(operand);
                Outcome::truth(self.is(&value, *test) != *negated)
            }
            NodeKind::Quantified { quantifier, slot, source, filter, body } => {
                self.quantified(*quantifier, *slot, source, filter.as_deref(), body)
            }
            _ => match self.expr(node) {
                Value::Truth(outcome) => outcome,
                Value::Absent(absence) => absence.outcome(),
                Value::Many(mut one) if one.len() == 1 => match one.pop() {
                    Some(Value::Truth(outcome)) => outcome,
                    _ => not_logical().outcome(),
                },
                value if !self.weigh_text(&value) => self.exhausted().outcome(),
                value => match self.text(&value).as_deref() {
                    Some("true" | "是") => Outcome::truth(true),
                    Some("false" | "否") => Outcome::truth(false),
                    _ if self.is_missing(&value) => self.number(value).err().unwrap_or_else(not_logical).outcome(),
                    _ => not_logical().outcome(),
                },
            },
        }
    }

    fn fold(&mut self, parts: &[Node], empty: Verdict, join: fn(Outcome, Outcome) -> Outcome) -> Outcome {
        let mut outcome: Option<Outcome> = None;
        for part in parts {
            let next = self.outcome(part);
            outcome = Some(match outcome {
                None => next,
                Some(before) => join(before, next),
            });
        }
        outcome.unwrap_or(Outcome::of(empty))
    }

    fn is(&mut self, value: &Value, test: Test) -> bool {
        let missing = self.is_missing(value);
        match test {
            Test::Missing => missing,
            Test::Present => !missing,
            Test::Text => self.is_words(value),
            Test::Number => !missing && !self.is_words(value) && self.quietly(|run| run.number(value.clone())).is_ok(),
        }
    }

    fn contained(&mut self, node: &Node, list: &Node) -> Outcome {
        let element = self.expr(node);
        let members = match self.expr(list) {
            Value::Many(values) => values,
            Value::Place(cell) => self.elements_of(cell),
            Value::Absent(absence) => return absence.outcome(),
            value => vec![value],
        };
        let mut outcome = Outcome::of(Verdict::Violated);
        for member in members {
            outcome = outcome.better(self.same(&element, &member));
            if outcome.verdict == Verdict::Holds {
                break;
            }
        }
        if self.explain && outcome.evidence.is_none() {
            let mut behind = Vec::new();
            selected(node, &mut behind);
            let figures = self.figures_of(&behind);
            outcome.evidence = (!figures.is_empty()).then(|| Box::new(Evidence { figures, ..Evidence::default() }));
        }
        outcome
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "the planner numbers the variables of a rule, and there is a slot for each of them"
    )]
    fn quantified(
        &mut self,
        quantifier: Many,
        slot: usize,
        source: &Node,
        filter: Option<&Node>,
        body: &Node,
    ) -> Outcome {
        let elements = match self.expr(source) {
            Value::Many(values) => values,
            Value::Place(cell) => self.elements_of(cell),
            Value::Absent(absence) if !absence.missing => return absence.outcome(),
            Value::Absent(_) => Vec::new(),
            value => vec![value],
        };
        let mut outcomes = Vec::new();
        for element in elements {
            let before = std::mem::replace(&mut self.slots[slot], Slot::Element(element));
            let chosen = filter.map_or(Outcome::truth(true), |f| self.condition(f));
            match chosen.verdict.truth() {
                Some(true) => outcomes.push(self.outcome(body)),
                Some(false) => {}
                None => outcomes.push(chosen),
            }
            self.slots[slot] = before;
        }
        match quantifier {
            Many::All => outcomes.into_iter().reduce(Outcome::worse).unwrap_or(Outcome::of(Verdict::Holds)),
            Many::Any => outcomes.into_iter().reduce(Outcome::better).unwrap_or(Outcome::of(Verdict::Violated)),
            Many::None => {
                outcomes.into_iter().map(Outcome::negated).reduce(Outcome::worse).unwrap_or(Outcome::of(Verdict::Holds))
            }
            Many::Exactly(n) => exactly(n, outcomes),
        }
    }
}

/// What an expression takes from the account: itself, or what its functions are given.
fn selected<'n>(node: &'n Node, found: &mut Vec<&'n Node>) {
    match &node.kind {
        NodeKind::Select(_) => found.push(node),
        NodeKind::Call(_, arguments) => arguments.iter().for_each(|argument| selected(argument, found)),
        _ => {}
    }
}

/// `exactly n`: decided as soon as the unknown ones cannot change it.
#[expect(clippy::arithmetic_side_effects, reason = "counts of things held in memory")]
fn exactly(n: u64, outcomes: Vec<Outcome>) -> Outcome {
    let count =
        |truth| u64::try_from(outcomes.iter().filter(|o| o.verdict.truth() == truth).count()).unwrap_or(u64::MAX);
    let (yes, unknown) = (count(Some(true)), count(None));
    if yes > n || yes + unknown < n {
        return Outcome::of(Verdict::Violated);
    }
    if unknown == 0 {
        return Outcome::of(Verdict::Holds);
    }
    outcomes
        .into_iter()
        .filter(|o| o.verdict.truth().is_none())
        .reduce(Outcome::worse)
        .unwrap_or(Outcome::of(Verdict::Holds))
}

fn not_logical() -> Absence {
    Absence::unusable(Vec::new(), msg!("eval-not-a-condition"))
}

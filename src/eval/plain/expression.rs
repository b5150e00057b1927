//! Values and conditions. None is "nothing is proved": a figure that is absent, a number off the grid, kinds
//! that do not meet, a difference that rounding may explain.

use std::cmp::Ordering;
use std::sync::LazyLock;

use super::run::{Known, Like, Prover};
use super::{Condition, Expression, Name, Place, Relation, Selection, Term};
use crate::account::{Content, NodeId};
use crate::eval::bind::scalar_text;
use crate::figure::{Grid, Printed, Scaled, Total};
use crate::plan::Many;
use crate::syntax::ast::{Factor, Sign, Test};

/// Longest text that is looked at.
const LONG: usize = 256;

/// The member that a record is where a number is wanted.
static AMOUNT: LazyLock<Name> = LazyLock::new(|| Name::new("amount"));

/// A value.
#[derive(Clone, Copy)]
enum Value<'a> {
    Number(Scaled),
    Text(&'a str),
    Place(Place),
}

impl<'a> Prover<'a> {
    fn value(&mut self, expression: &'a Expression) -> Option<Value<'a>> {
        Some(match expression {
            Expression::Text(text) => Value::Text(text),
            Expression::At(walk) => Value::Place(self.at(walk)?),
            Expression::Only(selection) => Value::Place(self.only(selection)?),
            Expression::Left(text, count) => {
                let text = self.value(text)?;
                let text = self.text(text)?;
                let end = text.char_indices().nth(*count).map_or(text.len(), |(at, _)| at);
                Value::Text(text.get(..end)?)
            }
            _ => Value::Number(self.computed(expression)?),
        })
    }

    /// The value of an expression as a number.
    fn number(&mut self, expression: &'a Expression) -> Option<Scaled> {
        let place = match expression {
            Expression::Number(number) => return Some(*number),
            Expression::At(walk) => self.at(walk)?,
            Expression::Only(selection) => self.only(selection)?,
            _ => return self.computed(expression),
        };
        self.figure(place)
    }

    #[expect(clippy::arithmetic_side_effects, reason = "counts of things held in memory")]
    fn computed(&mut self, expression: &'a Expression) -> Option<Scaled> {
        self.spend()?;
        match expression {
            Expression::Number(number) => Some(*number),
            Expression::Sum(terms) => {
                let mut total = Total::default();
                for (sign, term) in terms {
                    let term = self.number(term)?;
                    total.add(&if *sign == Sign::Minus { term.neg() } else { term })?;
                }
                total.finish()
            }
            Expression::Product(first, rest) => {
                let mut product = self.number(first)?;
                for (factor, part) in rest {
                    let part = self.number(part)?;
                    product = if *factor == Factor::Times { product.mul(&part)? } else { product.div(&part)? };
                }
                Some(product)
            }
            Expression::Negative(inner) => Some(self.number(inner)?.neg()),
            Expression::Total(terms) => self.total(terms),
            Expression::Count(selection) => {
                let mut count = 0;
                self.elements(selection, &mut |prover, place, _| {
                    count += usize::from(!prover.is_missing(place)?);
                    Some(())
                })?;
                Scaled::count(count)
            }
            Expression::Pct(pair) => {
                let (part, whole) = self.two(pair)?;
                Scaled::pct(&part, &whole)
            }
            Expression::Growth(pair) => {
                let (now, before) = self.two(pair)?;
                Scaled::growth(&now, &before)
            }
            Expression::PriorOf(pair) => {
                let (now, change) = self.two(pair)?;
                now.sub(&change)
            }
            Expression::Abs(inner) => Some(self.number(inner)?.abs()),
            Expression::Length(text) => {
                let text = self.value(text)?;
                Scaled::count(self.text(text)?.chars().count())
            }
            Expression::Text(_) | Expression::At(_) | Expression::Only(_) | Expression::Left(..) => None,
        }
    }

    /// A value that is surely no words: a computed one, or a figure.
    fn sure(&mut self, expression: &'a Expression) -> Option<Scaled> {
        match expression {
            Expression::Number(number) => Some(*number),
            Expression::At(walk) => {
                let place = self.at(walk)?;
                let Place::Node(node) = place else { return None };
                match *self.figures.get(node.0 as usize)? {
                    Known::Figure(figure) if self.mode.is_none() => Some(figure),
                    _ if self.bound.declared_text(node, self.dictionary) => None,
                    _ => self.figure(place),
                }
            }
            Expression::Text(_) | Expression::Only(_) | Expression::Left(..) => None,
            _ => self.computed(expression),
        }
    }

    fn two(&mut self, [first, second]: &'a [Expression; 2]) -> Option<(Scaled, Scaled)> {
        Some((self.number(first)?, self.number(second)?))
    }

    /// The sum of all numbers behind the arguments.
    fn total(&mut self, terms: &'a [Term]) -> Option<Scaled> {
        let mut total = Total::default();
        for term in terms {
            match term {
                Term::One(expression) => total.add(&self.number(expression)?)?,
                Term::Each(selection) => self.each(selection, &mut |prover, place, many| match place {
                    Place::Node(node) if !many && matches!(prover.content(node), Content::List(_)) => {
                        prover.children(node, &mut |prover, place| total.add(&prover.figure(place)?))
                    }
                    _ => total.add(&prover.figure(place)?),
                })?,
            }
        }
        total.finish()
    }

    /// The only place that a selector finds.
    fn only(&mut self, selection: &'a Selection) -> Option<Place> {
        let mut found = None;
        self.each(selection, &mut |_, place, _| match found.replace(place) {
            None => Some(()),
            Some(_) => None,
        })?;
        found
    }

    /// The figure at a place: a number, or the amount of a record.
    fn figure(&mut self, place: Place) -> Option<Scaled> {
        match place {
            Place::Blank => Some(Scaled::ZERO),
            Place::Missing => None,
            Place::Node(node) => match *self.figures.get(node.0 as usize)? {
                Known::Figure(known) | Known::Words(known) if self.mode.is_none() => Some(known),
                _ => self.read_figure(node),
            },
        }
    }

    fn read_figure(&mut self, node: NodeId) -> Option<Scaled> {
        if let Some(number) = self.bound.account.number(node) {
            let figure = self.on_grid(node, number.with(()))?;
            if self.mode.is_none() {
                let worded = self.bound.declared_text(node, self.dictionary);
                *self.figures.get_mut(node.0 as usize)? =
                    if worded { Known::Words(figure) } else { Known::Figure(figure) };
            }
            return Some(figure);
        }
        let Content::Record(_) = self.content(node) else { return None };
        match self.member(Place::Node(node), &AMOUNT)? {
            Place::Blank => Some(Scaled::ZERO),
            Place::Node(amount) if self.bound.account.number(amount).is_some() => self.figure(Place::Node(amount)),
            Place::Node(_) | Place::Missing => None,
        }
    }

    /// A figure on its grid. Most figures share theirs with others of their column.
    fn on_grid(&mut self, node: NodeId, printed: Printed<()>) -> Option<Scaled> {
        let like = Like {
            entry: self.bound.entry(node),
            setting: self.bound.account.setting_number(node),
            decimals: printed.decimals(),
        };
        // What has no entry is told by its name, and a suffix is the figure's own.
        let is_shared = like.entry.is_some() && printed.suffix().is_none() && self.mode.is_none();
        if let Some(Some((known, grid))) = self.grids.get(like.place())
            && is_shared
            && *known == like
        {
            return grid.figure(printed.mantissa());
        }
        let facts = self.bound.facts(node, printed, self.dictionary);
        let grid = Grid::of(like.decimals, facts.kind, facts.unit, facts.step, self.mode.unwrap_or(facts.mode))?;
        if let Some(slot) = self.grids.get_mut(like.place()).filter(|_| is_shared) {
            *slot = Some((like, grid));
        }
        grid.figure(printed.mantissa())
    }

    fn text(&self, value: Value<'a>) -> Option<&'a str> {
        match value {
            Value::Text(text) => Some(text),
            // A long one is left to the evaluator, which counts what it takes.
            Value::Place(Place::Node(node)) => scalar_text(self.content(node)).filter(|text| text.len() <= LONG),
            Value::Place(_) | Value::Number(_) => None,
        }
    }

    fn is_words(&self, value: Value<'a>) -> bool {
        match value {
            Value::Text(_) => true,
            Value::Place(Place::Node(node)) => match self.content(node) {
                Content::Text(_) => true,
                Content::Number(_) => self.bound.declared_text(node, self.dictionary),
                _ => false,
            },
            Value::Place(_) | Value::Number(_) => false,
        }
    }

    /// Whether a figure is not there, or its place is empty.
    pub(super) fn is_missing(&mut self, place: Place) -> Option<bool> {
        Some(match place {
            Place::Missing => true,
            Place::Blank => false,
            Place::Node(node) => match self.content(node) {
                Content::Missing => true,
                Content::Record(_) => match self.member(place, &AMOUNT)? {
                    Place::Node(amount) => matches!(self.content(amount), Content::Missing),
                    Place::Blank | Place::Missing => false,
                },
                _ => false,
            },
        })
    }

    /// Two values as numbers, or as words; none when one is words and the other is not.
    fn pair(&mut self, left: Value<'a>, right: Value<'a>) -> Option<Pair<'a>> {
        if self.is_words(left) || self.is_words(right) {
            return Some(Pair::Words(self.text(left)?, self.text(right)?));
        }
        let mut number = |value| match value {
            Value::Number(number) => Some(number),
            Value::Place(place) => self.figure(place),
            Value::Text(_) => None,
        };
        Some(Pair::Numbers(number(left)?, number(right)?))
    }

    // ---- conditions ------------------------------------------------------------------------------

    /// Whether a condition holds, or is violated, whatever rounding allows.
    pub(super) fn holds(&mut self, condition: &'a Condition) -> Option<bool> {
        self.spend()?;
        match condition {
            Condition::Known(value) => Some(*value),
            Condition::Compare(left, relation, right) => {
                if let Some(a) = self.sure(left)
                    && let Some(b) = self.sure(right)
                {
                    return relation.between(&a, &b);
                }
                let (left, right) = (self.value(left)?, self.value(right)?);
                match self.pair(left, right)? {
                    Pair::Words(a, b) => Some(relation.is(a.cmp(b))),
                    Pair::Numbers(a, b) => relation.between(&a, &b),
                }
            }
            Condition::Within(operands, relative) => {
                let [left, right, tolerance] = &**operands;
                let (left, right) = (self.number(left)?, self.number(right)?);
                left.within(&right, &self.number(tolerance)?, *relative)
            }
            Condition::And(parts) => self.join(parts, false),
            Condition::Or(parts) => self.join(parts, true),
            Condition::Not(inner) => self.holds(inner).map(|holds| !holds),
            Condition::Implies(pair) => {
                let [premise, conclusion] = &**pair;
                match self.holds(premise) {
                    Some(false) => Some(true),
                    Some(true) => self.holds(conclusion),
                    None => self.holds(conclusion).filter(|holds| *holds),
                }
            }
            Condition::Is(operand, test, negated) => {
                let value = self.value(operand)?;
                Some(self.is(value, *test)? != *negated)
            }
            Condition::IsAny(selection, wanted) => {
                let mut any = false;
                self.each(selection, &mut |prover, place, _| {
                    any |= !prover.is_missing(place)?;
                    Some(())
                })?;
                Some(any == *wanted)
            }
            Condition::Matches(text, pattern) => {
                let text = self.value(text)?;
                Some(pattern.is_match(self.text(text)?))
            }
            Condition::Starts(pair) => {
                let (text, part) = self.two_texts(pair)?;
                Some(text.starts_with(part))
            }
            Condition::Ends(pair) => {
                let (text, part) = self.two_texts(pair)?;
                Some(text.ends_with(part))
            }
            Condition::In(element, members) => self.contained(element, members),
            Condition::Quantified { quantifier, slot, source, filter, body } => {
                self.quantified(*quantifier, *slot, source, filter.as_deref(), body)
            }
        }
    }

    /// `or` when `best`, else `and`: one part decides, whatever is not known of the others.
    fn join(&mut self, parts: &'a [Condition], best: bool) -> Option<bool> {
        let mut known = true;
        for part in parts {
            match self.holds(part) {
                Some(holds) if holds == best => return Some(best),
                Some(_) => {}
                None => known = false,
            }
        }
        known.then_some(!best)
    }

    fn is(&mut self, value: Value<'a>, test: Test) -> Option<bool> {
        let missing = match value {
            Value::Place(place) => self.is_missing(place)?,
            Value::Number(_) | Value::Text(_) => false,
        };
        match test {
            Test::Missing => Some(missing),
            Test::Present => Some(!missing),
            Test::Text => Some(self.is_words(value)),
            Test::Number if missing || self.is_words(value) => Some(false),
            Test::Number => match value {
                Value::Place(place) => self.figure(place).map(|_| true),
                Value::Number(_) | Value::Text(_) => Some(true),
            },
        }
    }

    fn two_texts(&mut self, [first, second]: &'a [Expression; 2]) -> Option<(&'a str, &'a str)> {
        let (first, second) = (self.value(first)?, self.value(second)?);
        Some((self.text(first)?, self.text(second)?))
    }

    fn contained(&mut self, element: &'a Expression, members: &'a [Expression]) -> Option<bool> {
        let element = self.value(element)?;
        let mut known = true;
        for member in members {
            let member = self.value(member)?;
            let same = self.pair(element, member).and_then(|pair| match pair {
                Pair::Words(a, b) => Some(a == b),
                Pair::Numbers(a, b) => a.order(&b).map(Ordering::is_eq),
            });
            match same {
                Some(true) => return Some(true),
                Some(false) => {}
                None => known = false,
            }
        }
        known.then_some(false)
    }

    #[expect(clippy::arithmetic_side_effects, reason = "counts of things held in memory")]
    fn quantified(
        &mut self,
        quantifier: Many,
        slot: usize,
        source: &'a Selection,
        filter: Option<&'a Condition>,
        body: &'a Condition,
    ) -> Option<bool> {
        let (mut yes, mut no, mut unknown) = (0_u64, 0_u64, 0_u64);
        self.elements(source, &mut |prover, place, _| {
            let before = std::mem::replace(prover.slots.get_mut(slot)?, place);
            let outcome = match filter.map_or(Some(true), |filter| prover.holds(filter)) {
                Some(true) => Some(prover.holds(body)),
                Some(false) => None,
                None => Some(None),
            };
            *prover.slots.get_mut(slot)? = before;
            match outcome {
                Some(Some(true)) => yes += 1,
                Some(Some(false)) => no += 1,
                Some(None) => unknown += 1,
                None => {}
            }
            Some(())
        })?;
        match quantifier {
            Many::All if no > 0 => Some(false),
            Many::Any if yes > 0 => Some(true),
            Many::None if yes > 0 => Some(false),
            _ if unknown > 0 => None,
            Many::All | Many::None => Some(true),
            Many::Any => Some(false),
            Many::Exactly(n) => Some(yes == n),
        }
    }
}

enum Pair<'a> {
    Numbers(Scaled, Scaled),
    Words(&'a str, &'a str),
}

impl Relation {
    /// Whether it is satisfied, the values being exact.
    fn is(self, order: Ordering) -> bool {
        match self {
            Relation::Is(satisfied) | Relation::Could(satisfied) => satisfied(order),
            Relation::Approx => order.is_eq(),
        }
    }

    fn between(self, a: &Scaled, b: &Scaled) -> Option<bool> {
        match self {
            Relation::Is(satisfied) => a.order(b).map(satisfied),
            Relation::Could(satisfied) => a.order(b).map(satisfied).filter(|holds| *holds),
            Relation::Approx => a.agrees(b).filter(|agrees| *agrees),
        }
    }
}

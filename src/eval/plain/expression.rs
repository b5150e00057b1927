//! Values and conditions. None is "nothing is proved": a figure that is absent, a number off the grid, kinds
//! that do not meet, a difference that rounding may explain.

use std::cmp::Ordering;

use super::run::Prover;
use super::{Condition, Expression, Place, Relation, Selection, Term};
use crate::account::Content;
use crate::figure::{Amount, Scaled, Total};
use crate::pack::same_name;
use crate::plan::{Many, Pattern};
use crate::syntax::ast::{Factor, Sign, Test};

/// Longest text that is looked at.
const LONG: usize = 256;

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
            Expression::Else(parts) => self.first_there(parts)?,
            _ => Value::Number(self.computed(expression)?),
        })
    }

    /// The first value that is not missing, or the last.
    #[inline(never)]
    fn first_there(&mut self, parts: &'a [Expression]) -> Option<Value<'a>> {
        let mut last = None;
        for part in parts {
            self.spend()?;
            let value = self.value(part)?;
            last = Some(value);
            match value {
                Value::Place(place) if self.is_missing(place)? => {}
                _ => break,
            }
        }
        last
    }

    /// The value of an expression as a number.
    #[inline]
    fn number(&mut self, expression: &'a Expression) -> Option<Scaled> {
        let place = match expression {
            Expression::Number(number, _) => return Some(*number),
            Expression::At(walk) => self.at(walk)?,
            Expression::Only(selection) => self.only(selection)?,
            Expression::Else(parts) => match self.first_there(parts)? {
                Value::Number(number) => return Some(number),
                Value::Place(place) => place,
                Value::Text(_) => return None,
            },
            _ => return self.computed(expression),
        };
        self.figure(place)
    }

    fn computed(&mut self, expression: &'a Expression) -> Option<Scaled> {
        self.spend()?;
        match expression {
            Expression::Number(number, _) => Some(*number),
            Expression::Sum(terms) => self.sum(terms),
            Expression::Product(first, rest) => self.product(first, rest),
            Expression::Negative(inner) => Some(self.number(inner)?.neg()),
            Expression::Total(terms) => self.total(terms),
            Expression::Count(selection) => self.count(selection),
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
            Expression::Text(_)
            | Expression::At(_)
            | Expression::Only(_)
            | Expression::Else(_)
            | Expression::Left(..) => None,
        }
    }

    #[inline(never)]
    fn sum(&mut self, terms: &'a [(Sign, Expression)]) -> Option<Scaled> {
        let mut total = Total::default();
        for (sign, term) in terms {
            let term = self.number(term)?;
            total.add(&if *sign == Sign::Minus { term.neg() } else { term })?;
        }
        total.finish()
    }

    #[inline(never)]
    fn product(&mut self, first: &'a Expression, rest: &'a [(Factor, Expression)]) -> Option<Scaled> {
        let mut product = self.number(first)?;
        for (factor, part) in rest {
            let part = self.number(part)?;
            product = if *factor == Factor::Times { product.mul(&part)? } else { product.div(&part)? };
        }
        Some(product)
    }

    #[inline(never)]
    #[expect(clippy::arithmetic_side_effects, reason = "counts of things held in memory")]
    fn count(&mut self, selection: &'a Selection) -> Option<Scaled> {
        let mut count = 0;
        let elements = self.find_elements(selection)?;
        self.visit(elements, |prover, place| {
            count += usize::from(!prover.is_missing(place)?);
            Some(())
        })?;
        Scaled::count(count)
    }

    /// A value that is surely no words: a computed one, or a figure.
    fn sure(&mut self, expression: &'a Expression) -> Option<Scaled> {
        match expression {
            Expression::Number(number, _) => Some(*number),
            Expression::At(walk) => match self.at(walk)? {
                Place::Node(node) => match *self.figures.get(node.0 as usize)? {
                    Some(figure) if figure.is_words => None,
                    Some(figure) if self.mode.is_none() => Some(figure.into()),
                    _ if self.bound.declared_text(node, &self.program.dictionary) => None,
                    _ => self.figure(Place::Node(node)),
                },
                Place::Blank | Place::Missing => None,
            },
            Expression::Text(_) | Expression::Only(_) | Expression::Else(_) | Expression::Left(..) => None,
            _ => self.computed(expression),
        }
    }

    /// A figure, a number of the rule, or a sum of such, as a machine word counts it.
    #[inline]
    fn amount(&mut self, expression: &'a Expression) -> Option<Amount> {
        match expression {
            Expression::At(walk) => match self.at(walk)? {
                Place::Node(node) => {
                    let figure = (*self.figures.get(node.0 as usize)?)?;
                    (!figure.is_words).then(|| figure.amount())
                }
                Place::Blank | Place::Missing => None,
            },
            Expression::Number(_, amount) => *amount,
            Expression::Sum(terms) => self.sum_of_amounts(terms),
            _ => None,
        }
    }

    #[inline(never)]
    fn sum_of_amounts(&mut self, terms: &'a [(Sign, Expression)]) -> Option<Amount> {
        let mut sum: Option<Amount> = None;
        for (sign, term) in terms {
            let term = self.amount(term)?;
            let term = if *sign == Sign::Minus { term.neg()? } else { term };
            sum = Some(match sum {
                None => term,
                Some(sum) => sum.add(term)?,
            });
        }
        sum
    }

    fn two(&mut self, [first, second]: &'a [Expression; 2]) -> Option<(Scaled, Scaled)> {
        Some((self.number(first)?, self.number(second)?))
    }

    /// The sum of all numbers behind the arguments.
    #[inline(never)]
    fn total(&mut self, terms: &'a [Term]) -> Option<Scaled> {
        let mut total = Total::default();
        for term in terms {
            match term {
                Term::One(expression) => total.add(&self.number(expression)?)?,
                Term::Each(selection) => {
                    let summands = self.find_summands(selection)?;
                    self.visit(summands, |prover, place| prover.add_to(&mut total, place))?;
                }
            }
        }
        total.finish()
    }

    #[inline]
    fn add_to(&mut self, total: &mut Total, place: Place) -> Option<()> {
        if let (Place::Node(node), None) = (place, self.mode)
            && let Some(figure) = *self.figures.get(node.0 as usize)?
        {
            return total.add_figure(figure);
        }
        total.add(&self.figure(place)?)
    }

    /// The only place that a selector finds.
    fn only(&mut self, selection: &'a Selection) -> Option<Place> {
        let found = self.find(selection)?;
        let only = if found.len() == 1 { self.found.last().map(|found| found.place) } else { None };
        self.found.truncate(found.start);
        only
    }

    fn text(&self, value: Value<'a>) -> Option<&'a str> {
        match value {
            Value::Text(text) => Some(text),
            // A long one is left to the evaluator, which counts what it takes.
            Value::Place(Place::Node(node)) => self.bound.account.scalar_text(node).filter(|text| text.len() <= LONG),
            Value::Place(_) | Value::Number(_) => None,
        }
    }

    fn is_words(&self, value: Value<'a>) -> bool {
        match value {
            Value::Text(_) => true,
            Value::Place(Place::Node(node)) => match self.content(node) {
                Content::Text(_) => true,
                Content::Number(_) => self.bound.declared_text(node, &self.program.dictionary),
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
            Place::Node(node) if self.bound.account.is_record(node) => match self.member(place, &self.proofs.amount)? {
                Place::Node(amount) => self.bound.account.is_missing(amount),
                Place::Blank | Place::Missing => false,
            },
            Place::Node(node) => self.bound.account.is_missing(node),
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
            Condition::Unknown => None,
            Condition::Known(value) => Some(*value),
            Condition::Compare(pair, relation) => self.compare(pair, *relation),
            Condition::Words(pair, relation) => self.words(pair, |left, right| relation.is(left.cmp(right))),
            Condition::Within(operands, relative) => self.within(operands, *relative),
            Condition::And(parts) => self.join(parts, false),
            Condition::Or(parts) => self.join(parts, true),
            Condition::Not(inner) => self.not(inner),
            Condition::Either(parts) => self.either(parts),
            Condition::Implies(pair) => self.implies(pair),
            Condition::Is(operand, test, negated) => self.is(operand, *test, *negated),
            Condition::IsAny(selection, wanted) => self.is_any(selection, *wanted),
            Condition::Matches(text, pattern) => self.matches(text, pattern),
            Condition::Starts(pair) => self.words(pair, |text, part| text.starts_with(part)),
            Condition::Ends(pair) => self.words(pair, |text, part| text.ends_with(part)),
            Condition::IsStandard(pair) => self.is_standard(pair),
            Condition::In(element, members) => self.contained(element, members),
            Condition::Among(element, selection) => self.among(element, selection),
            Condition::Quantified { quantifier, slot, source, filter, body } => {
                self.quantified(*quantifier, *slot, source, filter.as_deref(), body)
            }
        }
    }

    #[inline(never)]
    fn not(&mut self, inner: &'a Condition) -> Option<bool> {
        self.holds(inner).map(|holds| !holds)
    }

    #[inline(never)]
    fn either(&mut self, [premise, then, otherwise]: &'a [Condition; 3]) -> Option<bool> {
        let chosen = if self.holds(premise)? { then } else { otherwise };
        self.holds(chosen)
    }

    #[inline(never)]
    fn implies(&mut self, [premise, conclusion]: &'a [Condition; 2]) -> Option<bool> {
        match self.holds(premise) {
            Some(false) => Some(true),
            Some(true) => self.holds(conclusion),
            None => self.holds(conclusion).filter(|holds| *holds),
        }
    }

    #[inline(never)]
    fn matches(&mut self, text: &'a Expression, pattern: &Pattern) -> Option<bool> {
        let text = self.value(text)?;
        Some(pattern.is_match(self.text(text)?))
    }

    #[inline(never)]
    fn is_standard(&mut self, pair: &'a [Expression; 2]) -> Option<bool> {
        let (name, code) = self.two_texts(pair)?;
        let standard = self.program.codes.name(code, self.bound.account.header.year?).ok()?;
        Some(same_name(name, standard))
    }

    /// What is true of two texts.
    #[inline(never)]
    fn words(&mut self, pair: &'a [Expression; 2], is_true: impl Fn(&str, &str) -> bool) -> Option<bool> {
        let (first, second) = self.two_texts(pair)?;
        Some(is_true(first, second))
    }

    #[inline(never)]
    fn compare(&mut self, pair: &'a [Expression; 2], relation: Relation) -> Option<bool> {
        let [left, right] = pair;
        if self.mode.is_none()
            && let Some(a) = self.amount(left)
            && let Some(b) = self.amount(right)
            && let Some(order) = a.order(b)
            && let Some(holds) = relation.exactly(order)
        {
            return Some(holds);
        }
        self.compare_exactly(pair, relation)
    }

    /// As [`Prover::compare`], where machine words are not enough.
    #[inline(never)]
    fn compare_exactly(&mut self, [left, right]: &'a [Expression; 2], relation: Relation) -> Option<bool> {
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

    #[inline(never)]
    fn within(&mut self, operands: &'a [Expression; 3], relative: bool) -> Option<bool> {
        let [left, right, tolerance] = operands;
        // What is asked of percentages all the time.
        if let (Expression::Pct(pair), false, None) = (right, relative, self.mode)
            && let [part, whole] = &**pair
            && let Some(printed) = self.amount(left)
            && let Some(part) = self.amount(part)
            && let Some(whole) = self.amount(whole)
            && let Some(tolerance) = self.amount(tolerance)
            && let Some(holds) = printed.is_pct(part, whole, tolerance)
        {
            return Some(holds);
        }
        self.within_exactly(operands, relative)
    }

    /// As [`Prover::within`], where machine words are not enough.
    #[inline(never)]
    fn within_exactly(&mut self, [left, right, tolerance]: &'a [Expression; 3], relative: bool) -> Option<bool> {
        let (left, right) = (self.number(left)?, self.number(right)?);
        left.within(&right, &self.number(tolerance)?, relative)
    }

    #[inline(never)]
    fn is_any(&mut self, selection: &'a Selection, wanted: bool) -> Option<bool> {
        let mut any = false;
        let found = self.find(selection)?;
        self.visit(found, |prover, place| {
            any |= !prover.is_missing(place)?;
            Some(())
        })?;
        Some(any == wanted)
    }

    /// `or` when `best`, else `and`: one part decides, whatever is not known of the others.
    #[inline(never)]
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

    #[inline(never)]
    fn is(&mut self, operand: &'a Expression, test: Test, negated: bool) -> Option<bool> {
        let value = self.value(operand)?;
        self.passes(value, test).map(|passes| passes != negated)
    }

    fn passes(&mut self, value: Value<'a>, test: Test) -> Option<bool> {
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

    #[inline(never)]
    fn contained(&mut self, element: &'a Expression, members: &'a [Expression]) -> Option<bool> {
        let element = self.value(element)?;
        let mut known = true;
        for member in members {
            let member = self.value(member)?;
            match self.same(element, member) {
                Some(true) => return Some(true),
                Some(false) => {}
                None => known = false,
            }
        }
        known.then_some(false)
    }

    #[inline(never)]
    fn among(&mut self, element: &'a Expression, selection: &'a Selection) -> Option<bool> {
        let element = self.value(element)?;
        let elements = self.find_elements(selection)?;
        let (mut found, mut known, any) = (false, true, !elements.is_empty());
        self.visit(elements, |prover, place| {
            if !found {
                match prover.same(element, Value::Place(place)) {
                    Some(same) => found = same,
                    None => known = false,
                }
            }
            Some(())
        })?;
        // Of nothing the evaluator has more to say.
        if found { Some(true) } else { (known && any).then_some(false) }
    }

    /// Whether two values are one.
    fn same(&mut self, a: Value<'a>, b: Value<'a>) -> Option<bool> {
        self.pair(a, b).and_then(|pair| match pair {
            Pair::Words(a, b) => Some(a == b),
            Pair::Numbers(a, b) => a.order(&b).map(Ordering::is_eq),
        })
    }

    #[inline(never)]
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
        let elements = self.find_elements(source)?;
        self.visit(elements, |prover, place| {
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
            Relation::Is(orders) | Relation::Could(orders) => orders.contain(order),
            Relation::Approx => order.is_eq(),
        }
    }

    /// As [`Relation::is`], where rounding has no part in it.
    #[inline]
    fn exactly(self, order: Ordering) -> Option<bool> {
        match self {
            Relation::Is(orders) => Some(orders.contain(order)),
            Relation::Could(orders) => orders.contain(order).then_some(true),
            Relation::Approx => order.is_eq().then_some(true),
        }
    }

    fn between(self, a: &Scaled, b: &Scaled) -> Option<bool> {
        match self {
            Relation::Is(orders) => a.order(b).map(|order| orders.contain(order)),
            Relation::Could(orders) => a.order(b).and_then(|order| orders.contain(order).then_some(true)),
            Relation::Approx => a.agrees(b).filter(|agrees| *agrees),
        }
    }
}

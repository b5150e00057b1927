//! Conditions: comparisons, and, or, not, quantifiers. What is the same on every account is found on the way.

use super::known::{Count, Fixed, Known, Sorts};
use super::{Checker, Place, problems::Wanted};
use crate::figure::Kind;
use crate::plan::{Node, NodeKind};
use crate::syntax::ast::Test;

/// Texts that are a condition when an account has them.
const TRUTHS: [&str; 4] = ["true", "是", "false", "否"];

impl<'p> Checker<'p> {
    /// What is known of an expression where a condition is wanted. Says so when it can be none.
    pub(super) fn condition(&mut self, node: &'p Node) -> Known<'p> {
        let known = match &node.kind {
            NodeKind::Text(text) if TRUTHS.contains(&&**text) => return self.value(node),
            NodeKind::Number(_)
            | NodeKind::Text(_)
            | NodeKind::List(_)
            | NodeKind::Select(_)
            | NodeKind::Call(..)
            | NodeKind::Sum(_)
            | NodeKind::Product(..)
            | NodeKind::Negative(_)
            | NodeKind::Coalesce(_) => self.value(node),
            _ => return self.logical(node),
        };
        let quoted = Self::is_quoted(&known);
        let wrong = match known.count {
            Count::Exactly(n) => n > 1,
            _ => quoted || known.sorts().only(Sorts::numbers().or(Sorts::GROUP)),
        };
        if wrong {
            self.no_condition(node, &known);
            return Known::unknown(known.key);
        }
        Known { fixed: known.fixed.filter(|f| !matches!(f, Fixed::Number(_))), ..Known::unknown(known.key) }
    }

    /// What is known of a logical expression.
    pub(super) fn logical(&mut self, node: &'p Node) -> Known<'p> {
        let (key, fixed) = match &node.kind {
            NodeKind::Boolean(value) => (format!("{value}"), Some(Fixed::Truth(*value))),
            NodeKind::Compare { first, rest, within } => self.chain(node, first, rest, within.as_deref()),
            NodeKind::And(parts) => self.junction(parts, true),
            NodeKind::Or(parts) => self.junction(parts, false),
            NodeKind::Not(inner) => {
                let asserting = std::mem::replace(&mut self.asserting, false);
                let known = self.condition(inner);
                self.asserting = asserting;
                let fixed = match known.fixed {
                    Some(Fixed::Truth(value)) => Some(Fixed::Truth(!value)),
                    other => other,
                };
                (negated(&known.key), fixed)
            }
            NodeKind::Implies(premise, conclusion) => self.implies(premise, conclusion),
            NodeKind::Same(places) => (self.same(node, places), None),
            NodeKind::In(element, list) => (self.membership(node, element, list), None),
            NodeKind::Matches(text, pattern) => {
                let known = self.value(text);
                self.words(text, &known);
                (format!("{} matches {}", known.key, pattern.as_str()), None)
            }
            NodeKind::Is { operand, test, negated } => self.is_test(operand, *test, *negated),
            NodeKind::Quantified { quantifier, slot, source, filter, body } => {
                self.bind(*slot, source);
                let filter = filter.as_ref().map(|f| self.root_condition(f, Place::Filter).key);
                let body = self.root_condition(body, Place::Body);
                let source = &self.written(source);
                (format!("{quantifier:?} {source} {filter:?} {slot} {}", body.key), None)
            }
            _ => return self.condition(node),
        };
        // A negation keeps its mark, so that `p or not p` is seen.
        let key = match key.strip_prefix('!') {
            Some(inner) if inner.starts_with('#') => key,
            Some(inner) => format!("!{}", self.intern(inner.to_owned())),
            None if key.starts_with('#') => key,
            None => self.intern(key),
        };
        Known { fixed, present: true, ..Known::computed(Sorts::TRUTH, key) }
    }

    /// `and` (all) or `or`: one part may settle it, and so may a part and its opposite.
    fn junction(&mut self, nodes: &'p [Node], all: bool) -> (String, Option<Fixed>) {
        let parts: Vec<Known<'p>> = nodes.iter().map(|n| self.condition(n)).collect();
        let settles = |p: &Known<'p>| matches!(p.fixed, Some(Fixed::Truth(value)) if value != all);
        let opposite = parts.iter().any(|p| parts.iter().any(|q| q.key == negated(&p.key)));
        let fixed = if parts.iter().any(settles) || opposite {
            Some(Fixed::Truth(!all))
        } else if parts.iter().all(|p| p.fixed.is_some()) {
            // None of them is against it: undefined is the worse of the two, and the better one in `or`.
            let undefined = parts.iter().any(|p| matches!(p.fixed, Some(Fixed::Undefined)));
            Some(if undefined { Fixed::Undefined } else { Fixed::Truth(all) })
        } else {
            None
        };
        if fixed.is_none() {
            self.constant_parts(nodes, &parts);
        }
        let mut keys: Vec<&str> = parts.iter().map(|p| p.key.as_str()).collect();
        keys.sort_unstable();
        keys.dedup();
        (keys.join(if all { "&" } else { "|" }), fixed)
    }

    fn implies(&mut self, premise: &'p Node, conclusion: &'p Node) -> (String, Option<Fixed>) {
        // A premise asserts nothing.
        let asserting = std::mem::replace(&mut self.asserting, false);
        let first = self.condition(premise);
        self.asserting = asserting;
        let second = self.condition(conclusion);
        let truth = |known: &Known<'p>| match known.fixed {
            Some(Fixed::Truth(value)) => Some(value),
            _ => None,
        };
        let fixed = match (truth(&first), truth(&second)) {
            (Some(false), _) | (_, Some(true)) => Some(Fixed::Truth(true)),
            (Some(true), Some(false)) => Some(Fixed::Truth(false)),
            _ if first.key == second.key => Some(Fixed::Truth(true)),
            _ => None,
        };
        if fixed.is_none() {
            self.constant_part(premise, &first);
            self.constant_part(conclusion, &second);
        }
        (format!("{} implies {}", first.key, second.key), fixed)
    }

    /// `x in list`
    fn membership(&mut self, node: &'p Node, element: &'p Node, list: &'p Node) -> String {
        let (x, many) = (self.value(element), self.value(list));
        if many.is_single() && self.is_figure(&many) {
            self.single(list, Wanted::Membership);
        } else {
            self.can_be_in(node, (element, &x), (list, &many));
        }
        format!("{} in {}", x.key, many.key)
    }

    /// Every member that was written down, and some of those that an account has, must be able to be the same
    /// as an element: one that cannot makes the outcome 缺数, unless another is the same.
    pub(super) fn can_be_in(
        &mut self,
        node: &'p Node,
        (element, x): (&'p Node, &Known<'p>),
        (list, many): (&'p Node, &Known<'p>),
    ) {
        let many = self.spread(many.clone());
        let mine = x.sorts();
        let fits = |theirs: &Sorts| {
            let text = mine.has(Sorts::TEXT) || theirs.has(Sorts::TEXT);
            mine.has(Sorts::ANY)
                || theirs.has(Sorts::ANY)
                || (text && mine.has_words() && theirs.has_words())
                || mine.combine(*theirs, Kind::meet).is_some()
        };
        if mine.only(Sorts::TRUTH.or(Sorts::GROUP)) {
            self.number(element, x);
        } else if let Some(&theirs) = many.members.iter().find(|m| !fits(m)) {
            match (mine.only(Sorts::TEXT), theirs.only(Sorts::TEXT)) {
                (true, false) => self.no_words(list, &Known { members: vec![theirs], ..many }),
                (false, true) => self.no_words(element, x),
                _ => self.mixed(node, (element, mine), (list, theirs), Wanted::Comparison),
            }
        }
    }

    fn is_test(&mut self, operand: &'p Node, test: Test, negate: bool) -> (String, Option<Fixed>) {
        let known = self.value(operand);
        // `is present` is `not is missing`.
        let (word, flip) = match test {
            Test::Missing => ("missing", false),
            Test::Present => ("missing", true),
            Test::Number => ("number", false),
            Test::Text => ("text", false),
        };
        let fixed = (known.present && word == "missing").then_some(Fixed::Truth(flip != negate));
        let key = format!("{} {word}", known.key);
        let key = self.intern(key);
        (if flip != negate { negated(&key) } else { key }, fixed)
    }
}

/// The key of the opposite.
pub(super) fn negated(key: &str) -> String {
    key.strip_prefix('!').map_or_else(|| format!("!{key}"), str::to_owned)
}

//! Values: what sums, products and defaults are worth, and the two wants that a value meets: a number, words.

use super::Checker;
use super::known::{Caliber, Count, Fixed, Known, Origin, Sorts};
use super::problems::Wanted;
use crate::figure::{Boxes, Kind, Quantity, Suffix};
use crate::plan::{Node, NodeKind, Shape};
use crate::syntax::ast::{Factor, Sign};

impl<'p> Checker<'p> {
    /// What is known of an expression.
    pub(super) fn value(&mut self, node: &'p Node) -> Known<'p> {
        match &node.kind {
            NodeKind::Number(printed) => {
                let kind = printed.suffix().map_or(Kind::Free, Suffix::kind);
                let fixed = Quantity::literal(printed).ok().map(Fixed::Number);
                Known { fixed, ..Known::literal(Sorts::of(kind), format!("number {}", printed.text())) }
            }
            NodeKind::Text(text) => Known::literal(Sorts::TEXT, format!("text {text}")),
            NodeKind::List(members) => self.list(members),
            NodeKind::Select(selector) => self.place(selector),
            NodeKind::Call(builtin, arguments) => self.call(node, *builtin, arguments),
            NodeKind::Sum(terms) => self.sum(node, terms),
            NodeKind::Product(first, rest) => self.product(node, first, rest),
            NodeKind::Negative(inner) => {
                let known = self.value(inner);
                let sorts = self.number(inner, &known);
                let fixed = match known.fixed {
                    Some(Fixed::Number(q)) => Some(Fixed::Number(q.neg())),
                    other => other,
                };
                let key = self.intern(format!("-{}", known.key));
                Known { fixed, caliber: known.caliber, rounded: known.rounded, ..Known::computed(sorts, key) }
            }
            NodeKind::Coalesce(parts) => self.coalesce(parts),
            NodeKind::Boolean(_)
            | NodeKind::Compare { .. }
            | NodeKind::In(..)
            | NodeKind::Matches(..)
            | NodeKind::Is { .. }
            | NodeKind::And(_)
            | NodeKind::Or(_)
            | NodeKind::Not(_)
            | NodeKind::Implies(..)
            | NodeKind::Same(_)
            | NodeKind::Quantified { .. } => {
                let asserting = std::mem::replace(&mut self.asserting, false);
                let known = self.logical(node);
                self.asserting = asserting;
                known
            }
        }
    }

    /// What is known of a value where a number is wanted: its kinds. Says so when it can be none.
    pub(super) fn number(&mut self, node: &Node, known: &Known<'p>) -> Sorts {
        let sorts = known.sorts();
        match known.count {
            // An empty list is what remains of a call that was reported already.
            Count::Exactly(0) => Sorts::ANY,
            Count::Exactly(n) if n > 1 => {
                self.several(node, n);
                Sorts::ANY
            }
            _ if sorts.only(Sorts::TEXT.or(Sorts::TRUTH).or(Sorts::GROUP)) => {
                self.no_number(node, known);
                Sorts::ANY
            }
            _ => match sorts.as_numbers() {
                Sorts::NONE => Sorts::ANY,
                kinds => kinds,
            },
        }
    }

    /// Says so when a value can be no words. A figure that is a number has its printed digits for words.
    pub(super) fn words(&mut self, node: &Node, known: &Known<'p>) {
        let sorts = known.sorts();
        let wrong = match known.count {
            Count::Exactly(n) => n > 1,
            Count::One => sorts != Sorts::NONE && !sorts.has_words(),
            Count::Many | Count::Unknown => false,
        };
        if wrong {
            self.no_words(node, known);
        }
    }

    fn list(&mut self, nodes: &'p [Node]) -> Known<'p> {
        let members: Vec<Known<'p>> = nodes.iter().map(|n| self.value(n)).collect();
        let keys: Vec<&str> = members.iter().map(|m| m.key.as_str()).collect();
        let key = self.intern(format!("[{}]", keys.join(",")));
        let literal = members.iter().all(|m| m.origin == Origin::Literal);
        Known {
            members: members.iter().map(Known::sorts).collect(),
            count: Count::Exactly(members.len()),
            origin: if literal { Origin::Literal } else { Origin::Figure },
            caliber: members.iter().map(|m| m.caliber).fold(Caliber::Neutral, Caliber::and),
            shape: members.into_iter().map(|m| m.shape).reduce(Shape::or).unwrap_or_else(Shape::open),
            ..Known::unknown(key)
        }
    }

    #[expect(clippy::indexing_slicing, reason = "the place was found in the very list, or the list is being walked")]
    #[expect(clippy::arithmetic_side_effects, reason = "counts of things held in memory")]
    fn sum(&mut self, node: &'p Node, terms: &'p [(Sign, Node)]) -> Known<'p> {
        let mut known = Known::computed(Sorts::NONE, String::new());
        let mut keys = Vec::new();
        let mut quantities = Some(Vec::new());
        let mut caliber = Caliber::Neutral;
        let mut sorts: Option<Sorts> = None;
        let (mut figures, mut rounded) = (0, false);
        for (sign, term) in terms {
            let value = self.value(term);
            let kinds = self.number(term, &value);
            sorts = match sorts {
                None => Some(kinds),
                Some(before) => Some(before.combine(kinds, Kind::meet).unwrap_or_else(|| {
                    self.mixed(node, (&terms[0].1, before), (term, kinds), Wanted::Sum);
                    Sorts::ANY
                })),
            };
            caliber = caliber.and(value.caliber);
            figures += usize::from(value.fixed.is_none());
            rounded |= value.rounded;
            keys.push(format!("{}{}", if *sign == Sign::Minus { '-' } else { '+' }, value.key));
            match value.fixed {
                Some(Fixed::Undefined) => known.fixed = Some(Fixed::Undefined),
                Some(Fixed::Number(q)) => {
                    if let Some(all) = quantities.as_mut() {
                        all.push(if *sign == Sign::Minus { q.neg() } else { q });
                    }
                }
                _ => quantities = None,
            }
        }
        if known.fixed.is_none() {
            let total = quantities.and_then(|all| Quantity::sum(&all, &Boxes::new()).ok().flatten());
            known.fixed = total.map(Fixed::Number);
        }
        keys.sort();
        let sorts = sorts.unwrap_or(Sorts::ANY);
        let key = self.intern(keys.concat());
        Known { members: vec![sorts], caliber, key, rounded: rounded || figures > 1, ..known }
    }

    #[expect(clippy::arithmetic_side_effects, reason = "counts of things held in memory")]
    fn product(&mut self, node: &'p Node, first: &'p Node, rest: &'p [(Factor, Node)]) -> Known<'p> {
        let value = self.value(first);
        let mut sorts = self.number(first, &value);
        let mut keys = vec![format!("*{}", value.key)];
        let mut fixed = value.fixed.clone();
        let (mut caliber, mut figures) = (value.caliber, usize::from(value.fixed.is_none()));
        for (factor, right) in rest {
            let value = self.value(right);
            let kinds = self.number(right, &value);
            let times = *factor == Factor::Times;
            let rule = if times { Kind::times } else { Kind::over };
            sorts = sorts.combine(kinds, rule).unwrap_or_else(|| {
                let wanted = if times { Wanted::Product } else { Wanted::Quotient };
                self.mixed(node, (first, sorts), (right, kinds), wanted);
                Sorts::ANY
            });
            keys.push(format!("{}{}", if times { '*' } else { '/' }, value.key));
            caliber = caliber.and(value.caliber);
            figures += usize::from(value.fixed.is_none());
            fixed = match (fixed, value.fixed) {
                (Some(Fixed::Undefined), _) | (_, Some(Fixed::Undefined)) => Some(Fixed::Undefined),
                (_, Some(Fixed::Number(q))) if !times && q.value.is_zero() => Some(Fixed::Undefined),
                (Some(Fixed::Number(a)), Some(Fixed::Number(b))) => {
                    let result = if times { a.mul(&b, &Boxes::new()) } else { a.div(&b, &Boxes::new()) };
                    result.ok().map(Fixed::Number)
                }
                _ => None,
            };
        }
        keys.sort();
        let key = self.intern(keys.concat());
        // A part of an amount is an amount of its caliber.
        let caliber = if figures == 1 { caliber } else { Caliber::Mixed };
        Known { fixed, caliber, rounded: figures > 0, ..Known::computed(sorts, key) }
    }

    #[expect(clippy::indexing_slicing, reason = "the place was found in the very list, or the list is being walked")]
    #[expect(clippy::arithmetic_side_effects, reason = "counts of things held in memory")]
    fn coalesce(&mut self, nodes: &'p [Node]) -> Known<'p> {
        let parts: Vec<Known<'p>> = nodes.iter().map(|n| self.value(n)).collect();
        if let Some(at) = parts.iter().position(|p| p.present).filter(|at| at + 1 < parts.len()) {
            self.unreachable_default(&nodes[at], &nodes[at + 1]);
        }
        let keys: Vec<&str> = parts.iter().map(|p| p.key.as_str()).collect();
        let key = self.intern(keys.join("??"));
        let one = parts.iter().all(|p| p.count == Count::One);
        Known {
            members: vec![parts.iter().map(Known::sorts).fold(Sorts::NONE, Sorts::or)],
            count: if one { Count::One } else { Count::Unknown },
            origin: parts.iter().find(|p| p.origin != Origin::Literal).map_or(Origin::Literal, |p| p.origin),
            caliber: parts.iter().map(|p| p.caliber).fold(Caliber::Neutral, Caliber::and),
            present: parts.last().is_some_and(|p| p.present),
            rounded: parts.iter().any(|p| p.rounded),
            ..Known::unknown(key)
        }
    }
}

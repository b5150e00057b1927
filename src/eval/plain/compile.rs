//! Planned rules to proofs: names from the root become shared places, `let` is put in where it is used. What
//! is not known here gives none, and so the rule is left to the evaluator.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::{
    Anchor, Condition, Expression, Move, Name, Orders, Proof, Proofs, Relation, Selection, Shared, Start, Step, Term,
    Walk,
};
use crate::builtins::Builtin;
use crate::figure::Scaled;
use crate::finding::Comparison;
use crate::pack::Dictionary;
use crate::plan::{self, Base, Node, NodeKind, Op, PlannedRule, Program, Selector, SelectorStep};
use crate::source::name_hash;
use crate::syntax::ast::Test;
use crate::syntax::lexeme::Lexeme;

/// Most nodes of one proof: a `let` that is used in a `let` that is used … grows with every use.
const MAX_NODES: usize = 4_000;

impl Proofs {
    /// Compiles the rules of a program.
    pub(crate) fn of(program: &Program) -> Self {
        let dictionary = &program.dictionary;
        let mut places = Places { dictionary, shared: Vec::new(), below: Vec::new(), cells: HashMap::new() };
        let rules = program.rules.iter().map(|rule| proof(rule, &mut places)).collect();
        let amount = Name::new(&"amount".into(), dictionary);
        Self { rules, shared: places.shared, cells: places.cells.len(), amount }
    }
}

/// The shared places and cells so far.
struct Places<'p> {
    dictionary: &'p Dictionary,
    shared: Vec<Shared>,
    /// The shared places below the root, then those below each of them.
    below: Vec<Vec<u32>>,
    cells: HashMap<Vec<Lexeme>, usize>,
}

impl Places<'_> {
    /// The place that a name has below another, or below the root.
    fn below(&mut self, parent: Option<u32>, name: &Lexeme) -> Option<u32> {
        let at = parent.map_or(0, |parent| (parent as usize).saturating_add(1));
        if self.below.len() <= at {
            self.below.resize_with(at.saturating_add(1), Vec::new);
        }
        let siblings = self.below.get_mut(at)?;
        let hash = name_hash(name);
        let is_it = |&&place: &&u32| {
            let shared = self.shared.get(place as usize);
            shared.is_some_and(|shared| shared.name.hash == hash && shared.name.text == *name)
        };
        if let Some(&known) = siblings.iter().find(is_it) {
            return Some(known);
        }
        let number = u32::try_from(self.shared.len()).ok()?;
        siblings.push(number);
        self.shared.push(Shared { parent, name: Name::new(name, self.dictionary) });
        Some(number)
    }

    /// A path of names that does not start at the root, or has none.
    fn walk(&mut self, start: Start, names: Vec<Lexeme>) -> Walk {
        if let [name] = names.as_slice() {
            return Walk::Member(start, Name::new(name, self.dictionary));
        }
        let walk = names.iter().map(|name| Name::new(name, self.dictionary)).collect();
        let cells = self.cells.len();
        let cell = *self.cells.entry(names).or_insert(cells);
        Walk::From { start, names: walk, cell }
    }
}

fn proof(rule: &PlannedRule, places: &mut Places<'_>) -> Option<Proof> {
    let mut compiler = Compiler { places, on: Some(Vec::new()), lets: vec![None; rule.variables.len()], nodes: 0 };
    let on = match &rule.anchor {
        plan::Anchor::Root => Anchor::Fixed,
        plan::Anchor::Records(_) => return None,
        plan::Anchor::On(selector) => match names(&selector.steps) {
            Some(names) if selector.base == Base::Root => {
                compiler.on = Some(names);
                Anchor::Fixed
            }
            _ => {
                let selection = compiler.selection(selector)?;
                compiler.on = None;
                Anchor::At(selection)
            }
        },
    };
    let statements = compiler.statements(&rule.statements)?;
    let assertions = rule.statements.iter().filter(|op| matches!(op, Op::Assert(..))).count();
    Some(Proof {
        effective: rule.info.effective,
        on,
        statements,
        assertions: u32::try_from(assertions).ok()?,
        variables: rule.variables.len(),
        mode: rule.mode,
    })
}

/// The steps of a path that has names alone.
fn names(steps: &[SelectorStep]) -> Option<Vec<Lexeme>> {
    let name = |step: &SelectorStep| match step {
        SelectorStep::Name(name) => Some(name.clone()),
        _ => None,
    };
    steps.iter().map(name).collect()
}

/// One rule on the way.
struct Compiler<'p, 'd, 'r> {
    places: &'p mut Places<'d>,
    /// The path of `on` from the root; none when `on` is several places or found anew in each account.
    on: Option<Vec<Lexeme>>,
    /// What each `let` stands for.
    lets: Vec<Option<&'r Node>>,
    nodes: usize,
}

impl<'r> Compiler<'_, '_, 'r> {
    fn statements(&mut self, statements: &'r [Op]) -> Option<Box<[Step]>> {
        let mut steps = Vec::new();
        let mut proves = false;
        for statement in statements {
            steps.push(match statement {
                Op::Let { slot, value } => {
                    *self.lets.get_mut(*slot)? = Some(value);
                    continue;
                }
                Op::For { slot, source, filter, .. } => {
                    let source = self.elements(source)?;
                    let filter = filter.as_ref().map(|f| self.condition(f).ok_or(())).transpose().ok()?;
                    Step::For { slot: *slot, source, filter }
                }
                Op::When(condition) => Step::When(self.condition(condition)?),
                Op::Assert(_, node) => match self.condition(node) {
                    Some(condition) => {
                        proves = true;
                        Step::Assert(condition)
                    }
                    None => Step::Assert(Condition::Unknown),
                },
                Op::Hierarchy(_) => return None,
            });
        }
        // What proves nothing is left to the evaluator, which then does not look for evidence first.
        proves.then(|| steps.into())
    }

    #[expect(clippy::arithmetic_side_effects, reason = "counts of things held in memory")]
    fn spend(&mut self) -> Option<()> {
        self.nodes += 1;
        (self.nodes <= MAX_NODES).then_some(())
    }

    /// A selector whose elements are gone through, or a list of paths from the root.
    fn elements(&mut self, source: &'r Node) -> Option<Selection> {
        match &source.kind {
            NodeKind::Select(selector) => self.selection(selector),
            NodeKind::List(members) => {
                let paths = members.iter().map(|member| self.path_from_root(member)).collect::<Option<_>>()?;
                Some(Selection { start: Start::Root, moves: Box::new([Move::Group(paths)]), shared: None })
            }
            _ => None,
        }
    }

    fn path_from_root(&mut self, node: &'r Node) -> Option<Box<[Name]>> {
        let NodeKind::Select(selector) = &node.kind else { return None };
        let Selection { start: Start::Root, moves, .. } = self.selection(selector)? else { return None };
        let name = |step| if let Move::Name(name) = step { Some(name) } else { None };
        moves.into_iter().map(name).collect()
    }

    // ---- paths -----------------------------------------------------------------------------------

    fn selection(&mut self, selector: &'r Selector) -> Option<Selection> {
        let before = self.on.as_ref().filter(|_| selector.base == Base::On).map_or(0, Vec::len);
        let mut moves = Vec::with_capacity(before.saturating_add(selector.steps.len()));
        let start = self.start(selector.base, &mut moves)?;
        let dictionary = self.places.dictionary;
        for step in &selector.steps {
            self.spend()?;
            moves.push(match step {
                SelectorStep::Name(name) => Move::Name(Name::new(name, dictionary)),
                SelectorStep::Star => Move::Star,
                SelectorStep::All => Move::All,
                SelectorStep::Group(group) => {
                    let path = |names: &Vec<Lexeme>| names.iter().map(|name| Name::new(name, dictionary)).collect();
                    Move::Group(group.iter().map(path).collect())
                }
                SelectorStep::Filter(predicate) => Move::Filter(self.condition(predicate)?),
                SelectorStep::Deep | SelectorStep::Index(_) => return None,
            });
        }
        let shared = if start == Start::Root { self.shared(&moves) } else { None };
        Some(Selection { start, moves: moves.into(), shared })
    }

    /// Where a path starts, after the moves that come before its own.
    fn start(&mut self, base: Base, moves: &mut Vec<Move>) -> Option<Start> {
        Some(match base {
            Base::Root => Start::Root,
            Base::On => match &self.on {
                Some(names) => {
                    moves.extend(names.iter().map(|name| Move::Name(Name::new(name, self.places.dictionary))));
                    Start::Root
                }
                None => Start::On,
            },
            Base::Element(level) => Start::Element(level),
            Base::Variable(slot) => match *self.lets.get(slot)? {
                None => Start::Variable(slot),
                Some(Node { kind: NodeKind::Select(selector), .. }) => {
                    let inner = self.selection(selector)?;
                    moves.extend(inner.moves);
                    moves.push(Move::Settled);
                    inner.start
                }
                Some(_) => return None,
            },
            Base::Prior | Base::Approved | Base::Units | Base::Accounts => return None,
        })
    }

    #[expect(clippy::arithmetic_side_effects, reason = "places in a list held in memory")]
    fn shared(&mut self, moves: &[Move]) -> Option<(u32, usize)> {
        let mut found = None;
        for (at, step) in moves.iter().enumerate() {
            let Move::Name(Name { text, .. }) = step else { break };
            let place = self.places.below(found.map(|(place, _)| place), text)?;
            found = Some((place, at + 1));
        }
        found
    }

    /// A selector as a value: a place, or the only one of those it finds.
    fn place(&mut self, selector: &'r Selector) -> Option<Expression> {
        if let (Base::Variable(slot), []) = (selector.base, selector.steps.as_slice())
            && let Some(node) = *self.lets.get(slot)?
        {
            self.spend()?;
            return self.expression(node);
        }
        if let Some(walk) = self.straight(selector) {
            return Some(Expression::At(walk));
        }
        let selection = self.selection(selector)?;
        let names: Option<Vec<Lexeme>> = selection
            .moves
            .iter()
            .filter(|step| !matches!(step, Move::Settled))
            .map(|step| if let Move::Name(name) = step { Some(name.text.clone()) } else { None })
            .collect();
        Some(match (names, selection.shared) {
            (None, _) => Expression::Only(selection),
            (Some(names), Some((place, covered))) if covered == names.len() => Expression::At(Walk::Shared(place)),
            (Some(names), _) => Expression::At(self.places.walk(selection.start, names)),
        })
    }

    /// A path of names alone, as most selectors are; none where a `let` comes first.
    fn straight(&mut self, selector: &Selector) -> Option<Walk> {
        let start = match (selector.base, &self.on) {
            (Base::Root, _) | (Base::On, Some(_)) => Start::Root,
            (Base::On, None) => Start::On,
            (Base::Element(level), _) => Start::Element(level),
            (Base::Variable(slot), _) if self.lets.get(slot)?.is_none() => Start::Variable(slot),
            _ => return None,
        };
        let steps = names(&selector.steps)?;
        for _ in &steps {
            self.spend()?;
        }
        let on = self.on.as_deref().filter(|_| selector.base == Base::On).unwrap_or_default();
        if start != Start::Root || (on.is_empty() && steps.is_empty()) {
            return Some(self.places.walk(start, steps));
        }
        let mut place = None;
        for name in on.iter().chain(&steps) {
            place = Some(self.places.below(place, name)?);
        }
        place.map(Walk::Shared)
    }

    // ---- values ----------------------------------------------------------------------------------

    fn expression(&mut self, node: &'r Node) -> Option<Expression> {
        self.spend()?;
        Some(match &node.kind {
            NodeKind::Number(printed) => {
                let number = Scaled::literal(printed)?;
                Expression::Number(number, number.amount())
            }
            NodeKind::Text(text) => Expression::Text(text.clone()),
            NodeKind::Select(selector) => self.place(selector)?,
            NodeKind::Sum(terms) => {
                let terms = terms.iter().map(|(sign, term)| Some((*sign, self.expression(term)?)));
                Expression::Sum(terms.collect::<Option<_>>()?)
            }
            NodeKind::Product(first, rest) => {
                let first = self.expression(first)?;
                let rest = rest.iter().map(|(factor, part)| Some((*factor, self.expression(part)?)));
                Expression::Product(Box::new(first), rest.collect::<Option<_>>()?)
            }
            NodeKind::Negative(inner) => Expression::Negative(Box::new(self.expression(inner)?)),
            NodeKind::Coalesce(parts) => {
                Expression::Else(parts.iter().map(|part| self.expression(part)).collect::<Option<_>>()?)
            }
            NodeKind::Call(builtin, arguments) => self.call(*builtin, arguments)?,
            _ => return None,
        })
    }

    fn call(&mut self, builtin: Builtin, arguments: &'r [Node]) -> Option<Expression> {
        Some(match (builtin, arguments) {
            (Builtin::Sum, arguments) => {
                Expression::Total(arguments.iter().map(|argument| self.term(argument)).collect::<Option<_>>()?)
            }
            (Builtin::Count, [of]) => Expression::Count(self.elements(of)?),
            (Builtin::Pct, [part, whole]) => Expression::Pct(self.pair(part, whole)?),
            (Builtin::Growth, [now, before]) => Expression::Growth(self.pair(now, before)?),
            (Builtin::PriorOf, [now, change]) => Expression::PriorOf(self.pair(now, change)?),
            (Builtin::Abs, [of]) => Expression::Abs(Box::new(self.expression(of)?)),
            (Builtin::Len, [of]) => Expression::Length(Box::new(self.expression(of)?)),
            (Builtin::Left, [of, Node { kind: NodeKind::Number(count), .. }]) => {
                Expression::Left(Box::new(self.expression(of)?), count.text().parse().ok()?)
            }
            _ => return None,
        })
    }

    fn pair(&mut self, first: &'r Node, second: &'r Node) -> Option<Box<[Expression; 2]>> {
        Some(Box::new([self.expression(first)?, self.expression(second)?]))
    }

    fn term(&mut self, argument: &'r Node) -> Option<Term> {
        Some(match &argument.kind {
            NodeKind::Select(selector) => match (selector.base, selector.steps.as_slice()) {
                (Base::Variable(slot), []) => match *self.lets.get(slot)? {
                    Some(node) => {
                        self.spend()?;
                        self.term(node)?
                    }
                    None => Term::Each(self.selection(selector)?),
                },
                _ => Term::Each(self.selection(selector)?),
            },
            _ => Term::One(self.expression(argument)?),
        })
    }

    // ---- conditions ------------------------------------------------------------------------------

    fn condition(&mut self, node: &'r Node) -> Option<Condition> {
        self.spend()?;
        Some(match &node.kind {
            NodeKind::Boolean(value) => Condition::Known(*value),
            NodeKind::Compare { first, rest, within } => self.chain(first, rest, within.as_deref())?,
            NodeKind::And(parts) => self.all(parts).map(either)?,
            NodeKind::Or(parts) => Condition::Or(self.all(parts)?),
            NodeKind::Not(inner) => Condition::Not(Box::new(self.condition(inner)?)),
            NodeKind::Implies(premise, conclusion) => {
                // Most conclusions are not asked for.
                let conclusion = |compiler: &mut Self| compiler.condition(conclusion).unwrap_or(Condition::Unknown);
                Condition::Implies(Box::new([self.condition(premise)?, conclusion(self)]))
            }
            NodeKind::Is { operand, test, negated } => match self.expression(operand)? {
                Expression::Only(selection) => match test {
                    Test::Present => Condition::IsAny(selection, !*negated),
                    Test::Missing => Condition::IsAny(selection, *negated),
                    _ => return None,
                },
                operand => Condition::Is(Box::new(operand), *test, *negated),
            },
            NodeKind::Matches(text, pattern) => Condition::Matches(Box::new(self.expression(text)?), pattern.clone()),
            NodeKind::Call(Builtin::StartsWith, arguments) => match arguments.as_slice() {
                [text, part] => Condition::Starts(self.pair(text, part)?),
                _ => return None,
            },
            NodeKind::Call(Builtin::EndsWith, arguments) => match arguments.as_slice() {
                [text, part] => Condition::Ends(self.pair(text, part)?),
                _ => return None,
            },
            NodeKind::Call(Builtin::IsStandardName, arguments) => match arguments.as_slice() {
                [name, code] => Condition::IsStandard(self.pair(name, code)?),
                _ => return None,
            },
            NodeKind::In(element, list) => match &list.kind {
                NodeKind::List(members) => {
                    let members = members.iter().map(|member| self.expression(member)).collect::<Option<_>>()?;
                    Condition::In(Box::new(self.expression(element)?), members)
                }
                NodeKind::Select(selector) => {
                    Condition::Among(Box::new(self.expression(element)?), self.selection(selector)?)
                }
                _ => return None,
            },
            NodeKind::Quantified { quantifier, slot, source, filter, body } => {
                let source = self.elements(source)?;
                let filter = filter.as_ref().map(|f| self.condition(f).map(Box::new).ok_or(())).transpose().ok()?;
                let body = Box::new(self.condition(body)?);
                Condition::Quantified { quantifier: *quantifier, slot: *slot, source, filter, body }
            }
            _ => return None,
        })
    }

    fn all(&mut self, parts: &'r [Node]) -> Option<Box<[Condition]>> {
        parts.iter().map(|part| self.condition(part)).collect()
    }

    fn chain(
        &mut self,
        first: &'r Node,
        rest: &'r [(Comparison, Node)],
        within: Option<&'r plan::Tolerance>,
    ) -> Option<Condition> {
        let mut left = first;
        let mut links = Vec::with_capacity(rest.len());
        for (comparison, right) in rest {
            let (a, b) = (self.expression(left)?, self.expression(right)?);
            links.push(match within {
                Some(tolerance) => {
                    let allowed = self.expression(&tolerance.value)?;
                    Condition::Within(Box::new([a, b, allowed]), tolerance.relative)
                }
                None if a.is_words() || b.is_words() => Condition::Words(Box::new([a, b]), relation(*comparison)),
                None => Condition::Compare(Box::new([a, b]), relation(*comparison)),
            });
            left = right;
        }
        match links.len() {
            1 => links.pop(),
            _ => Some(Condition::And(links.into())),
        }
    }
}

/// All of some conditions. Two that are required where something holds, and where the same does not hold, are one.
fn either(parts: Box<[Condition]>) -> Condition {
    let pair: Result<[Condition; 2], _> = parts.into_vec().try_into();
    match pair {
        Ok([Condition::Implies(first), Condition::Implies(second)]) => {
            let ([premise, then], [opposite, otherwise]) = (*first, *second);
            if premise.is_opposite(&opposite) {
                return Condition::Either(Box::new([premise, then, otherwise]));
            }
            let (first, second) = (Box::new([premise, then]), Box::new([opposite, otherwise]));
            Condition::And(Box::new([Condition::Implies(first), Condition::Implies(second)]))
        }
        Ok(both) => Condition::And(Box::new(both)),
        Err(parts) => Condition::And(parts.into()),
    }
}

impl Condition {
    /// Whether exactly one of two comparisons of the same holds.
    fn is_opposite(&self, other: &Condition) -> bool {
        match (self, other) {
            (Condition::Compare(a, Relation::Is(x)), Condition::Compare(b, Relation::Is(y))) => {
                x.is_opposite(*y) && a.iter().zip(&**b).all(|(a, b)| a.is_surely(b))
            }
            _ => false,
        }
    }
}

impl Orders {
    /// Whether of these and others exactly one contains any order.
    fn is_opposite(self, other: Orders) -> bool {
        let all = Orders::of(&[Ordering::Less, Ordering::Equal, Ordering::Greater]);
        self.0 ^ other.0 == all.0
    }
}

impl Expression {
    /// Whether it is a path or a number, and the other the same.
    fn is_surely(&self, other: &Expression) -> bool {
        match (self, other) {
            (Expression::At(Walk::Shared(a)), Expression::At(Walk::Shared(b))) => a == b,
            (Expression::At(Walk::Member(start, name)), Expression::At(Walk::Member(other, same))) => {
                start == other && name.text == same.text
            }
            (
                Expression::At(Walk::From { start, cell, .. }),
                Expression::At(Walk::From { start: other, cell: same, .. }),
            ) => start == other && cell == same,
            (Expression::Number(a, _), Expression::Number(b, _)) => a.is_same(b),
            _ => false,
        }
    }

    /// Whether its value is words, whatever the account says.
    fn is_words(&self) -> bool {
        matches!(self, Expression::Text(_) | Expression::Left(..))
    }
}

fn relation(comparison: Comparison) -> Relation {
    use Ordering::{Equal, Greater, Less};
    match comparison {
        Comparison::Equal => Relation::Is(Orders::of(&[Equal])),
        Comparison::NotEqual => Relation::Is(Orders::of(&[Less, Greater])),
        Comparison::Less => Relation::Is(Orders::of(&[Less])),
        Comparison::LessEqual => Relation::Is(Orders::of(&[Less, Equal])),
        Comparison::Greater => Relation::Is(Orders::of(&[Greater])),
        Comparison::GreaterEqual => Relation::Is(Orders::of(&[Greater, Equal])),
        Comparison::Approx => Relation::Approx,
        Comparison::LessApprox => Relation::Could(Orders::of(&[Less, Equal])),
        Comparison::GreaterApprox => Relation::Could(Orders::of(&[Greater, Equal])),
    }
}

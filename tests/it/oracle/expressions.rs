//! Random expressions of one kind, whose parts may meet.

use num_traits::{One, Zero};

use super::account::{Account, Kind, State};
use super::number::{Q, Random, decimal, parse, ten_to, whole};
use super::tree::{Expr, step_of};

/// Figures that may meet in one expression.
#[derive(Debug, Clone)]
pub(super) struct Pool {
    pub(super) kind: Kind,
    /// The one unit of all of them; bare literals are in it.
    pub(super) unit: Option<Q>,
    pub(super) figures: Vec<usize>,
    /// Figures without a number.
    pub(super) holes: Vec<usize>,
    pub(super) groups: Vec<usize>,
    /// Whether forms beside the linear ones and their quotients are wanted.
    pub(super) wild: bool,
    /// Whether literals without a unit may stand for figures: in a quotient they would be factors.
    pub(super) bare_literals: bool,
    /// Whether literals have the one unit: a bare one beside amounts of two units would be in one or the other.
    pub(super) one_unit: bool,
    /// Whether the element of a quantifier may stand there.
    pub(super) element: bool,
}

/// Makes expressions for an account.
pub(super) struct Maker<'a> {
    pub(super) account: &'a Account,
    pub(super) random: &'a mut Random,
}

impl Maker<'_> {
    /// The figures of a kind, of one unit or of any.
    pub(super) fn pool(&mut self, kind: Kind) -> Pool {
        let figures = &self.account.figures;
        let numbers: Vec<usize> =
            (0..figures.len()).filter(|at| figures[*at].kind == kind && figures[*at].state == State::Number).collect();
        let holes = (0..figures.len()).filter(|at| figures[*at].kind == kind && figures[*at].state != State::Number);
        let holes: Vec<usize> = holes.collect();
        let unit = match kind {
            Kind::Money if self.random.percent(35) => None,
            Kind::Money => Some(figures[self.random.pick(&numbers)].unit.clone()),
            _ => Some(Q::one()),
        };
        let fits = |at: &usize| unit.as_ref().is_none_or(|unit| figures[*at].unit == *unit);
        let group_fits = |group: &usize| {
            let numbers = |at: &&usize| figures[**at].state == State::Number;
            let mut children = self.account.groups[*group].iter().filter(numbers);
            children.all(|at| fits(at) && figures[*at].kind == kind)
        };
        let header = matches!(kind, Kind::Money | Kind::Plain) && (kind == Kind::Money) == self.account.unit.is_some();
        let groups = (0..3).filter(|group| header && group_fits(group)).collect();
        let numbers = numbers.into_iter().filter(fits).collect();
        Pool {
            kind,
            unit,
            figures: numbers,
            holes,
            groups,
            wild: self.random.percent(15),
            bare_literals: true,
            one_unit: true,
            element: false,
        }
    }

    fn path(&mut self, at: usize) -> Expr {
        Expr::Figure(at, self.account.figures[at].path.clone())
    }

    /// A literal of the value in 元, points or plain, if it can be written.
    pub(super) fn literal(&mut self, pool: &Pool, value: &Q) -> Option<Expr> {
        let bare = pool.unit.is_some() && pool.bare_literals && self.random.percent(60);
        let (unit, word) = match pool.kind {
            Kind::Money if !bare => {
                let units = [("元", 0), ("万元", 4), ("亿元", 8)];
                let fits = |(_, power): &&(&str, i32)| {
                    !pool.one_unit || pool.unit.as_ref().is_none_or(|unit| ten_to(*power) == *unit)
                };
                let units: Vec<_> = units.iter().filter(fits).collect();
                let (word, power) = *self.random.pick(&units);
                (ten_to(power), word)
            }
            Kind::Percent if !bare => (whole(1), "%"),
            _ => (pool.unit.clone().unwrap_or_else(|| whole(1)), ""),
        };
        let text = decimal(&(value / unit), 16)?;
        let negative = text.starts_with('-');
        let literal = Expr::Literal(
            format!("{}{word}", text.trim_start_matches('-')),
            if negative { -value.clone() } else { value.clone() },
        );
        Some(if negative { Expr::Negative(Box::new(literal)) } else { literal })
    }

    fn some_literal(&mut self, pool: &Pool) -> Expr {
        let unit = pool.unit.clone().unwrap_or_else(|| whole(10_000));
        let value = parse(self.random.pick(&["0", "1", "2.5", "10", "0.04", "7"])) * unit;
        self.literal(pool, &value).expect("short")
    }

    /// A figure, rarely something else that is no expression.
    pub(super) fn leaf(&mut self, pool: &Pool) -> Expr {
        if pool.element && self.random.percent(50) {
            return Expr::Element;
        }
        match self.random.below(100) {
            0..=1 if !pool.holes.is_empty() => {
                let at = self.random.pick(&pool.holes);
                self.path(at)
            }
            2 if pool.groups.contains(&0) => Expr::Absent("g.k9".to_owned()),
            3..=6 if pool.bare_literals || pool.kind == Kind::Money => self.some_literal(pool),
            _ => {
                let at = self.random.pick(&pool.figures);
                self.path(at)
            }
        }
    }

    fn constant(&mut self) -> Expr {
        let text = self.random.pick(&["2", "3", "0.5", "10", "1.5", "7", "100", "2", "3", "0"]);
        Expr::Literal(text.to_owned(), parse(text))
    }

    /// Figures and groups as the arguments of a function.
    fn arguments(&mut self, pool: &Pool, depth: usize) -> Vec<Expr> {
        let mut arguments = Vec::new();
        if !pool.groups.is_empty() && self.random.percent(60) {
            let group = self.random.pick(&pool.groups);
            let group = if group == 2 && self.random.percent(80) { pool.groups[0] } else { group };
            arguments.push(Expr::Children(group));
        }
        // One figure alone is no list, and refused.
        let more = if arguments.is_empty() { self.random.between(2, 4) } else { self.random.between(0, 2) };
        for _ in 0..more {
            arguments.push(if self.random.percent(25) { self.expr(pool, depth) } else { self.leaf(pool) });
        }
        arguments
    }

    fn terms(&mut self, pool: &Pool, depth: usize) -> Expr {
        let mut terms = vec![(self.random.percent(5), self.expr(pool, depth))];
        for _ in 0..self.random.between(1, 3) {
            terms.push((self.random.percent(35), self.expr(pool, depth)));
        }
        Expr::Sum(terms)
    }

    /// An expression of the pool's kind.
    pub(super) fn expr(&mut self, pool: &Pool, depth: usize) -> Expr {
        if depth == 0 {
            return self.leaf(pool);
        }
        let below = depth - 1;
        match self.random.below(if pool.wild { 150 } else { 100 }) {
            0..=29 => self.terms(pool, below),
            30..=44 => Expr::SumOf(self.arguments(pool, below)),
            45..=54 => {
                let (constant, other) = (self.constant(), self.expr(pool, below));
                let (constant, other) = (Box::new(constant), Box::new(other));
                match self.random.below(3) {
                    0 => Expr::Times(constant, other),
                    1 => Expr::Times(other, constant),
                    _ => Expr::Over(other, if self.random.percent(98) { nonzero(constant) } else { constant }),
                }
            }
            55..=57 => Expr::Negative(Box::new(self.leaf(pool))),
            58..=63 => {
                let mut choices = vec![self.coalesced(pool, below)];
                for _ in 0..self.random.between(1, 2) {
                    choices.push(self.leaf(pool));
                }
                Expr::Coalesce(choices)
            }
            64..=67 if pool.kind == Kind::Money => {
                let text = self.random.pick(&["5%", "50%", "12.5%"]);
                let percent = Expr::Literal(text.to_owned(), parse(text.trim_end_matches('%')));
                let pool = Pool { bare_literals: false, ..pool.clone() };
                Expr::Share(Box::new(self.leaf(&pool)), Box::new(percent))
            }
            64..=90 if pool.kind == Kind::Percent => self.share(),
            100..=119 => {
                let least = self.random.percent(50);
                let mut arguments = self.arguments(pool, below);
                arguments.extend([self.leaf(pool), self.leaf(pool)]);
                Expr::Least(least, arguments)
            }
            120..=129 => Expr::Abs(Box::new(self.expr(pool, below))),
            130..=139 if pool.unit.is_some() => {
                let decimals = self.random.pick(&[0, 1, 2]);
                let step = step_of(decimals, pool.unit.as_ref().expect("one unit"));
                Expr::Round(self.random.percent(50), Box::new(self.expr(pool, below)), decimals, step)
            }
            140..=149 if pool.kind == Kind::Money => {
                let percentages = Pool { bare_literals: false, ..self.pool(Kind::Percent) };
                let pool = Pool { bare_literals: false, ..pool.clone() };
                Expr::Share(Box::new(self.leaf(&pool)), Box::new(self.leaf(&percentages)))
            }
            _ => self.leaf(pool),
        }
    }

    /// What stands before `??`: often something that is missing.
    fn coalesced(&mut self, pool: &Pool, depth: usize) -> Expr {
        match self.random.below(4) {
            0 if !pool.holes.is_empty() => {
                let at = self.random.pick(&pool.holes);
                self.path(at)
            }
            1 if pool.groups.contains(&0) => Expr::Absent("g.k9".to_owned()),
            2 => self.expr(pool, depth),
            _ => self.leaf(pool),
        }
    }

    /// A pool of amounts to divide.
    fn amounts(&mut self) -> Pool {
        let plain = self.account.unit.is_none() && self.random.percent(80);
        let mut pool = self.pool(if plain { Kind::Plain } else { Kind::Money });
        pool.bare_literals = false;
        pool.one_unit = false;
        pool.wild &= self.random.percent(30);
        pool
    }

    /// Part and base of a quotient.
    fn fraction(&mut self) -> (Expr, Expr) {
        let pool = self.amounts();
        let part = if self.random.percent(70) { self.leaf(&pool) } else { self.expr(&pool, 1) };
        let base = match self.random.below(10) {
            0..=3 => self.leaf(&pool),
            4..=6 => Expr::Sum(vec![(false, part.clone()), (false, self.leaf(&pool))]),
            7 => Expr::Sum(vec![(false, part.clone()), (true, self.leaf(&pool))]),
            _ => self.expr(&pool, 1),
        };
        (part, base)
    }

    /// A percentage of amounts or counts.
    fn share(&mut self) -> Expr {
        let (part, base) = if self.random.percent(8) {
            let pool = self.pool(Kind::Count);
            (self.leaf(&pool), self.leaf(&pool))
        } else {
            self.fraction()
        };
        let (part, base) = (Box::new(part), Box::new(base));
        if self.random.percent(60) { Expr::Pct(part, base) } else { Expr::Growth(part, base) }
    }

    /// A percentage with a quotient in it.
    pub(super) fn percentage(&mut self) -> Expr {
        let share = self.share();
        match self.random.below(8) {
            0 => Expr::Sum(vec![(false, share), (true, Expr::Literal("100%".to_owned(), whole(100)))]),
            1 => Expr::Sum(vec![(false, Expr::Literal("100%".to_owned(), whole(100))), (true, share)]),
            2 => Expr::Times(Box::new(share), Box::new(nonzero(Box::new(self.constant())).as_ref().clone())),
            _ => share,
        }
    }

    /// A bare quotient of amounts.
    pub(super) fn quotient(&mut self) -> Expr {
        let (part, base) = self.fraction();
        Expr::Over(Box::new(part), Box::new(base))
    }
}

/// The constant, or 2 in place of 0.
fn nonzero(constant: Box<Expr>) -> Box<Expr> {
    match *constant {
        Expr::Literal(_, ref value) if value.is_zero() => Box::new(Expr::Literal("2".to_owned(), whole(2))),
        _ => constant,
    }
}

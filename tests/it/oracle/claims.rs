//! Random assertions, many of them tuned so that they hold or fail by a hair.

use gouji::Mode;
use num_traits::{Signed, Zero};

use super::account::{Account, Kind, State};
use super::expressions::{Maker, Pool};
use super::judge::Judge;
use super::number::{Q, Random, decimal, parse, ratio, whole};
use super::tree::{Claim, Expr, Many, Op, Within};

/// One rule: a bare assertion, or one with a mode and a condition of its own.
#[derive(Debug)]
pub(super) struct Case {
    pub(super) mode: Option<Mode>,
    pub(super) when: Option<Claim>,
    pub(super) claim: Claim,
}

impl Case {
    /// The rule as written.
    pub(super) fn text(&self, number: usize) -> String {
        if self.mode.is_none() && self.when.is_none() {
            return format!("{}\n", self.claim);
        }
        let mut text = format!("rule R-{number} {{\n");
        if let Some(mode) = self.mode {
            text.push_str(&format!("  rounding {}\n", mode.name()));
        }
        if let Some(when) = &self.when {
            text.push_str(&format!("  when {when}\n"));
        }
        text.push_str(&format!("  assert {}\n}}\n", self.claim));
        text
    }
}

/// A random rule for an account.
pub(super) fn case(account: &Account, random: &mut Random) -> Case {
    let mode = random.percent(15).then(|| random.pick(&Mode::ALL));
    let conditional = random.percent(6);
    let mut writer = Writer { maker: Maker { account, random }, mode };
    let when = conditional.then(|| writer.claim(1, None));
    let claim = writer.claim(2, None);
    Case { mode, when, claim }
}

struct Writer<'a> {
    maker: Maker<'a>,
    mode: Option<Mode>,
}

impl Writer<'_> {
    /// An assertion; `group` is the one whose element is bound.
    fn claim(&mut self, depth: usize, group: Option<usize>) -> Claim {
        if depth == 0 {
            return self.comparison(group);
        }
        let some = |writer: &mut Self| -> Vec<Claim> {
            (0..writer.maker.random.between(2, 3)).map(|_| writer.claim(depth - 1, group)).collect()
        };
        match self.maker.random.below(100) {
            0..=5 => Claim::And(some(self)),
            6..=11 => Claim::Or(some(self)),
            12..=15 => Claim::Not(Box::new(self.claim(depth - 1, group))),
            16..=19 => {
                let premise = self.claim(depth - 1, group);
                Claim::Implies(Box::new(premise), Box::new(self.claim(depth - 1, group)))
            }
            20..=26 if group.is_none() => {
                let group = self.maker.random.pick(&[0, 0, 0, 1, 1, 2]);
                let number = self.maker.random.below(4);
                let many = self.maker.random.pick(&[Many::All, Many::Any, Many::None, Many::Exactly(number)]);
                Claim::Quantified(many, group, Box::new(self.claim(depth - 1, Some(group))))
            }
            27..=28 => {
                let kind = self.maker.random.pick(&[Kind::Percent, Kind::Count]);
                let pool = self.maker.pool(kind);
                let leaf = loop {
                    match self.maker.leaf(&pool) {
                        Expr::Literal(..) | Expr::Negative(_) => {}
                        leaf => break leaf,
                    }
                };
                let absent = Expr::Absent("g.k9".to_owned());
                Claim::Is(if self.maker.random.percent(30) { absent } else { leaf }, self.maker.random.percent(50))
            }
            _ => self.comparison(group),
        }
    }

    fn op(&mut self) -> Op {
        if self.maker.random.percent(50) { Op::Approx } else { self.maker.random.pick(&Op::ALL) }
    }

    fn comparison(&mut self, group: Option<usize>) -> Claim {
        if let Some(group) = group {
            return self.of_element(group);
        }
        match self.maker.random.below(100) {
            0..=57 => {
                let plain = self.maker.account.unit.is_none() && self.maker.random.percent(70);
                let pool = self.maker.pool(if plain { Kind::Plain } else { Kind::Money });
                self.meeting(&pool)
            }
            58..=87 => self.of_percentages(),
            88..=95 => {
                let left = self.maker.quotient();
                let pool = Pool { kind: Kind::Plain, ..self.maker.pool(Kind::Percent) };
                let right = if self.maker.random.percent(25) { Some(self.maker.quotient()) } else { None };
                let op = self.op();
                self.against(left, op, right, &pool)
            }
            _ => {
                let pool = self.maker.pool(Kind::Count);
                let group = self.maker.random.below(3);
                let full = self.maker.account.groups[group]
                    .iter()
                    .all(|at| self.maker.account.figures[*at].state != State::Missing);
                let left =
                    if full && self.maker.random.percent(50) { Expr::Count(group) } else { self.maker.expr(&pool, 1) };
                let right = self.maker.leaf(&pool);
                Claim::Compare(left, vec![(self.op(), right)], None)
            }
        }
    }

    /// A comparison with the element of a quantifier in it.
    fn of_element(&mut self, group: usize) -> Claim {
        let account = self.maker.account;
        let first = account.groups[group].first().map(|at| account.figures[*at].clone());
        let kind = if account.unit.is_none() { Kind::Plain } else { Kind::Money };
        let mut pool = loop {
            let pool = self.maker.pool(kind);
            if first.is_none() || pool.unit.is_none() || pool.unit == first.as_ref().map(|f| f.unit.clone()) {
                break pool;
            }
        };
        pool.element = true;
        if group == 2 {
            pool.unit = None.filter(|_: &Q| kind == Kind::Money).or((kind != Kind::Money).then(|| whole(1)));
        }
        let left = if self.maker.random.percent(60) { Expr::Element } else { self.maker.expr(&pool, 1) };
        let right = self.maker.expr(&pool, 1);
        Claim::Compare(left, vec![(self.op(), right)], None)
    }

    /// A comparison of linear expressions, for the most part.
    fn meeting(&mut self, pool: &Pool) -> Claim {
        let depth = self.maker.random.below(3);
        let left = self.maker.expr(pool, depth);
        let depth = self.maker.random.below(3);
        let right = self.maker.expr(pool, depth);
        let op = self.op();
        if self.maker.random.percent(10) {
            let rest = (0..2).map(|_| (self.op(), self.maker.expr(pool, 1))).collect();
            return Claim::Compare(left, rest, None);
        }
        let within = self.maker.random.percent(12);
        let right = if self.maker.random.percent(75) { self.tuned(&left, right, pool, within) } else { right };
        if within { self.tolerant(left, right, pool) } else { Claim::Compare(left, vec![(op, right)], None) }
    }

    /// A comparison of percentages, often of a quotient with a figure or with an end of its range.
    fn of_percentages(&mut self) -> Claim {
        let pool = self.maker.pool(Kind::Percent);
        if self.maker.random.percent(15) {
            return self.meeting(&pool);
        }
        let left = self.maker.percentage();
        let op = self.op();
        let right = match self.maker.random.below(10) {
            0..=3 => Some(self.nearest(&left, &pool)),
            4 => Some(self.maker.percentage()),
            5..=6 => Some(self.maker.expr(&pool, 1)),
            _ => None,
        };
        if let Some(right) = right {
            if self.maker.random.percent(15) {
                return self.tolerant(left, right, &pool);
            }
            if self.maker.random.percent(40) {
                return Claim::Compare(right, vec![(op, left)], None);
            }
            return Claim::Compare(left, vec![(op, right)], None);
        }
        self.against(left, op, None, &pool)
    }

    /// The figure nearest to an expression's value.
    fn nearest(&mut self, left: &Expr, pool: &Pool) -> Expr {
        let choices: Vec<Expr> = (0..8).map(|_| self.maker.leaf(pool)).collect();
        let judge = Judge::new(self.maker.account, self.mode, 0);
        let Ok(value) = judge.point(None).value(left) else { return choices[0].clone() };
        let distance =
            |choice: &Expr| judge.point(None).value(choice).map_or_else(|_| whole(1_000_000), |v| (v - &value).abs());
        choices.iter().min_by_key(|choice| distance(choice)).expect("eight").clone()
    }

    /// A comparison with a literal at an end of the range of the left side, or about its value.
    fn against(&mut self, left: Expr, op: Op, right: Option<Expr>, pool: &Pool) -> Claim {
        let judge = &mut Judge::new(self.maker.account, self.mode, 1);
        let (_, detail) = judge.compare(&left, Op::Less, &Expr::Literal("0".to_owned(), Q::zero()), None, None);
        let about = match (detail.left, detail.difference) {
            (Some(range), _) if self.maker.random.percent(60) => {
                let end = if self.maker.random.percent(50) { range.low } else { range.high };
                if self.maker.random.percent(40) {
                    end.at + ratio(self.maker.random.between(-1, 1), 1000)
                } else {
                    end.at
                }
            }
            (_, Some(value)) => value + ratio(self.maker.random.between(-20, 20), 100),
            _ => whole(3),
        };
        let digits = if decimal(&about, 12).is_some() { 12 } else { self.maker.random.between(0, 4) };
        let step = ratio(1, 10_i64.pow(u32::try_from(digits).expect("few")));
        let value = super::number::rounded(&about, &step, true);
        let literal = self.maker.literal(pool, &value).expect("short");
        Claim::Compare(left, vec![(op, right.unwrap_or(literal))], None)
    }

    /// The right side and a constant that makes the difference a wanted one.
    fn tuned(&mut self, left: &Expr, right: Expr, pool: &Pool, within: bool) -> Expr {
        let mut judge = Judge::new(self.maker.account, self.mode, 1);
        let (_, detail) = judge.compare(left, Op::Approx, &right, None, None);
        let Some(difference) = detail.difference else { return right };
        let unit = pool.unit.clone().unwrap_or_else(|| whole(1));
        let slack = detail.slack.unwrap_or_else(|| unit.clone());
        let wanted = match self.maker.random.below(if within { 4 } else { 16 }) {
            0 => Q::zero(),
            1 => slack / whole(2),
            2 => slack * self.maker.random.part(),
            3 => slack * whole(3),
            4..=6 => slack,
            7..=8 => slack - unit / whole(100_000),
            9..=10 => slack + unit / whole(100_000),
            11..=12 => slack * ratio(self.maker.random.between(80, 99), 100),
            13..=14 => self.maker.account.figures[self.maker.random.below(6)].step.clone() / whole(2),
            _ => slack * ratio(-9, 10),
        };
        let wanted = if difference.is_negative() { -wanted } else { wanted };
        let added = difference - wanted;
        match self.maker.literal(pool, &added.abs()) {
            Some(literal) if !added.is_zero() => {
                let term = (added.is_negative(), literal);
                match right {
                    Expr::Sum(mut terms) => {
                        terms.push(term);
                        Expr::Sum(terms)
                    }
                    other => Expr::Sum(vec![(false, other), term]),
                }
            }
            _ => right,
        }
    }

    /// `≈ … within …`
    fn tolerant(&mut self, left: Expr, right: Expr, pool: &Pool) -> Claim {
        let judge = Judge::new(self.maker.account, self.mode, 0);
        let value = |side: &Expr| judge.point(None).value(side).unwrap_or_else(|_| whole(1));
        let (distance, base) = ((value(&left) - value(&right)).abs(), value(&right).abs());
        let relative = self.maker.random.percent(40) && !base.is_zero();
        let exact = if relative { &distance / base * whole(100) } else { distance.clone() };
        let nudge = parse(self.maker.random.pick(&["0", "0", "0.001", "-0.001", "1"]));
        let size = Some((exact + nudge).abs()).filter(|size| decimal(size, 8).is_some());
        let size = size.unwrap_or_else(|| whole(self.maker.random.between(0, 9)));
        let text = match (relative, pool.kind) {
            (true, _) => format!("{}%", decimal(&size, 8).expect("short")),
            (false, Kind::Percent) if self.maker.random.percent(50) => {
                format!("{}个百分点", decimal(&size, 8).expect("short"))
            }
            (false, _) => loop {
                match self.maker.literal(pool, &size).expect("short") {
                    // Of percentages a percentage is relative.
                    Expr::Literal(text, _) if !text.ends_with('%') => break text,
                    _ => {}
                }
            },
        };
        Claim::Compare(left, vec![(Op::Approx, right)], Some(Within { text, size, relative }))
    }
}

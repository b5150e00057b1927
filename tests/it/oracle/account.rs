//! Random accounts, and what each of their figures can stand for.

use gouji::Mode;
use num_traits::{Signed, Zero};

use super::number::{Interval, Q, Random, decimal, parse, ratio, rounded, ten_to, whole};

/// What a figure measures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Money,
    Percent,
    Plain,
    Count,
}

/// What stands in the cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum State {
    Number,
    Missing,
    NoValue,
    Withheld,
}

/// A figure; money is in 元 whatever its unit, percentages are in points.
#[derive(Debug, Clone)]
pub(super) struct Figure {
    pub(super) path: String,
    pub(super) kind: Kind,
    pub(super) state: State,
    pub(super) value: Q,
    /// One unit of the printed number: 10000 for 万元.
    pub(super) unit: Q,
    /// The standard digit; 0 for an exact figure.
    pub(super) step: Q,
    pub(super) mode: Mode,
}

impl Figure {
    /// What the figure can stand for, under a rule's mode or its own.
    pub(super) fn interval(&self, rule: Option<Mode>) -> Interval {
        stands_for(&self.value, &self.step, rule.unwrap_or(self.mode))
    }
}

/// The table of §3.
pub(super) fn stands_for(value: &Q, step: &Q, mode: Mode) -> Interval {
    if step.is_zero() {
        return Interval::point(value);
    }
    let half = step / whole(2);
    let (positive, negative) = (value.is_positive(), value.is_negative());
    match mode {
        Mode::HalfUp => Interval::new(value - &half, positive, value + &half, negative),
        Mode::Nearest | Mode::Plug => Interval::new(value - &half, true, value + &half, true),
        Mode::Truncate => {
            let low = if positive { value.clone() } else { value - step };
            let high = if negative { value.clone() } else { value + step };
            Interval::new(low, positive, high, negative)
        }
    }
}

/// An account: its text, and its figures.
#[derive(Debug, Clone)]
pub(super) struct Account {
    pub(super) text: String,
    pub(super) figures: Vec<Figure>,
    /// The figures of `g`, `h` and `e`.
    pub(super) groups: Vec<Vec<usize>>,
    /// One unit of the header; none when it states none.
    pub(super) unit: Option<Q>,
    /// The mode of the header.
    pub(super) mode: Mode,
}

const UNITS: [(&str, i32); 3] = [("元", 0), ("万元", 4), ("亿元", 8)];

/// The setting of a section.
#[derive(Clone)]
struct Setting {
    unit: Option<Q>,
    money: Option<Q>,
    pct: Option<Q>,
    mode: Mode,
}

struct Writer<'r> {
    random: &'r mut Random,
    account: Account,
    /// Whether figures are small and whole, so that ends of intervals meet often.
    coarse: bool,
}

/// A random account.
pub(super) fn account(random: &mut Random) -> Account {
    let mut text = String::new();
    let unit = match random.below(10) {
        0..=5 => Some(1),
        6 => Some(0),
        7 => Some(2),
        _ => None,
    };
    if let Some(unit) = unit {
        text.push_str(&format!("unit: {}\n", UNITS[unit].0));
    }
    let unit = unit.map(|unit| ten_to(UNITS[unit].1));
    let mut setting = Setting { unit: unit.clone(), money: None, pct: None, mode: Mode::HalfUp };
    let rounding = rounding(random, &mut setting);
    if !rounding.is_empty() {
        text.push_str(&format!("rounding: {{{rounding}}}\n"));
    }
    let account = Account { text, figures: Vec::new(), groups: Vec::new(), unit, mode: setting.mode };
    let coarse = random.percent(50);
    let mut writer = Writer { random, account, coarse };
    writer.figures(&setting);
    writer.account
}

/// What a number without a suffix is.
fn main_kind(setting: &Setting) -> Kind {
    if setting.unit.is_none() { Kind::Plain } else { Kind::Money }
}

/// The parts of a `rounding`, some of them.
fn rounding(random: &mut Random, setting: &mut Setting) -> String {
    let mut parts = Vec::new();
    if setting.unit.is_some() && random.percent(60) {
        let step = random.pick(&["0.01", "0.01", "0.1", "1", "0.0001"]);
        setting.money = Some(parse(step));
        parts.push(format!("money: {step}"));
    }
    if random.percent(50) {
        let step = random.pick(&["0.01", "0.1", "1"]);
        setting.pct = Some(parse(step));
        parts.push(format!("pct: {step}"));
    }
    if random.percent(80) {
        setting.mode = random.pick(&Mode::ALL);
        parts.push(format!("mode: {}", setting.mode.name()));
    }
    parts.join(", ")
}

impl Writer<'_> {
    fn figures(&mut self, setting: &Setting) {
        for number in 1..=6 {
            let value = self.amount();
            self.number(&format!("x{number}"), setting, value, "");
        }
        // In 元, near something in the header's unit.
        for number in 1..=2 {
            let near = self.account.figures[self.random.below(6)].value.clone();
            let value = if self.random.percent(50) { near } else { self.amount() };
            self.number(&format!("y{number}_yuan"), setting, value, "_yuan");
        }
        for (name, suffix) in [("z1", "万元"), ("z2", "元"), ("z3", "亿元"), ("q1", "%"), ("n1", "人"), ("n2", "人")]
        {
            let value = self.amount();
            self.number(name, setting, value, suffix);
        }
        for number in 1..=5 {
            let value = self.percentage();
            self.number(&format!("p{number}_pct"), setting, value, "_pct");
        }
        for (suffix, kind) in [("1", main_kind(setting)), ("1_pct", Kind::Percent)] {
            for (name, text, state) in
                [("m", "null", State::Missing), ("d", "--", State::NoValue), ("w", "涉密", State::Withheld)]
            {
                self.cell(&format!("{name}{suffix}"), kind, text, state, setting);
            }
        }
        self.group("g", setting);
        self.group("h", setting);
        self.account.text.push_str("e: {}\n");
        self.account.groups.push(Vec::new());
    }

    /// A group of amounts, perhaps with a setting of its own.
    fn group(&mut self, name: &str, outer: &Setting) {
        let mut setting = outer.clone();
        self.account.text.push_str(&format!("{name}:\n"));
        if outer.unit.is_some() && self.random.percent(20) {
            let (word, power) = self.random.pick(&UNITS);
            let unit = Some(ten_to(power));
            if unit != setting.unit {
                setting.money = None;
            }
            setting.unit = unit;
            self.account.text.push_str(&format!("  unit: {word}\n"));
        }
        if self.random.percent(20) {
            let rounding = rounding(self.random, &mut setting);
            self.account.text.push_str(&format!("  rounding: {{{rounding}}}\n"));
        }
        let mut children = Vec::new();
        for number in 1..=self.random.between(2, 5) {
            children.push(self.account.figures.len());
            let path = format!("{name}.k{number}");
            let kind = main_kind(&setting);
            match self.random.below(if name == "g" { 200 } else { 30 }) {
                0 => self.cell(&path, kind, "null", State::Missing, &setting),
                1 => self.cell(&path, kind, "—", State::NoValue, &setting),
                2 => self.cell(&path, kind, "涉密", State::Withheld, &setting),
                _ => {
                    let value = self.amount();
                    self.number(&path, &setting, value, "");
                }
            }
        }
        self.account.groups.push(children);
    }

    /// A value near some relation of the figures before it, or any.
    fn amount(&mut self) -> Q {
        let unit = self.account.unit.clone().unwrap_or_else(|| whole(1));
        let known: Vec<Q> =
            self.account.figures.iter().filter(|f| f.kind != Kind::Percent).map(|f| f.value.clone()).collect();
        if !known.is_empty() && self.random.percent(25) {
            return self.random.pick(&known) + self.random.pick(&known) * whole(self.random.between(-1, 1));
        }
        let number = match (self.coarse, self.random.below(10)) {
            (_, 0) => Q::zero(),
            (true, 1..=6) => whole(self.random.between(-6, 12)),
            (true, _) => ratio(self.random.between(-90, 120), 10),
            (false, 1..=7) => ratio(self.random.between(1, 200_000), 100),
            (false, _) => ratio(self.random.between(-200_000, 2_000_000), 1000),
        };
        number * unit
    }

    /// A percentage near a share or growth of the figures, or any.
    fn percentage(&mut self) -> Q {
        let [part, base] = [0, 0].map(|_: i32| self.account.figures[self.random.below(6)].value.clone());
        if base.is_zero() || self.random.percent(25) {
            return ratio(self.random.between(-300, 1500), 10);
        }
        let share = part / base * whole(100);
        if self.random.percent(50) { share } else { share - whole(100) }
    }

    /// Prints a value with some number of digits.
    fn number(&mut self, path: &str, setting: &Setting, value: Q, suffix: &str) {
        let power = UNITS.iter().find(|(word, _)| *word == suffix.trim_start_matches('_').replace("yuan", "元"));
        let unit = power.map(|(_, power)| ten_to(*power));
        let kind = match suffix {
            "%" | "_pct" => Kind::Percent,
            "人" => Kind::Count,
            _ if unit.is_none() && setting.unit.is_none() => Kind::Plain,
            _ => Kind::Money,
        };
        let unit = unit.or(setting.unit.clone()).filter(|_| kind == Kind::Money).unwrap_or_else(|| whole(1));
        let decimals = match (kind, self.coarse) {
            (Kind::Count, _) => 0,
            (_, true) => self.random.pick(&[0, 0, 0, 1]),
            (_, false) => self.random.pick(&[2, 2, 2, 1, 0, 3]),
        };
        let mut digits = rounded(&(value / &unit), &ten_to(-decimals), true);
        if kind == Kind::Count {
            digits = whole(self.random.between(0, 9));
        }
        let short = decimal(&digits, decimals).expect("rounded to so many");
        let point = if decimals > 0 && !short.contains('.') { "." } else { "" };
        let missing =
            usize::try_from(decimals).expect("not negative") - short.split_once('.').map_or(0, |(_, d)| d.len());
        let sign = if digits.is_zero() && self.random.percent(10) { "-" } else { "" };
        let text = format!("{sign}{short}{point}{}", "0".repeat(missing));
        let declared = match kind {
            Kind::Money if setting.unit.as_ref() == Some(&unit) => setting.money.clone(),
            Kind::Percent => setting.pct.clone(),
            _ => None,
        };
        let printed = ten_to(-decimals);
        let step = declared.filter(|step| *step < printed).unwrap_or(printed) * &unit;
        let step = if kind == Kind::Count { Q::zero() } else { step };
        let shown = if suffix.starts_with('_') { "" } else { suffix };
        self.write(path, &format!("{text}{shown}"));
        let path = path.to_owned();
        self.account.figures.push(Figure {
            path,
            kind,
            state: State::Number,
            value: digits * &unit,
            unit,
            step,
            mode: setting.mode,
        });
    }

    /// A cell without a number.
    fn cell(&mut self, path: &str, kind: Kind, text: &str, state: State, setting: &Setting) {
        self.write(path, text);
        let (path, zero) = (path.to_owned(), Q::zero());
        let unit = setting.unit.clone().unwrap_or_else(|| whole(1));
        self.account.figures.push(Figure {
            path,
            kind,
            state,
            value: zero.clone(),
            unit,
            step: zero,
            mode: setting.mode,
        });
    }

    /// Writes a line; a figure of a group is at times a record with an amount.
    fn write(&mut self, path: &str, text: &str) {
        let line = match path.split_once('.') {
            Some((_, name)) if text != "null" && self.random.percent(15) => {
                format!("  {name}: {{amount: {text}, note: x}}\n")
            }
            Some((_, name)) => format!("  {name}: {text}\n"),
            None => format!("{path}: {text}\n"),
        };
        self.account.text.push_str(&line);
    }
}

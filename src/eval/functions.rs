//! The functions of the language at work.

use super::expression::wrap;
use super::run::Run;
use super::value::{Absence, Outcome, Value};
use crate::account::Content;
use crate::builtins::Builtin;
use crate::figure::{Exact, Fault, Kind, Quantity};
use crate::finding::{Verdict, kind_word};
use crate::message::msg;
use crate::plan::Node;

impl Run<'_> {
    /// Calls a function; the number of arguments was checked.
    pub(super) fn call(&mut self, builtin: Builtin, arguments: &[Node]) -> Value {
        match builtin {
            Builtin::Sum | Builtin::Min | Builtin::Max | Builtin::Avg => self.aggregate(builtin, arguments),
            Builtin::Pct => self.pct(arguments),
            Builtin::Growth => self.growth(arguments),
            Builtin::PriorOf => {
                let (now, change) = (self.argument(arguments, 0), self.argument(arguments, 1));
                self.binary(now, change, |run, a, b| a.sub(&b, &run.boxes))
            }
            Builtin::Abs => {
                let x = self.argument(arguments, 0);
                wrap(x.and_then(|q| q.abs(&self.boxes).map_err(|f| self.fault(f))))
            }
            Builtin::Round | Builtin::Trunc => self.at_digit(builtin == Builtin::Trunc, arguments),
            Builtin::Left => self.left(arguments),
            Builtin::StandardName | Builtin::IsStandardName | Builtin::NearestStandardName => {
                self.on_standard_names(builtin, arguments)
            }
            _ => {
                let values: Vec<Value> = arguments.iter().map(|a| self.expr(a)).collect();
                self.on_values(builtin, values)
            }
        }
    }

    fn argument(&mut self, arguments: &[Node], at: usize) -> Result<Quantity, Absence> {
        let value = arguments.get(at).map_or(Value::Many(Vec::new()), |node| self.expr(node));
        self.number(value)
    }

    fn binary(
        &mut self,
        a: Result<Quantity, Absence>,
        b: Result<Quantity, Absence>,
        apply: impl Fn(&Self, Quantity, Quantity) -> Result<Quantity, Fault>,
    ) -> Value {
        wrap(match (a, b) {
            (Ok(a), Ok(b)) => apply(self, a, b).map_err(|fault| self.fault(fault)),
            (Err(a), Err(b)) => Err(a.and(b)),
            (Err(a), _) | (_, Err(a)) => Err(a),
        })
    }

    /// All numbers behind the arguments, or everything that is missing among them.
    fn numbers(&mut self, arguments: &[Node]) -> Result<Vec<Quantity>, Absence> {
        let mut numbers = Vec::new();
        let mut absent: Option<Absence> = None;
        let mut pending: Vec<Value> = Vec::new();
        for node in arguments {
            match self.expr(node) {
                Value::Many(values) => pending.extend(values),
                Value::Place(cell) if matches!(self.content(cell), Content::List(_)) => {
                    pending.extend(self.elements_of(cell))
                }
                value => pending.push(value),
            }
        }
        if !self.spend(pending.len()) {
            return Err(self.exhausted());
        }
        for value in pending {
            match self.number(value) {
                Ok(q) => numbers.push(q),
                Err(a) => {
                    absent = Some(match absent {
                        None => a,
                        Some(before) => before.and(a),
                    })
                }
            }
        }
        absent.map_or(Ok(numbers), Err)
    }

    fn aggregate(&mut self, builtin: Builtin, arguments: &[Node]) -> Value {
        // Sums within a sum are lines of it.
        let outer = std::mem::replace(&mut self.in_sum, builtin == Builtin::Sum);
        let numbers = self.numbers(arguments);
        self.in_sum = outer;
        let numbers = match numbers {
            Ok(numbers) => numbers,
            Err(absence) => return Value::Absent(absence),
        };
        let Some(first) = numbers.first().cloned() else {
            let paths = arguments.iter().map(|a| self.written(a)).collect();
            let reason = msg!("eval-nothing-to-add");
            return Value::Absent(Absence { missing: true, ..Absence::unusable(paths, reason) });
        };
        match builtin {
            Builtin::Sum => self.total(&numbers),
            Builtin::Avg => {
                let Value::Number(sum) = self.total(&numbers) else { return self.total(&numbers) };
                let count = Quantity::exact(Exact::from_int(numbers.len() as i128), Kind::Free);
                wrap(sum.div(&count, &self.boxes).map_err(|f| self.fault(f)))
            }
            _ => {
                let least = builtin == Builtin::Min;
                if self.forms && !self.weigh_extreme(numbers.len()) {
                    return Value::Absent(self.exhausted());
                }
                let result = numbers.iter().skip(1).try_fold(first, |best, q| best.extreme(q, least, &self.boxes));
                wrap(result.map_err(|f| self.fault(f)))
            }
        }
    }

    /// The base comes first: a percentage of zero is undefined whatever the numerator.
    fn pct(&mut self, arguments: &[Node]) -> Value {
        let (part, whole) = (self.argument(arguments, 0), self.argument(arguments, 1));
        if whole.as_ref().is_ok_and(|w| w.value.is_zero()) {
            return Value::Absent(self.fault(Fault::ZeroBase));
        }
        self.binary(part, whole, |run, p, w| Quantity::pct(&p, &w, &run.boxes))
    }

    fn growth(&mut self, arguments: &[Node]) -> Value {
        let (now, before) = (self.argument(arguments, 0), self.argument(arguments, 1));
        if let Ok(base) = &before {
            match base.value.signum() {
                0 => return Value::Absent(self.fault(Fault::ZeroBase)),
                s if s < 0 => return Value::Absent(self.fault(Fault::NegativeBase)),
                _ => {}
            }
        }
        self.binary(now, before, |run, n, b| Quantity::growth(&n, &b, &run.boxes))
    }

    fn at_digit(&mut self, cut: bool, arguments: &[Node]) -> Value {
        let x = self.argument(arguments, 0);
        let digits = if arguments.len() > 1 {
            self.argument(arguments, 1)
        } else {
            Ok(Quantity::exact(Exact::ZERO, Kind::Free))
        };
        self.binary(x, digits, move |run, x, n| {
            let n = n.value.to_i128().and_then(|n| u32::try_from(n).ok()).filter(|n| *n <= 20).ok_or(Fault::Limit)?;
            x.at_digit(n, cut, &run.boxes)
        })
    }

    /// The first n characters; all of them when there are fewer.
    fn left(&mut self, arguments: &[Node]) -> Value {
        let text = arguments.first().map_or(Value::Many(Vec::new()), |node| self.expr(node));
        let (text, n) = match (self.words(text), self.argument(arguments, 1)) {
            (Ok(text), Ok(n)) => (text, n),
            (Err(a), Err(b)) => return Value::Absent(a.and(b)),
            (Err(a), _) | (_, Err(a)) => return Value::Absent(a),
        };
        match n.value.to_i128().and_then(|n| usize::try_from(n).ok()) {
            Some(n) => Value::Text(text.chars().take(n).collect::<String>().into()),
            None => {
                let reason = msg!("eval-left");
                Value::Absent(Absence::unusable(Vec::new(), reason))
            }
        }
    }

    #[expect(clippy::arithmetic_side_effects, reason = "days of years of four digits")]
    fn on_values(&mut self, builtin: Builtin, mut values: Vec<Value>) -> Value {
        let second = if values.len() > 1 { values.pop() } else { None };
        let Some(first) = values.pop() else { return Value::Many(Vec::new()) };
        match (builtin, second) {
            (Builtin::Count, _) => self.count(first),
            (Builtin::Len, _) => match self.words(first) {
                Ok(text) => counted(text.chars().count()),
                Err(absence) => Value::Absent(absence),
            },
            (Builtin::Distinct, _) => {
                let mut kept: Vec<Value> = Vec::new();
                for value in self.many(first) {
                    if self.is_used_up() {
                        return Value::Absent(self.exhausted());
                    }
                    if !kept.iter().any(|k| self.same(k, &value).verdict == Verdict::Holds) {
                        kept.push(value);
                    }
                }
                Value::Many(kept)
            }
            (Builtin::First, _) => self.end(first, 0),
            (Builtin::Last, _) => self.end(first, usize::MAX),
            (Builtin::Year, _) => {
                self.dates(first, None, |date, _| Quantity::exact(Exact::from_int(i128::from(date.0)), Kind::Year))
            }
            (Builtin::DaysBetween, Some(second)) => self.dates(first, Some(second), |from, to| {
                Quantity::exact(Exact::from_int(i128::from(day_number(to) - day_number(from))), Kind::Count)
            }),
            (Builtin::Key, _) => self.key(&first),
            (Builtin::Counterpart, Some(second)) => self.counterpart(&first, &second),
            (Builtin::Contains, Some(second)) => self.contains(first, &second),
            (_, Some(second)) => match (self.words(first), self.words(second)) {
                (Ok(text), Ok(part)) => {
                    let holds =
                        if builtin == Builtin::StartsWith { text.starts_with(&*part) } else { text.ends_with(&*part) };
                    Value::Truth(Outcome::truth(holds))
                }
                (Err(a), Err(b)) => Value::Absent(a.and(b)),
                (Err(a), _) | (_, Err(a)) => Value::Absent(a),
            },
            (_, None) => Value::Many(Vec::new()),
        }
    }

    fn many(&self, value: Value) -> Vec<Value> {
        match value {
            Value::Many(values) => values,
            Value::Place(cell) => self.elements_of(cell),
            Value::Absent(absence) if absence.missing => Vec::new(),
            value => vec![value],
        }
    }

    /// How many there are. What is absent does not count; a selection that could not be decided has no
    /// number.
    #[expect(clippy::arithmetic_side_effects, reason = "counts of things held in memory")]
    fn count(&mut self, value: Value) -> Value {
        let values = self.many(value);
        let mut count = 0;
        for value in values {
            match value {
                Value::Absent(absence) if !absence.missing => return Value::Absent(absence),
                value if self.is_missing(&value) => {}
                _ => count += 1,
            }
        }
        counted(count)
    }

    #[expect(clippy::arithmetic_side_effects, reason = "the list was found not to be empty")]
    fn end(&mut self, list: Value, at: usize) -> Value {
        let mut values = self.many(list);
        if values.is_empty() {
            return Value::Absent(Absence::unusable(Vec::new(), msg!("eval-empty-list")));
        }
        values.swap_remove(at.min(values.len() - 1))
    }

    fn contains(&mut self, whole: Value, part: &Value) -> Value {
        let list = matches!(&whole, Value::Many(_))
            || matches!(&whole, Value::Place(cell) if !matches!(self.content(*cell), Content::Text(_) | Content::Number(_) | Content::Missing));
        if list {
            let mut outcome = Outcome::of(Verdict::Violated);
            for member in self.many(whole) {
                outcome = outcome.better(self.same(&member, part));
            }
            return Value::Truth(outcome);
        }
        match (self.words(whole), self.words(part.clone())) {
            (Ok(text), Ok(part)) => Value::Truth(Outcome::truth(text.contains(&*part))),
            (Err(a), Err(b)) => Value::Absent(a.and(b)),
            (Err(a), _) | (_, Err(a)) => Value::Absent(a),
        }
    }

    fn dates(&mut self, first: Value, second: Option<Value>, apply: impl Fn(Date, Date) -> Quantity) -> Value {
        let mut read = |value: Value| {
            let text = self.words(value)?;
            parse_date(&text).ok_or_else(|| {
                let reason = msg!("eval-not-a-date");
                Absence::unusable(vec![text.to_string()], reason)
            })
        };
        let first = read(first);
        let second = second.map_or(Ok((1, 1, 1)), read);
        match (first, second) {
            (Ok(a), Ok(b)) => Value::Number(apply(a, b)),
            (Err(a), Err(b)) => Value::Absent(a.and(b)),
            (Err(a), _) | (_, Err(a)) => Value::Absent(a),
        }
    }

    /// Why two values do not combine, as an absence.
    pub(super) fn fault(&self, fault: Fault) -> Absence {
        match fault {
            Fault::ZeroBase => Absence {
                verdict: Verdict::Undefined,
                missing: false,
                paths: Vec::new(),
                reason: msg!("eval-zero-base"),
            },
            Fault::NegativeBase => Absence {
                verdict: Verdict::Undefined,
                missing: false,
                paths: Vec::new(),
                reason: msg!("eval-negative-base"),
            },
            Fault::Limit => Absence::unusable(Vec::new(), msg!("eval-beyond-limit")),
            Fault::Units => Absence::unusable(Vec::new(), msg!("eval-no-unit")),
            Fault::Kinds(a, b) => {
                let reason = msg!("eval-kinds", left = kind_word(a), right = kind_word(b));
                Absence::unusable(Vec::new(), reason)
            }
        }
    }
}

fn counted(count: usize) -> Value {
    Value::Number(Quantity::exact(Exact::from_int(count as i128), Kind::Count))
}

type Date = (i32, u32, u32);

/// `2024-08-20`, `2024年8月20日`, `2024.8.20`, `2024/8/20`.
#[expect(clippy::arithmetic_side_effects, reason = "28 or 29")]
fn parse_date(text: &str) -> Option<Date> {
    let mut parts = text.trim().trim_end_matches('日').split(['-', '/', '.', '年', '月']);
    let year: i32 = parts.next().filter(|y| y.len() == 4)?.parse().ok()?;
    let month: u32 = parts.next()?.parse().ok()?;
    let day: u32 = parts.next()?.parse().ok()?;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        1..=12 => 31,
        _ => return None,
    };
    (parts.next().is_none() && (1..=length).contains(&day)).then_some((year, month, day))
}

/// Days since 0000-03-01 of the proleptic Gregorian calendar.
#[expect(clippy::arithmetic_side_effects, reason = "days of years of four digits")]
fn day_number((year, month, day): Date) -> i64 {
    let shifted = i64::from((month + 9) % 12);
    let year = i64::from(year) - i64::from(month <= 2);
    365 * year + year.div_euclid(4) - year.div_euclid(100)
        + year.div_euclid(400)
        + (153 * shifted + 2) / 5
        + i64::from(day)
        - 1
}

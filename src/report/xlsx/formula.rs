//! Computations as formulas of a sheet. Each is worked out here as well, exactly, so that none is written that
//! would give another value than the result has.

use std::collections::HashMap;

use rust_xlsxwriter::utility::row_col_to_cell;

use super::number::{Number, powers};
use crate::figure::{Exact, MoneyUnit};
use crate::finding::{Amount, Term};
use crate::result::Figure;

/// Longest formula, in characters: a limit of Excel is 8192.
const MAX_FORMULA: usize = 8000;
/// Most arguments of one function: a limit of Excel is 255.
const MAX_ARGUMENTS: usize = 250;
/// Decimals of what a result tells of a value that has no end.
const DECIMALS: u32 = 10;

/// Where a figure stands in the workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    /// The sheet with its mark, `'001 单位'!`; empty for the same one.
    pub(super) sheet: String,
    pub(super) row: u32,
    pub(super) column: u16,
}

/// A formula and what it gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Formula {
    /// With its `=`.
    pub(super) text: String,
    /// What it gives, as the result has it.
    pub(super) result: String,
    /// Decimals that are shown.
    pub(super) decimals: u32,
}

/// A part of a formula.
struct Part {
    text: String,
    /// How tightly it holds together: 0 a sum, 1 a product, 2 one thing.
    tight: u8,
    value: Exact,
    /// Most decimals of its figures; none once something is divided.
    decimals: Option<u32>,
    /// The cell, when it is one and nothing else.
    cell: Option<Cell>,
}

/// What formulas of a finding are made of.
pub(super) struct Maker<'a> {
    /// The figures of the finding.
    pub(super) figures: &'a [Figure],
    /// Where those stand that a sheet holds as numbers.
    pub(super) cells: &'a HashMap<usize, Cell>,
}

impl Maker<'_> {
    /// The formula of a side; none when there is none that surely gives its value.
    pub(super) fn side(&self, term: &Term, value: &Amount) -> Option<Formula> {
        // Where no money comes out, it has only to be in one unit.
        let unit = value.unit.or_else(|| self.common_unit(term)).unwrap_or(MoneyUnit::Yuan);
        let part = self.part(term, unit)?;
        if part.value.format(DECIMALS) != value.text {
            return None;
        }
        let (text, decimals) = match (&part.cell, part.decimals) {
            (Some(_), decimals) => (part.text, decimals.unwrap_or(0)),
            (None, Some(decimals)) if decimals <= DECIMALS => (format!("ROUND({},{decimals})", part.text), decimals),
            _ => (format!("ROUND({},{DECIMALS})", part.text), decimals_of(&value.short)),
        };
        finished(text, value, decimals)
    }

    /// The one unit of all its money.
    fn common_unit(&self, term: &Term) -> Option<MoneyUnit> {
        let mut units = term.figures().into_iter().filter_map(|n| self.figures.get(n)?.unit);
        let first = units.next()?;
        units.all(|unit| unit == first).then_some(first)
    }

    fn part(&self, term: &Term, unit: MoneyUnit) -> Option<Part> {
        match term {
            Term::Figure(number) => self.figure(*number, unit),
            Term::Number(digits) => literal(Number::of(digits)?),
            Term::Sum(terms) => self.sum(terms, unit),
            Term::Negative(inner) => {
                let inner = self.part(inner, unit)?;
                let text = format!("-{}", held(&inner, 2));
                Some(Part { text, tight: 0, value: inner.value.neg(), decimals: inner.decimals, cell: None })
            }
            Term::Absolute(inner) => {
                let inner = self.part(inner, unit)?;
                let text = format!("ABS({})", inner.text);
                Some(Part { text, tight: 2, value: inner.value.abs(), decimals: inner.decimals, cell: None })
            }
            Term::Product(two) => {
                let [a, b] = self.two(two, unit)?;
                let decimals = a.decimals.zip(b.decimals).map(|(a, b)| a + b);
                let text = format!("{}*{}", held(&a, 1), held(&b, 2));
                Some(Part { text, tight: 1, value: a.value.mul(&b.value).ok()?, decimals, cell: None })
            }
            Term::Quotient(two) => {
                let [a, b] = self.two(two, unit)?;
                quotient(format!("{}/{}", held(&a, 1), held(&b, 2)), &a.value, &b.value)
            }
            Term::Percent(two) => {
                let [a, b] = self.two(two, unit)?;
                percent(format!("{}/{}*100", held(&a, 1), held(&b, 2)), &a.value, &b.value)
            }
            Term::Growth(two) => {
                let [now, before] = self.two(two, unit)?;
                let text = format!("({}-{})/{}*100", now.text, held(&before, 1), held(&before, 2));
                percent(text, &now.value.sub(&before.value).ok()?, &before.value)
            }
        }
    }

    fn two(&self, two: &[Term; 2], unit: MoneyUnit) -> Option<[Part; 2]> {
        let [a, b] = two;
        Some([self.part(a, unit)?, self.part(b, unit)?])
    }

    fn figure(&self, number: usize, unit: MoneyUnit) -> Option<Part> {
        let figure = self.figures.get(number)?;
        // A blank cell counts as 0.
        let printed = Number::of(if figure.text.is_empty() { "0" } else { &figure.text })?;
        let plain = match self.cells.get(&number) {
            Some(cell) => Part {
                text: format!("{}{}", cell.sheet, row_col_to_cell(cell.row, cell.column)),
                tight: 2,
                value: printed.value,
                decimals: Some(printed.decimals),
                cell: Some(cell.clone()),
            },
            None => literal(printed)?,
        };
        in_unit(plain, powers(figure.unit, Some(unit)))
    }

    fn sum(&self, terms: &[Term], unit: MoneyUnit) -> Option<Part> {
        let mut value = Exact::ZERO;
        let mut decimals = Some(0);
        let mut parts = Vec::with_capacity(terms.len());
        for term in terms {
            let (negative, inner) = match term {
                Term::Negative(inner) => (true, inner.as_ref()),
                other => (false, other),
            };
            let part = self.part(inner, unit)?;
            value = if negative { value.sub(&part.value) } else { value.add(&part.value) }.ok()?;
            decimals = decimals.zip(part.decimals).map(|(a, b)| a.max(b));
            parts.push((negative, part));
        }
        let long = parts.len() > 2 && parts.iter().all(|(negative, _)| !negative);
        let (text, tight) = if long { (added(&parts), 2) } else { (signed(&parts), 0) };
        Some(Part { text, tight, value, decimals, cell: None })
    }
}

/// The formula of a difference of two sides; none when it would not surely give what the result has.
pub(super) fn difference(left: (&str, &Amount), right: (&str, &Amount), told: &Amount) -> Option<Formula> {
    let part = |(cell, amount): (&str, &Amount)| {
        let number = Number::of(&amount.text)?;
        let plain =
            Part { text: cell.to_owned(), tight: 2, value: number.value, decimals: Some(number.decimals), cell: None };
        in_unit(plain, powers(amount.unit, told.unit))
    };
    let (left, right) = (part(left)?, part(right)?);
    // As values: a text that is rounded keeps zeros at its end.
    let gap = left.value.sub(&right.value).ok()?.abs().round(DECIMALS).ok()?;
    if gap != Number::of(&told.text)?.value {
        return None;
    }
    let decimals = left.decimals.max(right.decimals).unwrap_or(DECIMALS).min(DECIMALS);
    let shown = decimals_of(&told.short);
    // At least two beyond what is printed, so that a changed figure shows.
    let text = format!("ROUND(ABS({}-{}),{})", held(&left, 1), held(&right, 1), decimals.max(shown));
    finished(text, told, shown)
}

fn finished(text: String, value: &Amount, decimals: u32) -> Option<Formula> {
    // The sheet has to hold what it gives, too.
    (text.len() <= MAX_FORMULA && Number::of(&value.text).is_some()).then(|| Formula {
        text: format!("={text}"),
        result: value.text.clone(),
        decimals,
    })
}

/// How many decimals a text has.
pub(super) fn decimals_of(text: &str) -> u32 {
    text.split_once('.').map_or(0, |(_, decimals)| u32::try_from(decimals.len()).unwrap_or(DECIMALS))
}

fn literal(number: Number) -> Option<Part> {
    let tight = if number.digits.starts_with('-') { 0 } else { 2 };
    Some(Part { text: number.digits, tight, value: number.value, decimals: Some(number.decimals), cell: None })
}

/// A number so many powers of ten in another unit.
fn in_unit(part: Part, powers: i32) -> Option<Part> {
    if powers == 0 {
        return Some(part);
    }
    let value = part.value.mul(&Exact::power_of_ten(powers).ok()?).ok()?;
    let sign = if powers > 0 { '*' } else { '/' };
    let text = format!("{}{sign}1{:0>width$}", held(&part, 1), "", width = powers.unsigned_abs() as usize);
    let decimals = part.decimals.map(|d| d.saturating_add_signed(-powers));
    Some(Part { text, tight: 1, value, decimals, cell: None })
}

fn quotient(text: String, a: &Exact, b: &Exact) -> Option<Part> {
    Some(Part { text, tight: 1, value: a.div(b).ok()??, decimals: None, cell: None })
}

fn percent(text: String, part: &Exact, whole: &Exact) -> Option<Part> {
    let ratio = quotient(text, part, whole)?;
    Some(Part { value: ratio.value.mul(&Exact::power_of_ten(2).ok()?).ok()?, ..ratio })
}

/// The text of a part, in brackets where it would fall apart.
fn held(part: &Part, tight: u8) -> String {
    if part.tight < tight { format!("({})", part.text) } else { part.text.clone() }
}

/// `a+b-c`
fn signed(parts: &[(bool, Part)]) -> String {
    let mut text = String::new();
    for (at, (negative, part)) in parts.iter().enumerate() {
        match (at, negative) {
            (0, false) => {}
            (_, false) => text.push('+'),
            (_, true) => text.push('-'),
        }
        text.push_str(&held(part, if at == 0 && !negative { 0 } else { 1 }));
    }
    text
}

/// `SUM(C5:C9,C12)`: cells that follow each other down a column are one range.
fn added(parts: &[(bool, Part)]) -> String {
    let mut arguments: Vec<String> = Vec::new();
    let mut run: Option<(&Cell, &Cell)> = None;
    let told = |(first, last): (&Cell, &Cell)| {
        let start = row_col_to_cell(first.row, first.column);
        match first == last {
            true => format!("{}{start}", first.sheet),
            false => format!("{}{start}:{}", first.sheet, row_col_to_cell(last.row, last.column)),
        }
    };
    for (_, part) in parts {
        run = match (run, &part.cell) {
            (Some((first, last)), Some(cell)) if follows(last, cell) => Some((first, cell)),
            (before, cell) => {
                arguments.extend(before.map(told));
                if cell.is_none() {
                    arguments.push(part.text.clone());
                }
                cell.as_ref().map(|cell| (cell, cell))
            }
        };
    }
    arguments.extend(run.map(told));
    while arguments.len() > MAX_ARGUMENTS {
        arguments = arguments.chunks(MAX_ARGUMENTS).map(|some| format!("SUM({})", some.join(","))).collect();
    }
    format!("SUM({})", arguments.join(","))
}

fn follows(last: &Cell, next: &Cell) -> bool {
    last.sheet == next.sheet && last.column == next.column && last.row + 1 == next.row
}

//! 上年对比: the money of an account beside that of the year before, where it moved more than a threshold.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io;

use crate::figure::{Exact, Limit, MoneyUnit, Reading, read_printed};
use crate::finding::{CellContent, PrintedFigure, PrintedRow, PrintedTable, Spot};
use crate::message::{Text, msg};
use crate::result::{Account, Document};

/// What the figure of the year is called that a group's companions belong to.
const STATED: [&str; 2] = ["amount", "total"];
/// The companion that prints the year before, and the one that prints the difference to it.
const PRIOR: &str = "prior";
const CHANGE: &str = "change";
/// Companions that are no figures of the year itself: they speak of another year, of a budget, or of a difference.
const COMPANIONS: [&str; 5] = ["prior", "change", "budget", "change_vs_budget", "gap_vs_budget"];
/// The section that speaks of the year to come: what it calls a change is one from this year on.
const NEXT_YEAR: &str = "next_budget";
/// Decimals of a rate.
pub(super) const RATE_DECIMALS: u32 = 2;

/// What an account says of two years.
#[derive(Debug)]
pub(super) struct Years {
    /// What moved by the threshold or more, in the order of the account.
    pub(super) rows: Vec<Row>,
    /// How many figures have a counterpart in the year before.
    pub(super) compared: usize,
}

/// A figure of two years.
#[derive(Debug)]
pub(super) struct Row {
    /// The one of this year.
    pub(super) figure: Figure,
    /// Its place in the document, else its path.
    pub(super) place: String,
    /// What it is called.
    pub(super) name: String,
    /// From where the other year is known.
    pub(super) source: Source<Figure>,
    /// 本年, in the unit of this year's figure as all amounts here.
    pub(super) now: Exact,
    /// 上年
    pub(super) then: Exact,
    /// 增减额
    pub(super) gap: Exact,
    /// 增减率 in percent; none where the year before was 0.
    pub(super) rate: Option<Exact>,
    /// How many decimals the amounts have.
    pub(super) decimals: u32,
}

/// Where a figure stands, and its unit of money.
#[derive(Debug, Clone, Copy)]
pub(super) struct Figure {
    pub(super) spot: Spot,
    pub(super) unit: Option<MoneyUnit>,
}

impl Figure {
    fn of(figure: &PrintedFigure) -> Self {
        Self { spot: figure.spot(), unit: figure.unit }
    }
}

impl Row {
    /// An amount of the row as text.
    pub(super) fn amount(&self, amount: &Exact) -> String {
        amount.format_fixed(self.decimals)
    }

    /// 增减率 as text, without its sign.
    pub(super) fn rate_text(&self) -> Option<String> {
        self.rate.as_ref().map(|rate| rate.format_fixed(RATE_DECIMALS))
    }

    /// From where the year before is known, in words.
    pub(super) fn source_text(&self, document: &Document) -> Text {
        match self.source {
            Source::Printed(_) => msg!("years-printed"),
            Source::Change(_) => msg!("years-change"),
            Source::Account(number, _) => {
                msg!("years-account", file = document.accounts.get(number).map_or("", |account| &account.file))
            }
        }
    }
}

/// From where a figure of the year before is known.
#[derive(Debug, Clone, Copy)]
pub(super) enum Source<F> {
    /// The account prints it.
    Printed(F),
    /// That year's account prints it: the number of the account, and the figure.
    Account(usize, F),
    /// The account prints the difference.
    Change(F),
}

impl Source<&PrintedFigure> {
    fn kept(self) -> Source<Figure> {
        match self {
            Source::Printed(figure) => Source::Printed(Figure::of(figure)),
            Source::Account(number, figure) => Source::Account(number, Figure::of(figure)),
            Source::Change(figure) => Source::Change(Figure::of(figure)),
        }
    }
}

/// What the tables of a document's accounts are compared with.
#[derive(Debug)]
pub(super) struct Before<'a> {
    document: &'a Document,
    /// The accounts by entity, stage and year; none where several are the same.
    accounts: HashMap<(&'a str, Option<&'a str>, i32), Option<usize>>,
}

impl<'a> Before<'a> {
    pub(super) fn of(document: &'a Document) -> Self {
        let mut accounts = HashMap::new();
        for (number, account) in document.accounts.iter().enumerate() {
            let (Some(entity), Some(year), None) = (&account.entity, account.year, account.together) else { continue };
            match accounts.entry((entity.as_str(), account.stage.as_deref(), year)) {
                Entry::Vacant(place) => drop(place.insert(Some(number))),
                Entry::Occupied(mut place) => drop(place.insert(None)),
            }
        }
        Self { document, accounts }
    }

    /// What moved by so many percent or more in an account that prints these tables.
    ///
    /// # Errors
    /// That the tables of the year before cannot be read.
    #[expect(clippy::indexing_slicing, reason = "accounts are numbered by the document's own list")]
    pub(super) fn compare(&self, account: &Account, tables: &[PrintedTable], over: &Exact) -> io::Result<Years> {
        let own = Printed::of(tables);
        let before = self.year_before(account);
        let earlier = before.map(|number| self.document.accounts[number].tables.get()).transpose()?;
        let theirs = earlier.as_ref().map(|tables| Printed::of(tables));
        let mut years = Years { rows: Vec::new(), compared: 0 };
        for (row, figure) in money(tables) {
            let sources = own.companions(figure);
            let from_account = || {
                let figure = theirs.as_ref()?.by_identity.get(&identity(row, figure)?).copied().flatten()?;
                Some(Source::Account(before?, figure))
            };
            let source = sources[0].or_else(from_account).or(sources[1]);
            let Some(moved) = source.and_then(|source| pair(row, figure, source, over).ok().flatten()) else {
                continue;
            };
            years.compared += 1;
            years.rows.extend(moved);
        }
        Ok(years)
    }

    /// The account of the same unit and stage, a year earlier.
    fn year_before(&self, account: &Account) -> Option<usize> {
        let year = account.year?.checked_sub(1)?;
        self.accounts.get(&(account.entity.as_deref()?, account.stage.as_deref(), year)).copied().flatten()
    }
}

/// The figures of an account, found by what they are.
struct Printed<'a> {
    by_path: HashMap<&'a str, &'a PrintedFigure>,
    /// By path, with the codes of rows for their numbers; none where several are the same.
    by_identity: HashMap<String, Option<&'a PrintedFigure>>,
}

impl<'a> Printed<'a> {
    fn of(tables: &'a [PrintedTable]) -> Self {
        let mut printed = Self { by_path: HashMap::new(), by_identity: HashMap::new() };
        for (row, figure) in figures(tables) {
            printed.by_path.insert(&figure.path, figure);
            if let Some(identity) = identity(row, figure) {
                printed.by_identity.entry(identity).and_modify(|known| *known = None).or_insert(Some(figure));
            }
        }
        printed
    }

    /// What the account itself says of the year before: the figure, and the difference to it.
    fn companions(&self, figure: &PrintedFigure) -> [Option<Source<&'a PrintedFigure>>; 2] {
        let Some((group, name)) = figure.path.rsplit_once('.') else { return [None; 2] };
        // `total` has `change`; `income_total` has `income_change`.
        let Some(stem) = STATED.iter().find_map(|stated| name.strip_suffix(stated)) else { return [None; 2] };
        let is_next = group.strip_prefix(NEXT_YEAR).is_some_and(|below| below.is_empty() || below.starts_with('.'));
        if is_next || !(stem.is_empty() || stem.ends_with('_')) {
            return [None; 2];
        }
        let find = |word: &str| self.by_path.get(format!("{group}.{stem}{word}").as_str()).copied();
        // A group that has an amount has it for its companions, not for a total beside it.
        let is_second = name == STATED[1] && self.by_path.contains_key(format!("{group}.{}", STATED[0]).as_str());
        if is_second {
            return [None; 2];
        }
        [find(PRIOR).map(Source::Printed), find(CHANGE).map(Source::Change)]
    }
}

/// Every figure of an account with its row.
fn figures(tables: &[PrintedTable]) -> impl Iterator<Item = (&PrintedRow, &PrintedFigure)> {
    tables.iter().flat_map(|table| &table.rows).flat_map(|row| row.figures.iter().map(move |f| (row, f)))
}

/// The money of the year itself.
fn money(tables: &[PrintedTable]) -> impl Iterator<Item = (&PrintedRow, &PrintedFigure)> {
    figures(tables).filter(|(_, figure)| {
        let name = figure.path.rsplit('.').next().unwrap_or_default();
        let is_companion =
            COMPANIONS.iter().any(|c| name.strip_suffix(c).is_some_and(|s| s.is_empty() || s.ends_with('_')));
        figure.unit.is_some() && figure.content == CellContent::Number && !is_companion
    })
}

/// By what a figure is found in another year: its path, where a row of a list is told by its code, else by its name,
/// since rows come and go.
fn identity(row: &PrintedRow, figure: &PrintedFigure) -> Option<String> {
    let Some(rest) = figure.path.strip_prefix(&row.path).filter(|_| row.path.contains('[')) else {
        return (!figure.path.contains('[')).then(|| figure.path.clone());
    };
    let list = row.path.strip_suffix(']')?.rsplit_once('[').map(|(list, _)| list).filter(|list| !list.contains('['))?;
    let code = row.figures.iter().find(|figure| figure.field.as_deref() == Some("code")).map(|code| code.text.as_str());
    let told = code.unwrap_or(&row.label);
    // A row without any name is called by its number.
    (!told.is_empty() && (code.is_some() || !told.bytes().all(|b| b.is_ascii_digit())))
        .then(|| format!("{list}[{told}]{rest}"))
}

/// A figure of two years if it moved by so many percent or more; none at all when one of them is no number.
fn pair(
    row: &PrintedRow,
    figure: &PrintedFigure,
    source: Source<&PrintedFigure>,
    over: &Exact,
) -> Result<Option<Option<Row>>, Limit> {
    let (Source::Printed(other) | Source::Account(_, other) | Source::Change(other)) = source;
    let (Some((now, decimals)), Some(other)) = (value(figure, figure.unit)?, value(other, figure.unit)?) else {
        return Ok(None);
    };
    let decimals = decimals.max(other.1);
    let then = match source {
        Source::Change(_) => now.sub(&other.0)?,
        Source::Printed(_) | Source::Account(..) => other.0,
    };
    let gap = now.sub(&then)?;
    let rate = match then.is_zero() {
        true => None,
        false => gap.div(&then.abs())?.map(|rate| rate.mul(&Exact::power_of_ten(2)?)).transpose()?,
    };
    let moved = match &rate {
        Some(rate) => rate.abs() >= *over,
        None => !gap.is_zero() || over.is_zero(),
    };
    Ok(Some(moved.then(|| Row {
        figure: Figure::of(figure),
        place: figure.place.as_deref().unwrap_or(&figure.path).to_owned(),
        name: called(row, figure),
        source: source.kept(),
        now,
        then,
        gap,
        rate,
        decimals,
    })))
}

/// What a figure stands for in a unit of money, and with how many decimals.
fn value(figure: &PrintedFigure, unit: Option<MoneyUnit>) -> Result<Option<(Exact, u32)>, Limit> {
    let (Some(unit), Some(own)) = (unit, figure.unit) else { return Ok(None) };
    let Reading::Number(printed) = read_printed(&figure.text) else { return Ok(None) };
    let powers = own.power().cast_signed() - unit.power().cast_signed();
    let value = Exact::from_decimal(printed.value()).mul(&Exact::power_of_ten(powers)?)?;
    Ok(Some((value, printed.decimals().saturating_add_signed(-powers))))
}

/// What a figure is called: the row of a list by its name, else the figure by its own.
fn called(row: &PrintedRow, figure: &PrintedFigure) -> String {
    let own = figure.label.as_deref().filter(|label| !label.is_empty());
    match (figure.field.as_deref(), own) {
        (Some(field), _) if STATED.contains(&field) => row.label.clone(),
        (Some(_), _) => match figure.head.as_deref() {
            Some(head) => format!("{} · {head}", row.label),
            None => row.label.clone(),
        },
        (None, Some(own)) => own.to_owned(),
        (None, None) => row.label.clone(),
    }
}

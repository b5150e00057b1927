//! The tables of an account as it prints them, every figure with what became of it.

use serde::Serialize;

use super::links::{self, Links};
use super::told;
use crate::draw::Style;
use crate::finding::{CellContent, PrintedFigure, PrintedRow, PrintedTable, Verdict};
use crate::message::msg;
use crate::report::finding_text::sign;
use crate::report::standing::{Marks, Standing};

/// Most columns of a table; what has more is told figure by figure.
const MOST_COLUMNS: usize = 14;
/// Most findings to which a figure leads.
const MOST_LINKS: usize = 6;
/// The sign of a figure that no rule looks at.
const UNGUARDED: &str = "·";

/// A table.
#[derive(Debug, Serialize)]
pub(super) struct Table {
    caption: String,
    place: Option<String>,
    /// Heads of its columns after the first; none when each row has but one figure.
    columns: Vec<String>,
    rows: Vec<Row>,
}

/// A row.
#[derive(Debug, Serialize)]
struct Row {
    label: String,
    cells: Vec<Place>,
}

/// What stands in a column of a row, or across several.
#[derive(Debug, Clone, Serialize)]
struct Place {
    span: usize,
    /// Whether it is one figure that needs no more than a colour.
    plain: bool,
    figures: Vec<Cell>,
}

/// A figure.
#[derive(Debug, Clone, Serialize)]
struct Cell {
    /// Its anchor, if anything leads to it.
    id: Option<String>,
    text: String,
    /// The stable name of its verdict; `unguarded`, or empty for what is no number.
    state: &'static str,
    sign: &'static str,
    /// Its verdict in words, where it is worth reading.
    term: Option<String>,
    links: Vec<Link>,
}

/// A finding to which a figure leads.
#[derive(Debug, Clone, Serialize)]
struct Link {
    id: String,
    text: String,
}

/// What the cells of an account are made with.
struct Maker<'a> {
    number: usize,
    marks: &'a Marks,
    links: &'a Links<'a>,
    style: &'a Style,
    /// How many figures have been made.
    made: usize,
}

/// The tables of an account. Everything that leads to their cells must have been made before.
pub(super) fn tables(
    printed: &[PrintedTable],
    number: usize,
    marks: &Marks,
    links: &Links<'_>,
    style: &Style,
) -> Vec<Table> {
    let mut maker = Maker { number, marks, links, style, made: 0 };
    printed.iter().map(|table| maker.table(table)).collect()
}

impl Place {
    fn of(span: usize, figures: Vec<Cell>) -> Self {
        let plain = match figures.as_slice() {
            [figure] => figure.term.is_none() && figure.links.is_empty(),
            _ => false,
        };
        Self { span, plain, figures }
    }

    fn add(&mut self, figure: Cell) {
        self.figures.push(figure);
        *self = Self::of(self.span, std::mem::take(&mut self.figures));
    }
}

impl Maker<'_> {
    fn table(&mut self, table: &PrintedTable) -> Table {
        let mut columns: Vec<(&str, &str)> = Vec::new();
        for figure in table.rows.iter().flat_map(|row| &row.figures) {
            let Some(field) = figure.field.as_deref() else { continue };
            if columns.len() <= MOST_COLUMNS && !columns.iter().any(|(known, _)| *known == field) {
                columns.push((field, figure.head.as_deref().unwrap_or(field)));
            }
        }
        let mut rows = Vec::new();
        let name = table.label.as_deref().unwrap_or(&table.path);
        if columns.len() > MOST_COLUMNS {
            columns.clear();
            let lines = table.rows.iter().flat_map(|row| row.figures.iter().map(move |figure| (row, figure)));
            rows.extend(lines.map(|(row, figure)| self.line(row, figure)));
        } else {
            rows.extend(table.rows.iter().flat_map(|row| self.rows(row, &columns)));
        }
        Table {
            caption: if name.is_empty() { self.style.say(msg!("html-header")) } else { told(name) },
            place: table.place.as_deref().map(told),
            columns: columns.into_iter().map(|(_, head)| told(head)).collect(),
            rows,
        }
    }

    /// A row, after one for the figures of it that stand in no column.
    fn rows(&mut self, row: &PrintedRow, columns: &[(&str, &str)]) -> Vec<Row> {
        let span = columns.len().max(1);
        let mut alone = Vec::new();
        let mut places = vec![Place::of(1, Vec::new()); columns.len()];
        for figure in &row.figures {
            let cell = self.cell(figure);
            let column = columns.iter().position(|(field, _)| Some(*field) == figure.field.as_deref());
            match column.and_then(|column| places.get_mut(column)) {
                Some(place) => place.add(cell),
                None => alone.push(cell),
            }
        }
        let across = (!alone.is_empty()).then(|| vec![Place::of(span, alone)]);
        let beside = places.iter().any(|place| !place.figures.is_empty()).then_some(places);
        across.into_iter().chain(beside).map(|cells| Row { label: told(&row.label), cells }).collect()
    }

    /// A figure as a row of its own.
    fn line(&mut self, row: &PrintedRow, figure: &PrintedFigure) -> Row {
        let head = figure.head.as_deref().or(figure.field.as_deref());
        let label = head.map_or_else(|| row.label.clone(), |head| format!("{} · {head}", row.label));
        Row { label: told(&label), cells: vec![Place::of(1, vec![self.cell(figure)])] }
    }

    fn cell(&mut self, figure: &PrintedFigure) -> Cell {
        let standing = self.marks.get(figure);
        let id = self.links.is_led_to(self.number, self.made).then(|| links::of_cell(self.number, self.made));
        self.made += 1;
        let (state, sign, term) = match standing {
            Some(Standing { verdict, .. }) => {
                let term = (*verdict != Verdict::Holds).then(|| self.style.say(verdict.term()));
                (verdict.name(), sign(*verdict), term)
            }
            None if figure.content == CellContent::Number => ("unguarded", UNGUARDED, None),
            None => ("", "", None),
        };
        Cell { id, text: told(&figure.text), state, sign, term, links: self.leads(standing) }
    }

    /// The findings that are told in full, else the first that is told at all.
    fn leads(&self, standing: Option<&Standing>) -> Vec<Link> {
        let findings = standing.map_or(&[][..], |standing| &standing.findings);
        let told = || findings.iter().filter_map(|number| self.links.of_told(*number));
        let link = |(id, number): (String, usize)| Link { id, text: number.to_string() };
        let full = told().filter_map(|(id, full)| Some((id, full?))).take(MOST_LINKS).map(link);
        let full: Vec<Link> = full.collect();
        let first = |(id, _)| Link { id, text: "→".to_owned() };
        if full.is_empty() { told().take(1).map(first).collect() } else { full }
    }
}

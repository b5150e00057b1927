//! The figures of an account on its sheet: which stands where, known before anything is written.

use std::collections::HashMap;

use super::number::Number;
use crate::finding::{PrintedFigure, PrintedRow, PrintedTable, Spot};

/// Columns before the figures: names and paths.
pub(super) const FIRST_COLUMN: u16 = 2;
/// Most columns of figures.
const MAX_COLUMNS: usize = 200;
/// Most rows of figures; Excel has 1 048 576 rows.
const MAX_ROWS: usize = 500_000;

/// A row of the sheet.
#[derive(Debug)]
pub(super) enum Line<'a> {
    /// The name of a table.
    Title(&'a PrintedTable),
    /// The heads of its columns.
    Heads(Vec<&'a str>),
    /// Its figures, each with its column.
    Row(&'a PrintedRow, Vec<(u16, &'a PrintedFigure)>),
    Blank,
}

/// What an account prints, in rows of a sheet.
#[derive(Debug)]
pub(super) struct Tables<'a> {
    pub(super) lines: Vec<Line<'a>>,
    /// How many figures have no place.
    pub(super) left_out: usize,
}

impl<'a> Tables<'a> {
    pub(super) fn of(printed: &'a [PrintedTable]) -> Self {
        let mut tables = Self { lines: Vec::new(), left_out: 0 };
        printed.iter().for_each(|table| tables.add(table));
        tables
    }

    fn add(&mut self, table: &'a PrintedTable) {
        // By the column's name in paths; a figure that is the whole row stands in the first.
        // A row may have several of one name: each has a column of its own.
        let mut columns: HashMap<(Option<&str>, usize), usize> = HashMap::new();
        let mut heads = Vec::new();
        for (key, figure) in table.rows.iter().flat_map(numbered) {
            columns.entry(key).or_insert_with(|| {
                heads.push(figure.head.as_deref().or(figure.field.as_deref()).unwrap_or_default());
                heads.len() - 1
            });
        }
        heads.truncate(MAX_COLUMNS);
        self.lines.push(Line::Title(table));
        self.lines.push(Line::Heads(heads));
        for row in &table.rows {
            if self.lines.len() >= MAX_ROWS {
                self.left_out += row.figures.len();
                continue;
            }
            let mut placed: Vec<(u16, &PrintedFigure)> = Vec::new();
            for (key, figure) in numbered(row) {
                let column = columns.get(&key).copied().filter(|&c| c < MAX_COLUMNS);
                match column.and_then(|c| u16::try_from(c).ok()) {
                    Some(column) => placed.push((FIRST_COLUMN + column, figure)),
                    None => self.left_out += 1,
                }
            }
            self.lines.push(Line::Row(row, placed));
        }
        self.lines.push(Line::Blank);
    }

    /// The cells of the figures that are numbers there, by where they stand in the file, when the first line stands in a
    /// row.
    pub(super) fn cells(&self, first: u32) -> HashMap<Spot, (u32, u16)> {
        let mut cells = HashMap::new();
        for (row, line) in (first..).zip(&self.lines) {
            let Line::Row(_, figures) = line else { continue };
            for (column, figure) in figures {
                if Number::of_figure(figure).is_some() {
                    cells.insert(figure.spot(), (row, *column));
                }
            }
        }
        cells
    }
}

/// The figures of a row, each with its field and how many of that field came before it.
fn numbered(row: &PrintedRow) -> Vec<((Option<&str>, usize), &PrintedFigure)> {
    let mut before: HashMap<Option<&str>, usize> = HashMap::new();
    let mut numbered = Vec::with_capacity(row.figures.len());
    for figure in &row.figures {
        let count = before.entry(figure.field.as_deref()).or_default();
        *count += 1;
        numbered.push(((figure.field.as_deref(), *count), figure));
    }
    numbered
}

//! The tables of an account, held or put aside: whoever wants them asks for them and drops them again.

use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::printed::{PrintedFigure, PrintedTable, Spot};
use crate::shelf::{Shelf, Shelved};

/// Everything that an account prints, table by table.
#[derive(Debug, Clone, Default, JsonSchema)]
#[schemars(with = "Vec<PrintedTable>")]
pub struct Tables {
    kept: Kept,
    /// Figures that were marked when the tables lay aside.
    marked: Option<Arc<BTreeSet<Spot>>>,
}

#[derive(Debug, Clone)]
enum Kept {
    Here(Arc<Vec<PrintedTable>>),
    /// As [`Stored`].
    Aside(Shelved),
}

impl Default for Kept {
    fn default() -> Self {
        Kept::Here(Arc::default())
    }
}

/// What is put aside: the tables, and the numbers of the figures that are marked, of which their form says nothing.
#[derive(Serialize, Deserialize)]
struct Stored<T> {
    tables: T,
    held: Vec<usize>,
}

impl From<Vec<PrintedTable>> for Tables {
    fn from(tables: Vec<PrintedTable>) -> Self {
        Self { kept: Kept::Here(Arc::new(tables)), marked: None }
    }
}

impl Tables {
    /// The tables.
    ///
    /// # Errors
    /// That they were put aside and cannot be read back.
    pub fn get(&self) -> io::Result<Arc<Vec<PrintedTable>>> {
        let shelved = match &self.kept {
            Kept::Here(tables) => return Ok(tables.clone()),
            Kept::Aside(shelved) => shelved.get()?,
        };
        let Stored { mut tables, held }: Stored<Vec<PrintedTable>> =
            postcard::from_bytes(&shelved).map_err(io::Error::other)?;
        let mut held = held.into_iter().peekable();
        for (number, figure) in figures(&mut tables).enumerate() {
            figure.held = held.next_if_eq(&number).is_some();
        }
        if let Some(spots) = &self.marked {
            mark(&mut tables, spots);
        }
        Ok(Arc::new(tables))
    }

    /// Puts them on a shelf.
    ///
    /// # Errors
    /// That they cannot be written; then they are held as before.
    pub fn put_aside(&mut self, shelf: &Arc<Shelf>) -> io::Result<()> {
        if let Kept::Here(tables) = &self.kept {
            let printed = tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.figures);
            let held = printed.enumerate().filter(|(_, figure)| figure.held).map(|(number, _)| number).collect();
            let stored = Stored { tables: tables.as_slice(), held };
            let bytes = postcard::to_stdvec(&stored).map_err(io::Error::other)?;
            self.kept = Kept::Aside(shelf.put(&bytes)?);
        }
        Ok(())
    }

    /// Marks the figures that stand in some places: something holds for them.
    pub(crate) fn mark(&mut self, spots: &BTreeSet<Spot>) {
        match &mut self.kept {
            Kept::Here(tables) => mark(Arc::make_mut(tables).as_mut_slice(), spots),
            Kept::Aside(_) => Arc::make_mut(self.marked.get_or_insert_default()).extend(spots),
        }
    }

    /// Changes them; they stay where they are.
    ///
    /// # Errors
    /// That they were put aside, and cannot be read back or written again.
    pub(crate) fn change(&mut self, change: impl FnOnce(&mut [PrintedTable])) -> io::Result<()> {
        let mut tables = self.get()?;
        change(Arc::make_mut(&mut tables).as_mut_slice());
        let shelf = match &self.kept {
            Kept::Here(_) => None,
            Kept::Aside(shelved) => Some(shelved.shelf().clone()),
        };
        *self = Self { kept: Kept::Here(tables), marked: None };
        shelf.map_or(Ok(()), |shelf| self.put_aside(&shelf))
    }
}

fn figures(tables: &mut [PrintedTable]) -> impl Iterator<Item = &mut PrintedFigure> {
    tables.iter_mut().flat_map(|table| &mut table.rows).flat_map(|row| &mut row.figures)
}

fn mark(tables: &mut [PrintedTable], spots: &BTreeSet<Spot>) {
    figures(tables).filter(|figure| spots.contains(&figure.spot())).for_each(|figure| figure.held = true);
}

/// Tables that cannot be read are like no others.
impl PartialEq for Tables {
    fn eq(&self, other: &Self) -> bool {
        self.get().ok().zip(other.get().ok()).is_some_and(|(own, other)| own == other)
    }
}

impl Eq for Tables {}

impl Serialize for Tables {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.get().map_err(serde::ser::Error::custom)?.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Tables {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self::from)
    }
}

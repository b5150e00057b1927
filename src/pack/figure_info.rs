//! What the dictionary says of each figure, as plain data for editors, schemas and tests.

use super::{Dictionary, EntryId};
use crate::figure::MoneyUnit;

/// A declared figure, or a group of figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureInfo {
    /// Its canonical path; `*` stands for any key and for the rows of a list.
    pub path: String,
    /// What it is: `money`, `percent`, `count`, `ratio`, `plain`, `year` or `text`; none for a group.
    pub kind: Option<&'static str>,
    /// The unit of an amount, when it is not the account's.
    pub unit: Option<MoneyUnit>,
    /// 口径, its own or that of the nearest group which has one.
    pub caliber: Option<String>,
    /// Its Chinese name.
    pub label: Option<String>,
    /// What else it is called.
    pub aliases: Vec<String>,
    /// What it means, in one line.
    pub meaning: Option<String>,
    /// Where in the document it stands, its own place or that of the nearest group which has one.
    pub place: Option<String>,
    /// Whether a blank cell counts as zero when its row is there.
    pub blank_zero: bool,
    /// For a group: whether its figures add up to a whole (`complete`) or are some of it (`partial`).
    pub parts: Option<&'static str>,
}

impl Dictionary {
    /// Every declared figure and group; a group stands before its figures.
    pub(crate) fn figures(&self) -> Vec<FigureInfo> {
        let mut figures = Vec::new();
        self.below(self.root(), &mut figures);
        figures
    }

    fn below(&self, id: EntryId, figures: &mut Vec<FigureInfo>) {
        for &child in self.children(id).iter().chain(self.star(id).as_ref()) {
            let entry = self.entry(child);
            figures.push(FigureInfo {
                path: self.path(child),
                kind: entry.content.map(super::Content::name),
                unit: entry.unit,
                caliber: self.inherited(child, |e| e.caliber.clone()),
                label: entry.label.clone(),
                aliases: entry.aliases().to_vec(),
                meaning: entry.meaning.clone(),
                place: self.inherited(child, |e| e.place.clone()),
                blank_zero: entry.blank_zero,
                parts: entry.parts.map(super::dictionary::Parts::name),
            });
            self.below(child, figures);
        }
    }
}

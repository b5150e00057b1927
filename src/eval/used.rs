//! The figures that took part in what is being worked out.

use std::collections::HashSet;

use crate::finding::FigureUse;

/// Below this many, looking through them is faster than a table of them.
const FEW: usize = 16;

/// Figures, each once, in the order of their use.
#[derive(Debug, Clone, Default)]
pub(super) struct Used {
    figures: Vec<FigureUse>,
    /// Account and path of each; empty while they are few.
    known: HashSet<(usize, String)>,
}

impl Used {
    /// Adds a figure unless it is there.
    pub(super) fn add(&mut self, figure: FigureUse) {
        if self.figures.len() < FEW {
            if self.figures.iter().any(|used| used.path == figure.path && used.account == figure.account) {
                return;
            }
        } else {
            if self.known.is_empty() {
                self.known.extend(self.figures.iter().map(key));
            }
            if !self.known.insert(key(&figure)) {
                return;
            }
        }
        self.figures.push(figure);
    }

    /// The figures.
    pub(super) fn into_figures(self) -> Vec<FigureUse> {
        self.figures
    }
}

fn key(figure: &FigureUse) -> (usize, String) {
    (figure.account, figure.path.clone())
}

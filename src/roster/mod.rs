//! 户数核对: the roster of units that owe an account, and how the accounts of a run compare with it.

mod count;
mod file;

pub(crate) use file::File as UnitsFile;

use crate::diagnostic::Diagnostic;
use crate::finding::Report;
use crate::pack::Listed;
use crate::source::{SourceId, SourceMap};

/// The units that owe an account.
#[derive(Debug)]
pub struct Roster {
    units: Vec<Listed<file::Unit>>,
}

impl Roster {
    /// Reads a roster.
    ///
    /// # Errors
    /// Everything that is wrong with the file.
    pub fn read(source: SourceId, sources: &SourceMap) -> Result<Self, Vec<Diagnostic>> {
        file::read(source, sources).map(|units| Self { units })
    }

    /// Puts on a finished report which accounts are missing, extra or double, and how many pass.
    pub fn count(&self, report: &mut Report) {
        report.roster = Some(count::count(&self.units, report));
    }
}

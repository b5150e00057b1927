//! What people have answered to findings: waivers 审核说明 and baselines 存量问题清单, put on a finished report.

mod apply;
mod baseline;
mod date;
mod file;
mod scalar;
mod skeleton;

pub use baseline::Baseline;
pub(crate) use baseline::SCHEMA_VERSION as BASELINE_VERSION;
pub use date::{Date, NoDate};
pub(crate) use file::File as WaiversFile;

use crate::diagnostic::Diagnostic;
use crate::finding::Report;
use crate::pack::Listed;
use crate::source::{SourceId, SourceMap};

/// Waivers of one or several files.
#[derive(Debug, Default)]
pub struct Waivers {
    entries: Vec<Listed<file::Entry>>,
}

impl Waivers {
    /// Adds those of a file.
    ///
    /// # Errors
    /// Everything that is wrong with the file.
    pub fn read(&mut self, source: SourceId, sources: &SourceMap) -> Result<(), Vec<Diagnostic>> {
        self.entries.extend(file::read(source, sources)?);
        Ok(())
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.entries.len()
    }

    /// Whether the day matters to any.
    pub fn expire(&self) -> bool {
        self.entries.iter().any(|e| e.value.expires.is_some())
    }

    /// Puts the waivers on a finished report: what an accepted one covers becomes 已说明, and what became of each
    /// is told. Without a day none expires.
    pub fn apply(&self, report: &mut Report, as_of: Option<Date>) {
        apply::apply(&self.entries, report, as_of);
    }

    /// Entries to be filled in for the findings of a rule, at a place or wherever they are, that no entry is for
    /// yet; and for how many findings there is one.
    pub fn skeletons(&self, report: &Report, rule: &str, at: Option<&str>, lang: crate::message::Lang) -> Skeletons {
        skeleton::skeletons(&self.entries, report, rule, at, lang)
    }
}

/// Entries to be filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Skeletons {
    /// Each as text.
    pub entries: Vec<String>,
    /// How many findings have an entry already.
    pub present: usize,
}

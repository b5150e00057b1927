//! What is wrong with inputs, as a result tells it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Extent, Words};
use crate::diagnostic::{Diagnostic, Level};
use crate::source::SourceMap;

/// 输入问题: something wrong with a rule file, a pack or an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Problem {
    /// Its stable code.
    pub code: String,
    /// How grave it is.
    pub level: Level,
    /// What is wrong.
    pub message: Words,
    /// The main place; only the file when the whole file is meant.
    #[serde(flatten)]
    pub extent: Extent,
    /// What to do.
    pub help: Option<Words>,
    /// All places.
    pub labels: Vec<ProblemLabel>,
}

/// A place, and what to say of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ProblemLabel {
    /// The place.
    #[serde(flatten)]
    pub extent: Extent,
    /// What is said.
    pub text: Words,
}

impl Problem {
    pub(crate) fn of(diagnostic: &Diagnostic, sources: &SourceMap) -> Self {
        let extent = match diagnostic.labels.first() {
            Some(label) => Extent::of(label.span, sources),
            None => Extent { file: diagnostic.file.clone(), ..Extent::default() },
        };
        let labels = diagnostic.labels.iter();
        Self {
            code: diagnostic.code.to_owned(),
            level: diagnostic.level,
            message: Words::of(&diagnostic.message),
            extent,
            help: diagnostic.help.as_ref().map(Words::of),
            labels: labels
                .map(|label| ProblemLabel { extent: Extent::of(label.span, sources), text: Words::of(&label.text) })
                .collect(),
        }
    }
}

//! What is wrong with a rule file, a pack or an account: plain data, drawn elsewhere.
//!
//! A diagnostic says that *input* is wrong. That figures disagree is a finding (`crate::finding`).

// Named in full for build.rs too, which finds this file by its path.
#[path = "diagnostic/edit.rs"]
mod edit;

pub use edit::{Edit, apply};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::message::Text;
use crate::source::Span;

/// How grave a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The input is used all the same.
    Warning,
    /// The input cannot be used.
    Error,
}

/// A place in some text and what is to be said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What stands there; may be empty.
    pub text: Text,
}

/// Something wrong with an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable ASCII code: `syntax::expected`, `account::duplicate_key`, …
    pub code: &'static str,
    /// How grave it is.
    pub level: Level,
    /// What is wrong, the accounting term first; no final stop.
    pub message: Text,
    /// The places, the main one first; they may lie in several texts. Empty when the whole file is meant.
    pub labels: Vec<Label>,
    /// The file, when there is no label (it could not be opened or decoded).
    pub file: Option<String>,
    /// What to write instead, when that is known.
    pub help: Option<Text>,
    /// Changes that mend it without changing what is meant; empty when that takes a person.
    pub edits: Vec<Edit>,
}

impl Diagnostic {
    /// An error at `span`.
    pub fn error(code: &'static str, span: Span, message: Text) -> Self {
        let labels = vec![Label { span, text: Text::default() }];
        Self { code, level: Level::Error, message, labels, file: None, help: None, edits: Vec::new() }
    }

    /// A warning at `span`.
    pub fn warning(code: &'static str, span: Span, message: Text) -> Self {
        Self { level: Level::Warning, ..Self::error(code, span, message) }
    }

    /// An error about a whole file.
    pub fn file_error(code: &'static str, file: impl Into<String>, message: Text) -> Self {
        let file = Some(file.into());
        Self { code, level: Level::Error, message, labels: Vec::new(), file, help: None, edits: Vec::new() }
    }

    /// Adds advice.
    #[must_use]
    pub fn with_help(mut self, help: Text) -> Self {
        self.help = Some(help);
        self
    }

    /// Adds a change that mends it.
    #[must_use]
    pub fn with_edit(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.edits.push(Edit { span, replacement: replacement.into() });
        self
    }

    /// Says what stands at the main place.
    #[must_use]
    pub fn with_label(mut self, text: Text) -> Self {
        if let Some(label) = self.labels.first_mut() {
            label.text = text;
        }
        self
    }

    /// Adds a further place.
    #[must_use]
    pub fn also(mut self, span: Span, text: Text) -> Self {
        self.labels.push(Label { span, text });
        self
    }
}

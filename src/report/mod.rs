//! Writers: each takes a finished report and gives one view of it. None evaluates.

mod finding_text;
mod github;
mod json;
mod markdown;
mod rows;
mod rule_text;
mod sentence;
mod text;
mod values;

#[cfg(test)]
mod tests;

pub use github::write as write_github;
pub use json::{lint::write as lint_json, write as write_json, write_lines as write_ndjson};
pub use markdown::write as write_markdown;
pub use rule_text::explain_rule;
pub use text::{TextOptions, write as write_text, write_concise};
pub use values::{neutralised, range_text, values_json, values_text, worth_text};

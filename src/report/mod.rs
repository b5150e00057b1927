//! Writers: each takes a finished report and gives one view of it. None evaluates.

mod finding_text;
mod json;
mod rows;
mod rule_text;
mod sentence;
mod text;
mod values;

#[cfg(test)]
mod tests;

pub use json::write as write_json;
pub use rule_text::explain_rule;
pub(crate) use sentence::{adapted, amount, equals, gap, is_literal};
pub use text::{TextOptions, write as write_text};
pub use values::{neutralised, range_text, values_json, values_text, worth_text};

//! Writers: each takes a finished report and gives one view of it. None evaluates.

mod about;
mod answers_text;
mod batch;
mod docx;
mod examined;
mod finding_text;
mod foot;
mod forms;
mod github;
mod html;
mod json;
mod junit;
mod markdown;
mod matter;
mod pack_json;
mod pack_text;
mod rows;
mod rule_text;
mod sarif;
mod sentence;
mod settings;
mod standing;
mod text;
mod values;
mod xlsx;
mod xml;
mod years;

#[cfg(test)]
mod tests;

pub use about::{about_json, about_text};
pub use batch::write_batch_line;
pub use docx::{Letter, write as write_docx, write_each as write_docx_each};
pub use examined::{Examined, examined_json, examined_text};
pub use forms::Forms;
pub use github::write as write_github;
pub use html::write as write_html;
pub use json::{lint::write as lint_json, write as write_json, write_lines as write_ndjson};
pub use junit::write as write_junit;
pub use markdown::write as write_markdown;
pub use pack_json::{diff_json, pack_json, packs_json};
pub use pack_text::{diff_text, pack_text, packs_text, retired_text};
pub use rows::separator;
pub use rule_text::explain_rule;
pub use sarif::write as write_sarif;
pub(crate) use sentence::{adapted, amount, equals, gap, is_literal, reason};
pub use settings::{Setting, settings_json, settings_text};
pub use text::{TextOptions, write as write_text, write_concise};
pub use values::{neutralised, range_text, values_json, values_text, worth_text};
pub use xlsx::write as write_xlsx;
pub(crate) use xml::{Suite, TestCase, write as write_suites};

/// A JSON document as text.
fn document(value: &serde_json::Value) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

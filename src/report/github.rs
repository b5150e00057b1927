//! Annotations of a GitHub workflow: one line a finding, shown beside the line of the account file.

use std::io::{self, Write};

use super::finding_text::Shown;
use super::foot;
use super::text::{Listed, TextOptions, narrowed};
use crate::draw::clean;
use crate::finding::{Severity, Verdict};
use crate::message::msg;
use crate::result::{Document, Excerpts};

/// Writes an annotation for each finding shown, and one when not every rule ran.
///
/// # Errors
/// Those of `out`.
pub fn write(document: &Document, options: &TextOptions, out: &mut impl Write) -> io::Result<()> {
    let excerpts = Excerpts::default();
    if let Some(mark) = foot::watermark(document, &options.style) {
        writeln!(out, "::warning::{}", data(&mark))?;
    }
    for finding in Listed::new(document, &excerpts, options).all() {
        writeln!(out, "{}", annotation(finding))?;
    }
    for line in narrowed(document, &options.style) {
        writeln!(out, "::notice title={}::{}", property(&options.style.say(msg!("report-key-narrowed"))), data(&line))?;
    }
    Ok(())
}

fn annotation(finding: &Shown<'_>) -> String {
    let level = match (finding.finding.verdict, finding.finding.severity) {
        (Verdict::Violated, Severity::Error) => "error",
        (Verdict::Violated | Verdict::Improbable, Severity::Error | Severity::Warning) => "warning",
        _ => "notice",
    };
    let placed = finding.figures().into_iter().map(|figure| &figure.extent).find(|extent| extent.line.is_some());
    let place = match placed {
        Some(extent) => {
            let (line, column) = (extent.line.unwrap_or(1), extent.column.unwrap_or(1));
            // The last character, where the extent has the one after it.
            let columns = match (extent.end_line.unwrap_or(line), extent.end_column.unwrap_or(column)) {
                (end_line, end) if end_line == line => format!(",col={column},endColumn={}", end.max(2) - 1),
                (end_line, 1) => format!(",endLine={}", end_line - 1),
                (end_line, _) => format!(",endLine={end_line}"),
            };
            format!("file={},line={line}{columns}", property(extent.file.as_deref().unwrap_or_default()))
        }
        None => format!("file={}", property(&finding.finding.account)),
    };
    format!("::{level} {place},title={}::{}", property(&finding.titled_element()), data(&finding.in_short()))
}

/// The text of a command, without what could control a terminal that shows the log.
fn data(text: &str) -> String {
    clean(&text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A"), usize::MAX)
}

/// A property of a command, which ends at a comma or colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_ends_a_command_or_property_is_escaped() {
        assert_eq!(super::data("50%\n::error::"), "50%25%0A::error::");
        assert_eq!(super::property("a:b, c%"), "a%3Ab%2C c%25");
    }
}

//! Annotations of a GitHub workflow: one line a finding, shown beside the line of the account file.

use std::io::{self, Write};

use super::finding_text::Finding;
use super::text::{Shown, TextOptions, narrowed};
use crate::draw::clean;
use crate::finding::{Report, Severity, Verdict};
use crate::message::msg;
use crate::source::SourceMap;

/// Writes an annotation for each finding shown, and one when not every rule ran.
pub fn write(report: &Report, sources: &SourceMap, options: &TextOptions, out: &mut impl Write) -> io::Result<()> {
    for finding in Shown::new(report, sources, options).all() {
        writeln!(out, "{}", annotation(&finding))?;
    }
    for line in narrowed(report, &options.style) {
        writeln!(out, "::notice title={}::{}", property(&options.style.say(msg!("report-key-narrowed"))), data(&line))?;
    }
    Ok(())
}

fn annotation(finding: &Finding<'_>) -> String {
    let level = match (finding.instance.verdict, finding.instance.severity) {
        (Verdict::Violated, Severity::Error) => "error",
        (Verdict::Violated | Verdict::Improbable, Severity::Error | Severity::Warning) => "warning",
        _ => "notice",
    };
    let place = match finding.figures().iter().find_map(|figure| figure.span) {
        Some(span) => {
            let source = finding.sources.get(span.source);
            let (start, end) =
                (source.line_column(span.start as usize), source.line_column((span.end as usize).max(1) - 1));
            let columns = match start.line == end.line {
                true => format!(",col={},endColumn={}", start.column, end.column),
                false => format!(",endLine={}", end.line),
            };
            format!("file={},line={}{columns}", property(&source.name), start.line)
        }
        None => format!("file={}", property(&finding.account.file)),
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

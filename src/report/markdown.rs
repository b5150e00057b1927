//! A summary in Markdown for mails and merge requests: a table of findings for each account.

use std::io::{self, Write};

use super::finding_text::Shown;
use super::text::{Listed, TextOptions, account_name, summary_line};
use super::{foot, sentence};
use crate::draw::Style;
use crate::message::{Text, msg};
use crate::result::{Document, Excerpts};

/// Most characters of a cell.
const MAX_CELL: usize = 400;

/// Writes the report's findings as tables, and the counts of all verdicts.
///
/// # Errors
/// Those of `out`.
pub fn write(document: &Document, options: &TextOptions, out: &mut impl Write) -> io::Result<()> {
    let style = &options.style;
    let excerpts = Excerpts::default();
    let listed = Listed::new(document, &excerpts, options);
    if let Some(mark) = foot::watermark(document, style) {
        writeln!(out, "**{}**\n", cell(&mark))?;
    }
    for (number, account) in document.accounts.iter().enumerate() {
        writeln!(out, "## {}\n", cell(&account_name(account, style)))?;
        let adapted = account.overrides.iter().map(|adapted| (msg!("report-key-adapted"), sentence::adapted(adapted)));
        let narrowed =
            account.selection.iter().map(|narrowed| (msg!("report-key-narrowed"), sentence::narrowed(narrowed)));
        let lines: Vec<String> = adapted.chain(narrowed).map(|(key, told)| line(key, told, style)).collect();
        if !lines.is_empty() {
            writeln!(out, "{}\n", lines.join("\n"))?;
        }
        let findings = listed.of(number);
        if findings.is_empty() {
            writeln!(out, "{}\n", style.say(msg!("report-none")))?;
            continue;
        }
        let heads = [
            msg!("report-key-severity"),
            msg!("report-key-result"),
            msg!("report-key-rule"),
            msg!("report-key-computed"),
            msg!("report-key-place"),
            msg!("report-key-basis"),
        ];
        row(out, &heads.map(|head| style.say(head)))?;
        writeln!(out, "|{}", " --- |".repeat(6))?;
        for finding in findings {
            row(out, &cells(finding, style))?;
        }
        writeln!(out)?;
    }
    writeln!(out, "{}\n", cell(&summary_line(document, style)))?;
    for line in foot::lines(document, style) {
        writeln!(out, "- {}", cell(&line))?;
    }
    Ok(())
}

/// What was not judged as the packs have it.
fn line(key: Text, told: Text, style: &Style) -> String {
    format!("- {}: {}", cell(&style.say(key)), cell(&style.say(told)))
}

fn cells(finding: &Shown<'_>, style: &Style) -> [String; 6] {
    let say = |text: Text| style.say(text);
    [
        say(finding.finding.severity.term()),
        say(finding.finding.verdict.term()),
        finding.titled_element(),
        finding.in_short(),
        finding.places().join(&say(msg!("list-clause-comma"))),
        finding.basis().join(&say(msg!("list-clause-comma"))),
    ]
}

fn row(out: &mut impl Write, cells: &[String]) -> io::Result<()> {
    let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
    writeln!(out, "| {} |", cells.join(" | "))
}

/// Text of others, without any meaning to Markdown or HTML and on one line.
fn cell(text: &str) -> String {
    let mut safe = String::new();
    for c in crate::draw::clean(text, MAX_CELL).chars() {
        match c {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '#' | '|' | '!' | '~' => safe.extend(['\\', c]),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_cell_is_nothing_but_text() {
        assert_eq!(super::cell("a|b <script> [x](y)"), "a\\|b &lt;script&gt; \\[x\\](y)");
        assert!(!super::cell("one\ntwo").contains('\n'));
    }
}

//! Typed files that people keep beside the accounts: lists entry by entry, so that a mistake in one entry hides
//! none in the next, and files read whole.

use std::ops::Range;

use serde::de::DeserializeOwned;

use super::typed::{fault_at, told};
use crate::diagnostic::Diagnostic;
use crate::message::msg;
use crate::source::{SourceId, SourceMap, Span};

/// Most mistakes told of one file.
const MAX_PROBLEMS: usize = 50;
/// How the reader says that a part is missing.
const MISSING: &str = "missing field";

/// An entry of a list, and its first line.
#[derive(Debug, Clone)]
pub(crate) struct Listed<T> {
    /// What it says.
    pub value: T,
    /// Its first line.
    pub span: Span,
    /// The whole entry.
    pub extent: Span,
}

/// Reads a list whose entries begin with `- ` at the left margin. Such a line begins an entry and nothing else:
/// whatever belongs to an entry is indented.
#[expect(clippy::arithmetic_side_effects, reason = "places within one text held in memory")]
pub(crate) fn entries<T: DeserializeOwned>(
    code: &'static str,
    source: SourceId,
    sources: &SourceMap,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Listed<T>> {
    let text = &sources.get(source).text;
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let written = line.trim_end();
        let outside = starts.is_empty();
        if written == "-" || line.starts_with("- ") {
            starts.push(at);
        } else if !(written.is_empty()
            || line.starts_with('#')
            || if outside {
                written == "---" || written.trim_start().starts_with('#')
            } else {
                line.starts_with([' ', '\t'])
            })
        {
            let span = Span::new(source, at, at + written.len());
            problems.push(Diagnostic::error(code, span, msg!("entries-margin")).with_help(msg!("entries-margin-help")));
            return Vec::new();
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let mut found = Vec::new();
    for (start, end) in starts.iter().copied().zip(ends) {
        let entry = text.get(start..end).unwrap_or_default();
        match serde_yaml::from_str::<Vec<T>>(entry) {
            Ok(values) => {
                let first = entry.lines().next().unwrap_or_default().trim_end().len();
                let extent = Span::new(source, start, start + entry.trim_end().len());
                let span = Span::new(source, start, start + first);
                found.extend(values.into_iter().map(|value| Listed { value, span, extent }));
            }
            Err(error) if problems.len() < MAX_PROBLEMS => {
                problems.push(fault(code, source, start + fault_at(entry, &error), &error));
            }
            Err(_) => break,
        }
    }
    found
}

/// Reads a file whole.
///
/// # Errors
/// Its mistakes. The reader stops at each, so the line of one is left out before the next is looked for, as long as what
/// is left is YAML. What is then missing for that reason alone is not told, and its section is left out as well.
pub(crate) fn whole<T: DeserializeOwned>(
    code: &'static str,
    source: SourceId,
    sources: &SourceMap,
) -> Result<T, Vec<Diagnostic>> {
    let file = sources.get(source);
    let mut left: Vec<&str> = file.text.split_inclusive('\n').collect();
    let mut problems = Vec::new();
    loop {
        let kept = left.concat();
        let error = match serde_yaml::from_str(&kept) {
            Ok(read) if problems.is_empty() => return Ok(read),
            Ok(_) => return Err(problems),
            Err(error) => error,
        };
        let (line, column) = error.location().map_or((1, 1), |at| (at.line().max(1), at.column().max(1)));
        let is_yaml = || serde_yaml::from_str::<serde_yaml::Value>(&kept).is_ok();
        if problems.len() >= MAX_PROBLEMS || !(problems.is_empty() || is_yaml()) {
            return Err(problems);
        }
        let follows = !problems.is_empty() && error.to_string().contains(MISSING);
        if !follows {
            problems.push(fault(code, source, file.offset(line, column), &error));
        }
        let lines = if follows { section(&left, line) } else { line.saturating_sub(1)..line };
        let out = left.get_mut(lines).unwrap_or_default();
        if out.iter().all(|line| line.trim().is_empty()) {
            return Err(problems);
        }
        // Their line ends stay, so that places stay what they are.
        out.fill("\n");
    }
}

/// The lines, from 0, of the section in which a line, from 1, stands: up to the next that is not indented.
fn section(lines: &[&str], line: usize) -> Range<usize> {
    let begins = |line: &&str| !line.starts_with([' ', '#', '\n', '\r']);
    let start = lines.iter().take(line).rposition(begins).unwrap_or(0);
    let after = start.saturating_add(1);
    let end = lines.iter().skip(after).position(begins).map_or(lines.len(), |more| after.saturating_add(more));
    start..end
}

/// The reader's error at its place. Each entry was read as a list of one, of which its writer knows nothing.
fn fault(code: &'static str, source: SourceId, at: usize, error: &serde_yaml::Error) -> Diagnostic {
    let said = error.to_string();
    let said = [".[0].", ".[0]: "].into_iter().find_map(|list| said.strip_prefix(list)).unwrap_or(&said);
    let (message, help) = told(said);
    Diagnostic { help, ..Diagnostic::error(code, Span::new(source, at, at), message) }
}

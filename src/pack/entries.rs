//! Typed files that people keep beside the accounts: lists entry by entry, so that a mistake in one entry hides
//! none in the next, and files read whole.

use serde::de::DeserializeOwned;

use super::typed::{fault_at, told};
use crate::diagnostic::Diagnostic;
use crate::message::msg;
use crate::source::{SourceId, SourceMap, Span};

/// Most mistakes told of one file.
const MAX_PROBLEMS: usize = 50;

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
pub(crate) fn whole<T: DeserializeOwned>(
    code: &'static str,
    source: SourceId,
    sources: &SourceMap,
) -> Result<T, Vec<Diagnostic>> {
    let text = &sources.get(source).text;
    serde_yaml::from_str(text).map_err(|error| vec![fault(code, source, fault_at(text, &error), &error)])
}

/// The reader's error at its place. Each entry was read as a list of one, of which its writer knows nothing.
fn fault(code: &'static str, source: SourceId, at: usize, error: &serde_yaml::Error) -> Diagnostic {
    let said = error.to_string();
    let said = [".[0].", ".[0]: "].into_iter().find_map(|list| said.strip_prefix(list)).unwrap_or(&said);
    let (message, help) = told(said);
    Diagnostic { help, ..Diagnostic::error(code, Span::new(source, at, at), message) }
}

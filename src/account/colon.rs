//! Colons that YAML does not take for one: the full-width `：`, and `:` without a blank after it.
#![expect(clippy::arithmetic_side_effects, reason = "places within one text held in memory")]

use std::ops::Range;

use super::problems::{Problems, quote};
use crate::diagnostic::Diagnostic;
use crate::figure::{Reading, read_printed};
use crate::message::msg;

/// Code of a full-width colon.
pub(super) const FULL_WIDTH: &str = "account::full_width_colon";
/// Code of a colon without a blank.
pub(super) const NO_BLANK: &str = "account::colon_without_blank";

/// A colon that was probably meant to divide a name from its value.
struct Colon<'t> {
    /// Its bytes in the text that was searched.
    at: Range<usize>,
    /// What follows it on its line.
    rest: &'t str,
    full_width: bool,
}

/// Reports every line of an unquoted scalar that is a name, such a colon and a figure. `start` is the
/// scalar's place in the text.
pub(super) fn in_scalar(written: &str, start: usize, problems: &mut Problems) {
    let mut line_start = start;
    for line in written.split_inclusive('\n') {
        let colon = find(line).filter(|colon| is_figure(colon.rest) || (colon.full_width && colon.rest.is_empty()));
        if let Some(colon) = colon {
            problems.add(diagnostic(line, &colon, line_start, problems));
        }
        line_start += line.len();
    }
}

/// Reports a name without a value that seems to contain its value: `{total：1}`.
pub(super) fn in_name(written: &str, start: usize, problems: &mut Problems) {
    if let Some(colon) = find(written) {
        problems.add(diagnostic(written, &colon, start, problems));
    }
}

/// The diagnostic about such a colon on the line of a syntax error at `at`, or the nearest of the two lines
/// of text above it: there a parser may still have hoped.
pub(super) fn near(text: &str, at: usize, problems: &Problems) -> Option<Diagnostic> {
    let mut end = text.get(at..)?.find('\n').map_or(text.len(), |length| at + length);
    let mut lines = 0;
    while lines < 3 {
        let start = text.get(..end)?.rfind('\n').map_or(0, |newline| newline + 1);
        let line = text.get(start..end)?;
        if let Some(colon) = find(line) {
            return Some(diagnostic(line, &colon, start, problems));
        }
        lines += usize::from(!line.trim().is_empty());
        end = start.checked_sub(1)?;
    }
    None
}

fn diagnostic(line: &str, colon: &Colon<'_>, line_start: usize, problems: &Problems) -> Diagnostic {
    let span = problems.span(line_start + colon.at.start..line_start + colon.at.end);
    let line = quote(line.trim());
    let (code, message) = if colon.full_width {
        let message = msg!("account-full-width-colon", line);
        (FULL_WIDTH, message)
    } else {
        let message = msg!("account-colon-without-blank", line);
        (NO_BLANK, message)
    };
    Diagnostic::error(code, span, message).with_help(msg!("account-colon-help"))
}

/// The first colon of a line, if YAML does not see one there.
fn find(line: &str) -> Option<Colon<'_>> {
    let line = line.split_once(" #").map_or(line, |(before, _)| before);
    let mut name_start = line.len() - line.trim_start().len();
    while let Some(item) = line.get(name_start..)?.strip_prefix("- ") {
        name_start = line.len() - item.trim_start().len();
    }
    let rest = line.get(name_start..)?;
    if rest.starts_with('#') {
        return None;
    }
    // A quoted name may hold colons of its own.
    let searched_from = match rest.chars().next()? {
        quote @ ('"' | '\'') => name_start + 1 + rest.get(1..)?.find(quote)? + 1,
        _ => name_start,
    };
    let at = searched_from + line.get(searched_from..)?.find([':', '：'])?;
    let name = line.get(name_start..at)?.trim();
    let full_width = line.get(at..)?.starts_with('：');
    let end = at + if full_width { '：'.len_utf8() } else { 1 };
    let rest = line.get(end..)?;
    let divides = !full_width && (rest.trim().is_empty() || rest.starts_with([' ', '\t', '/']));
    let is_time = name.chars().all(|c| c.is_ascii_digit());
    (!divides && !is_time).then_some(Colon { at: at..end, rest: rest.trim(), full_width })
}

fn is_figure(text: &str) -> bool {
    !matches!(read_printed(text), Reading::Text)
}

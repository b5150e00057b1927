//! The canonical text of a rule file, as `gouji fmt` writes it.
//!
//! The formatter works on the tokens of the grammar, so a new statement needs no line here. What it
//! writes is parsed again and compared with what was read: it never changes what a file means, and
//! never loses a comment.

mod gap;
mod spelling;
mod write;

use crate::diagnostic::Diagnostic;
use crate::message::{Lang, Text, msg};
use crate::source::{SourceId, Span};
use crate::syntax;
use crate::syntax::ast::{Item, Module};
use crate::syntax::tokens::{self, Piece};
use spelling::Spelling;

/// What the canonical form leaves open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FormatOptions {
    /// The language of keywords and functions; none: as written.
    pub keywords: Option<Lang>,
}

/// Writes a rule file in canonical form. Spans of diagnostics lie in `source`.
///
/// ```
/// use gouji::{FormatOptions, SourceId, format};
///
/// let text = format(SourceId(0), "合计＝求和（分项.＊）", &FormatOptions::default());
/// assert_eq!(text.unwrap(), "合计 == 求和(分项.*)\n");
/// ```
///
/// # Errors
/// What is wrong with the syntax of the text.
pub fn format(source: SourceId, text: &str, options: &FormatOptions) -> Result<String, Vec<Diagnostic>> {
    let (_, problems) = syntax::parse_module(source, text);
    if !problems.is_empty() {
        return Err(problems);
    }
    let pieces = tokens::read(text);
    let spelling = Spelling::new(options.keywords, &pieces);
    let output = write::write(text, &pieces, &spelling);
    match fault(source, text, &pieces, &spelling.names_replaced(text, &pieces), &output) {
        None => Ok(output),
        Some(problem) => Err(vec![problem]),
    }
}

/// What keeps the output from taking the place of the text. It has to say what `respelled` says, which
/// is the text with the names that the syntax tree keeps as they are spelled.
fn fault(source: SourceId, text: &str, pieces: &[Piece<'_>], respelled: &str, output: &str) -> Option<Diagnostic> {
    let (expected, _) = syntax::parse_module(source, respelled);
    let (found, problems) = syntax::parse_module(source, output);
    let comments_kept = gap::comments(text, pieces) == gap::comments(output, &tokens::read(output));
    if expected == found && problems.is_empty() && comments_kept {
        return None;
    }
    let (module, _) = syntax::parse_module(source, text);
    let place = difference(&expected, &found).and_then(|(item, statement)| place(&module, item, statement));
    let place = place.unwrap_or_else(|| Span::new(source, 0, text.len()));
    let over_limit = problems.into_iter().find(|p| p.code == "syntax::limit");
    Some(over_limit.map_or_else(|| internal(place), |limit| too_long(place, limit.message)))
}

/// The first item in which two trees differ, and the first statement in which these differ.
fn difference(expected: &Module, found: &Module) -> Option<(usize, usize)> {
    fn first<T: PartialEq>(a: &[T], b: &[T]) -> usize {
        a.iter().zip(b).take_while(|(a, b)| a == b).count()
    }
    let item = first(&expected.items, &found.items);
    match (expected.items.get(item)?, found.items.get(item)) {
        (Item::Rule(rule), Some(Item::Rule(other))) => Some((item, first(&rule.statements, &other.statements))),
        _ => Some((item, usize::MAX)),
    }
}

/// Where a statement of an item stands, or the item itself.
fn place(module: &Module, item: usize, statement: usize) -> Option<Span> {
    Some(match module.items.get(item)? {
        Item::Rule(rule) => rule.statements.get(statement).map_or(rule.span, |s| s.span),
        Item::Definition(definition) => definition.name.span,
        Item::Bare(expr) => expr.span,
    })
}

/// Blanks and line ends make the text longer than can be read again.
fn too_long(place: Span, limit: Text) -> Diagnostic {
    let message = msg!("format-limit");
    Diagnostic::error("format::limit", place, message).with_label(limit)
}

/// The formatter itself is wrong.
fn internal(place: Span) -> Diagnostic {
    let message = msg!("format-internal");
    let help = msg!("format-internal-help");
    Diagnostic::error("format::internal", place, message).with_help(help)
}

#[cfg(test)]
mod tests;

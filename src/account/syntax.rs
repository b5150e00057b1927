//! Where the YAML parser gave up: its errors in the words of an accountant.
#![expect(clippy::arithmetic_side_effects, reason = "places within one text held in memory")]

use granit_parser::{ErrorKind, ScanError};

use super::problems::{Problems, quote};
use super::{colon, raw};
use crate::diagnostic::Diagnostic;
use crate::message::{Text, msg};
use crate::source::Span;

const BRACKET: &str = "account::bracket";
const QUOTE: &str = "account::quote";
const TAB: &str = "account::tab";

/// What is to be said about one kind of error.
struct Saying {
    code: &'static str,
    message: Text,
    help: Text,
}

impl Saying {
    fn new(code: &'static str, message: Text, help: Text) -> Self {
        Self { code, message, help }
    }

    fn at(self, span: Span) -> Diagnostic {
        Diagnostic::error(self.code, span, self.message).with_help(self.help)
    }
}

/// Reports a syntax error. `read_to` is the end of what was understood before it, `bracket` an opening
/// bracket that is not closed yet, `most` the depth that is allowed.
pub(super) fn report(
    text: &str,
    error: &ScanError,
    (read_to, most): (usize, usize),
    bracket: Option<Span>,
    problems: &mut Problems,
) {
    // The scan of the bare text has named every control character already.
    let control = matches!(error.kind(), ErrorKind::UnexpectedCharacter { character } if character.is_control());
    if control && problems.has(raw::CONTROL) {
        return;
    }
    let at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
    if stuck_key(error.kind())
        && let Some(colon) = colon::near(text, at, problems)
    {
        problems.add(colon);
        return;
    }
    let saying = saying(error, most, bracket.is_some(), line_before(text, at));
    let at = match saying.code {
        QUOTE => opening_quote(text, read_to, at),
        TAB => tab(text, at),
        _ => at,
    };
    let length = text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    let bracket = bracket.filter(|_| saying.code == BRACKET);
    let mut diagnostic = saying.at(problems.span(at..at + length));
    if let Some(bracket) = bracket {
        diagnostic = diagnostic.also(bracket, msg!("account-bracket-open"));
    }
    problems.add(diagnostic);
}

/// The diagnostic about a record or list that lies too deep.
pub(super) fn too_deep(span: Span, most: usize) -> Diagnostic {
    depth(most).at(span)
}

/// The diagnostic about a tab in the blanks before `at`, when there is nothing else before it on its line;
/// the parser lets some of them pass.
pub(super) fn tab_before(text: &str, at: usize, problems: &Problems) -> Option<Diagnostic> {
    let line = line_before(text, at);
    let tab = line.find('\t').filter(|_| line.trim().is_empty())? + at - line.len();
    Some(tabs().at(problems.span(tab..tab + 1)))
}

/// Whether the error is one that a name stuck to its value gives.
fn stuck_key(kind: &ErrorKind) -> bool {
    use ErrorKind as E;
    matches!(
        kind,
        E::SimpleKeyExpected
            | E::InvalidSimpleKey
            | E::MappingValueNotAllowed
            | E::ExpectedBlockMappingKey
            | E::InvalidIndentation
            | E::ExpectedDocumentStart
            | E::InvalidTrailingDoubleQuotedScalar
            | E::InvalidTrailingSingleQuotedScalar
    )
}

/// The first quotation mark after what was understood; the parser itself names the end of the file.
fn opening_quote(text: &str, read_to: usize, at: usize) -> usize {
    let between = text.get(read_to..at).unwrap_or_default();
    between.find(['"', '\'']).map_or(at, |offset| read_to + offset)
}

/// The tab that the parser stumbled over, just before the place it names or after it.
fn tab(text: &str, at: usize) -> usize {
    match at.checked_sub(1) {
        Some(before) if text.as_bytes().get(before) == Some(&b'\t') => before,
        _ => text.get(at..).and_then(|rest| rest.find('\t')).map_or(at, |offset| at + offset),
    }
}

/// The line of `at` up to there.
fn line_before(text: &str, at: usize) -> &str {
    text.get(..at).map_or("", |before| before.rsplit('\n').next().unwrap_or_default())
}

fn saying(error: &ScanError, most: usize, in_brackets: bool, line_before: &str) -> Saying {
    use ErrorKind as E;
    match error.kind() {
        E::TabNotAllowed
        | E::TabInBlockIndentation
        | E::TabInIndentation
        | E::TabInPlainScalar
        | E::TabAtBlockScalarStart => tabs(),
        E::RecursionLimitExceeded => depth(most),
        E::DirectiveDisallowed => {
            Saying::new("account::directive", msg!("account-directive"), msg!("account-directive-help"))
        }
        E::UnclosedQuotedScalar | E::InvalidQuotedScalarIndent | E::DocumentIndicatorInQuotedScalar => {
            Saying::new(QUOTE, msg!("account-quote"), msg!("account-quote-help"))
        }
        E::InvalidTrailingDoubleQuotedScalar | E::InvalidTrailingSingleQuotedScalar => {
            Saying::new("account::quote_trailing", msg!("account-quote-trailing"), msg!("account-quote-trailing-help"))
        }
        E::UnclosedFlowCollection { .. }
        | E::MismatchedFlowCollectionEnd { .. }
        | E::MisplacedFlowCollectionEnd
        | E::UnexpectedEofFlowMapping
        | E::UnexpectedEofFlowSequence
        | E::ExpectedFlowMappingSeparator
        | E::ExpectedFlowSequenceSeparator
        | E::UnexpectedEofImplicitFlowMapping => brackets(),
        E::InvalidIndentation | E::InvalidFlowScalarIndent if in_brackets => brackets(),
        E::UnknownQuotedScalarEscape | E::InvalidQuotedScalarHexEscape | E::InvalidUnicodeEscape => {
            Saying::new("account::escape", msg!("account-escape"), msg!("account-escape-help"))
        }
        E::MappingValueNotAllowed if line_before.contains(": ") => {
            Saying::new("account::two_colons", msg!("account-two-colons"), msg!("account-two-colons-help"))
        }
        E::InvalidIndentation
        | E::ExpectedDocumentStart
        | E::ExpectedBlockMappingKey
        | E::ExpectedBlockSequenceEntry
        | E::MappingValueNotAllowed => {
            Saying::new("account::indentation", msg!("account-indentation"), msg!("account-indentation-help"))
        }
        E::SimpleKeyExpected | E::InvalidSimpleKey => {
            Saying::new("account::colon", msg!("account-no-colon"), msg!("account-no-colon-help"))
        }
        E::BlockSequenceEntryNotAllowed | E::InvalidBlockEntryWhitespace => {
            Saying::new("account::list_item", msg!("account-list-item"), msg!("account-list-item-help"))
        }
        _ => other(error),
    }
}

fn tabs() -> Saying {
    Saying::new(TAB, msg!("account-tab"), msg!("account-tab-help"))
}

fn depth(most: usize) -> Saying {
    Saying::new("account::depth", msg!("account-depth", most), msg!("account-depth-help"))
}

fn brackets() -> Saying {
    Saying::new(BRACKET, msg!("account-bracket"), msg!("account-bracket-help"))
}

fn other(error: &ScanError) -> Saying {
    let message = match error.kind() {
        ErrorKind::UnexpectedCharacter { character } => {
            msg!("account-first-character", written = quote(&character.to_string()))
        }
        kind => msg!("account-syntax", fault = kind.to_string()),
    };
    Saying::new("account::syntax", message, msg!("account-syntax-help"))
}

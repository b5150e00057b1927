//! What the grammar expected where it stopped, in plain words.

use std::ops::Range;

use pest::error::{Error, ErrorVariant, InputLocation};

use super::{G, Parser};
use crate::diagnostic::Diagnostic;
use crate::message::{Text, msg};
use crate::source::Span;

/// Turns an error of the grammar over `text[range]` into a diagnostic.
pub(super) fn explain(parser: &Parser<'_>, error: &Error<G>, range: Range<usize>) -> Diagnostic {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => range.start + at,
    };
    let rest = &parser.text[at.min(range.end)..range.end];
    let width = rest.chars().next().map_or(0, char::len_utf8);
    let span = Span::new(parser.source, at, at + width);
    if let Some((code, message, help)) = well_known(rest, &parser.text[range.start..at]) {
        return Diagnostic::error(code, span, message).with_help(help);
    }
    let words = match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => expected_words(positives),
        ErrorVariant::CustomError { .. } => {
            let message = msg!("syntax-too-complex");
            return Diagnostic::error("syntax::limit", span, message);
        }
    };
    let found = if rest.is_empty() {
        msg!("syntax-stops-short")
    } else {
        let shown: String = rest.chars().take_while(|c| !c.is_whitespace()).take(12).collect();
        msg!("syntax-no-sense", shown)
    };
    Diagnostic::error("syntax::expected", span, found).with_label(msg!("syntax-expected", words))
}

/// Slips that have a better explanation than a list of what could have followed.
fn well_known(rest: &str, before: &str) -> Option<(&'static str, Text, Text)> {
    let first = rest.chars().next()?;
    let previous = before.chars().next_back();
    Some(match first {
        '。' => ("syntax::path", msg!("syntax-full-stop"), msg!("syntax-full-stop-help")),
        '\'' | '‘' | '’' | '”' | '「' | '」' => {
            ("syntax::quotation", msg!("syntax-quotation", first), msg!("syntax-string-help"))
        }
        '\u{FF10}'..='\u{FF19}' | '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}' => {
            let ascii = char::from_u32(u32::from(first) - 0xFEE0).unwrap_or(first);
            ("syntax::wide_character", msg!("syntax-wide-character", first), msg!("syntax-wide-character-help", ascii))
        }
        ',' | '，' if previous.is_some_and(|c| c.is_ascii_digit()) && grouped(rest) => {
            ("syntax::number", msg!("syntax-grouped-number"), msg!("syntax-grouped-number-help"))
        }
        '=' if previous == Some('=') || before.trim_end().ends_with(['=', '<', '>']) => {
            ("syntax::operator", msg!("syntax-no-comparison"), msg!("syntax-comparison-help"))
        }
        '<' | '>' if before.trim_end().ends_with('=') => {
            ("syntax::operator", msg!("syntax-no-comparison"), msg!("syntax-order-help"))
        }
        _ => return None,
    })
}

/// Whether a comma is followed by just three digits, as in `1,234`.
fn grouped(rest: &str) -> bool {
    let digits = rest.chars().skip(1).take_while(char::is_ascii_digit).count();
    digits == 3
}

/// The expected rules in words, without repetition, in the order in which a reader would think of them.
fn expected_words(rules: &[G]) -> Text {
    let operand = rules.iter().any(|rule| matches!(rule, G::number | G::first | G::path));
    // Brackets and signs before an operand go without saying.
    let implied = |rule: G| operand && matches!(rule, G::lparen | G::lbracket | G::lbrace | G::minus | G::not);
    let mut words: Vec<(u8, Text)> =
        rules.iter().filter(|&&rule| !implied(rule)).filter_map(|&rule| word(rule)).collect();
    words.sort_by_key(|(place, _)| *place);
    words.dedup_by_key(|(place, _)| *place);
    if words.is_empty() {
        return msg!("syntax-word-end");
    }
    Text::list(words.into_iter().map(|(_, word)| word))
}

/// What a rule of the grammar is called, and its place among the others; one name has one place.
fn word(rule: G) -> Option<(u8, Text)> {
    Some(match rule {
        G::rparen => (0, msg!("syntax-word-right-bracket")),
        G::rbracket => (1, msg!("syntax-word-right-square")),
        G::rbrace => (2, msg!("syntax-word-right-curly")),
        G::comma => (5, msg!("syntax-word-comma")),
        G::colon => (3, msg!("syntax-word-colon")),
        G::assign => (4, msg!("syntax-word-assign")),
        G::number
        | G::string
        | G::bad_string
        | G::list
        | G::call
        | G::path
        | G::first
        | G::function
        | G::parenthesized
        | G::quantifier
        | G::boolean
        | G::source
        | G::quoted_text
        | G::expr => (13, msg!("syntax-word-operand")),
        G::lparen => (9, msg!("syntax-word-left-bracket")),
        G::equal
        | G::not_equal
        | G::less
        | G::less_equal
        | G::greater
        | G::greater_equal
        | G::approx
        | G::less_approx
        | G::greater_approx => (16, msg!("syntax-word-comparison")),
        G::plus | G::minus | G::times | G::divide => (17, msg!("syntax-word-operator")),
        G::and | G::or | G::implies | G::within | G::kw_in | G::matches | G::is_test | G::kw_is => {
            (18, msg!("syntax-word-logic"))
        }
        G::not => (21, msg!("syntax-word-not")),
        G::step | G::dot | G::index => (22, msg!("syntax-word-dot")),
        G::name | G::word | G::by_field => (7, msg!("syntax-word-name")),
        G::rule_id => (15, msg!("syntax-word-rule-id")),
        G::tag => (14, msg!("syntax-word-tag")),
        G::year => (12, msg!("syntax-word-year")),
        G::kw_from | G::kw_until => (20, msg!("syntax-word-years")),
        G::kw_by | G::kw_to | G::kw_levels => (23, msg!("syntax-word-hierarchy")),
        G::kw_where => (19, msg!("syntax-word-where")),
        G::present | G::missing | G::is_number | G::is_text => (6, msg!("syntax-word-test")),
        G::lbracket => (10, msg!("syntax-word-left-square")),
        G::lbrace => (11, msg!("syntax-word-left-curly")),
        G::star | G::deep | G::group | G::quoted | G::index_name | G::bad_step => (8, msg!("syntax-word-step")),
        _ => return None,
    })
}

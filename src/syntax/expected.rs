//! What the grammar expected where it stopped, in plain words.

use std::ops::Range;

use pest::error::{Error, ErrorVariant, InputLocation};

use super::{G, Parser};
use crate::diagnostic::{Diagnostic, Text};
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
            let message = Text::new("这一句太复杂，请拆成几句", "this statement is too complex, split it");
            return Diagnostic::error("syntax::limit", span, message);
        }
    };
    let zh = words.iter().map(|w| w.0).collect::<Vec<_>>().join("、");
    let en = words.iter().map(|w| w.1).collect::<Vec<_>>().join(", ");
    let found = if rest.is_empty() {
        Text::new("句子没有写完", "the statement stops short")
    } else {
        let shown: String = rest.chars().take_while(|c| !c.is_whitespace()).take(12).collect();
        Text::new(format!("不能理解 `{shown}`"), format!("`{shown}` makes no sense here"))
    };
    Diagnostic::error("syntax::expected", span, found)
        .with_label(Text::new(format!("此处应为：{zh}"), format!("expected here: {en}")))
}

/// Slips that have a better explanation than a list of what could have followed.
fn well_known(rest: &str, before: &str) -> Option<(&'static str, Text, Text)> {
    let first = rest.chars().next()?;
    let previous = before.chars().next_back();
    Some(match first {
        '。' => (
            "syntax::path",
            Text::new("句号 `。` 不是路径的分隔符", "the full stop `。` separates no path"),
            Text::new("写作 `.`", "write `.`"),
        ),
        '\'' | '‘' | '’' | '”' | '「' | '」' => (
            "syntax::quotation",
            Text::new(format!("不用引号 `{first}`"), format!("`{first}` is no quotation mark here")),
            Text::new("文字写作 \"…\" 或 “…”", "a string is written \"…\" or “…”"),
        ),
        '\u{FF10}'..='\u{FF19}' | '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}' => {
            let ascii = char::from_u32(u32::from(first) - 0xFEE0).unwrap_or(first);
            (
                "syntax::wide_character",
                Text::new(format!("全角字符 `{first}`"), format!("full-width `{first}`")),
                Text::new(format!("写作半角 `{ascii}`"), format!("write `{ascii}`")),
            )
        }
        ',' | '，' if previous.is_some_and(|c| c.is_ascii_digit()) && grouped(rest) => (
            "syntax::number",
            Text::new("数字里不能有分节号", "a number has no thousands separator"),
            Text::new("写作 `1234.50`，不写 `1,234.50`", "write `1234.50`, not `1,234.50`"),
        ),
        '=' if previous == Some('=') || before.trim_end().ends_with(['=', '<', '>']) => (
            "syntax::operator",
            Text::new("比较符的写法不对", "this is no comparison"),
            Text::new("写作 `==`、`≤`（`<=`）或 `≥`（`>=`）", "write `==`, `≤` (`<=`) or `≥` (`>=`)"),
        ),
        '<' | '>' if before.trim_end().ends_with('=') => (
            "syntax::operator",
            Text::new("比较符的写法不对", "this is no comparison"),
            Text::new("写作 `≤`（`<=`）或 `≥`（`>=`）", "write `≤` (`<=`) or `≥` (`>=`)"),
        ),
        _ => return None,
    })
}

/// Whether a comma is followed by just three digits, as in `1,234`.
fn grouped(rest: &str) -> bool {
    let digits = rest.chars().skip(1).take_while(char::is_ascii_digit).count();
    digits == 3
}

type Words = (&'static str, &'static str);

/// The expected rules in words, without repetition, in the order in which a reader would think of them.
fn expected_words(rules: &[G]) -> Vec<Words> {
    let operand = rules.iter().any(|rule| matches!(rule, G::number | G::first | G::path));
    // Brackets and signs before an operand go without saying.
    let implied = |rule: G| operand && matches!(rule, G::lparen | G::lbracket | G::lbrace | G::minus | G::not);
    let mut words: Vec<(u8, Words)> =
        rules.iter().filter(|&&rule| !implied(rule)).filter_map(|&rule| word(rule)).collect();
    words.sort();
    words.dedup();
    if words.is_empty() {
        words.push((0, ("句子的结尾", "the end of the statement")));
    }
    words.into_iter().map(|(_, w)| w).collect()
}

fn word(rule: G) -> Option<(u8, Words)> {
    Some(match rule {
        G::rparen => (0, ("右括号 `)`", "`)`")),
        G::rbracket => (0, ("右方括号 `]`", "`]`")),
        G::rbrace => (0, ("右花括号 `}`", "`}`")),
        G::comma => (1, ("逗号", "a comma")),
        G::colon => (1, ("冒号", "a colon")),
        G::assign => (1, ("等号 `=`", "`=`")),
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
        | G::expr => (2, ("数据项、数或算式", "a figure, a number or an expression")),
        G::lparen => (2, ("左括号 `(`", "`(`")),
        G::equal
        | G::not_equal
        | G::less
        | G::less_equal
        | G::greater
        | G::greater_equal
        | G::approx
        | G::less_approx
        | G::greater_approx => (3, ("比较符（== ≈ ≤ ≲ 等）", "a comparison (== ≈ ≤ ≲ …)")),
        G::plus | G::minus | G::times | G::divide => (4, ("运算符（+ − × ÷）", "an operator (+ − × ÷)")),
        G::and | G::or | G::implies | G::within | G::kw_in | G::matches | G::is_test | G::kw_is => {
            (5, ("并且、或者、则须 等", "`and`, `or`, `implies` and the like"))
        }
        G::not => (6, ("非", "`not`")),
        G::step | G::dot | G::index => (7, ("`.` 与下一级名称", "`.` and a name")),
        G::name | G::word | G::by_field => (2, ("名称", "a name")),
        G::rule_id => (2, ("规则编号", "a rule id")),
        G::tag => (2, ("标签", "a tag")),
        G::year => (2, ("年度（四位数字）", "a year of four digits")),
        G::kw_from | G::kw_until => (5, ("自、至（年度）", "`from` or `until` and a year")),
        G::kw_by | G::kw_to | G::kw_levels => (5, ("按（by）、合计至（to）或级次（levels）", "`by`, `to` or `levels`")),
        G::kw_where => (5, ("满足（where）", "`where`")),
        G::present | G::missing | G::is_number | G::is_text => {
            (2, ("present、missing、number 或 text", "present, missing, number or text"))
        }
        G::lbracket => (2, ("左方括号 `[`", "`[`")),
        G::lbrace => (2, ("左花括号 `{`", "`{`")),
        G::star | G::deep | G::group | G::quoted | G::index_name | G::bad_step => {
            (2, ("名称、`*` 或 `{…}`", "a name, `*` or `{…}`"))
        }
        _ => return None,
    })
}

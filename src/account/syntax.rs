//! Where the YAML parser gave up: its errors in the words of an accountant.

use granit_parser::{ErrorKind, ScanError};

use super::problems::{Problems, quote};
use super::{colon, raw};
use crate::diagnostic::{Diagnostic, Text};
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
    fn new(code: &'static str, message: [&str; 2], help: [&str; 2]) -> Self {
        let text = |[zh, en]: [&str; 2]| Text::new(zh, en);
        Self { code, message: text(message), help: text(help) }
    }

    fn at(self, span: Span) -> Diagnostic {
        Diagnostic::error(self.code, span, self.message).with_help(self.help)
    }
}

/// Reports a syntax error. `read_to` is the end of what was understood before it, `bracket` an opening
/// bracket that is not closed yet.
pub(super) fn report(text: &str, error: &ScanError, read_to: usize, bracket: Option<Span>, problems: &mut Problems) {
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
    let saying = saying(error, bracket.is_some(), line_before(text, at));
    let at = match saying.code {
        QUOTE => opening_quote(text, read_to, at),
        TAB => tab(text, at),
        _ => at,
    };
    let length = text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    let bracket = bracket.filter(|_| saying.code == BRACKET);
    let mut diagnostic = saying.at(problems.span(at..at + length));
    if let Some(bracket) = bracket {
        diagnostic = diagnostic.also(bracket, Text::new("这个括号没有闭合", "this bracket is not closed"));
    }
    problems.add(diagnostic);
}

/// The diagnostic about a record or list that lies too deep.
pub(super) fn too_deep(span: Span) -> Diagnostic {
    depth().at(span)
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

fn saying(error: &ScanError, in_brackets: bool, line_before: &str) -> Saying {
    use ErrorKind as E;
    match error.kind() {
        E::TabNotAllowed
        | E::TabInBlockIndentation
        | E::TabInIndentation
        | E::TabInPlainScalar
        | E::TabAtBlockScalarStart => tabs(),
        E::RecursionLimitExceeded => depth(),
        E::DirectiveDisallowed => Saying::new(
            "account::directive",
            ["决算文件中不用 `%` 开头的指令行", "directive in an account"],
            ["请删去这一行；若是文字，请加引号", "delete the line; if it is text, put it in quotation marks"],
        ),
        E::UnclosedQuotedScalar | E::InvalidQuotedScalarIndent | E::DocumentIndicatorInQuotedScalar => Saying::new(
            QUOTE,
            ["文字的引号没有闭合", "quotation mark without its closing one"],
            [
                "请补上右引号；引号内换行时，下一行要缩进",
                "close it; a quoted text that goes on below must be indented there",
            ],
        ),
        E::InvalidTrailingDoubleQuotedScalar | E::InvalidTrailingSingleQuotedScalar => Saying::new(
            "account::quote_trailing",
            ["右引号之后还有文字", "text after a closing quotation mark"],
            ["引号应括住整个值；值内的引号请用 “ ”", "quotation marks go around the whole value"],
        ),
        E::UnclosedFlowCollection { .. }
        | E::MismatchedFlowCollectionEnd { .. }
        | E::MisplacedFlowCollectionEnd
        | E::UnexpectedEofFlowMapping
        | E::UnexpectedEofFlowSequence
        | E::ExpectedFlowMappingSeparator
        | E::ExpectedFlowSequenceSeparator
        | E::UnexpectedEofImplicitFlowMapping => brackets(),
        E::InvalidIndentation | E::InvalidFlowScalarIndent if in_brackets => brackets(),
        E::UnknownQuotedScalarEscape | E::InvalidQuotedScalarHexEscape | E::InvalidUnicodeEscape => Saying::new(
            "account::escape",
            ["双引号内的 `\\` 写法不对", "unknown `\\` sequence in double quotation marks"],
            ["请改用单引号，其中 `\\` 就是 `\\`", "use single quotation marks, in which `\\` stands for itself"],
        ),
        E::MappingValueNotAllowed if line_before.contains(": ") => Saying::new(
            "account::two_colons",
            ["一行中有两个“名称: 值”", "two names with values in one line"],
            ["请分行写；含冒号的文字请加引号", "write them on two lines; put text with a colon in quotation marks"],
        ),
        E::InvalidIndentation
        | E::ExpectedDocumentStart
        | E::ExpectedBlockMappingKey
        | E::ExpectedBlockSequenceEntry
        | E::MappingValueNotAllowed => Saying::new(
            "account::indentation",
            ["决算文件缩进不齐", "lines of an account not aligned"],
            [
                "同一层的名称要对齐，下一层多缩进两格",
                "align the names of one level, and indent what is below a name by two blanks",
            ],
        ),
        E::SimpleKeyExpected | E::InvalidSimpleKey => Saying::new(
            "account::colon",
            ["数据项缺少冒号", "figure without a colon"],
            ["应写成 `名称: 值`，冒号为半角，后加空格", "write `name: value`, with a blank after the colon"],
        ),
        E::BlockSequenceEntryNotAllowed | E::InvalidBlockEntryWhitespace => Saying::new(
            "account::list_item",
            ["此处不能写 `-`", "`-` out of place"],
            [
                "没有数值时写 `--` 或留空；列表的 `-` 要另起一行",
                "write `--` or nothing for no value; begin an item of a list on a line of its own",
            ],
        ),
        _ => other(error),
    }
}

fn tabs() -> Saying {
    Saying::new(
        TAB,
        ["决算文件用制表符（Tab）缩进", "account is indented with a tab"],
        ["请改用空格缩进", "indent with blanks"],
    )
}

fn depth() -> Saying {
    Saying::new("account::depth", ["决算文件层次过深", "account nested too deeply"], ["请减少层次", "use fewer levels"])
}

fn brackets() -> Saying {
    Saying::new(
        BRACKET,
        ["括号不配对，或其中缺少逗号", "brackets that do not match, or a comma that is missing or doubled"],
        [
            "请检查 `{}`、`[]` 是否成对，各项之间用半角逗号隔开",
            "check that `{}` and `[]` are closed and that their items have one comma between them",
        ],
    )
}

fn other(error: &ScanError) -> Saying {
    let (message, message_en) = match error.kind() {
        ErrorKind::UnexpectedCharacter { character } => (
            format!("值不能以 {} 开头", quote(&character.to_string())),
            format!("value cannot begin with {}", quote(&character.to_string())),
        ),
        kind => (format!("决算文件写法不合 YAML 语法：{kind}"), format!("account breaks the syntax of YAML: {kind}")),
    };
    Saying::new(
        "account::syntax",
        [&message, &message_en],
        ["应写成 `名称: 值`；若是文字，请加引号", "write `name: value`; put text in quotation marks"],
    )
}

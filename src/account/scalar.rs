//! One plain scalar to what it means in an account.

use super::problems::Problems;
use super::tree::Content;
use crate::diagnostic::{Diagnostic, Text};
use crate::figure::{LookAlike, Reading, read_printed};
use crate::source::Span;

/// What an unquoted scalar is. A look-alike of a number is reported and stays text.
pub(super) fn content(text: &str, span: Span, problems: &mut Problems) -> Content {
    if matches!(text, "" | "~" | "null" | "Null" | "NULL") {
        return Content::Missing;
    }
    match read_printed(text) {
        Reading::Number(number) => Content::Number(number),
        Reading::LookAlike { reason, mended } => {
            problems.add(look_alike(span, reason, mended.as_deref()));
            Content::Text(text.into())
        }
        Reading::Text => match without_note(text) {
            "涉密" => Content::Withheld(text.into()),
            "不可比" => Content::NoValue(text.into()),
            word if is_dashes(word) => Content::NoValue(text.into()),
            _ => Content::Text(text.into()),
        },
    }
}

/// The text before a note in brackets at its end, as in `--（基数为0，不可比）`. A number in brackets is no note.
fn without_note(text: &str) -> &str {
    let inner = text.strip_suffix(['）', ')']).and_then(|rest| rest.split_once(['（', '(']));
    match inner {
        Some((word, note)) if !word.trim().is_empty() && read_printed(note) == Reading::Text => word.trim(),
        _ => text,
    }
}

/// Whether the text is a stroke that fills an empty cell.
fn is_dashes(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '−' | '－' | '─' | '﹣'))
}

fn look_alike(span: Span, reason: LookAlike, mended: Option<&str>) -> Diagnostic {
    let (fault, fault_en) = fault(reason);
    let message = Text::new(format!("数字写法不规范：{fault}"), format!("number not written as a figure: {fault_en}"));
    let words = Text::new("若本来是编码等文字，请加引号", "if it is a code or other text, put it in quotation marks");
    let help = match mended {
        Some(mended) => Text::new(
            format!("若是数字，应写成 `{mended}`；{}", words.zh),
            format!("if it is a number, write `{mended}`; {}", words.en),
        ),
        None => Text::new(
            format!("数字应写成 `1234.50` 的样子；{}", words.zh),
            format!("a number is written like `1234.50`; {}", words.en),
        ),
    };
    Diagnostic::error("account::look_alike_number", span, message).with_help(help)
}

/// What is wrong, in both languages.
fn fault(reason: LookAlike) -> (&'static str, &'static str) {
    match reason {
        LookAlike::Grouped => ("含千分位分隔符", "it has separators between groups of digits"),
        LookAlike::Blank => ("中间有空格", "it has a blank inside"),
        LookAlike::FullWidth => ("含全角数字或小数点", "it has full-width digits or a full-width point"),
        LookAlike::ForeignDigits => ("含其他文字的数字", "it has digits of another script"),
        LookAlike::Invisible => ("含看不见的字符", "it has invisible characters"),
        LookAlike::Plus => ("带正号", "it has a plus sign"),
        LookAlike::Dash => ("负号不是半角 `-`", "its minus sign is not the ASCII `-`"),
        LookAlike::TwoSigns => ("有两个正负号", "it has two signs"),
        LookAlike::Brackets => ("用括号表示负数", "it is a negative in brackets"),
        LookAlike::Currency => ("带货币符号", "it has a sign of currency"),
        LookAlike::Exponent => ("用了科学记数法", "it has an exponent"),
        LookAlike::BarePoint => ("小数点前后缺数字", "its point lacks digits on one side"),
        LookAlike::LeadingZero => ("以多余的 0 开头", "it begins with needless zeros"),
        LookAlike::Radix => ("不是十进制", "it is not decimal"),
        LookAlike::NotFinite => ("不是有限的数", "it is not a finite number"),
        LookAlike::TooLong => ("超过 28 位", "it has more than 28 digits"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;

    fn content_of(text: &str) -> (Content, usize) {
        let mut problems = Problems::new(SourceId(0), 10);
        let content = content(text, Span::new(SourceId(0), 0, text.len()), &mut problems);
        (content, problems.finish().err().map_or(0, |errors| errors.len()))
    }

    #[test]
    fn cells_without_a_number_say_why() {
        for text in ["", "~", "null", "Null", "NULL"] {
            assert_eq!(content_of(text), (Content::Missing, 0), "{text}");
        }
        for text in
            ["--", "---", "—", "——", "－－", "–", "不可比", "--（基数为0，不可比）", "不可比(上年为0)", "—（无）"]
        {
            assert_eq!(content_of(text), (Content::NoValue(text.into()), 0), "{text}");
        }
        for text in ["涉密", "涉密（不予公开）"] {
            assert_eq!(content_of(text), (Content::Withheld(text.into()), 0), "{text}");
        }
        for text in ["无", "/", "no", "on", "是", "true", "不可比较的", "（一）", "—（1.00）", "nullable", "涉密单位"]
        {
            assert_eq!(content_of(text), (Content::Text(text.into()), 0), "{text}");
        }
    }

    #[test]
    fn a_look_alike_is_an_error_with_its_mending() {
        let mut problems = Problems::new(SourceId(0), 10);
        content("1,234.50", Span::new(SourceId(0), 3, 11), &mut problems);
        let errors = problems.finish().expect_err("a look-alike");
        assert_eq!(errors[0].code, "account::look_alike_number");
        assert!(
            errors[0].help.as_ref().is_some_and(|help| help.en.contains("`1234.50`") && help.zh.contains("`1234.50`"))
        );
    }
}

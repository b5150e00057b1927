//! One plain scalar to what it means in an account.

use super::packed::{Bytes, Held, Tree};
use super::problems::Problems;
use crate::diagnostic::Diagnostic;
use crate::figure::{LookAlike, Reading, read_printed};
use crate::message::{Text, msg};
use crate::source::Span;

/// Whether a text of letters alone is too long to be one of the words that mean something: a text like any other.
pub(super) fn is_long(text: &str) -> bool {
    text.len() > "不可比".len()
}

/// What an unquoted scalar is that stands at `at`. A look-alike of a number is reported and stays text.
pub(super) fn held(text: &str, at: Bytes, tree: &mut Tree, problems: &mut Problems) -> Held {
    let word = tree.keep(text, at);
    held_in(text, word, at, tree, problems)
}

/// [`held`], where the words of the scalar are kept already.
#[inline]
pub(super) fn held_in(text: &str, word: Bytes, at: Bytes, tree: &mut Tree, problems: &mut Problems) -> Held {
    if matches!(text, "" | "~" | "null" | "Null" | "NULL") {
        return Held::Missing;
    }
    match read_printed(text) {
        Reading::Number(number) => tree.number(number.number(), word),
        Reading::LookAlike { reason, mended } => {
            problems.add(look_alike(at.in_source(tree.source()), reason, mended.as_deref()));
            Held::Text(word)
        }
        Reading::Text => words(text, word),
    }
}

/// What words are that are no number; `word` is where they are kept.
pub(super) fn words(text: &str, word: Bytes) -> Held {
    match without_note(text) {
        "涉密" => Held::Withheld(word),
        "不可比" => Held::NoValue(word),
        stroke if is_dashes(stroke) => Held::NoValue(word),
        _ => Held::Text(word),
    }
}

/// What is to be said of a text in the place of a number, if it looks like one.
pub(super) fn suspected(text: &str, span: Span) -> Option<Diagnostic> {
    match read_printed(text) {
        Reading::LookAlike { reason, mended } => Some(look_alike(span, reason, mended.as_deref())),
        Reading::Number(_) | Reading::Text => None,
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
    let message = msg!("account-look-alike", fault = fault(reason));
    let help = match mended {
        Some(mended) => msg!("account-look-alike-mended", mended),
        None => msg!("account-look-alike-help"),
    };
    Diagnostic::error("account::look_alike_number", span, message).with_help(help)
}

/// What is wrong.
fn fault(reason: LookAlike) -> Text {
    match reason {
        LookAlike::Grouped => msg!("account-look-alike-grouped"),
        LookAlike::Blank => msg!("account-look-alike-blank"),
        LookAlike::FullWidth => msg!("account-look-alike-full-width"),
        LookAlike::ForeignDigits => msg!("account-look-alike-foreign-digits"),
        LookAlike::Invisible => msg!("account-look-alike-invisible"),
        LookAlike::Plus => msg!("account-look-alike-plus"),
        LookAlike::Dash => msg!("account-look-alike-dash"),
        LookAlike::TwoSigns => msg!("account-look-alike-two-signs"),
        LookAlike::Brackets => msg!("account-look-alike-brackets"),
        LookAlike::Currency => msg!("account-look-alike-currency"),
        LookAlike::Exponent => msg!("account-look-alike-exponent"),
        LookAlike::BarePoint => msg!("account-look-alike-bare-point"),
        LookAlike::LeadingZero => msg!("account-look-alike-leading-zero"),
        LookAlike::Radix => msg!("account-look-alike-radix"),
        LookAlike::NotFinite => msg!("account-look-alike-not-finite"),
        LookAlike::TooLong => msg!("account-look-alike-too-long"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Lang;
    use crate::source::SourceId;

    fn content_of(text: &str) -> (&'static str, usize) {
        let mut problems = Problems::new(SourceId(0), 10);
        let mut tree = Tree::new(SourceId(0), &text.to_owned().into());
        let at = Bytes::new(0, text.len());
        let held = match held(text, at, &mut tree, &mut problems) {
            Held::Missing => "missing",
            Held::NoValue(word) if word == at => "no value",
            Held::Withheld(word) if word == at => "withheld",
            Held::Text(word) if word == at => "text",
            _ => "something else",
        };
        (held, problems.finish().err().map_or(0, |errors| errors.len()))
    }

    #[test]
    fn cells_without_a_number_say_why() {
        for text in ["", "~", "null", "Null", "NULL"] {
            assert_eq!(content_of(text), ("missing", 0), "{text}");
        }
        for text in
            ["--", "---", "—", "——", "－－", "–", "不可比", "--（基数为0，不可比）", "不可比(上年为0)", "—（无）"]
        {
            assert_eq!(content_of(text), ("no value", 0), "{text}");
        }
        for text in ["涉密", "涉密（不予公开）"] {
            assert_eq!(content_of(text), ("withheld", 0), "{text}");
        }
        for text in ["无", "/", "no", "on", "是", "true", "不可比较的", "（一）", "—（1.00）", "nullable", "涉密单位"]
        {
            assert_eq!(content_of(text), ("text", 0), "{text}");
        }
    }

    #[test]
    fn a_look_alike_is_an_error_with_its_mending() {
        let mut problems = Problems::new(SourceId(0), 10);
        held(
            "1,234.50",
            Bytes::new(3, 11),
            &mut Tree::new(SourceId(0), &"a: 1,234.50".to_owned().into()),
            &mut problems,
        );
        let errors = problems.finish().expect_err("a look-alike");
        assert_eq!(errors[0].code, "account::look_alike_number");
        let help = errors[0].help.as_ref().expect("advice");
        assert!([Lang::Zh, Lang::En].into_iter().all(|lang| help.get(lang).contains("`1234.50`")));
    }
}

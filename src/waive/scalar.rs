//! Words as one scalar of YAML that reads back as just these words.

use std::borrow::Cow;
use std::fmt::Write;

/// Words that readers of YAML take for something else.
const RESERVED: &[&str] = &["null", "true", "false", "yes", "no", "on", "off", "y", "n"];

/// The words bare where nothing can be mistaken, else in double quotes.
#[expect(clippy::string_slice, reason = "the first character is one byte")]
pub(super) fn scalar(words: &str) -> Cow<'_, str> {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '%' | '(' | ')' | '（' | '）' | '/');
    let first = words.chars().next();
    let bare = first
        .is_some_and(|c| c.is_alphanumeric() || (c == '-' && words[1..].starts_with(|d: char| d.is_ascii_digit())))
        && words.chars().all(plain)
        && !RESERVED.iter().any(|r| words.eq_ignore_ascii_case(r));
    if bare {
        return Cow::Borrowed(words);
    }
    let mut quoted = String::from("\"");
    for c in words.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                // Writing to a text cannot fail.
                let _ = write!(quoted, "\\U{:08x}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    Cow::Owned(quoted)
}

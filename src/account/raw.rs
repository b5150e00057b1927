//! Faults of the bare text, before any structure is looked at: control characters and line ends.

use super::problems::Problems;
use crate::diagnostic::{Diagnostic, Text};

/// Code of a control character.
pub(super) const CONTROL: &str = "account::control_character";

/// Reports control characters, and the first lone carriage return.
pub(super) fn scan(text: &str, problems: &mut Problems) {
    let bytes = text.as_bytes();
    let mut lone_return = false;
    for (at, &byte) in bytes.iter().enumerate() {
        // U+0080 to U+009F are the byte 0xC2 and a byte up to 0x9F.
        let control = match byte {
            b'\n' | b'\t' => continue,
            b'\r' => {
                if !lone_return && bytes.get(at + 1) != Some(&b'\n') {
                    lone_return = true;
                    problems.add(line_end(problems, at));
                }
                continue;
            }
            0..=0x1f | 0x7f => byte,
            0xc2 => match bytes.get(at + 1) {
                Some(&next @ 0x80..=0x9f) => next,
                _ => continue,
            },
            _ => continue,
        };
        problems.add(control_character(problems, at, control));
        if problems.full() {
            return;
        }
    }
}

fn line_end(problems: &Problems, at: usize) -> Diagnostic {
    let message =
        Text::new("决算文件的换行是单独的回车（CR）", "account file has lines that end in a lone carriage return (CR)");
    Diagnostic::error("account::lone_return", problems.span(at..at + 1), message).with_help(Text::new(
        "请用文本编辑器把换行符改为 LF（Unix）或 CRLF（Windows）后再保存",
        "save the file with LF (Unix) or CRLF (Windows) line ends",
    ))
}

fn control_character(problems: &Problems, at: usize, code: u8) -> Diagnostic {
    let length = if code < 0x80 { 1 } else { 2 };
    let message = Text::new(
        format!("决算文件中有控制字符 U+{code:04X}"),
        format!("account file contains the control character U+{code:04X}"),
    );
    Diagnostic::error(CONTROL, problems.span(at..at + length), message)
        .with_help(Text::new("请删去这个看不见的字符", "delete this invisible character"))
}

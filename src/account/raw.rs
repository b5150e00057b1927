//! Faults of the bare text, before any structure is looked at: control characters and line ends.
#![expect(clippy::arithmetic_side_effects, reason = "places within one text held in memory")]

use super::problems::Problems;
use crate::diagnostic::Diagnostic;
use crate::message::msg;

/// Code of a control character.
pub(super) const CONTROL: &str = "account::control_character";

/// Reports control characters, and the first lone carriage return.
pub(super) fn scan(text: &str, problems: &mut Problems) {
    let bytes = text.as_bytes();
    // Nearly every text is clean, and seen to be so many bytes at a time.
    let odd = |byte: u8| (byte < 0x20 && byte != b'\n' && byte != b'\t') | (byte == 0x7f) | (byte == 0xc2);
    if !bytes.chunks(64).any(|chunk| chunk.iter().fold(false, |any, &byte| any | odd(byte))) {
        return;
    }
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

/// Reports a control character in a place where not even a tab or a line end may stand.
pub(super) fn report_control(at: usize, code: u8, problems: &mut Problems) {
    let diagnostic = control_character(problems, at, code);
    problems.add(diagnostic);
}

fn line_end(problems: &Problems, at: usize) -> Diagnostic {
    let message = msg!("account-lone-return");
    Diagnostic::error("account::lone_return", problems.span(at..at + 1), message)
        .with_help(msg!("account-lone-return-help"))
}

fn control_character(problems: &Problems, at: usize, code: u8) -> Diagnostic {
    let length = if code < 0x80 { 1 } else { 2 };
    let message = msg!("account-control-character", code = format!("{code:04X}"));
    Diagnostic::error(CONTROL, problems.span(at..at + length), message)
        .with_help(msg!("account-control-character-help"))
}

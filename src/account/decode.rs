//! Bytes of an account file to text: UTF-8 or a clear word about what was found instead.

use super::problems::quote;
use crate::diagnostic::Diagnostic;
use crate::limits::Limits;
use crate::message::msg;

/// The text of an account file; `name` is its name as shown to the user.
///
/// # Errors
/// One diagnostic about the whole file when it is larger than `limits.bytes`, is in UTF-16, UTF-32 or
/// GBK/GB18030, contains a byte 0, or is no valid UTF-8 for another reason. A byte order mark of UTF-8 is
/// dropped.
#[allow(clippy::result_large_err, reason = "once a file, and every diagnostic is of one size")]
pub fn decode(name: &str, bytes: Vec<u8>, limits: &Limits) -> Result<String, Diagnostic> {
    text_of(name, &bytes, limits).map(str::to_owned)
}

/// [`decode`] for bytes that stay where they are: one line of many, say.
///
/// # Errors
/// Those of [`decode`].
#[allow(clippy::result_large_err, reason = "once a text, and every diagnostic is of one size")]
pub fn text_of<'b>(name: &str, bytes: &'b [u8], limits: &Limits) -> Result<&'b str, Diagnostic> {
    if bytes.len() > limits.bytes {
        return Err(too_large(name, bytes.len(), limits));
    }
    // Without a byte 0 and without a mark it is no text of two bytes a character.
    let zero = memchr::memchr(0, bytes);
    if (zero.is_some() || matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]))
        && let Some(encoding) = utf16(bytes)
    {
        return Err(foreign(name, encoding, encoding));
    }
    if let Some(at) = zero {
        let (line, column) = place(bytes, at);
        let message = msg!("account-nul", line, column);
        return Err(with_advice(Diagnostic::file_error("account::nul", name, message)));
    }
    let text = match simdutf8::basic::from_utf8(bytes) {
        Ok(text) => text,
        // The quick look does not say where.
        Err(_) => str::from_utf8(bytes).map_err(|error| not_utf8(name, bytes, error))?,
    };
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// The diagnostic about a file of `length` bytes, which are too many.
pub(super) fn too_large(name: &str, length: usize, limits: &Limits) -> Diagnostic {
    let message = msg!("account-too-large", length, most = limits.bytes);
    Diagnostic::file_error("account::too_large", name, message).with_help(msg!("account-one-file-each"))
}

/// The encoding of two or four bytes a character that the bytes are in.
#[expect(clippy::arithmetic_side_effects, reason = "counts of things held in memory")]
fn utf16(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] => return Some("UTF-32LE"),
        [0, 0, 0xfe, 0xff, ..] => return Some("UTF-32BE"),
        [0xff, 0xfe, ..] => return Some("UTF-16LE"),
        [0xfe, 0xff, ..] => return Some("UTF-16BE"),
        _ => {}
    }
    // Without a mark: the blanks, digits and colons of an account have a zero for their other byte, so
    // the zeros are many and all stand on one side.
    let (mut even, mut odd) = (0usize, 0usize);
    for (at, _) in bytes.iter().enumerate().filter(|&(_, &byte)| byte == 0) {
        *(if at % 2 == 0 { &mut even } else { &mut odd }) += 1;
    }
    let many = (bytes.len() / 16).max(2);
    match (even, odd) {
        (0, odd) if odd > many => Some("UTF-16LE"),
        (even, 0) if even > many => Some("UTF-16BE"),
        _ => None,
    }
}

fn not_utf8(name: &str, bytes: &[u8], error: std::str::Utf8Error) -> Diagnostic {
    let at = error.valid_up_to();
    let (good, bad) = bytes.split_at(at);
    // Chinese in UTF-8 has three bytes a character; GBK does not look so even by chance for long.
    let chinese = str::from_utf8(good).is_ok_and(|text| text.chars().any(|c| c.len_utf8() > 2));
    if !chinese && is_gb18030(bytes) {
        return foreign(name, "GBK/GB18030", "GB18030");
    }
    let (line, column) = place(bytes, at);
    let byte = bad.first().copied().unwrap_or_default();
    let message = msg!("account-not-utf8", line, column, byte = format!("{byte:02X}"));
    with_advice(Diagnostic::file_error("account::encoding", name, message))
}

/// Whether all bytes are ASCII, or two- and four-byte characters of GB18030.
fn is_gb18030(mut bytes: &[u8]) -> bool {
    loop {
        bytes = match bytes {
            [] => return true,
            [0..=0x7f, rest @ ..] => rest,
            [0x81..=0xfe, 0x40..=0x7e | 0x80..=0xfe, rest @ ..] => rest,
            [0x81..=0xfe, b'0'..=b'9', 0x81..=0xfe, b'0'..=b'9', rest @ ..] => rest,
            _ => return false,
        };
    }
}

fn foreign(name: &str, encoding: &str, iconv: &str) -> Diagnostic {
    let message = msg!("account-encoding", encoding);
    let file = quote(name);
    Diagnostic::file_error("account::encoding", name, message).with_help(msg!("account-encoding-help", file, iconv))
}

fn with_advice(diagnostic: Diagnostic) -> Diagnostic {
    diagnostic.with_help(msg!("account-save-as-utf8"))
}

/// Line and byte in it of an offset, both from 1.
#[expect(clippy::arithmetic_side_effects, reason = "places within one text held in memory")]
fn place(bytes: &[u8], at: usize) -> (usize, usize) {
    let before = bytes.get(..at).unwrap_or_default();
    let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
    let start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
    (line, at - start + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Lang;

    const ACCOUNT: &str = "实体: 某局\ntotal: 145.20\n";

    fn utf16_of(text: &str, mark: bool, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        let mark = mark.then_some(0xfeff);
        mark.into_iter().chain(text.encode_utf16()).flat_map(bytes).collect()
    }

    #[test]
    fn utf8_is_read_and_its_mark_dropped() {
        let limits = Limits::default();
        assert_eq!(decode("a", ACCOUNT.into(), &limits), Ok(ACCOUNT.to_owned()));
        assert_eq!(decode("a", format!("\u{feff}{ACCOUNT}").into(), &limits), Ok(ACCOUNT.to_owned()));
        assert_eq!(decode("a", Vec::new(), &limits), Ok(String::new()));
    }

    #[test]
    fn every_other_file_is_refused_by_name() {
        // 某局: 1 in GBK, and 联通: 1, whose GBK bytes begin like UTF-8.
        let gbk = b"\xc4\xb3\xbe\xd6: 1\n".to_vec();
        let unicom = b"\xc1\xaa\xcd\xa8\xc4\xb3\xbe\xd6: 1\n".to_vec();
        let broken = [ACCOUNT.as_bytes(), b"x: \xff\n"].concat();
        let cases: [(Vec<u8>, &str, &str); 9] = [
            (utf16_of(ACCOUNT, true, u16::to_le_bytes), "account::encoding", "UTF-16LE"),
            (utf16_of(ACCOUNT, false, u16::to_le_bytes), "account::encoding", "UTF-16LE"),
            (utf16_of(ACCOUNT, true, u16::to_be_bytes), "account::encoding", "UTF-16BE"),
            (utf16_of(ACCOUNT, false, u16::to_be_bytes), "account::encoding", "UTF-16BE"),
            (gbk, "account::encoding", "GB18030"),
            (unicom, "account::encoding", "GB18030"),
            (broken, "account::encoding", "line 3, byte 4 (0xFF)"),
            (b"a: 1\nb: \0\n".to_vec(), "account::nul", "line 2, byte 4"),
            (vec![b'#'; 65], "account::too_large", "65 bytes"),
        ];
        for (bytes, code, words) in cases {
            let limits = Limits { bytes: 64, ..Limits::default() };
            let error = decode("a.yaml", bytes, &limits).expect_err(words);
            assert_eq!((error.code, error.file.as_deref()), (code, Some("a.yaml")));
            let message = error.message.get(Lang::En);
            assert!(message.contains(words), "{message}");
            assert!(error.help.is_some());
        }
    }
}

//! What a byte is for the readers that go over a text byte by byte: a table, so that a scalar is one look-up a byte.

/// Part of a word that looks like no other and like no number: letters, Chinese characters, `_`.
pub(super) const LETTER: u8 = 1;
pub(super) const DIGIT: u8 = 2;
/// Ends a plain scalar of YAML or may do so: a line end, `:`, `#`.
pub(super) const STOP: u8 = 4;
/// Ends a plain scalar of YAML within brackets: `,`, `[`, `]`, `{`, `}`.
pub(super) const FLOW: u8 = 8;
/// May not begin a plain scalar of YAML.
pub(super) const NO_START: u8 = 16;
pub(super) const BLANK: u8 = 32;
/// Ends a string of JSON, or may not stand in one as it is: `"`, `\`, control characters.
pub(super) const JSON_END: u8 = 64;
/// None of these: it makes a word worth a closer look.
pub(super) const UNUSUAL: u8 = 128;

#[expect(clippy::indexing_slicing, reason = "there is an entry for each of the 256 bytes")]
static OF: [u8; 256] = {
    let mut of = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        of[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80..=0xbf | 0xe4..=0xe9 => LETTER,
            b'0'..=b'9' => DIGIT,
            b'\n' | b':' | b'#' => STOP | NO_START,
            b',' | b'[' | b']' | b'{' | b'}' => FLOW | NO_START,
            b'&' | b'*' | b'!' | b'|' | b'>' | b'\'' | b'"' | b'%' | b'@' | b'`' | b'?' => NO_START,
            b' ' => BLANK | NO_START,
            _ => 0,
        };
        if matches!(byte as u8, b'"' | b'\\' | 0..=0x1f) {
            of[byte] |= JSON_END;
        }
        if of[byte] == 0 {
            of[byte] = UNUSUAL;
        }
        byte += 1;
    }
    of
};

/// What a byte is.
#[inline]
#[expect(clippy::indexing_slicing, reason = "there is an entry for each of the 256 bytes")]
pub(super) fn class_of(byte: u8) -> u8 {
    OF[usize::from(byte)]
}

//! Accounts whose encoding or YAML is hostile.

use super::{Case, accounts};

const RULE: &str = "a == 1\n";

#[test]
fn encodings() {
    let utf16le: Vec<u8> = "a: 1\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let utf16be: Vec<u8> = "a: 1\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let marked_le = [&[0xff, 0xfe], utf16le.as_slice()].concat();
    let marked_be = [&[0xfe, 0xff], utf16be.as_slice()].concat();
    let cases: [Case; 21] = [
        ("1 empty", b"", 2, "account::empty"),
        ("2 only comments", b"# a\n# b\n", 2, "account::empty"),
        ("3 only a mark", b"\xef\xbb\xbf", 2, "account::empty"),
        ("4 a byte order mark", b"\xef\xbb\xbfa: 1\n", 0, "相符 1"),
        ("5 UTF-16 LE", &utf16le, 2, "UTF-16"),
        ("5 UTF-16 BE", &utf16be, 2, "UTF-16"),
        ("5 UTF-16 LE, marked", &marked_le, 2, "UTF-16"),
        ("5 UTF-16 BE, marked", &marked_be, 2, "UTF-16"),
        ("6 GBK", b"\xb5\xa5\xce\xbb: 1\na: 1\n", 2, "account::encoding"),
        ("7 a bad byte in a key", b"a\xff: 1\n", 2, "account::encoding"),
        ("7 a bad byte in a figure", b"a: 1\xff\n", 2, "account::encoding"),
        ("7 a bad byte in a comment", b"a: 1 # \xff\n", 2, "account::encoding"),
        ("8 NUL", b"a: 1\0\n", 2, "account::nul"),
        ("9 CRLF", b"a: 1\r\nb: 2\r\n", 0, "相符 1"),
        ("10 a lone CR", b"b: 2\ra: 1\r", 2, "account::lone_return"),
        ("11 NEL", "b: 2\u{85}a: 1\n".as_bytes(), 2, "account::"),
        ("11 line separator", "b: 2\u{2028}a: 1\n".as_bytes(), 2, "account::"),
        ("12 no final newline", b"a: 1", 0, "相符 1"),
        ("60 a byte order mark inside", "a: \u{feff}1\n".as_bytes(), 2, "account::"),
        ("79 an escape character", b"a: 1\nb\x1b[31m: 2\n", 2, "account::control_character"),
        ("79 DEL in a figure", b"a: 1\x7f\n", 2, "account::control_character"),
    ];
    accounts("encodings", RULE, &cases);
}

#[test]
fn structures() {
    let bomb = "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n";
    let cases: [Case; 37] = [
        ("24 a key twice", b"a: 1\na: 1\n", 2, "account::duplicate_key"),
        ("24 a key twice, below", b"a: 1\ng:\n  x: 1\n  x: 2\n", 2, "account::duplicate_key"),
        ("24 a key twice, in braces", b"a: 1\ng: {x: 1, x: 2}\n", 2, "account::duplicate_key"),
        ("25 equal after composition", "a: 1\n\u{e9}: 1\ne\u{301}: 2\n".as_bytes(), 0, "相符 1"),
        ("25 equal after folding of width", "a: 1\nx1: 1\nｘ１: 2\n".as_bytes(), 0, "account::similar_keys"),
        ("26 keys 1.0 and 1.00", b"a: 1\ng: {1.0: 1, 1.00: 2}\n", 0, "相符 1"),
        ("27 an alias bomb", bomb.as_bytes(), 2, "account::anchor"),
        ("28 an alias of itself", b"a: &a [*a]\n", 2, "account::anchor"),
        ("29 an unknown alias", b"a: *b\n", 2, "account::alias"),
        ("30 an anchor on a key", b"&x a: 1\n", 2, "account::anchor"),
        ("31 a merge key", b"g: {x: 1}\na: 1\n<<: {a: 2}\n", 2, "account::merge_key"),
        ("32 two documents", b"a: 1\n---\na: 1\n", 2, "account::second_document"),
        ("32 an end", b"a: 1\n...\n", 0, "相符 1"),
        ("33 %YAML", b"%YAML 1.1\n---\na: 1\n", 2, "account::directive"),
        ("33 %TAG", b"%TAG ! tag:x,2000:\n---\na: 1\n", 2, "account::directive"),
        ("34 !!float", b"a: !!float 1\n", 2, "account::tag"),
        ("34 !!binary", b"a: !!binary AQ==\n", 2, "account::tag"),
        ("34 !!python/object", b"a: !!python/object:os.system x\n", 2, "account::tag"),
        ("35 a list as a key", b"? [a]\n: 1\n", 2, "account::complex_key"),
        ("37 a tab", b"g:\n\tx: 1\n", 2, "account::tab"),
        ("38 an open quote", b"a: \"1\n", 2, "account::quote"),
        ("38 an open bracket", b"a: [1\n", 2, "account::bracket"),
        ("39 a literal block", b"a: |\n  1\n", 4, "缺数 1"),
        ("39 a folded block", b"a: >\n  1\n", 4, "缺数 1"),
        ("40 a list for a figure", b"a: [1, 2]\n", 4, "缺数 1"),
        ("40 a map for a figure", b"a: {x: 1}\n", 4, "缺数 1"),
        ("40 a list for the root", b"- a: 1\n", 2, "account::root"),
        ("40 a scalar for the root", b"just words\n", 2, "account::"),
        ("41 no such key", b"b: 1\n", 4, "缺数 1"),
        ("41 a key misspelt by one letter", b"aa: 1\n", 4, "缺数 1"),
        ("41 a key with a trailing blank", b"\"a \": 1\n", 4, "缺数 1"),
        ("42 a full-width colon", "a：1\n".as_bytes(), 2, "account::full_width_colon"),
        ("43 no blank after the colon", b"a:1\n", 2, "account::colon_without_blank"),
        ("44 null", b"a: null\n", 4, "缺数 1"),
        ("44 a tilde", b"a: ~\n", 4, "缺数 1"),
        ("44 nothing", b"a:\n", 4, "缺数 1"),
        ("58 words that YAML 1.1 takes for truth", b"a: 1\nb: no\nc: on\n", 0, "相符 1"),
    ];
    accounts("structures", RULE, &cases);
}

#[test]
fn sizes() {
    let deep = |open: &str| open.repeat(100_000).into_bytes();
    let maps: String = (0..3000).map(|n| format!("{}k:\n", " ".repeat(n))).collect();
    let keys: String = (0..200_000).map(|n| format!("k{n}: {n}\n")).collect();
    let quote = format!("a: \"{}", "x".repeat(1 << 20));
    let bracket = format!("a: [{}", "1, ".repeat(1 << 18));
    let line = format!("a: 1 # {}\n", "长".repeat(1 << 20));
    let (keys, colliding) = (format!("a: 1\n{keys}"), collisions());
    let [brackets, items, braces, complex] = ["[", "- ", "{a: ", "? "].map(deep);
    let huge = [b"a: 1\n# ".as_slice(), &vec![b'x'; 65 << 20]].concat();
    let cases: [Case; 11] = [
        ("18 65 MiB", huge.as_slice(), 2, "file::too_large"),
        ("19 one line of 3 MiB", line.as_bytes(), 0, "相符 1"),
        ("36 100 000 brackets", &brackets, 2, "account::"),
        ("36 100 000 list items", &items, 2, "account::"),
        ("36 100 000 braces", &braces, 2, "account::"),
        ("36 100 000 complex keys", &complex, 2, "account::"),
        ("36 3 000 nested maps", maps.as_bytes(), 2, "account::depth"),
        ("38 an open quote, 1 MiB", quote.as_bytes(), 2, "account::quote"),
        ("38 an open bracket, 1 MiB", bracket.as_bytes(), 2, "account::bracket"),
        ("45 200 000 keys", keys.as_bytes(), 0, "相符 1"),
        ("46 keys made to collide", colliding.as_bytes(), 0, "相符 1"),
    ];
    accounts("sizes", RULE, &cases);
}

/// Keys that all have the same sum and length, as weak hashes would mix up.
fn collisions() -> String {
    let mut text = String::from("a: 1\n");
    for n in 0..50_000_u32 {
        let bits: String = (0..16).map(|bit| if n >> bit & 1 == 1 { "Aa" } else { "BB" }).collect();
        text.push_str(&format!("x{bits}: 1\n"));
    }
    text
}

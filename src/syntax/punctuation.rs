//! Full-width punctuation, and the ASCII that means the same.

use std::ops::Range;

use super::marks::{self, MarkKind};

/// The full-width marks of a rule file outside strings and comments, each with what to write for it.
pub(crate) fn full_width(text: &str) -> Vec<(Range<usize>, String)> {
    let marks = marks::read(text);
    let signs = marks.iter().filter(|m| !matches!(m.kind, MarkKind::Word | MarkKind::Text | MarkKind::Newline));
    signs.filter_map(|m| Some((m.range.clone(), ascii(text, &m.range)?))).collect()
}

fn ascii(text: &str, range: &Range<usize>) -> Option<String> {
    let c = text.get(range.clone())?.chars().next()?;
    let ascii = match c {
        '【' => '[',
        '】' => ']',
        '、' => ',',
        '（' | '）' | '［' | '］' | '｛' | '｝' | '，' | '：' | '；' | '．' | '＝' | '＋' | '－' | '＊' | '／'
        | '％' | '＜' | '＞' | '！' | '？' => char::from_u32(u32::from(c) - 0xFEE0)?,
        _ => return None,
    };
    let crowded = text.get(range.end..).is_some_and(|rest| !rest.starts_with(char::is_whitespace) && !rest.is_empty());
    // The wide comma brings its own blank.
    Some(if ascii == ',' && crowded { ", ".to_owned() } else { ascii.to_string() })
}

#[cfg(test)]
mod tests {
    use super::full_width;

    fn mended(text: &str) -> String {
        let mut mended = text.to_owned();
        for (range, ascii) in full_width(text).into_iter().rev() {
            mended.replace_range(range, &ascii);
        }
        mended
    }

    #[test]
    fn marks_are_mended_outside_strings_and_comments() {
        let text = "求和（b，c）＝＝a\n# 注：（不动）\n规则 甲 “（三公，一）” ｛ 标签 【表内、文内】；\n";
        assert_eq!(mended(text), "求和(b, c)==a\n# 注：（不动）\n规则 甲 “（三公，一）” { 标签 [表内, 文内];\n");
        assert_eq!(mended("a × b ≤ c － d"), "a × b ≤ c - d");
    }
}

//! Text for a terminal: width in cells, wrapping, colours, and harmless stand-ins for what cannot be seen.

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::message::{Lang, Text};

/// Shown in place of text left out.
pub(super) const ELLIPSIS: char = '…';

/// How a report is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Whether to colour.
    pub color: bool,
    /// Cells in a line; 0: as long as need be.
    pub width: usize,
    /// The language of everything that is not data.
    pub lang: Lang,
}

/// What a colour says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    /// As is.
    Plain,
    /// A title.
    Bold,
    /// Wrong.
    Red,
    /// Doubtful.
    Yellow,
    /// In order.
    Green,
    /// Pointed at.
    Cyan,
    /// Aside.
    Dim,
}

impl Style {
    /// The words in the language of the style.
    pub(crate) fn say(&self, text: Text) -> String {
        text.get(self.lang).into_owned()
    }

    /// The text coloured. Width is to be reckoned before.
    pub(crate) fn paint<'t>(&self, text: &'t str, ink: Ink) -> Cow<'t, str> {
        let code = match ink {
            Ink::Plain => return Cow::Borrowed(text),
            Ink::Bold => "1",
            Ink::Red => "31",
            Ink::Yellow => "33",
            Ink::Green => "32",
            Ink::Cyan => "36",
            Ink::Dim => "2",
        };
        if self.color && !text.is_empty() {
            Cow::Owned(format!("\x1b[{code}m{text}\x1b[0m"))
        } else {
            Cow::Borrowed(text)
        }
    }
}

/// How many cells a text takes.
pub(crate) fn cells(text: &str) -> usize {
    plain_cells(text).unwrap_or_else(|| text.width())
}

/// The character itself, or what is shown in its place: an account must not steer the terminal, nor
/// reverse or hide what it prints. A tab stays, since the frame draws it as blanks.
pub(super) fn visible(c: char) -> char {
    match c {
        '\t' => c,
        _ if plain_width(c).is_some() => c,
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('·'),
        '\x7f' => '␡',
        // What marks, hides, joins or turns round other characters, and blanks that are no blanks.
        '\u{80}'..='\u{9f}'
        | '\u{ad}'
        | '\u{61c}'
        | '\u{115f}'..='\u{1160}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}' => '·',
        _ if !matches!(c.width(), Some(1 | 2)) => '·',
        _ => c,
    }
}

/// One line of harmless text, at most `most` characters of it.
pub(crate) fn clean(text: &str, most: usize) -> String {
    let whole = text.len() <= most || text.chars().nth(most).is_none();
    if whole && plain_cells(text).is_some() {
        return text.to_owned();
    }
    let mut shown: String = text.chars().take(most).map(|c| if c == '\t' { ' ' } else { visible(c) }).collect();
    if !whole {
        shown.push(ELLIPSIS);
    }
    shown
}

/// The text in lines of at most `width` cells (0: in one line). Chinese breaks between any two characters,
/// though no line begins with a closing mark or ends with an opening one; anything else breaks at blanks.
/// What has no place to break stands out.
pub(crate) fn wrap(text: &str, width: usize) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest.take()?;
        let Some((line, after)) = line_end(text, width).and_then(|end| text.split_at_checked(end)) else {
            return Some(text);
        };
        rest = Some(after);
        Some(line.trim_end())
    })
}

/// Where the first line of a text ends that is more than one.
fn line_end(text: &str, width: usize) -> Option<usize> {
    if width == 0 || fits(text, width) {
        return None;
    }
    let mut end = 0;
    // The cells up to there.
    let mut used = Some(0);
    for piece in pieces(text) {
        let own = plain_cells(piece);
        if end > 0 {
            let used = used.unwrap_or_else(|| text.get(..end).map_or(0, cells));
            let trimmed = own.map_or_else(|| cells(piece.trim_end()), |own| own.saturating_sub(blanks_after(piece)));
            if used.saturating_add(trimmed) > width {
                return Some(end);
            }
        }
        end = end.saturating_add(piece.len());
        used = used.zip(own).map(|(used, own)| used.saturating_add(own));
    }
    None
}

/// Whether a text is known to take no more than `room` cells, by no more than as many characters of it.
fn fits(text: &str, room: usize) -> bool {
    text.chars().try_fold(room, |left, c| left.checked_sub(plain_width(c)?)).is_some()
}

/// The cells of a text whose characters each take their own, whatever stands beside them; none when it has others.
fn plain_cells(text: &str) -> Option<usize> {
    text.chars().map(plain_width).sum()
}

/// The cells of a character that are the same in any surroundings, as those of ASCII, of Chinese and its marks and of
/// underlines are; none of one that may join with others.
fn plain_width(c: char) -> Option<usize> {
    match c {
        ' '..='~' | '·' | '─' => Some(1),
        '\u{4e00}'..='\u{9fff}' | '、'..='】' | '！'..='～' => Some(2),
        _ => None,
    }
}

/// How many blanks a text ends with.
fn blanks_after(text: &str) -> usize {
    text.bytes().rev().take_while(|&byte| byte == b' ').count()
}

/// The parts of a text between which a line may end.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut before = None;
        let breaks = |(_, c): &(usize, char)| before.replace(*c).is_some_and(|before| may_break(before, *c));
        let end = rest.char_indices().find(breaks).map_or(rest.len(), |(at, _)| at);
        let (piece, after) = rest.split_at_checked(end)?;
        rest = after;
        Some(piece).filter(|piece| !piece.is_empty())
    })
}

fn may_break(before: char, after: char) -> bool {
    let wide = |c: char| plain_width(c).or_else(|| c.width()) == Some(2);
    if after == ' ' || closes(after) || opens(before) {
        return false;
    }
    before == ' ' || wide(before) || wide(after)
}

/// Whether a mark opens something, and no line ends with it.
fn opens(c: char) -> bool {
    matches!(c, '（' | '《' | '「' | '『' | '“' | '‘' | '〔' | '【' | '(' | '[')
}

/// Whether a mark closes something, and no line begins with it.
fn closes(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '；'
            | '：'
            | '、'
            | '！'
            | '？'
            | '）'
            | '》'
            | '」'
            | '』'
            | '”'
            | '’'
            | '〕'
            | '】'
            | '…'
            | '％'
            | ','
            | '.'
            | ';'
            | ':'
            | '!'
            | '?'
            | ')'
            | ']'
            | '%'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, width: usize) -> Vec<&str> {
        wrap(text, width).collect()
    }

    /// The lines of a text, every piece being looked at.
    fn lines_piece_by_piece(text: &str, width: usize) -> Vec<String> {
        let mut lines = Vec::new();
        let mut line = String::new();
        let mut piece = String::new();
        let mut characters = text.chars().peekable();
        while let Some(c) = characters.next() {
            piece.push(c);
            if characters.peek().is_some_and(|next| !may_break(c, *next)) {
                continue;
            }
            if width > 0 && !line.is_empty() && line.width() + piece.trim_end().width() > width {
                lines.push(line.trim_end().to_owned());
                line.clear();
            }
            line.push_str(&piece);
            piece.clear();
        }
        lines.push(line);
        lines
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

        #[test]
        fn lines_end_where_the_next_piece_does_not_fit(text in "[a-c1差额（）。，  \u{301}\u{fe0f}…✗é]{0,40}", width in 0_usize..30) {
            proptest::prop_assert_eq!(lines(&text, width), lines_piece_by_piece(&text, width));
        }

        #[test]
        fn plain_text_is_clean(text in "[a-c\t差，·─\u{301}\u{202e}\u{7f}…]{0,9}", most in 0_usize..12) {
            let shown: String = text.chars().map(|c| if c == '\t' { ' ' } else { visible(c) }).collect();
            let cut = shown.chars().take(most).collect::<String>() + "…";
            proptest::prop_assert_eq!(clean(&text, most), if text.chars().count() > most { cut } else { shown });
        }
    }

    #[test]
    fn what_cannot_be_seen_has_a_stand_in_of_one_cell() {
        assert_eq!(clean("a\x1b[31m\u{202e}b\u{200b}c\x7f\u{85}\n", 99), "a␛[31m·b·c␡·␊");
        for c in (0..0xf0000).filter_map(char::from_u32) {
            let shown = visible(c);
            assert!(c == '\t' || matches!(shown.width(), Some(1 | 2)), "{c:?}");
        }
    }

    #[test]
    fn plain_characters_take_their_own_cells_in_any_company() {
        let plain: Vec<char> = ('\0'..=char::MAX).filter(|c| plain_width(*c).is_some()).collect();
        assert!(plain.iter().all(|c| c.width() == plain_width(*c)));
        let text: String = plain.iter().collect();
        assert_eq!(Some(text.width()), plain_cells(&text));
        let others = ['\u{fe00}', '\u{fe0f}', '\u{20e3}', '\u{200d}', '\u{301}', '\r', '\u{3099}', '\u{3000}', 'é'];
        assert_eq!(others.map(plain_width), [None; 9]);
        let keycap = "计 1\u{fe0f}\u{20e3} 数";
        assert_eq!((plain_cells(keycap), cells(keycap)), (None, keycap.width()));
    }

    #[test]
    fn long_text_is_cut() {
        assert_eq!(clean("一二三四", 3), "一二三…");
        assert_eq!(clean("一二三", 3), "一二三");
    }

    #[test]
    fn lines_break_between_chinese_characters_and_at_blanks() {
        assert_eq!(lines("差额为 0.06 万元，超过允许尾差", 14), ["差额为 0.06 万", "元，超过允许尾", "差"]);
        assert_eq!(lines("one two three", 7), ["one two", "three"]);
        assert_eq!(lines("general_budget.functional", 7), ["general_budget.functional"]);
        assert_eq!(lines("一二三", 0), ["一二三"]);
        assert_eq!(lines("", 10), [""]);
    }

    #[test]
    fn no_line_begins_with_a_closing_mark() {
        assert_eq!(lines("收入合计（万元）。", 10), ["收入合计", "（万元）。"]);
    }

    #[test]
    fn colour_only_when_wanted() {
        let style = |color| Style { color, width: 80, lang: Lang::Zh };
        assert_eq!(style(false).paint("x", Ink::Red), "x");
        assert_eq!(style(true).paint("x", Ink::Red), "\x1b[31mx\x1b[0m");
    }
}

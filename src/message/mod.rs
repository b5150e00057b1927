//! What the tool says to people: messages by id with their arguments, worded in `zh.ftl` and `en.ftl`.

mod catalogue;

use std::borrow::Cow;

/// The languages in which the tool speaks to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// 中文
    #[default]
    Zh,
    /// English
    En,
}

/// Something to be said, in whatever language it is read: plain data until [`Text::get`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Text {
    /// A message of the catalogue; made by [`msg!`](crate::msg).
    Message {
        /// Its stable id, the same in every language.
        id: &'static str,
        /// Its arguments by name.
        arguments: Vec<(&'static str, Text)>,
    },
    /// Words of the user, a pack or an account, and figures: the same in every language.
    Verbatim(String),
    /// How many there are; the one argument by which a message chooses its plural. Never a figure.
    Count(u32),
    /// Several, with the comma of the language between them.
    List(Vec<Text>),
}

/// A message of the catalogue with its arguments, as a [`Text`]: `msg!("syntax-too-large", limit = MAX_FILE)`.
/// A variable that is called as the argument stands alone: `msg!("plan-no-rule", id)`.
///
/// An argument is anything that makes a [`Text`]: words, a count, or a text again, so that messages nest. That the
/// id exists and takes just these arguments is checked by `tests/it/catalogue.rs`.
#[macro_export]
macro_rules! msg {
    (@value $name:ident) => { $name };
    (@value $name:ident = $value:expr) => { $value };
    ($id:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        $crate::Text::Message {
            id: $id,
            arguments: ::std::vec![
                $((::std::stringify!($name), $crate::Text::from($crate::msg!(@value $name $(= $value)?)))),*
            ],
        }
    };
}
pub(crate) use msg;

impl Text {
    /// The words in one language.
    pub fn get(&self, lang: Lang) -> Cow<'_, str> {
        match self {
            Text::Message { id, arguments } => catalogue::message(id, arguments, lang),
            Text::Verbatim(words) => Cow::Borrowed(words),
            Text::Count(count) => Cow::Owned(count.to_string()),
            Text::List(texts) => {
                let texts: Vec<Cow<'_, str>> = texts.iter().map(|text| text.get(lang)).collect();
                Cow::Owned(texts.join(&*msg!("list-comma").get(lang)))
            }
        }
    }

    /// Several texts with commas between them.
    pub fn list<T: Into<Text>>(texts: impl IntoIterator<Item = T>) -> Self {
        Text::List(texts.into_iter().map(Into::into).collect())
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        match self {
            Text::Message { .. } | Text::Count(_) => false,
            Text::Verbatim(words) => words.is_empty(),
            Text::List(texts) => texts.is_empty(),
        }
    }
}

impl Default for Text {
    fn default() -> Self {
        Text::Verbatim(String::new())
    }
}

impl From<String> for Text {
    fn from(words: String) -> Self {
        Text::Verbatim(words)
    }
}

impl From<&String> for Text {
    fn from(words: &String) -> Self {
        Text::Verbatim(words.clone())
    }
}

impl From<&str> for Text {
    fn from(words: &str) -> Self {
        Text::Verbatim(words.to_owned())
    }
}

impl From<char> for Text {
    fn from(sign: char) -> Self {
        Text::Verbatim(sign.to_string())
    }
}

impl From<i32> for Text {
    fn from(number: i32) -> Self {
        Text::Verbatim(number.to_string())
    }
}

impl From<i64> for Text {
    fn from(number: i64) -> Self {
        Text::Verbatim(number.to_string())
    }
}

impl From<u64> for Text {
    fn from(number: u64) -> Self {
        Text::Verbatim(number.to_string())
    }
}

impl From<usize> for Text {
    fn from(count: usize) -> Self {
        u32::try_from(count).map_or_else(|_| Text::Verbatim(count.to_string()), Text::Count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_speak_both_languages_and_nest() {
        let near = msg!("common-did-you-mean", near = "total");
        assert_eq!(near.get(Lang::Zh), "是否想写 `total`");
        assert_eq!(near.get(Lang::En), "did you mean `total`");
        let nested = msg!("common-did-you-mean", near);
        assert_eq!(nested.get(Lang::En), "did you mean `did you mean `total``");
        assert_eq!(Text::list(["a", "b"]).get(Lang::Zh), "a、b");
        assert_eq!(Text::list(["a", "b"]).get(Lang::En), "a, b");
    }

    #[test]
    fn words_are_never_read_as_a_message() {
        let odd = "{ $near } { -term-holds } \u{2068}\n .x = [*]";
        let text = msg!("common-did-you-mean", near = odd);
        assert_eq!(text.get(Lang::En), format!("did you mean `{odd}`"));
    }

    #[test]
    fn what_is_not_in_the_catalogue_is_still_told() {
        let id = "common-did-you-mean";
        assert_eq!(Text::Message { id, arguments: Vec::new() }.get(Lang::En), "did you mean `{$near}`");
        let text = Text::Message { id: "no-such-id", arguments: vec![("near", Text::from("total"))] };
        assert_eq!(text.get(Lang::Zh), "no-such-id(near: total)");
    }

    #[test]
    fn counts_choose_their_words() {
        let says = |text: Text| [Lang::Zh, Lang::En].map(|lang| text.get(lang).into_owned());
        let fault = |count: usize| says(msg!("report-at-fault", count));
        assert_eq!(fault(2), ["，两数中至少一数有误", "; at least one of the two figures is wrong"]);
        assert_eq!(fault(10), ["，十数中至少一数有误", "; at least one of the ten figures is wrong"]);
        assert_eq!(fault(11), ["，所列 11 数中至少一数有误", "; at least one of the 11 figures is wrong"]);
        let summary = |accounts: usize| says(msg!("report-summary", accounts, unreadable = "", counts = "1"));
        assert_eq!(summary(1), ["审核 1 户：1", "1 account: 1"]);
        assert_eq!(summary(0), ["审核 0 户：1", "0 accounts: 1"]);
        assert_eq!(summary(21), ["审核 21 户：1", "21 accounts: 1"]);
    }

    #[test]
    fn threads_share_the_catalogue() {
        let speak = || (0..200usize).map(|n| msg!("report-at-fault", count = n).get(Lang::En).len()).sum::<usize>();
        let alone = speak();
        let threads: Vec<_> = (0..8).map(|_| std::thread::spawn(speak)).collect();
        assert!(threads.into_iter().all(|thread| thread.join().ok() == Some(alone)));
    }

    #[test]
    fn counts_keep_all_their_digits() {
        for count in [0, 1, 1_000, 67_108_864, 4_294_967_295, 4_294_967_296, usize::MAX] {
            let text = msg!("common-did-you-mean", near = count);
            assert_eq!(text.get(Lang::En), format!("did you mean `{count}`"));
        }
    }
}

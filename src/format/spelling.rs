//! How each token is spelled: keywords and functions in the language asked for, names never changed.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::builtins;
use crate::figure::Mode;
use crate::finding::Severity;
use crate::message::Lang;
use crate::syntax::tokens::{Piece, Role, Token};
use crate::syntax::words::Word;

/// The spelling of one run over one file.
pub(super) struct Spelling<'t> {
    keywords: Option<Lang>,
    /// Names that variables and parameters of the file have; a word for another account that is one of
    /// them may mean it.
    bound: BTreeSet<&'t str>,
}

impl<'t> Spelling<'t> {
    pub(super) fn new(keywords: Option<Lang>, pieces: &'t [Piece<'_>]) -> Self {
        let tokens = pieces.iter().flat_map(|p| &p.tokens).flat_map(|t| t.inside.iter().chain([t]));
        let bound = tokens.filter(|t| matches!(t.role, Role::Binding)).map(|t| &*t.text).collect();
        Self { keywords, bound }
    }

    /// The text to write for a token.
    pub(super) fn of<'k>(&self, token: &'k Token<'_>) -> Cow<'k, str> {
        let Some(lang) = self.keywords else { return Cow::Borrowed(&token.text) };
        let choose = |english: &'static str, chinese: &'static str| match lang {
            Lang::Zh => chinese,
            Lang::En => english,
        };
        let word = |word: &Word| choose(word.english(), word.chinese());
        let spelled = match token.role {
            Role::Keyword(keyword) => Some(word(keyword)),
            Role::Account(account) if !account.names().iter().any(|n| self.bound.contains(n)) => Some(word(account)),
            Role::Function => builtins::find(&token.text).map(|f| choose(f.english(), f.chinese())),
            Role::Severity => Severity::parse(&token.text).map(|severity| {
                let [english, chinese, _] = severity.names();
                choose(english, chinese)
            }),
            Role::Mode => Mode::parse(&token.text).map(|mode| {
                let [english, chinese] = mode.names();
                choose(english, chinese)
            }),
            // In a message everything but words stays as it is.
            _ if !token.inside.is_empty() => {
                let is_word = |t: &&Token<'_>| matches!(t.role, Role::Keyword(_) | Role::Function | Role::Account(_));
                let words = token.inside.iter().filter(is_word);
                return Cow::Owned(self.replaced(&token.text, token.range.start, words));
            }
            _ => None,
        };
        Cow::Borrowed(spelled.unwrap_or(&token.text))
    }

    /// The text as it was, but for the words that the syntax tree keeps as they are spelled: what the
    /// output has to say.
    pub(super) fn names_replaced(&self, text: &str, pieces: &[Piece<'_>]) -> String {
        let names = pieces.iter().flat_map(|p| &p.tokens);
        let names =
            names.filter(|t| matches!(t.role, Role::Account(_) | Role::Function | Role::Severity | Role::Plain));
        self.replaced(text, 0, names)
    }

    /// A stretch of the file, which begins at `start`, with some of its tokens spelled anew.
    fn replaced<'k, 's: 'k>(&self, text: &str, start: usize, tokens: impl Iterator<Item = &'k Token<'s>>) -> String {
        let mut replaced = String::with_capacity(text.len());
        let mut at = 0;
        for token in tokens {
            replaced.push_str(&text[at..token.range.start - start]);
            replaced.push_str(&self.of(token));
            at = token.range.end - start;
        }
        replaced.push_str(&text[at..]);
        replaced
    }
}

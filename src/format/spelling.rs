//! How each token is spelled: keywords and functions in the language asked for, names never changed.

use std::collections::BTreeSet;

use crate::builtins;
use crate::diagnostic::Lang;
use crate::figure::Mode;
use crate::finding::Severity;
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
        let tokens = pieces.iter().flat_map(|p| &p.tokens);
        let bound = tokens.filter(|t| matches!(t.role, Role::Binding)).map(|t| &*t.text).collect();
        Self { keywords, bound }
    }

    /// The text to write for a token.
    pub(super) fn of<'k>(&self, token: &'k Token<'_>) -> &'k str {
        let Some(lang) = self.keywords else { return &token.text };
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
            _ => None,
        };
        spelled.unwrap_or(&token.text)
    }

    /// The text as it was, but for the words that the syntax tree keeps as they are spelled: what the
    /// output has to say.
    pub(super) fn names_replaced(&self, text: &str, pieces: &[Piece<'_>]) -> String {
        let mut replaced = String::with_capacity(text.len());
        let mut at = 0;
        for token in pieces.iter().flat_map(|p| &p.tokens) {
            if matches!(token.role, Role::Account(_) | Role::Function | Role::Severity | Role::Plain) {
                replaced.push_str(&text[at..token.range.start]);
                replaced.push_str(self.of(token));
                at = token.range.end;
            }
        }
        replaced.push_str(&text[at..]);
        replaced
    }
}

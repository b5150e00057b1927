//! The words of a syntax tree: in place where build.rs stored them in the binary, else shared by everything that
//! repeats them.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::message::Text;

/// Words that are copied without being written again.
#[derive(Clone)]
pub(crate) struct Lexeme(Held);

#[derive(Clone)]
enum Held {
    Binary(&'static str),
    Shared(Arc<str>),
}

impl Lexeme {
    pub(crate) fn as_str(&self) -> &str {
        match &self.0 {
            Held::Binary(words) => words,
            Held::Shared(words) => words,
        }
    }
}

impl Deref for Lexeme {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl From<&str> for Lexeme {
    fn from(words: &str) -> Self {
        Lexeme(Held::Shared(words.into()))
    }
}

impl From<String> for Lexeme {
    fn from(words: String) -> Self {
        Lexeme(Held::Shared(words.into()))
    }
}

impl From<&Lexeme> for Text {
    fn from(words: &Lexeme) -> Self {
        Text::from(words.as_str())
    }
}

impl fmt::Display for Lexeme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

impl fmt::Debug for Lexeme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl PartialEq for Lexeme {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Lexeme {}

impl PartialEq<&str> for Lexeme {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl Hash for Lexeme {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl Serialize for Lexeme {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

/// Only from what stays where it is.
impl<'de: 'static> Deserialize<'de> for Lexeme {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InPlace;
        impl<'de: 'static> Visitor<'de> for InPlace {
            type Value = Lexeme;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("words")
            }

            fn visit_borrowed_str<E: Error>(self, words: &'de str) -> Result<Lexeme, E> {
                Ok(Lexeme(Held::Binary(words)))
            }
        }
        deserializer.deserialize_str(InPlace)
    }
}

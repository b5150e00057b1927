//! The packs inside the binary as build.rs stored them: every file's text, and what was read from it.
//!
//! Parsing a pack anew for each account would take longer than checking the account. So build.rs, which
//! is made of the same source files, stores syntax trees and typed files beside the texts.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::source::{SourceId, decoding};

/// A pack of the binary.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct PreparedPack<'a> {
    /// Its folder under `rules/`.
    pub name: &'a str,
    /// Its files, in the order of their paths.
    #[serde(borrow)]
    pub files: Vec<PreparedFile<'a>>,
}

/// A file of such a pack.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct PreparedFile<'a> {
    /// Path within the pack.
    pub path: &'a str,
    /// The whole text.
    pub text: &'a str,
    /// The syntax tree, dictionary or manifest; empty when the text has a mistake, which is then
    /// reported like any other.
    pub prepared: &'a [u8],
}

/// What was stored for a file whose text is now `source`; none when nothing was.
pub(crate) fn decode<T: DeserializeOwned>(source: SourceId, prepared: &[u8]) -> Option<T> {
    if prepared.is_empty() {
        return None;
    }
    decoding(source, || postcard::from_bytes(prepared)).ok()
}

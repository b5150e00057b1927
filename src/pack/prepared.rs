//! What build.rs has read from a file of a pack inside the binary.
//!
//! Parsing a pack anew for each account would take longer than checking the account. So build.rs, which
//! is made of the same source files, stores syntax trees and typed files beside the texts.

use serde::Deserialize;

use crate::source::{SourceId, decoding};

/// What was stored for a file whose text is now `source`; none when nothing was.
pub(crate) fn decode<T: Deserialize<'static>>(source: SourceId, prepared: &'static [u8]) -> Option<T> {
    if prepared.is_empty() {
        return None;
    }
    decoding(source, || postcard::from_bytes(prepared)).ok()
}

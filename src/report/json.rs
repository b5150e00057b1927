//! The report for programs: the result document as JSON, described in `docs/json.md`.

pub(super) mod lint;

use std::io::{self, Write};

use crate::result::Document;

/// Writes the whole document.
///
/// # Errors
/// Those of `out`.
pub fn write(document: &Document, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, document)?;
    out.write_all(b"\n")
}

/// Writes every finding as one line of JSON, as in the list `findings` of the document.
///
/// # Errors
/// Those of `out`.
pub fn write_lines(document: &Document, out: &mut impl Write) -> io::Result<()> {
    for finding in &document.findings {
        serde_json::to_writer(&mut *out, finding)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

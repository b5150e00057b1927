//! What is wrong or doubtful about rule files, for programs: one JSON document, described in `docs/json.md`.

use std::io::{self, Write};

use serde::Serialize;

use super::{Context, DiagnosticView, Extent, SCHEMA_VERSION, Tool};
use crate::diagnostic::{Diagnostic, Level};
use crate::finding::Report;
use crate::source::SourceMap;

#[derive(Serialize)]
struct Document<'a> {
    schema_version: u32,
    tool: Tool,
    summary: Summary,
    diagnostics: Vec<View<'a>>,
}

#[derive(Serialize)]
struct Summary {
    errors: usize,
    warnings: usize,
    fixable: usize,
}

#[derive(Serialize)]
struct View<'a> {
    #[serde(flatten)]
    diagnostic: DiagnosticView<'a>,
    fix: Vec<EditView<'a>>,
}

#[derive(Serialize)]
struct EditView<'a> {
    #[serde(flatten)]
    extent: Extent<'a>,
    replacement: &'a str,
}

/// Writes diagnostics, each with the edits that mend it.
///
/// # Errors
/// Those of `out`.
pub fn write(diagnostics: &[Diagnostic], sources: &SourceMap, out: &mut impl Write) -> io::Result<()> {
    let report = Report::default();
    let context = Context { report: &report, sources };
    let of_level = |level| diagnostics.iter().filter(|d| d.level == level).count();
    let view = |diagnostic| View {
        diagnostic: context.diagnostic(diagnostic),
        fix: diagnostic
            .edits
            .iter()
            .map(|edit| EditView { extent: context.extent(edit.span), replacement: &edit.replacement })
            .collect(),
    };
    let document = Document {
        schema_version: SCHEMA_VERSION,
        tool: Tool::this(),
        summary: Summary {
            errors: of_level(Level::Error),
            warnings: of_level(Level::Warning),
            fixable: diagnostics.iter().filter(|d| !d.edits.is_empty()).count(),
        },
        diagnostics: diagnostics.iter().map(view).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    out.write_all(b"\n")
}

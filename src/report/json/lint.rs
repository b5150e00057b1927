//! What is wrong or doubtful about rule files, for programs: one JSON document, described in `docs/json.md`.

use std::io::{self, Write};

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Edit, Level};
use crate::result::{Extent, Problem, SCHEMA_VERSION, Tool};
use crate::source::SourceMap;

#[derive(Serialize)]
struct Document {
    schema_version: u32,
    tool: Tool,
    summary: Summary,
    diagnostics: Vec<View>,
}

#[derive(Serialize)]
struct Summary {
    errors: usize,
    warnings: usize,
    fixable: usize,
}

#[derive(Serialize)]
struct View {
    #[serde(flatten)]
    problem: Problem,
    fix: Vec<EditView>,
}

#[derive(Serialize)]
struct EditView {
    #[serde(flatten)]
    extent: Extent,
    replacement: String,
}

/// Writes diagnostics, each with the edits that mend it.
///
/// # Errors
/// Those of `out`.
pub fn write(diagnostics: &[Diagnostic], sources: &SourceMap, out: &mut impl Write) -> io::Result<()> {
    let of_level = |level| diagnostics.iter().filter(|d| d.level == level).count();
    let edit = |edit: &Edit| EditView { extent: Extent::of(edit.span, sources), replacement: edit.replacement.clone() };
    let view = |diagnostic: &Diagnostic| View {
        problem: Problem::of(diagnostic, sources),
        fix: diagnostic.edits.iter().map(edit).collect(),
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

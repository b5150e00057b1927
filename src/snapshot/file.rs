//! The file of a snapshot, in the form of the crate insta: a header in YAML between two `---`, then the body. What
//! insta does not know stands below `info`, which its tools keep.

use serde::{Deserialize, Serialize};

use super::{Snapshot, body};
use crate::diagnostic::Diagnostic;
use crate::message::{Text, msg};
use crate::source::{SourceId, Span};

/// Around the header.
const FENCE: &str = "---";
/// What made the snapshot; sets it apart from other files of the form.
const EXPRESSION: &str = "gouji snapshot";

/// The header; tools of insta may add keys of their own.
#[derive(Debug, Serialize, Deserialize)]
struct Header {
    source: String,
    expression: String,
    info: Info,
}

#[derive(Debug, Serialize, Deserialize)]
struct Info {
    packs: Vec<String>,
}

/// The text of the file.
///
/// # Errors
/// The header cannot be written as YAML.
pub fn write(snapshot: &Snapshot) -> Result<String, Diagnostic> {
    let header = Header {
        source: snapshot.source.clone(),
        expression: EXPRESSION.to_owned(),
        info: Info { packs: snapshot.packs.clone() },
    };
    let header = serde_yaml::to_string(&header).map_err(|error| {
        let message = msg!("snapshot-header", error = error.to_string());
        Diagnostic::file_error("snapshot::header", snapshot.source.clone(), message)
    })?;
    Ok(format!("{FENCE}\n{header}{FENCE}\n{}", body::write(snapshot)))
}

/// Whether a text is a snapshot of this tool, and not one that a program's tests keep.
pub fn is_snapshot(text: &str) -> bool {
    text.lines().skip(1).take_while(|line| *line != FENCE).any(|line| {
        line.strip_prefix("expression:").is_some_and(|said| said.trim().trim_matches(['"', '\'']) == EXPRESSION)
    })
}

/// Reads a file's text; places are given in `source`.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn read(source: SourceId, text: &str) -> Result<Snapshot, Diagnostic> {
    let (start, end, body) = header(text).ok_or_else(|| {
        let first = text.lines().next().unwrap_or_default().len();
        wrong(source, (0, first), msg!("snapshot-no-header"))
    })?;
    let said = text.get(start..end).unwrap_or_default();
    let header: Header = serde_yaml::from_str(said).map_err(|error| {
        let at = error.location().map_or(0, |l| l.index());
        let line = said.get(at..).and_then(|rest| rest.lines().next()).unwrap_or_default().len();
        let message = msg!("snapshot-header", error = error.to_string());
        wrong(source, (start + at, start + at + line), message)
    })?;
    if header.expression != EXPRESSION {
        let message = msg!("snapshot-foreign", expression = header.expression);
        return Err(wrong(source, (start, end), message));
    }
    let mut snapshot = Snapshot { source: header.source, packs: header.info.packs, ..Snapshot::default() };
    body::read(source, text, body, &mut snapshot)?;
    Ok(snapshot)
}

/// Where the header begins and ends, and where the body begins.
fn header(text: &str) -> Option<(usize, usize, usize)> {
    let mut at = 0;
    let mut start = None;
    for line in text.split_inclusive('\n') {
        let fence = line.trim_end() == FENCE;
        match start {
            None if fence => start = Some(at + line.len()),
            None => return None,
            Some(start) if fence => return Some((start, at, at + line.len())),
            Some(_) => {}
        }
        at += line.len();
    }
    None
}

fn wrong(source: SourceId, (start, end): (usize, usize), message: Text) -> Diagnostic {
    let span = Span::new(source, start, end);
    Diagnostic::error("snapshot::header", span, message).with_help(super::broken_help())
}

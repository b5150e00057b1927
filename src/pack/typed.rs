//! The typed files of a pack: read whole, and what is wrong with one put at its place in the text.

use std::collections::HashMap;

use serde::de::DeserializeOwned;

use super::prepared;
use crate::diagnostic::Diagnostic;
use crate::message::{Text, msg};
use crate::source::{SourceId, SourceMap, Span};

/// A typed file and the text it was read from.
#[derive(Debug)]
pub(super) struct Typed<T> {
    pub(super) source: SourceId,
    pub(super) value: T,
}

/// What is wrong with what some files say together.
#[derive(Debug)]
pub(super) struct Problem {
    /// Which of the files.
    pub(super) file: usize,
    /// The key at which it stands.
    pub(super) key: String,
    pub(super) message: Text,
    /// What to write instead, when that is known.
    pub(super) help: Option<Text>,
}

/// Reads a file; its error becomes a diagnostic at its place.
pub(super) fn read<T: DeserializeOwned>(
    (source, prepared): (SourceId, &'static [u8]),
    sources: &SourceMap,
    problems: &mut Vec<Diagnostic>,
) -> Option<Typed<T>> {
    if let Some(value) = prepared::decode(source, prepared) {
        return Some(Typed { source, value });
    }
    let text = &sources.get(source).text;
    match serde_yaml::from_str(text) {
        Ok(value) => Some(Typed { source, value }),
        Err(error) => {
            let at = fault_at(text, &error);
            let (message, help) = told(&error.to_string());
            let problem = Diagnostic::error("pack::file", Span::new(source, at, at), message);
            problems.push(Diagnostic { help, ..problem });
            None
        }
    }
}

/// The byte at which the reader stopped.
pub(super) fn fault_at(text: &str, error: &serde_yaml::Error) -> usize {
    error.location().map_or(0, |l| l.index().min(text.len()))
}

/// The reader's message in both languages, and the nearest of the words that it expected. It is one of the forms
/// in which serde speaks of a typed file, or else any error of YAML, which is told as it is.
pub(crate) fn told(message: &str) -> (Text, Option<Text>) {
    let message = message.rsplit_once(" at line ").map_or(message, |(message, _)| message);
    let (place, fault) = match message.split_once(": ") {
        Some((place, fault)) if !place.contains([' ', '`']) => (format!("`{place}` "), fault),
        _ => (String::new(), message),
    };
    let mut quoted = fault.split('`').skip(1).step_by(2);
    let word = quoted.next().unwrap_or_default();
    let expected: Vec<&str> = quoted.collect();
    let list = Text::list(expected.iter().map(|word| format!("`{word}`")));
    let told = if fault.starts_with("unknown field") {
        msg!("typed-no-key", place, word, list)
    } else if fault.starts_with("unknown variant") {
        msg!("typed-none-of", place, word, list)
    } else if fault.starts_with("missing field") {
        msg!("typed-missing", place, word)
    } else {
        msg!("typed-malformed", place, fault)
    };
    let near = crate::suggest::nearest(word, expected.iter().copied());
    (told, near.map(|near| msg!("common-did-you-mean", near)))
}

/// Problems as diagnostics at their keys.
#[expect(clippy::arithmetic_side_effects, reason = "places within one text held in memory")]
pub(super) fn diagnostics<T>(
    code: &'static str,
    problems: Vec<Problem>,
    files: &[&Typed<T>],
    sources: &SourceMap,
) -> Vec<Diagnostic> {
    let keys: Vec<HashMap<&str, usize>> = files.iter().map(|file| keys(&sources.get(file.source).text)).collect();
    let diagnostic = |problem: Problem| {
        let (file, keys) = (files.get(problem.file)?, keys.get(problem.file)?);
        // The key itself, or the nearest group of its path that begins a line.
        let mut key = problem.key.as_str();
        let mut start = keys.get(key);
        while let (None, Some((group, _))) = (start, key.rsplit_once('.')) {
            key = group;
            start = keys.get(key);
        }
        let span = start.map_or((0, 0), |start| (*start, start + key.len()));
        let problem_at = Diagnostic::error(code, Span::new(file.source, span.0, span.1), problem.message);
        Some(Diagnostic { help: problem.help, ..problem_at })
    };
    problems.into_iter().filter_map(diagnostic).collect()
}

/// The keys that begin a line, with their places: the typed reader keeps none. Of two equal ones the first.
#[expect(clippy::arithmetic_side_effects, reason = "places within one text held in memory")]
fn keys(text: &str) -> HashMap<&str, usize> {
    let mut keys = HashMap::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start_matches([' ', '"', '\'']);
        if let Some((key, _)) = bare.split_once(':') {
            let key = key.trim_end_matches([' ', '"', '\'']);
            keys.entry(key).or_insert(at + line.len() - bare.len());
        }
        at += line.len();
    }
    keys
}

//! The lines of accounts and rule files that a report shows: kept with the result, since the files may have changed
//! or be elsewhere when it is shown.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Document, Extent, Finding};
use crate::finding::Instance;
use crate::source::{SourceId, SourceMap, Span};

/// Some lines of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Excerpt {
    /// The file as shown to the user.
    pub file: String,
    /// Its lines that are shown, in their order.
    pub lines: Vec<ExcerptLine>,
}

/// A line of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ExcerptLine {
    /// Its number, from 1.
    #[serde(deserialize_with = "super::read::count")]
    pub line: usize,
    /// What it says, without its line end.
    pub text: String,
}

/// The lines that are wanted of each text.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// In the order in which they are first pointed at.
    texts: Vec<(SourceId, BTreeSet<usize>)>,
    places: HashMap<SourceId, usize>,
}

impl Lines {
    /// The lines on which the figures and the assertion of an instance begin.
    #[expect(clippy::arithmetic_side_effects, reason = "one was pushed just before")]
    pub(super) fn of_instance(&mut self, instance: &Instance, sources: &SourceMap) {
        let figures = instance.evidence.figures.iter().filter_map(|figure| figure.span);
        for span in figures.chain([instance.span]) {
            let at = *self.places.entry(span.source).or_insert_with(|| {
                self.texts.push((span.source, BTreeSet::new()));
                self.texts.len() - 1
            });
            if let Some((_, lines)) = self.texts.get_mut(at) {
                lines.insert(sources.locate(span).line);
            }
        }
    }

    /// Those lines, the texts in the order of their use; of texts of one name the first that has the line.
    #[expect(clippy::arithmetic_side_effects, reason = "one was pushed just before, and lines are those of a text")]
    pub(super) fn excerpts(self, sources: &SourceMap) -> Vec<Excerpt> {
        let mut files: Vec<(&str, BTreeMap<usize, &str>)> = Vec::new();
        let mut places = HashMap::new();
        for (id, lines) in self.texts {
            let source = sources.get(id);
            let at = *places.entry(source.name.as_str()).or_insert_with(|| {
                files.push((&source.name, BTreeMap::new()));
                files.len() - 1
            });
            let Some((_, kept)) = files.get_mut(at) else { continue };
            // A single line between two that are shown is shown as well.
            let between: Vec<usize> = lines.iter().map(|line| line + 1).filter(|l| lines.contains(&(l + 1))).collect();
            for line in lines.into_iter().chain(between) {
                kept.entry(line).or_insert_with(|| source.line(line));
            }
        }
        let line = |(line, text): (usize, &str)| ExcerptLine { line, text: text.to_owned() };
        let excerpt = |(file, lines): (&str, BTreeMap<usize, &str>)| Excerpt {
            file: file.to_owned(),
            lines: lines.into_iter().map(line).collect(),
        };
        files.into_iter().map(excerpt).collect()
    }
}

/// The excerpts of a document as texts into which places lead; all other lines are empty.
#[derive(Debug, Default)]
pub struct Excerpts {
    /// The texts.
    pub texts: SourceMap,
    by_name: HashMap<String, SourceId>,
}

impl Excerpts {
    /// The texts of a document, which must have been read or built: its line numbers are in order and bounded.
    pub fn of(document: &Document) -> Self {
        let mut excerpts = Self::default();
        for excerpt in &document.excerpts {
            let mut text = String::new();
            let mut next = 1;
            for line in &excerpt.lines {
                // Reading has put the numbers in order and within bounds.
                text.extend(std::iter::repeat_n('\n', line.line.saturating_sub(next)));
                text.push_str(&line.text);
                next = line.line;
            }
            let id = excerpts.texts.add(&excerpt.file, text);
            excerpts.by_name.insert(excerpt.file.clone(), id);
        }
        excerpts
    }

    /// The part of an extent that lies on its first line; none when that line is not kept.
    pub fn span(&self, extent: &Extent) -> Option<Span> {
        let (line, column) = (extent.line?, extent.column?);
        let id = *self.by_name.get(extent.file.as_ref()?)?;
        let source = self.texts.get(id);
        let start = source.offset(line, column);
        let end = match (extent.end_line, extent.end_column) {
            (Some(end), Some(column)) if end == line => source.offset(line, column),
            _ => source.line_range(line).end,
        };
        Some(Span::new(id, start, end.max(start)))
    }

    /// The first line of a finding's assertion.
    pub fn assertion(&self, finding: &Finding) -> Option<Span> {
        let place = &finding.rule_place;
        let first = finding.expression.split(['\n', '\r']).next().unwrap_or_default();
        self.span(&Extent {
            file: Some(place.file.clone()),
            line: Some(place.line),
            column: Some(place.column),
            end_line: Some(place.line),
            end_column: Some(place.column.saturating_add(first.chars().count())),
        })
    }
}

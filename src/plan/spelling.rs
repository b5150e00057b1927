//! The names of figures in one language: what the dictionary calls them there, noted while names are settled.

use std::collections::BTreeMap;

use super::lower::Scope;
use super::names::{Resolved, is_segment};
use super::{Entries, Shape};
use crate::message::Lang;
use crate::pack::{Dictionary, EntryId};
use crate::source::Span;
use crate::syntax;
use crate::syntax::ast::Spanned;
use crate::syntax::lexeme::Lexeme;

/// What the names of a rule file are in a language.
#[derive(Debug)]
pub(crate) struct Spellings {
    lang: Lang,
    /// The name to write in each place; none where it stays, as where a definition means different figures.
    names: BTreeMap<Span, Option<String>>,
    /// The figures that names mean, in the order in which they were settled.
    meant: Vec<Entries>,
}

impl Spellings {
    pub(crate) fn new(lang: Lang) -> Self {
        Self { lang, names: BTreeMap::new(), meant: Vec::new() }
    }

    /// The places where another name is to be written, and how it is written there.
    pub(crate) fn changes(&self) -> impl Iterator<Item = (Span, &str)> {
        self.names.iter().filter_map(|(span, name)| Some((*span, name.as_deref()?)))
    }

    /// Whether the names of two readings mean the same figures, one after the other.
    pub(crate) fn mean_the_same(&self, other: &Spellings) -> bool {
        self.meant == other.meant
    }

    fn note(&mut self, span: Span, name: Option<String>) {
        let before = self.names.entry(span).or_insert_with(|| name.clone());
        if *before != name {
            *before = None;
        }
    }
}

impl<'l> Scope<'l, '_> {
    /// Notes how a name is spelled that is a step from some figures.
    pub(super) fn spell(&mut self, from: &Shape, name: &str, span: Span) {
        let Some(spellings) = &self.lowering.spellings else { return };
        let word = from.spelled(name, spellings.lang, self.lowering.dictionary);
        self.note(from, name, span, word);
    }

    /// Notes how the first name of a path is spelled: as its figure, when that leads to the same place.
    pub(super) fn spell_first(&mut self, resolved: &Resolved<'l>, from: Option<&Shape>, name: &Spanned<Lexeme>) {
        let Some(spellings) = &self.lowering.spellings else { return };
        let (Some(from), Resolved::Place(base, shape, _)) = (from, resolved) else {
            return self.keep(name);
        };
        let word = from.spelled(&name.value, spellings.lang, self.lowering.dictionary).filter(|word| {
            syntax::is_first_name(word)
                && matches!(self.look_up(word), Some((Resolved::Place(there, other, true), _))
                    if there == *base && other.entries == shape.entries)
        });
        self.note(from, &name.value, name.span, word);
    }

    /// Notes that a name stays as it is written: it is a variable, or means another account.
    pub(super) fn keep(&mut self, name: &Spanned<Lexeme>) {
        if let Some(spellings) = &mut self.lowering.spellings {
            spellings.note(name.span, None);
        }
    }

    fn note(&mut self, from: &Shape, name: &str, span: Span, word: Option<String>) {
        let quoted = self.lowering.sources.slice(span).starts_with('"');
        let meant = from.child(name, self.lowering.dictionary).entries;
        if let Some(spellings) = &mut self.lowering.spellings {
            // In the braces of a message there is no room for quotation marks.
            let word = word.filter(|word| word != name && (quoted || is_segment(word)));
            spellings.note(span, word.map(|word| if quoted { format!("\"{word}\"") } else { word }));
            spellings.meant.push(meant);
        }
    }
}

impl Shape {
    /// What the figures that a name means from here are called in a language; none when they have no one name
    /// there that means just them.
    fn spelled(&self, name: &str, lang: Lang, dictionary: &Dictionary) -> Option<String> {
        let meant = self.child(name, dictionary).entries;
        let word = |id: &EntryId| {
            let entry = dictionary.entry(*id);
            match lang {
                Lang::En => Some(entry.name.as_str()),
                Lang::Zh => entry.short_name(),
            }
        };
        let mut words = meant.iter().map(word);
        let first = words.next()??;
        let one = first != "*" && !first.contains('"') && words.all(|w| w == Some(first));
        (one && self.child(first, dictionary).entries == meant).then(|| first.to_owned())
    }
}

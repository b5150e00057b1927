//! Which rules of a program run: words that name rules by id, by the beginning of ids, by tag or by `scope`.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Engine;
use crate::diagnostic::Diagnostic;
use crate::finding::{Narrowed, RuleInfo};
use crate::message::{Text, msg};
use crate::plan::PlannedRule;
use crate::source::Span;
use crate::suggest;

/// Something that the command line or the configuration says, and where it says it.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub(super) word: String,
    /// The option, or the configuration file.
    pub(super) by: String,
    /// Its place in the configuration file.
    pub(super) span: Option<Span>,
}

/// The words of a run.
#[derive(Debug, Clone, Default)]
pub(super) struct Selection {
    pub(super) select: Vec<Said>,
    pub(super) ignore: Vec<Said>,
}

impl Said {
    /// That this is wrong.
    pub(super) fn problem(&self, code: &'static str, message: Text, help: Option<Text>) -> Diagnostic {
        let problem = match self.span {
            Some(span) => Diagnostic::error(code, span, message),
            None => Diagnostic::file_error(code, &*self.by, message),
        };
        Diagnostic { help, ..problem }
    }
}

impl Selection {
    /// Leaves the rules that are wanted. Tells what was left out; none when every rule runs.
    pub(super) fn narrow(&self, rules: &mut Vec<PlannedRule>) -> Option<Narrowed> {
        if self.select.is_empty() && self.ignore.is_empty() {
            return None;
        }
        let names = |words: &[Said], rule: &RuleInfo| words.iter().any(|said| names(&said.word, rule));
        let of = rules.len();
        rules.retain(|rule| {
            (self.select.is_empty() || names(&self.select, &rule.info)) && !names(&self.ignore, &rule.info)
        });
        let words = |words: &[Said]| words.iter().map(|said| said.word.clone()).collect();
        Some(Narrowed { select: words(&self.select), ignore: words(&self.ignore), rules: rules.len(), of })
    }

    fn words(&self) -> impl Iterator<Item = &Said> {
        self.select.iter().chain(&self.ignore)
    }
}

/// Whether a word names a rule.
fn names(word: &str, rule: &RuleInfo) -> bool {
    match word.strip_suffix('*') {
        Some(beginning) => rule.id.starts_with(beginning),
        None => word == rule.id || rule.scope.as_deref() == Some(word) || rule.tags.iter().any(|tag| tag == word),
    }
}

impl Engine {
    /// Judges by the rules alone that a word names: an id, the beginning of ids with `*`, a tag, a word of
    /// `scope`. `by` says where that is asked: an option, or the configuration with its place.
    pub fn select(&mut self, word: &str, by: &str, span: Option<Span>) {
        self.unsettle();
        self.selection.select.push(Said { word: word.to_owned(), by: by.to_owned(), span });
    }

    /// Leaves out the rules that a word names, as [`Engine::select`] reads it.
    pub fn ignore(&mut self, word: &str, by: &str, span: Option<Span>) {
        self.unsettle();
        self.selection.ignore.push(Said { word: word.to_owned(), by: by.to_owned(), span });
    }

    /// Whether every word of the selection names a rule of some programs, or of any pack that might have been
    /// chosen: a word that names nothing is a slip, and would leave rules out or in without a word.
    pub(super) fn check_selection(&mut self, programs: &[Vec<String>]) {
        if self.selection.words().next().is_none() {
            return;
        }
        let mut candidates: Vec<Vec<String>> = programs.to_vec();
        if self.packs.is_empty() {
            candidates.extend(self.store.names().into_iter().map(|name| vec![name]));
        }
        let mut known: Vec<Arc<RuleInfo>> = Vec::new();
        for packs in candidates {
            let Some(compiled) = self.program(&packs) else { return };
            known.extend(compiled.all_rules.iter().cloned());
        }
        let strange = self.selection.words().filter(|said| !known.iter().any(|rule| names(&said.word, rule)));
        let vocabulary: BTreeSet<&str> = known
            .iter()
            .flat_map(|rule| std::iter::once(rule.id.as_str()).chain(rule.scope.as_deref()).chain(tags(rule)))
            .collect();
        let problem = |said: &Said| {
            let near = suggest::nearest(&said.word, vocabulary.iter().copied());
            let help = near.map_or_else(|| msg!("select-help"), |near| msg!("common-did-you-mean", near));
            said.problem("select::unknown", msg!("select-unknown", word = &said.word), Some(help))
        };
        let problems: Vec<Diagnostic> = strange.map(problem).collect();
        self.diagnostics.extend(problems);
    }
}

fn tags(rule: &RuleInfo) -> impl Iterator<Item = &str> {
    rule.tags.iter().map(String::as_str)
}

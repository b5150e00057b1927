//! One rule file read and looked through: its rules, what is wrong with it, what is doubtful.

use std::collections::HashSet;

use crate::check;
use crate::diagnostic::{Diagnostic, Level};
use crate::pack::Dictionary;
use crate::plan::{self, Lowering, PlannedRule};
use crate::source::{SourceId, SourceMap, Span};
use crate::syntax::{
    self,
    ast::{Item, Module},
};

/// A rule file that was read.
pub(super) struct Reading {
    pub(super) rules: Vec<PlannedRule>,
    /// What keeps the rules from running, in the order of the places.
    pub(super) errors: Vec<Diagnostic>,
    /// What `gouji lint` says besides.
    pub(super) warnings: Vec<Diagnostic>,
}

/// What a rule file is read against.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) dictionary: &'a Dictionary,
    /// Names of the accounts at hand.
    pub(super) keys: &'a HashSet<String>,
}

impl Reader<'_> {
    /// Reads one file; `pack` is the pack that it belongs to.
    pub(super) fn read(&self, sources: &SourceMap, source: SourceId, pack: Option<String>) -> Reading {
        let (module, mut errors) = syntax::parse_module(source, &sources.get(source).text);
        let (dictionary, keys) = (self.dictionary, self.keys);
        let mut lowering = Lowering { dictionary, sources, pack, keys, problems: Vec::new() };
        let rules = plan::lower_module(&mut lowering, &module);
        errors.append(&mut lowering.problems);
        let checked = check::check(&rules, dictionary, sources);
        add_errors(&mut errors, checked.errors);
        let mut warnings = checked.warnings;
        warnings.extend(check::style(&module, &rules, sources));
        warnings.retain(|w| !is_shaken(w, &module, &errors));
        warnings.extend(check::punctuation(source, &sources.get(source).text));
        warnings.sort_by_key(place);
        Reading { rules, errors, warnings }
    }
}

/// Adds what the check found to what is wrong anyway: a place has one error.
pub(super) fn add_errors(errors: &mut Vec<Diagnostic>, found: Vec<Diagnostic>) {
    let places: HashSet<Option<Span>> = errors.iter().map(place).collect();
    errors.extend(found.into_iter().filter(|d| !places.contains(&place(d))));
    errors.sort_by_key(place);
}

/// Whether there is an error among diagnostics.
pub(super) fn broken(problems: &[Diagnostic]) -> bool {
    problems.iter().any(|p| p.level == Level::Error)
}

pub(super) fn place(diagnostic: &Diagnostic) -> Option<Span> {
    diagnostic.labels.first().map(|l| l.span)
}

/// A rule with an error is not whole: what seems unused or constant in it may not be so. A definition may
/// be called where the file could not be read.
fn is_shaken(warning: &Diagnostic, module: &Module, errors: &[Diagnostic]) -> bool {
    let inside =
        |outer: Span| move |d: &Diagnostic| place(d).is_some_and(|p| outer.start <= p.start && p.end <= outer.end);
    let spans = module.items.iter().map(|item| match item {
        Item::Rule(rule) => Some(rule.span),
        Item::Bare(expr) => Some(expr.span),
        Item::Definition(_) => None,
    });
    match spans.flatten().find(|&span| inside(span)(warning)) {
        Some(span) => errors.iter().any(inside(span)),
        None => broken(errors),
    }
}

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
        keep_sound(&mut warnings, &module, &errors);
        warnings.extend(check::punctuation(source, &sources.get(source).text));
        warnings.sort_by_key(place);
        Reading { rules, errors, warnings }
    }
}

/// Adds what the check found to what is wrong anyway: nothing can be said of an expression with an error in
/// it.
pub(super) fn add_errors(errors: &mut Vec<Diagnostic>, found: Vec<Diagnostic>) {
    let known = Places::of(errors);
    errors.extend(found.into_iter().filter(|d| !place(d).is_some_and(|outer| known.any_within(outer))));
    errors.sort_by_key(place);
}

/// Whether there is an error among diagnostics.
pub(super) fn broken(problems: &[Diagnostic]) -> bool {
    problems.iter().any(|p| p.level == Level::Error)
}

pub(super) fn place(diagnostic: &Diagnostic) -> Option<Span> {
    diagnostic.labels.first().map(|l| l.span)
}

/// The places of diagnostics, in order.
struct Places(Vec<Span>);

impl Places {
    fn of(problems: &[Diagnostic]) -> Places {
        let mut places: Vec<Span> = problems.iter().filter_map(place).collect();
        places.sort_unstable();
        Places(places)
    }

    /// Whether one of them lies within `outer`.
    fn any_within(&self, outer: Span) -> bool {
        let first = self.0.partition_point(|p| (p.source, p.start) < (outer.source, outer.start));
        let inside = self.0[first..].iter().take_while(|p| p.source == outer.source && p.start <= outer.end);
        inside.into_iter().any(|p| p.end <= outer.end)
    }
}

/// Takes away what is said of a rule with an error in it, which is not whole: what seems unused or constant
/// there may not be so. A definition may be called where the file could not be read.
fn keep_sound(warnings: &mut Vec<Diagnostic>, module: &Module, errors: &[Diagnostic]) {
    let known = Places::of(errors);
    let spans = module.items.iter().filter_map(|item| match item {
        Item::Rule(rule) => Some(rule.span),
        Item::Bare(expr) => Some(expr.span),
        Item::Definition(_) => None,
    });
    // In the order of the file, none within another.
    let items: Vec<Span> = spans.collect();
    warnings.retain(|warning| {
        let Some(at) = place(warning) else { return true };
        let item = items[..items.partition_point(|item| item.start <= at.start)].last();
        match item.filter(|item| at.end <= item.end) {
            Some(&item) => !known.any_within(item),
            None => known.0.is_empty(),
        }
    });
}

//! One rule file read and looked through: its rules, what is wrong with it, what is doubtful.

use std::collections::{BTreeMap, HashSet};

use crate::check;
use crate::diagnostic::{Diagnostic, Level};
use crate::message::Lang;
use crate::pack::{Dictionary, ParameterValue, RuleFile};
use crate::plan::{self, Lowering, PlannedRule, Spellings};
use crate::source::{SourceMap, Span};
use crate::syntax::ast::{Item, Module};

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
    /// The values of `param.name`.
    pub(super) parameters: &'a BTreeMap<String, ParameterValue>,
    /// Names of the accounts at hand.
    pub(super) keys: &'a HashSet<String>,
    /// Most terms of a rule.
    pub(super) most_terms: usize,
}

impl Reader<'_> {
    /// Reads one file to judge by it, without a word of what is merely doubtful; `pack` is the pack that it
    /// belongs to. The files inside the binary have no mistakes to be looked for: a test lints them all.
    pub(super) fn judging(&self, sources: &SourceMap, file: RuleFile, pack: Option<String>) -> Reading {
        let (_, mut reading) = self.planned(sources, file, pack);
        if !file.is_stored() {
            let checked = check::check(&reading.rules, self.dictionary, sources);
            add_errors(&mut reading.errors, checked.errors);
        }
        reading
    }

    /// Reads one file and looks through it for everything that can be said of it.
    pub(super) fn read(&self, sources: &SourceMap, file: RuleFile, pack: Option<String>) -> Reading {
        let (module, Reading { rules, mut errors, .. }) = self.planned(sources, file, pack);
        let checked = check::check(&rules, self.dictionary, sources);
        add_errors(&mut errors, checked.errors);
        let mut warnings = checked.warnings;
        warnings.extend(check::style(&module, &rules, sources));
        keep_sound(&mut warnings, &module, &errors);
        warnings.extend(check::punctuation(file.source, &sources.get(file.source).text));
        warnings.sort_by_key(place);
        Reading { rules, errors, warnings }
    }

    /// What the names of a text are in a language; none when it has mistakes of syntax.
    pub(super) fn spellings(&self, name: &str, text: &str, pack: Option<&str>, lang: Lang) -> Option<Spellings> {
        let mut sources = SourceMap::default();
        let source = sources.add(name, text);
        let (module, errors) = RuleFile::loose(source).parse(&sources);
        if broken(&errors) {
            return None;
        }
        let mut lowering = self.lowering(&sources, pack.map(str::to_owned));
        lowering.spellings = Some(Spellings::new(lang));
        plan::lower_module(&mut lowering, &module);
        lowering.spellings
    }

    fn lowering<'d>(&self, sources: &'d SourceMap, pack: Option<String>) -> Lowering<'d>
    where
        Self: 'd,
    {
        let Reader { dictionary, parameters, keys, most_terms } = *self;
        Lowering { dictionary, sources, pack, parameters, keys, most_terms, problems: Vec::new(), spellings: None }
    }

    /// The tree of a file, and its rules with what is wrong with its syntax and names.
    fn planned(&self, sources: &SourceMap, file: RuleFile, pack: Option<String>) -> (Module, Reading) {
        let (module, mut errors) = file.parse(sources);
        let mut lowering = self.lowering(sources, pack);
        let rules = plan::lower_module(&mut lowering, &module);
        errors.append(&mut lowering.problems);
        errors.sort_by_key(place);
        (module, Reading { rules, errors, warnings: Vec::new() })
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
    #[expect(clippy::indexing_slicing, reason = "a partition point is never beyond the list")]
    fn any_within(&self, outer: Span) -> bool {
        let first = self.0.partition_point(|p| (p.source, p.start) < (outer.source, outer.start));
        let inside = self.0[first..].iter().take_while(|p| p.source == outer.source && p.start <= outer.end);
        inside.into_iter().any(|p| p.end <= outer.end)
    }
}

/// Takes away what is said of a rule with an error in it, which is not whole: what seems unused or constant
/// there may not be so. A definition may be called where the file could not be read.
#[expect(clippy::indexing_slicing, reason = "a partition point is never beyond the list")]
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

//! What packs and the user change in the packs they build on: values of parameters, severities, rules
//! that are not applied. Everything is changed by name and with a reason, and nothing silently.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::manifest::{Override, ParameterValue};
use super::{Pack, Parameter};
use crate::diagnostic::Diagnostic;
use crate::finding::{Adapted, Change, Severity};
use crate::message::{Text, msg};
use crate::source::{SourceMap, Span};
use crate::suggest;

/// A value that the command line or the configuration gives to a parameter.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    pub(crate) name: String,
    pub(crate) value: String,
    /// The option, or the configuration file.
    pub(crate) by: String,
    /// Its place in the configuration file.
    pub(crate) span: Option<Span>,
}

/// The packs of a run as changed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Adaptation {
    /// The values of all parameters.
    pub(crate) parameters: BTreeMap<String, ParameterValue>,
    /// Changes to rules, in the order of the packs.
    pub(crate) rules: Vec<RuleChange>,
    /// The changes to parameters, for the head of reports.
    pub(crate) told: Vec<Adapted>,
}

/// A change to one rule.
#[derive(Debug, Clone)]
pub(crate) struct RuleChange {
    /// The pack that makes it.
    pub(crate) by: String,
    /// The rule's id.
    pub(crate) rule: String,
    /// A new severity; none: the rule is not applied.
    pub(crate) severity: Option<Severity>,
    /// Why.
    pub(crate) reason: String,
    /// Where it stands.
    pub(crate) span: Span,
}

/// Puts together what some packs (those that are built on first) and the user change.
pub(crate) fn adapt(packs: &[Arc<Pack>], given: &[&Given], sources: &SourceMap) -> Result<Adaptation, Vec<Diagnostic>> {
    let mut adapting = Adapting { packs, sources, declared: BTreeMap::new(), problems: Vec::new() };
    let mut adaptation = Adaptation::default();
    for pack in packs {
        adapting.declare(pack, &mut adaptation);
    }
    for (at, pack) in packs.iter().enumerate() {
        for (number, change) in pack.manifest.overrides.iter().enumerate() {
            adapting.change(at, number, change, &mut adaptation);
        }
    }
    for given in given {
        adapting.give(given, &mut adaptation);
    }
    if adapting.problems.is_empty() { Ok(adaptation) } else { Err(adapting.problems) }
}

struct Adapting<'p> {
    packs: &'p [Arc<Pack>],
    sources: &'p SourceMap,
    /// The parameters, each with the number of its pack.
    declared: BTreeMap<&'p str, (usize, &'p Parameter)>,
    problems: Vec<Diagnostic>,
}

impl<'p> Adapting<'p> {
    #[expect(clippy::indexing_slicing, reason = "packs are numbered by their own list, which does not change")]
    fn declare(&mut self, pack: &'p Pack, adaptation: &mut Adaptation) {
        let number = self.packs.iter().position(|p| p.manifest.name == pack.manifest.name).unwrap_or_default();
        for (name, parameter) in &pack.manifest.parameters.0 {
            if let Some((other, _)) = self.declared.insert(name, (number, parameter)) {
                let other = &self.packs[other].manifest.name;
                let message = msg!("pack-parameter-twice", name, other);
                let help = msg!("pack-parameter-twice-help");
                self.problem("pack::parameter", pack, name, message, Some(help));
            }
            match parameter.kind.read(&parameter.default) {
                Some(value) => drop(adaptation.parameters.insert(name.clone(), value)),
                None => self.misfit(pack, name, &parameter.default, parameter),
            }
        }
    }

    #[expect(clippy::indexing_slicing, reason = "packs are numbered by their own list, which does not change")]
    #[expect(clippy::arithmetic_side_effects, reason = "counts of things held in memory")]
    fn change(&mut self, at: usize, number: usize, change: &'p Override, adaptation: &mut Adaptation) {
        let pack = &self.packs[at];
        let subject = change.rule.as_deref().or(change.parameter.as_deref()).unwrap_or_default();
        let whole = match (&change.rule, &change.parameter) {
            (Some(_), None) => change.value.is_none() && change.severity.is_some() != change.disable,
            (None, Some(_)) => change.value.is_some() && change.severity.is_none() && !change.disable,
            _ => false,
        };
        if !whole || change.reason.trim().is_empty() {
            let message = msg!("pack-override-incomplete", number = number + 1);
            let help = msg!("pack-override-incomplete-help");
            return self.problem("pack::override", pack, subject, message, Some(help));
        }
        if let Some(other) = self.rival(at, subject) {
            let message = msg!("pack-conflict", other, pack = &pack.manifest.name, subject);
            return self.problem("pack::conflict", pack, subject, message, None);
        }
        let by = pack.manifest.name.clone();
        if let Some(rule) = &change.rule {
            adaptation.rules.push(RuleChange {
                by,
                rule: rule.clone(),
                severity: change.severity,
                reason: change.reason.clone(),
                span: self.place(pack, subject),
            });
        } else if let (Some(name), Some(value)) = (&change.parameter, &change.value) {
            match self.declared.get(name.as_str()).copied() {
                Some((owner, _)) if owner == at => {
                    let message = msg!("pack-own-parameter", name);
                    let help = msg!("pack-own-parameter-help");
                    self.problem("pack::override", pack, name, message, Some(help));
                }
                Some((_, parameter)) => match parameter.kind.read(value) {
                    Some(read) => {
                        let before = adaptation.parameters.insert(name.clone(), read);
                        adaptation.told.push(Adapted {
                            by,
                            subject: name.clone(),
                            change: Change::Parameter(before.map_or_else(String::new, shown), value.clone()),
                            reason: change.reason.clone(),
                        });
                    }
                    None => self.misfit(pack, name, value, parameter),
                },
                None => self.unknown(pack, name),
            }
        }
    }

    /// A value from the command line or the configuration.
    fn give(&mut self, given: &Given, adaptation: &mut Adaptation) {
        let (name, value) = (given.name.as_str(), given.value.as_str());
        let wrong = |message: Text| match given.span {
            Some(span) => Diagnostic::error("pack::parameter", span, message),
            None => Diagnostic::file_error("pack::parameter", &*given.by, message),
        };
        let Some((_, parameter)) = self.declared.get(name).copied() else {
            let known: Vec<&str> = self.declared.keys().copied().collect();
            return self.problems.push(wrong(no_parameter(name)).with_help(did_you_mean(name, &known)));
        };
        match parameter.kind.read(value) {
            Some(read) => {
                let before = adaptation.parameters.insert(name.to_owned(), read);
                adaptation.told.push(Adapted {
                    by: given.by.clone(),
                    subject: name.to_owned(),
                    change: Change::Parameter(before.map_or_else(String::new, shown), value.to_owned()),
                    reason: String::new(),
                });
            }
            None => self.problems.push(wrong(misfits(name, value)).with_help(as_in(parameter))),
        }
    }

    /// Another pack that changes the same and is neither above nor below this one.
    #[expect(clippy::indexing_slicing, reason = "packs are numbered by their own list, which does not change")]
    fn rival(&self, at: usize, subject: &str) -> Option<&'p str> {
        let changes = |pack: &Pack| {
            pack.manifest
                .overrides
                .iter()
                .any(|o| o.rule.as_deref() == Some(subject) || o.parameter.as_deref() == Some(subject))
        };
        let earlier = self.packs[..at]
            .iter()
            .find(|other| changes(other) && !self.builds_on(&self.packs[at].manifest.name, &other.manifest.name));
        earlier.map(|pack| pack.manifest.name.as_str())
    }

    fn builds_on(&self, child: &str, parent: &str) -> bool {
        let Some(pack) = self.packs.iter().find(|p| p.manifest.name == child) else { return false };
        pack.manifest.extends.iter().any(|e| e.pack == parent || self.builds_on(&e.pack, parent))
    }

    fn misfit(&mut self, pack: &Pack, name: &str, value: &str, parameter: &Parameter) {
        self.problem("pack::parameter", pack, name, misfits(name, value), Some(as_in(parameter)));
    }

    fn unknown(&mut self, pack: &Pack, name: &str) {
        let known: Vec<&str> = self.declared.keys().copied().collect();
        let help = did_you_mean(name, &known);
        self.problem("pack::override", pack, name, no_parameter(name), Some(help));
    }

    fn problem(&mut self, code: &'static str, pack: &Pack, word: &str, message: Text, help: Option<Text>) {
        let problem = Diagnostic::error(code, self.place(pack, word), message);
        self.problems.push(Diagnostic { help, ..problem });
    }

    /// Where a word stands in a pack's manifest; its beginning when it is not found there.
    #[expect(clippy::arithmetic_side_effects, reason = "places within one text held in memory")]
    fn place(&self, pack: &Pack, word: &str) -> Span {
        let at = self.sources.get(pack.manifest_source).text.rfind(word).filter(|_| !word.is_empty());
        at.map_or(Span::new(pack.manifest_source, 0, 0), |at| Span::new(pack.manifest_source, at, at + word.len()))
    }
}

fn shown(value: ParameterValue) -> String {
    value.written().to_owned()
}

fn no_parameter(name: &str) -> Text {
    msg!("common-no-parameter", name)
}

fn misfits(name: &str, value: &str) -> Text {
    msg!("pack-parameter-misfit", name, value)
}

fn as_in(parameter: &Parameter) -> Text {
    let example = parameter.kind.example();
    msg!("pack-parameter-like", example)
}

fn did_you_mean(name: &str, known: &[&str]) -> Text {
    match suggest::nearest(name, known.iter().copied()) {
        Some(near) => msg!("common-did-you-mean", near),
        None if known.is_empty() => msg!("pack-no-parameters"),
        None => msg!("pack-parameters", all = Text::list(known.iter().copied())),
    }
}

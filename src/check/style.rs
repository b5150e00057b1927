//! What a rule file as a whole lacks: bases and titles of a pack's rules, calls of its definitions, ASCII
//! punctuation.

use std::collections::{HashMap, HashSet};

use super::head;
use crate::diagnostic::Diagnostic;
use crate::message::{Text, msg};
use crate::plan::PlannedRule;
use crate::source::{SourceId, SourceMap, Span};
use crate::syntax::ast::{Item, Module, Rule, StatementKind};
use crate::syntax::full_width;

/// Looks through the rules and definitions of one file. What every rule must say of itself is asked of packs alone.
pub(crate) fn style(module: &Module, rules: &[PlannedRule], sources: &SourceMap) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let used: HashSet<Span> = rules.iter().flat_map(|r| &r.definitions).copied().collect();
    let of_packs = rules.iter().filter(|r| r.info.pack.is_some());
    let planned: HashMap<Span, &PlannedRule> = of_packs.map(|r| (r.info.span, r)).collect();
    for item in &module.items {
        match item {
            Item::Definition(definition) if !used.contains(&definition.name.span) => {
                let name = &definition.name.value;
                let message = msg!("check-unused-def", name);
                let help = msg!("check-unused-def-help");
                found.push(Diagnostic::warning("lint::unused_def", definition.name.span, message).with_help(help));
            }
            Item::Rule(rule) => {
                if let Some(planned) = planned.get(&rule.span) {
                    of_pack(rule, head(planned, sources), &mut found);
                }
            }
            Item::Definition(_) | Item::Bare(_) => {}
        }
    }
    found
}

/// What a rule of a pack must have.
fn of_pack(rule: &Rule, head: Span, found: &mut Vec<Diagnostic>) {
    let has = |wanted: fn(&StatementKind) -> bool| rule.statements.iter().any(|s| wanted(&s.kind));
    let id = &rule.id.value;
    if !has(|s| matches!(s, StatementKind::Basis { .. })) {
        let message = msg!("check-no-basis", id);
        let help = msg!("check-no-basis-help");
        found.push(Diagnostic::warning("lint::no_basis", head, message).with_help(help));
    }
    let wanted: [(bool, fn() -> Text); 6] = [
        (rule.title.is_some(), || msg!("check-title")),
        (has(|s| matches!(s, StatementKind::Severity(_))), || msg!("check-severity")),
        (has(|s| matches!(s, StatementKind::Scope(_))), || msg!("check-scope")),
        (has(|s| matches!(s, StatementKind::FormulaSource(_))), || msg!("check-formula-source")),
        (has(|s| matches!(s, StatementKind::Tags(tags) if !tags.is_empty())), || msg!("check-tags")),
        (has(|s| matches!(s, StatementKind::Message(_))), || msg!("check-message")),
    ];
    let missing: Vec<Text> = wanted.iter().filter(|w| !w.0).map(|w| (w.1)()).collect();
    if missing.is_empty() {
        return;
    }
    let message = msg!("check-incomplete-rule", id, missing = Text::List(missing));
    let help = msg!("check-incomplete-rule-help");
    found.push(Diagnostic::warning("lint::incomplete_rule", head, message).with_help(help));
}

/// Full-width punctuation, one finding for the whole file.
pub(crate) fn punctuation(source: SourceId, text: &str) -> Option<Diagnostic> {
    let marks = full_width(text);
    let (first, ascii) = marks.first()?;
    let shown = text.get(first.clone()).unwrap_or_default();
    let message = msg!("check-full-width", count = marks.len(), shown);
    let help = msg!("check-full-width-help", ascii = ascii.trim());
    let span = |range: &std::ops::Range<usize>| Span::new(source, range.start, range.end);
    let problem = Diagnostic::warning("lint::full_width", span(first), message).with_help(help);
    Some(marks.iter().fold(problem, |problem, (range, ascii)| problem.with_edit(span(range), ascii)))
}

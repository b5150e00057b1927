//! What a rule file as a whole lacks: bases and titles of a pack's rules, calls of its definitions, ASCII
//! punctuation.

use std::collections::{HashMap, HashSet};

use super::head;
use crate::diagnostic::{Diagnostic, Text};
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
                let message = Text::new(
                    format!("定义 `{name}` 没有用到，其中的错误也就查不出"),
                    format!("the definition `{name}` is not used, and so nothing in it is checked"),
                );
                let help = Text::new("删去它，或在规则里用上它", "leave it out, or use it in a rule");
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
        let message = Text::new(format!("规则 `{id}` 没有依据"), format!("rule `{id}` has no basis"));
        let help = Text::new(
            "写一句 `basis \"法规名称 第几条\"`：没有义务，就没有疑点",
            "write `basis \"…\"`: without a duty there is no finding",
        );
        found.push(Diagnostic::warning("lint::no_basis", head, message).with_help(help));
    }
    let wanted: [(bool, &str, &str); 6] = [
        (rule.title.is_some(), "标题", "title"),
        (has(|s| matches!(s, StatementKind::Severity(_))), "级别", "severity"),
        (has(|s| matches!(s, StatementKind::Scope(_))), "类别", "scope"),
        (has(|s| matches!(s, StatementKind::FormulaSource(_))), "公式来源", "formula_source"),
        (has(|s| matches!(s, StatementKind::Tags(tags) if !tags.is_empty())), "标签", "tags"),
        (has(|s| matches!(s, StatementKind::Message(_))), "提示语", "message"),
    ];
    let missing: Vec<(&str, &str)> = wanted.iter().filter(|w| !w.0).map(|w| (w.1, w.2)).collect();
    if missing.is_empty() {
        return;
    }
    let zh: Vec<&str> = missing.iter().map(|m| m.0).collect();
    let en: Vec<&str> = missing.iter().map(|m| m.1).collect();
    let message = Text::new(
        format!("规则 `{id}` 没有写：{}", zh.join("、")),
        format!("rule `{id}` does not say its {}", en.join(", ")),
    );
    let help = Text::new(
        "审核人员按级别、类别、标签筛选，凭标题、提示语和公式来源看懂疑点",
        "auditors sort findings by severity, scope and tags, and read title, message and formula source",
    );
    found.push(Diagnostic::warning("lint::incomplete_rule", head, message).with_help(help));
}

/// Full-width punctuation, one finding for the whole file.
pub(crate) fn punctuation(source: SourceId, text: &str) -> Option<Diagnostic> {
    let marks = full_width(text);
    let (first, ascii) = marks.first()?;
    let shown = text.get(first.clone()).unwrap_or_default();
    let message = Text::new(
        format!("全角标点 {} 处，第一处是 `{shown}`", marks.len()),
        format!("{} full-width marks, the first is `{shown}`", marks.len()),
    );
    let help = Text::new(
        format!("规范写法是半角，如 `{}`；`gouji lint --fix` 一次改好", ascii.trim()),
        format!("the usual form is ASCII, as `{}`; `gouji lint --fix` mends them all", ascii.trim()),
    );
    let span = |range: &std::ops::Range<usize>| Span::new(source, range.start, range.end);
    let problem = Diagnostic::warning("lint::full_width", span(first), message).with_help(help);
    Some(marks.iter().fold(problem, |problem, (range, ascii)| problem.with_edit(span(range), ascii)))
}

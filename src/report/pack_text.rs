//! Packs for people: the list, the page of one, what changes from one to another, an id that is given up.

use super::rows::Rows;
use super::sentence;
use crate::draw::{Ink, Style};
use crate::finding::{Adapted, Verdict};
use crate::message::{Text, msg};
use crate::pack::{Applies, Retired};
use crate::page::{Move, PackDiff, PackPage, RuleChanged, RulePage};

/// The packs that are known, each with what it is for.
pub fn packs_text(packs: &[PackPage], style: &Style) -> String {
    let mut rows = Rows::new(style);
    for (n, pack) in packs.iter().enumerate() {
        if n > 0 {
            rows.blank();
        }
        head(pack, &mut rows);
        rows.row(msg!("report-key-rules"), &style.say(count(pack)));
        rows.row(msg!("report-key-place"), &pack.place);
    }
    rows.finish()
}

/// The page of a pack.
pub fn pack_text(pack: &PackPage, style: &Style) -> String {
    let mut rows = Rows::new(style);
    let manifest = &pack.manifest;
    head(pack, &mut rows);
    for (key, value) in [(msg!("pack-key-issuer"), &manifest.issuer), (msg!("pack-key-licence"), &manifest.licence)] {
        if let Some(value) = value {
            rows.row(key, value);
        }
    }
    let bases: Vec<String> = pack.bases.iter().map(|(name, version)| format!("{name} {version}")).collect();
    if !bases.is_empty() {
        rows.row(msg!("pack-key-bases"), &style.say(Text::list(bases)));
    }
    rows.row(msg!("report-key-place"), &pack.place);
    let parameters: Vec<String> = pack
        .parameters
        .iter()
        .map(|p| {
            let (name, title, value, default) = (&p.name, &p.title, &p.value, &p.default);
            let told = match value == default {
                true => msg!("pack-parameter-default", name, title, value),
                false => msg!("pack-parameter-set", name, title, value, default),
            };
            style.say(told)
        })
        .collect();
    rows.rows(msg!("pack-key-parameters"), &parameters);
    rows.rows(msg!("report-key-adapted"), &all(&pack.adapted, style));
    let retired: Vec<String> = manifest.retired.iter().map(|r| style.say(gone(&manifest.name, r))).collect();
    rows.rows(msg!("pack-key-retired"), &retired);
    if !manifest.waivable.is_empty() {
        rows.row(msg!("pack-key-waivable"), &style.say(Text::list(&manifest.waivable)));
    }
    rows.row(msg!("report-key-rules"), &style.say(count(pack)));
    rows.blank();
    for rule in pack.own_rules() {
        entry(("·", Ink::Dim), rule, "", &mut rows);
    }
    rows.finish()
}

/// What changes from one pack to another.
pub fn diff_text(diff: &PackDiff, style: &Style) -> String {
    let mut rows = Rows::new(style);
    if diff.is_empty() {
        rows.line(&style.say(msg!("pack-same")));
        return rows.finish();
    }
    for rule in &diff.new {
        entry(("+", Ink::Bold), rule, &style.say(msg!("pack-diff-new")), &mut rows);
    }
    for rule in &diff.gone {
        entry(("-", Ink::Bold), rule, &style.say(msg!("pack-diff-gone")), &mut rows);
    }
    for rule in &diff.changed {
        changed(rule, &mut rows);
    }
    let value = |value: &Option<String>| match value {
        Some(value) => value.into(),
        None => msg!("pack-diff-none"),
    };
    for (name, before, now) in &diff.parameters {
        rows.line(&style.say(msg!("pack-diff-parameter", name, before = value(before), now = value(now))));
    }
    for (sign, adapted) in [("+", &diff.adapted_new), ("-", &diff.adapted_gone)] {
        for told in all(adapted, style) {
            rows.line(&style.say(msg!("pack-diff-adapted", sign, told)));
        }
    }
    for told in &diff.moves {
        rows.line(&style.say(moved(told)));
    }
    for account in &diff.newly_fail {
        rows.line(&style.say(msg!("pack-diff-fails", account)));
    }
    for account in &diff.newly_pass {
        rows.line(&style.say(msg!("pack-diff-passes", account)));
    }
    rows.finish()
}

/// Since when an id is not used any more, and what took its place.
pub fn retired_text(pack: &str, retired: &Retired, style: &Style) -> String {
    let mut rows = Rows::new(style);
    rows.line(&style.say(gone(pack, retired)));
    if let Some(rule) = &retired.replaced_by {
        rows.line(&format!("gouji explain {rule}"));
    }
    rows.finish()
}

fn head(pack: &PackPage, rows: &mut Rows<'_>) {
    let manifest = &pack.manifest;
    rows.heading((&manifest.name, Ink::Bold), &format!("{} {}", manifest.version, manifest.title), "");
    let applies = rows.style.say(applies(&manifest.applies));
    rows.row(msg!("pack-key-applies"), &applies);
}

fn count(pack: &PackPage) -> Text {
    let own = pack.own_rules().count();
    match pack.rules.len() - own {
        0 => msg!("pack-rules", own),
        bases => msg!("pack-rules-and-bases", own, bases),
    }
}

fn applies(applies: &Applies) -> Text {
    let mut parts: Vec<Text> = Vec::new();
    parts.extend(applies.provinces.iter().map(Text::from));
    let years = (applies.years.from, applies.years.until);
    let end = |year: Option<i32>| year.map_or_else(String::new, |year| year.to_string());
    if years != (None, None) {
        parts.push(msg!("pack-applies-years", years = format!("{}–{}", end(years.0), end(years.1))));
    }
    parts.extend(applies.levels.iter().map(Text::from));
    if parts.is_empty() { msg!("pack-applies-all") } else { Text::List(parts) }
}

fn gone(pack: &str, retired: &Retired) -> Text {
    let (rule, since) = (&retired.rule, retired.since.to_string());
    match &retired.replaced_by {
        Some(by) => msg!("pack-retired-for", rule, pack, since, by),
        None => msg!("pack-retired", rule, pack, since),
    }
}

fn all(adapted: &[Adapted], style: &Style) -> Vec<String> {
    adapted.iter().map(|adapted| style.say(sentence::adapted(adapted))).collect()
}

fn entry(mark: (&str, Ink), rule: &RulePage, why: &str, rows: &mut Rows<'_>) {
    let severity = rows.style.say(rule.info.severity.term());
    let title = rule.info.title.as_deref().unwrap_or_default();
    rows.entry(mark, &severity, &format!("{} {title}", rule.info.id), why);
}

fn changed(rule: &RuleChanged, rows: &mut Rows<'_>) {
    let fields = Text::list(rule.fields.iter().map(|field| self::field(field)));
    let why = rows.style.say(msg!("pack-diff-changed", fields));
    entry(("~", Ink::Bold), &rule.now, &why, rows);
    if rule.fields.contains(&"severity") {
        let (before, now) = (rule.before.info.severity.term(), rule.now.info.severity.term());
        let told = rows.style.say(msg!("pack-diff-from-to", before, now));
        rows.row(msg!("report-key-severity"), &told);
    }
    let (old, new) = (&rule.before.statements, &rule.now.statements);
    for (sign, one, other) in [("-", old, new), ("+", new, old)] {
        for statement in one.iter().filter(|statement| !other.contains(statement)) {
            rows.row(sign.into(), statement);
        }
    }
}

fn field(name: &str) -> Text {
    match name {
        "title" => msg!("pack-field-title"),
        "severity" => msg!("report-key-severity"),
        "scope" => msg!("report-key-scope"),
        "basis" => msg!("report-key-basis"),
        "tags" => msg!("report-key-tags"),
        "effective" => msg!("pack-field-effective"),
        "formula_source" => msg!("pack-field-source"),
        _ => msg!("pack-field-statements"),
    }
}

fn moved(told: &Move) -> Text {
    let term = |verdict: Option<Verdict>| verdict.map_or_else(|| msg!("pack-diff-none"), Verdict::term);
    let place = if told.at.is_empty() { told.rule.clone() } else { format!("{} {}", told.rule, told.at) };
    msg!("pack-diff-move", account = &told.account, place, before = term(told.before), now = term(told.now))
}

//! An entry of `waivers.yaml` for a finding: everything that gouji knows of it, and room for what it does not.

use super::Skeletons;
use super::apply::{figures, is_there, named};
use super::file::Entry;
use super::scalar::scalar;
use crate::finding::{AccountReport, Instance, Report};
use crate::message::{Lang, Text, msg};
use crate::pack::Listed;

pub(super) fn skeletons(
    entries: &[Listed<Entry>],
    report: &Report,
    rule: &str,
    at: Option<&str>,
    lang: Lang,
) -> Skeletons {
    let mut found = Skeletons::default();
    for account in &report.accounts {
        let of_rule = account.instances.iter().filter(|i| report.rules.get(i.rule).is_some_and(|r| r.id == rule));
        for instance in of_rule.filter(|i| i.is_finding() && at.is_none_or(|at| at == i.place())) {
            let entry = skeleton(rule, account, instance, lang);
            let is_for = |e: &Listed<Entry>| speaks_of(&e.value, rule, account, instance);
            // Two assertions on the same figures are explained once.
            if entries.iter().any(is_for) || found.entries.contains(&entry) {
                found.present += 1;
            } else {
                found.entries.push(entry);
            }
        }
    }
    found
}

fn speaks_of(entry: &Entry, rule: &str, account: &AccountReport, instance: &Instance) -> bool {
    entry.rule == rule
        && (&entry.entity, entry.year, &entry.stage) == (&account.entity, account.year, &account.stage)
        && is_there(entry, instance)
        && named(entry) == figures(instance)
}

fn skeleton(rule: &str, account: &AccountReport, instance: &Instance, lang: Lang) -> String {
    let mut text = format!("- rule: {}\n", scalar(rule));
    let mut line = |key: &str, value: &str| text.push_str(&format!("  {key}: {value}\n"));
    if let Some(entity) = &account.entity {
        line("entity", &scalar(entity));
    }
    if let Some(year) = account.year {
        line("year", &year.to_string());
    }
    if let Some(stage) = &account.stage {
        line("stage", &scalar(stage));
    }
    let figures = figures(instance);
    if !instance.place().is_empty() || figures.is_empty() {
        line("at", &scalar(instance.place()));
    }
    if !figures.is_empty() {
        text.push_str("  figures:\n");
    }
    for (path, printed) in figures {
        text.push_str(&format!("    {}: {}\n", scalar(path), scalar(printed)));
    }
    for (key, hint) in [
        ("kind", msg!("waive-hint-kind", kinds = Text::list(crate::answer::ReasonKind::ALL.map(|k| k.term())))),
        ("reason", msg!("waive-hint-reason")),
        ("owner", msg!("waive-hint-owner")),
        ("decision", msg!("waive-hint-decision")),
        ("expires", msg!("waive-hint-expires")),
    ] {
        text.push_str(&format!("  {:<11}# {}\n", format!("{key}:"), hint.get(lang)));
    }
    text.push_str("  evidence: []\n");
    text
}

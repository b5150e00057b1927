//! From a finished report to the snapshot of one of its accounts.

use std::collections::HashSet;

use super::{Detail, LISTED, MISSING, Outcome, Printed, Snapshot};
use crate::account::{Account, Content, NodeId};
use crate::draw::Style;
use crate::finding::{AccountReport, Instance, Report, Side, Verdict};
use crate::message::{Lang, Text, msg};
use crate::report::{adapted, amount, equals, gap, is_literal};
use crate::source::SourceMap;

/// The part of an account that says where it was found, and not what it says.
const ORIGIN: &str = "source";

/// How a snapshot is worded, whatever the language of the terminal.
const STYLE: Style = Style { color: false, width: 0, lang: Lang::Zh };

/// Every scalar of an account as printed, save those that tell where the account was found.
pub fn figures(account: &Account) -> Vec<Printed> {
    let origin = account.child(account.root(), ORIGIN);
    let mut inside: HashSet<NodeId> = origin.into_iter().collect();
    let mut found = Vec::new();
    for id in account.ids() {
        let node = account.node(id);
        if node.parent.is_some_and(|parent| inside.contains(&parent)) {
            inside.insert(id);
        }
        let text = match node.content {
            _ if inside.contains(&id) => continue,
            Content::Record(_) | Content::List(_) => continue,
            Content::Number(number) => number.text(),
            Content::Text(words) | Content::NoValue(words) | Content::Withheld(words) => words,
            Content::Missing => "",
        };
        found.push((one_line(&account.path(id)), one_line(text)));
    }
    found
}

/// The snapshot of an account of a report, by its number in [`Report::accounts`]; none when there is no such one.
/// `figures` are those of the account; without any for what was judged of several accounts together.
pub fn take(report: &Report, number: usize, figures: Vec<Printed>, sources: &SourceMap) -> Option<Snapshot> {
    let account = report.accounts.get(number)?;
    let several: HashSet<usize> = report.instances().filter(|i| i.assertion > 1).map(|i| i.rule).collect();
    let mut outcomes: Vec<Outcome> = account
        .instances
        .iter()
        .map(|instance| {
            let listed = LISTED.contains(&instance.verdict);
            Outcome {
                rule: rule(report, instance, several.contains(&instance.rule)),
                place: one_line(&place(instance)),
                verdict: instance.verdict,
                detail: (!listed).then(|| detail(report, number, instance, sources)),
            }
        })
        .collect();
    let rank = |verdict: Verdict| Verdict::ALL.iter().position(|v| *v == verdict);
    outcomes.sort_by(|a, b| rank(a.verdict).cmp(&rank(b.verdict)).then_with(|| a.rule.cmp(&b.rule)));
    let packs: Vec<String> = account.packs.iter().map(|pack| one_line(file_name(pack))).collect();
    let source = if account.together > 0 { String::new() } else { one_line(file_name(&account.file)) };
    Some(Snapshot { source, head: head(account, &packs), packs, outcomes, figures })
}

fn head(account: &AccountReport, packs: &[String]) -> Vec<(String, String)> {
    let mut head = Vec::new();
    let mut row = |key: Text, text: &str| head.push((STYLE.say(key), one_line(text)));
    if let Some(entity) = &account.entity {
        row(msg!("snapshot-key-entity"), entity);
    }
    if account.together > 0 {
        row(msg!("snapshot-key-accounts"), &account.together.to_string());
    }
    if let Some(year) = account.year {
        row(msg!("snapshot-key-year"), &year.to_string());
    }
    if let Some(stage) = &account.stage {
        row(msg!("snapshot-key-stage"), stage);
    }
    if let Some(unit) = account.unit {
        row(msg!("snapshot-key-unit"), unit.label());
    }
    for pack in packs {
        row(msg!("snapshot-key-rules"), pack);
    }
    for change in &account.adapted {
        row(msg!("snapshot-key-adapted"), &STYLE.say(adapted(change)));
    }
    head
}

/// The rule's id without the folder of its file, in one word.
fn rule(report: &Report, instance: &Instance, several: bool) -> String {
    let id = report.rules.get(instance.rule).map_or("", |r| &r.id);
    let of_file = id.rsplit_once(':').is_some_and(|(_, line)| line.bytes().all(|b| b.is_ascii_digit()));
    let id = one_line(if of_file { file_name(id) } else { id }).split_whitespace().collect::<Vec<_>>().join("_");
    match instance.assertion {
        1.. if several => format!("{id}#{}", instance.assertion),
        _ => id,
    }
}

/// The elements that the variables stood for, the outer ones only where the inner ones do not lie in them.
fn place(instance: &Instance) -> String {
    let mut paths: Vec<&str> = Vec::new();
    for binding in &instance.bindings {
        if paths.last().is_some_and(|outer| binding.path.starts_with(outer)) {
            paths.pop();
        }
        paths.push(&binding.path);
    }
    if paths.is_empty() { instance.on.clone() } else { paths.join("/") }
}

fn detail(report: &Report, number: usize, instance: &Instance, sources: &SourceMap) -> Detail {
    let evidence = &instance.evidence;
    let title = report.rules.get(instance.rule).and_then(|r| r.title.as_deref());
    let mut figures: Vec<Printed> = Vec::new();
    for figure in &evidence.figures {
        let path = match report.accounts.get(figure.account) {
            Some(other) if figure.account != number || other.together > 0 => {
                format!("{}/{}", file_name(&other.file).replace(char::is_whitespace, "_"), figure.path)
            }
            _ => figure.path.clone(),
        };
        figures.push((one_line(&path), one_line(&figure.text)));
    }
    figures.extend(evidence.missing.iter().map(|path| (one_line(path), MISSING.to_owned())));
    let mut seen = HashSet::new();
    figures.retain(|(path, _)| seen.insert(path.clone()));
    let title = match title {
        Some(title) if !title.is_empty() => one_line(title),
        _ => one_line(&sources.slice(instance.span).split_whitespace().collect::<Vec<_>>().join(" ")),
    };
    Detail { title, told: one_line(&told(instance)), figures }
}

/// Both sides with the sign between them, the difference, and how much it weighs if it is a finding; else the reason.
fn told(instance: &Instance) -> String {
    let evidence = &instance.evidence;
    let mut parts = Vec::new();
    if let (Some(left), Some(comparison), Some(right)) = (&evidence.left, evidence.comparison, &evidence.right) {
        parts.push(format!("{} {} {}", side(left), comparison.sign(), side(right)));
        if let Some(difference) = &evidence.difference {
            parts.push(STYLE.say(msg!("snapshot-difference", difference = gap(difference, &STYLE))));
        }
        match (&evidence.slack, evidence.within) {
            (Some(allowed), true) => parts.push(STYLE.say(msg!("snapshot-allowed", allowed = gap(allowed, &STYLE)))),
            (Some(slack), false) => parts.push(STYLE.say(msg!("snapshot-slack", slack = gap(slack, &STYLE)))),
            (None, _) => {}
        }
    }
    if (parts.is_empty() || instance.verdict == Verdict::Waived)
        && let Some(reason) = &evidence.reason
    {
        parts.push(STYLE.say(reason.clone()));
    }
    if matches!(instance.verdict, Verdict::Violated | Verdict::Improbable) {
        parts.push(STYLE.say(instance.severity.term()));
    }
    parts.join(&STYLE.say(msg!("list-clause-comma")))
}

fn side(side: &Side) -> String {
    match &side.value {
        Some(value) if is_literal(&side.computation, value) || is_printed(&side.computation) => {
            side.computation.clone()
        }
        Some(value) => format!("{} {} {}", side.computation, equals(value), amount(value, &STYLE)),
        None => side.computation.clone(),
    }
}

/// Whether a computation is one figure as printed, which needs no value beside it: `3.00`.
fn is_printed(computation: &str) -> bool {
    computation.starts_with(|c: char| c.is_ascii_digit() || c == '-') && !computation.contains(char::is_whitespace)
}

/// What stands after the last folder.
fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// The text in one line of visible signs, so that it stands in the file as it is and is read back the same.
pub(super) fn one_line(text: &str) -> String {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let mut line = String::with_capacity(text.len());
    let last = text.chars().count().saturating_sub(1);
    for (at, c) in text.chars().enumerate() {
        match c {
            '\\' => line.push_str("\\\\"),
            c if hidden(c) => line.extend(c.escape_default()),
            c if c.is_whitespace() && (at == 0 || at == last) => line.extend(c.escape_unicode()),
            c => line.push(c),
        }
    }
    line
}

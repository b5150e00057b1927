//! What is different between two snapshots, said to a person: a line for each verdict that moved, and below it the
//! figures that moved it.

use std::collections::HashSet;

use super::{Changes, FigureChange, MISSING, Moved, Outcome, RuleChange, Snapshot};
use crate::draw::{Ink, Style, clean};
use crate::finding::Verdict;
use crate::message::{Text, msg};

/// Most figures that are listed of those that no moved verdict tells of, or that one verdict lacks.
const MAX_FIGURES: usize = 20;
/// Most characters of one text.
const MAX_TEXT: usize = 400;

/// The verdicts of a snapshot with the number of each.
pub fn counts(snapshot: &Snapshot, style: &Style) -> String {
    let count = |verdict: Verdict| snapshot.outcomes.iter().filter(|o| o.verdict == verdict).count();
    numbered(Verdict::ALL.into_iter().map(|v| (v, count(v))).filter(|(_, n)| *n > 0), style)
}

/// Says what is different, in lines that are indented below the name of the account.
pub fn tell(changes: &Changes, style: &Style) -> String {
    let mut lines = Lines { style, text: String::new() };
    for line in &changes.head {
        lines.change(1, line);
    }
    for moved in &changes.moved {
        lines.moved(moved);
    }
    for moved in &changes.restated {
        lines.moved(moved);
    }
    for (rules, ink, came) in [(&changes.added, Ink::Bold, true), (&changes.removed, Ink::Bold, false)] {
        for rule in rules {
            let said = if came { msg!("snapshot-rule-added") } else { msg!("snapshot-rule-removed") };
            lines.rule(said, ink, rule);
        }
    }
    let told: HashSet<&str> =
        changes.moved.iter().chain(&changes.restated).flat_map(|m| &m.causes).map(|c| &*c.path).collect();
    let others: Vec<&FigureChange> = changes.figures.iter().filter(|f| !told.contains(&*f.path)).collect();
    if !others.is_empty() {
        lines.line(1, &style.say(msg!("snapshot-other-figures", count = others.len().to_string())));
        others.iter().take(MAX_FIGURES).for_each(|figure| lines.change(2, figure));
        if others.len() > MAX_FIGURES {
            lines.line(2, &style.say(msg!("snapshot-more", count = (others.len() - MAX_FIGURES).to_string())));
        }
    }
    if changes.is_empty() {
        lines.line(1, &style.say(msg!("snapshot-wording-only")));
    }
    lines.text
}

fn numbered(counts: impl IntoIterator<Item = (Verdict, usize)>, style: &Style) -> String {
    let texts = counts.into_iter().map(|(v, n)| style.say(msg!("report-count", verdict = v.term(), count = n)));
    texts.collect::<Vec<_>>().join(&style.say(msg!("list-clause-comma")))
}

/// How much a verdict weighs, as a colour.
fn ink(verdict: Option<Verdict>) -> Ink {
    match verdict {
        Some(Verdict::Violated) => Ink::Red,
        Some(Verdict::Improbable | Verdict::Undefined | Verdict::Undetermined) => Ink::Yellow,
        Some(Verdict::Holds) => Ink::Green,
        _ => Ink::Dim,
    }
}

struct Lines<'a> {
    style: &'a Style,
    text: String,
}

impl Lines<'_> {
    fn line(&mut self, depth: usize, text: &str) {
        self.text.push_str(&format!("{:indent$}{text}\n", "", indent = depth * 2));
    }

    fn change(&mut self, depth: usize, change: &FigureChange) {
        let side = |text: &Option<String>| match text {
            Some(text) if text.is_empty() => self.style.say(msg!("snapshot-blank")),
            Some(text) => clean(text, MAX_TEXT),
            None => self.style.say(msg!("snapshot-none")),
        };
        let (before, after) = (side(&change.before), side(&change.after));
        self.line(depth, &format!("{}  {before} → {after}", clean(&change.path, MAX_TEXT)));
    }

    fn moved(&mut self, moved: &Moved) {
        let term = |v: Option<Verdict>| self.style.say(v.map_or_else(|| msg!("snapshot-none"), Verdict::term));
        let established = match (moved.before, moved.after) {
            (before, after) if before == after => self.style.say(msg!("snapshot-still", verdict = term(after))),
            (before, after) => format!("{} → {}", term(before), term(after)),
        };
        let established = self.style.paint(&established, ink(moved.after)).into_owned();
        let title = moved.detail.as_ref().map_or("", |d| &d.title);
        self.line(1, format!("{established}  {}", name(&moved.rule, title, &moved.place, self.style)).trim_end());
        let listed = moved.after.is_none_or(|v| super::LISTED.contains(&v));
        let now = moved.detail.as_ref().filter(|_| !listed).map(|d| clean(&d.told, MAX_TEXT));
        let was = moved.was.as_ref().map(|told| self.style.say(msg!("snapshot-was", told = clean(told, MAX_TEXT))));
        now.iter().chain(&was).filter(|told| !told.is_empty()).for_each(|told| self.line(3, told));
        if moved.after == Some(Verdict::Undetermined) {
            let figures = moved.detail.iter().flat_map(|d| &d.figures);
            for (path, _) in figures.filter(|(_, text)| text == MISSING).take(MAX_FIGURES) {
                self.line(3, &self.style.say(msg!("cli-missing", path = clean(path, MAX_TEXT))));
            }
        }
        for cause in &moved.causes {
            self.change(3, cause);
        }
    }

    fn rule(&mut self, said: Text, ink: Ink, rule: &RuleChange) {
        let said = self.style.say(said);
        let counts = numbered(rule.counts.iter().copied(), self.style);
        self.line(1, &format!("{}  {}  {counts}", self.style.paint(&said, ink), clean(&rule.rule, MAX_TEXT)));
        for Outcome { rule, place, verdict, detail } in &rule.told {
            let term = self.style.say(verdict.term());
            let title = detail.as_ref().map_or("", |d| &d.title);
            let name = name(rule, title, place, self.style);
            self.line(3, &format!("{}  {name}", self.style.paint(&term, self::ink(Some(*verdict)))));
            if let Some(detail) = detail.as_ref().filter(|d| !d.told.is_empty()) {
                self.line(5, &clean(&detail.told, MAX_TEXT));
            }
        }
    }
}

/// A rule with its title and the place in brackets.
fn name(rule: &str, title: &str, place: &str, style: &Style) -> String {
    let place = match place {
        "" => String::new(),
        place => style.say(msg!("report-in-brackets", words = place)),
    };
    let blank = if title.is_empty() { "" } else { " " };
    clean(&format!("{rule}{blank}{title}{place}"), MAX_TEXT)
}

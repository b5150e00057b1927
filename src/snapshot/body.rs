//! The body of a snapshot: written for a person, in lines that a diff sets apart, and read back.
//!
//! ```text
//! 单位：某局                          the head: a name and what it says
//!
//! # 不符（1）                          a verdict
//! N-018 basic_expenditure             a rule and the place
//!     一般公共预算基本支出＝…          its title
//!     1410.72 ≈ 1291.13 + 119.53 = …  both sides, the difference
//!         basic_expenditure.total = 1410.72
//!
//! # 相符（3）                          only listed
//! N-001
//! N-051 income.sources.other, income.sources.business
//!
//! # 公开数（1）                        every figure of the account
//! basic_expenditure.total = 1410.72
//! ```
#![expect(clippy::string_slice, reason = "places of a sign, found in the very text")]

use super::{Detail, LISTED, Outcome, Printed, Snapshot};
use crate::diagnostic::Diagnostic;
use crate::finding::Verdict;
use crate::message::{Lang, Text, msg};
use crate::source::{SourceId, Span};

/// Before the name of a section.
const SECTION: &str = "# ";
/// Before the title and the sides of an instance, and before its figures.
const INDENT: &str = "    ";
const DEEPER: &str = "        ";
/// Between a name of the head and what it says, between places, and between a path and its figure.
const COLON: char = '：';
const COMMA: &str = ", ";
const EQUALS: &str = " =";
/// The account itself, in a line with other places.
const ROOT: &str = ".";

/// Writes the body; it ends with a line end.
pub(super) fn write(snapshot: &Snapshot) -> String {
    let mut text = String::new();
    for (key, said) in &snapshot.head {
        text.push_str(&format!("{key}{COLON}{said}\n"));
    }
    for verdict in Verdict::ALL {
        let outcomes: Vec<&Outcome> = snapshot.outcomes.iter().filter(|o| o.verdict == verdict).collect();
        if outcomes.is_empty() {
            continue;
        }
        section(&mut text, verdict.term(), outcomes.len());
        if LISTED.contains(&verdict) {
            outcomes.chunk_by(|a, b| a.rule == b.rule).for_each(|of_rule| listed(&mut text, of_rule));
        } else {
            outcomes.iter().for_each(|outcome| told(&mut text, outcome));
        }
    }
    if !snapshot.figures.is_empty() {
        section(&mut text, msg!("snapshot-figures"), snapshot.figures.len());
    }
    snapshot.figures.iter().for_each(|figure| printed(&mut text, "", figure));
    text
}

fn section(text: &mut String, name: Text, count: usize) {
    let line = msg!("snapshot-section", name, count = count.to_string());
    text.push_str(&format!("\n{SECTION}{}\n", line.get(Lang::Zh)));
}

fn listed(text: &mut String, of_rule: &[&Outcome]) {
    text.push_str(of_rule.first().map_or("", |o| &o.rule));
    if !matches!(of_rule, [only] if only.place.is_empty()) {
        let places = of_rule.iter().map(|o| if o.place.is_empty() { ROOT } else { &o.place });
        text.push_str(&format!(" {}", places.collect::<Vec<_>>().join(COMMA)));
    }
    text.push('\n');
}

fn told(text: &mut String, outcome: &Outcome) {
    listed(text, &[outcome]);
    let Some(detail) = &outcome.detail else { return };
    for line in [&detail.title, &detail.told] {
        text.push_str(format!("{INDENT}{line}").trim_end());
        text.push('\n');
    }
    detail.figures.iter().for_each(|figure| printed(text, DEEPER, figure));
}

fn printed(text: &mut String, indent: &str, (path, value): &Printed) {
    text.push_str(format!("{indent}{path}{EQUALS} {value}").trim_end());
    text.push('\n');
}

/// A line with the place where it begins.
#[derive(Clone, Copy)]
struct Line<'a> {
    text: &'a str,
    span: Span,
}

impl Line<'_> {
    fn wrong(&self, message: Text) -> Diagnostic {
        Diagnostic::error("snapshot::line", self.span, message).with_help(super::broken_help())
    }
}

/// What the lines after a heading are.
enum Section {
    Head,
    Verdict(Verdict),
    Figures,
}

/// Reads the body, which begins at `start` of the text, into the snapshot.
///
/// # Errors
/// The first line that is none of a snapshot.
pub(super) fn read(source: SourceId, text: &str, start: usize, snapshot: &mut Snapshot) -> Result<(), Diagnostic> {
    let mut section = Section::Head;
    let mut at = start;
    for whole in text.get(start..).unwrap_or_default().split_inclusive('\n') {
        let line = whole.trim_end_matches(['\n', '\r']);
        let line = Line { text: line, span: Span::new(source, at, at + line.len()) };
        at += whole.len();
        if line.text.trim().is_empty() {
            continue;
        }
        match line.text.strip_prefix(SECTION) {
            Some(name) => section = heading(name, &line)?,
            None => match section {
                Section::Head => {
                    let (key, said) =
                        line.text.split_once(COLON).ok_or_else(|| line.wrong(msg!("snapshot-no-head")))?;
                    snapshot.head.push((key.to_owned(), said.to_owned()));
                }
                Section::Figures => snapshot.figures.push(figure(line.text, &line)?),
                Section::Verdict(verdict) => outcome(verdict, &line, &mut snapshot.outcomes)?,
            },
        }
    }
    Ok(())
}

fn heading(name: &str, line: &Line) -> Result<Section, Diagnostic> {
    let name = name.split('（').next().unwrap_or(name);
    if name == msg!("snapshot-figures").get(Lang::Zh) {
        return Ok(Section::Figures);
    }
    match Verdict::ALL.into_iter().find(|v| v.term().get(Lang::Zh) == name) {
        Some(verdict) => Ok(Section::Verdict(verdict)),
        None => Err(line.wrong(msg!("snapshot-no-section", name))),
    }
}

/// A line below a verdict: a rule with its places, or what is told of the rule before.
fn outcome(verdict: Verdict, line: &Line, outcomes: &mut Vec<Outcome>) -> Result<(), Diagnostic> {
    if let Some(detail) = line.text.strip_prefix(INDENT) {
        let last = outcomes.last_mut().filter(|o| o.verdict == verdict).and_then(|o| o.detail.as_mut());
        let last = last.ok_or_else(|| line.wrong(msg!("snapshot-no-rule")))?;
        match line.text.strip_prefix(DEEPER) {
            Some(deeper) => last.figures.push(figure(deeper, line)?),
            None if last.title.is_empty() => detail.clone_into(&mut last.title),
            None if last.told.is_empty() => detail.clone_into(&mut last.told),
            None => return Err(line.wrong(msg!("snapshot-one-line-too-many"))),
        }
        return Ok(());
    }
    let (rule, places) = line.text.split_once(' ').unwrap_or((line.text, ROOT));
    if rule.is_empty() {
        return Err(line.wrong(msg!("snapshot-no-rule")));
    }
    let detail = (!LISTED.contains(&verdict)).then(Detail::default);
    let mut rest = Some(places);
    while let Some(places) = rest {
        let (place, further) = match outside_quotes(places, COMMA) {
            Some(at) => (&places[..at], Some(&places[at + COMMA.len()..])),
            None => (places, None),
        };
        let place = if place == ROOT { String::new() } else { place.to_owned() };
        outcomes.push(Outcome { rule: rule.to_owned(), place, verdict, detail: detail.clone() });
        rest = further;
    }
    Ok(())
}

fn figure(text: &str, line: &Line) -> Result<Printed, Diagnostic> {
    let at = outside_quotes(text, EQUALS).ok_or_else(|| line.wrong(msg!("snapshot-no-figure")))?;
    let value = text[at + EQUALS.len()..].trim_start();
    Ok((text[..at].to_owned(), value.to_owned()))
}

/// Where a sign stands that is no part of a name in quotation marks; the curly ones nest.
fn outside_quotes(text: &str, sign: &str) -> Option<usize> {
    let (mut straight, mut depth) = (false, 0_usize);
    for (at, c) in text.char_indices() {
        match c {
            '"' if depth == 0 => straight = !straight,
            '“' if !straight => depth += 1,
            '”' if !straight => depth = depth.saturating_sub(1),
            _ if !straight && depth == 0 && text[at..].starts_with(sign) => return Some(at),
            _ => {}
        }
    }
    None
}

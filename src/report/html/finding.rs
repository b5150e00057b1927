//! One finding as a card: what is wrong and by how much, from which figures, and why it is no rounding.

use serde::Serialize;

use super::draw::{Drawing, drawings};
use super::links::Links;
use super::told;
use crate::message::{Text, msg};
use crate::report::finding_text::{Shown, sign};
use crate::report::sentence;
use crate::result::Figure;

/// Most figures of a finding that are listed.
const MOST_FIGURES: usize = 60;

/// A finding that is told in full.
#[derive(Debug, Serialize)]
pub(super) struct Card {
    id: String,
    /// Among those of its account, from 1.
    number: usize,
    verdict: &'static str,
    severity: &'static str,
    sign: &'static str,
    term: String,
    weight: String,
    known: Option<String>,
    title: String,
    lead: String,
    gap: Option<String>,
    /// What it says of the numbers, and what it rests on.
    facts: Vec<Fact>,
    drawings: Vec<Drawing>,
    figures: Vec<Row>,
    more: Option<String>,
}

/// Texts under a key.
#[derive(Debug, Serialize)]
pub(super) struct Fact {
    key: String,
    texts: Vec<String>,
}

/// A figure that took part.
#[derive(Debug, Serialize)]
struct Row {
    name: String,
    text: String,
    place: String,
    line: String,
    /// The cell in which it stands.
    cell: Option<String>,
}

/// A finding in one line.
#[derive(Debug, Serialize)]
pub(super) struct Line {
    id: String,
    verdict: &'static str,
    severity: &'static str,
    sign: &'static str,
    term: String,
    title: String,
    told: Vec<String>,
}

impl Fact {
    /// Texts under a key; none without any text.
    pub(super) fn of(shown: &crate::draw::Style, key: Text, texts: Vec<String>) -> Option<Self> {
        let texts: Vec<String> = texts.iter().map(|text| told(text)).collect();
        (!texts.is_empty()).then(|| Self { key: shown.say(key), texts })
    }
}

impl Card {
    pub(super) fn of(shown: &Shown<'_>, number: usize, links: &Links<'_>) -> Self {
        let (finding, style) = (shown.finding, shown.style);
        let figures = shown.figures();
        let more = figures.len().checked_sub(MOST_FIGURES).filter(|more| *more > 0);
        Self {
            id: links.of_finding(finding),
            number,
            verdict: finding.verdict.name(),
            severity: finding.severity.name(),
            sign: sign(finding.verdict),
            term: style.say(finding.verdict.term()),
            weight: style.say(finding.severity.term()),
            known: finding.known.then(|| style.say(msg!("report-known"))),
            title: told(&shown.titled_element()),
            lead: told(&sentence::reason(finding, style)),
            gap: sentence::difference(finding, style).map(|text| told(&text)),
            facts: compared(shown).into_iter().chain(sources(shown)).collect(),
            drawings: drawings(finding, style),
            figures: figures.into_iter().take(MOST_FIGURES).map(|figure| row(figure, shown, links)).collect(),
            more: more.map(|count| style.say(msg!("html-more-figures", count))),
        }
    }
}

/// Both sides, what their true values can be, and remarks.
fn compared(shown: &Shown<'_>) -> Vec<Fact> {
    let (finding, style) = (shown.finding, shown.style);
    let sides = shown.sides().into_iter().filter_map(|(key, text)| Fact::of(style, key, vec![text]));
    let ranges = Fact::of(style, msg!("report-key-range"), sentence::ranges_of(finding, style, |_| true));
    let remarks = Fact::of(style, msg!("report-key-note"), sentence::remarks(finding, style));
    sides.chain(ranges).chain(remarks).collect()
}

/// Law, place, rule, and what is to be done.
fn sources(shown: &Shown<'_>) -> Vec<Fact> {
    let style = shown.style;
    let mut places = shown.places();
    places.extend(shown.first_place());
    let facts = [
        (msg!("report-key-basis"), shown.basis()),
        (msg!("report-key-place"), places),
        (msg!("report-key-action"), vec![style.say(shown.action())]),
        (msg!("report-key-formula"), vec![shown.finding.expression.split_whitespace().collect::<Vec<_>>().join(" ")]),
        (msg!("report-key-rule"), vec![shown.rule_place()]),
    ];
    facts.into_iter().filter_map(|(key, texts)| Fact::of(style, key, texts)).collect()
}

fn row(figure: &Figure, shown: &Shown<'_>, links: &Links<'_>) -> Row {
    let unit = figure.unit.map(|unit| format!(" {}", shown.style.say(sentence::money(unit))));
    let plain = figure.text.ends_with(|c: char| c.is_ascii_digit());
    let caliber = figure.caliber.iter().filter(|_| figure.label.is_some());
    let caliber: String = caliber.map(|words| shown.style.say(msg!("report-in-brackets", words))).collect();
    let extent = &figure.extent;
    Row {
        name: told(&format!("{}{caliber}", sentence::name(figure))),
        text: told(&format!("{}{}", figure.text, unit.filter(|_| plain).unwrap_or_default())),
        place: told(figure.place.as_deref().unwrap_or(&figure.path)),
        line: told(&match (&extent.file, extent.line) {
            (Some(file), Some(line)) => format!("{file}:{line}"),
            (Some(file), None) => file.clone(),
            _ => String::new(),
        }),
        cell: figure
            .spot()
            .and_then(|spot| links.of_figure(extent.file.as_deref().unwrap_or(&shown.finding.account), spot)),
    }
}

impl Line {
    pub(super) fn of(shown: &Shown<'_>, links: &Links<'_>) -> Self {
        let (finding, style) = (shown.finding, shown.style);
        let mut said = vec![told(&shown.in_short())];
        if shown.is_block() {
            said.extend(sentence::difference(finding, style).map(|text| told(&text)));
            said.extend(shown.accepted().map(|text| told(&text)));
        }
        said.retain(|text| !text.is_empty());
        Self {
            id: links.of_finding(finding),
            verdict: finding.verdict.name(),
            severity: finding.severity.name(),
            sign: sign(finding.verdict),
            term: style.say(finding.verdict.term()),
            title: told(&shown.titled_element()),
            told: said,
        }
    }
}

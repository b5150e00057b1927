//! What a letter may say: of a unit, of each of its findings, of the figures behind them. Templates know these names.

use std::collections::BTreeMap;

use minijinja::Value;

use crate::draw::{Style, clean};
use crate::finding::Verdict;
use crate::layout::Field;
use crate::message::{Text, msg};
use crate::report::finding_text::Shown;
use crate::report::matter::Matter;
use crate::report::text::{counts, entity};
use crate::report::{foot, sentence};
use crate::result::{Account, Document, Figure};

/// Most characters of one text of others.
const MAX_TEXT: usize = 4000;
/// Most figures of a finding.
const MOST_FIGURES: usize = 60;

/// What a letter says of a unit.
pub(super) const OF_UNIT: [&str; 17] = [
    "index",
    "entity",
    "year",
    "stage",
    "unit",
    "classification",
    "file",
    "sha256",
    "judged",
    "counts",
    "questions",
    "findings",
    "violated",
    "improbable",
    "packs",
    "foot",
    "tool",
];

/// What it says of a finding: what a working paper says, by the same names, and what is asked of the unit.
const OF_FINDING: [(&str, Field); 17] = [
    ("number", Field::Number),
    ("entity", Field::Entity),
    ("year", Field::Year),
    ("category", Field::Category),
    ("severity", Field::Severity),
    ("verdict", Field::Verdict),
    ("scope", Field::Scope),
    ("rule", Field::Rule),
    ("title", Field::Title),
    ("summary", Field::Summary),
    ("difference", Field::Difference),
    ("unit", Field::Unit),
    ("amount", Field::Amount),
    ("computation", Field::Computation),
    ("place", Field::Place),
    ("basis", Field::Basis),
    ("index", Field::Index),
];

/// What it says besides of a finding, and of each of its figures.
const OF_FINDING_ALONE: [&str; 6] = ["gap", "remarks", "action", "formula", "more_figures", "figures"];
const OF_FIGURE: [&str; 6] = ["name", "text", "unit", "caliber", "place", "path"];

type Words = BTreeMap<&'static str, Value>;

/// What is said of an account.
pub(super) fn unit(
    document: &Document,
    number: usize,
    account: &Account,
    matters: &[Matter<'_>],
    style: &Style,
) -> Value {
    let say = |text: Text| style.say(text);
    let digest = account.sha256.clone().unwrap_or_default();
    let of = |verdict| account.verdicts.of(verdict);
    let not_judged = [Verdict::NotApplicable, Verdict::Undefined, Verdict::Undetermined];
    let judged = Verdict::ALL.into_iter().filter(|verdict| !not_judged.contains(verdict)).map(of).sum::<usize>();
    let findings = matters.iter().filter(|matter| matter.shown.finding.is_finding());
    let findings: Vec<Value> = (1..).zip(findings).map(|(number, matter)| finding(number, matter, style)).collect();
    let lines = |texts: Vec<String>| Value::from(texts.iter().map(|text| told(text)).collect::<Vec<_>>());
    let words: Words = OF_UNIT
        .into_iter()
        .zip([
            Value::from(format!("A{}", number + 1)),
            Value::from(told(&entity(account, style))),
            Value::from(account.year.map(|year| year.to_string()).unwrap_or_default()),
            Value::from(told(account.stage.as_deref().unwrap_or_default())),
            Value::from(account.unit.map(|unit| say(sentence::money(unit))).unwrap_or_default()),
            Value::from(account.classification.map(|class| class.word()).unwrap_or_default()),
            Value::from(told(&account.file)),
            Value::from(digest),
            Value::from(judged),
            Value::from(counts(account.verdicts, &[], style)),
            Value::from(say(msg!("report-findings-are-questions"))),
            Value::from(findings),
            Value::from(of(Verdict::Violated)),
            Value::from(of(Verdict::Improbable)),
            lines(document.packs.iter().filter(|pack| account.packs.contains(&pack.shown)).map(pack_line).collect()),
            lines(foot::made(document, style)),
            Value::from(format!("{} {}", document.tool.name, document.tool.version)),
        ])
        .collect();
    Value::from_pairs(words)
}

/// A unit with one finding that has one figure: by it a template is tried before there is any result.
pub(super) fn sample() -> Value {
    let some = |names: &[&'static str]| names.iter().map(|name| (*name, Value::from("1"))).collect::<Words>();
    let list = |inner: Words| Value::from(vec![Value::from_pairs(inner)]);
    let mut finding = some(&OF_FINDING.map(|(name, _)| name));
    finding.extend(some(&OF_FINDING_ALONE));
    finding.insert("more_figures", Value::from(1));
    finding.insert("remarks", Value::from(vec!["1"]));
    finding.insert("figures", list(some(&OF_FIGURE)));
    let mut unit = some(&OF_UNIT);
    for name in ["judged", "violated", "improbable"] {
        unit.insert(name, Value::from(1));
    }
    for name in ["packs", "foot"] {
        unit.insert(name, Value::from(vec!["1"]));
    }
    unit.insert("findings", list(finding));
    Value::from_pairs(unit)
}

fn pack_line(pack: &crate::finding::PackUse) -> String {
    format!("{} SHA-256 {}", pack.shown, pack.sha256)
}

fn finding(number: usize, matter: &Matter<'_>, style: &Style) -> Value {
    let shown = matter.shown;
    let mut words: Words =
        OF_FINDING.into_iter().map(|(name, field)| (name, Value::from(told(&matter.say(field, style))))).collect();
    words.insert("number", Value::from(number));
    words.insert(
        "gap",
        Value::from(sentence::difference(shown.finding, style).map(|gap| told(&gap)).unwrap_or_default()),
    );
    words.insert("remarks", Value::from(sentence::remarks(shown.finding, style)));
    words.insert("action", Value::from(style.say(shown.action())));
    words.insert(
        "formula",
        Value::from(told(&shown.finding.expression.split_whitespace().collect::<Vec<_>>().join(" "))),
    );
    let figures = shown.figures();
    let more = figures.len().saturating_sub(MOST_FIGURES);
    words.insert("more_figures", Value::from(more));
    words.insert("figures", figures.into_iter().take(MOST_FIGURES).map(|f| figure(f, shown)).collect());
    Value::from_pairs(words)
}

fn figure(figure: &Figure, shown: &Shown<'_>) -> Value {
    let unit = figure.unit.map(|unit| shown.style.say(sentence::money(unit))).unwrap_or_default();
    let words: Words = [
        ("name", Value::from(told(sentence::name(figure)))),
        ("text", Value::from(told(&figure.text))),
        ("unit", Value::from(unit)),
        ("caliber", Value::from(told(figure.caliber.as_deref().unwrap_or_default()))),
        ("place", Value::from(told(figure.place.as_deref().unwrap_or(&figure.path)))),
        ("path", Value::from(told(&figure.path))),
    ]
    .into();
    Value::from_pairs(words)
}

/// A text of others: harmless, of a bounded length; the ends of lines of the tool's own lists stay.
fn told(text: &str) -> String {
    text.lines().map(|line| clean(line, MAX_TEXT)).collect::<Vec<_>>().join("\n")
}

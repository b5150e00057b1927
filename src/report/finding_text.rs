//! One finding as text: in full, in short, or in one line, by what was established.

use super::answers_text;
use super::rows::Rows;
use super::sentence;
use crate::draw::{Ink, Style, clean, snippet};
use crate::finding::{AccountReport, Comparison, FigureUse, Instance, Report, RuleInfo, Severity, Side, Verdict};
use crate::message::{Text, msg};
use crate::source::{SourceMap, Span};

/// Most places named in a finding, and most paths of missing figures in a line.
const MAX_PLACES: usize = 4;
const MAX_MISSING: usize = 6;
/// Most characters of an assertion that stands for a title, and of what is told in one line.
const MAX_TITLE: usize = 120;
const MAX_TOLD: usize = 400;

/// Why an instance has its verdict, in one line: the rule's message, or what was compared or is missing.
pub(crate) fn reason(
    report: &Report,
    account: &AccountReport,
    instance: &Instance,
    sources: &SourceMap,
    style: &Style,
) -> String {
    match &instance.message {
        Some(message) => clean(message, MAX_TOLD),
        None => {
            let finding = Finding { report, account, instance, numbered: false, sources, style };
            let compared = finding.compared().filter(|_| instance.verdict.is_judgement());
            clean(&compared.unwrap_or_else(|| finding.told()), MAX_TOLD)
        }
    }
}

/// One instance with what it is to be read against.
#[derive(Debug, Clone, Copy)]
pub(super) struct Finding<'a> {
    pub(super) report: &'a Report,
    pub(super) account: &'a AccountReport,
    pub(super) instance: &'a Instance,
    /// Whether the rule has further assertions, so that this one has to be numbered.
    pub(super) numbered: bool,
    pub(super) sources: &'a SourceMap,
    pub(super) style: &'a Style,
}

impl<'a> Finding<'a> {
    /// The rule, unless the report is not whole.
    fn rule(&self) -> Option<&'a RuleInfo> {
        self.report.rules.get(self.instance.rule)
    }

    /// Whether it takes several lines.
    pub(super) fn is_block(&self) -> bool {
        matches!(self.instance.verdict, Verdict::Violated | Verdict::Improbable | Verdict::Rounding | Verdict::Waived)
    }

    /// The finding in the form that its verdict calls for.
    pub(super) fn write(&self, rows: &mut Rows) {
        match self.instance.verdict {
            Verdict::Violated | Verdict::Improbable => self.full(rows),
            Verdict::Rounding | Verdict::Waived => self.short(rows),
            _ => self.one_line(rows),
        }
    }

    fn full(&self, rows: &mut Rows) {
        self.heading(rows);
        rows.rows(msg!("report-key-place"), &self.places());
        rows.drawn(&snippet(&self.labels(), self.sources, self.style));
        // What rounding could still explain is not said to be wrong.
        let broken = match self.instance.verdict {
            Verdict::Improbable => msg!("report-only-by-luck"),
            _ => msg!("report-not-true"),
        };
        rows.drawn(&snippet(&[(self.instance.span, self.style.say(broken))], self.sources, self.style));
        if let Some(message) = &self.instance.message {
            rows.row(msg!("report-key-message"), message);
        }
        self.sides(rows);
        rows.rows(msg!("report-key-range"), &sentence::ranges(&self.instance.evidence, self.style));
        self.difference(rows);
        rows.rows(msg!("report-key-note"), &sentence::remarks(&self.instance.evidence, self.style));
        rows.rows(msg!("report-key-basis"), &self.basis());
        rows.row(msg!("report-key-action"), &self.style.say(self.action()));
        rows.row(msg!("report-key-rule"), &self.rule_place());
    }

    fn short(&self, rows: &mut Rows) {
        self.heading(rows);
        rows.rows(msg!("report-key-place"), &self.places()[..self.places().len().min(1)]);
        self.sides(rows);
        self.difference(rows);
        if let Some(reason) = &self.instance.evidence.reason {
            rows.row(msg!("report-key-message"), &self.style.say(reason.clone()));
        }
        if let Some(waiver) = self.instance.waiver.and_then(|used| self.report.waivers.get(used.number)) {
            rows.row(msg!("report-key-accepted"), &self.style.say(answers_text::accepted(waiver, self.sources)));
        }
    }

    fn one_line(&self, rows: &mut Rows) {
        let (mark, ink) = self.mark();
        let told = clean(&self.told(), MAX_TOLD);
        rows.entry((mark, ink), &self.style.say(self.instance.verdict.term()), &self.titled_element(), &told);
    }

    /// The finding in one line that programs read as well: place, weight, rule, and the two numbers.
    pub(super) fn quiet(&self, rows: &mut Rows) {
        let place = match self.figures().iter().find_map(|f| f.span) {
            Some(span) => format!("{}:{}", self.sources.get(span.source).name, self.sources.locate(span).line),
            None => self.account.file.clone(),
        };
        let what = self.in_short();
        let severity = self.instance.severity.name();
        let verdict = match self.instance.verdict {
            Verdict::Violated => String::new(),
            other => format!("{}: ", self.style.say(other.term())),
        };
        let known = self.instance.known.then(|| format!("{}: ", self.style.say(msg!("report-known"))));
        let verdict = known.unwrap_or_default() + &verdict;
        rows.line(format!("{place}: {severity} {}: {verdict}{what}", self.titled_element()).trim_end_matches(": "));
    }

    /// The two numbers and their difference, or why there is no verdict.
    pub(super) fn in_short(&self) -> String {
        self.compared().unwrap_or_else(|| self.told())
    }

    fn heading(&self, rows: &mut Rows) {
        let known = self.instance.known.then(|| msg!("report-known"));
        let established = [self.instance.severity.term(), self.instance.verdict.term()].into_iter().chain(known);
        let established: Vec<String> = established.map(|term| self.style.say(term)).collect();
        rows.heading(self.mark(), &self.title(), &established.join(" · "));
    }

    /// The sign at the head of a line and its colour.
    fn mark(&self) -> (&'static str, Ink) {
        match self.instance.verdict {
            Verdict::Violated if self.instance.severity == Severity::Error => ("✗", Ink::Red),
            Verdict::Violated => ("✗", Ink::Yellow),
            Verdict::Improbable => ("!", Ink::Yellow),
            Verdict::Rounding => ("~", Ink::Plain),
            Verdict::Waived => ("*", Ink::Plain),
            Verdict::Undetermined => ("?", Ink::Plain),
            Verdict::Undefined | Verdict::NotApplicable => ("-", Ink::Dim),
            Verdict::Holds => ("✓", Ink::Green),
        }
    }

    /// Id and title; an assertion without a title is quoted.
    fn title(&self) -> String {
        let rule = self.rule();
        let mut id = rule.map_or_else(String::new, |r| r.id.clone());
        if self.numbered {
            let n = self.instance.assertion;
            id.push_str(&self.style.say(msg!("report-in-brackets", words = n)));
        }
        match rule.and_then(|r| r.title.as_deref()) {
            Some(title) => format!("{id} {title}"),
            None => {
                let written = self.sources.slice(self.instance.span).split_whitespace().collect::<Vec<_>>().join(" ");
                format!("{id} {}", clean(&written, MAX_TITLE))
            }
        }
    }

    pub(super) fn titled_element(&self) -> String {
        let element = self.element().map(|path| self.bracketed(path)).unwrap_or_default();
        format!("{}{element}", self.title())
    }

    /// The element of a `for`, which alone tells one instance from the next.
    fn element(&self) -> Option<&'a str> {
        self.instance.bindings.last().map(|b| b.path.as_str()).filter(|path| !path.is_empty())
    }

    fn bracketed(&self, path: &str) -> String {
        self.style.say(msg!("report-in-brackets", words = path))
    }

    /// Where the figures stand in the document, with the element when there is a choice.
    pub(super) fn places(&self) -> Vec<String> {
        let mut places: Vec<String> = Vec::new();
        for place in self.figures().into_iter().filter_map(|f| f.place.as_ref()) {
            if !places.contains(place) {
                places.push(place.clone());
            }
        }
        let count = places.len();
        places.truncate(MAX_PLACES);
        if count > MAX_PLACES {
            places.push(self.style.say(msg!("report-more-places", count)));
        }
        match (places.last_mut(), self.element()) {
            (Some(last), Some(path)) => last.push_str(&self.bracketed(path)),
            (None, _) if !self.instance.place().is_empty() => places.push(self.instance.place().to_owned()),
            _ => {}
        }
        places
    }

    /// The figures, those that are a whole side first: they are what the finding is about.
    pub(super) fn figures(&self) -> Vec<&'a FigureUse> {
        let evidence = &self.instance.evidence;
        let stated = sentence::stated(evidence);
        let is_stated = |f: &FigureUse| stated.iter().flatten().any(|s| std::ptr::eq(*s, f));
        let (mut first, rest): (Vec<_>, Vec<_>) = evidence.figures.iter().partition(|f| is_stated(f));
        first.extend(rest);
        first
    }

    /// The figures in the account files, with what is said of each.
    fn labels(&self) -> Vec<(Span, String)> {
        let evidence = &self.instance.evidence;
        let stated = sentence::stated(evidence);
        let sides = [&evidence.left, &evidence.right];
        let several = evidence.figures.iter().any(|f| f.caliber != evidence.figures[0].caliber);
        let said = |figure: &FigureUse| {
            let mut text = sentence::name(figure).to_owned();
            if let Some(caliber) = figure.caliber.as_ref().filter(|_| several) {
                text.push_str(&self.bracketed(caliber));
            }
            let side = sides.iter().zip(stated).find(|(_, f)| f.is_some_and(|f| std::ptr::eq(f, figure)));
            if let Some(side) = side.and_then(|(side, _)| side.as_ref()) {
                let value = sentence::printed(figure, side, self.style);
                text.push_str(&self.style.say(match side.value {
                    Some(_) => msg!("report-printed-number", value),
                    None => msg!("report-printed-words", words = value),
                }));
            }
            text
        };
        self.figures().into_iter().filter_map(|f| f.span.map(|span| (span, said(f)))).collect()
    }

    fn sides(&self, rows: &mut Rows) {
        let evidence = &self.instance.evidence;
        let mut last = Text::default();
        for (side, figure) in [&evidence.left, &evidence.right].into_iter().zip(sentence::stated(evidence)) {
            let Some(side) = side else { continue };
            let (key, text) = sentence::side(side, figure, evidence.difference.as_ref(), self.style);
            rows.row(if key == last { Text::default() } else { key.clone() }, &text);
            last = key;
        }
    }

    fn difference(&self, rows: &mut Rows) {
        if let Some(text) = sentence::difference(self.instance, self.style) {
            rows.row(msg!("report-key-difference"), &text);
        }
    }

    /// What may be cited for the account's year, and where the formula comes from.
    pub(super) fn basis(&self) -> Vec<String> {
        let Some(rule) = self.rule() else { return Vec::new() };
        let mut texts: Vec<String> =
            rule.basis.iter().filter(|b| b.in_force(self.account.year)).map(|b| b.text.clone()).collect();
        if let Some(source) = &rule.formula_source {
            texts.push(self.style.say(msg!("report-formula-from", source)));
        }
        texts
    }

    fn action(&self) -> Text {
        match self.instance.severity {
            Severity::Error => msg!("report-action-error"),
            Severity::Warning => msg!("report-action-warning"),
            Severity::Info => msg!("report-action-info"),
        }
    }

    fn rule_place(&self) -> String {
        let span = self.instance.span;
        let place = format!("{}:{}", self.sources.get(span.source).name, self.sources.locate(span).line);
        match self.rule().filter(|r| r.pack.is_some()) {
            Some(rule) => format!("{place}   gouji explain {}", rule.id),
            None => place,
        }
    }

    /// Why there is no judgement, or what was compared when all is well.
    fn told(&self) -> String {
        let evidence = &self.instance.evidence;
        if self.instance.verdict == Verdict::Holds {
            return self.compared().unwrap_or_default();
        }
        let reason = evidence.reason.clone().unwrap_or_default();
        let paths = Text::list(evidence.missing.iter().take(MAX_MISSING));
        let count = evidence.missing.len();
        let missing = if count > MAX_MISSING { msg!("report-more-missing", paths, count) } else { paths };
        self.style.say(match (reason.is_empty(), missing.is_empty()) {
            (_, true) => reason,
            (true, false) => missing,
            (false, false) => msg!("report-reason-and-missing", reason, missing),
        })
    }

    /// `1410.72 ≠ 1410.66，差额 0.06 万元`
    fn compared(&self) -> Option<String> {
        let evidence = &self.instance.evidence;
        let difference = evidence.difference.as_ref();
        let value = |side: &Option<Side>| {
            let side = side.as_ref()?;
            let Some(value) = &side.value else { return Some(side.computation.clone()) };
            let same_unit = difference.is_none_or(|d| d.unit == value.unit);
            let shown = if same_unit { value } else { side.converted.as_ref().unwrap_or(value) };
            Some(shown.short.clone())
        };
        let (left, right) = (value(&evidence.left)?, value(&evidence.right)?);
        if self.instance.verdict == Verdict::Holds {
            return Some(format!("{left} {} {right}", evidence.comparison?.sign()));
        }
        let compared = format!("{left} {} {right}", opposite(evidence.comparison?));
        Some(match difference.map(|d| sentence::gap(d, self.style)) {
            Some(difference) => self.style.say(msg!("report-compared", compared, difference)),
            None => compared,
        })
    }
}

/// What the printed numbers show when a comparison does not hold for them.
fn opposite(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal | Comparison::Approx => "≠",
        Comparison::NotEqual => "=",
        Comparison::Less => "≥",
        Comparison::LessEqual | Comparison::LessApprox => ">",
        Comparison::Greater => "≤",
        Comparison::GreaterEqual | Comparison::GreaterApprox => "<",
    }
}

//! One finding as text: in full, in short, or in one line, by what was established.

use super::answers_text;
use super::rows::Rows;
use super::sentence;
use crate::draw::{Ink, Style, clean, snippet};
use crate::finding::{Severity, Verdict};
use crate::message::{Text, msg};
use crate::result::{Document, Excerpts, Figure, Finding};
use crate::source::Span;

/// Most places named in a finding.
const MAX_PLACES: usize = 4;
/// Most characters of an assertion that stands for a title.
const MAX_TITLE: usize = 120;

/// One instance with what it is to be read against.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shown<'a> {
    pub(super) document: &'a Document,
    pub(super) finding: &'a Finding,
    /// Whether the rule has further assertions, so that this one has to be numbered.
    pub(super) numbered: bool,
    /// The lines to which violations point.
    pub(super) excerpts: &'a Excerpts,
    pub(super) style: &'a Style,
}

/// The sign of a verdict, which says it without any colour.
pub(super) fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Violated => "✗",
        Verdict::Improbable => "!",
        Verdict::Rounding => "~",
        Verdict::Waived => "*",
        Verdict::Undetermined => "?",
        Verdict::Undefined | Verdict::NotApplicable => "-",
        Verdict::Holds => "✓",
    }
}

impl<'a> Shown<'a> {
    /// Whether it takes several lines.
    pub(super) fn is_block(&self) -> bool {
        matches!(self.finding.verdict, Verdict::Violated | Verdict::Improbable | Verdict::Rounding | Verdict::Waived)
    }

    /// The finding in the form that its verdict calls for.
    pub(super) fn write(&self, rows: &mut Rows) {
        match self.finding.verdict {
            Verdict::Violated | Verdict::Improbable => self.full(rows),
            Verdict::Rounding | Verdict::Waived => self.short(rows),
            _ => self.one_line(rows),
        }
    }

    fn full(&self, rows: &mut Rows) {
        self.heading(rows);
        rows.rows(msg!("report-key-place"), &self.places());
        rows.drawn(&snippet(&self.labels(), &self.excerpts.texts, self.style));
        // What rounding could still explain is not said to be wrong.
        let broken = match self.finding.verdict {
            Verdict::Improbable => msg!("report-only-by-luck"),
            _ => msg!("report-not-true"),
        };
        let assertion: Vec<_> =
            self.excerpts.assertion(self.finding).map(|span| (span, self.style.say(broken))).into_iter().collect();
        rows.drawn(&snippet(&assertion, &self.excerpts.texts, self.style));
        if let Some(message) = &self.finding.message {
            rows.row(msg!("report-key-message"), message);
        }
        self.side_rows(rows);
        rows.rows(msg!("report-key-range"), &sentence::ranges(self.finding, self.style));
        self.difference(rows);
        rows.rows(msg!("report-key-note"), &sentence::remarks(self.finding, self.style));
        rows.rows(msg!("report-key-basis"), &self.basis());
        rows.row(msg!("report-key-action"), &self.style.say(self.action()));
        rows.row(msg!("report-key-rule"), &self.rule_place());
    }

    fn short(&self, rows: &mut Rows) {
        self.heading(rows);
        rows.rows(msg!("report-key-place"), &self.places().into_iter().take(1).collect::<Vec<_>>());
        self.side_rows(rows);
        self.difference(rows);
        if let Some(reason) = &self.finding.reason {
            rows.row(msg!("report-key-message"), reason.get(self.style.lang));
        }
        if let Some(accepted) = self.accepted() {
            rows.row(msg!("report-key-accepted"), &accepted);
        }
    }

    /// Why the finding is right all the same, by the waiver that covers it.
    pub(super) fn accepted(&self) -> Option<String> {
        let waiver = self.document.waivers.get(self.finding.waiver?.number)?;
        Some(self.style.say(answers_text::accepted(waiver)))
    }

    fn one_line(&self, rows: &mut Rows) {
        let (mark, ink) = self.mark();
        let told = sentence::told(self.finding, self.style);
        rows.entry((mark, ink), &self.style.say(self.finding.verdict.term()), &self.titled_element(), &told);
    }

    /// The finding in one line that programs read as well: place, weight, rule, and the two numbers.
    pub(super) fn quiet(&self, rows: &mut Rows) {
        let place = self.first_place().unwrap_or_else(|| self.finding.account.clone());
        let what = self.in_short();
        let severity = self.finding.severity.name();
        let verdict = match self.finding.verdict {
            Verdict::Violated => String::new(),
            other => format!("{}: ", self.style.say(other.term())),
        };
        let known = self.finding.known.then(|| format!("{}: ", self.style.say(msg!("report-known"))));
        let verdict = known.unwrap_or_default() + &verdict;
        rows.line(format!("{place}: {severity} {}: {verdict}{what}", self.titled_element()).trim_end_matches(": "));
    }

    /// File and line of the first figure that stands in a file.
    pub(super) fn first_place(&self) -> Option<String> {
        self.figures().iter().find_map(|f| Some(format!("{}:{}", f.extent.file.as_ref()?, f.extent.line?)))
    }

    /// The two numbers and their difference, or why there is no verdict.
    pub(super) fn in_short(&self) -> String {
        sentence::compared(self.finding, self.style).unwrap_or_else(|| sentence::told(self.finding, self.style))
    }

    fn heading(&self, rows: &mut Rows) {
        let known = self.finding.known.then(|| msg!("report-known"));
        let established = [self.finding.severity.term(), self.finding.verdict.term()].into_iter().chain(known);
        let established: Vec<String> = established.map(|term| self.style.say(term)).collect();
        rows.heading(self.mark(), &self.title(), &established.join(" · "));
    }

    /// The sign at the head of a line and its colour.
    fn mark(&self) -> (&'static str, Ink) {
        let ink = match self.finding.verdict {
            Verdict::Violated if self.finding.severity == Severity::Error => Ink::Red,
            Verdict::Violated | Verdict::Improbable => Ink::Yellow,
            Verdict::Rounding | Verdict::Waived | Verdict::Undetermined => Ink::Plain,
            Verdict::Undefined | Verdict::NotApplicable => Ink::Dim,
            Verdict::Holds => Ink::Green,
        };
        (sign(self.finding.verdict), ink)
    }

    /// Id and title; an assertion without a title is quoted.
    pub(super) fn title(&self) -> String {
        let mut id = self.finding.rule.clone();
        if self.numbered {
            let n = self.finding.assertion;
            id.push_str(&self.style.say(msg!("report-in-brackets", words = n)));
        }
        match &self.finding.title {
            Some(title) => format!("{id} {title}"),
            None => {
                let written = self.finding.expression.split_whitespace().collect::<Vec<_>>().join(" ");
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
        self.finding.bindings.last().map(|b| b.path.as_str()).filter(|path| !path.is_empty())
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
            (None, _) if !self.finding.at.is_empty() => places.push(self.finding.at.clone()),
            _ => {}
        }
        places
    }

    pub(super) fn figures(&self) -> Vec<&'a Figure> {
        sentence::figures(self.finding)
    }

    /// The figures in the account files, with what is said of each.
    fn labels(&self) -> Vec<(Span, String)> {
        let finding = self.finding;
        let stated = sentence::stated(finding);
        let sides = [&finding.left, &finding.right];
        let several = finding.figures.windows(2).any(|two| matches!(two, [one, next] if one.caliber != next.caliber));
        let said = |figure: &Figure| {
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
        self.figures().into_iter().filter_map(|f| Some((self.excerpts.span(&f.extent)?, said(f)))).collect()
    }

    /// Where each side comes from and its value.
    pub(super) fn sides(&self) -> Vec<(Text, String)> {
        let finding = self.finding;
        let sides = [&finding.left, &finding.right].into_iter().zip(sentence::stated(finding));
        let told = sides.filter_map(|(side, figure)| {
            Some(sentence::side(side.as_ref()?, figure, finding.difference.as_ref(), self.style))
        });
        told.collect()
    }

    fn side_rows(&self, rows: &mut Rows) {
        let mut last = Text::default();
        for (key, text) in self.sides() {
            rows.row(if key == last { Text::default() } else { key.clone() }, &text);
            last = key;
        }
    }

    fn difference(&self, rows: &mut Rows) {
        if let Some(text) = sentence::difference(self.finding, self.style) {
            rows.row(msg!("report-key-difference"), &text);
        }
    }

    /// What may be cited for the account's year, and where the formula comes from.
    pub(super) fn basis(&self) -> Vec<String> {
        let mut texts = self.finding.basis.clone();
        if let Some(source) = &self.finding.formula_source {
            texts.push(self.style.say(msg!("report-formula-from", source)));
        }
        texts
    }

    pub(super) fn action(&self) -> Text {
        match self.finding.severity {
            Severity::Error => msg!("report-action-error"),
            Severity::Warning => msg!("report-action-warning"),
            Severity::Info => msg!("report-action-info"),
        }
    }

    pub(super) fn rule_place(&self) -> String {
        let place = answers_text::place(&self.finding.rule_place);
        match self.document.rule_of(self.finding).filter(|rule| rule.pack.is_some()) {
            Some(rule) => format!("{place}   gouji explain {}", rule.id),
            None => place,
        }
    }
}

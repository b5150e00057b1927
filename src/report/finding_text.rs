//! One finding as text: in full, in short, or in one line, by what was established.

use super::rows::Rows;
use super::sentence;
use crate::diagnostic::render::{Ink, Style, clean, snippet};
use crate::finding::{AccountReport, Comparison, FigureUse, Instance, Report, RuleInfo, Severity, Side, Verdict};
use crate::source::{SourceMap, Span};

/// Most places named in a finding, and most paths of missing figures in a line.
const MAX_PLACES: usize = 4;
const MAX_MISSING: usize = 6;
/// Most characters of an assertion that stands for a title, and of what is told in one line.
const MAX_TITLE: usize = 120;
const MAX_TOLD: usize = 400;

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
        rows.rows("位置", "place", &self.places());
        rows.drawn(&snippet(&self.labels(), self.sources, self.style));
        // What rounding could still explain is not said to be wrong.
        let broken = match self.instance.verdict {
            Verdict::Improbable => self.style.say("此断言凑巧才成立", "this holds only by luck"),
            _ => self.style.say("此断言不成立", "this does not hold"),
        };
        rows.drawn(&snippet(&[(self.instance.span, broken.to_owned())], self.sources, self.style));
        if let Some(message) = &self.instance.message {
            rows.row("说明", "message", message);
        }
        self.sides(rows);
        rows.rows("区间", "range", &sentence::ranges(&self.instance.evidence, self.style));
        self.difference(rows);
        rows.rows("备注", "note", &sentence::remarks(&self.instance.evidence, self.style));
        rows.rows("依据", "basis", &self.basis());
        rows.row("处理", "to do", self.action());
        rows.row("规则", "rule", &self.rule_place());
    }

    fn short(&self, rows: &mut Rows) {
        self.heading(rows);
        rows.rows("位置", "place", &self.places()[..self.places().len().min(1)]);
        self.sides(rows);
        self.difference(rows);
        if let Some(reason) = &self.instance.evidence.reason {
            rows.row("说明", "message", &reason.get(self.style.lang));
        }
    }

    fn one_line(&self, rows: &mut Rows) {
        let (mark, ink) = self.mark();
        let told = clean(&self.told(), MAX_TOLD);
        rows.entry((mark, ink), &self.instance.verdict.term().get(self.style.lang), &self.titled_element(), &told);
    }

    /// The finding in one line that programs read as well: place, weight, rule, and the two numbers.
    pub(super) fn quiet(&self, rows: &mut Rows) {
        let place = match self.figures().iter().find_map(|f| f.span) {
            Some(span) => format!("{}:{}", self.sources.get(span.source).name, self.sources.locate(span).line),
            None => self.account.file.clone(),
        };
        let what = self.compared().unwrap_or_else(|| self.told());
        let severity = self.instance.severity.name();
        let verdict = match self.instance.verdict {
            Verdict::Violated => String::new(),
            other => format!("{}: ", other.term().get(self.style.lang)),
        };
        rows.line(format!("{place}: {severity} {}: {verdict}{what}", self.titled_element()).trim_end_matches(": "));
    }

    fn heading(&self, rows: &mut Rows) {
        let (severity, verdict) = (self.instance.severity.term(), self.instance.verdict.term());
        let lang = self.style.lang;
        rows.heading(self.mark(), &self.title(), &format!("{} · {}", severity.get(lang), verdict.get(lang)));
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
            id.push_str(&self.style.say(format!("（{n}）"), format!(" ({n})")));
        }
        match rule.and_then(|r| r.title.as_deref()) {
            Some(title) => format!("{id} {title}"),
            None => {
                let written = self.sources.slice(self.instance.span).split_whitespace().collect::<Vec<_>>().join(" ");
                format!("{id} {}", clean(&written, MAX_TITLE))
            }
        }
    }

    fn titled_element(&self) -> String {
        let element = self.element().map(|path| self.bracketed(path)).unwrap_or_default();
        format!("{}{element}", self.title())
    }

    /// The element of a `for`, which alone tells one instance from the next.
    fn element(&self) -> Option<&'a str> {
        self.instance.bindings.last().map(|b| b.path.as_str()).filter(|path| !path.is_empty())
    }

    fn bracketed(&self, path: &str) -> String {
        self.style.say(format!("（{path}）"), format!(" ({path})"))
    }

    /// Where the figures stand in the document, with the element when there is a choice.
    fn places(&self) -> Vec<String> {
        let mut places: Vec<String> = Vec::new();
        for place in self.figures().into_iter().filter_map(|f| f.place.as_ref()) {
            if !places.contains(place) {
                places.push(place.clone());
            }
        }
        let count = places.len();
        places.truncate(MAX_PLACES);
        if count > MAX_PLACES {
            places.push(self.style.say(format!("等 {count} 处"), format!("and others, {count} in all")));
        }
        match (places.last_mut(), self.element()) {
            (Some(last), Some(path)) => last.push_str(&self.bracketed(path)),
            (None, _) if !self.instance.place().is_empty() => places.push(self.instance.place().to_owned()),
            _ => {}
        }
        places
    }

    /// The figures, those that are a whole side first: they are what the finding is about.
    fn figures(&self) -> Vec<&'a FigureUse> {
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
                let is = if side.value.is_some() { "数 " } else { "为" };
                text.push_str(&self.style.say(format!("，公开{is}{value}"), format!(", printed {value}")));
            }
            text
        };
        self.figures().into_iter().filter_map(|f| f.span.map(|span| (span, said(f)))).collect()
    }

    fn sides(&self, rows: &mut Rows) {
        let evidence = &self.instance.evidence;
        let mut last = "";
        for (side, figure) in [&evidence.left, &evidence.right].into_iter().zip(sentence::stated(evidence)) {
            let Some(side) = side else { continue };
            let ((zh, en), text) = sentence::side(side, figure, evidence.difference.as_ref(), self.style);
            if zh == last {
                rows.row("", "", &text)
            } else {
                rows.row(zh, en, &text)
            }
            last = zh;
        }
    }

    fn difference(&self, rows: &mut Rows) {
        if let Some(text) = sentence::difference(self.instance, self.style) {
            rows.row("差额", "difference", &text);
        }
    }

    /// What may be cited for the account's year, and where the formula comes from.
    fn basis(&self) -> Vec<String> {
        let Some(rule) = self.rule() else { return Vec::new() };
        let mut texts: Vec<String> =
            rule.basis.iter().filter(|b| b.in_force(self.account.year)).map(|b| b.text.clone()).collect();
        if let Some(source) = &rule.formula_source {
            texts.push(format!("{}{source}", self.style.say("公式来源：", "formula from: ")));
        }
        texts
    }

    fn action(&self) -> &'static str {
        match self.instance.severity {
            Severity::Error => {
                self.style.say("请核对并更正，或填写审核说明", "check and correct, or explain in a waiver")
            }
            Severity::Warning => {
                self.style.say("请核实；无误的，请填写审核说明", "check; if it is right, explain in a waiver")
            }
            Severity::Info => self.style.say("供参考，可不处理", "for information"),
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
        let reason = evidence.reason.as_ref().map(|r| r.get(self.style.lang)).unwrap_or_default();
        let comma = self.style.say("、", ", ");
        let mut missing = evidence.missing.iter().take(MAX_MISSING).cloned().collect::<Vec<_>>().join(comma);
        let count = evidence.missing.len();
        if count > MAX_MISSING {
            missing.push_str(&self.style.say(format!(" 等 {count} 项"), format!(" and others, {count} in all")));
        }
        match (reason.is_empty(), missing.is_empty()) {
            (_, true) => reason.into_owned(),
            (true, false) => missing,
            (false, false) => format!("{reason}{}{missing}", self.style.say("：", ": ")),
        }
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
        let gap = difference.map(|d| sentence::gap(d, self.style));
        let gap = gap.map(|d| self.style.say(format!("，差额 {d}"), format!(", difference {d}"))).unwrap_or_default();
        Some(format!("{left} {} {right}{gap}", opposite(evidence.comparison?)))
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

//! The report for people: account by account, the gravest first, and a summary.

use std::collections::HashSet;
use std::io::{self, Write};

use super::answers_text;
use super::finding_text::Finding;
use super::rows::Rows;
use super::sentence;
use crate::draw::Style;
use crate::finding::{AccountReport, Instance, Report, Verdict};
use crate::message::{Text, msg};
use crate::source::SourceMap;

/// Verdicts that a summary names even when there is none of them.
const ALWAYS: [Verdict; 5] =
    [Verdict::Violated, Verdict::Improbable, Verdict::Rounding, Verdict::Undetermined, Verdict::Holds];

/// What the text report shows, and how.
#[derive(Debug, Clone)]
pub struct TextOptions {
    /// Language, width, colour.
    pub style: Style,
    /// The verdicts whose instances are listed.
    pub shown: Vec<Verdict>,
    /// One line for each finding, and no heads.
    pub quiet: bool,
}

/// Writes the report. What is wrong with inputs is not part of it, save the number of accounts that
/// could not be read.
pub fn write(report: &Report, sources: &SourceMap, options: &TextOptions, out: &mut impl Write) -> io::Result<()> {
    let style = &options.style;
    let shown = Shown::new(report, sources, options);
    for account in &report.accounts {
        let findings = shown.of(account);
        if !options.quiet {
            out.write_all(head(account, style).as_bytes())?;
        }
        for (n, finding) in findings.iter().enumerate() {
            let mut rows = Rows::new(style);
            if options.quiet {
                finding.quiet(&mut rows);
            } else {
                if n > 0 && (finding.is_block() || findings[n - 1].is_block()) {
                    rows.blank();
                }
                finding.write(&mut rows);
            }
            out.write_all(rows.finish().as_bytes())?;
        }
        if !options.quiet && !findings.is_empty() {
            out.write_all(b"\n")?;
        }
    }
    if options.quiet {
        let mut rows = Rows::new(style);
        narrowed(report, style).iter().for_each(|line| rows.line(line));
        out.write_all(rows.finish().as_bytes())?;
    }
    out.write_all(answers_text::write(report, sources, style, options.quiet).as_bytes())?;
    out.write_all(summary(report, style).as_bytes())
}

/// The findings of a report that are shown.
pub(super) struct Shown<'a> {
    report: &'a Report,
    sources: &'a SourceMap,
    options: &'a TextOptions,
    /// The rules that have more than one assertion.
    several: HashSet<usize>,
}

impl<'a> Shown<'a> {
    pub(super) fn new(report: &'a Report, sources: &'a SourceMap, options: &'a TextOptions) -> Self {
        let several = report.instances().filter(|i| i.assertion > 1).map(|i| i.rule).collect();
        Self { report, sources, options, several }
    }

    /// Those of an account, the gravest first.
    pub(super) fn of(&self, account: &'a AccountReport) -> Vec<Finding<'a>> {
        let shown = account.instances.iter().filter(|instance| self.options.shown.contains(&instance.verdict));
        let finding = |instance: &'a Instance| Finding {
            report: self.report,
            account,
            instance,
            numbered: self.several.contains(&instance.rule),
            sources: self.sources,
            style: &self.options.style,
        };
        let mut findings: Vec<Finding> = shown.map(finding).collect();
        findings.sort_by_key(|f| f.instance.severity);
        findings
    }

    /// Those of all accounts, one account after the other.
    pub(super) fn all(&self) -> impl Iterator<Item = Finding<'a>> {
        self.report.accounts.iter().flat_map(|account| self.of(account))
    }
}

/// Writes one line for each finding shown and the counts: what programs and logs read.
pub fn write_concise(
    report: &Report,
    sources: &SourceMap,
    options: &TextOptions,
    out: &mut impl Write,
) -> io::Result<()> {
    for finding in Shown::new(report, sources, options).all() {
        let mut rows = Rows::new(&options.style);
        finding.quiet(&mut rows);
        out.write_all(rows.finish().as_bytes())?;
    }
    for line in narrowed(report, &options.style) {
        writeln!(out, "{line}")?;
    }
    writeln!(out, "{}", summary_line(report, &options.style))
}

/// Who, which year, which stage, which unit of money.
pub(super) fn account_name(account: &AccountReport, style: &Style) -> String {
    let name = match (&account.entity, account.together) {
        (Some(name), _) => name.clone(),
        (None, 0) => style.say(msg!("report-no-entity")),
        (None, count) => style.say(msg!("report-together", count)),
    };
    let mut title = vec![name];
    title.extend(account.year.map(|year| style.say(msg!("report-year", year))));
    title.extend(account.stage.clone());
    title.extend(account.unit.map(|unit| style.say(sentence::money(unit))));
    title.join(" · ")
}

/// Who, which year, by which rules and why by these, and what came out.
fn head(account: &AccountReport, style: &Style) -> String {
    let mut rows = Rows::new(style);
    rows.bar(&account_name(account, style));
    if account.together == 0 {
        rows.row(msg!("report-key-file"), &account.file);
    }
    if !account.packs.is_empty() {
        let rules = msg!("report-rules", packs = Text::list(&account.packs), chosen = account.chosen.clone());
        rows.row(msg!("report-key-rules"), &style.say(rules));
    }
    for adapted in &account.adapted {
        rows.row(msg!("report-key-adapted"), &style.say(sentence::adapted(adapted)));
    }
    if let Some(narrowed) = &account.narrowed {
        rows.row(msg!("report-key-narrowed"), &style.say(sentence::narrowed(narrowed)));
    }
    let counts = counts(|verdict| account.instances.iter().filter(|i| i.verdict == verdict).count(), &[], style);
    let outcome = if counts.is_empty() { msg!("report-no-rule") } else { counts.into() };
    let found = account.instances.iter().any(Instance::is_finding);
    let outcome = if found { outcome } else { msg!("report-no-findings", outcome) };
    rows.row(msg!("report-key-result"), &style.say(outcome));
    rows.blank();
    rows.finish()
}

/// That not every rule ran, where no head says so; each once.
pub(super) fn narrowed(report: &Report, style: &Style) -> Vec<String> {
    let lines = report.accounts.iter().filter_map(|account| account.narrowed.as_ref());
    let mut told = HashSet::new();
    lines.map(|narrowed| style.say(sentence::narrowed(narrowed))).filter(|line| told.insert(line.clone())).collect()
}

/// The last lines of a report: what a finding is, and how many of each verdict there are.
fn summary(report: &Report, style: &Style) -> String {
    let mut rows = Rows::new(style);
    if report.instances().any(Instance::is_finding) {
        rows.line(&style.say(msg!("report-findings-are-questions")));
    }
    rows.line(&summary_line(report, style));
    rows.finish()
}

/// How many accounts and how many of each verdict there are.
pub(super) fn summary_line(report: &Report, style: &Style) -> String {
    let unreadable = match report.unreadable {
        0 => Text::default(),
        count => msg!("report-unreadable", count),
    };
    let counts = counts(|verdict| report.count(verdict), &ALWAYS, style);
    style.say(msg!("report-summary", accounts = report.judged(), unreadable, counts))
}

/// The verdicts that occur, or are always named, each with its number.
fn counts(count: impl Fn(Verdict) -> usize, always: &[Verdict], style: &Style) -> String {
    let named = Verdict::ALL.into_iter().map(|v| (v, count(v))).filter(|(v, n)| *n > 0 || always.contains(v));
    let texts = named.map(|(v, n)| style.say(msg!("report-count", verdict = v.term(), count = n)));
    texts.collect::<Vec<_>>().join(&style.say(msg!("list-clause-comma")))
}

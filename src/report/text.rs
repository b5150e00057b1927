//! The report for people: account by account, the gravest first, and a summary.

use std::collections::{HashMap, HashSet};
use std::io::{self, Write};

use super::answers_text;
use super::finding_text::Shown;
use super::rows::Rows;
use super::{Forms, foot, sentence};
use crate::draw::Style;
use crate::finding::Verdict;
use crate::message::{Text, msg};
use crate::result::{Account, Counts, Document, Excerpts};

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
    /// The forms of the office.
    pub forms: Forms,
}

/// Writes the report. What is wrong with inputs is not part of it, save the number of accounts that
/// could not be read.
///
/// # Errors
/// Those of `out`.
#[expect(clippy::indexing_slicing, reason = "the first finding has none before it and is left out")]
pub fn write(document: &Document, options: &TextOptions, out: &mut impl Write) -> io::Result<()> {
    let style = &options.style;
    let excerpts = Excerpts::of(document);
    let listed = Listed::new(document, &excerpts, options);
    for (number, account) in document.accounts.iter().enumerate() {
        let findings = listed.of(number);
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
        narrowed(document, style).iter().for_each(|line| rows.line(line));
        out.write_all(rows.finish().as_bytes())?;
    }
    out.write_all(answers_text::write(document, style, options.quiet).as_bytes())?;
    out.write_all(summary(document, style).as_bytes())
}

/// The findings of a document that are listed.
pub(super) struct Listed<'a> {
    /// Those of each account, in their order.
    by_account: Vec<Vec<Shown<'a>>>,
}

impl<'a> Listed<'a> {
    pub(super) fn new(document: &'a Document, excerpts: &'a Excerpts, options: &'a TextOptions) -> Self {
        let mut by_account: Vec<Vec<Shown>> = document.accounts.iter().map(|_| Vec::new()).collect();
        for finding in document.findings.iter().filter(|finding| options.shown.contains(&finding.verdict)) {
            let numbered = document.rule_of(finding).is_some_and(|rule| rule.assertions > 1);
            if let Some(findings) = by_account.get_mut(finding.account_number) {
                findings.push(Shown { document, finding, numbered, excerpts, style: &options.style });
            }
        }
        by_account.iter_mut().for_each(|findings| in_order(findings));
        Self { by_account }
    }

    /// Those of an account, by its number.
    pub(super) fn of(&self, account: usize) -> &[Shown<'a>] {
        self.by_account.get(account).map_or(&[], Vec::as_slice)
    }

    /// Those of all accounts, one account after the other.
    pub(super) fn all(&self) -> impl Iterator<Item = &Shown<'a>> {
        self.by_account.iter().flatten()
    }
}

/// Puts the findings of an account in order: the gravest first, then rule by rule and place by place; those of one
/// rule at one place by the 科目编码 that they are about, whatever the order of the file.
fn in_order(findings: &mut [Shown<'_>]) {
    let mut groups = HashMap::new();
    for shown in findings.iter() {
        let next = groups.len();
        groups.entry((shown.finding.rule_number, shown.finding.on.as_str())).or_insert(next);
    }
    findings.sort_by_cached_key(|shown| {
        let finding = shown.finding;
        let group = groups.get(&(finding.rule_number, finding.on.as_str())).copied();
        // Digits compare as the tree of subjects: a 类 comes before its 款, a 款 before its 项.
        let codes: Vec<Option<&str>> = finding.bindings.iter().map(|binding| binding.code.as_deref()).collect();
        (finding.severity, group, codes)
    });
}

/// Writes one line for each finding shown and the counts: what programs and logs read.
///
/// # Errors
/// Those of `out`.
pub fn write_concise(document: &Document, options: &TextOptions, out: &mut impl Write) -> io::Result<()> {
    let excerpts = Excerpts::default();
    for finding in Listed::new(document, &excerpts, options).all() {
        let mut rows = Rows::new(&options.style);
        finding.quiet(&mut rows);
        out.write_all(rows.finish().as_bytes())?;
    }
    for line in narrowed(document, &options.style) {
        writeln!(out, "{line}")?;
    }
    writeln!(out, "{}", summary_line(document, &options.style))
}

/// Whose account it is.
pub(super) fn entity(account: &Account, style: &Style) -> String {
    match (&account.entity, account.together) {
        (Some(name), _) => name.clone(),
        (None, None) => style.say(msg!("report-no-entity")),
        (None, Some(count)) => style.say(msg!("report-together", count)),
    }
}

/// Who, which year, which stage, which unit of money.
pub(super) fn account_name(account: &Account, style: &Style) -> String {
    let mut title = vec![entity(account, style)];
    title.extend(account.year.map(|year| style.say(msg!("report-year", year))));
    title.extend(account.stage.clone());
    title.extend(account.unit.map(|unit| style.say(sentence::money(unit))));
    title.extend(account.classification.and_then(|class| foot::mark(class, style)));
    title.join(" · ")
}

/// Who, which year, by which rules and why by these, and what came out.
fn head(account: &Account, style: &Style) -> String {
    let mut rows = Rows::new(style);
    rows.bar(&account_name(account, style));
    if account.together.is_none() {
        rows.row(msg!("report-key-file"), &account.file);
    }
    if !account.packs.is_empty() {
        let rules = msg!("report-rules", packs = Text::list(&account.packs), chosen = account.chosen.get(style.lang));
        rows.row(msg!("report-key-rules"), &style.say(rules));
    }
    for adapted in &account.overrides {
        rows.row(msg!("report-key-adapted"), &style.say(sentence::adapted(adapted)));
    }
    if let Some(narrowed) = &account.selection {
        rows.row(msg!("report-key-narrowed"), &style.say(sentence::narrowed(narrowed)));
    }
    let counts = counts(account.verdicts, &[], style);
    let outcome = if counts.is_empty() { msg!("report-no-rule") } else { counts.into() };
    let found = has_findings(account.verdicts);
    let outcome = if found { outcome } else { msg!("report-no-findings", outcome) };
    rows.row(msg!("report-key-result"), &style.say(outcome));
    rows.blank();
    rows.finish()
}

/// That not every rule ran, where no head says so; each once.
pub(super) fn narrowed(document: &Document, style: &Style) -> Vec<String> {
    let lines = document.accounts.iter().filter_map(|account| account.selection.as_ref());
    let mut told = HashSet::new();
    lines.map(|narrowed| style.say(sentence::narrowed(narrowed))).filter(|line| told.insert(line.clone())).collect()
}

/// The last lines of a report: what a finding is, and how many of each verdict there are.
fn summary(document: &Document, style: &Style) -> String {
    let mut rows = Rows::new(style);
    if has_findings(document.summary.verdicts) {
        rows.line(&style.say(msg!("report-findings-are-questions")));
    }
    rows.line(&summary_line(document, style));
    rows.finish()
}

/// How many accounts and how many of each verdict there are.
pub(super) fn summary_line(document: &Document, style: &Style) -> String {
    let unreadable = match document.summary.unreadable {
        0 => Text::default(),
        count => msg!("report-unreadable", count),
    };
    let counts = counts(document.summary.verdicts, &ALWAYS, style);
    style.say(msg!("report-summary", accounts = document.summary.accounts, unreadable, counts))
}

/// Whether there is anything that a unit has to answer.
fn has_findings(counts: Counts) -> bool {
    counts.violated + counts.improbable > 0
}

/// The verdicts that occur, or are always named, each with its number.
pub(super) fn counts(counts: Counts, always: &[Verdict], style: &Style) -> String {
    let named = Verdict::ALL.into_iter().map(|v| (v, counts.of(v))).filter(|(v, n)| *n > 0 || always.contains(v));
    let texts = named.map(|(v, n)| style.say(msg!("report-count", verdict = v.term(), count = n)));
    texts.collect::<Vec<_>>().join(&style.say(msg!("list-clause-comma")))
}

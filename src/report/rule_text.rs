//! The page of one rule: what it asks, why, how much it weighs, and its text.

use super::rows::Rows;
use crate::draw::{Ink, Style, clean};
use crate::finding::{Basis, RuleInfo, Severity};
use crate::message::{Text, msg};
use crate::source::SourceMap;

/// Most characters of one line of the rule's text.
const MAX_LINE: usize = 400;

/// Everything that is known of a rule without an account.
pub fn explain_rule(rule: &RuleInfo, sources: &SourceMap, style: &Style) -> String {
    let mut rows = Rows::new(style);
    let title = rule.title.as_deref().unwrap_or_default();
    rows.heading((&clean(&rule.id, MAX_LINE), Ink::Bold), title, "");
    rows.row(msg!("report-key-severity"), &style.say(severity(rule.severity)));
    if let Some(scope) = &rule.scope {
        rows.row(msg!("report-key-scope"), scope);
    }
    let basis: Vec<String> = rule.basis.iter().map(|b| format!("{}{}", b.text, style.say(years(b)))).collect();
    rows.rows(msg!("report-key-basis"), &basis);
    if let Some(source) = &rule.formula_source {
        rows.row(msg!("report-key-formula"), &style.say(msg!("report-formula-source", source)));
    }
    if !rule.tags.is_empty() {
        rows.row(msg!("report-key-tags"), &style.say(Text::list(&rule.tags)));
    }
    if let Some(pack) = &rule.pack {
        rows.row(msg!("report-key-pack"), pack);
    }
    let source = sources.get(rule.span.source);
    rows.row(msg!("report-key-place"), &format!("{}:{}", source.name, sources.locate(rule.span).line));
    rows.blank();
    for line in sources.slice(rule.span).lines() {
        let line = clean(&line.replace('\t', "    "), MAX_LINE);
        rows.drawn(&format!("   {} {line}\n", style.paint("│", Ink::Dim)));
    }
    rows.finish()
}

fn severity(severity: Severity) -> Text {
    match severity {
        Severity::Error => msg!("report-severity-error"),
        Severity::Warning => msg!("report-severity-warning"),
        Severity::Info => msg!("report-severity-info"),
    }
}

/// The fiscal years for which a basis may be cited.
fn years(basis: &Basis) -> Text {
    match (basis.from, basis.until) {
        (None, None) => Text::default(),
        (Some(from), None) => msg!("report-years-from", from),
        (None, Some(until)) => msg!("report-years-until", until),
        (Some(from), Some(until)) => msg!("report-years", from, until),
    }
}

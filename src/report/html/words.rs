//! The words that the templates put around what an account and its findings say.

use std::collections::BTreeMap;

use crate::draw::Style;
use crate::finding::{Severity, Verdict};
use crate::message::{Text, msg};

/// Every word by the name that templates have for it.
pub(super) fn all(style: &Style) -> BTreeMap<String, String> {
    let words = [
        ("skip", msg!("html-skip")),
        ("offline", msg!("html-offline")),
        ("findings", msg!("html-findings")),
        ("none", msg!("report-none")),
        ("others", msg!("html-others")),
        ("tables", msg!("html-tables")),
        ("legend", msg!("html-legend")),
        ("unguarded", msg!("html-unguarded")),
        ("figures", msg!("html-figures")),
        ("figure", msg!("html-figure")),
        ("item", msg!("html-item")),
        ("printed", msg!("html-printed")),
        ("place", msg!("report-key-place")),
        ("difference", msg!("report-key-difference")),
        ("line", msg!("html-line")),
        ("overview", msg!("html-overview")),
        ("overview_help", msg!("html-overview-help")),
        ("entity", msg!("html-entity")),
        ("year", msg!("html-year")),
        ("filter", msg!("html-filter")),
        ("filter_text", msg!("html-filter-text")),
        ("all", msg!("html-all")),
        ("verdict", msg!("html-verdict")),
        ("severity", msg!("report-key-severity")),
        ("reset", msg!("html-reset")),
        ("shown", msg!("html-shown")),
        ("problems", msg!("html-problems")),
        ("answers", msg!("html-answers")),
        ("head", msg!("html-head")),
        ("top", msg!("html-top")),
        ("years", msg!("years-title")),
        ("years_now", msg!("years-now")),
        ("years_then", msg!("years-then")),
        ("years_gap", msg!("years-gap")),
        ("years_rate", msg!("years-rate")),
        ("years_source", msg!("years-source")),
    ];
    let verdicts = Verdict::ALL.map(|verdict| (verdict.name(), verdict.term()));
    let severities = Severity::ALL.map(|severity| (severity.name(), severity.term()));
    let said = |(name, text): (&str, Text)| (name.to_owned(), style.say(text));
    words.into_iter().chain(verdicts).chain(severities).map(said).collect()
}

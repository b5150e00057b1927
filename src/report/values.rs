//! What `gouji eval` says of an expression that is no assertion: its values, as text and as JSON.

use serde_json::{Value, json};

use crate::draw::{Style, clean};
use crate::eval::{Valued, Worth};
use crate::finding::{Range, kind_word};
use crate::message::{Lang, Text, msg};

/// Text of several lines without anything that a terminal would act on.
pub fn neutralised(text: &str) -> String {
    text.lines().map(|line| clean(line, usize::MAX) + "\n").collect()
}

/// One line for each value.
pub fn values_text(values: &[Valued], style: &Style) -> String {
    let mut text = String::new();
    if values.is_empty() {
        text.push_str(&style.say(msg!("eval-nothing-selected")));
        text.push('\n');
    }
    for valued in values {
        if !valued.at.is_empty() {
            text.push_str(&valued.at);
            text.push_str("  ");
        }
        text.push_str(&worth_text(valued, style));
        if let Worth::Number { kind, .. } = &valued.worth {
            text.push_str(&format!("  {}", style.say(kind_word(*kind))));
        }
        text.push('\n');
    }
    neutralised(&text)
}

/// A value with its unit and what it can stand for.
pub fn worth_text(valued: &Valued, style: &Style) -> String {
    match &valued.worth {
        Worth::Number { amount, range, printed, .. } => {
            let value = printed.clone().unwrap_or_else(|| amount.short.clone());
            let suffix = if printed.as_ref().is_some_and(|p| !p.ends_with(|c: char| c.is_ascii_digit())) {
                ""
            } else {
                amount.suffix()
            };
            let range =
                range.as_ref().filter(|r| !is_point(r)).map(|r| format!("  {}", range_text(r))).unwrap_or_default();
            format!("{value}{}{suffix}{range}", if suffix.is_empty() || suffix == "%" { "" } else { " " })
        }
        Worth::Text(text) => format!("“{text}”"),
        Worth::Truth(verdict) => style.say(verdict.term()),
        Worth::Absent { verdict, paths, reason } => {
            let (verdict, reason) = (verdict.term(), reason.clone());
            style.say(match paths.is_empty() {
                true => msg!("report-absent", verdict, reason),
                false => msg!("report-absent-paths", verdict, reason, paths = Text::list(paths)),
            })
        }
    }
}

/// An interval with its ends, `∞` where it has none; `~` before a bound around the true range.
pub fn range_text(range: &Range) -> String {
    let low = range.low.as_deref().unwrap_or("−∞");
    let high = range.high.as_deref().unwrap_or("+∞");
    let (open, close) = (if range.low_included { '[' } else { '(' }, if range.high_included { ']' } else { ')' });
    format!("{}{open}{low}, {high}{close}", if range.exact { "" } else { "~" })
}

fn is_point(range: &Range) -> bool {
    range.low.is_some() && range.low == range.high
}

/// The values as one JSON document.
pub fn values_json(values: &[Valued], file: &str) -> String {
    let entries: Vec<Value> = values.iter().map(entry).collect();
    let document = json!({ "schema_version": 1, "account": file, "values": entries });
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn entry(valued: &Valued) -> Value {
    match &valued.worth {
        Worth::Number { amount, kind, range, printed } => json!({
            "at": valued.at,
            "value": amount.text,
            "printed": printed,
            "kind": kind.name(),
            "unit": amount.unit.map(crate::figure::MoneyUnit::label),
            "interval": range.as_ref().map(|r| json!({
                "low": r.low, "low_included": r.low_included, "high": r.high, "high_included": r.high_included, "exact": r.exact,
            })),
        }),
        Worth::Text(text) => json!({ "at": valued.at, "value": text, "kind": "text" }),
        Worth::Truth(verdict) => json!({ "at": valued.at, "verdict": verdict.name(), "kind": "truth" }),
        Worth::Absent { verdict, paths, reason } => json!({
            "at": valued.at, "value": null, "verdict": verdict.name(), "missing": paths, "reason": { "zh": reason.get(Lang::Zh), "en": reason.get(Lang::En) },
        }),
    }
}

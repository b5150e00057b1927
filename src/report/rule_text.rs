//! The page of one rule: what it asks, why, how much it weighs, and its text.

use super::rows::Rows;
use crate::draw::{Ink, Style, clean};
use crate::finding::{Basis, RuleInfo, Severity};
use crate::source::SourceMap;

/// Most characters of one line of the rule's text.
const MAX_LINE: usize = 400;

/// Everything that is known of a rule without an account.
pub fn explain_rule(rule: &RuleInfo, sources: &SourceMap, style: &Style) -> String {
    let mut rows = Rows::new(style);
    let title = rule.title.as_deref().unwrap_or_default();
    rows.heading((&clean(&rule.id, MAX_LINE), Ink::Bold), title, "");
    rows.row("级别", "severity", severity(rule.severity, style));
    if let Some(scope) = &rule.scope {
        rows.row("类别", "scope", scope);
    }
    let basis: Vec<String> = rule.basis.iter().map(|b| format!("{}{}", b.text, years(b, style))).collect();
    rows.rows("依据", "basis", &basis);
    if let Some(source) = &rule.formula_source {
        rows.row("公式", "formula", &format!("{}{source}", style.say("来源：", "from: ")));
    }
    if !rule.tags.is_empty() {
        rows.row("标签", "tags", &rule.tags.join(style.say("、", ", ")));
    }
    if let Some(pack) = &rule.pack {
        rows.row("所属", "pack", pack);
    }
    let source = sources.get(rule.span.source);
    rows.row("位置", "place", &format!("{}:{}", source.name, sources.locate(rule.span).line));
    rows.blank();
    for line in sources.slice(rule.span).lines() {
        let line = clean(&line.replace('\t', "    "), MAX_LINE);
        rows.drawn(&format!("   {} {line}\n", style.paint("│", Ink::Dim)));
    }
    rows.finish()
}

fn severity(severity: Severity, style: &Style) -> &'static str {
    match severity {
        Severity::Error => style.say("逻辑性（须改正）", "error (to be corrected)"),
        Severity::Warning => style.say("核实性（须说明）", "warning (to be explained)"),
        Severity::Info => style.say("提示性（供参考）", "info (to be noted)"),
    }
}

/// The fiscal years for which a basis may be cited.
fn years(basis: &Basis, style: &Style) -> String {
    match (basis.from, basis.until) {
        (None, None) => String::new(),
        (Some(from), None) => style.say(format!("（{from} 年度起）"), format!(" (from {from})")),
        (None, Some(until)) => style.say(format!("（至 {until} 年度）"), format!(" (until {until})")),
        (Some(from), Some(until)) => style.say(format!("（{from} 至 {until} 年度）"), format!(" ({from} to {until})")),
    }
}

//! The evaluation tree of a rule, drawn with lines.

use gouji::render::{self, Style};
use gouji::{Report, Text, Tree, msg};

/// Most values of one selection that are listed.
const MAX_VALUES: usize = 20;

/// One tree for each instance of the report, under its place and verdict.
pub(super) fn write(report: &Report, trees: &[Tree], style: &Style) -> String {
    let mut text = String::new();
    for (instance, tree) in report.instances().zip(trees) {
        let place = if instance.place().is_empty() { String::new() } else { format!(" {}", instance.place()) };
        let verdict = instance.verdict.term();
        text.push_str(&format!("\n#{}{place}  {}\n", instance.assertion, verdict.get(style.lang)));
        for path in &instance.evidence.missing {
            text.push_str(&format!("  {}\n", msg!("cli-missing", path).get(style.lang)));
        }
        if let Some(reason) = &instance.evidence.reason {
            text.push_str(&format!("  {}\n", reason.get(style.lang)));
        }
        if !tree.written.is_empty() {
            branch(tree, "  ", "  ", style, &mut text);
        }
    }
    render::neutralised(&text)
}

fn branch(tree: &Tree, first: &str, rest: &str, style: &Style, text: &mut String) {
    let values = Text::list(tree.values.iter().take(MAX_VALUES).map(|v| render::worth_text(v, style)));
    let count = tree.values.len();
    let values = if count > MAX_VALUES { msg!("cli-more-values", values, count) } else { values };
    text.push_str(&format!("{first}{}  = {}\n", tree.written, values.get(style.lang)));
    for (at, part) in tree.parts.iter().enumerate() {
        let last = at + 1 == tree.parts.len();
        let (fork, line) = if last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
        branch(part, &format!("{rest}{fork}"), &format!("{rest}{line}"), style, text);
    }
}

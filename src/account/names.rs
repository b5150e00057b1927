//! Names within a record: what may stand in one, and which are equal or hard to tell apart.

use super::problems::{Problems, quote};
use super::tree::{Node, NodeId, name_of};
use crate::diagnostic::{Diagnostic, Text};
use crate::figure::LookAlike;
use crate::source::Span;

/// Reports a name that is empty, is a merge key, or holds what cannot be seen.
pub(super) fn check(name: &str, plain: bool, span: Span, problems: &mut Problems) {
    if name.is_empty() {
        let message = Text::new("数据项没有名称", "figure without a name");
        let help = Text::new("冒号前应写数据项的名称", "write the figure's name before the colon");
        problems.add(Diagnostic::error("account::empty_key", span, message).with_help(help));
    } else if plain && name == "<<" {
        let message = Text::new("决算文件中不用合并键 `<<`", "merge key `<<` in an account");
        let help = Text::new("请把各数据项逐一写出", "write out every figure");
        problems.add(Diagnostic::error("account::merge_key", span, message).with_help(help));
    } else if let Some(hidden) = name.chars().find(|&c| is_hidden(c)) {
        let code = u32::from(hidden);
        let message = Text::new(
            format!("数据项名称含看不见的字符 U+{code:04X}：{}", quote(name)),
            format!("name of a figure contains the invisible character U+{code:04X}: {}", quote(name)),
        );
        let help = Text::new("请删去这个字符，或重新输入名称", "delete the character, or type the name anew");
        problems.add(Diagnostic::error("account::hidden_character", span, message).with_help(help));
    }
}

/// Whether a character has no place in a name: it is not seen, or makes its neighbours seem to stand elsewhere.
fn is_hidden(c: char) -> bool {
    LookAlike::is_invisible(c) || (c.is_control() && !matches!(c, '\n' | '\t' | '\r'))
}

/// The children of a record, sorted by name. Reports equal names, and names that look alike.
pub(super) fn sort(nodes: &[Node], children: &[NodeId], problems: &mut Problems) -> Vec<NodeId> {
    let mut sorted = children.to_vec();
    sorted.sort_by(|&a, &b| name_of(nodes, a).cmp(name_of(nodes, b)));
    for run in sorted.chunk_by(|&a, &b| name_of(nodes, a) == name_of(nodes, b)) {
        // Names that are missing have been reported one by one.
        for &again in run.iter().skip(1).filter(|&&again| !name_of(nodes, again).is_empty()) {
            problems.add(pair(nodes, run[0], again, true));
        }
    }
    if children.iter().any(|&child| needs_folding(name_of(nodes, child))) {
        let mut folded: Vec<(String, NodeId)> =
            children.iter().map(|&child| (fold(name_of(nodes, child)), child)).collect();
        folded.sort();
        for run in folded.chunk_by(|a, b| a.0 == b.0) {
            for (_, other) in run.iter().skip(1).filter(|other| name_of(nodes, other.1) != name_of(nodes, run[0].1)) {
                problems.add(pair(nodes, run[0].1, *other, false));
            }
        }
    }
    sorted
}

/// The diagnostic about two children whose names are equal, or nearly so.
fn pair(nodes: &[Node], first: NodeId, second: NodeId, equal: bool) -> Diagnostic {
    let span = |id: NodeId| nodes[id.0 as usize].key_span;
    let (name, other) = (quote(name_of(nodes, second)), quote(name_of(nodes, first)));
    let diagnostic = if equal {
        let message = Text::new(
            format!("数据项重复：{name} 在同一处写了不止一次"),
            format!("figure repeated: {name} is given more than once in one place"),
        );
        Diagnostic::error("account::duplicate_key", span(second), message).with_help(Text::new(
            "请只保留正确的一处，或改用不同的名称",
            "keep the right one only, or give the other another name",
        ))
    } else {
        let message = Text::new(
            format!("数据项名称易混：{name} 与 {other} 只差全角、半角或空格"),
            format!("names of figures hard to tell apart: {name} and {other} differ only in width or blanks"),
        );
        Diagnostic::warning("account::similar_keys", span(second), message)
            .with_help(Text::new("若是同一数据项，请统一写法", "if they are one figure, write them alike"))
    };
    diagnostic.with_label(Text::new("后一处", "here again")).also(span(first), Text::new("前一处", "first here"))
}

fn needs_folding(name: &str) -> bool {
    name.trim().len() < name.len() || name.chars().any(|c| matches!(c, '\u{ff01}'..='\u{ff5e}' | '\u{3000}'))
}

/// The name without blanks around it and with full-width forms made ASCII.
fn fold(name: &str) -> String {
    name.trim()
        .chars()
        .map(|c| match c {
            '\u{3000}' => ' ',
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            c => c,
        })
        .collect()
}

//! Names within a record: what may stand in one, and which are equal or hard to tell apart.

use super::grow::sorted;
use super::packed::Tree;
use super::problems::{Problems, quote};
use super::tree::NodeId;
use crate::diagnostic::Diagnostic;
use crate::figure::LookAlike;
use crate::message::msg;
use crate::source::Span;

/// Reports a name that is empty, is a merge key, or holds what cannot be seen.
pub(super) fn check(name: &str, plain: bool, span: Span, problems: &mut Problems) {
    if name.is_empty() {
        let message = msg!("account-empty-key");
        let help = msg!("account-empty-key-help");
        problems.add(Diagnostic::error("account::empty_key", span, message).with_help(help));
    } else if plain && name == "<<" {
        let message = msg!("account-merge-key");
        let help = msg!("account-merge-key-help");
        problems.add(Diagnostic::error("account::merge_key", span, message).with_help(help));
    } else if let Some(hidden) = name.chars().find(|&c| is_hidden(c)) {
        let code = u32::from(hidden);
        let message = msg!("account-hidden-character", code = format!("{code:04X}"), name = quote(name));
        let help = msg!("account-hidden-character-help");
        problems.add(Diagnostic::error("account::hidden_character", span, message).with_help(help));
    }
}

/// Whether a character has no place in a name: it is not seen, or makes its neighbours seem to stand elsewhere.
fn is_hidden(c: char) -> bool {
    LookAlike::is_invisible(c) || (c.is_control() && !matches!(c, '\n' | '\t' | '\r'))
}

/// Reports equal names among the children of a record, and names that look alike if some may (`alike`). The children
/// come with the hashes of their names. Gives the children of a large record sorted.
pub(super) fn settle(
    tree: &Tree,
    (children, hashes): (&[NodeId], &[u32]),
    alike: bool,
    problems: &mut Problems,
) -> Option<Vec<NodeId>> {
    let sorted = sorted(tree, children);
    let doubtful = match &sorted {
        Some(sorted) => sorted.iter().zip(sorted.iter().skip(1)).any(|(&a, &b)| tree.key_hash(a) == tree.key_hash(b)),
        None => any_equal(hashes),
    };
    if doubtful {
        report_equal(tree, children, problems);
    }
    if alike {
        report_alike(tree, children, problems);
    }
    sorted
}

/// Whether two of a few hashes are equal. Mostly one has a bit to itself in one of two words, and so has no equal.
fn any_equal(hashes: &[u32]) -> bool {
    let (mut low, mut high) = (0_u64, 0_u64);
    let mut again = false;
    for &hash in hashes {
        let bits = (1_u64.rotate_left(hash), 1_u64.rotate_left(hash >> 6));
        again |= low & bits.0 != 0 && high & bits.1 != 0;
        low |= bits.0;
        high |= bits.1;
    }
    again && hashes.iter().enumerate().any(|(at, hash)| hashes.iter().take(at).any(|earlier| earlier == hash))
}

fn report_equal(tree: &Tree, children: &[NodeId], problems: &mut Problems) {
    let mut sorted = children.to_vec();
    sorted.sort_by(|&a, &b| tree.name(a).cmp(tree.name(b)));
    for run in sorted.chunk_by(|&a, &b| tree.name(a) == tree.name(b)) {
        // Names that are missing have been reported one by one.
        let [first, others @ ..] = run else { continue };
        for &again in others.iter().filter(|&&again| !tree.name(again).is_empty()) {
            problems.add(pair(tree, *first, again, true));
        }
    }
}

fn report_alike(tree: &Tree, children: &[NodeId], problems: &mut Problems) {
    let mut folded: Vec<(String, NodeId)> = children.iter().map(|&child| (fold(tree.name(child)), child)).collect();
    folded.sort();
    for run in folded.chunk_by(|a, b| a.0 == b.0) {
        let [(_, first), others @ ..] = run else { continue };
        for (_, other) in others.iter().filter(|other| tree.name(other.1) != tree.name(*first)) {
            problems.add(pair(tree, *first, *other, false));
        }
    }
}

/// The diagnostic about two children whose names are equal, or nearly so.
fn pair(tree: &Tree, first: NodeId, second: NodeId, equal: bool) -> Diagnostic {
    let span = |id: NodeId| tree.slot(id).key_at.in_source(tree.source());
    let (name, other) = (quote(tree.name(second)), quote(tree.name(first)));
    let diagnostic = if equal {
        let message = msg!("account-duplicate-key", name);
        Diagnostic::error("account::duplicate_key", span(second), message).with_help(msg!("account-duplicate-key-help"))
    } else {
        let message = msg!("account-similar-keys", name, other);
        Diagnostic::warning("account::similar_keys", span(second), message).with_help(msg!("account-similar-keys-help"))
    };
    diagnostic.with_label(msg!("account-again-here")).also(span(first), msg!("account-first-here"))
}

/// Whether a name holds what [`fold`] takes for something else.
pub(super) fn may_look_alike(name: &str) -> bool {
    name.trim().len() < name.len() || name.chars().any(|c| matches!(c, '\u{ff01}'..='\u{ff5e}' | '\u{3000}'))
}

/// The name without blanks around it and with full-width forms made ASCII.
#[expect(clippy::arithmetic_side_effects, reason = "the range lies above the difference")]
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

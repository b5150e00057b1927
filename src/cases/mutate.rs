//! Changes the figures of cases one at a time and looks whether a rule notices. A figure that can be changed
//! unnoticed is not guarded by any rule.

use std::collections::{BTreeMap, HashSet};

use super::run::{instances, judge};
use super::{Case, Place};
use crate::account::{Account, Content, HEADER, Key, Node, NodeId};
use crate::diagnostic::Diagnostic;
use crate::engine::Engine;
use crate::finding::{Instance, Report, Verdict};
use crate::source::Span;

/// How far a figure is moved, in units of its last printed digit: further than rounding explains.
const MOVED: i64 = 10;

/// What became of the changes.
#[derive(Debug, Clone, Default)]
pub struct Mutation {
    /// How many figures and texts were changed.
    pub figures: usize,
    /// Those of which no change was noticed, in the order of the files.
    pub unguarded: Vec<Unguarded>,
}

impl Mutation {
    /// The guarded ones in hundredths of all, rounded down: only when nothing is left it is 100.
    pub fn score(&self) -> usize {
        ((self.figures - self.unguarded.len()) * 100).checked_div(self.figures).unwrap_or(100)
    }
}

/// 无公式审核: a figure that no rule guards.
#[derive(Debug, Clone)]
pub struct Unguarded {
    /// Its path in the account.
    pub path: String,
    /// As printed.
    pub text: String,
    /// Where it stands in the case file.
    pub place: Place,
}

/// Changes every figure of every case's own account by ten units of its last digit, up and down, and every text
/// in its last character. A figure is guarded when in some case a rule is then violated, or improbable, that was not
/// before. A figure that several cases share counts once; a case that expects a violation is left alone, since there
/// a figure is wrong already.
///
/// # Errors
/// What is wrong with the accounts of a case.
pub fn mutate(engine: &mut Engine, cases: &[Case]) -> Result<Mutation, Vec<Diagnostic>> {
    let mut figures: BTreeMap<Span, Option<Unguarded>> = BTreeMap::new();
    for case in cases.iter().filter(|case| case.expected.iter().all(|e| e.verdict != Verdict::Violated)) {
        let before = caught(&judge(engine, case)?);
        for id in case.account.ids() {
            let changed = changes(&case.account, id);
            let span = case.account.node(id).span;
            if changed.is_empty() || matches!(figures.get(&span), Some(None)) {
                continue;
            }
            let mut guarded = false;
            for words in changed {
                let account = case.account.with_words(id, &words);
                let after = caught(&judge(engine, &Case { account, ..case.clone() })?);
                guarded = after.iter().any(|finding| !before.contains(finding));
                if guarded {
                    break;
                }
            }
            let unguarded = (!guarded).then(|| Unguarded {
                path: case.account.path(id),
                text: engine.sources().slice(span).to_owned(),
                place: Place::of(span, engine.sources()),
            });
            figures.insert(span, unguarded);
        }
    }
    Ok(Mutation { figures: figures.len(), unguarded: figures.into_values().flatten().collect() })
}

/// A finding: rule, assertion, record, and elements.
type Caught = (usize, usize, String, Vec<String>);

fn caught(report: &Report) -> HashSet<Caught> {
    let found = instances(report).filter(|(_, i)| matches!(i.verdict, Verdict::Violated | Verdict::Improbable));
    let elements = |i: &Instance| i.bindings.iter().map(|b| b.path.clone()).collect();
    found.map(|(_, i)| (i.rule, i.assertion, i.on.clone(), elements(i))).collect()
}

/// What a node is changed to; nothing for what is no figure, and for what says whose account it is.
fn changes(account: &Account, id: NodeId) -> Vec<String> {
    let node = account.node(id);
    if account.is_setting(id) {
        return Vec::new();
    }
    match node.content {
        Content::Number(number) => {
            [MOVED, -MOVED].into_iter().filter_map(|by| number.moved(by)).map(|moved| moved.text().to_owned()).collect()
        }
        Content::Text(text) if !in_header(account, node) => vec![other(text)],
        _ => Vec::new(),
    }
}

fn in_header(account: &Account, node: Node<'_>) -> bool {
    let mut top = node;
    while let Some(parent) = top.parent.filter(|&parent| parent != account.root()) {
        top = account.node(parent);
    }
    matches!(top.key, Key::Name(name) if HEADER.contains(&name))
}

/// The text with another last character.
fn other(text: &str) -> String {
    let mut text = text.to_owned();
    let last = text.pop();
    text.push(match last {
        Some('9') => '0',
        Some(digit @ '0'..='8') => char::from(digit as u8 + 1),
        Some('某') => '甲',
        _ => '某',
    });
    text
}

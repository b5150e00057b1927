//! 倒挤: shares of one whole whose deviations from the rounded value cancel out were adjusted to add up.

use std::collections::HashMap;

use super::run::Run;
use crate::builtins::Builtin;
use crate::figure::{Exact, Kind, Limit, VarId};
use crate::finding::{Binding, Comparison, Note, Verdict};
use crate::plan::{Node, NodeKind};

/// A printed share and how far it is from the rounded one.
#[derive(Debug)]
pub(super) struct Share {
    instance: usize,
    deviation: Exact,
    whole: (Option<VarId>, Exact),
}

/// What shares of one whole have in common: the assertion, the place, the outer variables, the whole.
type Group = (usize, String, Option<Vec<Binding>>, (Option<VarId>, Exact));

/// Whether an assertion compares a percentage with the share of a part in a whole.
pub(super) fn is_of_share(node: &Node) -> bool {
    share_of(node).is_some()
}

/// The printed side, the computed one and its whole, of `a ≈ pct(b, c)`.
fn share_of(node: &Node) -> Option<(&Node, &Node, &Node)> {
    let NodeKind::Compare { first, rest, within: None } = &node.kind else { return None };
    let [(Comparison::Approx | Comparison::Equal, second)] = rest.as_slice() else { return None };
    let (printed, computed, share) = match (&first.kind, &second.kind) {
        (_, NodeKind::Call(Builtin::Pct, arguments)) => (&**first, second, arguments),
        (NodeKind::Call(Builtin::Pct, arguments), _) => (second, &**first, arguments),
        _ => return None,
    };
    let [_, whole] = share.as_slice() else { return None };
    Some((printed, computed, whole))
}

impl Run<'_> {
    /// If the assertion compares one printed percentage with `pct(part, whole)`, remembers how far it is
    /// from the rounded share.
    pub(super) fn remember_share(&mut self, node: &Node, instance: usize) {
        let Some((printed, computed, whole)) = share_of(node) else { return };
        let found = self.quietly(|run| {
            let value = run.expr(printed);
            let printed = run.number(value).ok().filter(|p| p.kind == Kind::Percent && p.single.is_some())?;
            let value = run.expr(computed);
            let computed = run.number(value).ok()?;
            let value = run.expr(whole);
            let whole = run.number(value).ok()?;
            let rounded = computed.value.round(printed.decimals).ok()?;
            let deviation = printed.value.sub(&rounded).ok()?;
            Some(Share { instance, deviation, whole: (whole.single, whole.value) })
        });
        self.shares.extend(found);
    }

    /// Marks the shares of one `for` over one whole whose deviations are not all zero and add to zero.
    pub(super) fn note_plugged(&mut self, first: usize) {
        let shares = std::mem::take(&mut self.shares);
        let mut groups: HashMap<Group, (Result<Exact, Limit>, usize)> = HashMap::new();
        let mut members = Vec::with_capacity(shares.len());
        for share in shares {
            let Some(instance) = self.instances.get(share.instance) else { continue };
            let outer = instance.bindings.split_last().map(|(_, outer)| outer.to_vec());
            let group = (instance.assertion, instance.on.clone(), outer, share.whole);
            let (sum, count) = groups.entry(group.clone()).or_insert((Ok(Exact::ZERO), 0));
            *sum = sum.clone().and_then(|sum| sum.add(&share.deviation));
            *count = count.saturating_add(1);
            if share.instance >= first && !share.deviation.is_zero() {
                members.push((share.instance, group));
            }
        }
        for (at, group) in members {
            let adjusted = matches!(groups.get(&group), Some((Ok(sum), 2..)) if sum.is_zero());
            if adjusted && let Some(instance) = self.instances.get_mut(at).filter(|i| i.verdict != Verdict::Holds) {
                instance.evidence.remark(Note::Plugged);
            }
        }
    }
}

//! What stays of an instance that holds when its evidence was not asked for: that its figures were looked at.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Instance, Spot, Unlisted, Verdict};
use crate::source::SourceMap;

/// Figures by the number of their account: where each stands.
pub(super) type Looked = BTreeMap<usize, BTreeSet<Spot>>;

/// Takes the evidence from what holds, and gives its figures.
pub(super) fn strip(instances: &mut [Instance], texts: &SourceMap) -> Looked {
    let mut looked = Looked::new();
    for instance in instances.iter_mut().filter(|i| i.verdict == Verdict::Holds) {
        for figure in std::mem::take(&mut instance.evidence).into_evidence().figures {
            if let Some(span) = figure.span {
                let at = texts.locate(span);
                looked.entry(figure.account).or_default().insert((at.line, at.column));
            }
        }
    }
    looked
}

/// Takes out what holds and what is not applicable, and counts it.
pub(super) fn count(instances: &mut Vec<Instance>) -> Unlisted {
    let of = |verdict| instances.iter().filter(|i| i.verdict == verdict).count();
    let unlisted = Unlisted { holds: of(Verdict::Holds), not_applicable: of(Verdict::NotApplicable) };
    instances.retain(|i| unlisted.of(i.verdict) == 0);
    instances.shrink_to_fit();
    unlisted
}

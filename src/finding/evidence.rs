//! Why a verdict is what it is.

use std::ops::Deref;
use std::sync::Arc;

use super::{Amount, Comparison, FigureUse, Note, Side};
use crate::message::Text;

/// Why a verdict is what it is.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// The comparison that decided, with its two sides; none when something else did.
    pub comparison: Option<Comparison>,
    /// Left side.
    pub left: Option<Side>,
    /// Right side.
    pub right: Option<Side>,
    /// 差额: |left − right| as printed, in the left side's unit.
    pub difference: Option<Amount>,
    /// 允许尾差: how large a difference rounding explains; 允许差 when the rule itself allows one.
    pub slack: Option<Amount>,
    /// Whether the slack is the tolerance of a `within`.
    pub within: bool,
    /// How many standard deviations of the rounding errors the difference is; for sums only.
    pub z: Option<String>,
    /// For an assertion that fails as printed: whether rounding could explain it.
    pub explained_by_rounding: Option<bool>,
    /// Every figure that took part, in the order of the expression.
    pub figures: Vec<FigureUse>,
    /// Paths of the figures that are missing, withheld or without value.
    pub missing: Vec<String>,
    /// Why there is no judgement.
    pub reason: Option<Text>,
    /// Remarks.
    pub notes: Vec<Note>,
}

/// The evidence of an instance. Most instances have none, and there it takes no room; those that say the same share it.
#[derive(Debug, Clone, Default)]
pub struct Grounds(Option<Arc<Evidence>>);

impl Grounds {
    /// The evidence by itself.
    pub fn into_evidence(self) -> Evidence {
        self.0.map(Arc::unwrap_or_clone).unwrap_or_default()
    }

    /// A reason why there is no judgement.
    pub(crate) fn of_reason(reason: Text) -> Self {
        Evidence { reason: Some(reason), ..Evidence::default() }.into()
    }

    /// The figures that took part, to be changed.
    pub fn figures_mut(&mut self) -> &mut [FigureUse] {
        match self.0.as_mut().filter(|evidence| !evidence.figures.is_empty()) {
            Some(evidence) => &mut Arc::make_mut(evidence).figures,
            None => &mut [],
        }
    }

    /// Adds a remark.
    pub(crate) fn remark(&mut self, note: Note) {
        Arc::make_mut(self.0.get_or_insert_default()).notes.push(note);
    }
}

impl From<Evidence> for Grounds {
    fn from(evidence: Evidence) -> Self {
        Self(Some(Arc::new(evidence)))
    }
}

impl From<Option<Box<Evidence>>> for Grounds {
    fn from(evidence: Option<Box<Evidence>>) -> Self {
        Self(evidence.map(Arc::from))
    }
}

impl Deref for Grounds {
    type Target = Evidence;

    fn deref(&self) -> &Evidence {
        static NONE: Evidence = Evidence {
            comparison: None,
            left: None,
            right: None,
            difference: None,
            slack: None,
            within: false,
            z: None,
            explained_by_rounding: None,
            figures: Vec::new(),
            missing: Vec::new(),
            reason: None,
            notes: Vec::new(),
        };
        self.0.as_deref().unwrap_or(&NONE)
    }
}

//! Plain data about packs: the page of one, and what changes from one to another. Nothing here reads or writes.

mod diff;

use crate::finding::{Adapted, RuleInfo};
use crate::pack::Manifest;

pub use diff::{Move, PackDiff, RuleChanged};

/// A pack with all that it builds on.
#[derive(Debug, Clone)]
pub struct PackPage {
    /// What it says of itself.
    pub manifest: Manifest,
    /// Where its files are, as shown: `rules/national`, or the folder.
    pub place: String,
    /// The packs that it builds on, however far, with their versions; the farthest first.
    pub bases: Vec<(String, String)>,
    /// Every parameter of them all, with its value for this pack.
    pub parameters: Vec<ParameterPage>,
    /// What it and the packs between change, each with its reason.
    pub adapted: Vec<Adapted>,
    /// Every rule that an account of this pack is judged by, in order.
    pub rules: Vec<RulePage>,
}

/// A parameter as a pack has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParameterPage {
    /// Its name.
    pub name: String,
    /// What it is.
    pub title: String,
    /// The pack that declares it.
    pub pack: String,
    /// Its value unless another is set.
    pub default: String,
    /// Its value.
    pub value: String,
}

/// A rule as a pack has it.
#[derive(Debug, Clone)]
pub struct RulePage {
    /// What it says of itself.
    pub info: RuleInfo,
    /// Its statements that can change a verdict or what is said of one, without comments and in one spelling of
    /// keywords, marks and blanks.
    pub statements: Vec<String>,
}

impl PackPage {
    /// The rules that the pack itself brings.
    pub fn own_rules(&self) -> impl Iterator<Item = &RulePage> {
        self.rules.iter().filter(|rule| rule.info.pack.as_ref() == Some(&self.manifest.name))
    }
}

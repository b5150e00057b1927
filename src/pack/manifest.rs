//! `pack.yaml`: what a pack is called, for whom it is, and on what it builds.

use semver::{Version, VersionReq};
use serde::{Deserialize, Serialize};

use super::ordered::Ordered;
use crate::figure::{Printed, Reading, Suffix, read_printed};
use crate::finding::Severity;

/// A pack's manifest.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The name by which `--pack` and `extends` know it.
    pub name: String,
    /// Its version; a change that can change a verdict is at least a minor one.
    pub version: Version,
    /// Its title in the field's words.
    pub title: String,
    /// Who answers for it.
    #[serde(default)]
    pub issuer: Option<String>,
    /// Its licence, as an SPDX expression.
    #[serde(default)]
    pub licence: Option<String>,
    /// For which accounts it is made.
    #[serde(default)]
    pub applies: Applies,
    /// The packs it builds on.
    #[serde(default)]
    pub extends: Vec<Extends>,
    /// Values that rules use as `param.name` and that a pack built on this one, or a user, may set.
    #[serde(default)]
    pub(crate) parameters: Ordered<Parameter>,
    /// What this pack changes in those it builds on, each with its reason.
    #[serde(default)]
    pub overrides: Vec<Override>,
    /// Ids of rules that this pack had and that are never used again.
    #[serde(default)]
    pub retired: Vec<Retired>,
    /// Rules of severity error whose findings an accepted explanation may waive.
    #[serde(default)]
    pub waivable: Vec<String>,
}

/// A value that rules use by name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// What it is, in the field's words.
    pub title: String,
    /// What its values look like.
    #[serde(rename = "type")]
    pub kind: ParameterKind,
    /// Its value unless a pack or the user sets another, as written.
    pub default: String,
}

/// What the values of a parameter look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ParameterKind {
    /// An amount with its unit: `1.18万元`.
    Money,
    /// `30%`
    Percent,
    /// A whole number without a unit.
    Count,
    /// Any number without a unit.
    Number,
    /// Words.
    Text,
}

/// A change to a pack that this one builds on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// The rule that is changed.
    #[serde(default)]
    pub rule: Option<String>,
    /// The parameter that is set.
    #[serde(default)]
    pub parameter: Option<String>,
    /// The rule's new severity.
    #[serde(default)]
    pub severity: Option<Severity>,
    /// Whether the rule is not applied at all.
    #[serde(default)]
    pub disable: bool,
    /// The parameter's new value, as written.
    #[serde(default)]
    pub value: Option<String>,
    /// Why; shown in the head of every report.
    pub reason: String,
}

/// A rule id that is used no more.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Retired {
    /// The id.
    pub rule: String,
    /// The rule that took its place.
    #[serde(default)]
    pub replaced_by: Option<String>,
    /// The version of the pack since which it is gone.
    pub since: Version,
}

/// The value of a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ParameterValue {
    Number(Printed),
    Text(String),
}

impl ParameterKind {
    /// How a value of the kind is written, for messages.
    pub(crate) fn example(self) -> &'static str {
        match self {
            ParameterKind::Money => "1.18万元",
            ParameterKind::Percent => "30%",
            ParameterKind::Count => "3",
            ParameterKind::Number => "0.5",
            ParameterKind::Text => "市级",
        }
    }

    /// A value as written; none when it is not one of the kind.
    pub(crate) fn read(self, written: &str) -> Option<ParameterValue> {
        if self == ParameterKind::Text {
            return (!written.is_empty()).then(|| ParameterValue::Text(written.to_owned()));
        }
        let Reading::Number(number) = read_printed(written.trim()) else { return None };
        let fits = match (self, number.suffix()) {
            (ParameterKind::Money, Some(Suffix::Money(_))) | (ParameterKind::Percent, Some(Suffix::Percent)) => true,
            (ParameterKind::Count, None) => number.decimals() == 0,
            (ParameterKind::Number, None) => true,
            _ => false,
        };
        fits.then_some(ParameterValue::Number(number))
    }
}

/// For which accounts a pack is made. What is left open applies to all.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Applies {
    /// Provinces, as `entity.province` names them.
    #[serde(default)]
    pub provinces: Vec<String>,
    /// First and last fiscal year; either may be open.
    #[serde(default)]
    pub years: Years,
    /// Levels of government, as `entity.level` names them.
    #[serde(default)]
    pub levels: Vec<String>,
}

/// A range of fiscal years, both ends included.
#[derive(Debug, Clone, Copy, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Years {
    /// First year.
    #[serde(default)]
    pub from: Option<i32>,
    /// Last year.
    #[serde(default)]
    pub until: Option<i32>,
}

/// A pack to build on.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Extends {
    /// Its name.
    pub pack: String,
    /// The versions that will do.
    pub version: VersionReq,
}

impl Applies {
    /// Whether the pack is made for just this province; a pack that names no province is for none in
    /// particular.
    pub(crate) fn names_province(&self, province: &str) -> bool {
        let bare = |p: &str| p.trim_end_matches(['省', '市']).trim_end_matches("自治区").to_owned();
        self.provinces.iter().any(|p| bare(p) == bare(province))
    }

    /// Whether the pack is made for a level of government; an account that names none is taken in.
    pub(crate) fn covers_level(&self, level: Option<&str>) -> bool {
        self.levels.is_empty() || level.is_none_or(|l| self.levels.iter().any(|known| known == l))
    }

    /// Whether an account of `year` is within the years; an account without a year is.
    pub(crate) fn covers_year(&self, year: Option<i32>) -> bool {
        year.is_none_or(|y| self.years.from.is_none_or(|f| f <= y) && self.years.until.is_none_or(|u| y <= u))
    }
}

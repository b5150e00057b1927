//! `pack.yaml`: what a pack is called, for whom it is, and on what it builds.

use semver::{Version, VersionReq};
use serde::{Deserialize, Serialize};

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

//! `pack.yaml`: what a pack is called, for whom it is, and on what it builds.

use schemars::JsonSchema;
use semver::{Version, VersionReq};
use serde::Deserialize;

/// A pack's manifest.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "规则包", description = "pack.yaml：规则包的名称、适用范围和所依据的其他包")]
pub struct Manifest {
    /// The name by which `--pack` and `extends` know it.
    #[schemars(title = "名称", description = "--pack 和 extends 用它指明这个包", length(min = 1))]
    pub name: String,
    /// Its version; a change that can change a verdict is at least a minor one.
    #[schemars(
        title = "版本",
        description = "语义化版本，如 0.1.0；会改变结论的改动至少是次版本",
        with = "String",
        regex(pattern = r"^[0-9]+\.[0-9]+\.[0-9]+")
    )]
    pub version: Version,
    /// Its title in the field's words.
    #[schemars(title = "标题", description = "报告里显示的名称")]
    pub title: String,
    /// Who answers for it.
    #[serde(default)]
    #[schemars(title = "发布者", description = "谁对这个包负责")]
    pub issuer: Option<String>,
    /// Its licence, as an SPDX expression.
    #[serde(default)]
    #[schemars(title = "许可", description = "SPDX 写法，如 MIT")]
    pub licence: Option<String>,
    /// For which accounts it is made.
    #[serde(default)]
    #[schemars(title = "适用范围", description = "适用的省份、年度、级次")]
    pub applies: Applies,
    /// The packs it builds on.
    #[serde(default)]
    #[schemars(title = "所依据的包", description = "其数据项、科目和规则都在本包之内")]
    pub extends: Vec<Extends>,
}

/// For which accounts a pack is made. What is left open applies to all.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "applies", title = "适用范围", description = "不写的不限")]
pub struct Applies {
    /// Provinces, as `entity.province` names them.
    #[serde(default)]
    #[schemars(title = "省份", description = "与决算的 entity.province 相同的写法")]
    pub provinces: Vec<String>,
    /// First and last fiscal year; either may be open.
    #[serde(default)]
    #[schemars(title = "年度", description = "适用的决算年度")]
    pub years: Years,
    /// Levels of government, as `entity.level` names them.
    #[serde(default)]
    #[schemars(title = "级次", description = "与决算的 entity.level 相同的写法")]
    pub levels: Vec<String>,
}

/// A range of fiscal years, both ends included.
#[derive(Debug, Clone, Copy, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "years", title = "年度", description = "两端都含，不写的不限")]
pub struct Years {
    /// First year.
    #[serde(default)]
    #[schemars(title = "首年", description = "第一个适用的决算年度")]
    pub from: Option<i32>,
    /// Last year.
    #[serde(default)]
    #[schemars(title = "末年", description = "最后一个适用的决算年度")]
    pub until: Option<i32>,
}

/// A pack to build on.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "extends", title = "所依据的包", description = "以哪个包为基础，什么版本")]
pub struct Extends {
    /// Its name.
    #[schemars(title = "名称", description = "所依据的包的名称")]
    pub pack: String,
    /// The versions that will do.
    #[schemars(title = "版本要求", description = "如 ^0.1", with = "String")]
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

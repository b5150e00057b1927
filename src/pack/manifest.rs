//! `pack.yaml`: what a pack is called, for whom it is, and on what it builds.

use schemars::JsonSchema;
use semver::{Version, VersionReq};
use serde::{Deserialize, Serialize};

use super::ordered::Ordered;
use crate::figure::{Printed, Reading, Suffix, read_printed};
use crate::finding::Severity;

/// A pack's manifest.
#[derive(Debug, Clone, Deserialize, JsonSchema, Serialize)]
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
    /// Values that rules use as `param.name` and that a pack built on this one, or a user, may set.
    #[serde(default)]
    #[schemars(title = "参数", description = "规则里写作 param.名称 的值")]
    pub(crate) parameters: Ordered<Parameter>,
    /// What this pack changes in those it builds on, each with its reason.
    #[serde(default)]
    #[schemars(title = "改动", description = "对所依据的包的改动，逐条写明理由")]
    pub overrides: Vec<Override>,
    /// Ids of rules that this pack had and that are never used again.
    #[serde(default)]
    #[schemars(title = "停用的编号", description = "停用的规则编号，不得再用")]
    pub retired: Vec<Retired>,
    /// Rules of severity error whose findings an accepted explanation may waive.
    #[serde(default)]
    #[schemars(title = "可豁免", description = "允许以审核说明豁免的逻辑性规则")]
    pub waivable: Vec<String>,
}

/// A value that rules use by name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "parameter", title = "参数", description = "规则按名称使用的值")]
pub struct Parameter {
    /// What it is, in the field's words.
    #[schemars(title = "标题", description = "参数是什么")]
    pub title: String,
    /// What its values look like.
    #[serde(rename = "type")]
    #[schemars(title = "种类", description = "值的写法")]
    pub kind: ParameterKind,
    /// Its value unless a pack or the user sets another, as written.
    #[schemars(title = "默认值", description = "不另设时的值，照写法书写", with = "Scalar")]
    pub default: String,
}

/// What the values of a parameter look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "parameter", title = "参数", description = "规则按名称使用的值")]
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
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "override", title = "改动", description = "改一条规则的级别、停用一条规则或设一个参数")]
pub struct Override {
    /// The rule that is changed.
    #[serde(default)]
    #[schemars(title = "规则", description = "被改的规则的编号")]
    pub rule: Option<String>,
    /// The parameter that is set.
    #[serde(default)]
    #[schemars(title = "参数", description = "被设的参数的名称")]
    pub parameter: Option<String>,
    /// The rule's new severity.
    #[serde(default)]
    #[schemars(title = "审核级别", description = "改为 error、warning 或 info", with = "Option<SeverityWord>")]
    pub severity: Option<Severity>,
    /// Whether the rule is not applied at all.
    #[serde(default)]
    #[schemars(title = "停用", description = "不再审核这条规则")]
    pub disable: bool,
    /// The parameter's new value, as written.
    #[serde(default)]
    #[schemars(title = "值", description = "参数的新值", with = "Option<Scalar>")]
    pub value: Option<String>,
    /// Why; shown in the head of every report.
    #[schemars(title = "理由", description = "印在每份报告的开头", length(min = 1))]
    pub reason: String,
}

/// A rule id that is used no more.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "retired", title = "停用的编号", description = "停用的规则编号")]
pub struct Retired {
    /// The id.
    #[schemars(title = "编号", description = "停用的编号")]
    pub rule: String,
    /// The rule that took its place.
    #[serde(default)]
    #[schemars(title = "代替者", description = "代替它的规则的编号")]
    pub replaced_by: Option<String>,
    /// The version of the pack since which it is gone.
    #[schemars(title = "自", description = "自哪一版起停用", with = "String")]
    pub since: Version,
}

/// A value as YAML may write it; the schema alone knows it.
#[derive(JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "scalar", title = "值", description = "文字或数")]
#[expect(dead_code, reason = "stands for what a value may look like")]
enum Scalar {
    Text(String),
    #[schemars(schema_with = "number")]
    Number,
}

/// A number of any digits: no Rust type stands for it, since a figure is no float.
fn number(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({ "type": "number" })
}

/// The words of a severity; the schema alone knows it.
#[derive(JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "severity", title = "审核级别", description = "error 逻辑性、warning 核实性、info 提示性")]
#[expect(dead_code, reason = "stands for the words of a severity")]
enum SeverityWord {
    Error,
    Warning,
    Info,
}

/// The value of a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ParameterValue {
    Number(Printed),
    Text(String),
}

impl ParameterValue {
    /// As written.
    pub(crate) fn written(&self) -> &str {
        match self {
            ParameterValue::Number(number) => number.text(),
            ParameterValue::Text(text) => text,
        }
    }
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
        fits.then(|| ParameterValue::Number(number.to_owned()))
    }
}

/// For which accounts a pack is made. What is left open applies to all.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema, Serialize)]
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
#[derive(Debug, Clone, Copy, Default, Deserialize, JsonSchema, Serialize)]
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
#[derive(Debug, Clone, Deserialize, JsonSchema, Serialize)]
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

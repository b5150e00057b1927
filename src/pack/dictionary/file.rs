//! `figures.yaml` as written: the fields that many figures share, and the figures by their paths.

use serde::Deserialize;

use crate::figure::{Kind, MoneyUnit};
use crate::pack::ordered::Ordered;

/// What an entry says a scalar is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    /// A number of some kind.
    Number(Kind),
    /// Words: names, codes.
    Text,
}

/// Whether the children of a group are all the parts of its whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Parts {
    /// They are all there: their sum is the whole.
    Complete,
    /// A list after 其中: their sum is at most the whole.
    Partial,
}

/// `figures.yaml` as written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct File {
    #[serde(default)]
    pub(super) fields: Ordered<RawEntry>,
    #[serde(default)]
    pub(super) figures: Ordered<RawEntry>,
}

/// A figure, a group of figures or a field as written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawEntry {
    pub(super) kind: Option<RawKind>,
    pub(super) unit: Option<RawUnit>,
    pub(super) caliber: Option<Caliber>,
    pub(super) label: Option<String>,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
    pub(super) meaning: Option<String>,
    pub(super) place: Option<String>,
    pub(super) blank: Option<Blank>,
    pub(super) parts: Option<Parts>,
    #[serde(default)]
    pub(super) has: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum RawKind {
    Money,
    Percent,
    Count,
    Ratio,
    Plain,
    Year,
    Text,
}

#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) enum RawUnit {
    #[serde(rename = "元")]
    Yuan,
    #[serde(rename = "万元")]
    WanYuan,
    #[serde(rename = "亿元")]
    YiYuan,
}

/// 口径: which money a figure speaks of.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) enum Caliber {
    #[serde(rename = "全口径")]
    All,
    #[serde(rename = "财政拨款")]
    Fiscal,
    #[serde(rename = "一般公共预算")]
    GeneralBudget,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Blank {
    Zero,
}

impl Content {
    /// Its word in `figures.yaml`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Content::Number(kind) => kind.name(),
            Content::Text => "text",
        }
    }
}

impl Parts {
    /// Its word in `figures.yaml`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Parts::Complete => "complete",
            Parts::Partial => "partial",
        }
    }
}

impl RawKind {
    pub(super) fn content(self) -> Content {
        Content::Number(match self {
            RawKind::Money => Kind::Money,
            RawKind::Percent => Kind::Percent,
            RawKind::Count => Kind::Count,
            RawKind::Ratio => Kind::Ratio,
            RawKind::Plain => Kind::Plain,
            RawKind::Year => Kind::Year,
            RawKind::Text => return Content::Text,
        })
    }
}

impl RawUnit {
    pub(super) fn unit(self) -> MoneyUnit {
        match self {
            RawUnit::Yuan => MoneyUnit::Yuan,
            RawUnit::WanYuan => MoneyUnit::WanYuan,
            RawUnit::YiYuan => MoneyUnit::YiYuan,
        }
    }
}

impl Caliber {
    pub(super) fn name(self) -> &'static str {
        match self {
            Caliber::All => "全口径",
            Caliber::Fiscal => "财政拨款",
            Caliber::GeneralBudget => "一般公共预算",
        }
    }
}

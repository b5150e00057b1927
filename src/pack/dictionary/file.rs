//! `figures.yaml` as written: the fields that many figures share, and the figures by their paths.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(
    rename = "parts",
    title = "各下级",
    description = "complete：合起来是整体；partial：用“其中”引出，合起来不超过整体"
)]
pub(crate) enum Parts {
    /// They are all there: their sum is the whole.
    #[schemars(description = "合起来是整体")]
    Complete,
    /// A list after 其中: their sum is at most the whole.
    #[schemars(description = "用“其中”引出，合起来不超过整体")]
    Partial,
}

/// `figures.yaml` as written.
#[derive(Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "数据项目录", description = "figures.yaml：规则可以使用的数据项")]
pub(crate) struct File {
    #[serde(default)]
    #[schemars(title = "共用的字段", description = "几个数据项都有的字段，如占比；数据项用 has 引用")]
    pub(super) fields: Ordered<RawEntry>,
    #[serde(default)]
    #[schemars(title = "数据项", description = "键是路径：各级之间是点，* 代表任意键和列表的各行")]
    pub(super) figures: Ordered<RawEntry>,
}

/// A figure, a group of figures or a field as written.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "entry", title = "数据项", description = "一个数据项、一组数据或一个共用的字段")]
pub(super) struct RawEntry {
    #[schemars(title = "种类", description = "不写的是一组数据")]
    pub(super) kind: Option<RawKind>,
    #[schemars(title = "金额单位", description = "只用于金额；不写随决算文件头")]
    pub(super) unit: Option<RawUnit>,
    #[schemars(title = "口径", description = "不写取上级的")]
    pub(super) caliber: Option<Caliber>,
    #[schemars(title = "中文名", description = "也可以用作路径里的名称")]
    pub(super) label: Option<String>,
    #[serde(default)]
    #[schemars(title = "别名", description = "其他叫法；同一级不能有两个数据项同名")]
    pub(super) aliases: Vec<String>,
    #[serde(default)]
    #[schemars(title = "旧名", description = "以前的名称，不再使用；规则写了它，gouji lint --fix 改为现名")]
    pub(super) formerly: Vec<String>,
    #[schemars(title = "含义", description = "一句话说明")]
    pub(super) meaning: Option<String>,
    #[schemars(title = "位置", description = "在公开文件中的位置：表名·行·栏，或章节的标题；不写取上级的")]
    pub(super) place: Option<String>,
    #[schemars(title = "空格", description = "行有而格空时的值")]
    pub(super) blank: Option<Blank>,
    #[schemars(title = "各下级", description = "合起来是整体，还是“其中”的一部分")]
    pub(super) parts: Option<Parts>,
    #[serde(default)]
    #[schemars(title = "字段", description = "具备 fields 里定义的哪些字段")]
    pub(super) has: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(
    rename = "kind",
    title = "种类",
    description = "money 金额、percent 百分数、count 个数、ratio 比值、plain 数、year 年度、text 文字"
)]
pub(super) enum RawKind {
    Money,
    Percent,
    Count,
    Ratio,
    Plain,
    Year,
    Text,
}

#[derive(Debug, Clone, Copy, Deserialize, Serialize, JsonSchema)]
#[schemars(rename = "unit", title = "金额单位", description = "元、万元、亿元")]
pub(super) enum RawUnit {
    #[serde(rename = "元")]
    Yuan,
    #[serde(rename = "万元")]
    WanYuan,
    #[serde(rename = "亿元")]
    YiYuan,
}

/// 口径: which money a figure speaks of.
#[derive(Debug, Clone, Copy, Deserialize, Serialize, JsonSchema)]
#[schemars(rename = "caliber", title = "口径", description = "全口径、财政拨款、一般公共预算")]
pub(super) enum Caliber {
    #[serde(rename = "全口径")]
    All,
    #[serde(rename = "财政拨款")]
    Fiscal,
    #[serde(rename = "一般公共预算")]
    GeneralBudget,
}

#[derive(Debug, Clone, Copy, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "blank", title = "空格", description = "zero：行有而格空，是 0")]
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

//! Accounts, rules and packs of a result.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Place, Words};
use crate::figure::MoneyUnit;
use crate::finding::{Adapted, Basis, Classification, Narrowed, Severity, Tables, Verdict};

/// 决算: an account that was judged, or what was judged of several together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Account {
    /// The file as shown to the user; `accounts` for what was judged of several together.
    pub file: String,
    /// 单位名称
    pub entity: Option<String>,
    /// 省份
    pub province: Option<String>,
    /// 年度
    pub year: Option<i32>,
    /// 批复, 决算, …
    pub stage: Option<String>,
    /// Unit of money of the header.
    pub unit: Option<MoneyUnit>,
    /// The packs and rule files it was judged by: name and version, as `shown` in the list of packs.
    pub packs: Vec<String>,
    /// Why these packs.
    pub chosen: Words,
    /// 调整
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overrides: Vec<Adapted>,
    /// 审核范围; none when every rule ran.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selection: Option<Narrowed>,
    /// How many accounts were judged together; none when this is one account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub together: Option<usize>,
    /// 密级
    pub classification: Option<Classification>,
    /// SHA-256 of its file, in hexadecimal digits; none for what was judged of several together.
    pub sha256: Option<String>,
    /// How many of its instances got each verdict.
    pub verdicts: Counts,
    /// Everything that it prints, table by table, in the order of the file.
    pub tables: Tables,
}

/// How many instances got each verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Counts {
    /// 不符
    #[serde(deserialize_with = "super::read::count")]
    pub violated: usize,
    /// 尾差偏大
    #[serde(deserialize_with = "super::read::count")]
    pub improbable: usize,
    /// 尾差
    #[serde(deserialize_with = "super::read::count")]
    pub rounding: usize,
    /// 不可比
    #[serde(deserialize_with = "super::read::count")]
    pub undefined: usize,
    /// 缺数
    #[serde(deserialize_with = "super::read::count")]
    pub undetermined: usize,
    /// 不适用
    #[serde(deserialize_with = "super::read::count")]
    pub not_applicable: usize,
    /// 相符
    #[serde(deserialize_with = "super::read::count")]
    pub holds: usize,
    /// 已说明
    #[serde(deserialize_with = "super::read::count")]
    pub waived: usize,
}

impl Counts {
    /// As many of each verdict as it is said.
    pub(super) fn by(count: impl Fn(Verdict) -> usize) -> Self {
        let mut counts = Self::default();
        Verdict::ALL.into_iter().for_each(|verdict| *counts.place(verdict) = count(verdict));
        counts
    }

    /// How many got a verdict.
    pub fn of(mut self, verdict: Verdict) -> usize {
        *self.place(verdict)
    }

    fn place(&mut self, verdict: Verdict) -> &mut usize {
        match verdict {
            Verdict::Violated => &mut self.violated,
            Verdict::Improbable => &mut self.improbable,
            Verdict::Rounding => &mut self.rounding,
            Verdict::Undefined => &mut self.undefined,
            Verdict::Undetermined => &mut self.undetermined,
            Verdict::NotApplicable => &mut self.not_applicable,
            Verdict::Holds => &mut self.holds,
            Verdict::Waived => &mut self.waived,
        }
    }
}

/// 公式: a rule that judged some account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Rule {
    /// Its id; a bare assertion has its file and line.
    pub id: String,
    /// Its title, in the field's words.
    pub title: Option<String>,
    /// 审核级别: the weight of a violation.
    pub severity: Severity,
    /// Whether a pack allows waivers although it is an error.
    pub waivable: bool,
    /// 表内, 表间, 表文, …
    pub scope: Option<String>,
    /// Words to filter by.
    pub tags: Vec<String>,
    /// 依据, each with the fiscal years for which it may be cited.
    pub basis: Vec<Basis>,
    /// 公式来源
    pub formula_source: Option<String>,
    /// The pack it belongs to; none for a loose rule file.
    pub pack: Option<String>,
    /// Where it stands.
    pub place: Place,
    /// The fiscal years to which it applies.
    pub effective: Years,
    /// What it says of a violation, with the expressions for its figures in braces.
    pub message: Option<String>,
    /// The number of the last of its assertions that was judged.
    #[serde(deserialize_with = "super::read::count")]
    pub assertions: usize,
}

/// First and last fiscal year; either may be open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Years {
    /// The first.
    pub from: Option<i32>,
    /// The last.
    pub until: Option<i32>,
}

//! An instance of an assertion in a result: what is established, and the evidence for it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Extent, Place, Words};
use crate::figure::MoneyUnit;
use crate::finding::{Amount, Binding, Comparison, Note, Severity, Side, Spot, Verdict, WaiverUse};

/// 审核结果: one assertion on one account, for one choice of its `for`s.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// The same as long as it is the same rule, entity, year, stage, assertion and place.
    pub fingerprint: String,
    /// 结论
    pub verdict: Verdict,
    /// 审核级别: its weight.
    pub severity: Severity,
    /// 存量: whether the baseline has it.
    pub known: bool,
    /// The waiver that covers it.
    pub waiver: Option<WaiverUse>,
    /// The file of the account.
    pub account: String,
    /// Its entity.
    pub entity: Option<String>,
    /// Its year.
    pub year: Option<i32>,
    /// The id of the rule.
    pub rule: String,
    /// Its title.
    pub title: Option<String>,
    /// Its scope.
    pub scope: Option<String>,
    /// Which assertion of the rule, from 1; 0 when the rule did not apply as a whole.
    #[serde(deserialize_with = "super::read::count")]
    pub assertion: usize,
    /// Path of what it is about; empty for the root.
    pub at: String,
    /// Path of the record at which the rule's paths start.
    pub on: String,
    /// The variables of its `for`s, outermost first.
    pub bindings: Vec<Binding>,
    /// The assertion as written.
    pub expression: String,
    /// Where the assertion is written.
    pub rule_place: Place,
    /// The left side of the comparison that decided.
    pub left: Option<Side>,
    /// That comparison.
    pub operator: Option<Comparison>,
    /// Its right side.
    pub right: Option<Side>,
    /// 差额, as printed.
    pub difference: Option<Amount>,
    /// 允许尾差: the difference that rounding explains.
    pub slack: Option<Amount>,
    /// Whether the slack is the tolerance of a `within`.
    pub within: bool,
    /// The difference in standard deviations of the rounding errors, for sums.
    pub z: Option<String>,
    /// For what fails as printed: whether some true values satisfy it.
    pub explained_by_rounding: Option<bool>,
    /// 数据项: every figure that took part.
    pub figures: Vec<Figure>,
    /// Paths of figures that are missing, withheld or without value.
    pub missing: Vec<String>,
    /// Why there is no judgement.
    pub reason: Option<Words>,
    /// 备注
    pub notes: Vec<Note>,
    /// The rule's message with its figures filled in.
    pub message: Option<String>,
    /// 依据 in force in the account's year.
    pub basis: Vec<String>,
    /// 公式来源
    pub formula_source: Option<String>,
    /// The number in `waivers`, from 0, of one that speaks of it and does not cover it.
    pub answer: Option<usize>,
    /// The account's number in `accounts`, from 0.
    #[serde(deserialize_with = "super::read::count")]
    pub account_number: usize,
    /// The rule's number in `rules`, from 0.
    #[serde(deserialize_with = "super::read::count")]
    pub rule_number: usize,
}

/// 数据项: a figure of an account that took part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Figure {
    /// Its path.
    pub path: String,
    /// As printed; empty for a blank cell that counts as 0.
    pub text: String,
    /// 名称
    pub label: Option<String>,
    /// 表名·行·栏, or the section.
    pub place: Option<String>,
    /// 口径
    pub caliber: Option<String>,
    /// Its unit of money, when it is money.
    pub unit: Option<MoneyUnit>,
    /// Where it stands; only the file for a blank cell.
    #[serde(flatten)]
    pub extent: Extent,
}

impl Figure {
    /// Where it stands in the file of its account; none for a blank cell.
    pub fn spot(&self) -> Option<Spot> {
        self.extent.line.zip(self.extent.column)
    }
}

impl Finding {
    /// 疑点: whether the unit still has to answer it.
    pub fn is_finding(&self) -> bool {
        matches!(self.verdict, Verdict::Violated | Verdict::Improbable)
    }
}

//! What people have answered to findings, and who owes an account, as a run found it: plain data.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::message::{Text, msg};
use crate::source::Span;

/// 原因类别: why a finding is right as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReasonKind {
    /// The figures are of different calibers.
    #[serde(alias = "口径不同")]
    Caliber,
    /// A policy or standard has changed.
    #[serde(alias = "政策调整")]
    Policy,
    /// The unit was reorganised, or its staff changed.
    #[serde(alias = "机构变动")]
    Reorganisation,
    /// An accounting error of an earlier year was corrected.
    #[serde(alias = "会计差错更正")]
    Correction,
    /// Expenditure of an earlier year came back, or another matter of an earlier year.
    #[serde(alias = "以前年度事项")]
    EarlierYear,
    /// Money was transferred in or out with a collection.
    #[serde(alias = "归集调入调出")]
    Transfer,
    /// The published document has it so.
    #[serde(alias = "公开原文如此")]
    AsPublished,
    /// Another reason.
    #[serde(alias = "其他")]
    Other,
}

impl ReasonKind {
    /// Every kind.
    pub const ALL: [ReasonKind; 8] = [
        ReasonKind::Caliber,
        ReasonKind::Policy,
        ReasonKind::Reorganisation,
        ReasonKind::Correction,
        ReasonKind::EarlierYear,
        ReasonKind::Transfer,
        ReasonKind::AsPublished,
        ReasonKind::Other,
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            ReasonKind::Caliber => "caliber",
            ReasonKind::Policy => "policy",
            ReasonKind::Reorganisation => "reorganisation",
            ReasonKind::Correction => "correction",
            ReasonKind::EarlierYear => "earlier_year",
            ReasonKind::Transfer => "transfer",
            ReasonKind::AsPublished => "as_published",
            ReasonKind::Other => "other",
        }
    }

    /// The words of the field.
    pub fn term(self) -> Text {
        match self {
            ReasonKind::Caliber => msg!("waive-kind-caliber"),
            ReasonKind::Policy => msg!("waive-kind-policy"),
            ReasonKind::Reorganisation => msg!("waive-kind-reorganisation"),
            ReasonKind::Correction => msg!("waive-kind-correction"),
            ReasonKind::EarlierYear => msg!("waive-kind-earlier-year"),
            ReasonKind::Transfer => msg!("waive-kind-transfer"),
            ReasonKind::AsPublished => msg!("waive-kind-as-published"),
            ReasonKind::Other => msg!("waive-kind-other"),
        }
    }
}

/// What became of a waiver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WaiverStatus {
    /// 已说明: accepted, and it covers its findings.
    Applied,
    /// 未裁定: nobody has decided on it.
    Undecided,
    /// 失效: a figure has changed since.
    Lapsed,
    /// 到期: its day has passed.
    Expired,
    /// 未对上: there is no such finding.
    Unmatched,
    /// 不允许: the rule is of severity error, and no pack allows it.
    NotAllowed,
    /// 不采信
    Rejected,
    /// 退回
    Returned,
    /// 重复: an earlier waiver covers the same findings.
    Duplicate,
}

impl WaiverStatus {
    /// Every status, in the order of summaries.
    pub const ALL: [WaiverStatus; 9] = [
        WaiverStatus::Applied,
        WaiverStatus::Undecided,
        WaiverStatus::Lapsed,
        WaiverStatus::Expired,
        WaiverStatus::Unmatched,
        WaiverStatus::NotAllowed,
        WaiverStatus::Rejected,
        WaiverStatus::Returned,
        WaiverStatus::Duplicate,
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            WaiverStatus::Applied => "applied",
            WaiverStatus::Undecided => "undecided",
            WaiverStatus::Lapsed => "lapsed",
            WaiverStatus::Expired => "expired",
            WaiverStatus::Unmatched => "unmatched",
            WaiverStatus::NotAllowed => "not_allowed",
            WaiverStatus::Rejected => "rejected",
            WaiverStatus::Returned => "returned",
            WaiverStatus::Duplicate => "duplicate",
        }
    }

    /// The words of the field.
    pub fn term(self) -> Text {
        match self {
            WaiverStatus::Applied => msg!("waive-applied"),
            WaiverStatus::Undecided => msg!("waive-undecided"),
            WaiverStatus::Lapsed => msg!("waive-lapsed"),
            WaiverStatus::Expired => msg!("waive-expired"),
            WaiverStatus::Unmatched => msg!("waive-unmatched"),
            WaiverStatus::NotAllowed => msg!("waive-not-allowed"),
            WaiverStatus::Rejected => msg!("waive-rejected"),
            WaiverStatus::Returned => msg!("waive-returned"),
            WaiverStatus::Duplicate => msg!("waive-duplicate"),
        }
    }

    /// Whether somebody has to see to the waiver itself; it weighs like a warning. A refused one is
    /// settled: its finding stands.
    pub fn is_open(self) -> bool {
        match self {
            WaiverStatus::Undecided
            | WaiverStatus::Lapsed
            | WaiverStatus::Expired
            | WaiverStatus::Unmatched
            | WaiverStatus::NotAllowed => true,
            WaiverStatus::Applied | WaiverStatus::Rejected | WaiverStatus::Returned | WaiverStatus::Duplicate => false,
        }
    }
}

/// 审核说明: an explanation by the unit, and what became of it in this run.
#[derive(Debug, Clone)]
pub struct WaiverReport {
    /// What became of it.
    pub status: WaiverStatus,
    /// Why, where the status alone does not say it.
    pub detail: Text,
    /// Its place in the file of waivers.
    pub span: Span,
    /// The rule.
    pub rule: String,
    /// The entity; none for an account without a name, and for rules about all accounts together.
    pub entity: Option<String>,
    /// The fiscal year.
    pub year: Option<i32>,
    /// 批复, 决算, …
    pub stage: Option<String>,
    /// The kind of reason.
    pub kind: Option<ReasonKind>,
    /// The reason.
    pub reason: Option<String>,
    /// The unit that explains.
    pub owner: Option<String>,
    /// Who decided, and on which day.
    pub decided: Option<(String, String)>,
    /// The last day on which it is good.
    pub expires: Option<String>,
    /// Documents that prove it.
    pub evidence: Vec<String>,
}

/// How the findings of a run compare with a baseline 存量问题清单.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownFindings {
    /// How many findings the baseline has.
    pub known: usize,
    /// How many it does not have.
    pub new: usize,
    /// What the baseline has and this run no longer finds: fingerprint, and what it was in words.
    pub resolved: Vec<(String, String)>,
}

/// An account that was read, judged or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submitted {
    /// The file as shown to the user.
    pub file: String,
    /// Name of the entity.
    pub entity: Option<String>,
    /// Its code.
    pub code: Option<String>,
    /// The entity above it.
    pub parent: Option<String>,
    /// The fiscal year.
    pub year: Option<i32>,
    /// 批复, 决算, …
    pub stage: Option<String>,
}

/// A unit and a year for which it owes an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// Name of the unit.
    pub name: String,
    /// Its code.
    pub code: Option<String>,
    /// The fiscal year; none: any one.
    pub year: Option<i32>,
}

/// An account that is owed and was not submitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Who owes it.
    pub slot: Slot,
    /// The unit's place in the roster.
    pub span: Span,
}

/// Units of one region or department, and how many of their accounts pass.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    /// Name of the region or department; none for units without one.
    pub name: Option<String>,
    /// 应报: accounts owed.
    pub owed: usize,
    /// 已报: those submitted.
    pub submitted: usize,
    /// 通过: those judged without a violation of severity error that is left unexplained.
    pub passed: usize,
}

impl Group {
    /// 通过率: passed of submitted, as a percentage of one decimal; none when nothing was submitted.
    pub fn rate(&self) -> Option<String> {
        let twice = self.submitted.checked_mul(2)?;
        let tenths = self.passed.checked_mul(2000)?.checked_add(self.submitted)?.checked_div(twice)?;
        Some(format!("{}.{}%", tenths / 10, tenths % 10))
    }
}

/// 户数核对: which units have submitted their account.
#[derive(Debug, Clone, Default)]
pub struct RosterReport {
    /// Owed and not submitted, in the order of the roster.
    pub missing: Vec<Missing>,
    /// Submitted and not owed, in the order read.
    pub extra: Vec<Submitted>,
    /// Owed once and submitted in several files.
    pub double: Vec<(Slot, Vec<String>)>,
    /// By region, in the order of the roster.
    pub regions: Vec<Group>,
    /// By department, in the order of the roster.
    pub departments: Vec<Group>,
    /// All together.
    pub total: Group,
}

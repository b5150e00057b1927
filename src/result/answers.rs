//! Waivers, known findings and the roster of a result.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Place, Words};
use crate::answer::{Group, KnownFindings, ReasonKind, RosterReport, Slot, Submitted, WaiverReport, WaiverStatus};
use crate::source::SourceMap;

/// 审核说明: an explanation by the unit, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Waiver {
    /// What became of it.
    pub status: WaiverStatus,
    /// Whether it has to be seen to, and so weighs like a warning.
    pub open: bool,
    /// Why, where the status alone does not say it.
    pub detail: Option<Words>,
    /// The rule.
    pub rule: String,
    /// The entity.
    pub entity: Option<String>,
    /// The fiscal year.
    pub year: Option<i32>,
    /// 批复, 决算, …
    pub stage: Option<String>,
    /// 原因类别
    pub kind: Option<ReasonKind>,
    /// The reason.
    pub reason: Option<String>,
    /// The unit that explains.
    pub owner: Option<String>,
    /// Who decided.
    pub decided_by: Option<String>,
    /// On which day.
    pub decided: Option<String>,
    /// The last day on which it is good.
    pub expires: Option<String>,
    /// Documents that prove it.
    pub evidence: Vec<String>,
    /// Its place in the file of waivers.
    pub place: Place,
}

impl Waiver {
    pub(super) fn of(waiver: &WaiverReport, sources: &SourceMap) -> Self {
        Self {
            status: waiver.status,
            open: waiver.status.is_open(),
            detail: Some(&waiver.detail).filter(|d| !d.is_empty()).map(Words::of),
            rule: waiver.rule.clone(),
            entity: waiver.entity.clone(),
            year: waiver.year,
            stage: waiver.stage.clone(),
            kind: waiver.kind,
            reason: waiver.reason.clone(),
            owner: waiver.owner.clone(),
            decided_by: waiver.decided.as_ref().map(|(by, _)| by.clone()),
            decided: waiver.decided.as_ref().map(|(_, date)| date.clone()),
            expires: waiver.expires.clone(),
            evidence: waiver.evidence.clone(),
            place: Place::of(waiver.span, sources),
        }
    }
}

/// How many waivers there are of each status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct WaiverCounts {
    /// 已说明
    #[serde(deserialize_with = "super::read::count")]
    pub applied: usize,
    /// 未裁定
    #[serde(deserialize_with = "super::read::count")]
    pub undecided: usize,
    /// 失效
    #[serde(deserialize_with = "super::read::count")]
    pub lapsed: usize,
    /// 到期
    #[serde(deserialize_with = "super::read::count")]
    pub expired: usize,
    /// 未对上
    #[serde(deserialize_with = "super::read::count")]
    pub unmatched: usize,
    /// 不允许
    #[serde(deserialize_with = "super::read::count")]
    pub not_allowed: usize,
    /// 不采信
    #[serde(deserialize_with = "super::read::count")]
    pub rejected: usize,
    /// 退回
    #[serde(deserialize_with = "super::read::count")]
    pub returned: usize,
    /// 重复
    #[serde(deserialize_with = "super::read::count")]
    pub duplicate: usize,
}

impl WaiverCounts {
    pub(super) fn of(waivers: &[WaiverReport]) -> Self {
        let count = |status| waivers.iter().filter(|w| w.status == status).count();
        Self {
            applied: count(WaiverStatus::Applied),
            undecided: count(WaiverStatus::Undecided),
            lapsed: count(WaiverStatus::Lapsed),
            expired: count(WaiverStatus::Expired),
            unmatched: count(WaiverStatus::Unmatched),
            not_allowed: count(WaiverStatus::NotAllowed),
            rejected: count(WaiverStatus::Rejected),
            returned: count(WaiverStatus::Returned),
            duplicate: count(WaiverStatus::Duplicate),
        }
    }
}

/// 存量问题清单: how the findings compare with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Baseline {
    /// How many findings it has.
    #[serde(deserialize_with = "super::read::count")]
    pub known: usize,
    /// How many it does not have.
    #[serde(deserialize_with = "super::read::count")]
    pub new: usize,
    /// What it has and this run no longer finds.
    pub resolved: Vec<Resolved>,
}

/// A finding of the baseline that is no longer found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Resolved {
    /// Its fingerprint.
    pub fingerprint: String,
    /// What it was, in words.
    pub what: String,
}

impl Baseline {
    pub(super) fn of(known: &KnownFindings) -> Self {
        let resolved = known.resolved.iter().cloned().map(|(fingerprint, what)| Resolved { fingerprint, what });
        Self { known: known.known, new: known.new, resolved: resolved.collect() }
    }
}

/// 户数核对: which units have submitted their account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Roster {
    /// All together.
    pub total: Region,
    /// By region, in the order of the roster.
    pub regions: Vec<Region>,
    /// By department, in the order of the roster.
    pub departments: Vec<Region>,
    /// 缺报: owed and not submitted.
    pub missing: Vec<Missing>,
    /// 重报: owed once and submitted in several files.
    pub double: Vec<Unit>,
    /// 多报: submitted and not owed.
    pub extra: Vec<Unit>,
}

/// Units of one region or department.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Region {
    /// Its name; none for units without one.
    pub name: Option<String>,
    /// 应报: accounts owed.
    #[serde(deserialize_with = "super::read::count")]
    pub owed: usize,
    /// 已报: those submitted.
    #[serde(deserialize_with = "super::read::count")]
    pub submitted: usize,
    /// 通过: those without a violation of severity error that is left unexplained.
    #[serde(deserialize_with = "super::read::count")]
    pub passed: usize,
    /// 通过率, a percentage of one decimal; none when nothing was submitted.
    pub rate: Option<String>,
}

impl Region {
    fn of(group: &Group) -> Self {
        let Group { name, owed, submitted, passed } = group;
        Self { name: name.clone(), owed: *owed, submitted: *submitted, passed: *passed, rate: group.rate() }
    }
}

/// A unit, a year, and the files of its accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Unit {
    /// Its name.
    pub name: Option<String>,
    /// Its code.
    pub code: Option<String>,
    /// The fiscal year.
    pub year: Option<i32>,
    /// The files.
    pub files: Vec<String>,
}

/// An account that is owed and was not submitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Missing {
    /// Who owes it, and no files.
    #[serde(flatten)]
    pub unit: Unit,
    /// The unit's place in the roster.
    pub place: Place,
}

impl Roster {
    pub(super) fn of(roster: &RosterReport, sources: &SourceMap) -> Self {
        let unit = |slot: &Slot, files: &[String]| Unit {
            name: Some(slot.name.clone()),
            code: slot.code.clone(),
            year: slot.year,
            files: files.to_vec(),
        };
        let extra = |account: &Submitted| Unit {
            name: account.entity.clone(),
            code: account.code.clone(),
            year: account.year,
            files: vec![account.file.clone()],
        };
        let missing = roster.missing.iter();
        Self {
            total: Region::of(&roster.total),
            regions: roster.regions.iter().map(Region::of).collect(),
            departments: roster.departments.iter().map(Region::of).collect(),
            missing: missing.map(|m| Missing { unit: unit(&m.slot, &[]), place: Place::of(m.span, sources) }).collect(),
            double: roster.double.iter().map(|(slot, files)| unit(slot, files)).collect(),
            extra: roster.extra.iter().map(extra).collect(),
        }
    }
}

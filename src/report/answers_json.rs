//! Waivers, known findings and the roster for the JSON report.

use serde::Serialize;

use super::json::{Place, TextView};
use crate::answer::{Group, KnownFindings, ReasonKind, RosterReport, Submitted, WaiverReport, WaiverStatus};
use crate::finding::{Report, WaiverUse};

/// A waiver and what became of it.
#[derive(Serialize)]
pub(super) struct WaiverView<'a> {
    status: &'static str,
    open: bool,
    detail: Option<TextView<'a>>,
    rule: &'a str,
    entity: Option<&'a str>,
    year: Option<i32>,
    stage: Option<&'a str>,
    kind: Option<&'static str>,
    reason: Option<&'a str>,
    owner: Option<&'a str>,
    decided_by: Option<&'a str>,
    decided: Option<&'a str>,
    expires: Option<&'a str>,
    evidence: &'a [String],
    place: Place<'a>,
}

impl<'a> WaiverView<'a> {
    pub(super) fn of(waiver: &'a WaiverReport, place: Place<'a>) -> Self {
        Self {
            status: waiver.status.name(),
            open: waiver.status.is_open(),
            detail: Some(&waiver.detail).filter(|d| !d.is_empty()).map(TextView::of),
            rule: &waiver.rule,
            entity: waiver.entity.as_deref(),
            year: waiver.year,
            stage: waiver.stage.as_deref(),
            kind: waiver.kind.map(ReasonKind::name),
            reason: waiver.reason.as_deref(),
            owner: waiver.owner.as_deref(),
            decided_by: waiver.decided.as_ref().map(|(by, _)| by.as_str()),
            decided: waiver.decided.as_ref().map(|(_, date)| date.as_str()),
            expires: waiver.expires.as_deref(),
            evidence: &waiver.evidence,
            place,
        }
    }
}

/// The waiver that covers a finding.
#[derive(Serialize)]
pub(super) struct WaiverUseView {
    number: usize,
    verdict: &'static str,
}

impl WaiverUseView {
    pub(super) fn of(used: &WaiverUse) -> Self {
        Self { number: used.number, verdict: used.verdict.name() }
    }
}

/// How many waivers there are of each status.
#[derive(Serialize)]
pub(super) struct WaiverCounts {
    applied: usize,
    undecided: usize,
    lapsed: usize,
    expired: usize,
    unmatched: usize,
    not_allowed: usize,
    rejected: usize,
    returned: usize,
    duplicate: usize,
}

impl WaiverCounts {
    pub(super) fn of(report: &Report) -> Self {
        let count = |status| report.waivers.iter().filter(|w| w.status == status).count();
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

/// How the findings compare with a baseline.
#[derive(Serialize)]
pub(super) struct BaselineView<'a> {
    known: usize,
    new: usize,
    resolved: Vec<ResolvedView<'a>>,
}

#[derive(Serialize)]
struct ResolvedView<'a> {
    fingerprint: &'a str,
    what: &'a str,
}

impl<'a> BaselineView<'a> {
    pub(super) fn of(known: &'a KnownFindings) -> Self {
        let resolved = known.resolved.iter().map(|(fingerprint, what)| ResolvedView { fingerprint, what }).collect();
        Self { known: known.known, new: known.new, resolved }
    }
}

/// 户数核对
#[derive(Serialize)]
pub(super) struct RosterView<'a> {
    total: GroupView<'a>,
    regions: Vec<GroupView<'a>>,
    departments: Vec<GroupView<'a>>,
    missing: Vec<UnitView<'a>>,
    double: Vec<UnitView<'a>>,
    extra: Vec<UnitView<'a>>,
}

#[derive(Serialize)]
struct GroupView<'a> {
    name: Option<&'a str>,
    owed: usize,
    submitted: usize,
    passed: usize,
    rate: Option<String>,
}

impl<'a> GroupView<'a> {
    fn of(group: &'a Group) -> Self {
        let Group { name, owed, submitted, passed } = group;
        Self { name: name.as_deref(), owed: *owed, submitted: *submitted, passed: *passed, rate: group.rate() }
    }
}

#[derive(Serialize)]
struct UnitView<'a> {
    name: Option<&'a str>,
    code: Option<&'a str>,
    year: Option<i32>,
    files: Vec<&'a str>,
}

impl<'a> RosterView<'a> {
    pub(super) fn of(roster: &'a RosterReport) -> Self {
        let unit = |slot: &'a crate::answer::Slot, files: Vec<&'a str>| UnitView {
            name: Some(&slot.name),
            code: slot.code.as_deref(),
            year: slot.year,
            files,
        };
        let extra = |account: &'a Submitted| UnitView {
            name: account.entity.as_deref(),
            code: account.code.as_deref(),
            year: account.year,
            files: vec![&account.file],
        };
        Self {
            total: GroupView::of(&roster.total),
            regions: roster.regions.iter().map(GroupView::of).collect(),
            departments: roster.departments.iter().map(GroupView::of).collect(),
            missing: roster.missing.iter().map(|m| unit(&m.slot, Vec::new())).collect(),
            double: roster
                .double
                .iter()
                .map(|(s, files)| unit(s, files.iter().map(String::as_str).collect()))
                .collect(),
            extra: roster.extra.iter().map(extra).collect(),
        }
    }
}

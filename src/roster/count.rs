//! Accounts against the roster: what is missing, extra or double, and how many pass.

use std::collections::{BTreeMap, BTreeSet};

use super::file::Unit;
use crate::answer::{Group, Missing, RosterReport, Slot, Submitted};
use crate::finding::{AccountReport, Report, Severity, Verdict};
use crate::pack::Listed;

#[expect(clippy::indexing_slicing, reason = "units, accounts and groups are numbered by the lists they stand in")]
#[expect(clippy::arithmetic_side_effects, reason = "counts of things held in memory")]
pub(super) fn count(units: &[Listed<Unit>], report: &Report) -> RosterReport {
    let judged: BTreeMap<&str, &AccountReport> = report.accounts.iter().map(|a| (a.file.as_str(), a)).collect();
    let by_unit = by_unit(units, &report.submitted);
    let mut found = RosterReport::default();
    let (mut regions, mut departments) = (Groups::default(), Groups::default());
    let mut owed: BTreeSet<usize> = BTreeSet::new();
    for (unit, accounts) in units.iter().zip(&by_unit) {
        let years: Vec<Option<i32>> = match unit.value.years.as_slice() {
            [] => vec![None],
            years => years.iter().map(|&year| Some(year)).collect(),
        };
        for year in years {
            let of_year = accounts.iter().copied().filter(|&at| year.is_none() || report.submitted[at].year == year);
            let of_year: Vec<usize> = of_year.collect();
            owed.extend(&of_year);
            let files = of_year.iter().map(|&at| &report.submitted[at]);
            let slot = Slot { name: unit.value.name.clone(), code: unit.value.code.clone(), year };
            found.double.extend(doubled(&slot, files.clone()));
            let verdicts: Vec<Option<bool>> =
                files.map(|f| judged.get(f.file.as_str()).map(|account| passes(account))).collect();
            let submitted = !verdicts.is_empty();
            // Of an account that stands twice nothing is judged, and what is not judged never passes.
            let passed = submitted && verdicts.iter().all(|v| *v == Some(true));
            for group in [
                regions.get(unit.value.region.as_ref()),
                departments.get(unit.value.department.as_ref()),
                &mut found.total,
            ] {
                group.owed += 1;
                group.submitted += usize::from(submitted);
                group.passed += usize::from(passed);
            }
            if !submitted {
                found.missing.push(Missing { slot, span: unit.span });
            }
        }
    }
    let extra = report.submitted.iter().enumerate().filter(|(at, _)| !owed.contains(at));
    found.extra = extra.map(|(_, account)| account.clone()).collect();
    (found.regions, found.departments) = (regions.groups, departments.groups);
    found
}

/// The accounts of each unit: those of its code, or of its name where one side has no code. Of several units with
/// one name it is the one under the same unit, else the first.
#[expect(clippy::indexing_slicing, reason = "units, accounts and groups are numbered by the lists they stand in")]
fn by_unit(units: &[Listed<Unit>], submitted: &[Submitted]) -> Vec<Vec<usize>> {
    let mut codes = BTreeMap::new();
    let mut names = BTreeMap::new();
    for (number, unit) in units.iter().enumerate() {
        if let Some(code) = &unit.value.code {
            codes.entry(code).or_insert(number);
        }
        names.entry(&unit.value.name).or_insert_with(Vec::new).push(number);
    }
    let mut found = vec![Vec::new(); units.len()];
    for (at, account) in submitted.iter().enumerate() {
        let by_code = account.code.as_ref().and_then(|code| codes.get(code).copied());
        let named = account.entity.as_ref().and_then(|name| names.get(name)).into_iter().flatten().copied();
        let mut named = named.filter(|&n| account.code.is_none() || units[n].value.code.is_none());
        let first = named.clone().next();
        let by_name = named.find(|&n| units[n].value.parent == account.parent).or(first);
        if let Some(unit) = by_code.or(by_name) {
            found[unit].push(at);
        }
    }
    found
}

/// Files of one unit, year and stage.
fn doubled<'a>(slot: &Slot, accounts: impl Iterator<Item = &'a Submitted>) -> Vec<(Slot, Vec<String>)> {
    let mut files: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for account in accounts {
        files.entry((account.year, &account.stage)).or_default().push(account.file.clone());
    }
    let double = files.into_iter().filter(|(_, files)| files.len() > 1);
    double.map(|((year, _), files)| (Slot { year, ..slot.clone() }, files)).collect()
}

/// Whether nothing that must be corrected is left.
fn passes(account: &AccountReport) -> bool {
    account.is_judged()
        && !account.instances.iter().any(|i| i.verdict == Verdict::Violated && i.severity == Severity::Error)
}

/// Groups in the order in which their names first come, found by name.
#[derive(Default)]
struct Groups<'u> {
    groups: Vec<Group>,
    places: BTreeMap<Option<&'u String>, usize>,
}

impl<'u> Groups<'u> {
    #[expect(clippy::indexing_slicing, reason = "units, accounts and groups are numbered by the lists they stand in")]
    #[expect(clippy::arithmetic_side_effects, reason = "one was pushed just before")]
    fn get(&mut self, name: Option<&'u String>) -> &mut Group {
        let place = *self.places.entry(name).or_insert_with(|| {
            self.groups.push(Group { name: name.cloned(), ..Group::default() });
            self.groups.len() - 1
        });
        &mut self.groups[place]
    }
}

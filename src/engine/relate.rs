//! Which accounts belong together: the year before, the approved version, the units; and which stand twice.

use std::collections::{BTreeMap, HashMap};
use std::io;

use super::aside::Entered;
use crate::account::Header;
use crate::diagnostic::Diagnostic;
use crate::eval::Relations;
use crate::finding::Report;
use crate::message::{Text, msg};
use crate::source::SourceMap;

/// Two accounts of one entity, year and stage are an error, since nothing says which one counts; neither
/// is judged. An account that does not name its entity or year duplicates none.
#[expect(clippy::indexing_slicing, reason = "members are numbers of accounts in the list, and at least two of them")]
#[expect(clippy::arithmetic_side_effects, reason = "counts of things held in memory")]
pub(super) fn without_duplicates(
    accounts: Vec<Entered>,
    report: &mut Report,
    texts: &mut SourceMap,
) -> io::Result<Vec<Entered>> {
    let mut seen: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (at, account) in accounts.iter().enumerate() {
        let (entity, year) = (&account.header.entity, account.header.year);
        if let (Some(name), Some(year)) = (entity.name.clone(), year) {
            let stage = account.header.stage.clone();
            let key = (name, entity.province.clone(), entity.parent.clone(), year, stage);
            seen.entry(key).or_default().push(at);
        }
    }
    let doubled: Vec<Vec<usize>> = seen.into_values().filter(|members| members.len() > 1).collect();
    for members in &doubled {
        members.iter().try_for_each(|&at| accounts[at].give_back(texts))?;
        let place = |at: usize| accounts[at].entity;
        let first = &accounts[members[0]].header;
        let (name, year) = (first.entity.name.clone().unwrap_or_default(), first.year.unwrap_or_default());
        let files: Vec<&str> = members.iter().map(|&at| accounts[at].file.as_str()).collect();
        let message =
            msg!("account-duplicate", name, year, count = files.len(), files = Text::list(files.iter().copied()));
        let mut problem = Diagnostic::error("account::duplicate", place(members[0]), message)
            .with_help(msg!("account-duplicate-help"));
        for &other in members.iter().skip(1) {
            problem = problem.also(place(other), msg!("account-duplicate-other"));
        }
        report.diagnostics.push(problem);
    }
    report.unreadable += doubled.iter().map(Vec::len).sum::<usize>();
    let mut at = 0..;
    let mut accounts = accounts;
    accounts.retain(|_| at.next().is_some_and(|at| !doubled.iter().any(|members| members.contains(&at))));
    Ok(accounts)
}

/// Which of the accounts are each other's year before, approved version or units.
pub(super) fn relate(accounts: &[&Header]) -> Vec<Relations> {
    const APPROVED: &str = "批复";
    let mut own: HashMap<(&str, i32, Option<&str>), Vec<u32>> = HashMap::new();
    let mut units_of: HashMap<(&str, Option<i32>, Option<&str>), Vec<_>> = HashMap::new();
    for (header, number) in accounts.iter().zip(0..) {
        let stage = header.stage.as_deref();
        if let Some((name, year)) = header.entity.name.as_deref().zip(header.year) {
            own.entry((name, year, stage)).or_default().push(number);
        }
        if let Some(parent) = header.entity.parent.as_deref() {
            units_of.entry((parent, header.year, stage)).or_default().push(number);
        }
    }
    // Two accounts for one place leave it open which is meant.
    let only = |name: Option<&str>, year: Option<i32>, stage: Option<&str>| match own.get(&(name?, year?, stage))?[..] {
        [only] => Some(only),
        _ => None,
    };
    let relations = accounts.iter().map(|header| {
        let (name, year, stage) = (header.entity.name.as_deref(), header.year, header.stage.as_deref());
        Relations {
            prior: only(name, year.and_then(|y| y.checked_sub(1)), stage),
            approved: if stage == Some(APPROVED) { None } else { only(name, year, Some(APPROVED)) },
            units: name.and_then(|name| units_of.get(&(name, year, stage))).cloned().unwrap_or_default(),
        }
    });
    relations.collect()
}

//! Which accounts belong together: the year before, the approved version, the units; and which stand twice.

use std::collections::BTreeMap;

use crate::account::{self, Account};
use crate::diagnostic::Diagnostic;
use crate::eval::{Bound, Relations};
use crate::finding::Report;
use crate::message::{Text, msg};

/// Two accounts of one entity, year and stage are an error, since nothing says which one counts; neither
/// is judged. An account that does not name its entity or year duplicates none.
pub(super) fn without_duplicates(accounts: Vec<Account>, report: &mut Report) -> Vec<Account> {
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
        let place = |at: usize| {
            let account = &accounts[at];
            let root = account::NodeId(0);
            let entity = account.child(root, "entity").unwrap_or(root);
            account.node(entity).span
        };
        let first = &accounts[members[0]].header;
        let (name, year) = (first.entity.name.clone().unwrap_or_default(), first.year.unwrap_or_default());
        let files: Vec<&str> = members.iter().map(|&at| accounts[at].file.as_str()).collect();
        let message =
            msg!("account-duplicate", name, year, count = files.len(), files = Text::list(files.iter().copied()));
        let mut problem = Diagnostic::error("account::duplicate", place(members[0]), message)
            .with_help(msg!("account-duplicate-help"));
        for &other in &members[1..] {
            problem = problem.also(place(other), msg!("account-duplicate-other"));
        }
        report.diagnostics.push(problem);
    }
    report.unreadable += doubled.iter().map(Vec::len).sum::<usize>();
    let mut at = 0..;
    let mut accounts = accounts;
    accounts.retain(|_| at.next().is_some_and(|at| !doubled.iter().any(|members| members.contains(&at))));
    accounts
}

/// Which of the accounts are each other's year before, approved version or units.
pub(super) fn relate(accounts: &[Bound]) -> Vec<Relations> {
    const APPROVED: &str = "批复";
    let key = |a: &Account| (a.header.entity.name.clone(), a.header.year, a.header.stage.clone());
    let find = |name: &Option<String>, year: Option<i32>, stage: Option<&str>| {
        let wanted = name.as_ref().zip(year)?;
        let mut found = accounts.iter().enumerate().filter(|(_, b)| {
            let header = &b.account.header;
            header.entity.name.as_ref() == Some(wanted.0)
                && header.year == Some(wanted.1)
                && header.stage.as_deref() == stage
        });
        let first = found.next()?;
        // Two accounts for one place leave it open which is meant.
        found.next().is_none().then(|| u32::try_from(first.0).unwrap_or(u32::MAX))
    };
    accounts
        .iter()
        .map(|bound| {
            let (name, year, stage) = key(&bound.account);
            let units = accounts.iter().enumerate().filter(|(_, b)| {
                let header = &b.account.header;
                name.is_some() && header.entity.parent == name && header.year == year && header.stage == stage
            });
            Relations {
                prior: find(&name, year.and_then(|y| y.checked_sub(1)), stage.as_deref()),
                approved: if stage.as_deref() == Some(APPROVED) { None } else { find(&name, year, Some(APPROVED)) },
                units: units.map(|(n, _)| u32::try_from(n).unwrap_or(u32::MAX)).collect(),
            }
        })
        .collect()
}

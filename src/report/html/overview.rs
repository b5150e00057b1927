//! Many accounts at a glance: a table of units by rules, with what came out of each.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::links::{self, Links};
use super::told;
use crate::draw::Style;
use crate::finding::Verdict;
use crate::report::finding_text::sign;
use crate::report::text::entity;
use crate::result::{Account, Document};

/// Units by rules.
#[derive(Debug, Serialize)]
pub(super) struct Overview {
    /// The rules that gave a finding anywhere.
    rules: Vec<Column>,
    rows: Vec<Row>,
}

/// A rule.
#[derive(Debug, Serialize)]
struct Column {
    id: String,
    title: String,
}

/// An account.
#[derive(Debug, Serialize)]
struct Row {
    id: String,
    name: String,
    year: String,
    violated: usize,
    improbable: usize,
    /// What each rule gave.
    cells: Vec<Option<Outcome>>,
}

/// What a rule gave on an account.
#[derive(Debug, Serialize)]
struct Outcome {
    /// The first of the gravest, if it is told.
    link: Option<String>,
    verdict: &'static str,
    sign: &'static str,
    term: String,
    count: usize,
}

impl Overview {
    pub(super) fn of(document: &Document, links: &Links<'_>, style: &Style) -> Self {
        let mut found: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
        let mut rules = BTreeSet::new();
        for (number, finding) in document.findings.iter().enumerate().filter(|(_, f)| f.is_finding()) {
            rules.insert(finding.rule_number);
            found.entry((finding.account_number, finding.rule_number)).or_default().push(number);
        }
        let outcome = |key: (usize, usize)| {
            let numbers = found.get(&key)?;
            let verdict = |number: &&usize| document.findings.get(**number).map(|f| f.verdict);
            let gravest = numbers.iter().find(|n| verdict(n) == Some(Verdict::Violated)).or(numbers.first())?;
            let worst = verdict(&gravest)?;
            Some(Outcome {
                link: links.of_told(*gravest).map(|(id, _)| id),
                verdict: worst.name(),
                sign: sign(worst),
                term: style.say(worst.term()),
                count: numbers.len(),
            })
        };
        let row = |(number, account): (usize, &Account)| Row {
            id: links::of_account(number),
            // Many may be without a name; their files tell them apart.
            name: told(&match (&account.entity, account.together) {
                (None, None) => account.file.clone(),
                _ => entity(account, style),
            }),
            year: account.year.map(|year| year.to_string()).unwrap_or_default(),
            violated: account.verdicts.violated,
            improbable: account.verdicts.improbable,
            cells: rules.iter().map(|rule| outcome((number, *rule))).collect(),
        };
        let column = |rule: &crate::result::Rule| Column {
            id: told(&rule.id),
            title: told(rule.title.as_deref().unwrap_or_default()),
        };
        Self {
            rows: document.accounts.iter().enumerate().map(row).collect(),
            rules: rules.iter().filter_map(|rule| document.rules.get(*rule)).map(column).collect(),
        }
    }
}

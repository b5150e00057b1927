//! `baseline.yaml` 存量问题清单: the findings that are known, so that only new ones make a run fail.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::scalar::scalar;
use crate::answer::KnownFindings;
use crate::diagnostic::Diagnostic;
use crate::finding::Report;
use crate::fingerprint::fingerprint;
use crate::message::msg;
use crate::pack::whole;
use crate::source::{SourceId, SourceMap, Span};

/// Grows when the file or the fingerprint changes.
pub(crate) const SCHEMA_VERSION: u32 = 1;
/// Code of everything that is wrong with a baseline.
const CODE: &str = "baseline::file";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    schema_version: u32,
    findings: Vec<Known>,
}

/// A finding, without amounts and lines: they may change, and it is still the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    rule: String,
    #[serde(default)]
    entity: Option<String>,
    #[serde(default)]
    year: Option<i32>,
    #[serde(default)]
    stage: Option<String>,
    assertion: usize,
    #[serde(default)]
    at: String,
    fingerprint: String,
}

/// The findings that are known.
#[derive(Debug)]
pub struct Baseline {
    known: BTreeMap<String, Known>,
}

impl Baseline {
    /// Reads one.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub fn read(source: SourceId, sources: &SourceMap) -> Result<Self, Vec<Diagnostic>> {
        let file: File = whole(CODE, source, sources)?;
        if file.schema_version != SCHEMA_VERSION {
            let written = i64::from(file.schema_version);
            let message = msg!("baseline-version", written, known = i64::from(SCHEMA_VERSION));
            return Err(vec![Diagnostic::error(CODE, Span::new(source, 0, 0), message)]);
        }
        Ok(Self { known: file.findings.into_iter().map(|k| (k.fingerprint.clone(), k)).collect() })
    }

    /// The findings of a report.
    pub fn of(report: &Report) -> Self {
        let mut known = BTreeMap::new();
        for account in &report.accounts {
            for instance in account.instances.iter().filter(|i| i.is_finding()) {
                let fingerprint = fingerprint(report, account, instance);
                let entry = Known {
                    rule: report.rules.get(instance.rule).map_or_else(String::new, |r| r.id.clone()),
                    entity: account.entity.clone(),
                    year: account.year,
                    stage: account.stage.clone(),
                    assertion: instance.assertion,
                    at: instance.place().to_owned(),
                    fingerprint: fingerprint.clone(),
                };
                known.insert(fingerprint, entry);
            }
        }
        Self { known }
    }

    /// How many findings are known.
    pub fn count(&self) -> usize {
        self.known.len()
    }

    /// The file: a line for each finding, in the order of rule, entity and year.
    pub fn text(&self) -> String {
        let mut text = format!("schema_version: {SCHEMA_VERSION}\nfindings:");
        let sorted: BTreeSet<&Known> = self.known.values().collect();
        text.push_str(if sorted.is_empty() { " []\n" } else { "\n" });
        for known in sorted {
            let mut parts = vec![format!("rule: {}", scalar(&known.rule))];
            parts.extend(known.entity.as_ref().map(|entity| format!("entity: {}", scalar(entity))));
            parts.extend(known.year.map(|year| format!("year: {year}")));
            parts.extend(known.stage.as_ref().map(|stage| format!("stage: {}", scalar(stage))));
            parts.push(format!("assertion: {}", known.assertion));
            parts.push(format!("at: {}", scalar(&known.at)));
            parts.push(format!("fingerprint: \"{}\"", known.fingerprint));
            text.push_str(&format!("- {{{}}}\n", parts.join(", ")));
        }
        text
    }

    /// Marks the findings that are known, and counts them.
    #[expect(clippy::indexing_slicing, reason = "places are numbers of the report's own lists")]
    pub fn apply(&self, report: &mut Report) {
        let mut seen = BTreeSet::new();
        let mut marked = Vec::new();
        let mut counts = KnownFindings::default();
        for (at, account) in report.accounts.iter().enumerate() {
            for (number, instance) in account.instances.iter().enumerate() {
                if !instance.is_finding() && instance.waiver.is_none() {
                    continue;
                }
                let known = self.known.get_key_value(&fingerprint(report, account, instance));
                // What a waiver covers still occurs, and fails no run anyhow.
                seen.extend(known.map(|(fingerprint, _)| fingerprint));
                match known {
                    _ if instance.waiver.is_some() => {}
                    Some(_) => marked.push((at, number)),
                    None => counts.new += 1,
                }
            }
        }
        counts.known = marked.len();
        for (at, number) in marked {
            report.accounts[at].instances[number].known = true;
        }
        // Nothing is known of accounts that were not judged.
        let judged: BTreeSet<_> = report.accounts.iter().map(|a| (&a.entity, a.year, &a.stage)).collect();
        let gone = self.known.values().filter(|k| !seen.contains(&k.fingerprint));
        let resolved: BTreeSet<&Known> = gone.filter(|k| judged.contains(&(&k.entity, k.year, &k.stage))).collect();
        counts.resolved = resolved.into_iter().map(|known| (known.fingerprint.clone(), told(known))).collect();
        report.baseline = Some(counts);
    }
}

/// A finding of the baseline in one line.
fn told(known: &Known) -> String {
    let mut parts = vec![known.rule.clone()];
    parts.extend(known.entity.clone());
    parts.extend(known.year.map(|year| year.to_string()));
    parts.extend(known.stage.clone());
    parts.extend(Some(known.at.clone()).filter(|at| !at.is_empty()));
    parts.join(" · ")
}

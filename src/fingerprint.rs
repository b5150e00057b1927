//! The fingerprint of a finding: the same as long as the same rule finds something at the same place of the
//! same account, whatever the amounts are and wherever they stand in the file.

use crate::digest::sha256;
use crate::finding::{AccountReport, Instance, Report};

/// Hexadecimal digits of a fingerprint.
const DIGITS: usize = 16;

/// The fingerprint of an instance: the first 16 hexadecimal digits of the SHA-256 of its rule, entity, year,
/// stage, assertion, record and `for` elements, each followed by a line end. What is unknown is empty; an account
/// that names no entity goes by the name of its file.
pub fn fingerprint(report: &Report, account: &AccountReport, instance: &Instance) -> String {
    let rule = report.rules.get(instance.rule).map_or("", |r| r.id.as_str());
    let file = account.file.rsplit(['/', '\\']).next().unwrap_or_default();
    let entity = account.entity.as_deref().unwrap_or(file);
    of_parts(rule, entity, account.year, account.stage.as_deref(), instance)
}

/// The fingerprint of an instance of a rule on the account of an entity.
pub(crate) fn of_parts(
    rule: &str,
    entity: &str,
    year: Option<i32>,
    stage: Option<&str>,
    instance: &Instance,
) -> String {
    let year = year.map(|year| year.to_string()).unwrap_or_default();
    let assertion = instance.assertion.to_string();
    let mut known = String::new();
    let elements = instance.bindings.iter().map(|b| b.path.as_str());
    let parts = [rule, entity, &year, stage.unwrap_or_default(), &assertion, &instance.on];
    for part in parts.into_iter().chain(elements) {
        known.push_str(part);
        known.push('\n');
    }
    let mut digest = sha256(known.as_bytes());
    digest.truncate(DIGITS);
    digest
}

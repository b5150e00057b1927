//! The list of pending snapshots for programs.

use serde::Serialize;

/// Grows when a key changes its meaning or goes.
const SCHEMA_VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    schema_version: u32,
    pending: Vec<Pending<'a>>,
}

#[derive(Serialize)]
struct Pending<'a> {
    path: &'a str,
    account: &'a str,
    new: bool,
}

/// One JSON document of pending snapshots: the file, the name of the account's file, and whether there is no
/// accepted one yet.
pub fn pending_json(pending: &[(String, String, bool)]) -> String {
    let pending = pending.iter().map(|(path, account, new)| Pending { path, account, new: *new }).collect();
    let document = Document { schema_version: SCHEMA_VERSION, pending };
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

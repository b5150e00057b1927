//! What a binary is: its version, those of the formats that it reads and writes, its packs with their digests.

use serde_json::json;

use super::rows::Rows;
use crate::config::LOCK_VERSION;
use crate::draw::{Ink, Style, cells};
use crate::finding::PackUse;
use crate::message::{Text, msg};
use crate::result::{SCHEMA_VERSION, Tool};
use crate::waive::BASELINE_VERSION;

/// The versions for people, a line for each pack.
pub fn about_text(packs: &[PackUse], style: &Style) -> String {
    let mut rows = Rows::new(style);
    let tool = Tool::this();
    rows.heading((&tool.name, Ink::Bold), &tool.version, "");
    let schemas = [
        (msg!("version-result"), SCHEMA_VERSION),
        (msg!("version-baseline"), BASELINE_VERSION),
        (msg!("version-lock"), LOCK_VERSION),
    ];
    let schemas = schemas.map(|(name, version)| msg!("version-schema", name, version = i64::from(version)));
    rows.row(msg!("version-schemas"), &style.say(Text::list(schemas)));
    let width = packs.iter().map(|pack| cells(&pack.shown)).max().unwrap_or_default();
    let lines: Vec<String> = packs
        .iter()
        .map(|pack| format!("{}{:2$}  {3}", pack.shown, "", width - cells(&pack.shown), pack.sha256))
        .collect();
    rows.rows(msg!("report-key-rules"), &lines);
    rows.finish()
}

/// The versions as one JSON document.
pub fn about_json(packs: &[PackUse]) -> String {
    let pack = |pack: &PackUse| json!({ "name": pack.name, "version": pack.version, "sha256": pack.sha256 });
    super::document(&json!({
        "schema_version": 1,
        "tool": Tool::this(),
        "formats": { "result": SCHEMA_VERSION, "baseline": BASELINE_VERSION, "lock": LOCK_VERSION },
        "packs": packs.iter().map(pack).collect::<Vec<_>>(),
    }))
}

//! Packs for programs: the list, the page of one, what changes from one to another; described in `docs/packs.md`.

use serde_json::{Value, json};

use super::document;
use crate::finding::Verdict;
use crate::page::{Move, PackDiff, PackPage, RulePage};

/// The packs that are known.
pub fn packs_json(packs: &[PackPage]) -> String {
    let entry = |pack: &PackPage| {
        let manifest = &pack.manifest;
        json!({
            "name": manifest.name, "version": manifest.version.to_string(), "title": manifest.title,
            "place": pack.place, "applies": manifest.applies, "rules": pack.own_rules().count(),
            "all_rules": pack.rules.len(),
        })
    };
    document(&json!({ "schema_version": 1, "packs": packs.iter().map(entry).collect::<Vec<_>>() }))
}

/// The page of a pack.
pub fn pack_json(pack: &PackPage) -> String {
    let manifest = &pack.manifest;
    let bases = pack.bases.iter().map(|(name, version)| json!({ "name": name, "version": version }));
    let parameters = pack
        .parameters
        .iter()
        .map(|p| json!({ "name": p.name, "title": p.title, "pack": p.pack, "default": p.default, "value": p.value }));
    let retired = manifest
        .retired
        .iter()
        .map(|r| json!({ "rule": r.rule, "replaced_by": r.replaced_by, "since": r.since.to_string() }));
    document(&json!({
        "schema_version": 1,
        "name": manifest.name,
        "version": manifest.version.to_string(),
        "title": manifest.title,
        "issuer": manifest.issuer,
        "licence": manifest.licence,
        "place": pack.place,
        "applies": manifest.applies,
        "bases": bases.collect::<Vec<_>>(),
        "parameters": parameters.collect::<Vec<_>>(),
        "overrides": pack.adapted,
        "retired": retired.collect::<Vec<_>>(),
        "waivable": manifest.waivable,
        "rules": pack.rules.iter().map(rule).collect::<Vec<_>>(),
    }))
}

/// What changes from one pack to another.
pub fn diff_json(diff: &PackDiff) -> String {
    let changed = diff.changed.iter().map(|change| {
        json!({
            "id": change.now.info.id, "fields": change.fields, "before": rule(&change.before), "now": rule(&change.now),
        })
    });
    let parameters =
        diff.parameters.iter().map(|(name, before, now)| json!({ "name": name, "before": before, "now": now }));
    document(&json!({
        "schema_version": 1,
        "new": diff.new.iter().map(rule).collect::<Vec<_>>(),
        "gone": diff.gone.iter().map(rule).collect::<Vec<_>>(),
        "changed": changed.collect::<Vec<_>>(),
        "parameters": parameters.collect::<Vec<_>>(),
        "overrides_new": diff.adapted_new,
        "overrides_gone": diff.adapted_gone,
        "moves": diff.moves.iter().map(moved).collect::<Vec<_>>(),
        "newly_fail": diff.newly_fail,
        "newly_pass": diff.newly_pass,
    }))
}

fn rule(rule: &RulePage) -> Value {
    let info = &rule.info;
    let basis: Vec<&str> = info.basis.iter().map(|basis| basis.text.as_str()).collect();
    json!({
        "id": info.id, "title": info.title, "severity": info.severity.name(), "scope": info.scope, "tags": info.tags,
        "basis": basis, "formula_source": info.formula_source, "pack": info.pack, "statements": rule.statements,
    })
}

fn moved(told: &Move) -> Value {
    json!({
        "account": told.account, "rule": told.rule, "assertion": told.assertion, "at": told.at,
        "before": told.before.map(Verdict::name), "now": told.now.map(Verdict::name),
    })
}

//! The outcome of cases for programs: one JSON document, described in `docs/cases.md`.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::{Miss, Outcome, Tested};
use crate::finding::Verdict;

/// Grows when a key changes its meaning or goes; new keys do not count.
const SCHEMA_VERSION: u32 = 1;

/// Writes the outcome of every case of some packs.
pub fn write(tested: &[Tested], out: &mut impl Write) -> io::Result<()> {
    let packs: Vec<Value> = tested.iter().map(pack).collect();
    serde_json::to_writer_pretty(&mut *out, &json!({"schema_version": SCHEMA_VERSION, "packs": packs}))?;
    out.write_all(b"\n")
}

fn pack(tested: &Tested) -> Value {
    let coverage = tested.coverage.as_ref().map(|coverage| {
        json!({
            "rules": coverage.rules,
            "never_caught": coverage.never_caught,
            "never_passed": coverage.never_passed,
        })
    });
    let mutation = tested.mutation.as_ref().map(|mutation| {
        let unguarded = mutation.unguarded.iter().map(|figure| {
            json!({
                "path": figure.path,
                "text": figure.text,
                "file": figure.place.file,
                "line": figure.place.line,
            })
        });
        json!({
            "figures": mutation.figures,
            "score_pct": mutation.score(),
            "unguarded": unguarded.collect::<Vec<_>>(),
        })
    });
    json!({
        "pack": tested.pack,
        "passed": tested.outcomes.len() - tested.failed().count(),
        "failed": tested.failed().count(),
        "cases": tested.outcomes.iter().map(case).collect::<Vec<_>>(),
        "coverage": coverage,
        "mutation": mutation,
    })
}

fn case(outcome: &Outcome) -> Value {
    json!({
        "title": outcome.title,
        "file": outcome.place.file,
        "line": outcome.place.line,
        "passed": outcome.missed.is_empty(),
        "missed": outcome.missed.iter().map(miss).collect::<Vec<_>>(),
    })
}

fn miss(miss: &Miss) -> Value {
    let stated = |what: &Option<(Verdict, Option<String>)>| {
        let stated = what.as_ref();
        stated.map(|(verdict, difference)| json!({"verdict": verdict.name(), "difference": difference}))
    };
    json!({
        "rule": miss.rule,
        "assertion": miss.assertion,
        "at": miss.at,
        "expected": stated(&miss.expected),
        "actual": stated(&miss.actual),
        "reason": miss.reason,
    })
}

//! The outcome of cases for build servers: a suite for each pack and a test case for each case.

use std::io::{self, Write};

use super::text::{miss_lines, place};
use super::{Outcome, Tested};
use crate::draw::Style;
use crate::report::{Suite, TestCase, write_suites};

/// Writes the outcome of every case of some packs, in the words that the text output has for failures.
pub fn write(tested: &[Tested], style: &Style, out: &mut impl Write) -> io::Result<()> {
    let suites = tested.iter().map(|pack| Suite {
        name: pack.pack.clone(),
        cases: pack.outcomes.iter().map(|outcome| case(outcome, style)).collect(),
    });
    write_suites(&suites.collect::<Vec<_>>(), out)
}

fn case(outcome: &Outcome, style: &Style) -> TestCase {
    let failures = outcome.missed.iter().map(|miss| {
        let told = miss_lines(miss, style).join("\n");
        (miss.subject(), format!("{}\n{told}", place(&miss.place)))
    });
    TestCase {
        name: outcome.title.clone(),
        class: outcome.place.file.clone(),
        failures: failures.collect(),
        skipped: None,
    }
}

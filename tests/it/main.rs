//! One binary for all integration tests.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod accounts;
mod catalogue;
mod cli;
mod codes;
mod config;
mod diagnostics;
mod dictionary;
mod docs;
mod errors;
mod expected;
mod fmt;
mod fuzz;
mod grammar;
mod hostile;
mod json_accounts;
mod kinds;
mod language;
mod lint;
mod oracle;
mod pack_cases;
mod pack_cli;
mod packs;
mod provinces;
mod reference;
mod report;
mod roster;
mod schema;
mod several;
mod snapshot;
mod support;
mod tidy;
mod waivers;

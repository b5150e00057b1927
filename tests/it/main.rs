//! One binary for all integration tests.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod accounts;
mod aside;
mod at_once;
mod batch;
mod catalogue;
mod cli;
mod codes;
mod comforts;
mod config;
mod corpus;
mod diagnostics;
mod dictionary;
mod docs;
mod docx;
mod errors;
mod expected;
mod fmt;
mod fuzz;
mod grammar;
mod hostile;
mod html;
mod init;
mod json_accounts;
mod junit;
#[cfg(unix)]
mod kill;
mod kinds;
mod language;
mod limits;
mod lint;
mod mutated;
mod oracle;
mod pack_cases;
mod pack_cli;
mod packs;
mod progress;
mod provinces;
mod redaction;
mod reference;
mod report;
mod result;
mod roster;
mod sarif;
mod schema;
mod several;
mod snapshot;
mod support;
#[cfg(unix)]
mod terminal;
mod tidy;
mod waivers;
mod watch;
mod xlsx;
mod years;

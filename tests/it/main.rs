//! One binary for all integration tests.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod accounts;
mod catalogue;
mod cli;
mod codes;
mod dictionary;
mod docs;
mod errors;
mod expected;
mod fmt;
mod language;
mod oracle;
mod packs;
mod report;
mod schema;
mod several;
mod snapshot;
mod support;
mod tidy;

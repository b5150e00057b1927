//! One binary for all integration tests.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod accounts;
mod cli;
mod codes;
mod dictionary;
mod docs;
mod errors;
mod expected;
mod language;
mod oracle;
mod report;
mod schema;
mod support;
mod tidy;

//! One binary for all integration tests.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod accounts;
mod cli;
mod diagnostics;
mod docs;
mod errors;
mod expected;
mod kinds;
mod language;
mod lint;
mod oracle;
mod report;
mod support;
mod tidy;

//! One binary for all integration tests.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod accounts;
mod cli;
mod errors;
mod expected;
mod language;
mod report;
mod support;
mod tidy;

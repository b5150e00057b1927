//! The binary: reads the command line and runs one command.
#![cfg_attr(
    not(test),
    deny(
        clippy::expect_used,
        clippy::unreachable,
        clippy::unimplemented,
        clippy::exit,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects,
        clippy::string_slice
    )
)]

#[expect(
    clippy::arithmetic_side_effects,
    reason = "counts of files, lines and findings, and rows and columns of a screen"
)]
mod cli;

use std::process::ExitCode;

/// Stack of the working thread. Rule text is bounded in depth, and this is many times what the bounds
/// need, also in a debug build.
const STACK: usize = 64 * 1024 * 1024;

fn main() -> ExitCode {
    if is_deep() {
        return ExitCode::from(cli::run());
    }
    let worker = std::thread::Builder::new().stack_size(STACK).spawn(cli::run);
    match worker.map(std::thread::JoinHandle::join) {
        Ok(Ok(code)) => ExitCode::from(code),
        // The panic has printed its message.
        Ok(Err(_)) => ExitCode::from(101),
        Err(error) => {
            eprintln!("gouji: {error}");
            ExitCode::from(cli::exit::USAGE)
        }
    }
}

/// Whether the first thread has such a stack itself. On Linux it grows up to a limit that a program may raise, and room
/// for that is kept free; another thread would cost a run over one account a seventh of its time, since the system
/// gives memory to it in small pieces.
#[cfg(target_os = "linux")]
fn is_deep() -> bool {
    let wanted = STACK as u64;
    let Ok((soft, hard)) = rlimit::getrlimit(rlimit::Resource::STACK) else { return false };
    let is_raised = || rlimit::setrlimit(rlimit::Resource::STACK, wanted, hard).is_ok();
    soft >= wanted || (hard >= wanted && is_raised())
}

/// Elsewhere its stack stays as it is.
#[cfg(not(target_os = "linux"))]
fn is_deep() -> bool {
    false
}

//! `gouji snapshot`: keeps what an audit found and says what a new rule or a new figure changes, with the words and
//! keys of cargo-insta.

mod pending;
mod places;
mod review;
mod test;

use std::path::Path;

use clap::{Args, Subcommand};
use gouji::snapshot::{self, Snapshot};
use gouji::{Diagnostic, Limits, SourceMap};

use super::files;

#[derive(Debug, Args)]
pub(crate) struct SnapshotArgs {
    #[command(subcommand)]
    command: SnapshotCommand,
}

#[derive(Debug, Subcommand)]
enum SnapshotCommand {
    /// 审核并与快照比较 · Judge accounts and compare with their snapshots
    Test(test::TestArgs),
    /// 逐份审阅待审的快照 · Go through the pending snapshots one by one
    #[command(alias = "verify")]
    Review(pending::PendingArgs),
    /// 采纳待审的快照 · Accept pending snapshots
    #[command(alias = "approve")]
    Accept(pending::PendingArgs),
    /// 放弃待审的快照 · Reject pending snapshots
    Reject(pending::PendingArgs),
    /// 列出待审的快照 · List the pending snapshots
    #[command(alias = "pending-snapshots")]
    Pending(pending::ListArgs),
}

pub(crate) fn run(args: &SnapshotArgs) -> u8 {
    match &args.command {
        SnapshotCommand::Test(args) => test::run(args),
        SnapshotCommand::Review(args) => review::run(args),
        SnapshotCommand::Accept(args) => pending::accept(args),
        SnapshotCommand::Reject(args) => pending::reject(args),
        SnapshotCommand::Pending(args) => pending::list(args),
    }
}

/// A snapshot file: its text, and what it says.
struct Stored {
    text: String,
    snapshot: Snapshot,
}

/// Reads a snapshot; none when there is no such file.
fn load(path: &Path, sources: &mut SourceMap) -> Result<Option<Stored>, Diagnostic> {
    if !path.exists() {
        return Ok(None);
    }
    let (name, limits) = (files::shown(path), Limits::default());
    let text = gouji::decode_account(&name, files::read(path, &limits)?, &limits)?;
    let source = sources.add(name, text);
    let text = sources.get(source).text.to_string();
    let snapshot = snapshot::read(source, &text)?;
    Ok(Some(Stored { text, snapshot }))
}

//! What stands at the end of a report that is passed on: what made it, by which rules, from which files.

use crate::draw::Style;
use crate::message::{Text, msg};
use crate::result::Document;

/// Digits of a digest that tell one file from another; the JSON has them all.
const DIGEST: usize = 16;

/// Lines that say how a result can be made again: the program, the packs and the accounts with their digests.
pub(super) fn lines(document: &Document, style: &Style) -> Vec<String> {
    let digest = |sha256: &str| sha256.chars().take(DIGEST).collect::<String>();
    let made = msg!("report-made-by", tool = &document.tool.name, version = &document.tool.version);
    let packs =
        document.packs.iter().map(|pack| msg!("report-made-with", name = &pack.shown, digest = digest(&pack.sha256)));
    let accounts = document.accounts.iter().filter_map(|account| {
        let sha256 = account.sha256.as_deref()?;
        Some(msg!("report-made-from", file = &account.file, digest = digest(sha256)))
    });
    [made].into_iter().chain(packs).chain(accounts).map(|text: Text| style.say(text)).collect()
}

/// What is written across a report with an account that is not for everybody; none when all of them are published.
pub(super) fn watermark(document: &Document, style: &Style) -> Option<String> {
    document.classification().map(|class| style.say(msg!("report-watermark", class = class.word())))
}

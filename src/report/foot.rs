//! What stands at the end of a report that is passed on: what made it, by which rules, from which files.

use crate::draw::Style;
use crate::finding::Classification;
use crate::message::{Text, msg};
use crate::result::Document;

/// Digits of a digest that tell one file from another; the JSON has them all.
const DIGEST: usize = 16;

/// Lines that say how a result can be made again: what made it, the packs and the accounts with their digests.
pub(super) fn lines(document: &Document, style: &Style) -> Vec<String> {
    let digest = |sha256: &str| sha256.chars().take(DIGEST).collect::<String>();
    let packs =
        document.packs.iter().map(|pack| msg!("report-made-with", name = &pack.shown, digest = digest(&pack.sha256)));
    let accounts = document.accounts.iter().filter_map(|account| {
        let sha256 = account.sha256.as_deref()?;
        Some(msg!("report-made-from", file = &account.file, digest = digest(sha256)))
    });
    made(document, style).into_iter().chain(packs.chain(accounts).map(|text: Text| style.say(text))).collect()
}

/// What was taken out of the result, and what made it: for reports that name packs and accounts elsewhere.
pub(super) fn made(document: &Document, style: &Style) -> Vec<String> {
    let redacted = document.redacted.unwrap_or_default();
    let amounts = redacted.amounts.then(|| msg!("report-redacted-amounts"));
    let names = redacted.names.then(|| msg!("report-redacted-names"));
    let made = msg!("report-made-by", tool = &document.tool.name, version = &document.tool.version);
    amounts.into_iter().chain(names).chain([made]).map(|text: Text| style.say(text)).collect()
}

/// What is written across a report with an account that is not for everybody; none when all of them are published.
pub(super) fn watermark(document: &Document, style: &Style) -> Option<String> {
    mark(document.classification()?, style)
}

/// What is said of an account that is not for everybody.
pub(super) fn mark(class: Classification, style: &Style) -> Option<String> {
    (class > Classification::Public).then(|| style.say(msg!("report-watermark", class = class.word())))
}

//! 上年对比 of an account: what moved against the year before.

use std::io;

use serde::Serialize;

use super::links::Links;
use super::told;
use crate::draw::Style;
use crate::figure::Exact;
use crate::message::msg;
use crate::report::sentence;
use crate::report::years::Before;
use crate::result::{Account, Document};

/// Most rows of an account.
const MOST_ROWS: usize = 200;
/// Most decimals of the threshold.
const DECIMALS: u32 = 10;

/// The table of two years.
#[derive(Debug, Serialize)]
pub(super) struct YearsView {
    counts: String,
    rows: Vec<Row>,
    more: Option<String>,
}

/// A figure of two years.
#[derive(Debug, Serialize)]
struct Row {
    name: String,
    /// The cell in which this year's stands.
    cell: Option<String>,
    now: String,
    then: String,
    gap: String,
    rate: String,
    source: String,
}

impl YearsView {
    /// That of an account; none when it has no figure of both years.
    pub(super) fn of(
        document: &Document,
        account: &Account,
        (before, over): (&Before<'_>, &Exact),
        links: &Links<'_>,
        style: &Style,
    ) -> io::Result<Option<Self>> {
        let years = before.compare(account, &account.tables.get()?, over)?;
        let (compared, moved) = (years.compared, years.rows.len());
        let row = |row: &crate::report::years::Row| {
            let unit = row.figure.unit.map(|unit| format!(" {}", style.say(sentence::money(unit)))).unwrap_or_default();
            Row {
                name: told(&row.name),
                cell: links.of_figure(&account.file, row.figure.spot),
                now: format!("{}{unit}", row.amount(&row.now)),
                then: row.amount(&row.then),
                gap: signed(row.amount(&row.gap)),
                rate: row.rate_text().map_or_else(|| "—".to_owned(), |rate| format!("{}%", signed(rate))),
                source: told(&style.say(row.source_text(document))),
            }
        };
        Ok((compared > 0).then(|| Self {
            counts: style.say(msg!("years-counts", compared, moved, over = over.format(DECIMALS))),
            rows: years.rows.iter().take(MOST_ROWS).map(row).collect(),
            more: (moved > MOST_ROWS).then(|| style.say(msg!("years-more", count = moved - MOST_ROWS))),
        }))
    }
}

/// A difference with its sign, also of one that is more.
fn signed(number: String) -> String {
    match number.starts_with('-') || number.bytes().all(|b| matches!(b, b'0' | b'.')) {
        true => number,
        false => format!("+{number}"),
    }
}

//! Reads a result document back: bounded, strict about its version, and whole.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::{Document, SCHEMA_VERSION};
use crate::message::{Text, msg};

/// Bounds for a result document from a stranger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes.
    pub bytes: usize,
    /// Most lines of all files with excerpts together, each up to the last that is kept.
    pub lines: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 1 << 30, lines: 4_000_000 }
    }
}

/// Why a file is no result document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// What is wrong.
    pub message: Text,
    /// Line and column of it, from 1; none when the whole file is meant.
    pub place: Option<(usize, usize)>,
}

/// Most that a count or a number in a list may be: more than any run has, and few enough to be added up.
const MOST: usize = 1 << 48;

/// Reads a count.
pub(super) fn count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<usize, D::Error> {
    let count = usize::deserialize(deserializer)?;
    let beyond = || D::Error::custom(format_args!("invalid value: integer `{count}`, expected at most {MOST}"));
    if count > MOST { Err(beyond()) } else { Ok(count) }
}

/// What every version has.
#[derive(Deserialize)]
struct Version {
    schema_version: u32,
}

impl Document {
    /// Reads what `-o json` wrote.
    ///
    /// # Errors
    /// That the text is larger than the bounds, no JSON, of another version, or no whole document.
    pub fn read(bytes: &[u8], limits: &Limits) -> Result<Self, Unreadable> {
        let whole = |message| Unreadable { message, place: None };
        if bytes.len() > limits.bytes {
            return Err(whole(msg!("result-too-large", limit = limits.bytes)));
        }
        // The version first: what another one means is not known, whatever else is wrong with it.
        let version: Version = serde_json::from_slice(bytes).map_err(|error| unreadable(&error))?;
        if version.schema_version != SCHEMA_VERSION {
            let (found, known) = (version.schema_version.to_string(), SCHEMA_VERSION.to_string());
            return Err(whole(msg!("result-version", found, known)));
        }
        let document: Self = serde_json::from_slice(bytes).map_err(|error| unreadable(&error))?;
        document.whole(limits).map_err(whole)?;
        Ok(document)
    }

    /// Whether every number leads somewhere and excerpts are in order.
    #[expect(clippy::arithmetic_side_effects, reason = "lines counted so far are at most those allowed")]
    fn whole(&self, limits: &Limits) -> Result<(), Text> {
        for (number, finding) in self.findings.iter().enumerate() {
            let known = finding.account_number < self.accounts.len()
                && finding.rule_number < self.rules.len()
                && finding.waiver.map(|used| used.number).is_none_or(|number| number < self.waivers.len())
                && finding.answer.is_none_or(|number| number < self.waivers.len())
                && [&finding.left, &finding.right]
                    .into_iter()
                    .flatten()
                    .filter_map(|side| side.terms.as_ref())
                    .all(|terms| terms.figures().into_iter().all(|number| number < finding.figures.len()));
            if !known {
                return Err(msg!("result-number", number = number.to_string()));
            }
        }
        let mut lines = 0usize;
        for excerpt in &self.excerpts {
            let mut last = 0;
            for line in &excerpt.lines {
                if line.line <= last || line.line > limits.lines - lines || line.text.contains(['\n', '\r']) {
                    return Err(msg!("result-excerpt", file = &excerpt.file, line = line.line.to_string()));
                }
                last = line.line;
            }
            lines += last;
        }
        Ok(())
    }
}

fn unreadable(error: &serde_json::Error) -> Unreadable {
    let place = Some((error.line(), error.column())).filter(|(line, _)| *line > 0);
    let text = error.to_string();
    // The place is told apart.
    let cause = text.rsplit_once(" at line ").map_or(text.as_str(), |(cause, _)| cause);
    Unreadable { message: msg!("result-broken", cause), place }
}

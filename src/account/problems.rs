//! The faults of one account, collected up to a limit, and how its words are quoted in messages.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Level};
use crate::figure::LookAlike;
use crate::message::msg;
use crate::source::{SourceId, Span};

/// Characters of the user's text that a message repeats.
const LONGEST_QUOTE: usize = 40;

/// Collects diagnostics of one text.
pub(super) struct Problems {
    source: SourceId,
    errors: Vec<Diagnostic>,
    warnings: Vec<Diagnostic>,
    /// Most of either.
    most: usize,
}

impl Problems {
    pub(super) fn new(source: SourceId, most: usize) -> Self {
        Self { source, errors: Vec::new(), warnings: Vec::new(), most: most.max(1) }
    }

    /// The text.
    pub(super) fn source(&self) -> SourceId {
        self.source
    }

    /// A span of the text.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.source, range.start, range.end)
    }

    /// Keeps a diagnostic, unless there are enough of its level.
    pub(super) fn add(&mut self, diagnostic: Diagnostic) {
        let list = match diagnostic.level {
            Level::Error => &mut self.errors,
            Level::Warning => &mut self.warnings,
        };
        if list.len() < self.most {
            list.push(diagnostic);
        }
    }

    /// Whether there are enough errors; reading on would be waste.
    pub(super) fn full(&self) -> bool {
        self.errors.len() >= self.most
    }

    /// Whether nothing was found.
    pub(super) fn is_empty(&self) -> bool {
        self.errors.is_empty() && self.warnings.is_empty()
    }

    /// Whether an error with this code was kept.
    pub(super) fn has(&self, code: &str) -> bool {
        self.errors.iter().any(|diagnostic| diagnostic.code == code)
    }

    /// The warnings, if there is no error; else everything. In the order of the text.
    pub(super) fn finish(self) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
        let Self { mut errors, mut warnings, most, .. } = self;
        let failed = !errors.is_empty();
        for list in [&mut errors, &mut warnings] {
            let full = list.len() >= most;
            list.sort_by_key(place);
            // A scalar and the syntax error after it may have told the same.
            list.dedup();
            if let Some(last) = list.last_mut().filter(|_| full) {
                say_there_may_be_more(last, most);
            }
        }
        errors.append(&mut warnings);
        errors.sort_by_key(place);
        if failed { Err(errors) } else { Ok(errors) }
    }
}

fn place(diagnostic: &Diagnostic) -> (u32, &'static str) {
    (diagnostic.labels.first().map_or(0, |label| label.span.start), diagnostic.code)
}

fn say_there_may_be_more(last: &mut Diagnostic, most: usize) {
    last.help = Some(match last.help.take() {
        Some(help) => msg!("account-help-and-more-problems", help, most),
        None => msg!("account-more-problems", most),
    });
}

/// The user's text for a message: in backticks, cut when long, with nothing in it that a terminal obeys
/// or that cannot be seen.
pub(super) fn quote(text: &str) -> String {
    let mut out = String::from("`");
    for (count, c) in text.chars().enumerate() {
        if count == LONGEST_QUOTE {
            out.push('…');
            break;
        }
        if c.is_control() || LookAlike::is_invisible(c) {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    out.push('`');
    out
}

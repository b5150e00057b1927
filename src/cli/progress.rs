//! The progress of a long run: a bar or a count on the standard error when that is a terminal, gone before anything is
//! written there.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use gouji::{Engine, msg};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{StyleArgs, output};

/// Runs of fewer accounts are over before anybody has read the bar.
const MANY: usize = 100;
/// The bar, and how many of the accounts are done.
const TEMPLATE: &str = "{msg} [{bar:40}] {percent}%";
/// A run over lines has been going on for so long before it is counted, and so long is a count left standing.
const PAUSE: Duration = Duration::from_millis(200);

/// A bar that is cleared when it goes out of scope.
pub(super) struct Progress(Option<ProgressBar>);

impl Progress {
    /// The bar of a run over so many accounts; none when nobody would see it.
    pub(super) fn of(accounts: usize, quiet: bool, style: StyleArgs) -> Self {
        if quiet || accounts < MANY || !is_seen() {
            return Self(None);
        }
        // Each account is read and judged.
        let steps = u64::try_from(accounts).unwrap_or(u64::MAX).saturating_mul(2);
        let bar = ProgressBar::with_draw_target(Some(steps), ProgressDrawTarget::stderr());
        if let Ok(template) = ProgressStyle::with_template(TEMPLATE) {
            bar.set_style(template.progress_chars("=> "));
        }
        bar.set_message(msg!("cli-progress", accounts).get(style.lang.into()).into_owned());
        Self(Some(bar))
    }

    /// Has an engine move the bar.
    pub(super) fn follow(&self, engine: &mut Engine) {
        if let Some(bar) = self.0.clone() {
            engine.on_step(move || bar.inc(1));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

/// A count of lines, of which nobody knows how many there will be. It is cleared when it goes out of scope.
pub(super) struct LineCount {
    shown: Progress,
    style: StyleArgs,
    began: Instant,
    told: Instant,
}

impl LineCount {
    /// The count of a run that writes to the standard output; none when nobody would see it, or when what is written
    /// runs over the same terminal.
    pub(super) fn new(style: StyleArgs) -> Self {
        let shown = is_seen() && !io::stdout().is_terminal();
        let bar = shown.then(|| ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()));
        if let (Some(bar), Ok(template)) = (&bar, ProgressStyle::with_template("{msg}")) {
            bar.set_style(template);
        }
        let now = Instant::now();
        Self { shown: Progress(bar), style, began: now, told: now }
    }

    /// Tells how many lines are done.
    pub(super) fn tell(&mut self, lines: u64) {
        let Some(bar) = self.shown.0.as_ref().filter(|_| self.told.elapsed() >= PAUSE) else { return };
        self.told = Instant::now();
        let number = |n: u128| usize::try_from(n).unwrap_or(usize::MAX);
        let took = self.began.elapsed().as_millis().max(1);
        let rate = u128::from(lines).saturating_mul(1_000).checked_div(took).unwrap_or_default();
        let (lines, rate) = (number(lines.into()), number(rate));
        bar.set_message(msg!("cli-progress-lines", lines, rate).get(self.style.lang.into()).into_owned());
    }
}

/// Whether somebody sees what moves on the standard error.
fn is_seen() -> bool {
    io::stderr().is_terminal() && !output::is_dumb()
}

//! The progress of a long run: a bar on the standard error when that is a terminal, gone before anything is written.

use std::io::{self, IsTerminal};

use gouji::{Engine, msg};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{StyleArgs, output};

/// Runs of fewer accounts are over before anybody has read the bar.
const MANY: usize = 100;
/// The bar, and how many of the accounts are done.
const TEMPLATE: &str = "{msg} [{bar:40}] {percent}%";

/// A bar that is cleared when it goes out of scope.
pub(super) struct Progress(Option<ProgressBar>);

impl Progress {
    /// The bar of a run over so many accounts; none when nobody would see it.
    pub(super) fn of(accounts: usize, quiet: bool, style: StyleArgs) -> Self {
        if quiet || output::is_dumb() || accounts < MANY || !io::stderr().is_terminal() {
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

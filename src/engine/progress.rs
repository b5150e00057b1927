//! Whoever wants to know how far a run has come.

use std::fmt;

use super::Engine;

/// What is called at every step; it may be called from several threads at once.
#[derive(Default)]
pub(super) struct Steps(Option<Box<dyn Fn() + Send + Sync>>);

impl Steps {
    /// Says that a step is done.
    pub(super) fn done(&self) {
        if let Some(step) = &self.0 {
            step();
        }
    }
}

impl fmt::Debug for Steps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Steps").field(&self.0.is_some()).finish()
    }
}

impl Engine {
    /// Calls a function for every account that is read, and again for every one that is judged. It changes nothing
    /// of the report.
    pub fn on_step(&mut self, step: impl Fn() + Send + Sync + 'static) {
        self.steps = Steps(Some(Box::new(step)));
    }
}

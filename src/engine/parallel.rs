//! Work on many things at once, with the results in their order.

use std::sync::OnceLock;

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use rayon::{ThreadPool, ThreadPoolBuilder};

/// Stack of a thread: rules are bounded in depth, and this is many times what the bounds need.
const STACK: usize = 64 << 20;

/// The threads of a run, started when there is work for more than one.
#[derive(Debug)]
pub(super) struct Workers {
    /// How many; 0: as many as there are cores.
    wanted: usize,
    /// None when they cannot be had.
    pool: OnceLock<Option<ThreadPool>>,
}

impl Workers {
    pub(super) fn new(wanted: usize) -> Self {
        Self { wanted, pool: OnceLock::new() }
    }

    /// How many things are worth having at hand at once, when each is wanted but for a moment.
    pub(super) fn at_once(&self) -> usize {
        /// Enough for each thread to go on while others are late.
        const EACH: usize = 32;
        match self.wanted {
            1 => 1,
            _ => self.pool().map_or(1, |pool| pool.current_num_threads().saturating_mul(EACH)),
        }
    }

    /// Applies a function to each of some things. Few things, or threads that cannot be had, are no reason to fail: then
    /// one thread does it.
    pub(super) fn in_order<T: Send, R: Send>(&self, things: Vec<T>, apply: impl Fn(T) -> R + Send + Sync) -> Vec<R> {
        let pool = if self.wanted != 1 && things.len() > 1 { self.pool() } else { None };
        match pool {
            Some(pool) => pool.install(|| things.into_par_iter().map(apply).collect()),
            None => things.into_iter().map(apply).collect(),
        }
    }

    fn pool(&self) -> Option<&ThreadPool> {
        let start = || ThreadPoolBuilder::new().num_threads(self.wanted).stack_size(STACK).build().ok();
        self.pool.get_or_init(start).as_ref()
    }
}

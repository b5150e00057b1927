//! Work on many things at once, with the results in their order.

use rayon::ThreadPoolBuilder;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

/// Stack of a thread: rules are bounded in depth, and this is many times what the bounds need.
const STACK: usize = 64 << 20;

/// Applies a function to each of some things, on so many threads (0: as many as there are cores). Few things, or
/// threads that cannot be had, are no reason to fail: then one thread does it.
pub(super) fn in_order<T: Send, R: Send>(
    threads: usize,
    things: Vec<T>,
    apply: impl Fn(T) -> R + Send + Sync,
) -> Vec<R> {
    let pool = (threads != 1 && things.len() > 1)
        .then(|| ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build().ok())
        .flatten();
    match pool {
        Some(pool) => pool.install(|| things.into_par_iter().map(apply).collect()),
        None => things.into_iter().map(apply).collect(),
    }
}

//! Tests that need the crate's inside: the facade's recorded atomics, or a clock that a test moves.
//!
//! The models in `models/` are a test target of their own.

mod adaptive;
mod atomic_ops;

use crate::StaticPool;
use crate::raw::Magazine;
use crate::static_pool::Declaration;

/// How often a test does something: `count` times, or `under_miri` times where Miri interprets it, which is some
/// five hundred times slower.
pub(crate) const fn scaled(count: usize, under_miri: usize) -> usize {
    if cfg!(miri) { under_miri } else { count }
}

/// This thread's magazine of a static pool.
fn own_magazine<K: Declaration>(pool: &'static StaticPool<K>) -> &'static Magazine {
    pool.register().expect("the thread is not about to end")
}

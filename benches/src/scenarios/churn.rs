//! Threads that live for a hundred operations, four at a time.

use std::thread;
use std::time::Instant;

use super::{hot, warmed};
use crate::contender::Contender;
use crate::reading::{Reading, Runner};

/// Operations in the life of a thread.
const LIFE: u64 = 100;

/// Threads alive at a time.
const WAVE: u64 = 4;

/// Idle objects of a pool.
pub const CAPACITY: usize = 64;

/// Sets up a pool for `capacity` objects. An iteration is one operation.
pub fn start<C: Contender + Sync>(capacity: usize) -> Runner {
    let pool = warmed::<C>(capacity);
    Box::new(move |iterations| {
        Reading::counting_misses(
            || pool.misses(),
            || measure(iterations, || hot::cycle(&pool, LIFE)),
        )
    })
}

/// Sets up the limit: threads that start and end and do nothing.
pub fn start_threads_alone() -> Runner {
    Box::new(|iterations| measure(iterations, || {}))
}

#[inline(never)]
fn measure(iterations: u64, life: impl Fn() + Sync) -> Reading {
    let waves = iterations.div_ceil(LIFE * WAVE);
    let start = Instant::now();
    for _ in 0..waves {
        thread::scope(|scope| {
            for _ in 0..WAVE {
                scope.spawn(&life);
            }
        });
    }
    Reading::new(start.elapsed(), waves * WAVE * LIFE)
}

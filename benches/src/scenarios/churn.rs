//! Threads that live for a hundred operations, four at a time.

use std::thread;
use std::time::Instant;

use super::{hot, warmed};
use crate::adapter::Adapter;
use crate::case::Case;
use crate::object::Workload;
use crate::sample::{Runner, Sample};

/// Operations of a thread.
const OPERATIONS: u64 = 100;

/// Threads alive at a time.
const THREADS: u64 = 4;

/// Sets up a pool. An iteration is one operation.
pub fn start<C: Adapter<W> + Sync, W: Workload>(case: Case) -> Runner {
    warmed(case, |pool: &C, iterations| measure(iterations, || hot::cycle(pool, OPERATIONS)))
}

/// Sets up the threads alone: threads that start and end and do nothing.
pub fn start_threads_alone() -> Runner {
    Box::new(|iterations| measure(iterations, || {}))
}

#[inline(never)]
fn measure(iterations: u64, life: impl Fn() + Sync) -> Sample {
    let waves = iterations.div_ceil(OPERATIONS * THREADS);
    let start = Instant::now();
    for _ in 0..waves {
        thread::scope(|scope| {
            for _ in 0..THREADS {
                scope.spawn(&life);
            }
        });
    }
    Sample::new(start.elapsed(), waves * THREADS * OPERATIONS)
}

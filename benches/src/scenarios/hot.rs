//! Get, use, reset, give back, on one thread. `large` is the same with other buffers, `capacity`
//! with pools of other sizes.

use std::time::Instant;

use super::warmed;
use crate::adapter::{Adapter, Fill};
use crate::case::Case;
use crate::object::Workload;
use crate::sample::{Runner, Sample};

/// Sets up a pool. An iteration is one operation.
pub fn start<C: Adapter<W>, W: Workload>(case: Case) -> Runner {
    warmed(case, measure::<C, W>)
}

/// Times the loop on this thread.
#[inline(never)]
pub(super) fn measure<C: Adapter<W>, W: Workload>(pool: &C, iterations: u64) -> Sample {
    let start = Instant::now();
    cycle(pool, iterations);
    Sample::new(start.elapsed(), iterations)
}

/// The loop of most scenarios.
#[inline]
pub(super) fn cycle<C: Adapter<W>, W: Workload>(pool: &C, iterations: u64) {
    for _ in 0..iterations {
        let mut held = pool.get();
        held.fill();
        pool.give_back(held);
    }
}

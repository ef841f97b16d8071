//! Get `count` objects, then give all of them back, the oldest first.

use std::time::Instant;

use super::warmed;
use crate::adapter::{Adapter, Fill};
use crate::case::Case;
use crate::object::Workload;
use crate::sample::{Runner, Sample};

/// Sets up a pool. An iteration is one object.
pub fn start<C: Adapter<W>, W: Workload>(case: Case) -> Runner {
    let count = case.position().expect("a burst has a size");
    warmed(case, move |pool: &C, iterations| measure(pool, iterations, count))
}

#[inline(never)]
fn measure<C: Adapter<W>, W: Workload>(pool: &C, iterations: u64, count: usize) -> Sample {
    let bursts = iterations.div_ceil(count as u64);
    let mut all = Vec::with_capacity(count);
    let start = Instant::now();
    for _ in 0..bursts {
        for _ in 0..count {
            let mut held = pool.get();
            held.fill();
            all.push(held);
        }
        for held in all.drain(..) {
            pool.give_back(held);
        }
    }
    Sample::new(start.elapsed(), bursts * count as u64)
}

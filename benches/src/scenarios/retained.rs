//! The memory that a pool holds after a burst of huge objects, as in Go issue 23199: a few objects
//! grow to 256 MiB, then one at a time is used for 1 KiB.
//!
//! The time of the later use is measured as in `hot`. The allocator of a child process counts the
//! bytes. The child also counts the working set: what the same use takes without a burst.

use std::time::Instant;

use super::hot::{cycle, measure};
use super::runner;
use crate::adapter::{Adapter, Fill};
use crate::case::{Case, INTERVAL};
use crate::object::Retaining;
use crate::sample::{Meter, Retained, Runner};

/// Intervals that are observed after the burst.
const INTERVALS: usize = 2 * Retained::INTERVALS;

/// Objects that are huge at once.
const BURST: usize = 8;

/// Sets up a pool after the burst. An iteration is one use of 1 KiB.
pub fn start<C: Adapter<Retaining>>(case: Case) -> Runner {
    let pool = C::build(case.capacity());
    burst(&pool);
    runner(pool, measure::<C, Retaining>)
}

fn burst<C: Adapter<Retaining>>(pool: &C) {
    let mut all: Vec<_> = (0..BURST).map(|_| pool.get()).collect();
    Retaining::during_burst(|| all.iter_mut().for_each(Fill::fill));
    all.into_iter().for_each(|held| pool.give_back(held));
}

/// Observes a pool that nobody has used yet: the numbers of a [`Retained`].
pub fn count<C: Adapter<Retaining>>(case: Case, live: Meter<'_>) -> Vec<f64> {
    let before = live().bytes;
    let pool = C::build(case.capacity());
    let retained = || live().bytes.saturating_sub(before) as f64;
    let interval = || {
        let start = Instant::now();
        while start.elapsed() < INTERVAL {
            cycle(&pool, 1000);
        }
        retained()
    };
    let working_set = interval();
    burst(&pool);
    let bytes = std::iter::once(retained()).chain((0..INTERVALS).map(|_| interval())).collect();
    Retained { working_set, bytes }.to_numbers()
}

//! What a pool still holds when a burst of huge objects is over, after Go issue 23199: a few
//! objects grow to 256 MiB, and from then on one is used at a time, for 1 KiB.
//!
//! The time of the later use is measured as in `hot`. The bytes are counted by the allocator of a
//! child process, which also tells what the same use takes in a pool that has seen no burst.

use std::time::{Duration, Instant};

use super::hot::cycle;
use crate::contender::Contender;
use crate::object::Retaining;
use crate::reading::{Reading, Runner};

/// Idle objects of a pool.
pub const CAPACITY: usize = 64;

/// An interval of the adaptive pools, and of the observation.
pub const INTERVAL: Duration = Duration::from_millis(20);

/// Intervals after the burst, at the most, until memory must be back.
pub const SOON: usize = 10;

/// Intervals that are observed.
const INTERVALS: usize = 20;

/// Objects that are huge at once.
const BURST: usize = 8;

/// Bytes that a pool holds, counted by the allocator.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Retained {
    /// For the usual use alone.
    pub working_set: f64,
    /// When the burst is over, and at the end of each interval after it.
    pub bytes: Vec<f64>,
}

impl Retained {
    /// The bytes after [`SOON`] intervals, over those of the working set.
    pub fn ratio(&self) -> Option<f64> {
        Some(self.bytes.get(SOON)? / self.working_set.max(1.0))
    }
}

/// Sets up a pool that has seen the burst. An iteration is one use of 1 KiB.
pub fn start<C: Contender>() -> Runner {
    let pool = C::build(CAPACITY);
    burst(&pool);
    Box::new(move |iterations| {
        Reading::counting_misses(|| pool.misses(), || measure(&pool, iterations))
    })
}

#[inline(never)]
fn measure<C: Contender>(pool: &C, iterations: u64) -> Reading {
    let start = Instant::now();
    cycle(pool, iterations);
    Reading::new(start.elapsed(), iterations)
}

fn burst<C: Contender>(pool: &C) {
    let mut all: Vec<_> = (0..BURST).map(|_| pool.get()).collect();
    Retaining::huge(true);
    all.iter_mut().for_each(C::fill);
    Retaining::huge(false);
    all.into_iter().for_each(|held| pool.give_back(held));
}

/// Watches a pool of which nothing was used yet; `live` tells the bytes that are allocated.
pub fn observe<C: Contender>(live: &dyn Fn() -> u64) -> Retained {
    let before = live();
    let pool = C::build(CAPACITY);
    let retained = || live().saturating_sub(before) as f64;
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
    Retained { working_set, bytes }
}

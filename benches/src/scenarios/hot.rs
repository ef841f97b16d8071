//! Get, use, reset, give back, on one thread; also as `large`, with other buffers, and as
//! `capacity`, with pools of other sizes.

use std::time::Instant;

use super::warmed;
use crate::contender::Contender;
use crate::reading::{Reading, Runner};

/// Sets up a pool for `capacity` objects.
pub fn start<C: Contender>(capacity: usize) -> Runner {
    let pool = warmed::<C>(capacity);
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

/// The loop that most scenarios are made of.
#[inline]
pub(super) fn cycle<C: Contender>(pool: &C, iterations: u64) {
    for _ in 0..iterations {
        let mut held = pool.get();
        C::fill(&mut held);
        pool.give_back(held);
    }
}

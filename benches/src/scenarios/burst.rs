//! Get `count` objects, then give all of them back, the oldest first.

use std::time::Instant;

use super::warmed;
use crate::contender::Contender;
use crate::reading::{Reading, Runner};

/// Idle objects of a pool.
pub const CAPACITY: usize = 1024;

/// Sets up a pool for `capacity` objects. An iteration is one object.
pub fn start<C: Contender>(capacity: usize, count: usize) -> Runner {
    let pool = warmed::<C>(capacity);
    Box::new(move |iterations| {
        Reading::counting_misses(|| pool.misses(), || measure(&pool, iterations, count))
    })
}

#[inline(never)]
fn measure<C: Contender>(pool: &C, iterations: u64, count: usize) -> Reading {
    let bursts = iterations.div_ceil(count as u64);
    let mut all = Vec::with_capacity(count);
    let start = Instant::now();
    for _ in 0..bursts {
        for _ in 0..count {
            let mut held = pool.get();
            C::fill(&mut held);
            all.push(held);
        }
        for held in all.drain(..) {
            pool.give_back(held);
        }
    }
    Reading::new(start.elapsed(), bursts * count as u64)
}

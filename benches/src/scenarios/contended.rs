//! `hot` on several threads at once, all on one pool.

use super::{hot, warmed};
use crate::contender::Contender;
use crate::reading::{Reading, Runner};
use crate::threads::{busy_cores, race};

/// Sets up a pool for `capacity` objects, shared by `threads`. An iteration is one operation, on
/// whatever thread.
pub fn start<C: Contender + Sync>(capacity: usize, threads: usize) -> Runner {
    let pool = warmed::<C>(capacity);
    Box::new(move |iterations| {
        Reading::counting_misses(|| pool.misses(), || measure(&pool, iterations, threads))
    })
}

fn measure<C: Contender + Sync>(pool: &C, iterations: u64, threads: usize) -> Reading {
    let each = iterations.div_ceil(threads as u64);
    let (elapsed, _) = race((0..threads).map(|_| || run(pool, each)).collect());
    Reading::spread(elapsed, each * threads as u64, busy_cores(threads))
}

#[inline(never)]
fn run<C: Contender>(pool: &C, iterations: u64) {
    hot::cycle(pool, iterations);
}

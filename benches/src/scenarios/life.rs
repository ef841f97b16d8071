//! A pool that is made, used once and dropped, such as the pool of a regex that is searched once.

use std::time::Instant;

use super::hot::cycle;
use crate::adapter::Adapter;
use crate::case::Case;
use crate::object::{Tiny, Workload};
use crate::sample::{Footprint, Meter, Runner, Sample};

/// Pools that are made and dropped before the bytes that are left are counted.
const LIVES: usize = 100;

/// Sets up a contender. An iteration is the life of one pool.
pub fn start<C: Adapter<Tiny>>(case: Case) -> Runner {
    let capacity = case.capacity();
    Box::new(move |iterations| measure::<C>(iterations, capacity))
}

#[inline(never)]
fn measure<C: Adapter<Tiny>>(iterations: u64, capacity: usize) -> Sample {
    let start = Instant::now();
    for _ in 0..iterations {
        drop(used_once::<C>(capacity));
    }
    Sample::new(start.elapsed(), iterations)
}

fn used_once<C: Adapter<Tiny>>(capacity: usize) -> C {
    let pool = C::build(capacity);
    cycle(&pool, 1);
    pool
}

/// Counts the allocations of a life, the bytes of a pool with one idle object (without the object's
/// buffer), and the bytes that dropped pools leave: the numbers of a [`Footprint`].
pub fn count<C: Adapter<Tiny>>(case: Case, live: Meter<'_>) -> Vec<f64> {
    // What a thread or a crate keeps for all pools is made with the first pool.
    drop(used_once::<C>(case.capacity()));
    let before = live();
    let pool = used_once::<C>(case.capacity());
    let idle = live();
    drop(pool);
    (1..LIVES).for_each(|_| drop(used_once::<C>(case.capacity())));
    let after = live();
    let objects = idle.objects as f64 - before.objects as f64;
    let footprint = Footprint {
        allocations: (idle.allocations - before.allocations) as f64,
        objects,
        bytes: idle.bytes as f64 - before.bytes as f64 - objects * Tiny::CAPACITY as f64,
        inline: size_of::<C>() as f64,
        left: after.bytes as f64 - before.bytes as f64,
    };
    footprint.to_numbers()
}

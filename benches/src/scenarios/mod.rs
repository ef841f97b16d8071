//! The scenarios, a file for each. The `start` of a scenario sets up one contender and returns the
//! function that runs a round.

pub mod burst;
pub mod churn;
pub mod complex;
pub mod contended;
pub mod fan;
pub mod hot;
pub mod latency;
pub mod life;
pub mod pools;
pub mod retained;
pub mod ring;
pub mod seldom;
pub mod small;

use crate::adapter::{Adapter, Fill};
use crate::case::Case;
use crate::object::Workload;
use crate::sample::{Runner, Sample};

/// Objects that a pool is given before the first round, unless its capacity is smaller.
const WARM_UP: usize = 1024;

/// Builds the pool of a case and warms it up: as many objects as it holds are in use at once, then
/// all are given back. `measure` is the round.
fn warmed<C: Adapter<W>, W: Workload>(
    case: Case,
    measure: impl Fn(&C, u64) -> Sample + 'static,
) -> Runner {
    let pool = C::build(case.capacity());
    warm_up(&pool, case.capacity());
    runner(pool, measure)
}

fn warm_up<C: Adapter<W>, W: Workload>(pool: &C, capacity: usize) {
    let mut all: Vec<_> = (0..capacity.min(WARM_UP)).map(|_| pool.get()).collect();
    all.iter_mut().for_each(Fill::fill);
    all.into_iter().for_each(|held| pool.give_back(held));
}

/// The function that runs a round and counts its misses.
fn runner<C: Adapter<W>, W: Workload>(
    pool: C,
    measure: impl Fn(&C, u64) -> Sample + 'static,
) -> Runner {
    Box::new(move |iterations| {
        Sample::counting_misses(|| pool.misses(), || measure(&pool, iterations))
    })
}

//! Many pools, used one after the other, such as the pools of a thousand compiled regexes.

use std::sync::Arc;
use std::time::Instant;

use super::hot::cycle;
use super::seldom::after_turns;
use crate::adapter::Adapter;
use crate::case::Case;
use crate::object::{Tiny, Workload};
use crate::sample::{Meter, Runner, Sample};
use crate::threads::{Crew, busy_cores};

/// Uses of each pool by each thread before the first round.
const WARM_UP: u64 = 64;

/// Pools whose memory is counted.
const COUNTED: usize = 1_000;

/// Threads that use each of the counted pools once.
const THREADS: usize = 100;

fn build<C: Adapter<W>, W: Workload>(count: usize, capacity: usize) -> Vec<C> {
    (0..count).map(|_| C::build(capacity)).collect()
}

/// The number of pools in a case.
fn number(case: Case) -> usize {
    case.position().expect("the case has a number of pools")
}

/// Sets up the pools for one thread. An iteration is one use of one pool.
pub fn start<C: Adapter<W>, W: Workload>(case: Case) -> Runner {
    let pools: Vec<C> = build(number(case), case.capacity());
    go_round(&pools, 0, WARM_UP);
    Box::new(move |iterations| {
        let laps = iterations.div_ceil(pools.len() as u64);
        let start = Instant::now();
        go_round(&pools, 0, laps);
        Sample::new(start.elapsed(), laps * pools.len() as u64)
    })
}

/// Sets up the pools for several threads, which start at opposite pools. An iteration is one use of
/// one pool by any thread.
pub fn start_pair<C: Adapter<W> + Send + Sync, W: Workload>(case: Case) -> Runner {
    let (count, threads) = (number(case), case.threads());
    let pools: Arc<Vec<C>> = Arc::new(build(count, case.capacity()));
    let crew = Crew::new(threads, move |thread, laps| {
        go_round(&pools, thread * count / threads, laps);
    });
    crew.run(WARM_UP);
    Box::new(move |iterations| {
        let laps = iterations.div_ceil((count * threads) as u64);
        let uses = laps * (count * threads) as u64;
        Sample::on_cores(crew.run(laps), uses, busy_cores(threads))
    })
}

/// Uses each pool once in each lap.
#[inline(never)]
fn go_round<C: Adapter<W>, W: Workload>(pools: &[C], first: usize, laps: u64) {
    let (last, start) = pools.split_at(first);
    for _ in 0..laps {
        start.iter().chain(last).for_each(|pool| cycle(pool, 1));
    }
}

/// Counts the bytes of many pools that many threads used once each, while the threads are alive: the
/// numbers of a [`Footprint`](crate::sample::Footprint).
pub fn count<C: Adapter<Tiny> + Sync>(case: Case, live: Meter<'_>) -> Vec<f64> {
    let pools = || build::<C, Tiny>(COUNTED, case.capacity());
    after_turns(pools, THREADS, 1, |pools| go_round(pools, 0, 1), live).to_numbers()
}

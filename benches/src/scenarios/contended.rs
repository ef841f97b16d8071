//! `hot` on several threads at once, all on one pool.

use super::{hot, warmed};
use crate::adapter::Adapter;
use crate::case::Case;
use crate::object::Workload;
use crate::sample::{Runner, Sample};
use crate::threads::{busy_cores, run_together};

/// Sets up a pool that the threads share. An iteration is one operation of any thread.
pub fn start<C: Adapter<W> + Sync, W: Workload>(case: Case) -> Runner {
    let threads = case.threads();
    warmed(case, move |pool: &C, iterations| measure(pool, iterations, threads))
}

pub(super) fn measure<C: Adapter<W> + Sync, W: Workload>(
    pool: &C,
    iterations: u64,
    threads: usize,
) -> Sample {
    let each = iterations.div_ceil(threads as u64);
    let (elapsed, _) = run_together((0..threads).map(|_| || run(pool, each)).collect());
    Sample::on_cores(elapsed, each * threads as u64, busy_cores(threads))
}

#[inline(never)]
fn run<C: Adapter<W>, W: Workload>(pool: &C, iterations: u64) {
    hot::cycle(pool, iterations);
}

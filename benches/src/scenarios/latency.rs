//! The time of single calls, with eight threads on one pool: the longest waits of a user.

use std::hint::black_box;
use std::sync::LazyLock;

use hdrhistogram::Histogram;
use quanta::Clock;

use super::warmed;
use crate::adapter::{Adapter, Fill};
use crate::case::Case;
use crate::object::Workload;
use crate::sample::{Runner, Sample, Tails};
use crate::threads::{busy_cores, run_together};

/// Threads that share the pool.
const THREADS: usize = 8;

/// The reported quantiles; the last is the maximum.
const QUANTILES: [f64; 4] = [0.5, 0.99, 0.999, 1.0];

/// The processor's time-stamp counter, if it has one. The histograms count its ticks.
static TIMER: LazyLock<Timer> = LazyLock::new(Timer::new);

struct Timer {
    clock: Clock,
    nanos_per_tick: f64,
    /// Ticks between two readings without work between them.
    cost: u64,
    /// Resolution of the counter in ticks: 24.5 where it runs at 100 MHz but is scaled to the 2.45
    /// GHz of the processor.
    step: f64,
}

impl Timer {
    fn new() -> Self {
        let clock = Clock::new();
        let nanos_per_tick = clock.delta_as_nanos(0, 1 << 30) as f64 / f64::from(1 << 30);
        let between = |pause: u64| {
            let start = clock.raw();
            for turn in 0..pause {
                black_box(turn);
            }
            clock.raw().saturating_sub(start)
        };
        let mut empty: Vec<u64> = (0..10_001).map(|_| between(0)).collect();
        let (_, cost, _) = empty.select_nth_unstable(5_000);
        let spread: Vec<u64> = (0..10_000).map(|turn| between(turn % 97)).collect();
        Self { nanos_per_tick, cost: *cost, step: step(&spread), clock }
    }

    /// The ticks between two readings, without the cost of reading.
    #[inline]
    fn between(&self, start: u64, end: u64) -> u64 {
        end.saturating_sub(start).saturating_sub(self.cost).max(1)
    }

    /// Nanoseconds, rounded to whole steps of the counter: one step at least.
    fn nanos(&self, ticks: u64) -> f64 {
        (ticks as f64 / self.step).round().max(1.0) * self.step * self.nanos_per_tick
    }
}

/// The largest step of which 99 % of the differences are whole multiples, give or take a tick.
fn step(differences: &[u64]) -> f64 {
    let fits = |step: f64| {
        let whole = |difference: &&u64| {
            let steps = **difference as f64 / step;
            (steps - steps.round()).abs() * step <= 1.0
        };
        differences.iter().filter(whole).count() * 100 >= differences.len() * 99
    };
    let candidates = (40..2_000).rev().map(|twentieths| f64::from(twentieths) / 20.0);
    candidates.into_iter().find(|step| fits(*step)).unwrap_or(1.0)
}

/// Sets up a pool. An iteration is one operation of any thread.
pub fn start<C: Adapter<W> + Sync, W: Workload>(case: Case) -> Runner {
    let timer = &*TIMER;
    warmed(case, move |pool: &C, iterations| measure(pool, timer, iterations))
}

fn measure<C: Adapter<W> + Sync, W: Workload>(pool: &C, timer: &Timer, iterations: u64) -> Sample {
    let each = iterations.div_ceil(THREADS as u64);
    let jobs = (0..THREADS).map(|_| {
        let histograms = (empty(), empty());
        move || run(pool, timer, each, histograms)
    });
    let (elapsed, histograms) = run_together(jobs.collect());
    let (mut gets, mut give_backs) = (empty(), empty());
    for (get, give_back) in histograms {
        gets.add(get).expect("the same bounds");
        give_backs.add(give_back).expect("the same bounds");
    }
    let quantiles = |histogram: &Histogram<u64>| {
        QUANTILES.map(|quantile| timer.nanos(histogram.value_at_quantile(quantile)))
    };
    let tails = Tails { get: quantiles(&gets), give_back: quantiles(&give_backs) };
    let sample = Sample::on_cores(elapsed, each * THREADS as u64, busy_cores(THREADS));
    Sample { tails: Some(tails), ..sample }
}

#[inline(never)]
fn run<C: Adapter<W>, W: Workload>(
    pool: &C,
    timer: &Timer,
    iterations: u64,
    (mut gets, mut give_backs): (Histogram<u64>, Histogram<u64>),
) -> (Histogram<u64>, Histogram<u64>) {
    for _ in 0..iterations {
        let before = timer.clock.raw();
        let mut held = pool.get();
        let got = timer.clock.raw();
        held.fill();
        let used = timer.clock.raw();
        pool.give_back(held);
        let gone = timer.clock.raw();
        gets.saturating_record(timer.between(before, got));
        give_backs.saturating_record(timer.between(used, gone));
    }
    (gets, give_backs)
}

/// A histogram of up to about a minute of ticks. It fits into the first-level cache.
fn empty() -> Histogram<u64> {
    Histogram::new_with_bounds(1, 1 << 38, 2).expect("valid bounds")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coarse_counter_is_found_out() {
        let coarse: Vec<u64> = (0..1_000).map(|n| (f64::from(n % 9) * 24.45) as u64).collect();
        let found = step(&coarse);
        assert!((24.0..25.0).contains(&found), "{found}");
        let fine: Vec<u64> = (0..1_000).map(|n| 20 + n % 101).collect();
        assert!(step(&fine) < 4.0, "{}", step(&fine));
    }
}

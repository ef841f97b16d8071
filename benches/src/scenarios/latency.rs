//! The time of single calls, with eight threads on one pool: what a user waits for at worst.

use std::sync::LazyLock;

use hdrhistogram::Histogram;
use quanta::Clock;

use super::warmed;
use crate::contender::Contender;
use crate::reading::{Reading, Runner, Tails};
use crate::threads::{busy_cores, race};

/// Threads on the pool.
const THREADS: usize = 8;

/// Idle objects of a pool.
pub const CAPACITY: usize = 64;

/// The quantiles that are reported; the maximum is the last.
const QUANTILES: [f64; 4] = [0.5, 0.99, 0.999, 1.0];

/// The processor's time-stamp counter where there is one; the unit of the histograms is its tick.
static TIMER: LazyLock<Timer> = LazyLock::new(Timer::new);

struct Timer {
    clock: Clock,
    nanos_per_tick: f64,
    /// Ticks that reading the clock twice takes by itself.
    cost: u64,
}

impl Timer {
    fn new() -> Self {
        let clock = Clock::new();
        let nanos_per_tick = clock.delta_as_nanos(0, 1 << 30) as f64 / f64::from(1 << 30);
        let mut empty: Vec<u64> = (0..10_001)
            .map(|_| {
                let start = clock.raw();
                clock.raw().saturating_sub(start)
            })
            .collect();
        let middle = empty.len() / 2;
        let (_, cost, _) = empty.select_nth_unstable(middle);
        Self { nanos_per_tick, cost: *cost, clock }
    }

    /// The ticks between two readings, without the timer's own, at least one.
    #[inline]
    fn between(&self, start: u64, end: u64) -> u64 {
        end.saturating_sub(start).saturating_sub(self.cost).max(1)
    }
}

/// Sets up a pool for `capacity` objects. An iteration is one operation, on whatever thread.
pub fn start<C: Contender + Sync>(capacity: usize) -> Runner {
    let pool = warmed::<C>(capacity);
    let timer = &*TIMER;
    Box::new(move |iterations| {
        Reading::counting_misses(|| pool.misses(), || measure(&pool, timer, iterations))
    })
}

fn measure<C: Contender + Sync>(pool: &C, timer: &Timer, iterations: u64) -> Reading {
    let each = iterations.div_ceil(THREADS as u64);
    let (elapsed, histograms) = race((0..THREADS).map(|_| || run(pool, timer, each)).collect());
    let (mut gets, mut give_backs) = (empty(), empty());
    for (get, give_back) in histograms {
        gets.add(get).expect("the same bounds");
        give_backs.add(give_back).expect("the same bounds");
    }
    let quantiles = |histogram: &Histogram<u64>| {
        QUANTILES.map(|q| histogram.value_at_quantile(q) as f64 * timer.nanos_per_tick)
    };
    let tails = Tails { get: quantiles(&gets), give_back: quantiles(&give_backs) };
    let reading = Reading::spread(elapsed, each * THREADS as u64, busy_cores(THREADS));
    Reading { tails: Some(tails), ..reading }
}

#[inline(never)]
fn run<C: Contender>(
    pool: &C,
    timer: &Timer,
    iterations: u64,
) -> (Histogram<u64>, Histogram<u64>) {
    let (mut gets, mut give_backs) = (empty(), empty());
    for _ in 0..iterations {
        let before = timer.clock.raw();
        let mut held = pool.get();
        let got = timer.clock.raw();
        C::fill(&mut held);
        let used = timer.clock.raw();
        pool.give_back(held);
        let gone = timer.clock.raw();
        gets.saturating_record(timer.between(before, got));
        give_backs.saturating_record(timer.between(used, gone));
    }
    (gets, give_backs)
}

/// A histogram of up to about a minute of ticks, three digits of each.
fn empty() -> Histogram<u64> {
    Histogram::new_with_bounds(1, 1 << 38, 3).expect("valid bounds")
}

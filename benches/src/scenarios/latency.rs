//! The time of single calls, with eight threads on one pool: what a user waits for at worst.

use std::hint::black_box;
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
    /// Ticks by which the counter really advances: 24.5 where it runs at 100 MHz but is scaled to
    /// the 2.45 GHz of the processor. What differs by less does not differ.
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

    /// The ticks between two readings, without the timer's own.
    #[inline]
    fn between(&self, start: u64, end: u64) -> u64 {
        end.saturating_sub(start).saturating_sub(self.cost).max(1)
    }

    /// Nanoseconds, to the next whole step of the counter and at least one.
    fn nanos(&self, ticks: u64) -> f64 {
        (ticks as f64 / self.step).round().max(1.0) * self.step * self.nanos_per_tick
    }
}

/// The largest step that nearly all differences are whole multiples of, but for rounding.
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
    let jobs = (0..THREADS).map(|_| {
        let histograms = (empty(), empty());
        move || run(pool, timer, each, histograms)
    });
    let (elapsed, histograms) = race(jobs.collect());
    let (mut gets, mut give_backs) = (empty(), empty());
    for (get, give_back) in histograms {
        gets.add(get).expect("the same bounds");
        give_backs.add(give_back).expect("the same bounds");
    }
    let quantiles = |histogram: &Histogram<u64>| {
        QUANTILES.map(|quantile| timer.nanos(histogram.value_at_quantile(quantile)))
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
    (mut gets, mut give_backs): (Histogram<u64>, Histogram<u64>),
) -> (Histogram<u64>, Histogram<u64>) {
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

/// A histogram of up to about a minute of ticks, small enough to stay in the nearest cache.
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

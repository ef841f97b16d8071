//! What one round of one contender measured.

use std::time::Duration;

/// The result of running a scenario for a number of iterations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Wall time of the measured part.
    pub elapsed: Duration,
    /// Nanoseconds that one operation took.
    pub nanos: f64,
    /// Objects made on a miss during the round, where the contender counts them.
    pub misses: Option<u64>,
    /// Allocator calls an operation, where the process counts them.
    pub allocations: Option<f64>,
    /// Tails of single calls, where the scenario measures them.
    pub tails: Option<Tails>,
}

/// Quantiles of the time of single calls, in nanoseconds: of `get`, then of give-back.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tails {
    /// p50, p99, p99.9 and maximum of a get.
    pub get: [f64; 4],
    /// p50, p99, p99.9 and maximum of a give-back.
    pub give_back: [f64; 4],
}

impl Reading {
    /// A round in which `operations` were done one after another, or whose throughput is meant.
    pub fn new(elapsed: Duration, operations: u64) -> Self {
        Self::spread(elapsed, operations, 1)
    }

    /// A round in which `workers` cores were busy: the cores' time for one operation, so that a
    /// contender which scales perfectly reads the same for any number of threads.
    pub fn spread(elapsed: Duration, operations: u64, workers: usize) -> Self {
        let nanos = elapsed.as_secs_f64() * 1e9 * workers as f64 / operations as f64;
        Self { elapsed, nanos, ..Self::default() }
    }

    /// The time of so many operations, as criterion wants it.
    pub fn time_of(&self, operations: u64) -> Duration {
        Duration::from_secs_f64(self.nanos * operations as f64 / 1e9)
    }

    /// Runs a round and notes what was missed during it.
    pub fn counting_misses(misses: impl Fn() -> Option<u64>, round: impl FnOnce() -> Self) -> Self {
        let before = misses();
        let reading = round();
        let missed = misses().zip(before).map(|(after, before)| after.saturating_sub(before));
        Self { misses: missed, ..reading }
    }
}

/// A scenario set up for one contender: runs the given number of iterations.
pub type Runner = Box<dyn FnMut(u64) -> Reading>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn perfect_scaling_reads_flat() {
        let alone = Reading::new(Duration::from_nanos(1_000), 100);
        let two_threads = Reading::spread(Duration::from_nanos(1_000), 200, 2);
        assert_eq!(alone.nanos, 10.0);
        assert_eq!(two_threads.nanos, 10.0);
    }

    #[test]
    fn misses_are_those_of_the_round() {
        let count = std::cell::Cell::new(5);
        let reading = Reading::counting_misses(
            || Some(count.get()),
            || {
                count.set(8);
                Reading::default()
            },
        );
        assert_eq!(reading.misses, Some(3));
    }
}

//! The measurement of one round of one contender.

use std::time::Duration;

/// The measurements of one round.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sample {
    /// Wall time of the measured part.
    pub elapsed: Duration,
    /// Nanoseconds for each operation.
    pub nanos: f64,
    /// Objects made on a miss during the round, if the contender counts them.
    pub misses: Option<u64>,
    /// Allocator calls for each operation, if the process counts them.
    pub allocations: Option<f64>,
    /// Quantiles of single calls, if the scenario measures them.
    pub tails: Option<Tails>,
}

/// Quantiles of the time of single calls, in nanoseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tails {
    /// p50, p99, p99.9 and maximum of a get.
    pub get: [f64; 4],
    /// p50, p99, p99.9 and maximum of a give-back.
    pub give_back: [f64; 4],
}

impl Sample {
    /// A round in which `operations` were done one after another, or in which throughput is
    /// measured.
    pub fn new(elapsed: Duration, operations: u64) -> Self {
        Self::on_cores(elapsed, operations, 1)
    }

    /// A round in which `cores` cores were busy. The nanoseconds are those of all cores, so that a
    /// contender that scales perfectly has the same number with any number of threads.
    pub fn on_cores(elapsed: Duration, operations: u64, cores: usize) -> Self {
        let nanos = elapsed.as_secs_f64() * 1e9 * cores as f64 / operations as f64;
        Self { elapsed, nanos, ..Self::default() }
    }

    /// The time of `operations` operations: criterion asks for a total.
    pub fn time_of(&self, operations: u64) -> Duration {
        Duration::from_secs_f64(self.nanos * operations as f64 / 1e9)
    }

    /// Runs a round and counts the misses during it.
    pub fn counting_misses(misses: impl Fn() -> Option<u64>, round: impl FnOnce() -> Self) -> Self {
        let before = misses();
        let sample = round();
        let missed = misses().zip(before).map(|(after, before)| after.saturating_sub(before));
        Self { misses: missed, ..sample }
    }
}

/// What the counting allocator knows of a process.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Live {
    /// Allocator calls since the start.
    pub allocations: u64,
    /// Bytes that are allocated now.
    pub bytes: u64,
    /// Buffers of [`Tiny`](crate::object::Tiny) that are allocated now.
    pub objects: u64,
}

/// Reads the counting allocator.
pub type Meter<'a> = &'a dyn Fn() -> Live;

/// What a pool takes of the allocator.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Footprint {
    /// Allocator calls.
    pub allocations: f64,
    /// Idle objects.
    pub objects: f64,
    /// Allocated bytes.
    pub bytes: f64,
    /// Bytes of the pool that lie where its owner puts it, such as on the stack.
    pub inline: f64,
    /// Bytes that are still allocated after the pool was dropped.
    pub left: f64,
}

impl Footprint {
    /// The numbers, as they travel between processes.
    pub fn to_numbers(self) -> Vec<f64> {
        vec![self.allocations, self.objects, self.bytes, self.inline, self.left]
    }

    /// The footprint that [`to_numbers`](Self::to_numbers) wrote.
    pub fn from_numbers(numbers: &[f64]) -> Option<Self> {
        let &[allocations, objects, bytes, inline, left] = numbers else { return None };
        Some(Self { allocations, objects, bytes, inline, left })
    }
}

/// Bytes that a pool holds, counted by the allocator.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Retained {
    /// After an interval without a burst.
    pub working_set: f64,
    /// After the burst, then after each interval that follows.
    pub bytes: Vec<f64>,
}

impl Retained {
    /// Intervals after the burst by which an adaptive pool must have freed the memory.
    pub const INTERVALS: usize = 10;

    /// The numbers, as they travel between processes.
    pub fn to_numbers(&self) -> Vec<f64> {
        std::iter::once(self.working_set).chain(self.bytes.iter().copied()).collect()
    }

    /// What [`to_numbers`](Self::to_numbers) wrote.
    pub fn from_numbers(numbers: &[f64]) -> Option<Self> {
        let (working_set, bytes) = numbers.split_first()?;
        Some(Self { working_set: *working_set, bytes: bytes.to_vec() })
    }

    /// The bytes after [`INTERVALS`](Self::INTERVALS), over those of the working set.
    pub fn ratio(&self) -> Option<f64> {
        Some(self.bytes.get(Self::INTERVALS)? / self.working_set.max(1.0))
    }
}

/// A scenario that is set up for one contender: runs a number of iterations.
pub type Runner = Box<dyn FnMut(u64) -> Sample>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn perfect_scaling_is_a_flat_line() {
        let alone = Sample::new(Duration::from_nanos(1_000), 100);
        let two_threads = Sample::on_cores(Duration::from_nanos(1_000), 200, 2);
        assert_eq!(alone.nanos, 10.0);
        assert_eq!(two_threads.nanos, 10.0);
    }

    #[test]
    fn footprints_travel_as_numbers() {
        let footprint =
            Footprint { allocations: 1.0, objects: 2.0, bytes: 3.0, inline: 4.0, left: 5.0 };
        assert_eq!(Footprint::from_numbers(&footprint.to_numbers()), Some(footprint));
        assert_eq!(Footprint::from_numbers(&[1.0]), None);
        let retained = Retained { working_set: 1.0, bytes: vec![2.0, 3.0] };
        assert_eq!(Retained::from_numbers(&retained.to_numbers()), Some(retained));
        assert_eq!(Retained::from_numbers(&[]), None);
    }

    #[test]
    fn misses_are_those_of_the_round() {
        let count = std::cell::Cell::new(5);
        let sample = Sample::counting_misses(
            || Some(count.get()),
            || {
                count.set(8);
                Sample::default()
            },
        );
        assert_eq!(sample.misses, Some(3));
    }
}

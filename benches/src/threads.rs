//! Threads that start together, and waiting that is the same for every contender.

use std::hint;
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

/// Cores that `threads` threads can keep busy on this machine.
pub fn busy_cores(threads: usize) -> usize {
    threads.min(thread::available_parallelism().map_or(1, usize::from))
}

/// Runs each job on a new thread and returns the time from the first start to the last end.
pub fn race<T: Send>(jobs: Vec<impl FnOnce() -> T + Send>) -> (Duration, Vec<T>) {
    let barrier = Barrier::new(jobs.len());
    let barrier = &barrier;
    thread::scope(|scope| {
        let runners: Vec<_> = jobs
            .into_iter()
            .map(|job| {
                scope.spawn(move || {
                    barrier.wait();
                    let start = Instant::now();
                    let value = job();
                    (start, Instant::now(), value)
                })
            })
            .collect();
        let mut span: Option<(Instant, Instant)> = None;
        let mut values = Vec::with_capacity(runners.len());
        for runner in runners {
            let (start, end, value) = runner.join().expect("a contender panicked");
            span = Some(span.map_or((start, end), |(s, e)| (s.min(start), e.max(end))));
            values.push(value);
        }
        (span.map_or(Duration::ZERO, |(start, end)| end - start), values)
    })
}

/// Waiting for the other side of a ring: a short spin, then the rest of the time slice is given
/// away, for the other side may need this very core.
#[derive(Debug, Default)]
pub struct Patience(u32);

impl Patience {
    /// Rounds of spinning before the first yield.
    const SPINS: u32 = 64;

    /// Waits a little, longer each time.
    #[inline]
    pub fn wait(&mut self) {
        if self.0 < Self::SPINS {
            self.0 += 1;
            hint::spin_loop();
        } else {
            thread::yield_now();
        }
    }

    /// Calls `attempt` until it gives a value.
    #[inline]
    pub fn until<T>(mut attempt: impl FnMut() -> Option<T>) -> T {
        let mut patience = Self::default();
        loop {
            if let Some(value) = attempt() {
                return value;
            }
            patience.wait();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_thread_runs_once() {
        let (elapsed, indices) = race((0..4).map(|index| move || index).collect());
        assert_eq!(indices, [0, 1, 2, 3]);
        assert!(elapsed > Duration::ZERO);
    }
}

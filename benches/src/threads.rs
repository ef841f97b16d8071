//! Threads that start together, and waiting that is equal for all contenders.

use std::hint;
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

/// Cores of this machine that `threads` threads keep busy.
pub fn busy_cores(threads: usize) -> usize {
    threads.min(thread::available_parallelism().map_or(1, usize::from))
}

/// Runs each job on a new thread and returns the time from the first start to the last end.
pub fn run_together<T: Send>(jobs: Vec<impl FnOnce() -> T + Send>) -> (Duration, Vec<T>) {
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

/// Keeps a thread on one core until this is dropped: two threads that pass objects to each other
/// then neither share a core nor move.
#[derive(Debug)]
pub struct Pinned {
    #[cfg(target_os = "linux")]
    before: Option<rustix::thread::CpuSet>,
}

impl Pinned {
    /// Pins the calling thread to a core that it may run on. A no-op with one core, or on systems
    /// other than Linux.
    #[cfg(target_os = "linux")]
    pub fn to_core(index: usize) -> Self {
        use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};

        let before = sched_getaffinity(None).ok().filter(|cores| cores.count() > 1);
        if let Some(cores) = &before {
            let mine = (0..CpuSet::MAX_CPU).filter(|&core| cores.is_set(core));
            let mut one = CpuSet::new();
            one.set(mine.cycle().nth(index).expect("there are cores"));
            // Without the permission to pin, the benchmark is noisier but not wrong.
            let _ = sched_setaffinity(None, &one);
        }
        Self { before }
    }

    /// Pins the calling thread to a core that it may run on. A no-op with one core, or on systems
    /// other than Linux.
    #[cfg(not(target_os = "linux"))]
    pub fn to_core(_: usize) -> Self {
        Self {}
    }
}

impl Drop for Pinned {
    fn drop(&mut self) {
        #[cfg(target_os = "linux")]
        if let Some(before) = &self.before {
            let _ = rustix::thread::sched_setaffinity(None, before);
        }
    }
}

/// Waits for the other side of a ring: spins, then yields, since the other side may need this core.
#[derive(Clone, Copy, Debug)]
pub struct Backoff {
    spins: u32,
    spun: u32,
}

impl Backoff {
    /// For a thread that shares its core: a short spin.
    pub const fn shared_core() -> Self {
        Self { spins: 64, spun: 0 }
    }

    /// For a thread with a core of its own: a long spin, since a yield would delay the end of the
    /// wait. Equal to [`shared_core`](Self::shared_core) on a machine with one core.
    pub fn own_core() -> Self {
        if busy_cores(2) == 2 { Self { spins: 1 << 16, spun: 0 } } else { Self::shared_core() }
    }

    /// Spins once, or yields after the spins.
    #[inline]
    pub fn wait(&mut self) {
        if self.spun < self.spins {
            self.spun += 1;
            hint::spin_loop();
        } else {
            thread::yield_now();
        }
    }

    /// Calls `attempt` until it returns a value.
    #[inline]
    pub fn until<T>(&self, mut attempt: impl FnMut() -> Option<T>) -> T {
        let mut backoff = *self;
        loop {
            if let Some(value) = attempt() {
                return value;
            }
            backoff.wait();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_thread_runs_once() {
        let (elapsed, indices) = run_together((0..4).map(|index| move || index).collect());
        assert_eq!(indices, [0, 1, 2, 3]);
        assert!(elapsed > Duration::ZERO);
    }
}

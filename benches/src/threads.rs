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

/// Keeps a thread on one core until it is dropped, so that two threads that pass objects to each
/// other neither share a core nor move in the middle.
#[derive(Debug)]
pub struct Pinned {
    #[cfg(target_os = "linux")]
    before: Option<rustix::thread::CpuSet>,
}

impl Pinned {
    /// Pins the calling thread to one of the cores that it may run on. Does nothing where there is
    /// only one, or where the system is not known.
    #[cfg(target_os = "linux")]
    pub fn to_core(index: usize) -> Self {
        use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};

        let before = sched_getaffinity(None).ok().filter(|cores| cores.count() > 1);
        if let Some(cores) = &before {
            let mine = (0..CpuSet::MAX_CPU).filter(|&core| cores.is_set(core));
            let mut one = CpuSet::new();
            one.set(mine.cycle().nth(index).expect("there are cores"));
            // Best effort: a benchmark that may not pin is noisier, not wrong.
            let _ = sched_setaffinity(None, &one);
        }
        Self { before }
    }

    /// Pins the calling thread to one of the cores that it may run on. Does nothing where there is
    /// only one, or where the system is not known.
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

/// Waiting for the other side of a ring: a spin, then the rest of the time slice is given away, for
/// the other side may need this very core.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    spins: u32,
    spun: u32,
}

impl Patience {
    /// Of a thread that shares its core: a short spin.
    pub const fn short() -> Self {
        Self { spins: 64, spun: 0 }
    }

    /// Of a thread that has a core to itself, where there are cores enough: to yield then is only
    /// to notice late that the wait is over.
    pub fn long() -> Self {
        if busy_cores(2) == 2 { Self { spins: 1 << 16, spun: 0 } } else { Self::short() }
    }

    /// Waits a little, longer each time.
    #[inline]
    pub fn wait(&mut self) {
        if self.spun < self.spins {
            self.spun += 1;
            hint::spin_loop();
        } else {
            thread::yield_now();
        }
    }

    /// Calls `attempt` until it gives a value.
    #[inline]
    pub fn until<T>(&self, mut attempt: impl FnMut() -> Option<T>) -> T {
        let mut patience = *self;
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

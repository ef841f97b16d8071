//! Threads that start together, and waiting that is equal for all contenders.

use std::hint;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Arc, Barrier};
use std::thread::{self, JoinHandle};
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

/// Starts `threads` threads that take turns: each calls `work` once a turn, never two at a time.
/// Returns what `read` returns before the first turn and after the last one. All threads are alive
/// meanwhile.
pub fn take_turns<T>(
    threads: usize,
    turns: usize,
    work: impl Fn() + Sync,
    read: impl Fn() -> T,
) -> (T, T) {
    let work = &work;
    let (done, finished) = mpsc::sync_channel(1);
    thread::scope(|scope| {
        let start = |_| {
            let (start, started) = mpsc::sync_channel(1);
            let done = done.clone();
            let thread = scope.spawn(move || {
                for works in started {
                    if works {
                        work();
                    }
                    done.send(()).expect("the caller waits");
                }
            });
            (start, thread)
        };
        let (starts, threads): (Vec<_>, Vec<_>) = (0..threads).map(start).unzip();
        let turn = |works| {
            for start in &starts {
                start.send(works).expect("the thread is alive");
                finished.recv().expect("the thread answers");
            }
        };
        // A turn without work: what a thread allocates to wait is then not counted.
        turn(false);
        let before = read();
        (0..turns).for_each(|_| turn(true));
        let after = read();
        drop(starts);
        for thread in threads {
            // The scope alone would not wait for the destructors of the thread's locals.
            thread.join().expect("a contender panicked");
        }
        (before, after)
    })
}

/// Threads that wait for work and are the same in all rounds.
#[derive(Debug)]
pub struct Crew {
    jobs: Vec<SyncSender<u64>>,
    spans: Receiver<(Instant, Instant)>,
    threads: Vec<JoinHandle<()>>,
}

impl Crew {
    /// Starts the threads. `work` gets the number of a thread and an amount of work.
    pub fn new(threads: usize, work: impl Fn(usize, u64) + Clone + Send + 'static) -> Self {
        let barrier = Arc::new(Barrier::new(threads));
        let (done, spans) = mpsc::sync_channel(threads);
        let start = |number| {
            let (job, jobs) = mpsc::sync_channel(1);
            let (barrier, done, work) = (Arc::clone(&barrier), done.clone(), work.clone());
            let thread = thread::spawn(move || {
                for amount in jobs {
                    barrier.wait();
                    let start = Instant::now();
                    work(number, amount);
                    done.send((start, Instant::now())).expect("the caller waits");
                }
            });
            (job, thread)
        };
        let (jobs, threads) = (0..threads).map(start).unzip();
        Self { jobs, spans, threads }
    }

    /// Lets each thread do an amount of work. Returns the time from the first start to the last end.
    pub fn run(&self, amount: u64) -> Duration {
        self.jobs.iter().for_each(|job| job.send(amount).expect("the thread is alive"));
        let spans = self.jobs.iter().map(|_| self.spans.recv().expect("a contender panicked"));
        let span = spans.reduce(|(s, e), (start, end)| (s.min(start), e.max(end)));
        span.map_or(Duration::ZERO, |(start, end)| end - start)
    }
}

impl Drop for Crew {
    fn drop(&mut self) {
        self.jobs.clear();
        for thread in self.threads.drain(..) {
            // A contender that panicked was reported by `run`.
            let _ = thread.join();
        }
    }
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
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

    use super::*;

    #[test]
    fn every_thread_runs_once() {
        let (elapsed, indices) = run_together((0..4).map(|index| move || index).collect());
        assert_eq!(indices, [0, 1, 2, 3]);
        assert!(elapsed > Duration::ZERO);
    }

    #[test]
    fn turns_do_not_overlap() {
        let (alone, turns) = (Mutex::new(()), AtomicUsize::new(0));
        let work = || {
            let _alone = alone.try_lock().expect("one thread at a time");
            turns.fetch_add(1, Relaxed);
        };
        let (before, after) = take_turns(5, 3, work, || turns.load(Relaxed));
        assert_eq!((before, after), (0, 15));
    }

    #[test]
    fn a_crew_works_together() {
        let done = Arc::new([const { AtomicUsize::new(0) }; 2]);
        let counts = Arc::clone(&done);
        let crew = Crew::new(2, move |thread, amount| {
            counts[thread].fetch_add(amount as usize, Relaxed);
        });
        crew.run(3);
        crew.run(4);
        drop(crew);
        assert_eq!(done.each_ref().map(|count| count.load(Relaxed)), [7, 7]);
    }
}

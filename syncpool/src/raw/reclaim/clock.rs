//! The time, read in three ways: in nanoseconds, in ticks of a counter that is cheap to read, and as the
//! time that something takes.

use core::time::Duration;

/// Whether there is a clock. The standard library's panics on wasm32-unknown-unknown. Where there is none,
/// adaptive pools are ordinary ones, and nothing is timed.
pub(crate) const EXISTS: bool =
    cfg!(all(feature = "std", not(all(target_family = "wasm", target_os = "unknown"))));

#[cfg(test)]
pub(crate) use mock::{now, ticks};

/// Nanoseconds since some moment; never 0.
#[cfg(all(feature = "std", not(test)))]
pub(crate) fn now() -> u64 {
    static START: start::Start = start::Start::new();
    // 64 bits of nanoseconds are 584 years.
    START.get().map_or(0, |start| start.elapsed().as_nanos() as u64) + 1
}

/// The only moment where no time passes.
#[cfg(all(not(feature = "std"), not(test)))]
pub(crate) fn now() -> u64 {
    1
}

/// The processor's cycle counter. Its rate is constant and unknown, and it may differ between the
/// processor's cores: only hints are computed from it. [`now`] where there is no such counter.
#[cfg(not(test))]
#[inline(always)]
pub(crate) fn ticks() -> u64 {
    #[cfg(all(target_arch = "x86_64", not(miri)))]
    // SAFETY: I14: the instruction reads a register of the processor, and no memory.
    return unsafe { core::arch::x86_64::_rdtsc() };

    #[cfg(all(target_arch = "aarch64", not(miri)))]
    {
        let ticks: u64;
        // SAFETY: I14: the instruction reads a register of the processor, and no memory.
        unsafe {
            core::arch::asm!(
                "mrs {}, cntvct_el0",
                out(reg) ticks,
                options(nomem, nostack, preserves_flags),
            );
        }
        return ticks;
    }

    #[cfg(not(all(any(target_arch = "x86_64", target_arch = "aarch64"), not(miri))))]
    now()
}

/// When the clock has started.
#[cfg(all(feature = "std", not(all(test, any(loom, shuttle)))))]
mod start {
    use std::sync::OnceLock;
    use std::time::Instant;

    use crate::raw::sync::process::this_process;
    use crate::raw::sync::{AtomicU32, Relaxed};

    /// The moment when the clock was read first.
    ///
    /// One thread sets it, and no other thread waits for that one. If the process is forked meanwhile, the child
    /// does not have that thread: it uses the next place.
    pub(super) struct Start([Place; 4]);

    struct Place {
        /// The process whose thread sets the moment, or 0.
        setter: AtomicU32,
        moment: OnceLock<Instant>,
    }

    impl Start {
        pub(super) const fn new() -> Self {
            Start([const { Place { setter: AtomicU32::new(0), moment: OnceLock::new() } }; 4])
        }

        /// The moment, or `None` if another thread is just setting it.
        pub(super) fn get(&self) -> Option<Instant> {
            for Place { setter, moment } in &self.0 {
                if let set @ Some(_) = moment.get() {
                    return set.copied();
                }
                match setter.compare_exchange(0, this_process(), Relaxed, Relaxed) {
                    // No other thread comes here. So this does not wait.
                    Ok(_) => return Some(*moment.get_or_init(Instant::now)),
                    Err(process) if process == this_process() => return None,
                    Err(_) => {}
                }
            }
            None
        }
    }

    #[test]
    fn a_child_does_not_wait_for_its_parent() {
        let start = Start::new();
        start.0[0].setter.store(this_process() + 1, Relaxed);
        let set = start.get();
        assert!(set.is_some() && start.get() == set);
        assert_eq!(start.0[1].moment.get().copied(), set);
    }

    #[test]
    fn nobody_waits_for_the_thread_that_starts_the_clock() {
        let start = Start::new();
        start.0[0].setter.store(this_process(), Relaxed);
        assert_eq!(start.get(), None);
    }
}

/// Measures how long something takes, by a clock that reads `N`.
#[cfg(feature = "std")]
pub(crate) struct Stopwatch<N = std::time::Instant>(Option<[N; 2]>);

#[cfg(feature = "std")]
impl Stopwatch {
    pub(crate) fn start() -> Self {
        Stopwatch::start_by(std::time::Instant::now)
    }

    /// The time since the start, or `None` where there is no clock.
    pub(crate) fn stop(self) -> Option<Duration> {
        self.stop_by(std::time::Instant::now)
    }
}

#[cfg(feature = "std")]
impl<N: Copy + core::ops::Sub<Output = Duration>> Stopwatch<N> {
    #[inline]
    fn start_by(now: impl Fn() -> N) -> Self {
        // To read the clock takes as long as to make a small object, so that time is subtracted.
        Stopwatch(EXISTS.then(|| [now(), now()]))
    }

    #[inline]
    fn stop_by(self, now: impl Fn() -> N) -> Option<Duration> {
        let [before, start] = self.0?;
        Some((now() - start).saturating_sub(start - before))
    }
}

/// Measures nothing: there is no clock.
#[cfg(not(feature = "std"))]
pub(crate) struct Stopwatch;

#[cfg(not(feature = "std"))]
impl Stopwatch {
    pub(crate) fn start() -> Self {
        Stopwatch
    }

    pub(crate) fn stop(self) -> Option<Duration> {
        None
    }
}

/// In this crate's own tests, time passes when the test says so, for each thread on its own.
#[cfg(test)]
pub(crate) mod mock {
    use std::cell::Cell;
    use std::time::Duration;

    std::thread_local! {
        static NOW: Cell<u64> = const { Cell::new(1) };
    }

    pub(crate) fn now() -> u64 {
        NOW.get()
    }

    /// Three ticks a nanosecond.
    pub(crate) fn ticks() -> u64 {
        NOW.get().saturating_mul(3)
    }

    /// Lets time pass.
    #[cfg_attr(any(loom, shuttle), expect(dead_code, reason = "the models have no clock"))]
    pub(crate) fn advance(time: Duration) {
        NOW.set(NOW.get() + time.as_nanos() as u64);
    }
}

#[cfg(all(test, not(loom), not(shuttle)))]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn what_it_takes_to_read_the_clock_is_not_counted() {
        const READING: u64 = 30;
        for making in [0, 1, 1000] {
            let time = Cell::new(0);
            let pass = |nanos: u64| time.set(time.get() + nanos);
            let now = || {
                pass(READING);
                Duration::from_nanos(time.get())
            };
            let watch = Stopwatch::start_by(now);
            pass(making);
            assert_eq!(watch.stop_by(now), Some(Duration::from_nanos(making)));
        }
    }

    #[test]
    fn nothing_takes_less_than_no_time() {
        // The second reading takes longest.
        let readings = Cell::new([0, 50, 60].as_slice());
        let now = || {
            let (&time, later) = readings.get().split_first().expect("it is read three times");
            readings.set(later);
            Duration::from_nanos(time)
        };
        assert_eq!(Stopwatch::start_by(now).stop_by(now), Some(Duration::ZERO));
    }
}

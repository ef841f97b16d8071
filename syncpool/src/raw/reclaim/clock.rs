//! The time, read in three ways: in nanoseconds, in ticks of a counter that is cheap to read, and as the
//! time that it takes to make an object.

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
    use std::sync::OnceLock;
    use std::time::Instant;

    static START: OnceLock<Instant> = OnceLock::new();
    // 64 bits of nanoseconds are 584 years.
    START.get_or_init(Instant::now).elapsed().as_nanos() as u64 + 1
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

/// Calls `make` and returns how long it took, or `None` where there is no clock.
#[cfg(feature = "std")]
#[inline]
pub(crate) fn time<T>(make: impl FnOnce() -> T) -> (T, Option<Duration>) {
    use std::time::Instant;

    if !EXISTS {
        return (make(), None);
    }
    // To read the clock takes as long as to make a small object, so that time is subtracted.
    let before = Instant::now();
    let start = Instant::now();
    let made = make();
    let took = start.elapsed();
    (made, Some(took.saturating_sub(start - before)))
}

/// Calls `make`, whose time is not known.
#[cfg(not(feature = "std"))]
#[inline]
pub(crate) fn time<T>(make: impl FnOnce() -> T) -> (T, Option<Duration>) {
    (make(), None)
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

//! The time: as an adaptive pool reads it, and how long it takes to make an object.

use std::time::Duration;

#[cfg(test)]
pub(crate) use mock::now;

/// Nanoseconds since some moment; never 0.
#[cfg(not(test))]
pub(crate) fn now() -> u64 {
    use std::sync::OnceLock;
    use std::time::Instant;

    static START: OnceLock<Instant> = OnceLock::new();
    // 64 bits of nanoseconds are 584 years.
    START.get_or_init(Instant::now).elapsed().as_nanos() as u64 + 1
}

/// Calls `make` and tells how long it took, or `None` where there is no clock to ask.
#[inline]
pub(crate) fn time<T>(make: impl FnOnce() -> T) -> (T, Option<Duration>) {
    // There the standard library's clock panics.
    #[cfg(all(target_family = "wasm", target_os = "unknown"))]
    return (make(), None);

    #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
    {
        use std::time::Instant;

        // To read the clock takes as long as to make a small object, so that is taken off.
        let before = Instant::now();
        let start = Instant::now();
        let made = make();
        let took = start.elapsed();
        (made, Some(took.saturating_sub(start - before)))
    }
}

/// In this crate's own tests, time passes when they say so, for each thread on its own.
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

    /// Lets time pass.
    #[cfg_attr(any(loom, shuttle), expect(dead_code, reason = "the models have no clock"))]
    pub(crate) fn advance(time: Duration) {
        NOW.set(NOW.get() + time.as_nanos() as u64);
    }
}

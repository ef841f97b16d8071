//! How long it takes to make an object, measured now and then.

use std::time::Duration;

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

//! Whether a run-time pool is alive, for threads that end and have a magazine of it.
//!
//! The word outlives the pool. It has the pool's generation and a number of pins. A thread that ends pins
//! the pool while it gives its magazine back; a pool that is dropped ends its generation and waits until
//! no pin is left.
//!
//! It is no lock: nobody waits for another thread to use or to leave the pool. A pin lasts some hundred
//! nanoseconds and runs no user code. A process that was forked meanwhile never sees it end; its pool gives
//! up after about a second, and leaks.

use crate::raw::sync::process::{MOST_WAITS, wait};
use crate::raw::sync::{Acquire, AtomicU64, Relaxed, Release, constructor};

/// Bits of the number of pins, below the generation.
pub(super) const PIN_BITS: u32 = 24;

/// The bits of the number of pins.
const PINS: u64 = (1 << PIN_BITS) - 1;

/// The state of the pools that have the same index, one after another.
pub(super) struct PoolState(AtomicU64);

impl PoolState {
    constructor! {
        pub(super) fn new() -> Self {
            PoolState(AtomicU64::new(1 << PIN_BITS))
        }
    }

    /// The generation of the pool that is alive, or of the next one; never 0.
    pub(super) fn generation(&self) -> u64 {
        self.0.load(Relaxed) >> PIN_BITS
    }

    /// Calls `visit` unless the pool of this generation is gone. The pool is alive until `visit`
    /// returns.
    pub(super) fn pinned<R>(&self, generation: u64, visit: impl FnOnce() -> R) -> Option<R> {
        let alive = |state: u64| (state >> PIN_BITS == generation).then(|| state + 1);
        // Relaxed: the thread has used the pool, and so has seen it made.
        self.0.fetch_update(Relaxed, Relaxed, alive).ok()?;
        let result = visit();
        // Release: pairs with the Acquire in `close`, which hands on what `visit` has done.
        self.0.fetch_sub(1, Release);
        Some(result)
    }

    /// Goes on with a later generation.
    #[cfg(all(test, not(loom)))]
    pub(super) fn skip_to(&self, generation: u64) {
        self.0.store(generation << PIN_BITS, Relaxed);
    }

    /// Whether no thread pins a pool.
    pub(super) fn is_unpinned(&self) -> bool {
        self.0.load(Relaxed) & PINS == 0
    }

    /// Ends the generation and waits until no pin is left. Returns whether that came to pass: otherwise
    /// the pool's memory is not the caller's to free.
    pub(super) fn close(&self) -> bool {
        // Acquire, here and below: pairs with the Release in `pinned`.
        let mut state = self.0.fetch_add(1 << PIN_BITS, Acquire);
        for waits in 0..MOST_WAITS {
            if state & PINS == 0 {
                return true;
            }
            wait(waits);
            state = self.0.load(Acquire);
        }
        false
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;

    #[test]
    fn a_pool_is_pinned_as_long_as_a_visit_lasts() {
        let state = PoolState::new();
        for generation in 1..4 {
            assert_eq!((state.generation(), state.is_unpinned()), (generation, true));
            let visit = || {
                assert_eq!((state.generation(), state.is_unpinned()), (generation, false));
                state.pinned(generation, || assert!(!state.is_unpinned()))
            };
            assert_eq!(state.pinned(generation, visit), Some(Some(())));
            assert_eq!(state.pinned(generation + 1, || ()), None, "there is no such pool yet");
            assert!(state.is_unpinned() && state.close());
            assert_eq!(state.pinned(generation, || ()), None, "the pool is gone");
        }
    }

    /// As in a child that was forked during a visit.
    #[test]
    fn a_pin_that_never_ends_is_not_waited_for_for_ever() {
        let state = PoolState::new();
        assert_eq!(state.pinned(1, || state.close()), Some(false));
    }
}

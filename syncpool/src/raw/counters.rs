//! What a pool counts. One thread writes each counter; anyone may read it.

use crate::raw::sync::{Relaxed, UnmodelledU64, constructor};

/// Whether pools count. They always do, but for the copy of this crate that shows what it costs.
pub(crate) const COUNTED: bool = !cfg!(syncpool_uncounted);

/// A counter with one writer at a time.
pub(crate) struct Counter(UnmodelledU64);

impl Counter {
    constructor! {
        pub(crate) fn new() -> Self {
            Counter(UnmodelledU64::new(0))
        }
    }

    /// Counts `count` more. Two plain transfer_version: only the owner of the counter may call it.
    #[inline(always)]
    pub(crate) fn add(&self, count: u64) {
        self.0.store(self.0.load(Relaxed).wrapping_add(count), Relaxed);
    }

    /// Counts `count` more from any thread.
    pub(crate) fn add_shared(&self, count: u64) {
        self.0.fetch_add(count, Relaxed);
    }

    pub(crate) fn get(&self) -> u64 {
        self.0.load(Relaxed)
    }
}

/// What is counted off the fast path.
pub(crate) struct Counters {
    /// Gets that were served from the depot.
    pub(crate) depot_hits: Counter,
    /// Gets that found no idle object and made one.
    pub(crate) misses: Counter,
    /// Objects that went straight to the depot.
    pub(crate) depot_puts: Counter,
    /// Objects that the depot moved into the magazine.
    pub(crate) moved_in: Counter,
    /// Objects that the magazine moved out to the depot.
    pub(crate) moved_out: Counter,
    /// Returned objects that found the pool full.
    pub(crate) discarded_full: Counter,
    /// Returned objects whose `is_reusable` said no.
    pub(crate) discarded_unfit: Counter,
    /// Objects that were dropped because their thread was unwinding.
    pub(crate) discarded_unwinding: Counter,
    /// Returned objects that held far more memory than was used.
    pub(crate) discarded_outgrown: Counter,
    /// Idle objects that nobody needed.
    pub(crate) reaped: Counter,
    /// Visits to the depot.
    pub(crate) transfers: Counter,
    /// Objects the making of which was timed.
    pub(crate) timed: Counter,
    /// How long that took, in nanoseconds.
    pub(crate) timed_nanos: Counter,
}

impl Counters {
    constructor! {
        pub(crate) fn new() -> Self {
            Counters {
                depot_hits: Counter::new(),
                misses: Counter::new(),
                depot_puts: Counter::new(),
                moved_in: Counter::new(),
                moved_out: Counter::new(),
                discarded_full: Counter::new(),
                discarded_unfit: Counter::new(),
                discarded_unwinding: Counter::new(),
                discarded_outgrown: Counter::new(),
                reaped: Counter::new(),
                transfers: Counter::new(),
                timed: Counter::new(),
                timed_nanos: Counter::new(),
            }
        }
    }

    /// Objects that were given back and not kept.
    pub(crate) fn discarded(&self) -> u64 {
        self.discarded_full.get()
            + self.discarded_unfit.get()
            + self.discarded_outgrown.get()
            + self.discarded_unwinding.get()
    }
}

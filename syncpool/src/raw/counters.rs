//! The counters of a pool. One thread writes each counter; every thread may read it.

use crate::raw::sync::{Relaxed, UnmodelledU64, constructor};

/// Whether pools count. Only the benchmarks switch it off, in a copy of this crate that shows what
/// counting costs.
pub(crate) const COUNTED: bool = !cfg!(syncpool_uncounted);

/// A counter with one writer at a time.
pub(crate) struct Counter(UnmodelledU64);

impl Counter {
    constructor! {
        pub(crate) fn new() -> Self {
            Counter(UnmodelledU64::new(0))
        }
    }

    /// Adds `count` by a plain load and store. Only the owner of the counter may call this.
    #[inline(always)]
    pub(crate) fn add(&self, count: u64) {
        self.0.store(self.0.load(Relaxed).wrapping_add(count), Relaxed);
    }

    /// Adds `count` atomically. Every thread may call this.
    pub(crate) fn add_shared(&self, count: u64) {
        self.0.fetch_add(count, Relaxed);
    }

    pub(crate) fn get(&self) -> u64 {
        self.0.load(Relaxed)
    }
}

/// The events that are counted off the fast path.
pub(crate) struct Counters {
    /// Gets that the depot or a shared slot served.
    pub(crate) depot_hits: Counter,
    /// Gets that found no idle object and made one.
    pub(crate) misses: Counter,
    /// Returned objects that went straight to the depot or a shared slot.
    pub(crate) depot_puts: Counter,
    /// Objects that entered the magazine without being returned: from the depot, from a shared slot, or
    /// new ones.
    pub(crate) moved_in: Counter,
    /// Objects that left the magazine without being popped: to the depot, to a shared slot, or to be
    /// dropped.
    pub(crate) moved_out: Counter,
    /// Returned objects that found the pool full.
    pub(crate) discarded_full: Counter,
    /// Returned objects whose `is_reusable` returned false.
    pub(crate) discarded_unfit: Counter,
    /// Objects that were dropped because their thread was unwinding.
    pub(crate) discarded_unwinding: Counter,
    /// Returned objects that held far more memory than the pool's objects use.
    pub(crate) discarded_outgrown: Counter,
    /// Idle objects that an adaptive pool removed because no thread needed them.
    pub(crate) reaped: Counter,
    /// Transfers of batches between the magazine and the depot or the shared slots.
    pub(crate) transfers: Counter,
    /// Objects whose making was timed.
    pub(crate) timed: Counter,
    /// The time that it took to make them, in nanoseconds.
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

    /// Returned objects that the pool did not keep.
    pub(crate) fn discarded(&self) -> u64 {
        self.discarded_full.get()
            + self.discarded_unfit.get()
            + self.discarded_outgrown.get()
            + self.discarded_unwinding.get()
    }
}

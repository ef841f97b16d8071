//! The counters of a pool. A magazine has counters that its owner alone writes; the threads without a magazine
//! share one set.

use core::time::Duration;

use crate::raw::Shared;
use crate::raw::magazine::Magazine;
use crate::raw::object::Fate;
use crate::raw::sync::{Relaxed, UnmodelledU64, constructor};

/// One miss in 64 is timed: the second one, the 66th, and so on. A pool that is used once then reads no
/// clock.
const TIMED: u64 = 64;

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
                discarded_full: Counter::new(),
                discarded_unfit: Counter::new(),
                discarded_unwinding: Counter::new(),
                discarded_outgrown: Counter::new(),
                reaped: Counter::new(),
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

impl<'a> Shared<'a> {
    /// Counts a get that made an object.
    pub(crate) fn count_miss(self, magazine: Option<&Magazine>) {
        self.count(magazine, |counters| &counters.misses);
        match magazine {
            Some(magazine) => self.update_high_water(magazine),
            None => self.sample_high_water(),
        }
    }

    /// Counts a get that found no idle object and failed to make one: no object is in use then.
    pub(crate) fn count_failed(self) {
        self.header.failed.add_shared(1);
    }

    /// Whether to time the making of the object of the next miss.
    pub(crate) fn times_next_miss(self, magazine: Option<&Magazine>) -> bool {
        self.counters(magazine).misses.get() % TIMED == 1
    }

    /// Counts how long it took to make an object.
    pub(crate) fn count_time(self, magazine: Option<&Magazine>, took: Duration) {
        self.count(magazine, |counters| &counters.timed);
        let nanos = took.as_nanos() as u64;
        self.count_many(magazine, nanos, |counters| &counters.timed_nanos);
    }

    /// Counts an idle object that a sweep has removed.
    pub(crate) fn count_reaped(self, magazine: Option<&Magazine>) {
        self.count(magazine, |counters| &counters.reaped);
    }

    /// Counts an object that was not kept, by its fate.
    pub(crate) fn count_refused(self, magazine: Option<&Magazine>, fate: Fate) {
        self.count_discarded(
            magazine,
            match fate {
                Fate::OUTGROWN => |counters| &counters.discarded_outgrown,
                Fate::FULL => |counters| &counters.discarded_full,
                _ => |counters| &counters.discarded_unfit,
            },
        );
    }

    /// Counts an object that was dropped because its thread is unwinding.
    pub(crate) fn count_unwinding(self, magazine: Option<&Magazine>) {
        self.count_discarded(magazine, |counters| &counters.discarded_unwinding);
    }

    fn count_discarded(self, magazine: Option<&Magazine>, which: fn(&Counters) -> &Counter) {
        if let Some(magazine) = magazine {
            // Before the count, as in `put`: until now the object was in use.
            self.update_high_water(magazine);
        }
        self.count(magazine, which);
    }

    /// Adds 1 to a counter of the calling thread's magazine, or to the one of threads without a magazine.
    pub(super) fn count(self, magazine: Option<&Magazine>, which: fn(&Counters) -> &Counter) {
        self.count_many(magazine, 1, which);
    }

    pub(super) fn count_many(
        self,
        magazine: Option<&Magazine>,
        count: u64,
        which: fn(&Counters) -> &Counter,
    ) {
        let counter = which(self.counters(magazine));
        match magazine {
            Some(_) => counter.add(count),
            None => counter.add_shared(count),
        }
    }

    pub(super) fn counters<'b>(self, magazine: Option<&'b Magazine>) -> &'b Counters
    where
        'a: 'b,
    {
        magazine.map_or(&self.header.unregistered, |magazine| &magazine.counters)
    }

    /// Gets that found no idle object and whose function failed to make one.
    pub(crate) fn failed(self) -> u64 {
        self.header.failed.get()
    }

    /// The counters of threads without a magazine.
    pub(crate) fn unregistered(self) -> &'a Counters {
        &self.header.unregistered
    }
}

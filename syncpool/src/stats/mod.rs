//! The statistics of a pool: the snapshot, its printing, the sizing advice, and metrics.

mod advice;
mod display;
#[cfg(feature = "metrics024")]
pub mod metrics;

use core::time::Duration;

use crate::raw::Shared;
use crate::raw::counters::Counters;

/// A snapshot of a pool's counters, and what they say about its capacity.
///
/// Every pool always counts, without an atomic update on the fast path. A snapshot collects the counts
/// from all threads without stopping them. It is exact if no thread uses the pool meanwhile; otherwise
/// some of its counts may be a few operations behind.
///
/// # Printing
///
/// `{}` prints the counts in one line, for a log. `{:#}` prints a block of several lines that ends with a
/// verdict: what the pool has done, what a larger and a smaller one would have done, and how long
/// making an object takes. All times in it were measured in this process.
///
/// # Examples
///
/// ```
/// syncpool::pool!(static LINES: String = 64);
///
/// for _ in 0..1000 {
///     drop([LINES.get(), LINES.get(), LINES.get()]);
/// }
/// let stats = LINES.stats();
/// assert_eq!((stats.misses, stats.hits, stats.returned), (3, 2997, 3000));
/// assert_eq!((stats.in_use, stats.high_water), (0, 3));
/// assert_eq!(stats.recommended_capacity(), 32);
///
/// let line = stats.to_string();
/// assert!(line.starts_with("3 of 64 idle, 0 in use (at most 3), 2997 hits, 3 misses"), "{line}");
/// let block = format!("{stats:#}");
/// assert!(block.contains("verdict     64 is more than it needs: 32 is enough"), "{block}");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stats {
    /// The most idle objects that the pool keeps.
    pub capacity: usize,
    /// Idle objects now.
    pub idle: usize,
    /// Objects in use now: those that were got or taken, less those that came back.
    ///
    /// An object is in use until it is given back, put, or dropped by its guard. A box that was
    /// [taken](crate::Pool::take) for good counts as in use for ever, since the pool does not see its drop.
    pub in_use: usize,
    /// The most objects that were ever in use at once.
    ///
    /// The number is exact as long as the pool's threads take turns. While they work side by side, a
    /// thread adds up the objects in use when it moves objects to or from the depot, and when it calls
    /// `stats`. So the number is never too large, but a short peak may be missed.
    pub high_water: usize,
    /// Gets that were served with an idle object.
    pub hits: u64,
    /// Gets that found no idle object: they made one, or [failed](Self::failed) to.
    pub misses: u64,
    /// Misses whose function failed to make an object, see [`SyncPool::get_or_try`](crate::SyncPool::get_or_try).
    /// Such a get took no object, so none is in use.
    pub failed: u64,
    /// Objects that came back and were kept.
    pub returned: u64,
    /// Objects that came back to a full pool and were not kept.
    pub discarded_full: u64,
    /// Objects that were not kept because they were not fit for it: their `is_reusable` or the pool's
    /// `reusable` returned `false`, the check of a [`get_checked`](crate::SyncPool::get_checked) refused them,
    /// or a guard [discarded](crate::Pooled::discard) them.
    pub discarded_unfit: u64,
    /// Objects that were dropped, and not kept, because their thread was unwinding from a panic.
    pub discarded_unwinding: u64,
    /// The most threads that have used the pool at once.
    pub threads: usize,
    /// Objects that came back to an adaptive pool and were not kept because they held far more
    /// memory than the pool's objects use.
    pub discarded_outgrown: u64,
    /// Idle objects that an adaptive pool has dropped because no thread needed them.
    pub reaped: u64,
    /// Times that a thread moved objects between its magazine and the depot.
    pub transfers: u64,
    /// How long making an object took, on average; `None` if no object was made yet, or if the target
    /// has no clock.
    ///
    /// One in 64 misses of each thread is timed, its second one first, and the first object of each
    /// `refill`. What an object allocates later, when it is used, is not part of the time.
    pub making_time: Option<Duration>,
    /// The size of an object in bytes, without the memory that it owns.
    pub object_size: usize,
}

impl Stats {
    pub(crate) fn of(shared: Shared<'_>, capacity: usize, object_size: usize) -> Self {
        // First, because adding up raises the high-water mark.
        let in_use = shared.in_use();
        let mut stats = Stats {
            capacity,
            idle: shared.len(),
            in_use: in_use as usize,
            high_water: shared.high_water() as usize,
            object_size,
            ..Stats::default()
        };
        let (mut timed, mut nanos) = (0, 0);
        let mut add = |counters: &Counters| {
            stats.misses += counters.misses.get();
            stats.discarded_full += counters.discarded_full.get();
            stats.discarded_unfit += counters.discarded_unfit.get();
            stats.discarded_unwinding += counters.discarded_unwinding.get();
            stats.discarded_outgrown += counters.discarded_outgrown.get();
            stats.reaped += counters.reaped.get();
            timed += counters.timed.get();
            nanos += counters.timed_nanos.get();
        };
        add(shared.unregistered());
        shared.magazines().for_each(|magazine| add(&magazine.counters));
        stats.failed = shared.failed();
        stats.misses += stats.failed;
        stats.threads = shared.magazines().count();
        stats.hits = shared.unregistered().depot_hits.get();
        stats.returned = shared.unregistered().depot_puts.get();
        for magazine in shared.magazines() {
            stats.hits += magazine.hits();
            stats.returned += magazine.returned();
            stats.transfers += magazine.transfers.get();
        }
        stats.making_time = nanos.checked_div(timed).map(Duration::from_nanos);
        stats
    }

    /// Adds the counters of another pool: the numbers that never fall.
    pub(crate) fn add_counters(&mut self, other: &Stats) {
        self.hits += other.hits;
        self.misses += other.misses;
        self.failed += other.failed;
        self.returned += other.returned;
        self.discarded_full += other.discarded_full;
        self.discarded_unfit += other.discarded_unfit;
        self.discarded_unwinding += other.discarded_unwinding;
        self.discarded_outgrown += other.discarded_outgrown;
        self.reaped += other.reaped;
        self.transfers += other.transfers;
    }

    /// Gets, with an idle object or without.
    pub(crate) fn gets(&self) -> u64 {
        self.hits + self.misses
    }

    /// Gets that had an object in the end.
    fn served(&self) -> u64 {
        self.gets() - self.failed
    }

    /// Objects that came back, kept or not.
    pub(crate) fn came_back(&self) -> u64 {
        self.returned + self.discarded_full + self.unkept()
    }

    /// Objects that came back and that no pool of any capacity would have kept.
    fn unkept(&self) -> u64 {
        self.discarded_unfit + self.discarded_outgrown + self.discarded_unwinding
    }

    /// Returns the share of gets that were served with an idle object, from 0.0 to 1.0. Without any get
    /// yet, it is 1.0.
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static LINES: String = 64);
    ///
    /// for _ in 0..4 {
    ///     drop(LINES.get()); // the first makes the line that the others find
    /// }
    /// assert_eq!(LINES.stats().hit_rate(), 0.75);
    /// ```
    #[must_use]
    pub fn hit_rate(&self) -> f64 {
        match self.gets() {
            0 => 1.0,
            gets => self.hits as f64 / gets as f64,
        }
    }
}

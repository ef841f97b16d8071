//! What a pool tells about itself.

use core::fmt;

use crate::commons::Commons;
use crate::counters::Counters;

/// A snapshot of a pool's counters.
///
/// The counts are collected from all threads without stopping them: a snapshot taken while they
/// work may be a few operations behind in places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stats {
    /// The most idle objects that the pool keeps.
    pub capacity: usize,
    /// Idle objects now.
    pub idle: usize,
    /// Gets that were served with an idle object.
    pub hits: u64,
    /// Gets that found no idle object and made one.
    pub misses: u64,
    /// Objects that came back and were kept.
    pub returned: u64,
    /// Objects that came back to a full pool and were not kept.
    pub discarded_full: u64,
    /// Objects that came back and were not kept because their `is_reusable` said no.
    pub discarded_unfit: u64,
    /// Objects that came back to an adaptive pool and were not kept because they held far more
    /// memory than the pool's objects use.
    pub discarded_outgrown: u64,
    /// Idle objects that an adaptive pool has dropped because nobody needed them.
    pub reaped: u64,
    /// Times that a thread moved objects between its magazine and the depot.
    pub exchanges: u64,
}

impl Stats {
    pub(crate) fn of(commons: Commons<'_>, capacity: usize) -> Self {
        let mut stats = Stats {
            capacity,
            idle: commons.len(),
            hits: 0,
            misses: 0,
            returned: 0,
            discarded_full: 0,
            discarded_unfit: 0,
            discarded_outgrown: 0,
            reaped: 0,
            exchanges: 0,
        };
        stats.add(commons.strays());
        for magazine in commons.magazines() {
            let (pops, counters) = (magazine.pops(), &magazine.counters);
            stats.add(counters);
            stats.hits += pops;
            // What was pushed: what was popped, flushed or is still there, less what was loaded.
            let left = pops + counters.moved_out.get() + magazine.len() as u64;
            stats.returned += left.saturating_sub(counters.moved_in.get());
        }
        stats
    }

    fn add(&mut self, counters: &Counters) {
        self.hits += counters.depot_hits.get();
        self.misses += counters.misses.get();
        self.returned += counters.depot_puts.get();
        self.discarded_full += counters.discarded_full.get();
        self.discarded_unfit += counters.discarded_unfit.get();
        self.discarded_outgrown += counters.discarded_outgrown.get();
        self.reaped += counters.reaped.get();
        self.exchanges += counters.exchanges.get();
    }

    /// The share of gets that were served with an idle object, from 0.0 to 1.0; 1.0 if there were
    /// none yet.
    #[must_use]
    pub fn hit_rate(&self) -> f64 {
        match self.hits + self.misses {
            0 => 1.0,
            gets => self.hits as f64 / gets as f64,
        }
    }
}

impl fmt::Display for Stats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} of {} idle, {} hits, {} misses ({:.2} % hits), {} returned, {} discarded \
             ({} full, {} not reusable, {} outgrown), {} reaped, {} exchanges",
            self.idle,
            self.capacity,
            self.hits,
            self.misses,
            self.hit_rate() * 100.0,
            self.returned,
            self.discarded_full + self.discarded_unfit + self.discarded_outgrown,
            self.discarded_full,
            self.discarded_unfit,
            self.discarded_outgrown,
            self.reaped,
            self.exchanges,
        )
    }
}

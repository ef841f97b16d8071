//! How a thread earns a magazine.
//!
//! A thread without a magazine owns nothing of a pool: it uses the shared slots and the depot, one object
//! at a time, and the pool counts these visits. A thread earns a magazine when it is busy: when, of the
//! pool's latest visits of this kind, a fair share were its own.
//!
//! - A thread that loops earns one after [`OWN_VISITS`] visits.
//! - Of two hundred threads that take turns, none does: each has one visit in two hundred.
//! - Of many busy threads on few processors, each earns one in a time slice of its own. On many
//!   processors, those that have earned one no longer count among the visits of the others.
//!
//! Rejected: a magazine at the first visit (two hundred threads that take turns then keep two hundred
//! objects); the time between two visits (reading the clock takes as long as the visit).

use core::cell::Cell;

use crate::raw::Shared;

/// A thread earns a magazine by this number of visits.
const OWN_VISITS: u64 = 16;

/// The least share of the pool's visits that must be the thread's own: one in 16.
const SHARE: u64 = 16;

/// A thread's visits in a row: their number in the low byte, and above it the pool's count of visits
/// when the first of them came. 0 before the first visit.
#[derive(Debug, Default)]
pub(crate) struct Visits(Cell<u64>);

impl Visits {
    pub(crate) const fn new() -> Self {
        Visits(Cell::new(0))
    }

    /// Forgets the visits.
    pub(crate) fn restart(&self) {
        self.0.set(0);
    }

    /// Whether no visit was counted since the thread started, or earned a magazine.
    #[cfg(feature = "metrics024")]
    pub(crate) fn is_new(&self) -> bool {
        self.0.get() == 0
    }
}

impl Shared<'_> {
    /// Counts a visit of a thread without a magazine, and tells whether the thread has earned one.
    pub(crate) fn has_earned(self, visits: &Visits) -> bool {
        // The bits that the shift loses do not matter: only a difference is computed.
        let all = self.unregistered_visits() << 8;
        let (own, first) = match visits.0.get() {
            0 => (1, all),
            seen => ((seen & 0xFF) + 1, seen & !0xFF),
        };
        if own < OWN_VISITS {
            visits.0.set(first | own);
            return false;
        }
        visits.restart();
        all.wrapping_sub(first) >> 8 <= OWN_VISITS * SHARE
    }

    /// Visits of threads without a magazine that the pool has counted.
    fn unregistered_visits(self) -> u64 {
        let counters = self.unregistered();
        counters.depot_hits.get() + counters.misses.get() + counters.depot_puts.get()
    }
}

#[cfg(all(test, not(loom), not(shuttle)))]
mod tests {
    use super::*;
    use crate::raw::object::Object;
    use crate::raw::{Block, Header, Summary, blocks_for, summaries_for};

    const CAPACITY: usize = 64;

    fn with_pool(test: impl FnOnce(Shared<'_>)) {
        let header = Header::new();
        let blocks: Vec<_> = (0..blocks_for(CAPACITY)).map(|_| Block::new()).collect();
        let summaries: Vec<_> = (0..summaries_for(CAPACITY)).map(|_| Summary::new()).collect();
        test(Shared::new(&header, &blocks, &summaries, CAPACITY));
    }

    /// One get and one put of a thread without a magazine. Tells whether one of them earns it one.
    fn use_once(pool: Shared<'_>, visits: &Visits) -> bool {
        let earned = pool.has_earned(visits);
        let object = pool.take(None).unwrap_or_else(|| {
            pool.count_miss(None);
            Object::dangling()
        });
        let earned = pool.has_earned(visits) || earned;
        assert!(pool.put(None, object).is_ok(), "there is room");
        earned
    }

    #[test]
    fn a_thread_that_loops_earns_a_magazine() {
        with_pool(|pool| {
            let visits = Visits::new();
            let uses = (1..).find(|_| use_once(pool, &visits));
            assert_eq!(uses, Some(OWN_VISITS as usize / 2));
        });
    }

    #[test]
    fn threads_that_take_turns_do_not() {
        with_pool(|pool| {
            let threads: Vec<_> = (0..200).map(|_| Visits::new()).collect();
            for _ in 0..100 {
                assert!(threads.iter().all(|visits| !use_once(pool, visits)));
            }
            assert_eq!(pool.len(), 1, "one object is enough for all");
        });
    }

    #[test]
    fn a_fair_share_is_enough() {
        with_pool(|pool| {
            let threads: Vec<_> = (0..SHARE).map(|_| Visits::new()).collect();
            let earns =
                |_: &usize| threads.iter().filter(|visits| use_once(pool, visits)).count() > 0;
            assert_eq!((1..100).find(earns), Some(OWN_VISITS as usize / 2));
        });
    }

    #[test]
    fn a_thread_that_becomes_busy_earns_one_then() {
        with_pool(|pool| {
            let threads: Vec<_> = (0..200).map(|_| Visits::new()).collect();
            for _ in 0..5 {
                threads.iter().for_each(|visits| assert!(!use_once(pool, visits)));
            }
            // The window that began among the others ends first.
            let uses = (1..).find(|_| use_once(pool, &threads[0])).expect("it is busy");
            assert!(uses <= OWN_VISITS as usize, "{uses}");
        });
    }
}

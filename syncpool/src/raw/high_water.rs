//! How many objects are out, and the most that ever were.
//!
//! Nobody counts them as they come and go: that would be a shared counter on the fast path. But each
//! magazine knows how many objects its owner ever got and gave back, so what is out is a difference of
//! two sums over all magazines. A thread takes them on its visits to the shared.
//!
//! - With one thread at work the mark is exact: the first object that comes back after a new peak
//!   brings its thread here, see [`Magazine::update_low_water`].
//! - With several, each sum is what was out at one moment or less, and the mark is the largest of them:
//!   it is never too high. A peak that no thread came here at is missed. To add up reads what other
//!   threads write, so a thread whose sums raise nothing lets ever more visits pass between them.
//! - In a pool without magazines, what a thread takes from the open slot that it used last is not
//!   noticed before it comes here for another one, so a peak may be missed by one object a thread.
//!
//! Objects that come back but never were got, because they were made elsewhere, would leave less out
//! than nothing. How many they are shows when the difference is below zero, and is remembered. (The
//! thread that gave them back believes until the next tick that it once had more out than it had.)

use crate::raw::Shared;
use crate::raw::counters::COUNTED;
use crate::raw::magazine::Magazine;
use crate::raw::sync::{Acquire, MODEL, Relaxed, UnmodelledU64, constructor, fence};

/// The most visits that a thread lets pass between two sums, for each magazine that it reads.
const MOST_BETWEEN_SUMS: u32 = 64;

/// So many magazines are read at each get of a thread without one.
const FEW_MAGAZINES: usize = 8;

/// What the pool remembers.
pub(super) struct HighWater {
    /// The most objects that were seen out at once.
    most: UnmodelledU64,
    /// The most by which more objects had come back than were ever got.
    foreign: UnmodelledU64,
}

impl HighWater {
    constructor! {
        pub(super) fn new() -> Self {
            HighWater { most: UnmodelledU64::new(0), foreign: UnmodelledU64::new(0) }
        }
    }
}

impl Shared<'_> {
    /// What every visit does: the owner of the magazine looks whether more objects are out than ever.
    pub(super) fn update_high_water(self, magazine: &Magazine) {
        if !COUNTED {
            return;
        }
        magazine.update_low_water();
        // The models leave the rest out: nothing is decided by it, and it is many loads.
        if MODEL {
            return;
        }
        let wait = magazine.until_sum.load(Relaxed);
        if wait > 0 {
            magazine.until_sum.store(wait - 1, Relaxed);
        } else {
            self.sum_in_use(magazine);
        }
    }

    /// Raises the high-water mark at a get of a thread without a magazine: always, while the pool has few
    /// magazines, and else at one get in 16.
    pub(super) fn sample_high_water(self) {
        let counters = self.unregistered();
        if !COUNTED || MODEL {
            return;
        }
        let gets = counters.depot_hits.get() + counters.misses.get();
        if gets % 16 == 0 || self.magazines().nth(FEW_MAGAZINES).is_none() {
            self.in_use();
        }
    }

    fn sum_in_use(self, magazine: &Magazine) {
        let before = self.header.high_water.most.load(Relaxed);
        let raised = self.in_use().saturating_sub(before);
        let others = self.magazines().take(1 << 16).count() as u32 - 1;
        // A small step is not worth haste: the next one is soon enough to be seen with it.
        let wait = if raised > before / 16 {
            0
        } else {
            let doubled = magazine.between_sums.load(Relaxed) * 2 + 1;
            doubled.min(others * MOST_BETWEEN_SUMS)
        };
        magazine.between_sums.store(wait, Relaxed);
        magazine.until_sum.store(wait, Relaxed);
    }

    /// The most objects that were out at once, as far as was seen.
    pub(crate) fn high_water(self) -> u64 {
        self.header.high_water.most.load(Relaxed)
    }

    /// Objects that are out, or fewer while other threads are at work; a part of the high-water mark
    /// from now on.
    pub(crate) fn in_use(self) -> u64 {
        if !COUNTED {
            return 0;
        }
        let HighWater { most, foreign } = &self.header.high_water;
        let gets = self.gets();
        // Acquire: pairs with no store, and only keeps the second sum behind the first one.
        fence(Acquire);
        let puts = self.puts();
        let mut unknown = foreign.load(Relaxed);
        if puts > gets.wrapping_add(unknown) {
            let seen = self.foreign().unwrap_or(0);
            if seen > unknown {
                unknown = foreign.fetch_max(seen, Relaxed).max(seen);
            }
        }
        let out = (gets + unknown).saturating_sub(puts);
        if out > most.load(Relaxed) {
            most.fetch_max(out, Relaxed);
        }
        out
    }

    /// By how much more objects have come back than were got, or less while other threads are at
    /// work. `None` if one of them is moving objects, so that it can't be told.
    fn foreign(self) -> Option<u64> {
        let unregistered = self.unregistered();
        let sum = |of: fn(&Magazine) -> u64| -> Option<u64> {
            self.magazines().map(|magazine| magazine.if_consistent(|| of(magazine))).sum()
        };
        let puts = unregistered.depot_puts.get() + unregistered.discarded() + sum(Magazine::puts)?;
        // Acquire: as in `out`, the other way round.
        fence(Acquire);
        let gets = unregistered.depot_hits.get() + unregistered.misses.get() + sum(Magazine::gets)?;
        puts.checked_sub(gets)
    }

    fn gets(self) -> u64 {
        let unregistered = self.unregistered();
        let known: u64 = self.magazines().map(Magazine::gets).sum();
        known + unregistered.depot_hits.get() + unregistered.misses.get()
    }

    fn puts(self) -> u64 {
        let unregistered = self.unregistered();
        let known: u64 = self.magazines().map(Magazine::puts).sum();
        known + unregistered.depot_puts.get() + unregistered.discarded()
    }
}

//! How many objects are in use, and the high-water mark: the most that were in use at once.
//!
//! No counter is updated at each get and put, since that would be a shared counter on the fast path.
//! Each magazine knows how many objects its owners ever got and ever returned. The number of objects
//! in use is the difference of these two sums over all magazines. A thread takes the sums on its slow
//! path.
//!
//! - With one thread at work, the mark is exact: the first object that is returned after a new peak
//!   takes the slow path; see [`Magazine::update_low_water`].
//! - With several threads, each difference is at most what was in use at some moment, and the mark is
//!   the largest difference. So the mark is never too high. It misses a peak at which no thread took
//!   the slow path. A sum reads what other threads write, so a thread whose sums do not raise the
//!   mark lets more and more slow paths pass between its sums.
//! - In a pool without magazines, a thread takes an object from the shared slot that it used last
//!   without the slow path. So the mark may miss a peak by one object per thread.
//!
//! An object that is returned but was never got, because it was made elsewhere, is *foreign*. Foreign
//! objects make the difference too small. Where it is below zero, it shows how many there are at least,
//! and the pool remembers that number. (Until its next tick, the thread that returned foreign objects
//! computes too high a peak of its own.)

use crate::raw::Shared;
use crate::raw::counters::COUNTED;
use crate::raw::magazine::Magazine;
use crate::raw::sync::{Acquire, MODEL, Relaxed, UnmodelledU64, constructor, fence};

/// The most slow paths that a thread lets pass between two sums, per magazine of another thread.
const MOST_BETWEEN_SUMS: u32 = 64;

/// The most magazines that each get of a thread without one reads.
const FEW_MAGAZINES: usize = 8;

/// The high-water mark of a pool.
pub(super) struct HighWater {
    /// The largest number of objects in use that a sum has found.
    most: UnmodelledU64,
    /// The largest number of foreign objects that a sum has found.
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
    /// Updates the low-water mark of the caller's magazine and, on some calls, the high-water mark.
    /// Every slow path calls this.
    pub(super) fn update_high_water(self, magazine: &Magazine) {
        if !COUNTED {
            return;
        }
        magazine.update_low_water();
        // The models leave the rest out: no decision depends on it, and it takes many loads.
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

    /// Updates the high-water mark at a get of a thread without a magazine: at each one while the pool has
    /// few magazines, and else at one in 16.
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
        // After a small rise it is enough to take the next sum later: it will include this rise.
        let wait = if raised > before / 16 {
            0
        } else {
            let doubled = magazine.between_sums.load(Relaxed) * 2 + 1;
            doubled.min(others * MOST_BETWEEN_SUMS)
        };
        magazine.between_sums.store(wait, Relaxed);
        magazine.until_sum.store(wait, Relaxed);
    }

    /// The most objects that were in use at once, as far as the sums have found.
    pub(crate) fn high_water(self) -> u64 {
        self.header.high_water.most.load(Relaxed)
    }

    /// The number of objects in use. It may be too low while other threads use the pool. Raises the
    /// high-water mark to it.
    pub(crate) fn in_use(self) -> u64 {
        if !COUNTED {
            return 0;
        }
        let HighWater { most, foreign } = &self.header.high_water;
        let gets = self.gets();
        // Acquire: pairs with no store. It keeps the loads of the second sum after those of the first.
        fence(Acquire);
        let puts = self.puts();
        let mut never_got = foreign.load(Relaxed);
        if puts > gets.wrapping_add(never_got) {
            let found = self.foreign().unwrap_or(0);
            if found > never_got {
                never_got = foreign.fetch_max(found, Relaxed).max(found);
            }
        }
        let in_use = (gets + never_got).saturating_sub(puts);
        if in_use > most.load(Relaxed) {
            most.fetch_max(in_use, Relaxed);
        }
        in_use
    }

    /// The number by which returned objects exceed those that were got. It may be too low while other
    /// threads use the pool. `None` if the difference is not positive, or if a thread is moving a
    /// batch, so that its counters and its length do not agree.
    fn foreign(self) -> Option<u64> {
        let unregistered = self.unregistered();
        let sum = |of: fn(&Magazine) -> u64| -> Option<u64> {
            self.magazines().map(|magazine| magazine.if_consistent(|| of(magazine))).sum()
        };
        let puts = unregistered.depot_puts.get() + unregistered.discarded() + sum(Magazine::puts)?;
        // Acquire: keeps the loads of the second sum after those of the first, as in `in_use`, but with
        // the puts first.
        fence(Acquire);
        let gets = unregistered.depot_hits.get() + unregistered.misses.get() + sum(Magazine::gets)?;
        puts.checked_sub(gets)
    }

    fn gets(self) -> u64 {
        let unregistered = self.unregistered();
        let registered: u64 = self.magazines().map(Magazine::gets).sum();
        registered + unregistered.depot_hits.get() + unregistered.misses.get()
    }

    fn puts(self) -> u64 {
        let unregistered = self.unregistered();
        let registered: u64 = self.magazines().map(Magazine::puts).sum();
        registered + unregistered.depot_puts.get() + unregistered.discarded()
    }
}

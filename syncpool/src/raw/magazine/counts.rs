//! What is computed from the number of objects, pops and transfers of a magazine.

use super::{COMPARED, LENGTH, Magazine, POPS_SHIFT};
use crate::raw::sync::{Acquire, Relaxed, Release, fence};

impl Magazine {
    /// Updates the low-water mark, on a slow path. Returns the minimum length since the last tick. (If the
    /// owner once had more objects in use than since the last transfer, it returns the number of objects
    /// that the owner would not have needed.)
    ///
    /// Between transfers, `in_use + length` is constant. The mark is the length that the magazine would have
    /// if the owner had as many objects in use as it ever had since the tick. So a push below the mark is
    /// the first one after a new peak, and takes the slow path: the sum of all objects in use is computed at
    /// that peak. At a tick the peak starts again from what is in use then. So an old peak does not hide a
    /// new one, and a thread pays for at most one slow path per object of its magazine and tick.
    pub(crate) fn update_low_water(&self) -> usize {
        let state = self.state.load(Relaxed);
        let compared = state as u32 & COMPARED;
        let (length, low) = (compared & LENGTH, self.low.load(Relaxed));
        let in_use = self.gets_at(state).wrapping_sub(self.puts_at(state)) as i64;
        let peak = in_use.max(self.peak.load(Relaxed) as i64);
        let unneeded = (i64::from(length) + in_use - peak).max(0) as u32;
        let has_ticked = (compared ^ low) & !LENGTH != 0;
        // No push since the last update found fewer objects than the mark says.
        self.ticker.note_length((low & LENGTH).min(length));
        self.peak.store(if has_ticked { in_use } else { peak } as u64, Relaxed);
        let mark = if has_ticked { length } else { unneeded };
        self.low.store(compared & !LENGTH | mark, Relaxed);
        self.headroom.store(self.limit.load(Relaxed).saturating_sub(mark), Relaxed);
        unneeded as usize
    }

    /// Restarts the low-water mark and the peak, as a tick does.
    pub(crate) fn restart_low_water(&self) {
        self.peak.store(self.gets().wrapping_sub(self.puts()), Relaxed);
        self.update_low_water();
    }

    /// Gets of all owners: those that found an idle object, and those that made one.
    pub(crate) fn gets(&self) -> u64 {
        self.gets_at(self.state.load(Relaxed))
    }

    fn gets_at(&self, state: u64) -> u64 {
        (state >> POPS_SHIFT) + self.counters.depot_hits.get() + self.counters.misses.get()
    }

    /// Gets that found an idle object.
    pub(crate) fn hits(&self) -> u64 {
        (self.state.load(Relaxed) >> POPS_SHIFT) + self.counters.depot_hits.get()
    }

    /// Returns of all owners, kept or not. While the owner is at work, the result may be too large, never
    /// too small.
    pub(crate) fn puts(&self) -> u64 {
        self.returned() + self.counters.discarded()
    }

    /// Returns of all owners that were kept. While the owner is at work, the result may be too large, never
    /// too small.
    pub(crate) fn returned(&self) -> u64 {
        // The owner writes `moved_in`, the state and `moved_out` in this order, and they are read in this
        // order. So in doubt a batch counts as pushed here rather than as forgotten.
        let moved_in = self.counters.moved_in.get();
        fence(Acquire);
        let state = self.state.load(Relaxed);
        // Acquire: pairs with the Release in `remove_oldest`.
        fence(Acquire);
        self.pushed(state, moved_in) + self.counters.depot_puts.get()
    }

    fn puts_at(&self, state: u64) -> u64 {
        let pushed = self.pushed(state, self.counters.moved_in.get());
        pushed + self.counters.depot_puts.get() + self.counters.discarded()
    }

    /// Pushes: the objects that were popped or moved out, or are still here, less those that were moved in.
    fn pushed(&self, state: u64, moved_in: u64) -> u64 {
        let left = (state >> POPS_SHIFT) + (state & u64::from(LENGTH));
        (left + self.counters.moved_out.get()).saturating_sub(moved_in)
    }

    /// Transfers objects between the magazine and the depot by `change`. Other threads can tell that counters
    /// and length disagree meanwhile: `transfer_version` is odd, as in a seqlock.
    pub(crate) fn transferring<R>(&self, change: impl FnOnce() -> R) -> R {
        let version = self.transfer_version.load(Relaxed);
        self.transfer_version.store(version.wrapping_add(1), Relaxed);
        // Release: pairs with the second Acquire in `if_consistent`: a thread that sees a part of
        // the change sees the odd version.
        fence(Release);
        let result = change();
        // Release: pairs with the first Acquire in `if_consistent`: a thread that sees the
        // version sees the change.
        self.transfer_version.store(version.wrapping_add(2), Release);
        result
    }

    /// Returns what `read` returns, or `None` if a transfer happened meanwhile.
    pub(crate) fn if_consistent<R>(&self, read: impl FnOnce() -> R) -> Option<R> {
        // Acquire: pairs with the Release store in `transferring`.
        let before = self.transfer_version.load(Acquire);
        let result = read();
        // Acquire: pairs with the Release fence in `transferring`.
        fence(Acquire);
        let is_consistent = before % 2 == 0 && self.transfer_version.load(Relaxed) == before;
        is_consistent.then_some(result)
    }
}

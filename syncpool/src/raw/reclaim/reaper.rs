//! How an adaptive pool lets go of what nobody needs.
//!
//! The rule is that of Bonwick and Adams, "Magazines and Vmem" (USENIX 2001), section 3.3: what was
//! idle all through an interval was not part of the working set, and goes. Time is cut into intervals
//! by the threads that use the pool (see [`ticker`](crate::raw::reclaim::ticker)), and objects go in two steps:
//!
//! - Each thread compares its magazine with its own low-water mark. The objects at the bottom that
//!   it did not touch for an interval become everyone's, together with the room that they took:
//!   the rest of the magazine works as it did. A thread that does not come back keeps its magazine;
//!   all of them together are at most half of the pool.
//! - One thread an interval sweeps what is everyone's. An object that was there at the last sweep
//!   and was not claimed since is handed to the caller, who drops it.
//!
//! So an object goes when it was idle for two whole intervals, and within four. A sweep is cut into
//! steps, so that no put pays for a large pool, and no user code runs in here.

use core::fmt;
use core::time::Duration;

use crossbeam_utils::CachePadded;

use super::clock;
use crate::raw::Shared;
use crate::raw::magazine::Magazine;
use crate::raw::object::Object;
use crate::raw::sync::{Relaxed, UnmodelledU64, constructor};

/// The interval of a pool that was told none.
///
/// An object that goes too early is made again: once an interval, however busy the pool is. At a
/// second that is nothing, and memory comes back before anybody looks.
pub const DEFAULT_INTERVAL: Duration = Duration::from_secs(1);

/// Objects that a put drops, and blocks that it looks at, at most.
const STEP: usize = 256;

/// Objects that hold no more bytes than this are never found to hold too much.
const LEAN: u64 = 16 << 10;

/// An object may hold so many times what was used of the one that was used most.
const SLACK: u64 = 4;

/// `State::next` while a thread sweeps.
const NEVER: u64 = u64::MAX;

/// What an adaptive pool remembers. All of it are hints: they say when to look for objects, and
/// which size to think too large, and any value of them is safe.
pub struct Reaper(CachePadded<State>);

struct State {
    /// When the next sweep begins or goes on.
    next: UnmodelledU64,
    /// Where it goes on: 0 for the beginning.
    place: UnmodelledU64,
    /// The most bytes that were used of an object in this interval, of those that hold many.
    peak: UnmodelledU64,
    /// The most bytes that an object may hold, from the interval before; 0 if there was none yet.
    allowance: UnmodelledU64,
}

impl fmt::Debug for Reaper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reaper").finish_non_exhaustive()
    }
}

impl Reaper {
    constructor! {
        pub(crate) fn new() -> Self {
            Reaper(CachePadded::new(State {
                next: UnmodelledU64::new(0),
                place: UnmodelledU64::new(0),
                peak: UnmodelledU64::new(0),
                allowance: UnmodelledU64::new(0),
            }))
        }
    }

    /// Tells whether an object that comes back holds no more memory than the pool's objects need: at
    /// most [`SLACK`] times what was used of any of them in this interval and the last whole one.
    #[inline]
    pub(crate) fn allows(&self, used: usize, allocated: usize) -> bool {
        allocated as u64 <= LEAN || self.allows_large(used as u64, allocated as u64)
    }

    #[cold]
    fn allows_large(&self, used: u64, allocated: u64) -> bool {
        let mut peak = self.0.peak.load(Relaxed);
        if used > peak {
            peak = self.0.peak.fetch_max(used, Relaxed).max(used);
        }
        let allowance = self.0.allowance.load(Relaxed);
        allowance == 0 || allocated <= allowance.max(peak.saturating_mul(SLACK))
    }

    /// Begins another interval.
    fn begin_interval(&self) {
        let peak = self.0.peak.swap(0, Relaxed);
        self.0.allowance.store(peak.saturating_mul(SLACK).max(LEAN), Relaxed);
    }
}

/// A pool's reaper, and how long its intervals are, in nanoseconds.
#[derive(Clone, Copy)]
pub(crate) struct Reaping<'a> {
    pub(crate) reaper: &'a Reaper,
    pub(crate) interval: u64,
}

impl<'a> Reaping<'a> {
    #[inline(always)]
    pub(crate) fn new(reaper: &'a Reaper, interval: Duration) -> Self {
        let nanos = interval.as_secs().saturating_mul(1_000_000_000);
        Reaping { reaper, interval: nanos.saturating_add(interval.subsec_nanos() as u64) }
    }
}

impl<'a> Shared<'a> {
    /// To be called when a thread has put an object and was not on the fast path. Returns what is
    /// to be dropped, if it falls to this thread to find out.
    #[inline]
    pub(crate) fn reap(self, reaping: Reaping<'a>, magazine: &'a Magazine) -> Option<Sweep<'a>> {
        if magazine.ticker.is_due() { self.poll(reaping, magazine) } else { None }
    }

    #[inline(never)]
    fn poll(self, reaping: Reaping<'a>, magazine: &'a Magazine) -> Option<Sweep<'a>> {
        let now = clock::now();
        magazine.set_tick(magazine.ticker.polled(now, reaping.interval));
        let untouched = magazine.ticker.end_interval(now, reaping.interval, magazine.len());
        if untouched > 0 {
            let given_up = self.publish_oldest(magazine, untouched);
            self.header.quota.fetch_sub(given_up, Relaxed);
        }
        self.sweep(reaping, magazine, now)
    }

    /// Begins a sweep, or goes on with it, if it is time to and nobody else does.
    fn sweep(self, reaping: Reaping<'a>, magazine: &'a Magazine, now: u64) -> Option<Sweep<'a>> {
        let Reaping { reaper, interval } = reaping;
        let next = reaper.0.next.load(Relaxed);
        if now < next || next == NEVER {
            return None;
        }
        // That there is one sweep at a time saves work and keeps an object's destructor that uses the
        // pool from sweeping in turn. Nothing else depends on it.
        reaper.0.next.compare_exchange(next, NEVER, Relaxed, Relaxed).ok()?;
        let mut place = reaper.0.place.load(Relaxed) as usize;
        if place == BEGINNING {
            // The first time, nobody knows yet what the pool's objects need.
            if next > 0 {
                reaper.begin_interval();
            }
            self.warm_used_slots();
            place = OPEN_SLOTS;
        }
        Some(Sweep { shared: self, reaper, interval, magazine, now, place, left: STEP })
    }

    /// Where a pool has open slots alone, threads use them without a word. Those that were at work
    /// since the last sweep have used the slot that they would use next.
    fn warm_used_slots(self) {
        if self.depot.none_at_first() {
            for magazine in self.magazines() {
                let counters = &magazine.counters;
                let uses = counters.depot_hits.get() + counters.depot_puts.get();
                if magazine.ticker.has_used(uses) {
                    self.shared_slots.warm(magazine.last_shared_slot.load(Relaxed));
                }
            }
        }
    }
}

/// Where a sweep begins, in `Sweep::place` and `State::place`.
const BEGINNING: usize = 0;
/// It is at the open slots.
const OPEN_SLOTS: usize = 1;
/// It is at a block: what is beyond this is the block's place.
const BLOCKS: usize = 2;

/// A step of a sweep: gives the objects that are to be dropped. Whatever of it is not done is left
/// for the next step, also when it is dropped because an object's destructor has panicked.
pub(crate) struct Sweep<'a> {
    shared: Shared<'a>,
    reaper: &'a Reaper,
    interval: u64,
    magazine: &'a Magazine,
    now: u64,
    place: usize,
    left: usize,
}

impl Iterator for Sweep<'_> {
    type Item = Object;

    fn next(&mut self) -> Option<Object> {
        let Shared { shared_slots, depot, .. } = self.shared;
        while self.place != BEGINNING {
            self.left = self.left.checked_sub(1)?;
            let object = if self.place == OPEN_SLOTS {
                let object = shared_slots.take_cold();
                if object.is_none() {
                    shared_slots.swept();
                    self.place = BLOCKS;
                }
                object
            } else if let Some(block) = depot.block_from(self.place - BLOCKS) {
                self.place = BLOCKS + block;
                let object = depot.take_cold(block);
                if object.is_none() {
                    depot.swept(block);
                    self.place += 1;
                }
                object
            } else {
                self.place = BEGINNING;
                None
            };
            if object.is_some() {
                self.magazine.counters.reaped.add(1);
                return object;
            }
        }
        None
    }
}

impl Drop for Sweep<'_> {
    fn drop(&mut self) {
        let is_done = self.place == BEGINNING;
        if !is_done {
            self.magazine.set_tick(0);
            self.magazine.ticker.poll_next();
        }
        let next = if is_done { self.now.saturating_add(self.interval) } else { self.now };
        self.reaper.0.place.store(self.place as u64, Relaxed);
        self.reaper.0.next.store(next.min(NEVER - 1), Relaxed);
    }
}

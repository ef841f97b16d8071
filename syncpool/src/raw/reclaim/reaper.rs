//! Which idle objects of an adaptive pool nobody needs.
//!
//! The rule is that of Bonwick and Adams, "Magazines and Vmem" (USENIX 2001), section 3.3: an object
//! that was idle all through an interval was not part of the working set, and is dropped. The threads
//! that use the pool divide time into intervals (see [`ticker`](super::ticker)). Objects are dropped in
//! two steps:
//!
//! - Each thread compares its magazine with its own low-water mark. The objects at the bottom that it
//!   did not touch for an interval move to slots that every thread reaches, and their quota is given
//!   up. The rest of the magazine works as before. A thread that does not come back keeps its magazine;
//!   all magazines together hold at most half of the capacity.
//! - One thread an interval sweeps the slots that every thread reaches. An object that was there at the
//!   last sweep, and was not claimed since, is handed to the caller, who drops it.
//!
//! So an object is dropped when it was idle for two whole intervals, and within four. A sweep is cut into
//! steps, so that no put pays for a large pool.

use core::fmt;
use core::time::Duration;

use crossbeam_utils::CachePadded;

use super::clock;
use crate::raw::Shared;
use crate::raw::magazine::Magazine;
use crate::raw::object::Object;
use crate::raw::sync::{AtomicU64, Relaxed, UnmodelledU64, constructor};

/// The interval of a pool that was given none.
///
/// An object that is dropped too early is made again, once an interval at most. At a second that costs
/// nothing that can be measured.
pub const DEFAULT_INTERVAL: Duration = Duration::from_secs(1);

/// Objects that one put drops, and blocks that it looks at, at most.
const STEP: usize = 256;

/// Bytes that an object may always hold.
const LEAN: u64 = 16 << 10;

/// Largest allowed ratio of allocated to used bytes.
const SLACK: u64 = 4;

/// How long a sweep keeps other threads from sweeping, in nanoseconds, at least. The sweeping thread may
/// never come back: the process may have been forked meanwhile.
const LEASE: u64 = 1_000_000_000;

/// The state of the adaptive rule for a pool. All of it are hints: they say when to look for objects, and
/// which size is too large. Every value is safe.
pub struct Reaper(CachePadded<State>);

struct State {
    /// When the next sweep begins or continues, in nanoseconds.
    next: AtomicU64,
    /// The place where the sweep continues; [`BEGINNING`] if it begins.
    place: AtomicU64,
    /// The most bytes used in an object in this interval, among objects that hold more than [`LEAN`].
    peak: UnmodelledU64,
    /// The most bytes that an object may hold, computed from the last interval; 0 if there was none.
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
                next: AtomicU64::new(0),
                place: AtomicU64::new(0),
                peak: UnmodelledU64::new(0),
                allowance: UnmodelledU64::new(0),
            }))
        }
    }

    /// Whether an object that uses and holds so many bytes may be kept: whether it holds at most
    /// [`SLACK`] times what any object used in this interval or the last one.
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

    /// Begins the next interval.
    fn begin_interval(&self) {
        let peak = self.0.peak.swap(0, Relaxed);
        self.0.allowance.store(peak.saturating_mul(SLACK).max(LEAN), Relaxed);
    }
}

/// The adaptive rule of a pool.
#[derive(Clone, Copy)]
pub(crate) struct Reaping<'a> {
    pub(crate) reaper: &'a Reaper,
    /// The length of an interval, in nanoseconds.
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
    /// Polls the adaptive rule, after a put on the slow path, if a poll is due. Returns the objects to
    /// drop, if this thread is to sweep. A thread without a magazine polls at each put: it has no place to
    /// note when it polled last.
    #[inline]
    pub(crate) fn reap(
        self,
        reaping: Reaping<'a>,
        magazine: Option<&'a Magazine>,
    ) -> Option<Sweep<'a>> {
        let is_due = magazine.map_or(clock::EXISTS, |magazine| magazine.ticker.is_due());
        if is_due { self.poll(reaping, magazine) } else { None }
    }

    #[inline(never)]
    fn poll(self, reaping: Reaping<'a>, magazine: Option<&'a Magazine>) -> Option<Sweep<'a>> {
        let now = clock::now();
        if let Some(magazine) = magazine {
            // Notes the minimum length since the last slow path.
            magazine.update_low_water();
            magazine.ticker.polled(now, reaping.interval);
            if magazine.ticker.is_interval_over(now, reaping.interval) {
                // What was in use at once in this interval says nothing of the next one.
                magazine.restart_low_water();
                let untouched = magazine.ticker.begin_interval(now, magazine.len());
                let given_up = self.publish_oldest(magazine, untouched);
                self.header.quota.fetch_sub(given_up, Relaxed);
            }
        }
        self.sweep(reaping, magazine, now)
    }

    /// Begins a sweep, or continues one, if it is time to and no other thread sweeps.
    fn sweep(
        self,
        reaping: Reaping<'a>,
        magazine: Option<&'a Magazine>,
        now: u64,
    ) -> Option<Sweep<'a>> {
        let Reaping { reaper, interval } = reaping;
        let next = reaper.0.next.load(Relaxed);
        if now < next {
            return None;
        }
        // One sweep at a time saves work, and keeps an object's destructor that uses the pool from sweeping
        // in turn. Nothing else depends on it.
        let lease = now.saturating_add(interval.saturating_mul(4).max(LEASE));
        reaper.0.next.compare_exchange(next, lease, Relaxed, Relaxed).ok()?;
        let mut place = reaper.0.place.load(Relaxed) as usize;
        if place == BEGINNING {
            // In the first interval it is not known what the pool's objects need.
            if next > 0 {
                reaper.begin_interval();
            }
            self.mark_silently_used_slots();
            place = SHARED_SLOTS;
        }
        Some(Sweep { shared: self, reaper, interval, magazine, now, place, left: STEP })
    }

    /// Clears the cold bit of each shared slot that a thread has used silently since the last sweep: the
    /// one that the thread would use next. Only in a pool that started without a depot do threads use
    /// shared slots silently.
    fn mark_silently_used_slots(self) {
        if self.depot.none_at_first() {
            for magazine in self.magazines() {
                let counters = &magazine.counters;
                let uses = counters.depot_hits.get() + counters.depot_puts.get();
                if magazine.ticker.has_used(uses) {
                    self.shared_slots.mark_used(magazine.last_shared_slot.load(Relaxed));
                }
            }
        }
    }
}

/// The sweep begins: a value of `Sweep::place` and `State::place`.
const BEGINNING: usize = 0;
/// The sweep is at the shared slots.
const SHARED_SLOTS: usize = 1;
/// The sweep is at a block: this and the block's place.
const BLOCKS: usize = 2;

/// A step of a sweep: an iterator over the objects to drop. Another put continues where this step ends,
/// also when it is dropped because an object's destructor has panicked.
pub(crate) struct Sweep<'a> {
    shared: Shared<'a>,
    reaper: &'a Reaper,
    interval: u64,
    /// The magazine that the thread had when the step began: a destructor may have flushed it.
    magazine: Option<&'a Magazine>,
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
            let object = if self.place == SHARED_SLOTS {
                let object = shared_slots.take_cold();
                if object.is_none() {
                    shared_slots.mark_cold();
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
                return object;
            }
        }
        None
    }
}

impl Drop for Sweep<'_> {
    fn drop(&mut self) {
        let is_done = self.place == BEGINNING;
        if let Some(magazine) = self.magazine.filter(|_| !is_done) {
            magazine.ticker.poll_next();
        }
        let next = if is_done { self.now.saturating_add(self.interval) } else { self.now };
        self.reaper.0.place.store(self.place as u64, Relaxed);
        self.reaper.0.next.store(next, Relaxed);
    }
}

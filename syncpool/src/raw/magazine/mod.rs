//! The magazine: a thread's private stack of idle objects.
//!
//! Only its owner pushes to a magazine and pops from it, by plain loads and stores. Other threads read its
//! length and its counters, so each field is an atomic. No field is the target of a read-modify-write, apart
//! from `owned` when the owner changes.
//!
//! A magazine holds at most as many objects as it has *reserved* slots of the depot (`limit`). The magazine
//! owns these slots and keeps them empty. So each idle object has a slot of its own, and a pool of N slots
//! never holds more than N objects.

mod claims;
mod counts;

use crate::raw::counters::{COUNTED, Counter, Counters};
use crate::raw::object::Object;
use crate::raw::reclaim::ticker::Ticker;
use crate::raw::slot::Slot;
use crate::raw::sync::link::Link;
use crate::raw::sync::{
    Acquire, AtomicBool, AtomicU32, AtomicU64, AtomicUsize, AtomicWord, MODEL, Relaxed, Release,
    UnmodelledU32, UnmodelledU64, array_of, constructor, fence,
};

/// The most objects that a magazine holds.
pub(crate) const ROUNDS: usize = if MODEL { 4 } else { 64 };

/// Places on the stack: a power of two, so that a length is an index without a check. The place at the
/// bottom is always null: the top of an empty magazine is null, and no length has to be compared.
const PLACES: usize = (ROUNDS + 1).next_power_of_two();

/// The most blocks that a magazine's reserved slots may come from.
const CLAIMS: usize = if MODEL { 2 } else { 8 };

/// `Magazine::state` has the length in its low byte and the number of pops above it. One addition changes
/// both, so counting costs nothing.
const POP: u64 = if COUNTED { COUNT - 1 } else { u64::MAX };
const PUSH: u64 = 1;
const POPS_SHIFT: u32 = 8;
const COUNT: u64 = 1 << POPS_SHIFT;
const LENGTH: u32 = (1 << POPS_SHIFT) - 1;

/// A push takes the slow path once in 2^10 pops, at the next tick, even if there is room.
const TICK_LOG2: u32 = 10;

/// The bits of `Magazine::state` that a push compares: the length, and the parity of the ticks.
const COMPARED: u32 = LENGTH | 1 << (POPS_SHIFT + TICK_LOG2);

/// A [`Claim`] that its owner changes.
struct ClaimCell {
    block: AtomicUsize,
    mask: AtomicWord,
}

impl ClaimCell {
    constructor! {
        fn new() -> Self {
            ClaimCell { block: AtomicUsize::new(0), mask: AtomicWord::new(0) }
        }
    }
}

/// A thread's private stack of idle objects.
///
/// The fast path reads the first cache line and the top of the stack: the order of the fields sees to it.
#[repr(C, align(128))]
pub(crate) struct Magazine {
    state: AtomicU64,
    /// Minimum length since the last slow path (low byte); tick parity (bits above). See
    /// [`Magazine::update_low_water`].
    low: UnmodelledU32,
    /// The limit less the low-water mark.
    headroom: UnmodelledU32,
    /// The most objects that it may hold: the number of reserved slots.
    limit: AtomicU32,
    /// The most objects that the owner had in use at once since the last tick: its gets less its returns,
    /// a signed number.
    peak: UnmodelledU64,
    /// Whether a thread owns it now.
    owned: AtomicBool,
    /// Whether the last transfer was a flush.
    pub(crate) flushed_last: AtomicBool,
    /// The block where the last objects were found: a search starts there.
    pub(crate) last_take_block: AtomicUsize,
    /// The block where the last objects found free slots: a search starts there.
    pub(crate) last_put_block: AtomicUsize,
    /// The shared slot that the owner used last.
    pub(crate) last_shared_slot: AtomicUsize,
    /// Transfers before the owner asks for quota again.
    pub(crate) quota_backoff: AtomicU32,
    /// Slow paths before the owner next sums up the objects in use, and the number before the last sum.
    pub(crate) until_sum: UnmodelledU32,
    pub(crate) between_sums: UnmodelledU32,
    /// Odd while counters and length disagree; see [`Magazine::transferring`].
    transfer_version: UnmodelledU32,
    claims: AtomicU32,
    claimed: [ClaimCell; CLAIMS],
    /// The magazine that was made before this one, in the pool's registry.
    pub(crate) next: Link<Magazine>,
    pub(crate) counters: Counters,
    /// Objects that entered the magazine without being returned: from the depot, from a shared slot, or
    /// new ones.
    pub(crate) moved_in: Counter,
    /// Objects that left the magazine without being popped: to the depot, to a shared slot, or to be
    /// dropped.
    pub(crate) moved_out: Counter,
    /// Transfers of batches between the magazine and the depot or the shared slots.
    pub(crate) transfers: Counter,
    /// The state of the adaptive rule.
    pub(crate) ticker: Ticker,
    places: [Slot; PLACES],
}

/// Stands in for the magazine of a thread that has none: always empty and always full, so that the fast
/// path needs no branch of its own.
#[cfg(not(all(test, loom)))]
pub(crate) static NO_MAGAZINE: Magazine = Magazine::new();
/// An address, which no model looks behind: loom's atomics cannot be in a static.
#[cfg(all(test, loom))]
pub(crate) static NO_MAGAZINE: u8 = 0;

impl Magazine {
    constructor! {
        /// An empty magazine without an owner and without reserved slots.
        pub(crate) fn new() -> Self {
            Magazine {
                state: AtomicU64::new(0),
                low: UnmodelledU32::new(0),
                headroom: UnmodelledU32::new(0),
                peak: UnmodelledU64::new(0),
                limit: AtomicU32::new(0),
                owned: AtomicBool::new(false),
                flushed_last: AtomicBool::new(false),
                last_take_block: AtomicUsize::new(0),
                last_put_block: AtomicUsize::new(0),
                last_shared_slot: AtomicUsize::new(0),
                quota_backoff: AtomicU32::new(0),
                until_sum: UnmodelledU32::new(0),
                between_sums: UnmodelledU32::new(0),
                transfer_version: UnmodelledU32::new(0),
                claims: AtomicU32::new(0),
                claimed: array_of![ClaimCell::new(); CLAIMS],
                next: Link::new(),
                counters: Counters::new(),
                moved_in: Counter::new(),
                moved_out: Counter::new(),
                transfers: Counter::new(),
                ticker: Ticker::new(),
                places: array_of![Slot::new(); PLACES],
            }
        }
    }

    /// Takes the object that was pushed last.
    #[inline(always)]
    pub(crate) fn pop(&self) -> Option<Object> {
        let state = self.state.load(Relaxed);
        let object = self.places[state as u8 as usize % PLACES].get()?;
        self.state.store(state.wrapping_add(POP), Relaxed);
        Some(object)
    }

    /// Pushes an object. Returns the object if the magazine is full, or if its owner has to update the
    /// [low-water mark](Self::update_low_water) first.
    ///
    /// One comparison asks three questions: whether the magazine is full; whether it has fewer objects
    /// than the low-water mark (the difference is then below zero, and wraps to a huge number); and
    /// whether there was a tick since the mark was updated (a bit above the length then differs).
    #[inline(always)]
    pub(crate) fn push(&self, object: Object) -> Result<(), Object> {
        let state = self.state.load(Relaxed);
        let takes_slow_path = if COUNTED {
            let compared = state as u32 & COMPARED;
            compared.wrapping_sub(self.low.load(Relaxed)) >= self.headroom.load(Relaxed)
        } else {
            state as u32 >= self.limit.load(Relaxed)
        };
        if takes_slow_path {
            return Err(object);
        }
        let length = state as u8;
        self.places[(length as usize + 1) % PLACES].set(object);
        self.state.store(state.wrapping_add(PUSH), Relaxed);
        Ok(())
    }

    /// Pushes an object in an adaptive pool. Returns it, too, if a poll of the adaptive rule is due.
    #[inline(always)]
    pub(crate) fn push_adaptive(&self, object: Object) -> Result<(), Object> {
        if self.ticker.is_due_at_put() { Err(object) } else { self.push(object) }
    }

    /// The number of objects.
    pub(crate) fn len(&self) -> usize {
        self.state.load(Relaxed) as u8 as usize
    }

    /// The most objects that the magazine may hold now.
    pub(crate) fn limit(&self) -> usize {
        self.limit.load(Relaxed) as usize
    }

    /// Pops an object without counting a get.
    pub(crate) fn pop_uncounted(&self) -> Option<Object> {
        let object = self.pop()?;
        self.state.store(self.state.load(Relaxed).wrapping_sub(POP.wrapping_add(1)), Relaxed);
        Some(object)
    }

    /// The places of the `count` oldest objects, the oldest first.
    pub(crate) fn oldest(&self, count: usize) -> &[Slot] {
        debug_assert!(count <= self.len());
        &self.places[1..=count]
    }

    /// The places for `count` objects in an empty magazine. The objects count after [`filled`](Self::filled).
    pub(crate) fn vacant(&self, count: usize) -> &[Slot] {
        debug_assert!(self.len() == 0 && count <= ROUNDS);
        &self.places[1..=count]
    }

    /// Makes the first `count` places the stack of a magazine that was empty. Returns whether there are any.
    /// All objects but one count as moved in: that one is for the caller.
    pub(crate) fn filled(&self, count: usize) -> bool {
        if count == 0 {
            return false;
        }
        self.state.store(self.state.load(Relaxed) + count as u64, Relaxed);
        assert!(self.len() <= self.limit(), "a batch fits the magazine");
        // Release: pairs with the first Acquire in `returned`: a thread that sees `moved_in` sees the length.
        fence(Release);
        self.moved_in.add(count as u64 - 1);
        true
    }

    /// Removes the `count` oldest objects, which the caller has. The low-water mark has to be updated
    /// afterwards.
    pub(crate) fn remove_oldest(&self, count: usize) {
        let state = self.state.load(Relaxed);
        // Of the objects that the owner did not need, `count` are gone.
        self.ticker.note_length((self.low.load(Relaxed) & LENGTH).min(state as u32 & LENGTH));
        self.ticker.note_removed(count as u32);
        self.transferring(|| {
            self.moved_out.add(count as u64);
            // Release: pairs with the Acquire in `returned`: a thread that sees the smaller length sees
            // `moved_out`.
            fence(Release);
            for place in count + 1..=state as u8 as usize {
                let object = self.places[place].get().expect("below the top lie objects");
                self.places[place - count].set(object);
            }
            self.state.store(state - count as u64, Relaxed);
        });
    }

    /// Makes the caller the owner, unless the magazine has one.
    pub(crate) fn acquire(&self) -> bool {
        // Acquire: pairs with the Release of `release`, which hands on what the last owner wrote.
        !self.owned.load(Relaxed)
            && self.owned.compare_exchange(false, true, Acquire, Relaxed).is_ok()
    }

    /// Whether the magazine has an owner.
    pub(crate) fn is_owned(&self) -> bool {
        self.owned.load(Relaxed)
    }

    /// Ends the caller's ownership. The magazine is empty and has no reserved slot.
    pub(crate) fn release(&self) {
        debug_assert_eq!((self.len(), self.limit()), (0, 0), "a magazine is handed on empty");
        // Release: pairs with the Acquire of `acquire`.
        self.owned.store(false, Release);
    }
}

#[cfg(all(test, not(loom), not(shuttle)))]
mod tests;

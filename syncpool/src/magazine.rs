//! The magazine: the idle objects that one thread keeps for itself.
//!
//! A magazine is a stack that only its owner pushes to and pops from, by plain loads and stores.
//! Others read its length and its counters, so everything in it is an atomic; nothing in it is
//! ever the target of a read-modify-write, except `owned` when the owner changes.
//!
//! What a magazine may hold is bounded by the slots that it has *reserved* in the depot: it owns
//! them, keeps them empty, and holds at most as many objects (`limit`). So idle objects and slots
//! can always be paired off, and a pool of N slots never holds more than N.

use core::ptr;

use crate::counters::Counters;
use crate::depot::Claim;
use crate::object::{Object, prefetch};
use crate::sync::{
    Acquire, AtomicBool, AtomicPtr, AtomicU32, AtomicU64, AtomicUsize, MODEL, Relaxed, Release,
    UnmodelledU32, constructor, filled,
};
use crate::watch::{TICK_LOG2, Watch};

/// The most objects that a magazine holds.
pub(crate) const ROUNDS: usize = if MODEL { 4 } else { 64 };

/// Places on the stack: a power of two, so that a length needs no check to be an index. The one at
/// the bottom is always null: to read the top of an empty magazine is to find nothing, and no
/// length need be compared.
const PLACES: usize = (ROUNDS + 1).next_power_of_two();

/// The most blocks that a magazine's reserved slots may come from.
const CLAIMS: usize = if MODEL { 2 } else { 8 };

/// In `Magazine::state`, the length is in the low byte and the number of pops above it, so that
/// one addition changes both and counting costs nothing.
const POP: u64 = (1 << POPS_SHIFT) - 1;
const PUSH: u64 = 1;
const POPS_SHIFT: u32 = 8;
const LENGTH: u32 = (1 << POPS_SHIFT) - 1;

/// The bits of `Magazine::state` that a push looks at if it is to go to the commons after
/// 2^`tick` pops, even if there is room.
const fn looked_at(tick: u32) -> u32 {
    LENGTH | 1 << (POPS_SHIFT + tick)
}

/// A [`Claim`] that its owner changes.
struct ClaimCell {
    block: AtomicUsize,
    mask: AtomicU64,
}

impl ClaimCell {
    constructor! {
        fn new() -> Self {
            ClaimCell { block: AtomicUsize::new(0), mask: AtomicU64::new(0) }
        }
    }
}

/// A thread's private stack of idle objects.
///
/// In this order: what the fast path reads is one cache line, beside the top of the stack.
#[repr(C, align(128))]
pub(crate) struct Magazine {
    state: AtomicU64,
    /// The bits of `state` that a push looks at: the length, and one bit of the number of pops.
    looked_at: UnmodelledU32,
    /// The low-water mark: no push since the last visit to the commons found fewer objects. Above
    /// it, what the bit of the number of pops was then.
    low: UnmodelledU32,
    /// How many objects it may hold beyond the low-water mark.
    span: UnmodelledU32,
    /// How many objects it may hold: the number of reserved slots.
    limit: AtomicU32,
    /// Whether a thread owns it now.
    owned: AtomicBool,
    /// The last visit to the depot put objects there, rather than taking some.
    pub(crate) flushed_last: AtomicBool,
    /// The block where the last objects were found.
    pub(crate) take_near: AtomicUsize,
    /// The block where the last objects found room.
    pub(crate) put_near: AtomicUsize,
    /// The open slot that the thread used last.
    pub(crate) open_near: AtomicUsize,
    /// Visits to the depot before the next attempt to grow.
    pub(crate) patience: AtomicU32,
    claims: AtomicU32,
    claimed: [ClaimCell; CLAIMS],
    /// The magazine that was made before this one, in the pool's rack.
    pub(crate) next: AtomicPtr<Magazine>,
    pub(crate) counters: Counters,
    /// What an adaptive pool notes about the owner.
    pub(crate) watch: Watch,
    places: [AtomicPtr<()>; PLACES],
}

impl Magazine {
    constructor! {
        /// An empty magazine without an owner that may hold nothing.
        pub(crate) fn new() -> Self {
            Magazine {
                state: AtomicU64::new(0),
                looked_at: UnmodelledU32::new(looked_at(TICK_LOG2)),
                low: UnmodelledU32::new(0),
                span: UnmodelledU32::new(0),
                limit: AtomicU32::new(0),
                owned: AtomicBool::new(false),
                flushed_last: AtomicBool::new(false),
                take_near: AtomicUsize::new(0),
                put_near: AtomicUsize::new(0),
                open_near: AtomicUsize::new(0),
                patience: AtomicU32::new(0),
                claims: AtomicU32::new(0),
                claimed: filled![ClaimCell::new(); CLAIMS],
                next: AtomicPtr::new(ptr::null_mut()),
                counters: Counters::new(),
                watch: Watch::new(),
                places: filled![AtomicPtr::new(ptr::null_mut()); PLACES],
            }
        }
    }

    /// Takes the object that was pushed last.
    #[inline(always)]
    pub(crate) fn pop(&self) -> Option<Object> {
        let state = self.state.load(Relaxed);
        let top = &self.places[state as u8 as usize % PLACES];
        let object = Object::new(top.load(Relaxed))?;
        self.state.store(state.wrapping_add(POP), Relaxed);
        Some(object)
    }

    /// Keeps an object. Gives it back if the magazine is full, or if its owner should
    /// [mark](Self::mark) first.
    ///
    /// One comparison asks three questions: whether the magazine is full; whether it has fewer
    /// objects than ever since the last visit (then the difference is below zero, and huge); and
    /// whether many objects were popped since (then a bit above the length differs).
    #[inline(always)]
    pub(crate) fn push(&self, object: Object) -> Result<(), Object> {
        let state = self.state.load(Relaxed);
        let above =
            (state as u32 & self.looked_at.load(Relaxed)).wrapping_sub(self.low.load(Relaxed));
        if above >= self.span.load(Relaxed) {
            return Err(object);
        }
        let length = state as u8;
        self.places[(length as usize + 1) % PLACES].store(object.as_ptr(), Relaxed);
        self.state.store(state.wrapping_add(PUSH), Relaxed);
        Ok(())
    }

    /// Takes the low-water mark anew, at what is in the magazine now. Returns the old one: how many
    /// objects there were when they were fewest since the last time.
    pub(crate) fn mark(&self) -> usize {
        let seen = self.state.load(Relaxed) as u32 & self.looked_at.load(Relaxed);
        let old = self.low.load(Relaxed);
        let lowest = (old & LENGTH).min(seen & LENGTH);
        self.low.store(seen, Relaxed);
        self.span.store(self.limit.load(Relaxed) - (seen & LENGTH), Relaxed);
        self.watch.note(lowest);
        if (seen ^ old) & !LENGTH != 0 {
            self.watch.note_tick();
        }
        lowest as usize
    }

    /// Has the owner called up after 2^`tick` pops from now on.
    pub(crate) fn tick_after(&self, tick: u32) {
        let looked_at = looked_at(tick);
        if self.looked_at.load(Relaxed) != looked_at {
            self.mark();
            self.looked_at.store(looked_at, Relaxed);
            self.mark();
        }
    }

    /// Objects in it now.
    pub(crate) fn len(&self) -> usize {
        self.state.load(Relaxed) as u8 as usize
    }

    /// How many objects it may hold now.
    pub(crate) fn limit(&self) -> usize {
        self.limit.load(Relaxed) as usize
    }

    /// Objects that were ever popped.
    pub(crate) fn pops(&self) -> u64 {
        self.state.load(Relaxed) >> POPS_SHIFT
    }

    /// Takes the object that was pushed last, without counting a pop.
    pub(crate) fn unstack(&self) -> Option<Object> {
        let object = self.pop()?;
        self.state.store(self.state.load(Relaxed) - (1 << POPS_SHIFT), Relaxed);
        self.mark();
        Some(object)
    }

    /// The object at a place: the one at place 0 is the one that was used longest ago.
    pub(crate) fn at(&self, place: usize) -> Object {
        debug_assert!(place < self.len());
        Object::new(self.places[place + 1].load(Relaxed)).expect("below the top lie objects")
    }

    /// Puts an object at a place above the top; it counts after [`loaded`](Self::loaded).
    #[inline]
    pub(crate) fn set(&self, place: usize, object: Object) {
        prefetch(object);
        self.places[place + 1].store(object.as_ptr(), Relaxed);
    }

    /// Makes the first `count` places the stack of a magazine that was empty. Tells whether there
    /// are any. All but one of them count as moved in; that one is for the caller.
    pub(crate) fn loaded(&self, count: usize) -> bool {
        if count == 0 {
            return false;
        }
        self.state.store(self.state.load(Relaxed) + count as u64, Relaxed);
        assert!(self.len() <= self.limit(), "a batch fits the magazine");
        self.counters.moved_in.add(count as u64 - 1);
        true
    }

    /// Forgets the `count` objects at the bottom, which the depot has now.
    pub(crate) fn forget_oldest(&self, count: usize) {
        // Of those that nobody has touched, `count` are gone; the mark is the last thing below.
        let state = self.state.load(Relaxed);
        self.watch.note((self.low.load(Relaxed) & LENGTH).min(state as u32 & LENGTH));
        self.watch.note_removed(count as u32);
        for place in count + 1..=state as u8 as usize {
            self.places[place - count].store(self.places[place].load(Relaxed), Relaxed);
        }
        self.state.store(state - count as u64, Relaxed);
        self.mark();
    }

    /// Raises the limit by slots that the owner has claimed. Gives the claim back if it comes from
    /// yet another block and there is no place to remember it.
    pub(crate) fn reserve(&self, claim: Claim) -> Result<(), Claim> {
        let known = self.claims.load(Relaxed) as usize;
        let same = |entry: &&ClaimCell| entry.block.load(Relaxed) == claim.block;
        let entry = match self.claimed[..known].iter().find(same) {
            Some(entry) => entry,
            None => {
                let entry = self.claimed.get(known).ok_or(claim)?;
                entry.block.store(claim.block, Relaxed);
                entry.mask.store(0, Relaxed);
                self.claims.store(known as u32 + 1, Relaxed);
                entry
            }
        };
        entry.mask.store(entry.mask.load(Relaxed) | claim.mask, Relaxed);
        self.set_limit(self.limit() + claim.len());
        Ok(())
    }

    /// Lowers the limit by up to `most` reserved slots of one block. The caller sees to it that
    /// no more objects are left than the new limit allows.
    pub(crate) fn unreserve(&self, most: usize) -> Option<Claim> {
        let last = (self.claims.load(Relaxed) as usize).checked_sub(1)?;
        let entry = &self.claimed[last];
        let claim = Claim { block: entry.block.load(Relaxed), mask: entry.mask.load(Relaxed) };
        let (given_up, kept) = claim.split(most);
        entry.mask.store(kept.mask, Relaxed);
        if kept.len() == 0 {
            self.claims.store(last as u32, Relaxed);
        }
        self.set_limit(self.limit() - given_up.len());
        Some(given_up)
    }

    fn set_limit(&self, limit: usize) {
        let limit = limit as u32;
        self.limit.store(limit, Relaxed);
        let low = self.low.load(Relaxed) & LENGTH;
        // With less room than the mark, no push succeeds until there is a new one.
        self.span.store(limit.saturating_sub(low), Relaxed);
    }

    /// Becomes its owner, unless there is one.
    pub(crate) fn acquire(&self) -> bool {
        // Acquire: pairs with the Release of `release`; what the last owner wrote is then seen.
        !self.owned.load(Relaxed)
            && self.owned.compare_exchange(false, true, Acquire, Relaxed).is_ok()
    }

    /// Stops being its owner. It must be empty and have nothing reserved.
    pub(crate) fn release(&self) {
        debug_assert_eq!((self.len(), self.limit()), (0, 0), "a magazine is handed on empty");
        // Release: pairs with the Acquire of `acquire`.
        self.owned.store(false, Release);
    }
}

#[cfg(all(test, not(loom), not(shuttle)))]
mod tests {
    use super::*;

    fn object(number: usize) -> Object {
        Object::new(ptr::without_provenance_mut(number + 1)).expect("not null")
    }

    fn with_room(slots: usize) -> Magazine {
        let magazine = Magazine::new();
        let claim = Claim { block: 0, mask: u64::MAX >> (64 - slots) };
        magazine.reserve(claim).expect("the first block finds a place");
        magazine
    }

    #[test]
    fn is_a_stack_of_as_many_objects_as_it_has_room_for() {
        let magazine = with_room(ROUNDS);
        (0..ROUNDS).for_each(|number| magazine.push(object(number)).expect("there is room"));
        assert_eq!(magazine.push(object(99)), Err(object(99)), "it comes back");
        for number in (0..ROUNDS).rev() {
            assert_eq!(magazine.pop(), Some(object(number)));
        }
        assert_eq!((magazine.pop(), magazine.pops()), (None, ROUNDS as u64));
    }

    #[test]
    fn without_room_it_is_empty_and_full() {
        let magazine = Magazine::new();
        assert_eq!((magazine.pop(), magazine.push(object(0))), (None, Err(object(0))));
    }

    #[test]
    fn the_oldest_go_first_and_the_rest_keeps_its_order() {
        let magazine = with_room(8);
        (0..6).for_each(|number| magazine.push(object(number)).expect("there is room"));
        assert_eq!((magazine.at(0), magazine.at(1)), (object(0), object(1)));
        magazine.forget_oldest(2);
        assert_eq!(magazine.len(), 4);
        let rest: Vec<_> = core::iter::from_fn(|| magazine.pop()).collect();
        assert_eq!(rest, [5, 4, 3, 2].map(object));
    }

    #[test]
    fn what_is_loaded_comes_out_uncounted_only_once() {
        let magazine = with_room(8);
        (0..3).for_each(|place| magazine.set(place, object(place)));
        assert!(magazine.loaded(3));
        assert_eq!((magazine.unstack(), magazine.pops()), (Some(object(2)), 0));
        assert_eq!((magazine.pop(), magazine.pops()), (Some(object(1)), 1));
        assert_eq!(magazine.counters.moved_in.get(), 2);
    }

    #[test]
    fn room_is_given_back_slot_by_slot() {
        let magazine = Magazine::new();
        for block in 0..CLAIMS {
            magazine.reserve(Claim { block, mask: 0b101 }).expect("there is a place for it");
            magazine.reserve(Claim { block, mask: 0b010 }).expect("the block is known");
        }
        let other = Claim { block: CLAIMS, mask: 1 };
        assert_eq!(magazine.reserve(other), Err(other), "one block too many");
        assert_eq!(magazine.limit(), 3 * CLAIMS);

        assert_eq!(magazine.unreserve(2), Some(Claim { block: CLAIMS - 1, mask: 0b011 }));
        assert_eq!(magazine.unreserve(2), Some(Claim { block: CLAIMS - 1, mask: 0b100 }));
        let rest: usize = core::iter::from_fn(|| magazine.unreserve(ROUNDS)).map(Claim::len).sum();
        assert_eq!((rest, magazine.limit()), (3 * CLAIMS - 3, 0));
    }

    #[test]
    fn the_low_water_mark_is_where_pushes_follow_pops() {
        let magazine = with_room(8);
        (0..6).for_each(|number| magazine.push(object(number)).expect("there is room"));
        assert_eq!(magazine.mark(), 0, "it was empty");
        (0..4).for_each(|number| assert_eq!(magazine.pop(), Some(object(5 - number))));
        assert_eq!(magazine.push(object(9)), Err(object(9)), "fewer than at the mark");
        assert_eq!(magazine.mark(), 2);
        magazine.push(object(9)).expect("the mark was taken anew");
        magazine.pop();
        magazine.push(object(9)).expect("no fewer than at the mark");
        assert_eq!((magazine.mark(), magazine.mark()), (2, 3));
    }

    #[test]
    fn the_owner_is_called_up_after_many_pops() {
        let magazine = with_room(8);
        magazine.push(object(0)).expect("there is room");
        magazine.pop();
        let mut calls = 0;
        for _ in 0..10 << TICK_LOG2 {
            if magazine.push(object(0)).is_err() {
                magazine.mark();
                calls += 1;
                magazine.push(object(0)).expect("only once");
            }
            magazine.pop();
        }
        assert_eq!(calls, 10);
    }

    #[test]
    fn has_one_owner_at_a_time() {
        let magazine = Magazine::new();
        assert!(magazine.acquire());
        assert!(!magazine.acquire());
        magazine.release();
        assert!(magazine.acquire());
    }

    /// What `docs/performance.md` says that a thread takes.
    #[test]
    #[cfg(target_pointer_width = "64")]
    fn a_magazine_takes_eleven_pairs_of_cache_lines() {
        assert_eq!((size_of::<Magazine>(), align_of::<Magazine>()), (1408, 128));
    }
}

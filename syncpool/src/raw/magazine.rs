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

use crate::raw::counters::{COUNTED, Counters};
use crate::raw::depot::Claim;
use crate::raw::object::Object;
use crate::raw::reclaim::ticker::Ticker;
use crate::raw::slot::Slot;
use crate::raw::sync::{
    Acquire, AtomicBool, AtomicPtr, AtomicU32, AtomicU64, AtomicUsize, MODEL, Relaxed, Release,
    UnmodelledU32, UnmodelledU64, array_of, constructor, fence,
};

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
    /// The low-water mark: no push since the last visit to the shared found fewer objects. Above
    /// it, what the bit of the number of pops was then. See [`Magazine::update_low_water`].
    low: UnmodelledU32,
    /// How many objects it may hold beyond the low-water mark.
    headroom: UnmodelledU32,
    /// How many objects it may hold: the number of reserved slots.
    limit: AtomicU32,
    /// The most objects that its owner had out at once, of those that it got itself, since the
    /// number of pops last passed a tick; as [`out`](Magazine::out) counts, and like it a signed number.
    peak: UnmodelledU64,
    /// Whether a thread owns it now.
    owned: AtomicBool,
    /// The last visit to the depot put objects there, rather than taking some.
    pub(crate) flushed_last: AtomicBool,
    /// The block where the last objects were found.
    pub(crate) last_take_block: AtomicUsize,
    /// The block where the last objects found room.
    pub(crate) last_put_block: AtomicUsize,
    /// The open slot that the thread used last.
    pub(crate) last_shared_slot: AtomicUsize,
    /// Visits to the depot before the next attempt to grow.
    pub(crate) quota_backoff: AtomicU32,
    /// Visits to the shared before its owner next adds up what all threads have out, and as many
    /// as it has let pass the last time.
    pub(crate) until_sum: UnmodelledU32,
    pub(crate) between_sums: UnmodelledU32,
    /// Odd while the counters don't agree with the state; see [`Magazine::transferring`].
    transfer_version: UnmodelledU32,
    claims: AtomicU32,
    claimed: [ClaimCell; CLAIMS],
    /// The magazine that was made before this one, in the pool's registry.
    pub(crate) next: AtomicPtr<Magazine>,
    pub(crate) counters: Counters,
    /// What an adaptive pool notes about the owner.
    pub(crate) ticker: Ticker,
    places: [Slot; PLACES],
}

/// Stands in for the magazine of a thread that has none: always empty and always full, so that the fast
/// path needs no branch of its own.
#[cfg(not(all(test, loom)))]
pub(crate) static NO_MAGAZINE: Magazine = Magazine::new();

impl Magazine {
    constructor! {
        /// An empty magazine without an owner that may hold nothing.
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
                next: AtomicPtr::new(ptr::null_mut()),
                counters: Counters::new(),
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
        if self.ticker.is_due() { Err(object) } else { self.push(object) }
    }

    /// Takes the low-water mark anew, on a visit to the shared. Returns how many objects there were
    /// at least, all the time since the last tick (or, where the owner had more out once than it had
    /// since the last exchange, how many it could have done without).
    ///
    /// What is out and what is idle change places as long as the magazine transfers nothing with the
    /// depot. So the mark is where the owner would have as many objects out as it ever had since the
    /// tick, and a push below it is one after a new peak. It comes to the shared, whose sum is then
    /// taken at that peak. A tick starts anew from what is out now: then no peak of long ago hides
    /// those of today, and a thread pays for at most as many of them as there are objects in a magazine.
    pub(crate) fn update_low_water(&self) -> usize {
        let state = self.state.load(Relaxed);
        let seen = state as u32 & COMPARED;
        let (length, low) = (seen & LENGTH, self.low.load(Relaxed));
        let out = self.gets_at(state).wrapping_sub(self.puts_at(state)) as i64;
        let peak = out.max(self.peak.load(Relaxed) as i64);
        let unneeded = (i64::from(length) + out - peak).max(0) as u32;
        let ticked = (seen ^ low) & !LENGTH != 0;
        // No push since the last mark found fewer than there were at it.
        self.ticker.note_length((low & LENGTH).min(length));
        self.peak.store(if ticked { out } else { peak } as u64, Relaxed);
        let mark = if ticked { length } else { unneeded };
        self.low.store(seen & !LENGTH | mark, Relaxed);
        self.headroom.store(self.limit.load(Relaxed).saturating_sub(mark), Relaxed);
        unneeded as usize
    }

    /// Starts as [`mark`](Self::update_low_water) does after a tick.
    pub(crate) fn restart_low_water(&self) {
        self.peak.store(self.gets().wrapping_sub(self.puts()), Relaxed);
        self.update_low_water();
    }

    /// Objects in it now.
    pub(crate) fn len(&self) -> usize {
        self.state.load(Relaxed) as u8 as usize
    }

    /// How many objects it may hold now.
    pub(crate) fn limit(&self) -> usize {
        self.limit.load(Relaxed) as usize
    }

    /// Objects that its owners ever got: idle ones, and those that had to be made.
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

    /// Objects that its owners ever gave back, kept or not. Not fewer than they were, while the
    /// owner is at work.
    pub(crate) fn puts(&self) -> u64 {
        self.returned() + self.counters.discarded()
    }

    /// Objects that its owners ever gave back and that were kept. Not fewer than they were, while the
    /// owner is at work.
    pub(crate) fn returned(&self) -> u64 {
        // What comes in is read before the state, and what goes out after it. The owner writes in that
        // order, too: so in doubt a batch was pushed here, rather than forgotten.
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

    /// What was pushed: what was popped, moved out or is still there, less what was moved in.
    fn pushed(&self, state: u64, moved_in: u64) -> u64 {
        let left = (state >> POPS_SHIFT) + (state & u64::from(LENGTH));
        (left + self.counters.moved_out.get()).saturating_sub(moved_in)
    }

    /// Takes the object that was pushed last, without counting a pop.
    pub(crate) fn pop_uncounted(&self) -> Option<Object> {
        let object = self.pop()?;
        self.state.store(self.state.load(Relaxed).wrapping_sub(POP.wrapping_add(1)), Relaxed);
        Some(object)
    }

    /// Where the `count` objects lie that were used longest ago, the oldest first.
    pub(crate) fn oldest(&self, count: usize) -> &[Slot] {
        debug_assert!(count <= self.len());
        &self.places[1..=count]
    }

    /// Where `count` objects are to be put into an empty magazine; they count after
    /// [`loaded`](Self::loaded).
    pub(crate) fn vacant(&self, count: usize) -> &[Slot] {
        debug_assert!(self.len() == 0 && count <= ROUNDS);
        &self.places[1..=count]
    }

    /// Moves objects between the magazine and the depot by `change`. Until it is done, the counters and
    /// the number of objects here don't agree, and others can tell.
    pub(crate) fn transferring<R>(&self, change: impl FnOnce() -> R) -> R {
        let transfer_version = self.transfer_version.load(Relaxed);
        self.transfer_version.store(transfer_version.wrapping_add(1), Relaxed);
        // Release: pairs with the second Acquire in `settled`: who sees a part of the change sees the
        // odd number.
        fence(Release);
        let result = change();
        // Release: pairs with the first Acquire in `settled`: who sees the number sees the change.
        self.transfer_version.store(transfer_version.wrapping_add(2), Release);
        result
    }

    /// Calls `read`, and gives its result only if nothing was moved meanwhile.
    pub(crate) fn if_consistent<R>(&self, read: impl FnOnce() -> R) -> Option<R> {
        // Acquire: pairs with the Release store in `moving`.
        let before = self.transfer_version.load(Acquire);
        let result = read();
        // Acquire: pairs with the Release fence in `moving`.
        fence(Acquire);
        let is_settled = before % 2 == 0 && self.transfer_version.load(Relaxed) == before;
        is_settled.then_some(result)
    }

    /// Makes the first `count` places the stack of a magazine that was empty. Tells whether there
    /// are any. All but one of them count as moved in; that one is for the caller.
    pub(crate) fn filled(&self, count: usize) -> bool {
        if count == 0 {
            return false;
        }
        self.state.store(self.state.load(Relaxed) + count as u64, Relaxed);
        assert!(self.len() <= self.limit(), "a batch fits the magazine");
        self.counters.moved_in.add(count as u64 - 1);
        true
    }

    /// Forgets the `count` objects at the bottom, which the depot has now, or nobody. The mark is to
    /// be taken anew afterwards.
    pub(crate) fn remove_oldest(&self, count: usize) {
        let state = self.state.load(Relaxed);
        // Of those that nobody has touched, `count` are gone.
        self.ticker.note_length((self.low.load(Relaxed) & LENGTH).min(state as u32 & LENGTH));
        self.ticker.note_removed(count as u32);
        self.transferring(|| {
            self.counters.moved_out.add(count as u64);
            // Release: pairs with the Acquire in `returned`: whoever sees fewer objects sees why.
            fence(Release);
            for place in count + 1..=state as u8 as usize {
                let object = self.places[place].get().expect("below the top lie objects");
                self.places[place - count].set(object);
            }
            self.state.store(state - count as u64, Relaxed);
        });
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
        self.headroom.store(limit.saturating_sub(low), Relaxed);
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
mod tests;

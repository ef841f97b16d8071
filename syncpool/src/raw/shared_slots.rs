//! The open slots: idle objects that every thread can take without owning anything first.
//!
//! A slot is free when it is null; one swap takes an object, one compare-and-swap gives one. That
//! is the least that a pool can do whose objects are shared one by one, and there is no state that
//! could disagree with the slots.
//!
//! A pool too small for magazines has only open slots. A larger one has a few: for threads that
//! have no room in a magazine, because others hold it all.

use core::ptr::{self, NonNull};

use crossbeam_utils::CachePadded;

use crate::raw::depot::bits::bits;
use crate::raw::magazine::Magazine;
use crate::raw::object::Object;
use crate::raw::sync::{
    Acquire, AtomicPtr, MODEL, Relaxed, Release, UnmodelledU32, array_of, constructor,
};

/// The smallest capacity for which threads keep magazines.
pub(crate) const MAGAZINES_FROM: usize = if MODEL { 4 } else { 32 };

/// SharedSlots slots of a pool that has a depot as well: two cache lines, if a quarter of it is as many.
const SHARED_BESIDE_DEPOT: usize = if MODEL { 1 } else { 16 };

/// Slots that share a cache line.
pub(crate) const SLOTS_OF_A_LINE: usize = 8;

/// How many of a pool's slots are open.
pub(crate) const fn shared_slots_of(capacity: usize) -> usize {
    if capacity < MAGAZINES_FROM {
        capacity
    } else if capacity / 4 < SHARED_BESIDE_DEPOT {
        capacity / 4
    } else {
        SHARED_BESIDE_DEPOT
    }
}

/// Memory for the open slots.
pub(crate) struct SharedSlotMemory(CachePadded<[AtomicPtr<()>; MAGAZINES_FROM]>);

impl SharedSlotMemory {
    constructor! {
        pub(crate) fn new() -> Self {
            SharedSlotMemory(CachePadded::new(array_of![AtomicPtr::new(ptr::null_mut()); MAGAZINES_FROM]))
        }
    }
}

/// In an adaptive pool: the open slots that were full when they were last swept, and that nobody
/// has turned to since. A hint, whatever its value, as a block's is. Always 0 in other pools.
///
/// The fast path of a pool of open slots alone goes to the slot that its thread used last, and says
/// nothing here: a sweep finds out which of the threads were at work.
pub(crate) struct ColdMask(UnmodelledU32);

impl ColdMask {
    constructor! {
        pub(crate) fn new() -> Self {
            ColdMask(UnmodelledU32::new(0))
        }
    }
}

/// A view of a pool's open slots.
#[derive(Clone, Copy)]
pub(crate) struct SharedSlots<'a> {
    slots: &'a [AtomicPtr<()>],
    cold: &'a ColdMask,
}

impl<'a> SharedSlots<'a> {
    /// The open slots of a pool of `capacity` slots.
    #[inline(always)]
    pub(crate) fn new(slots: &'a SharedSlotMemory, cold: &'a ColdMask, capacity: usize) -> Self {
        SharedSlots { slots: &slots.0[..shared_slots_of(capacity)], cold }
    }

    pub(crate) fn capacity(self) -> usize {
        self.slots.len()
    }

    /// Objects that are idle now.
    pub(crate) fn len(self) -> usize {
        self.slots.iter().filter(|slot| !slot.load(Relaxed).is_null()).count()
    }

    /// Takes the object in a slot, if there is one.
    #[inline(always)]
    pub(crate) fn take_at(self, slot: usize) -> Option<Object> {
        let slot = self.slots.get(slot)?;
        // A look first: a swap would take the line from the others for nothing.
        if slot.load(Relaxed).is_null() {
            return None;
        }
        // Acquire: pairs with the Release of `put_at`.
        NonNull::new(slot.swap(ptr::null_mut(), Acquire))
    }

    /// Puts an object into a slot, if it is free.
    #[inline(always)]
    pub(crate) fn put_at(self, slot: usize, object: Object) -> Result<(), Object> {
        let Some(slot) = self.slots.get(slot) else { return Err(object) };
        if !slot.load(Relaxed).is_null() {
            return Err(object);
        }
        // Release: pairs with the Acquire of `take_at`.
        match slot.compare_exchange(ptr::null_mut(), object.as_ptr(), Release, Relaxed) {
            Ok(_) => Ok(()),
            Err(_) => Err(object),
        }
    }

    /// Takes an object from the slot that the owner of `magazine` used last, if there is one.
    #[inline(always)]
    pub(crate) fn take_last(self, magazine: &Magazine) -> Option<Object> {
        let object = self.take_at(magazine.last_shared_slot.load(Relaxed))?;
        magazine.counters.depot_hits.add(1);
        Some(object)
    }

    /// Puts an object into the slot that the owner of `magazine` used last, if it is free.
    #[inline(always)]
    pub(crate) fn put_last(self, magazine: &Magazine, object: Object) -> Result<(), Object> {
        self.put_at(magazine.last_shared_slot.load(Relaxed), object)?;
        magazine.counters.depot_puts.add(1);
        Ok(())
    }

    /// The same, but for now and then: gives the object back if the owner is to go to the shared.
    #[inline(always)]
    pub(crate) fn put_last_or_poll(
        self,
        magazine: &Magazine,
        object: Object,
    ) -> Result<(), Object> {
        if magazine.ticker.count_down() { Err(object) } else { self.put_last(magazine, object) }
    }

    /// Takes an object out, from slot `start` or the first one after it that has one.
    pub(crate) fn take(self, start: &mut usize) -> Option<Object> {
        let (slot, object) =
            self.from(*start).find_map(|slot| Some((slot, self.take_at(slot)?)))?;
        self.warm(*start);
        self.warm(slot);
        *start = slot;
        Some(object)
    }

    /// Puts an object into slot `start`, or the first one after it that is free. Gives it back if
    /// there is no room.
    pub(crate) fn put(self, start: &mut usize, object: Object) -> Result<(), Object> {
        let slot = self.from(*start).find(|&slot| self.put_at(slot, object).is_ok());
        let slot = slot.ok_or(object)?;
        self.warm(*start);
        self.warm(slot);
        *start = slot;
        Ok(())
    }

    /// To be called for the slot that a thread turns to, and for the one that it leaves, which it has
    /// used without a word.
    pub(crate) fn warm(self, slot: usize) {
        let bit = 1_u32.checked_shl(slot as u32).unwrap_or(0);
        if self.cold.0.load(Relaxed) & bit != 0 {
            self.cold.0.fetch_and(!bit, Relaxed);
        }
    }

    /// Takes an object out that has lain there since before the slots were last swept.
    pub(crate) fn take_cold(self) -> Option<Object> {
        bits(self.cold.0.load(Relaxed).into()).find_map(|slot| {
            self.warm(slot);
            self.take_at(slot)
        })
    }

    /// Notes which slots are full: what lies there is cold until somebody turns to it.
    pub(crate) fn swept(self) {
        let full = (0..).zip(self.slots).filter(|(_, slot)| !slot.load(Relaxed).is_null());
        let full = full.fold(0, |full, (slot, _)| full | 1 << slot);
        self.cold.0.store(full, Relaxed);
    }

    /// Every slot once, slot `start` first if there is one.
    fn from(self, start: usize) -> impl Iterator<Item = usize> {
        let start = if start < self.slots.len() { start } else { 0 };
        (start..self.slots.len()).chain(0..start)
    }
}

#[cfg(all(test, not(loom), not(shuttle)))]
mod tests {
    use super::*;

    fn object(number: usize) -> Object {
        NonNull::new(ptr::without_provenance_mut(number + 1)).expect("not null")
    }

    #[test]
    fn keeps_as_many_objects_as_it_has_slots() {
        for capacity in [1, 8, MAGAZINES_FROM - 1] {
            let (slots, cold) = (SharedSlotMemory::new(), ColdMask::new());
            let open = SharedSlots::new(&slots, &cold, capacity);
            let mut start = capacity / 2;
            for number in 0..capacity {
                assert_eq!(open.put(&mut start, object(number)), Ok(()));
            }
            assert_eq!(open.put(&mut start, object(99)), Err(object(99)), "it comes back");
            assert_eq!(open.len(), capacity);
            let mut all: Vec<_> = core::iter::from_fn(|| open.take(&mut start)).collect();
            all.sort();
            assert_eq!(all, (0..capacity).map(object).collect::<Vec<_>>());
            assert_eq!(open.len(), 0);
        }
    }

    #[test]
    fn the_slot_that_was_used_last_is_tried_first() {
        let (slots, cold) = (SharedSlotMemory::new(), ColdMask::new());
        let open = SharedSlots::new(&slots, &cold, 20);
        let mut start = 7;
        open.put(&mut start, object(1)).expect("there is room");
        assert_eq!((start, open.take_at(7)), (7, Some(object(1))));
        open.put_at(3, object(2)).expect("there is room");
        assert_eq!((open.take(&mut start), start), (Some(object(2)), 3));
    }

    #[test]
    fn a_pool_with_a_depot_has_few_open_slots() {
        assert_eq!(shared_slots_of(1), 1);
        assert_eq!(shared_slots_of(MAGAZINES_FROM - 1), MAGAZINES_FROM - 1);
        assert_eq!(shared_slots_of(MAGAZINES_FROM), MAGAZINES_FROM / 4);
        assert_eq!(shared_slots_of(1 << 20), SHARED_BESIDE_DEPOT);
    }
}

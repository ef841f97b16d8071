//! The shared slots: idle objects that every thread can take one by one, without owning anything.
//!
//! A slot is free when it is null. One swap takes an object, one compare-and-swap puts one. No other
//! state exists that could disagree with the slots.
//!
//! Threads without a magazine use the shared slots, and so do threads whose magazine has no quota. A
//! pool of fewer than [`MAGAZINES_FROM`] objects has no other slots.
//!
//! Consecutive slots lie on different cache lines. Two threads that start at different slots then write
//! to different lines.

use core::ptr::{self, NonNull};

use crate::raw::depot::bits::bits;
use crate::raw::magazine::Magazine;
use crate::raw::object::Object;
use crate::raw::sync::{
    Acquire, AtomicPtr, MODEL, Relaxed, Release, UnmodelledU32, array_of, constructor,
};

/// The smallest capacity for which a magazine has quota.
pub(crate) const MAGAZINES_FROM: usize = if MODEL { 4 } else { 8 };

/// The most shared slots of a pool that also has a depot.
const SHARED_BESIDE_DEPOT: usize = if MODEL { 1 } else { 16 };

/// Cache lines of the shared slots.
const LINES: usize = 4;

/// Slots on a cache line of 64 bytes.
const SLOTS_OF_LINE: usize = if MODEL { 1 } else { 64 / size_of::<AtomicPtr<()>>() };

/// How many of a pool's slots are shared.
pub(crate) const fn shared_slots_of(capacity: usize) -> usize {
    if capacity < MAGAZINES_FROM {
        return capacity;
    }
    let quarter = if !MODEL && capacity < 16 { 4 } else { capacity / 4 };
    if quarter < SHARED_BESIDE_DEPOT { quarter } else { SHARED_BESIDE_DEPOT }
}

/// As many slots as a cache line has. It need not be aligned to one: the first slots of two lines, where
/// threads start, are on different cache lines all the same, and memory that is aligned takes longer to
/// allocate.
struct Line([AtomicPtr<()>; SLOTS_OF_LINE]);

impl Line {
    constructor! {
        fn new() -> Self {
            Line(array_of![AtomicPtr::new(ptr::null_mut()); SLOTS_OF_LINE])
        }
    }
}

/// Memory for the shared slots.
pub(crate) struct SharedSlotMemory([Line; LINES]);

impl SharedSlotMemory {
    constructor! {
        pub(crate) fn new() -> Self {
            SharedSlotMemory(array_of![Line::new(); LINES])
        }
    }
}

/// In an adaptive pool: the shared slots that were full at the last sweep, and that no thread has
/// turned to since. A hint: every value is safe. Always 0 in other pools.
///
/// A thread that goes back to the slot that it used last does not clear the bit. A sweep finds out which
/// threads have done so.
pub(crate) struct ColdMask(UnmodelledU32);

impl ColdMask {
    constructor! {
        pub(crate) fn new() -> Self {
            ColdMask(UnmodelledU32::new(0))
        }
    }
}

/// A view of a pool's shared slots.
#[derive(Clone, Copy)]
pub(crate) struct SharedSlots<'a> {
    memory: &'a SharedSlotMemory,
    cold: &'a ColdMask,
    count: usize,
}

impl<'a> SharedSlots<'a> {
    /// The shared slots of a pool of `capacity` objects.
    #[inline(always)]
    pub(crate) fn new(memory: &'a SharedSlotMemory, cold: &'a ColdMask, capacity: usize) -> Self {
        SharedSlots { memory, cold, count: shared_slots_of(capacity) }
    }

    /// The number of slots.
    pub(crate) fn count(self) -> usize {
        self.count
    }

    /// Idle objects in the slots.
    pub(crate) fn len(self) -> usize {
        self.slots_from(0).filter(|&slot| self.is_full(slot)).count()
    }

    /// The slot where the thread that registers as number `arrival` starts. The first threads start on
    /// different lines, and the first two not on adjacent ones: some processors fetch lines in pairs. Of a pool
    /// without shared slots, it is a slot that does not exist.
    pub(crate) fn start_of(self, arrival: usize) -> usize {
        let line = [0, 2, 1, 3][arrival % LINES];
        (arrival / LINES * LINES + line) % self.count.max(1)
    }

    #[inline(always)]
    fn slot(self, slot: usize) -> Option<&'a AtomicPtr<()>> {
        (slot < self.count).then(|| &self.memory.0[slot % LINES].0[slot / LINES % SLOTS_OF_LINE])
    }

    fn is_full(self, slot: usize) -> bool {
        self.slot(slot).is_some_and(|slot| !slot.load(Relaxed).is_null())
    }

    /// Takes the object in a slot, if there is one.
    #[inline(always)]
    pub(crate) fn take_at(self, slot: usize) -> Option<Object> {
        let slot = self.slot(slot)?;
        // A load first: a swap of an empty slot would take the line from other threads for nothing.
        if slot.load(Relaxed).is_null() {
            return None;
        }
        // Acquire: pairs with the Release of `put_at`.
        NonNull::new(slot.swap(ptr::null_mut(), Acquire))
    }

    /// Puts an object into a slot, if the slot is free.
    #[inline(always)]
    pub(crate) fn put_at(self, slot: usize, object: Object) -> Result<(), Object> {
        let Some(slot) = self.slot(slot) else { return Err(object) };
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

    /// Puts an object into the slot that the owner of `magazine` used last, if the slot is free.
    #[inline(always)]
    pub(crate) fn put_last(self, magazine: &Magazine, object: Object) -> Result<(), Object> {
        self.put_at(magazine.last_shared_slot.load(Relaxed), object)?;
        magazine.counters.depot_puts.add(1);
        Ok(())
    }

    /// Takes an object from slot `start`, or from the first full slot after it. `start` becomes the
    /// slot where it was.
    pub(crate) fn take(self, start: &mut usize) -> Option<Object> {
        let take = |slot| Some((slot, self.take_at(slot)?));
        let (slot, object) = self.slots_from(*start).find_map(take)?;
        self.mark_used(*start);
        self.mark_used(slot);
        *start = slot;
        Some(object)
    }

    /// Puts an object into slot `start`, or into the first free slot after it. `start` becomes that
    /// slot. Returns the object if all slots are full.
    pub(crate) fn put(self, start: &mut usize, object: Object) -> Result<(), Object> {
        let slot = self.slots_from(*start).find(|&slot| self.put_at(slot, object).is_ok());
        let slot = slot.ok_or(object)?;
        self.mark_used(*start);
        self.mark_used(slot);
        *start = slot;
        Ok(())
    }

    /// Clears the cold bit of a slot that a thread turns to, or turns away from after it has used
    /// the slot silently.
    pub(crate) fn mark_used(self, slot: usize) {
        let bit = 1_u32.checked_shl(slot as u32).unwrap_or(0);
        if self.cold.0.load(Relaxed) & bit != 0 {
            self.cold.0.fetch_and(!bit, Relaxed);
        }
    }

    /// Takes an object that has been in its slot since before the last sweep.
    pub(crate) fn take_cold(self) -> Option<Object> {
        bits(self.cold.0.load(Relaxed).into()).find_map(|slot| {
            self.mark_used(slot);
            self.take_at(slot)
        })
    }

    /// Sets the cold bits of the slots that are full now.
    pub(crate) fn mark_cold(self) {
        let full = self.slots_from(0).filter(|&slot| self.is_full(slot));
        self.cold.0.store(full.fold(0, |full, slot| full | 1 << slot), Relaxed);
    }

    /// Every slot once, from `start` on.
    #[inline]
    fn slots_from(self, start: usize) -> impl Iterator<Item = usize> {
        let start = if start < self.count { start } else { 0 };
        (start..start + self.count)
            .map(move |slot| slot - if slot < self.count { 0 } else { self.count })
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
        for capacity in [1, 5, MAGAZINES_FROM - 1] {
            let (slots, cold) = (SharedSlotMemory::new(), ColdMask::new());
            let shared = SharedSlots::new(&slots, &cold, capacity);
            let mut start = capacity / 2;
            for number in 0..capacity {
                assert_eq!(shared.put(&mut start, object(number)), Ok(()));
            }
            assert_eq!(shared.put(&mut start, object(99)), Err(object(99)), "it comes back");
            assert_eq!(shared.len(), capacity);
            let mut all: Vec<_> = core::iter::from_fn(|| shared.take(&mut start)).collect();
            all.sort();
            assert_eq!(all, (0..capacity).map(object).collect::<Vec<_>>());
            assert_eq!(shared.len(), 0);
        }
    }

    #[test]
    fn the_slot_that_was_used_last_is_tried_first() {
        let (slots, cold) = (SharedSlotMemory::new(), ColdMask::new());
        let shared = SharedSlots::new(&slots, &cold, 7);
        let mut start = 5;
        shared.put(&mut start, object(1)).expect("there is room");
        assert_eq!((start, shared.take_at(5)), (5, Some(object(1))));
        shared.put_at(3, object(2)).expect("there is room");
        assert_eq!((shared.take(&mut start), start), (Some(object(2)), 3));
    }

    #[test]
    fn a_pool_with_a_depot_has_few_shared_slots() {
        assert_eq!(shared_slots_of(1), 1);
        assert_eq!(shared_slots_of(MAGAZINES_FROM - 1), MAGAZINES_FROM - 1);
        assert_eq!([8, 15, 16, 32].map(shared_slots_of), [4, 4, 4, 8]);
        assert_eq!(shared_slots_of(1 << 20), SHARED_BESIDE_DEPOT);
        for capacity in MAGAZINES_FROM..1000 {
            assert!(shared_slots_of(capacity) <= (LINES * SLOTS_OF_LINE).min(capacity - 1));
        }
    }

    #[test]
    fn threads_start_on_lines_of_their_own() {
        let (memory, cold) = (SharedSlotMemory::new(), ColdMask::new());
        for capacity in [4, 8, 16, 64] {
            let slots = SharedSlots::new(&memory, &cold, capacity);
            let line = |arrival| {
                let slot = slots.slot(slots.start_of(arrival)).expect("it is a slot");
                ptr::from_ref(slot).addr() / 64
            };
            let lines: std::collections::BTreeSet<_> = (0..LINES).map(line).collect();
            assert_eq!(lines.len(), LINES, "N = {capacity}");
            assert!(line(0).abs_diff(line(1)) > 1, "the first two are not adjacent");
        }
    }
}

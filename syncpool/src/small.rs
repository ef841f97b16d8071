//! A pool too small for magazines: every idle object lies where every thread can take it.
//!
//! The slots of one block are used without its words: a slot is free when it is null, and one swap
//! takes an object, one compare-and-swap gives one. That is the least that a pool can do whose
//! every object is shared, and it has no state that could disagree with the slots.

use core::ptr::{self, NonNull};

use crate::depot::{Block, Object};
use crate::magazine::Magazine;
use crate::sync::{Acquire, AtomicPtr, Relaxed, Release};

/// The smallest capacity for which threads keep magazines.
pub(crate) const MAGAZINES_FROM: usize = if cfg!(loom) { 4 } else { 32 };

/// A view of a small pool's slots.
#[derive(Clone, Copy)]
pub(crate) struct Small<'a> {
    slots: &'a [AtomicPtr<()>],
}

impl<'a> Small<'a> {
    /// The first `capacity` slots of a block.
    #[inline]
    pub(crate) fn new(block: &'a Block, capacity: usize) -> Self {
        Small { slots: &block.slots()[..capacity] }
    }

    pub(crate) fn capacity(self) -> usize {
        self.slots.len()
    }

    /// Objects that are idle now.
    pub(crate) fn len(self) -> usize {
        self.slots.iter().filter(|slot| !slot.load(Relaxed).is_null()).count()
    }

    /// Takes the object in slot `near`, if there is one.
    #[inline(always)]
    pub(crate) fn take_near(self, near: usize) -> Option<Object> {
        let slot = self.slots.get(near)?;
        // A look first: a swap would take the line from the others for nothing.
        if slot.load(Relaxed).is_null() {
            return None;
        }
        // Acquire: pairs with the Release of `put_near`.
        NonNull::new(slot.swap(ptr::null_mut(), Acquire))
    }

    /// Puts an object into slot `near`, if it is free.
    #[inline(always)]
    pub(crate) fn put_near(self, near: usize, object: Object) -> Result<(), Object> {
        let Some(slot) = self.slots.get(near) else { return Err(object) };
        if !slot.load(Relaxed).is_null() {
            return Err(object);
        }
        // Release: pairs with the Acquire of `take_near`.
        match slot.compare_exchange(ptr::null_mut(), object.as_ptr(), Release, Relaxed) {
            Ok(_) => Ok(()),
            Err(_) => Err(object),
        }
    }

    /// Takes the object in the slot of the thread that owns `magazine`, if there is one.
    #[inline(always)]
    pub(crate) fn take_own(self, magazine: &Magazine) -> Option<Object> {
        let object = self.take_near(magazine.take_near.load(Relaxed))?;
        magazine.counters.depot_hits.add(1);
        Some(object)
    }

    /// Puts an object into the slot of the thread that owns `magazine`, if it is free.
    #[inline(always)]
    pub(crate) fn put_own(self, magazine: &Magazine, object: Object) -> Result<(), Object> {
        self.put_near(magazine.take_near.load(Relaxed), object)?;
        magazine.counters.depot_puts.add(1);
        Ok(())
    }

    /// Takes an object out, from slot `near` or the first one after it that has one.
    pub(crate) fn take(self, near: &mut usize) -> Option<Object> {
        let (slot, object) =
            self.from(*near).find_map(|slot| Some((slot, self.take_near(slot)?)))?;
        *near = slot;
        Some(object)
    }

    /// Puts an object into slot `near`, or the first one after it that is free. Gives it back if
    /// there is no room.
    pub(crate) fn put(self, near: &mut usize, object: Object) -> Result<(), Object> {
        let slot = self.from(*near).find(|&slot| self.put_near(slot, object).is_ok());
        *near = slot.ok_or(object)?;
        Ok(())
    }

    /// Every slot once, slot `near` first if there is one.
    fn from(self, near: usize) -> impl Iterator<Item = usize> {
        let near = if near < self.slots.len() { near } else { 0 };
        (near..self.slots.len()).chain(0..near)
    }
}

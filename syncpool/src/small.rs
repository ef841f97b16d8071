//! A pool too small for magazines: every idle object lies where every thread can take it.
//!
//! The slots of one block are used without its words: a slot is free when it is null, and one swap
//! takes an object, one compare-and-swap gives one. That is the least that a pool can do whose
//! every object is shared, and it has no state that could disagree with the slots.

use core::ptr::{self, NonNull};

use crate::depot::{Block, Object};
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

    /// Objects that are idle now.
    pub(crate) fn len(self) -> usize {
        self.slots.iter().filter(|slot| !slot.load(Relaxed).is_null()).count()
    }

    /// Takes an object out, from slot `near` if there is one.
    #[inline]
    pub(crate) fn take(self, near: &mut usize) -> Option<Object> {
        self.search(near, |slot| {
            // A look first: a swap would take the line from the others for nothing.
            if slot.load(Relaxed).is_null() {
                return None;
            }
            // Acquire: pairs with the Release of `put`.
            NonNull::new(slot.swap(ptr::null_mut(), Acquire))
        })
    }

    /// Puts an object in, into slot `near` if it is free. Gives it back if there is no room.
    #[inline]
    pub(crate) fn put(self, near: &mut usize, object: Object) -> Result<(), Object> {
        let put = self.search(near, |slot| {
            if !slot.load(Relaxed).is_null() {
                return None;
            }
            // Release: pairs with the Acquire of `take`.
            slot.compare_exchange(ptr::null_mut(), object.as_ptr(), Release, Relaxed).ok()
        });
        put.map(|_| ()).ok_or(object)
    }

    /// Tries every slot once, slot `near` first.
    #[inline]
    fn search<R>(
        self,
        near: &mut usize,
        mut attempt: impl FnMut(&AtomicPtr<()>) -> Option<R>,
    ) -> Option<R> {
        let (before, from) = self.slots.split_at(*near);
        for (index, slot) in (*near..).zip(from).chain((0..).zip(before)) {
            if let found @ Some(_) = attempt(slot) {
                *near = index;
                return found;
            }
        }
        None
    }
}

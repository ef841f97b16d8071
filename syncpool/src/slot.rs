//! A slot: where an object lies, for the one thread that owns the slot.
//!
//! A depot's slots change hands as its words say. A magazine's places are slots, too, which belong
//! to whoever owns the magazine.

use core::ptr;

use crate::object::{Object, prefetch};
use crate::sync::{AtomicPtr, Owned, Relaxed, constructor};

/// A place for one object.
pub(crate) struct Slot {
    object: AtomicPtr<()>,
    owned: Owned,
}

impl Slot {
    constructor! {
        /// A slot without an object.
        pub(crate) fn new() -> Self {
            Slot { object: AtomicPtr::new(ptr::null_mut()), owned: Owned::new() }
        }
    }

    /// A slot with an object.
    pub(crate) fn of(object: Object) -> Self {
        Slot { object: AtomicPtr::new(object.as_ptr()), owned: Owned::new() }
    }

    /// The object that was last put here, if any ever was.
    #[inline(always)]
    pub(crate) fn get(&self) -> Option<Object> {
        self.owned.read();
        // Relaxed: whoever owns the slot has acquired it.
        Object::new(self.object.load(Relaxed))
    }

    /// Puts an object here.
    #[inline(always)]
    pub(crate) fn set(&self, object: Object) {
        self.owned.write();
        // Relaxed: whoever gives the slot up releases it.
        self.object.store(object.as_ptr(), Relaxed);
    }

    /// Has the object's line fetched, for its next user.
    #[inline(always)]
    pub(crate) fn prefetch(&self) {
        self.owned.read();
        // Without a look whether there is one: in a batch that would cost more than the rest.
        prefetch(self.object.load(Relaxed));
    }
}

/// Copies what lies in adjacent slots to as many other slots.
///
/// # Safety
///
/// The caller owns the slots on both sides (I1), and they are not the same ones.
#[inline]
pub(crate) unsafe fn copy(from: &[Slot], to: &[Slot]) {
    assert_eq!(from.len(), to.len(), "as many slots on both sides");
    // One copy of them all, for the compiler doesn't join accesses that are atomic.
    #[cfg(not(test))]
    // SAFETY: I1, by the contract above: so nobody else reads or writes the slots meanwhile, and those of
    // `to`, whose memory is in atomics, may be written through a shared reference.
    unsafe {
        ptr::copy_nonoverlapping(from.as_ptr(), to.as_ptr().cast_mut(), from.len());
    }
    // In the crate's own tests each access is seen by the model, or counted.
    #[cfg(test)]
    for (from, to) in from.iter().zip(to) {
        to.set(from.get().expect("a slot that is copied holds an object"));
    }
}

//! A slot: a place for one object, accessed only by the thread that owns the slot.
//!
//! The bitmaps of a depot say who owns its slots. The places of a magazine are slots too; the owner of
//! the magazine owns them.

use core::ptr;

use crate::raw::object::{Object, prefetch};
use crate::raw::sync::{AtomicPtr, Owned, Relaxed, constructor};

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

    /// A slot that holds `object`.
    pub(crate) fn of(object: Object) -> Self {
        Slot { object: AtomicPtr::new(object.as_ptr()), owned: Owned::new() }
    }

    /// The object that was last written to the slot, if any ever was.
    #[inline(always)]
    pub(crate) fn get(&self) -> Option<Object> {
        self.owned.read();
        // Relaxed: the owner of the slot has acquired it (I1).
        Object::new(self.object.load(Relaxed))
    }

    /// Writes an object to the slot.
    #[inline(always)]
    pub(crate) fn set(&self, object: Object) {
        self.owned.write();
        // Relaxed: the owner releases the slot when it gives the slot up (I1).
        self.object.store(object.as_ptr(), Relaxed);
    }

    /// Prefetches the first cache line of the object for its next user.
    #[inline(always)]
    pub(crate) fn prefetch(&self) {
        self.owned.read();
        // Null is not checked for: in a batch, the check would cost more than the prefetch.
        prefetch(self.object.load(Relaxed));
    }
}

/// Copies the objects in adjacent slots to the same number of other slots. The caller owns both (I1).
#[inline]
pub(crate) fn copy(from: &[Slot], to: &[Slot]) {
    assert_eq!(from.len(), to.len(), "both sides have the same number of slots");
    for (from, to) in from.iter().zip(to) {
        from.owned.read();
        to.owned.write();
        // Relaxed, as in `get` and `set`. Null is not checked for: a batch has many pointers, and
        // none of them is null.
        to.object.store(from.object.load(Relaxed), Relaxed);
    }
}

//! A slot: where an object lies, for the one thread that owns the slot.
//!
//! A depot's slots change hands as its words say. A magazine's places are slots, too, which belong
//! to whoever owns the magazine.

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

/// Copies the objects in adjacent slots to as many other slots. The caller owns both (I1).
#[inline]
pub(crate) fn copy(from: &[Slot], to: &[Slot]) {
    assert_eq!(from.len(), to.len(), "as many slots on both sides");
    for (from, to) in from.iter().zip(to) {
        from.owned.read();
        to.owned.write();
        // Relaxed, as in `get` and `set`. The pointers are not looked at: a batch has hundreds of them.
        to.object.store(from.object.load(Relaxed), Relaxed);
    }
}

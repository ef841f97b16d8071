//! The pool of a class whose objects' bytes are counted.

use alloc::boxed::Box;

use super::limits::Limits;
use crate::WithCapacity;
use crate::front::{Front, Refused};
use crate::raw::shared_slots::SharedSlots;
use crate::raw::{Magazine, Object, Reaping, Shared};

/// The pool of a class, which releases the bytes of each idle object that it drops.
pub(super) struct CountedClass<'a, P> {
    pub(super) class: &'a P,
    pub(super) limits: &'a Limits,
}

// SAFETY: I3, I8: all functions are those of one pool, whose own implementation keeps the contract.
unsafe impl<P: Front<Item: WithCapacity>> Front for CountedClass<'_, P> {
    type Item = P::Item;

    const MAY_BE_ADAPTIVE: bool = P::MAY_BE_ADAPTIVE;

    #[inline(always)]
    fn shared(&self) -> Shared<'_> {
        self.class.shared()
    }

    #[inline(always)]
    fn pop(&self) -> Option<Object> {
        self.class.pop()
    }

    #[inline(always)]
    fn push(&self, object: Object) -> Result<(), Object> {
        self.class.push(object)
    }

    #[inline(always)]
    fn missed_magazine(&self) -> Option<&Magazine> {
        self.class.missed_magazine()
    }

    #[inline(always)]
    fn small(&self) -> Option<SharedSlots<'_>> {
        self.class.small()
    }

    #[inline(always)]
    fn magazine(&self) -> Option<&Magazine> {
        self.class.magazine()
    }

    fn earned_magazine(&self) -> Option<&Magazine> {
        self.class.earned_magazine()
    }

    fn make(&self) -> Box<P::Item> {
        self.class.make()
    }

    #[inline(always)]
    fn clear_and_push(&self, object: Box<P::Item>) -> Result<(), Refused<P::Item>> {
        self.class.clear_and_push(object)
    }

    #[inline(always)]
    fn reaping(&self) -> Option<Reaping<'_>> {
        self.class.reaping()
    }

    fn drop_idle(&self, object: Box<P::Item>) {
        // First, since the object's destructor may panic.
        self.limits.release(object.allocated_bytes());
        self.class.drop_idle(object);
    }
}

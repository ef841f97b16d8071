//! The pool of a class whose objects' bytes are counted.

use super::limits::Limits;
use crate::WithCapacity;
use crate::erased::Erased;
use crate::front::Front;
use crate::raw::object::{from_raw, into_raw};
use crate::raw::{Magazine, Object, Reaping, Shared};

/// The pool of a class, which releases the bytes of each idle object that it drops.
pub(super) struct CountedClass<'a, P> {
    pub(super) class: &'a P,
    pub(super) limits: &'a Limits,
}

// SAFETY: I3, I8: all functions are those of one pool, whose own implementation keeps the contract.
unsafe impl<P: Front<Item: WithCapacity>> Erased for CountedClass<'_, P> {
    fn shared(&self) -> Shared<'_> {
        self.class.erased().shared()
    }

    fn magazine(&self) -> Option<&Magazine> {
        self.class.erased().magazine()
    }

    fn earn_magazine(&self, shared: Shared<'_>) -> Option<&Magazine> {
        self.class.erased().earn_magazine(shared)
    }

    fn reaping(&self) -> Option<Reaping<'_>> {
        self.class.erased().reaping()
    }

    fn make(&self) -> Object {
        self.class.erased().make()
    }

    unsafe fn drop_object(&self, object: Object) {
        // SAFETY: I8, by the contract of `Erased`.
        unsafe { self.class.erased().drop_object(object) }
    }

    unsafe fn drop_idle(&self, object: Object) {
        // SAFETY: I8: the object is one of this pool, by the contract of `Erased`.
        let object = unsafe { from_raw::<P::Item>(object) };
        // First, since the object's destructor may panic.
        self.limits.release(object.allocated_bytes());
        // SAFETY: I8: it is the same object.
        unsafe { self.class.erased().drop_idle(into_raw(object)) }
    }
}

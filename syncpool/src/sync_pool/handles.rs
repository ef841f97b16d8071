//! A run-time pool behind the typed front, and the handles to it: `&SyncPool<T>` and `Arc<SyncPool<T>>`.

use alloc::boxed::Box;
use alloc::sync::Arc;

use super::{SyncPool, thread_cache};
use crate::Pool;
use crate::front::{self, Front, Refused};
use crate::raw::shared_slots::SharedSlots;
use crate::raw::{Magazine, Object, Reaping, Shared};

// SAFETY: I3, I8, I12: `inner` is one pool for as long as `self` is there, and `id` finds the magazine that
// this pool has made for the calling thread. `reset` pushes to that magazine, or returns the object.
unsafe impl<T> Front for SyncPool<T> {
    type Item = T;

    #[inline(always)]
    fn shared(&self) -> Shared<'_> {
        self.inner.shared()
    }

    #[inline(always)]
    fn pop(&self) -> Option<Object> {
        thread_cache::last_magazine(&self.id)?.pop()
    }

    #[inline(always)]
    fn push(&self, object: Object) -> Result<(), Object> {
        match thread_cache::last_magazine(&self.id) {
            Some(magazine) => magazine.push(object),
            None => Err(object),
        }
    }

    #[inline(always)]
    fn missed_magazine(&self) -> Option<&Magazine> {
        self.magazine()
    }

    #[inline(always)]
    fn small(&self) -> Option<SharedSlots<'_>> {
        self.inner.small()
    }

    #[inline]
    fn magazine(&self) -> Option<&Magazine> {
        thread_cache::magazine(&self.id)
    }

    fn earned_magazine(&self) -> Option<&Magazine> {
        self.magazine().or_else(|| {
            // SAFETY: I12: `inner` is this pool's memory, and is dropped after its id.
            unsafe { thread_cache::visit(&self.id, &self.inner) };
            self.magazine()
        })
    }

    fn make(&self) -> Box<T> {
        (self.make)()
    }

    #[inline(always)]
    fn clear_and_push(&self, object: Box<T>) -> Result<(), Refused<T>> {
        self.reset.clear_and_push(object, &self.id)
    }

    #[inline(always)]
    fn reaping(&self) -> Option<Reaping<'_>> {
        self.inner.reaping()
    }
}

#[cfg(test)]
impl<T> SyncPool<T> {
    /// The magazine of the calling thread, which it need not have earned.
    pub(crate) fn register(&self) -> Option<&Magazine> {
        // SAFETY: I12: `inner` is this pool's memory, and is dropped after its id.
        unsafe { thread_cache::register_now(&self.id, &self.inner) };
        self.magazine()
    }
}

/// Implements [`Pool`] for references to a run-time pool.
macro_rules! handles {
    ($($handle:ty),+) => {$(
        impl<T> Pool for $handle {
            type Item = T;

            #[inline]
            fn take(&self) -> Box<T> {
                front::take(&**self)
            }

            #[inline]
            fn try_take(&self) -> Option<Box<T>> {
                front::try_take(&**self)
            }

            #[inline]
            fn put(&self, object: Box<T>) -> Option<Box<T>> {
                front::put(&**self, object)
            }

            #[inline]
            fn give_back(&self, object: Box<T>) {
                front::give_back(&**self, object);
            }

            fn discard(&self, object: Box<T>) {
                front::discard(&**self, object);
            }

            fn discard_unwinding(&self, object: Box<T>) {
                front::drop_unwinding(&**self, object);
            }
        }
    )+};
}

handles!(&SyncPool<T>, Arc<SyncPool<T>>);

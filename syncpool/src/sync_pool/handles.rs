//! A run-time pool behind the typed front, and the handles to it: `&SyncPool<T>` and `Arc<SyncPool<T>>`.

use alloc::boxed::Box;
use alloc::sync::Arc;

use super::{SyncPool, thread_cache};
use crate::Pool;
use crate::erased::{self, Erased, Refused, Visit};
use crate::front::{self, Front};
use crate::raw::object::{from_raw, into_raw};
use crate::raw::{Fate, Magazine, Object, Reaping, Shared};

// SAFETY: I3, I8, I12: `inner` is one pool for as long as `self` is there, and `id` finds the magazine that
// this pool has made for the calling thread.
unsafe impl<T> Erased for SyncPool<T> {
    #[inline]
    fn shared(&self) -> Shared<'_> {
        self.inner.shared()
    }

    #[inline]
    fn magazine(&self) -> Option<&Magazine> {
        thread_cache::magazine(&self.id)
    }

    fn earn_magazine(&self, _: Shared<'_>) -> Option<&Magazine> {
        // SAFETY: I12: `inner` is this pool's memory, and is dropped after its id.
        unsafe { thread_cache::visit(&self.id, &self.inner) };
        self.magazine()
    }

    #[inline]
    fn reaping(&self) -> Option<Reaping<'_>> {
        self.inner.reaping()
    }

    fn make(&self) -> Object {
        into_raw((self.make)())
    }

    unsafe fn drop_object(&self, object: Object) {
        // SAFETY: I8: the object is one of this pool, by the contract of `Erased`.
        drop(unsafe { from_raw::<T>(object) });
    }
}

// SAFETY: I8, I12: `pop` and `reset` find the magazine that this pool has made for the calling thread. `reset`
// pushes to that magazine, or returns the object.
unsafe impl<T> Front for SyncPool<T> {
    type Item = T;

    #[inline(always)]
    fn erased(&self) -> &dyn Erased {
        self
    }

    #[inline(always)]
    fn pop(&self) -> Option<Object> {
        thread_cache::last_magazine(&self.id)?.pop()
    }

    #[inline(always)]
    fn clear_and_push(&self, object: Box<T>) -> Result<(), Refused> {
        self.reset.clear_and_push(object, &self.id)
    }

    #[cold]
    #[inline(never)]
    fn take_slow(&self) -> Object {
        let magazine = self.magazine();
        self.take_missed(magazine).unwrap_or_else(|| erased::take(self, self.visit(magazine)))
    }

    #[cold]
    #[inline(never)]
    fn try_take_slow(&self) -> Option<Object> {
        let magazine = self.magazine();
        self.take_missed(magazine).or_else(|| erased::try_take(self, self.visit(magazine)))
    }

    #[cold]
    #[inline(never)]
    fn put_slow(&self, refused: Refused) -> Option<Object> {
        let magazine = self.magazine();
        erased::put(self, self.visit(magazine), self.put_missed(magazine, refused)?)
    }

    #[cold]
    #[inline(never)]
    fn give_back_slow(&self, refused: Refused) {
        let magazine = self.magazine();
        if let Some(refused) = self.put_missed(magazine, refused) {
            erased::give_back(self, self.visit(magazine), refused);
        }
    }
}

impl<T> SyncPool<T> {
    fn visit<'a>(&'a self, magazine: Option<&'a Magazine>) -> Visit<'a> {
        Visit { shared: self.inner.shared(), magazine }
    }

    /// Takes an object from the magazine that the fast path has missed, or from the shared slot of a small pool
    /// that the thread used last.
    #[inline(always)]
    fn take_missed(&self, magazine: Option<&Magazine>) -> Option<Object> {
        let magazine = magazine?;
        magazine.pop().or_else(|| self.inner.small()?.take_last(magazine))
    }

    /// Keeps an object as [`take_missed`](Self::take_missed) takes one. Returns it if there is no room.
    #[inline(always)]
    fn put_missed(&self, magazine: Option<&Magazine>, refused: Refused) -> Option<Refused> {
        let Refused { object, fate } = refused;
        let is_wanted = fate == Fate::FIT && self.reaping().is_none();
        let Some(magazine) = magazine.filter(|_| is_wanted) else { return Some(refused) };
        let kept = match self.inner.small() {
            Some(small) => small.put_last(magazine, object),
            None => magazine.push(object),
        };
        kept.err().map(|object| Refused { object, fate })
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

//! A handle to a run-time pool that does not keep the pool alive.

use alloc::boxed::Box;
use alloc::sync::{Arc, Weak};

use super::SyncPool;
use crate::{Pool, Pooled, front};

impl<T> SyncPool<T> {
    /// Gets an object that comes back by itself if the pool is still there then, and is dropped otherwise.
    ///
    /// Use it for a guard that may be held for long, where the idle objects should be freed as soon as the owners
    /// of the pool are gone. A guard of [`get_owned`](Self::get_owned) would keep all of them. This guard keeps
    /// the memory of the `SyncPool` itself only, a few hundred bytes. Its handle is the standard library's
    /// [`Weak`], whose counts are updated twice here and up to three times when the guard is dropped: it takes
    /// longer than [`get_owned`](Self::get_owned).
    ///
    /// The guard that is dropped while the last owner drops the pool may become the last owner for that moment.
    /// Its thread drops the pool then, as the thread of the last guard of [`get_owned`](Self::get_owned) does.
    ///
    /// # Panics
    ///
    /// If the function that makes the objects panics.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::{Arc, Weak};
    /// use syncpool::{Pool, Pooled, SyncPool};
    ///
    /// let pool = Arc::new(SyncPool::<String>::with_size(10));
    /// let line = pool.get_weak();
    /// drop(pool.get_weak()); // this one goes back
    /// assert_eq!(pool.len(), 9);
    ///
    /// drop(pool); // the nine idle strings are freed
    /// assert!(line.is_empty()); // this one is still there
    /// let handle: &Weak<SyncPool<String>> = Pooled::pool(&line);
    /// assert!(handle.upgrade().is_none());
    /// assert!(Pool::try_get(handle.clone()).is_none());
    /// ```
    #[inline]
    pub fn get_weak(self: &Arc<Self>) -> Pooled<Weak<Self>> {
        Pooled::new(self.take(), Arc::downgrade(self))
    }
}

/// A handle that does not keep the pool alive; see [`SyncPool::get_weak`].
///
/// While the pool is there, this handle does what an `Arc<SyncPool<T>>` does. Once the pool has been dropped:
/// - [`try_take`](Pool::try_take) and [`try_get`](Pool::try_get) return `None`;
/// - [`put`](Pool::put) returns the object as it is: the function that resets it is gone with the pool;
/// - a guard that is dropped drops its object;
/// - [`take`](Pool::take), [`get`](Pool::get) and the clone of a guard panic, since nothing can make an object.
impl<T> Pool for Weak<SyncPool<T>> {
    type Item = T;

    /// # Panics
    ///
    /// If the pool has been dropped.
    fn take(&self) -> Box<T> {
        match self.upgrade() {
            Some(pool) => front::take(&*pool),
            None => pool_is_gone(),
        }
    }

    fn try_take(&self) -> Option<Box<T>> {
        front::try_take(&*self.upgrade()?)
    }

    fn put(&self, object: Box<T>) -> Option<Box<T>> {
        match self.upgrade() {
            Some(pool) => front::put(&*pool, object),
            None => Some(object),
        }
    }

    fn give_back(&self, object: Box<T>) {
        if let Some(pool) = self.upgrade() {
            front::give_back(&*pool, object);
        }
    }

    fn discard(&self, object: Box<T>) {
        if let Some(pool) = self.upgrade() {
            front::discard(&*pool, object);
        }
    }

    fn discard_unwinding(&self, object: Box<T>) {
        if let Some(pool) = self.upgrade() {
            front::drop_unwinding(&*pool, object);
        }
    }
}

#[cold]
fn pool_is_gone() -> ! {
    panic!(
        "the pool of this weak handle has been dropped: use `try_get`, or keep an `Arc` of the pool"
    )
}

//! What zopfli uses of the interface of lockfree-object-pool, with a [`SyncPool`] behind it.
//!
//! `ci/clients.sh` gives this crate to zopfli in the place of that one. None of its text comes from there.
#![forbid(unsafe_code)]

use std::ops::{Deref, DerefMut};

use syncpool::{Pooled, SyncPool};

/// The most idle objects of a pool. The original has no bound.
const CAPACITY: usize = 64;

/// A pool of objects that `init` makes and `reset` clears.
pub struct LinearObjectPool<T>(SyncPool<T>);

impl<T> LinearObjectPool<T> {
    /// Makes an empty pool.
    pub fn new<R, I>(init: I, reset: R) -> LinearObjectPool<T>
    where
        I: Fn() -> T + Send + Sync + 'static,
        R: Fn(&mut T) + Send + Sync + 'static,
    {
        LinearObjectPool(SyncPool::builder().capacity(CAPACITY).init(init).reset(reset).build())
    }

    /// Gets an object, which goes back to the pool when its guard is dropped.
    #[inline]
    pub fn pull(&self) -> LinearReusable<'_, T> {
        LinearReusable(self.0.get())
    }
}

/// An object out of a pool.
pub struct LinearReusable<'a, T>(Pooled<&'a SyncPool<T>>);

impl<T> Deref for LinearReusable<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for LinearReusable<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

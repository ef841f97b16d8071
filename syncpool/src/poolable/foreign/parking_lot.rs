//! The locks of the crate parking_lot 0.12. They are types of the crate lock_api 0.4, so every lock that is built on
//! it is `Poolable`.

use lock_api::{GetThreadId, Mutex, RawMutex, RawRwLock, ReentrantMutex, RwLock};

use crate::{Footprint, Poolable};

/// Resets the object inside in place, without locking. A lock that is still held, because a guard of it was leaked, is
/// not reusable.
impl<R: RawMutex, T: Poolable + ?Sized> Poolable for Mutex<R, T> {
    #[inline]
    fn reset(&mut self) {
        self.get_mut().reset();
    }

    #[inline]
    fn is_reusable(&self) -> bool {
        self.try_lock().is_some_and(|object| object.is_reusable())
    }

    #[inline]
    fn footprint(&self) -> Footprint {
        self.try_lock().map_or_else(Footprint::default, |object| object.footprint())
    }
}

/// Resets the object inside in place, without locking. A lock that is still held, because a guard of it was leaked, is
/// not reusable.
impl<R: RawRwLock, T: Poolable + ?Sized> Poolable for RwLock<R, T> {
    #[inline]
    fn reset(&mut self) {
        self.get_mut().reset();
    }

    #[inline]
    fn is_reusable(&self) -> bool {
        // A write lock also detects a leaked read guard.
        self.try_write().is_some_and(|object| object.is_reusable())
    }

    #[inline]
    fn footprint(&self) -> Footprint {
        self.try_read().map_or_else(Footprint::default, |object| object.footprint())
    }
}

/// Resets the object inside in place, without locking. A lock that is still held, because a guard of it was leaked, is
/// not reusable.
impl<R: RawMutex, G: GetThreadId, T: Poolable + ?Sized> Poolable for ReentrantMutex<R, G, T> {
    #[inline]
    fn reset(&mut self) {
        self.get_mut().reset();
    }

    #[inline]
    fn is_reusable(&self) -> bool {
        // The thread that leaked a guard could lock it again.
        !self.is_locked() && self.try_lock().is_some_and(|object| object.is_reusable())
    }

    #[inline]
    fn footprint(&self) -> Footprint {
        self.try_lock().map_or_else(Footprint::default, |object| object.footprint())
    }
}

//! Types that hold another object behind a pointer, in a cell or under a lock.

use std::cell::{Cell, OnceCell, RefCell};
use std::io::Cursor;
use std::sync::{Mutex, OnceLock, PoisonError, RwLock, TryLockError};

use super::{Footprint, Poolable};

/// Resets the object in the box in place. The memory of the box stays allocated.
impl<T: Poolable + ?Sized> Poolable for Box<T> {
    #[inline]
    fn reset(&mut self) {
        (**self).reset();
    }

    #[inline]
    fn is_reusable(&self) -> bool {
        (**self).is_reusable()
    }

    #[inline]
    fn footprint(&self) -> Footprint {
        (**self).footprint()
    }
}

/// Assigns `None`, which drops the object inside.
impl<T> Poolable for Option<T> {
    #[inline]
    fn reset(&mut self) {
        *self = None;
    }
}

/// Unsets the cell, which drops the object inside.
impl<T> Poolable for OnceCell<T> {
    #[inline]
    fn reset(&mut self) {
        drop(self.take());
    }
}

/// Unsets the cell, which drops the object inside.
impl<T> Poolable for OnceLock<T> {
    #[inline]
    fn reset(&mut self) {
        drop(self.take());
    }
}

/// Rewinds to position 0 and resets the object inside in place.
impl<T: Poolable> Poolable for Cursor<T> {
    #[inline]
    fn reset(&mut self) {
        self.set_position(0);
        self.get_mut().reset();
    }

    #[inline]
    fn is_reusable(&self) -> bool {
        self.get_ref().is_reusable()
    }

    #[inline]
    fn footprint(&self) -> Footprint {
        self.get_ref().footprint()
    }
}

/// Resets the object inside in place. The cell is always reusable: a shared `Cell` gives no access to
/// the object inside, so that its `is_reusable` cannot be called.
impl<T: Poolable + ?Sized> Poolable for Cell<T> {
    #[inline]
    fn reset(&mut self) {
        self.get_mut().reset();
    }
}

/// Resets the object inside in place. A cell that still counts as borrowed, because a borrow of it was
/// leaked, is not reusable.
impl<T: Poolable + ?Sized> Poolable for RefCell<T> {
    #[inline]
    fn reset(&mut self) {
        self.get_mut().reset();
    }

    #[inline]
    fn is_reusable(&self) -> bool {
        // A mutable borrow also detects a leaked shared one.
        self.try_borrow_mut().is_ok_and(|object| object.is_reusable())
    }

    #[inline]
    fn footprint(&self) -> Footprint {
        self.try_borrow().map_or_else(|_| Footprint::default(), |object| object.footprint())
    }
}

/// Resets the object inside in place, without locking, and clears the poison: the reset object is in a
/// consistent state. A lock that is still held, because a guard of it was leaked, is not reusable.
impl<T: Poolable + ?Sized> Poolable for Mutex<T> {
    #[inline]
    fn reset(&mut self) {
        self.get_mut().unwrap_or_else(PoisonError::into_inner).reset();
        // After the reset: if the reset panics, the lock stays poisoned.
        self.clear_poison();
    }

    #[inline]
    fn is_reusable(&self) -> bool {
        match self.try_lock() {
            Ok(object) => object.is_reusable(),
            Err(TryLockError::Poisoned(poisoned)) => poisoned.get_ref().is_reusable(),
            Err(TryLockError::WouldBlock) => false,
        }
    }

    #[inline]
    fn footprint(&self) -> Footprint {
        match self.try_lock() {
            Ok(object) => object.footprint(),
            Err(TryLockError::Poisoned(poisoned)) => poisoned.get_ref().footprint(),
            Err(TryLockError::WouldBlock) => Footprint::default(),
        }
    }
}

/// Resets the object inside in place, without locking, and clears the poison: the reset object is in a
/// consistent state. A lock that is still held, because a guard of it was leaked, is not reusable.
impl<T: Poolable + ?Sized> Poolable for RwLock<T> {
    #[inline]
    fn reset(&mut self) {
        self.get_mut().unwrap_or_else(PoisonError::into_inner).reset();
        // After the reset: if the reset panics, the lock stays poisoned.
        self.clear_poison();
    }

    #[inline]
    fn is_reusable(&self) -> bool {
        // A write lock also detects a leaked read guard.
        match self.try_write() {
            Ok(object) => object.is_reusable(),
            Err(TryLockError::Poisoned(poisoned)) => poisoned.get_ref().is_reusable(),
            Err(TryLockError::WouldBlock) => false,
        }
    }

    #[inline]
    fn footprint(&self) -> Footprint {
        match self.try_read() {
            Ok(object) => object.footprint(),
            Err(TryLockError::Poisoned(poisoned)) => poisoned.get_ref().footprint(),
            Err(TryLockError::WouldBlock) => Footprint::default(),
        }
    }
}

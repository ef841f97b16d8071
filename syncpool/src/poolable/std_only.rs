//! Types of the standard library that `core` and `alloc` do not have: hash tables, system strings, locks.

use core::hash::{BuildHasher, Hash};
use core::ops::Deref;
use std::collections::{HashMap, HashSet};
use std::ffi::OsString;
use std::io::Cursor;
use std::path::PathBuf;
use std::sync::{Mutex, OnceLock, PoisonError, RwLock, TryLockError, TryLockResult};

use super::collections::{Entry, cleared};
use super::limit_capacity::{LimitCapacity, shrunk};
use super::{Footprint, Poolable};

cleared! {
    /// Drops the entries; keeps the capacity and the hasher.
    [K, V, S] HashMap<K, V, S>, Entry<(K, V)>, HashMap::len;
    /// Drops the elements; keeps the capacity and the hasher.
    [T, S] HashSet<T, S>, Entry<T>, HashSet::len;
    /// Empties the string and keeps the capacity.
    [] OsString, u8, |text| text.len();
    /// Empties the path and keeps the capacity.
    [] PathBuf, u8, |path| path.as_os_str().len();
}

shrunk! {
    [] OsString;
    [] PathBuf;
    [K: Eq + Hash, V, S: BuildHasher] HashMap<K, V, S>;
    [T: Eq + Hash, S: BuildHasher] HashSet<T, S>;
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
        inside(self.try_lock(), T::is_reusable).unwrap_or(false)
    }

    #[inline]
    fn footprint(&self) -> Footprint {
        inside(self.try_lock(), T::footprint).unwrap_or_default()
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
        inside(self.try_write(), T::is_reusable).unwrap_or(false)
    }

    #[inline]
    fn footprint(&self) -> Footprint {
        inside(self.try_read(), T::footprint).unwrap_or_default()
    }
}

/// Asks the object in a lock. Returns `None` if the lock is held.
fn inside<G: Deref, R>(lock: TryLockResult<G>, ask: impl FnOnce(&G::Target) -> R) -> Option<R> {
    match lock {
        Ok(object) => Some(ask(&object)),
        Err(TryLockError::Poisoned(poisoned)) => Some(ask(poisoned.get_ref())),
        Err(TryLockError::WouldBlock) => None,
    }
}

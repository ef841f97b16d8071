//! Types of the standard library that `core` and `alloc` do not have: hash tables, system strings, locks.

use core::hash::{BuildHasher, Hash};
use std::collections::{HashMap, HashSet};
use std::ffi::OsString;
use std::io::Cursor;
use std::path::PathBuf;
use std::sync::{Mutex, OnceLock, PoisonError, RwLock, TryLockError};

use super::collections::cleared;
use super::limit_capacity::{LimitCapacity, shrunk};
use super::{Footprint, Poolable};

/// The memory of an entry of a hash table: the entry, and one byte of its hash. (A table also
/// allocates up to as much again for entries that it keeps free. Its capacity does not tell how
/// much.)
#[allow(dead_code, reason = "only the size of the type is used")]
#[repr(C, packed)]
struct Entry<T>(T, u8);

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

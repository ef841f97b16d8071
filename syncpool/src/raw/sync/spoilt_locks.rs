//! Stand-ins for the standard library's locks, with a saboteur at every operation.

use core::fmt;
use core::ops::{Deref, DerefMut};
use core::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::panic::RefUnwindSafe;
use std::sync::PoisonError;

use super::spoilt::{AtomicBool, Change, change};

/// A lock around a small value. Spoilt, it keeps nobody out.
///
/// The value is read when the lock is taken and written back when it is given up, so that nothing
/// worse than a wrong value comes of two owners.
pub(crate) struct Mutex<T> {
    lock: loom::sync::Mutex<()>,
    value: std::sync::Mutex<T>,
    /// Touched with the value, which loom doesn't see, so that it tries all orders.
    visits: loom::sync::atomic::AtomicUsize,
}

impl<T> RefUnwindSafe for Mutex<T> {}

impl<T: Copy> Mutex<T> {
    pub(crate) fn new(value: T) -> Self {
        Mutex {
            lock: loom::sync::Mutex::new(()),
            value: std::sync::Mutex::new(value),
            visits: loom::sync::atomic::AtomicUsize::new(0),
        }
    }

    #[track_caller]
    pub(crate) fn lock(&self) -> Result<Guard<'_, T>, PoisonError<Guard<'_, T>>> {
        // A lock has no ordering that could be weakened: it is one operation, or two.
        let is_spoilt = change(Relaxed, &[Change::Torn]).is_some();
        let lock = (!is_spoilt).then(|| self.lock.lock().expect("no model panics under a lock"));
        self.visits.fetch_add(1, Relaxed);
        let value = *self.value.lock().expect("nobody panics under it");
        Ok(Guard { mutex: self, now: value, lock })
    }
}

impl<T> fmt::Debug for Mutex<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mutex")
    }
}

pub(crate) struct Guard<'a, T: Copy> {
    mutex: &'a Mutex<T>,
    now: T,
    /// Dropped after the value is written back.
    lock: Option<loom::sync::MutexGuard<'a, ()>>,
}

impl<T: Copy> Deref for Guard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.now
    }
}

impl<T: Copy> DerefMut for Guard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.now
    }
}

impl<T: Copy> Drop for Guard<'_, T> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            // The model is over, and loom would panic once more.
            std::mem::forget(self.lock.take());
            return;
        }
        self.mutex.visits.fetch_add(1, Relaxed);
        *self.mutex.value.lock().unwrap_or_else(PoisonError::into_inner) = self.now;
    }
}

/// A value that is set once. Spoilt, it is seen without what it points to.
pub(crate) struct OnceLock<T> {
    value: std::sync::OnceLock<T>,
    is_set: AtomicBool,
}

impl<T> OnceLock<T> {
    pub(crate) fn new() -> Self {
        OnceLock { value: std::sync::OnceLock::new(), is_set: AtomicBool::new(false) }
    }

    #[track_caller]
    pub(crate) fn get(&self) -> Option<&T> {
        let is_set = self.is_set.load(Acquire);
        is_set.then(|| self.value.get().expect("it was set before"))
    }

    #[track_caller]
    pub(crate) fn set(&self, value: T) -> Result<(), T> {
        self.value.set(value)?;
        self.is_set.store(true, Release);
        Ok(())
    }
}

//! Stand-ins for the standard library's locks, of which a test can mutate single operations.

use core::fmt;
use core::ops::{Deref, DerefMut};
use core::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::panic::RefUnwindSafe;
use std::sync::PoisonError;

use super::spoilt::{AtomicBool, Change, change};

/// A lock around a small value. Spoilt, it excludes no thread.
///
/// The value is read when the lock is taken, and written back when the guard is dropped. So two
/// owners at once cause a wrong value, but no undefined behavior.
pub(crate) struct Mutex<T> {
    lock: loom::sync::Mutex<()>,
    value: std::sync::Mutex<T>,
    /// Changed whenever the value is accessed, so that loom, which does not see the value, tries all
    /// orders.
    accesses: loom::sync::atomic::AtomicUsize,
}

impl<T> RefUnwindSafe for Mutex<T> {}

impl<T: Copy> Mutex<T> {
    pub(crate) fn new(value: T) -> Self {
        Mutex {
            lock: loom::sync::Mutex::new(()),
            value: std::sync::Mutex::new(value),
            accesses: loom::sync::atomic::AtomicUsize::new(0),
        }
    }

    #[track_caller]
    pub(crate) fn lock(&self) -> Result<Guard<'_, T>, PoisonError<Guard<'_, T>>> {
        // A lock has no ordering to weaken. It is atomic, or it is torn.
        let is_spoilt = change(Relaxed, &[Change::Torn]).is_some();
        let lock = (!is_spoilt).then(|| self.lock.lock().expect("no model panics under a lock"));
        self.accesses.fetch_add(1, Relaxed);
        let value = *self.value.lock().expect("no model panics under a lock");
        Ok(Guard { mutex: self, value, lock })
    }
}

impl<T> fmt::Debug for Mutex<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mutex")
    }
}

pub(crate) struct Guard<'a, T: Copy> {
    mutex: &'a Mutex<T>,
    value: T,
    /// Dropped after `Guard::drop` has written the value back.
    lock: Option<loom::sync::MutexGuard<'a, ()>>,
}

impl<T: Copy> Deref for Guard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: Copy> DerefMut for Guard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T: Copy> Drop for Guard<'_, T> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            // The model has failed, and loom would panic a second time.
            std::mem::forget(self.lock.take());
            return;
        }
        self.mutex.accesses.fetch_add(1, Relaxed);
        *self.mutex.value.lock().unwrap_or_else(PoisonError::into_inner) = self.value;
    }
}

/// A value that is set once. Spoilt, a thread may see that it is set, but not what was written to it.
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
        is_set.then(|| self.value.get().expect("`is_set` is stored after the value"))
    }

    #[track_caller]
    pub(crate) fn set(&self, value: T) -> Result<(), T> {
        self.value.set(value)?;
        self.is_set.store(true, Release);
        Ok(())
    }
}

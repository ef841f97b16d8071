//! The interface of zenoh-sync's `object_pool`, with a [`SyncPool`] behind it.
//!
//! `ci/clients.sh` puts this file in the place of that module. None of its text comes from zenoh-sync.
//!
//! Left out is `RecyclingObject::new`, whose argument is the queue in the original's pool. Zenoh itself does not
//! call it from outside of that module.
#![forbid(unsafe_code)]

use std::any::Any;
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::SeqCst;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use syncpool::{MAX_CAPACITY, SyncPool};
use zenoh_buffers::ZSliceBuffer;

/// A pool of a number of objects, which are made in advance.
pub struct RecyclingObjectPool<T, F: Fn() -> T> {
    shared: Arc<Shared<T>>,
    create: F,
}

impl<T, F: Fn() -> T> RecyclingObjectPool<T, F> {
    /// Makes a pool and so many objects.
    pub fn new(count: usize, create: F) -> RecyclingObjectPool<T, F> {
        let objects = SyncPool::builder()
            .capacity(count.min(MAX_CAPACITY))
            .without_init()
            .without_reset()
            .build();
        for _ in 0..count {
            // A further object than the pool may keep is dropped.
            drop(objects.put(Box::new(create())));
        }
        RecyclingObjectPool {
            shared: Arc::new(Shared { objects, permits: Permits::new(count) }),
            create,
        }
    }

    /// Makes an object that does not belong to the pool.
    pub fn alloc(&self) -> RecyclingObject<T> {
        (self.create)().into()
    }

    /// Takes an object, unless all are in use.
    pub fn try_take(&self) -> Option<RecyclingObject<T>> {
        self.shared.permits.try_acquire().then(|| self.take_permitted())
    }

    /// Takes an object. Waits for one if all are in use.
    pub fn take(&self) -> RecyclingObject<T> {
        self.shared.permits.acquire();
        self.take_permitted()
    }

    /// Takes an object for which there is a permit.
    fn take_permitted(&self) -> RecyclingObject<T> {
        // If `create` panics, the drop of this gives the permit back.
        let mut taken = RecyclingObject { object: None, pool: Some(Arc::clone(&self.shared)) };
        // An idle object may be out of reach, in the magazine of another thread. Then there is one more for a while.
        let object = self.shared.objects.try_take();
        taken.object = Some(object.unwrap_or_else(|| Box::new((self.create)())));
        taken
    }
}

impl<T, F: Fn() -> T + Clone> Clone for RecyclingObjectPool<T, F> {
    fn clone(&self) -> Self {
        RecyclingObjectPool { shared: Arc::clone(&self.shared), create: self.create.clone() }
    }
}

impl<T, F: Fn() -> T> fmt::Debug for RecyclingObjectPool<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RecyclingObjectPool").field(&self.shared.objects).finish()
    }
}

/// What the pool and the objects in use share.
struct Shared<T> {
    objects: SyncPool<T>,
    permits: Permits,
}

/// How many objects may be taken. `SyncPool` bounds the idle objects alone, and never waits.
struct Permits {
    free: AtomicUsize,
    waiting: AtomicUsize,
    lock: Mutex<()>,
    freed: Condvar,
}

impl Permits {
    fn new(count: usize) -> Permits {
        Permits {
            free: AtomicUsize::new(count),
            waiting: AtomicUsize::new(0),
            lock: Mutex::new(()),
            freed: Condvar::new(),
        }
    }

    fn try_acquire(&self) -> bool {
        self.free.fetch_update(SeqCst, SeqCst, |free| free.checked_sub(1)).is_ok()
    }

    fn acquire(&self) {
        if self.try_acquire() {
            return;
        }
        let mut guard = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        // Either this thread sees the permit that another thread has freed, or that thread sees this one waiting.
        self.waiting.fetch_add(1, SeqCst);
        while !self.try_acquire() {
            guard = self.freed.wait(guard).unwrap_or_else(PoisonError::into_inner);
        }
        self.waiting.fetch_sub(1, SeqCst);
    }

    fn release(&self) {
        self.free.fetch_add(1, SeqCst);
        if self.waiting.load(SeqCst) > 0 {
            // With the lock, no thread is between its look at the permits and its wait.
            drop(self.lock.lock().unwrap_or_else(PoisonError::into_inner));
            self.freed.notify_one();
        }
    }
}

/// An object that goes back to its pool, if it has one, when it is dropped. A clone has none.
pub struct RecyclingObject<T> {
    /// `None` only before the object is made and while this is dropped.
    object: Option<Box<T>>,
    pool: Option<Arc<Shared<T>>>,
}

impl<T> RecyclingObject<T> {
    /// Gives the object back to its pool.
    pub fn recycle(self) {
        drop(self);
    }
}

impl<T> Drop for RecyclingObject<T> {
    #[inline]
    fn drop(&mut self) {
        let Some(pool) = &self.pool else { return };
        if let Some(object) = self.object.take() {
            drop(pool.objects.put(object));
        }
        pool.permits.release();
    }
}

impl<T> From<T> for RecyclingObject<T> {
    fn from(object: T) -> Self {
        RecyclingObject { object: Some(Box::new(object)), pool: None }
    }
}

impl<T: Clone> Clone for RecyclingObject<T> {
    fn clone(&self) -> Self {
        RecyclingObject { object: self.object.clone(), pool: None }
    }
}

impl<T: PartialEq> PartialEq for RecyclingObject<T> {
    fn eq(&self, other: &Self) -> bool {
        self.object == other.object
    }
}

impl<T: PartialEq> Eq for RecyclingObject<T> {}

impl<T> Deref for RecyclingObject<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        self.object.as_ref().expect("there is an object until the drop")
    }
}

impl<T> DerefMut for RecyclingObject<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        self.object.as_mut().expect("there is an object until the drop")
    }
}

impl<T: fmt::Debug> fmt::Debug for RecyclingObject<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecyclingObject").field("object", &self.object).finish()
    }
}

impl AsRef<[u8]> for RecyclingObject<Box<[u8]>> {
    fn as_ref(&self) -> &[u8] {
        self
    }
}

impl AsMut<[u8]> for RecyclingObject<Box<[u8]>> {
    fn as_mut(&mut self) -> &mut [u8] {
        self
    }
}

impl ZSliceBuffer for RecyclingObject<Box<[u8]>> {
    fn as_slice(&self) -> &[u8] {
        self
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::sync::Barrier;
    use std::thread;

    use super::*;

    #[test]
    fn all_objects_are_made_in_advance() {
        let made = Cell::new(0);
        let pool = RecyclingObjectPool::new(3, || made.replace(made.get() + 1));
        assert_eq!(made.get(), 3);
        let mut taken = [pool.take(), pool.try_take().unwrap(), pool.take()].map(|object| *object);
        taken.sort_unstable();
        assert_eq!((taken, made.get()), ([0, 1, 2], 3));
    }

    #[test]
    fn no_more_objects_are_taken_than_there_are() {
        let pool = RecyclingObjectPool::new(2, || vec![0_u8; 4].into_boxed_slice());
        let (first, second) = (pool.take(), pool.try_take());
        assert!(second.is_some() && pool.try_take().is_none());
        // This one does not belong to the pool.
        drop(pool.alloc());
        drop(first.clone());
        assert!(pool.try_take().is_none());
        first.recycle();
        assert!(pool.try_take().is_some_and(|object| object.as_slice() == [0; 4]));
    }

    #[test]
    fn a_thread_waits_for_an_object() {
        let pool = RecyclingObjectPool::new(16, || 0_u64);
        let taken: Vec<_> = (0..16).map(|_| pool.take()).collect();
        let start = Barrier::new(9);
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    start.wait();
                    for _ in 0..10_000 {
                        *pool.take() += 1;
                    }
                });
            }
            start.wait();
            drop(taken);
        });
        let taken: Vec<_> = (0..17).map_while(|_| pool.try_take()).collect();
        assert_eq!(taken.len(), 16, "every permit came back");
    }

    #[test]
    fn an_object_may_outlive_its_pool() {
        let pool = RecyclingObjectPool::new(1, || "text".to_owned());
        let (object, handle) = (pool.take(), pool.clone());
        assert!(handle.try_take().is_none());
        drop((pool, handle));
        assert_eq!(*object, "text");
    }

    #[test]
    fn a_panic_of_the_function_leaves_the_permit() {
        let fails = Cell::new(false);
        let pool = RecyclingObjectPool::new(1, || assert!(!fails.get()));
        // As if the only object were out of reach.
        drop(pool.shared.objects.try_take());
        fails.set(true);
        let take = std::panic::AssertUnwindSafe(|| pool.take());
        assert!(std::panic::catch_unwind(take).is_err());
        fails.set(false);
        assert!(pool.try_take().is_some());
    }
}

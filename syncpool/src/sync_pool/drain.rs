//! Emptying a run-time pool.

use alloc::boxed::Box;
use core::fmt;
use core::iter::FusedIterator;

use super::SyncPool;
use crate::unwind::drop_each;
use crate::{Drained, front};

impl<T> SyncPool<T> {
    /// Removes all idle objects, those that other threads keep to themselves included.
    ///
    /// Use it when the pool's users are gone, for objects that hold something to be handed on, or to be closed
    /// in a way that can fail. The pool can be used as before. Objects that the iterator has not returned when
    /// it is dropped are dropped with it. If a destructor panics, the others still run. If a second one panics,
    /// the process aborts, as with a `Vec`.
    ///
    /// Each thread loses the magazine that it has earned, and earns a new one if it goes on.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::thread;
    /// use syncpool::SyncPool;
    ///
    /// let mut pool = SyncPool::<String>::with_size(10);
    /// thread::scope(|scope| {
    ///     scope.spawn(|| drop(pool.get()));
    /// });
    /// let lines: Vec<Box<String>> = pool.drain().collect();
    /// assert_eq!((lines.len(), pool.len()), (10, 0));
    /// ```
    pub fn drain(&mut self) -> Drain<'_, T> {
        // No thread uses the pool, but one that ends may be giving a magazine back. After `renew`, none does,
        // and none finds its magazine again.
        if self.id.renew() {
            self.inner.shared().unregister_all();
        }
        let left = self.inner.shared().len_of_slots();
        Drain { pool: self, block: 0, left }
    }

    /// Removes all idle objects that the calling thread can reach, and tells how many it could not.
    ///
    /// Use it where other threads may use the pool; otherwise [`drain`](Self::drain) removes every object. The
    /// objects that other threads keep to themselves can't be reached: at most half of the pool. A thread
    /// gives them back when it ends, or calls [`flush_thread`](crate::flush_thread).
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    /// use syncpool::SyncPool;
    ///
    /// let pool = Arc::new(SyncPool::<String>::with_size(10));
    /// let in_use = pool.get_owned();
    /// let drained = pool.drain_reachable();
    /// assert_eq!((drained.objects.len(), drained.unreached), (9, 0));
    /// drop(in_use);
    /// assert_eq!(pool.len(), 1);
    /// ```
    pub fn drain_reachable(&self) -> Drained<T> {
        front::drain_reachable(self)
    }
}

/// The idle objects of a run-time pool, which are removed from it; [`SyncPool::drain`] returns it.
///
/// # Examples
///
/// ```
/// use syncpool::{Drain, SyncPool};
///
/// fn total(lines: Drain<'_, String>) -> usize {
///     lines.map(|line| line.capacity()).sum()
/// }
///
/// let mut pool = SyncPool::builder().init(|| String::with_capacity(80)).prefill(10).build();
/// assert!(total(pool.drain()) >= 800);
/// assert!(pool.is_empty());
/// ```
#[must_use = "the objects are dropped if they are not used"]
pub struct Drain<'a, T> {
    pool: &'a mut SyncPool<T>,
    /// The place of the block where the search continues.
    block: usize,
    left: usize,
}

impl<T> Iterator for Drain<'_, T> {
    type Item = Box<T>;

    fn next(&mut self) -> Option<Box<T>> {
        let object = front::take_from_slots(self.pool, &mut self.block)?;
        self.left -= 1;
        Some(object)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl<T> ExactSizeIterator for Drain<'_, T> {}
impl<T> FusedIterator for Drain<'_, T> {}

impl<T> Drop for Drain<'_, T> {
    fn drop(&mut self) {
        drop_each(&mut || self.next());
    }
}

impl<T> fmt::Debug for Drain<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Drain").field("left", &self.left).finish_non_exhaustive()
    }
}

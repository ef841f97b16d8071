//! Asking a pool for its numbers, and changing the pool, while threads use it.

use super::SyncPool;
use crate::raw::sync::Relaxed;
use crate::{Stats, erased};

impl<T> SyncPool<T> {
    /// Returns the number of idle objects.
    ///
    /// The number is collected from all threads without stopping them. It is exact if no thread uses the
    /// pool meanwhile, and never more than the capacity. Do not call it on a hot path: it reads memory of
    /// each thread.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let pool = SyncPool::<String>::with_size(10);
    /// let line = pool.get();
    /// assert_eq!(pool.len(), 9);
    /// drop(line);
    /// assert_eq!(pool.len(), 10);
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        self.inner.shared().len()
    }

    /// Tells whether no object is idle, as [`len`](Self::len) does.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let pool = SyncPool::<String>::builder().build();
    /// assert!(pool.is_empty());
    /// drop(pool.get());
    /// assert!(!pool.is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the name of the pool, if the builder gave it one.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let pool = SyncPool::<String>::builder().name("lines").build();
    /// assert_eq!(pool.name(), Some("lines"));
    /// ```
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Returns the most idle objects that the pool keeps.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// assert_eq!(SyncPool::<String>::with_size(100).capacity(), 100);
    /// ```
    #[must_use]
    pub fn capacity(&self) -> usize {
        self.inner.capacity()
    }

    /// Returns how many times a get found no idle object.
    ///
    /// If the number keeps growing after the program has warmed up, the pool may be too small: see
    /// [`Stats::recommended_capacity`].
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let pool = SyncPool::<String>::with_size(1);
    /// let (_idle, _made) = (pool.get(), pool.get());
    /// assert_eq!(pool.miss_count(), 1);
    /// ```
    #[must_use]
    pub fn miss_count(&self) -> u64 {
        self.stats().misses
    }

    /// Returns a snapshot of the pool's counters. `{:#}` prints it with advice on the capacity.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let pool = SyncPool::<String>::builder().build();
    /// drop(pool.get()); // made
    /// drop(pool.get()); // found
    /// let stats = pool.stats();
    /// assert_eq!((stats.misses, stats.hits, stats.returned), (1, 1, 2));
    /// ```
    #[must_use]
    pub fn stats(&self) -> Stats {
        Stats::of(self.inner.shared(), self.capacity(), size_of::<T>())
    }

    /// Makes up to `n` idle objects, as long as the pool has room, and returns how many.
    ///
    /// # Panics
    ///
    /// If the function that makes the objects panics. The objects that were made before are kept.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let pool = SyncPool::<String>::builder().capacity(10).build();
    /// assert_eq!(pool.refill(6), 6);
    /// assert_eq!(pool.refill(6), 4);
    /// ```
    pub fn refill(&self, n: usize) -> usize {
        erased::refill(self, n, self.capacity())
    }

    /// Drops idle objects until no more than `keep` are left, and returns how many it has dropped.
    ///
    /// It can't reach the objects that other threads keep to themselves, which are at most half of the
    /// pool. If these are more than `keep`, more than `keep` are left.
    ///
    /// # Panics
    ///
    /// If an object's destructor panics. The remaining objects stay in the pool.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let pool = SyncPool::<String>::with_size(10);
    /// assert_eq!(pool.trim(3), 7);
    /// assert_eq!(pool.len(), 3);
    /// ```
    pub fn trim(&self, keep: usize) -> usize {
        erased::trim(self, keep)
    }

    /// Clears the objects that come back with `reset` from now on.
    ///
    /// `reset` replaces the `reset` of the [`Poolable`](crate::Poolable) trait, or that of the builder.
    /// The pool decides as before whether an object is worth keeping. Other threads may use the pool
    /// meanwhile: an object that comes back at this moment is cleared by the old function or by the new
    /// one. Idle objects stay as they are.
    ///
    /// The replaced function stays in memory until the pool is dropped, since a thread may be running it.
    /// So replace the function now and then, not once for each object.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let pool = SyncPool::<Vec<u8>>::builder().build();
    /// pool.reset_handle(|buffer| buffer.fill(0));
    ///
    /// pool.get().extend([1, 2, 3]);
    /// assert_eq!(*pool.get(), [0, 0, 0]);
    /// ```
    pub fn reset_handle(&self, reset: impl Fn(&mut T) + Send + Sync + 'static) -> &Self {
        self.reset.replace(reset);
        self
    }

    /// Allows or forbids [`expand`](Self::expand).
    ///
    /// A new pool can't be expanded. Its capacity is a promise about memory, so the code that makes the
    /// pool decides whether other code may raise it.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let pool = SyncPool::<String>::with_size(10);
    /// assert!(!pool.expand(10));
    /// assert!(pool.allow_expansion(true).expand(10));
    /// ```
    pub fn allow_expansion(&self, allow: bool) -> &Self {
        self.may_expand.store(allow, Relaxed);
        self
    }

    /// Tells whether the pool can be expanded; see [`allow_expansion`](Self::allow_expansion).
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let pool = SyncPool::<String>::new();
    /// assert!(!pool.expansion_enabled());
    /// ```
    #[must_use]
    pub fn expansion_enabled(&self) -> bool {
        self.may_expand.load(Relaxed)
    }

    /// Raises the capacity by `additional` objects, and tells whether it did.
    ///
    /// Threads may use the pool meanwhile, and find the new room when they next need some. `expand` makes
    /// no objects; [`refill`](Self::refill) does. A pool never shrinks again.
    ///
    /// Returns `false`, and changes nothing, if expansion is [not
    /// allowed](Self::allow_expansion) or the capacity would be more than
    /// [`MAX_CAPACITY`](crate::MAX_CAPACITY).
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SyncPool;
    ///
    /// let pool = SyncPool::<String>::with_size(10);
    /// pool.allow_expansion(true);
    /// assert!(pool.expand(100));
    /// assert_eq!((pool.capacity(), pool.len()), (110, 10));
    /// assert_eq!(pool.refill(100), 100);
    /// ```
    pub fn expand(&self, additional: usize) -> bool {
        self.expansion_enabled() && self.inner.grow(additional)
    }
}

//! The static pool: what `pool!` declares.

mod checked;
mod drain;
mod erased_pool;
mod handles;
mod key;
mod local;
mod macro_support;

pub use self::key::{
    Adaptive, Declaration, Holds, StaticPool, Storage, blocks_for, check_capacity, interval,
    static_pool, summaries_for,
};
pub use self::local::Local;
pub use self::macro_support::{
    HasDefault, default_with, init, init_boxed, reset_with, reusable_with, value,
};
use alloc::boxed::Box;
use core::panic::{RefUnwindSafe, UnwindSafe};

use crate::erased;
use crate::front;
use crate::{Pooled, Stats};

impl<K: Declaration> StaticPool<K> {
    /// Gets an object that comes back by itself; an empty pool makes a new one.
    ///
    /// A get never fails and never waits. The object is cleared, as if it had just been made, except for
    /// the memory that it has kept.
    ///
    /// # Panics
    ///
    /// If the pool is empty and the function that makes an object panics; the pool is as before.
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static LINES: String = 64);
    ///
    /// let mut line = LINES.get();
    /// line.push_str("hello");
    /// drop(line);
    /// assert_eq!((LINES.len(), LINES.get().as_str()), (1, ""));
    /// ```
    #[inline]
    pub fn get(&'static self) -> Pooled<K> {
        Pooled::new(front::take(&K::HANDLE), K::HANDLE)
    }

    /// Gets an object that comes back by itself; an empty pool gets one from `make`.
    ///
    /// Use it if making an object needs a value that only the caller has. `make` is called at most once, on
    /// this thread, so it may borrow. A call counts as a miss.
    ///
    /// # Panics
    ///
    /// If `make` panics; the pool is as before.
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static LINES: String = 64);
    ///
    /// let capacity = 4096;
    /// assert!(LINES.get_or(|| String::with_capacity(capacity)).capacity() >= capacity);
    /// assert_eq!(LINES.miss_count(), 1);
    /// ```
    #[inline]
    pub fn get_or(&'static self, make: impl FnOnce() -> K::Item) -> Pooled<K> {
        Pooled::new(front::take_or(&self.handle(), || Box::new(make())), K::HANDLE)
    }

    /// Gets an object that comes back by itself; an empty pool gets one from `make`, which may fail.
    ///
    /// # Errors
    ///
    /// The error of `make`. Such a get counts as a miss, and as [`failed`](Stats::failed).
    ///
    /// # Panics
    ///
    /// If `make` panics; the pool is as before.
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static NUMBERS: u32 = 64);
    ///
    /// assert!(NUMBERS.get_or_try(|| "none".parse()).is_err());
    /// assert_eq!((NUMBERS.stats().misses, NUMBERS.stats().failed), (1, 1));
    /// assert_eq!(*NUMBERS.get_or_try(|| "42".parse())?, 42);
    /// # Ok::<(), std::num::ParseIntError>(())
    /// ```
    #[inline]
    pub fn get_or_try<E>(
        &'static self,
        make: impl FnOnce() -> Result<K::Item, E>,
    ) -> Result<Pooled<K>, E> {
        let object = front::take_or_try(&self.handle(), || make().map(Box::new))?;
        Ok(Pooled::new(object, K::HANDLE))
    }

    /// Gets an object that comes back by itself if one is idle; never makes one.
    ///
    /// Use it for work that can wait, or that can do without an object, when the pool is empty.
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static LINES: String = 64);
    ///
    /// assert!(LINES.try_get().is_none());
    /// LINES.refill(1);
    /// assert!(LINES.try_get().is_some());
    /// ```
    #[must_use = "a guard that is not kept gives its object straight back"]
    #[inline]
    pub fn try_get(&'static self) -> Option<Pooled<K>> {
        Some(Pooled::new(self.try_take()?, K::HANDLE))
    }

    /// Takes an object out of the pool for good; an empty pool makes a new one.
    ///
    /// Use it where the owner of the object wants a `Box`. The object does not come back by itself;
    /// [`put`](Self::put) accepts it.
    ///
    /// # Panics
    ///
    /// If the pool is empty and the function that makes an object panics; the pool is as before.
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static LINES: String = 64);
    ///
    /// let line: Box<String> = LINES.take();
    /// drop(line); // dropped like any other box
    /// assert_eq!(LINES.len(), 0);
    /// ```
    #[must_use = "the object is dropped if it is not used"]
    #[inline]
    pub fn take(&'static self) -> Box<K::Item> {
        front::take(&self.handle())
    }

    /// Takes an object out of the pool for good if one is idle; never makes one.
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static LINES: String = 64);
    ///
    /// LINES.put(Box::new("hello".to_owned()));
    /// assert_eq!(LINES.try_take().as_deref(), Some(&String::new()));
    /// assert_eq!(LINES.try_take(), None);
    /// ```
    #[must_use = "the object is dropped if it is not used"]
    #[inline]
    pub fn try_take(&'static self) -> Option<Box<K::Item>> {
        front::try_take(&self.handle())
    }

    /// Resets an object and gives it to the pool, whether the pool has made it or not.
    ///
    /// Returns `None` if the pool has kept the object. Returns the object, reset, if the pool is full, if
    /// the object's [`is_reusable`](crate::Poolable::is_reusable) returned `false`, or if the pool is
    /// adaptive and the object holds too much memory.
    ///
    /// # Panics
    ///
    /// If the object's reset or `is_reusable` panics; the object is dropped, and the pool as before.
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static LINES: String = 1);
    ///
    /// assert_eq!(LINES.put(Box::new("first".to_owned())), None);
    /// assert_eq!(LINES.put(Box::new("second".to_owned())), Some(Box::default()), "full");
    /// ```
    #[inline]
    #[rustfmt::skip] // rustc prints the next line where the argument is wrong
    pub fn put(&'static self, object: Box<K::Item>) -> Option<Box<K::Item>> { // a guard needs no `put`: drop it
        front::put(&self.handle(), object)
    }

    /// Returns the number of idle objects, those that threads keep to themselves included.
    ///
    /// The number is collected from all threads without stopping them. It is exact if no thread uses the
    /// pool meanwhile, and never more than the capacity. Do not call it on a hot path: it reads memory of
    /// each thread.
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static LINES: String = 64);
    ///
    /// drop([LINES.get(), LINES.get()]);
    /// assert_eq!(LINES.len(), 2);
    /// ```
    #[must_use]
    pub fn len(&'static self) -> usize {
        key::shared::<K>().len()
    }

    /// Tells whether no object is idle, as [`len`](Self::len) does.
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static LINES: String = 64);
    ///
    /// assert!(LINES.is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&'static self) -> bool {
        self.len() == 0
    }

    /// Returns the most idle objects that the pool ever keeps: the `N` of its declaration.
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static LINES: String = 64);
    ///
    /// assert_eq!(LINES.capacity(), 64);
    /// ```
    #[must_use]
    pub const fn capacity(&'static self) -> usize {
        K::CAPACITY
    }

    /// Returns how many times a get found no idle object.
    ///
    /// If the number keeps growing after the program has warmed up, the pool may be too small: see
    /// [`Stats::recommended_capacity`].
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static LINES: String = 64);
    ///
    /// drop(LINES.get());
    /// drop(LINES.get());
    /// assert_eq!(LINES.miss_count(), 1);
    /// ```
    #[must_use]
    pub fn miss_count(&'static self) -> u64 {
        self.stats().misses
    }

    /// Makes up to `n` idle objects, as long as the pool has room, and returns how many.
    ///
    /// Use it to warm the pool up before the first request: `pool!` makes no objects in advance.
    ///
    /// # Panics
    ///
    /// If the function that makes the objects panics. The objects that were made before are kept.
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static LINES: String = 64);
    ///
    /// assert_eq!(LINES.refill(60), 60);
    /// assert_eq!(LINES.refill(60), 4);
    /// ```
    pub fn refill(&'static self, n: usize) -> usize {
        erased::refill(Self::ERASED, n, K::CAPACITY)
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
    /// syncpool::pool!(static LINES: String = 64);
    ///
    /// LINES.refill(10);
    /// assert_eq!(LINES.trim(3), 7);
    /// assert_eq!(LINES.len(), 3);
    /// ```
    pub fn trim(&'static self, keep: usize) -> usize {
        erased::trim(Self::ERASED, keep)
    }

    /// Returns a snapshot of the pool's counters. `{:#}` prints it with advice on the capacity.
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static LINES: String = 64);
    ///
    /// drop(LINES.get());
    /// drop(LINES.get());
    /// let stats = LINES.stats();
    /// assert_eq!((stats.hits, stats.misses, stats.idle), (1, 1, 1));
    /// assert_eq!(stats.hit_rate(), 0.5);
    /// ```
    #[must_use]
    pub fn stats(&'static self) -> Stats {
        Stats::of(key::shared::<K>(), K::CAPACITY, size_of::<K::Item>())
    }

    /// Returns the pool's handle: a value of size 0, for functions that take any [`Pool`](crate::Pool).
    ///
    /// `&NAME` is a handle, too. A guard from `&NAME` is 16 bytes wide, one from `NAME.handle()` is 8.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::prelude::*;
    ///
    /// fn hello<P: Pool<Item = String>>(pool: P) -> Pooled<P> {
    ///     let mut line = Pool::get(pool);
    ///     line.push_str("hello");
    ///     line
    /// }
    ///
    /// pool!(static LINES: String = 64);
    ///
    /// let line: Pooled<LINES> = hello(LINES.handle());
    /// assert_eq!(line, "hello");
    /// ```
    #[must_use]
    pub const fn handle(&'static self) -> K {
        K::HANDLE
    }

    #[cfg(test)]
    pub(crate) fn shared(&'static self) -> crate::raw::Shared<'static> {
        key::shared::<K>()
    }

    /// The magazine of the calling thread, which it need not have earned.
    #[cfg(test)]
    pub(crate) fn register(&'static self) -> Option<&'static crate::raw::Magazine> {
        Self::ERASED.magazine_or_new()
    }
}

/// A panic of a user's function leaves the pool consistent, and no thread reaches its idle objects.
impl<K: Declaration> UnwindSafe for StaticPool<K> {}
impl<K: Declaration> RefUnwindSafe for StaticPool<K> {}

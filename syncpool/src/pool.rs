//! The one trait over all pools.

use crate::Pooled;

/// A handle to a pool, whatever kind of pool it is.
///
/// Take a `P: Pool` where a function should work with any pool. There are handles to
/// - a static pool `NAME`: `NAME.handle()`, whose type is `NAME` and which has no size, or `&NAME`;
/// - a pool made at run time: `&SyncPool<T>`, or an `Arc<SyncPool<T>>` that keeps it alive;
/// - a pool of your own: implement the three methods, and its objects come under guards, too.
///
/// [`get`](Pool::get) and [`try_get`](Pool::try_get) are called as `Pool::get(handle)`. As methods
/// they would come before a pool's own: with this trait in scope, `get` on an `Arc<SyncPool<T>>`
/// would not borrow the pool, but use the `Arc` up.
///
/// # Examples
///
/// One function for all pools:
///
/// ```
/// use std::sync::Arc;
/// use syncpool::prelude::*;
///
/// fn greeting<P: Pool<Item = String>>(pool: P, name: &str) -> Pooled<P> {
///     let mut line = Pool::get(pool);
///     line.push_str("hello, ");
///     line.push_str(name);
///     line
/// }
///
/// pool!(static LINES: String = 64);
/// let pool = SyncPool::new();
/// let shared = Arc::new(SyncPool::new());
///
/// assert_eq!(greeting(LINES.handle(), "static"), "hello, static");
/// assert_eq!(greeting(&LINES, "reference"), "hello, reference");
/// assert_eq!(greeting(&pool, "borrowed"), "hello, borrowed");
/// assert_eq!(greeting(Arc::clone(&shared), "owned"), "hello, owned");
/// ```
///
/// A pool that hands out what another one keeps, and counts:
///
/// ```
/// use std::cell::Cell;
/// use syncpool::prelude::*;
///
/// struct Counting<P> {
///     pool: P,
///     taken: Cell<usize>,
/// }
///
/// impl<P: Pool> Pool for &Counting<P> {
///     type Item = P::Item;
///
///     fn take(&self) -> Box<P::Item> {
///         self.taken.set(self.taken.get() + 1);
///         self.pool.take()
///     }
///     fn try_take(&self) -> Option<Box<P::Item>> {
///         self.pool.try_take().inspect(|_| self.taken.set(self.taken.get() + 1))
///     }
///     fn put(&self, object: Box<P::Item>) -> Option<Box<P::Item>> {
///         self.pool.put(object)
///     }
/// }
///
/// let pool = SyncPool::<String>::new();
/// let counting = Counting { pool: &pool, taken: Cell::new(0) };
/// drop(Pool::get(&counting));
/// drop(Pool::get(&counting));
/// assert_eq!((counting.taken.get(), pool.len()), (2, 64));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a handle to a pool",
    label = "expected the name of a static pool, `&SyncPool<T>` or `Arc<SyncPool<T>>`",
    note = "a type from `pool!(static NAME: Type = N)` is written `NAME`; a guard of it is `Pooled<NAME>`"
)]
pub trait Pool {
    /// What the pool holds.
    type Item;

    /// Takes an object out of the pool for good; an empty pool makes a new one.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::{Pool, SyncPool};
    ///
    /// fn longest(pool: impl Pool<Item = String>) -> Box<String> {
    ///     let (a, b) = (pool.take(), pool.take());
    ///     if a.capacity() < b.capacity() { b } else { a }
    /// }
    ///
    /// let pool = SyncPool::with_builder(|| String::with_capacity(80));
    /// assert!(longest(&pool).capacity() >= 80);
    /// ```
    fn take(&self) -> Box<Self::Item>;

    /// Takes an object out of the pool for good if one is idle; never makes one.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::{Pool, SyncPool};
    ///
    /// fn drain<T>(pool: impl Pool<Item = T>) -> usize {
    ///     std::iter::from_fn(|| pool.try_take()).count()
    /// }
    ///
    /// assert_eq!(drain(&SyncPool::<String>::with_size(10)), 10);
    /// ```
    fn try_take(&self) -> Option<Box<Self::Item>>;

    /// Resets an object and gives it to the pool. `None` when it was kept; the object back when
    /// the pool is full or the object does not want to be kept.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::{Pool, SyncPool};
    ///
    /// fn fill(pool: impl Pool<Item = String>) {
    ///     while pool.put(Box::default()).is_none() {}
    /// }
    ///
    /// let pool = SyncPool::builder().capacity(10).build();
    /// fill(&pool);
    /// assert_eq!(pool.len(), 10);
    /// ```
    fn put(&self, object: Box<Self::Item>) -> Option<Box<Self::Item>>;

    /// Resets an object and gives it to the pool, or drops it when the pool does not keep it.
    ///
    /// It is what a guard calls when it is dropped. An implementation must not count on being
    /// called once for each object that was taken: a guard that is leaked, or dropped while its
    /// thread panics, does not give its object back. By default it is [`put`](Pool::put).
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::{Pool, SyncPool};
    ///
    /// let pool = SyncPool::<String>::builder().capacity(1).build();
    /// Pool::give_back(&&pool, Box::new("first".to_owned()));
    /// Pool::give_back(&&pool, Box::new("second".to_owned())); // the pool is full: it is dropped
    /// assert_eq!(pool.len(), 1);
    /// ```
    #[inline]
    fn give_back(&self, object: Box<Self::Item>) {
        drop(self.put(object));
    }

    /// Gets an object that comes back by itself; an empty pool makes a new one.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::{Pool, Pooled, SyncPool};
    ///
    /// fn pair<P: Pool + Copy>(pool: P) -> (Pooled<P>, Pooled<P>) {
    ///     (Pool::get(pool), Pool::get(pool))
    /// }
    ///
    /// let pool = SyncPool::<String>::with_size(10);
    /// let pair = pair(&pool);
    /// assert_eq!(pool.len(), 8);
    /// drop(pair);
    /// assert_eq!(pool.len(), 10);
    /// ```
    #[inline]
    fn get(pool: Self) -> Pooled<Self>
    where
        Self: Sized,
    {
        Pooled::new(pool.take(), pool)
    }

    /// Gets an object that comes back by itself if one is idle; never makes one.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::{Pool, SyncPool};
    ///
    /// let pool = SyncPool::<String>::with_size(1);
    /// let line = Pool::try_get(&pool);
    /// assert!(line.is_some());
    /// assert!(Pool::try_get(&pool).is_none());
    /// ```
    #[inline]
    fn try_get(pool: Self) -> Option<Pooled<Self>>
    where
        Self: Sized,
    {
        Some(Pooled::new(pool.try_take()?, pool))
    }
}

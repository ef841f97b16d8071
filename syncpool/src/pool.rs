//! The trait of all pools.

use alloc::boxed::Box;

use crate::Pooled;

/// A handle to a pool of any kind.
///
/// Take a `P: Pool` where a function works with any pool. These are handles:
/// - of a static pool `NAME`: `NAME.handle()`, whose type is `NAME` and whose size is 0, or `&NAME`;
/// - of a pool made at run time: `&SyncPool<T>`, an `Arc<SyncPool<T>>` that keeps it alive, or a
///   `Weak<SyncPool<T>>` that does not;
/// - of a `BoundedPool`, which waits: what its `handle` returns;
/// - of a pool of your own: a type that implements this trait.
///
/// [`get`](Pool::get) and [`try_get`](Pool::try_get) are called as `Pool::get(handle)`. As methods
/// they would hide a pool's own: with this trait in scope, `get` on an `Arc<SyncPool<T>>` would consume
/// the `Arc` rather than borrow the pool.
///
/// # Implementing a pool
///
/// Implement [`take`](Pool::take), [`try_take`](Pool::try_take) and [`put`](Pool::put). Guards work
/// with the pool then: [`Pool::get`] returns a [`Pooled`]. A guard calls one of three hooks, whose default
/// bodies need no change in most pools:
/// - [`give_back`](Pool::give_back) if it is dropped and its thread is not unwinding from a panic;
/// - [`discard_unwinding`](Pool::discard_unwinding) if it is dropped and its thread is unwinding;
/// - [`discard`](Pool::discard) if its user does not want to give the object back.
///
/// A guard that is leaked, or whose object is taken by [`Pooled::into_box`], calls none. So a pool
/// must not rely on one call of a hook for each object that was taken. What has to happen at the end of each guard
/// belongs into the drop of the handle, which the guard owns. A pool that wraps another pool
/// forwards all hooks, so that the inner pool counts its objects right. It forwards
/// [`take_like`](Pool::take_like), too, so that a pool with sizes gives the clone of a guard an object of the same size.
///
/// The trait may get more methods in later versions. Each will have a default body, and `dyn Pool` will
/// stay possible, so an implementation and its users keep compiling.
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
/// A pool that wraps another one and counts the objects that were taken:
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
///     fn give_back(&self, object: Box<P::Item>) {
///         self.pool.give_back(object);
///     }
///     fn discard(&self, object: Box<P::Item>) {
///         self.pool.discard(object);
///     }
///     fn discard_unwinding(&self, object: Box<P::Item>) {
///         self.pool.discard_unwinding(object);
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
    note = "the guards of `pool!(static NAME: {Self} = N)` are of type `Pooled<NAME>`, and the handles to it are `NAME.handle()` and `&NAME`"
)]
pub trait Pool {
    /// The type of the pool's objects.
    type Item;

    /// Takes an object out of the pool for good; an empty pool makes a new one.
    ///
    /// The object does not come back by itself; [`put`](Pool::put) accepts it, and [`Pooled::new`] makes a
    /// guard of it. [`get`](Pool::get) calls this method.
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
    #[must_use = "the object is dropped if it is not used"]
    fn take(&self) -> Box<Self::Item>;

    /// Takes an object out of the pool for good if one is idle; never makes one.
    ///
    /// [`try_get`](Pool::try_get) calls this method.
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
    #[must_use = "the object is dropped if it is not used"]
    fn try_take(&self) -> Option<Box<Self::Item>>;

    /// Takes an object out of the pool for a copy of `object`; an empty pool makes a new one.
    ///
    /// The clone of a guard and [`PooledArc::make_mut`](crate::PooledArc::make_mut) call this method, and then
    /// copy `object` into the new one. So a pool of objects of several sizes returns one of the capacity of
    /// `object`. By default it calls [`take`](Pool::take).
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::{Pool, Pooled, SizedPool};
    ///
    /// let pool = SizedPool::<Vec<u8>>::builder().smallest(1 << 10).largest(1 << 20).build();
    /// let large = pool.get_with_capacity(1 << 20);
    /// assert_eq!(Pool::take(&&pool).capacity(), 1 << 10);
    /// assert_eq!(Pool::take_like(&&pool, &large).capacity(), 1 << 20);
    /// assert_eq!(large.clone().capacity(), 1 << 20);
    /// ```
    #[must_use = "the object is dropped if it is not used"]
    fn take_like(&self, object: &Self::Item) -> Box<Self::Item> {
        let _ = object;
        self.take()
    }

    /// Resets an object and gives it to the pool, whether the pool has made it or not.
    ///
    /// Returns `None` if the pool has kept the object. Returns the object, reset, if the pool does not
    /// keep it: because the pool is full, or because the object is not worth keeping.
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
    #[rustfmt::skip] // rustc prints the next line where the argument is wrong
    fn put(&self, object: Box<Self::Item>) -> Option<Box<Self::Item>>; // a guard needs no `put`: drop it

    /// Resets an object and gives it to the pool, or drops the object if the pool does not keep it.
    ///
    /// A guard calls this hook when it is dropped, unless its thread is unwinding from a panic. Called
    /// directly, it does the same as [`put`](Pool::put), except that no object is returned; the pools of
    /// this crate are a little faster for that. By default it calls [`put`](Pool::put) and drops the result.
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

    /// Drops an object without a reset, because its user says that it is not fit to be kept.
    ///
    /// [`Pooled::discard`], a [`Provisional`](crate::Provisional) guard and
    /// [`try_get_checked`](Pool::try_get_checked) call this hook. The pools of this crate count the object as
    /// [`discarded_unfit`](crate::Stats::discarded_unfit), and as no longer in use. By default the hook only
    /// drops the object.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::{Pool, SyncPool};
    ///
    /// let pool = SyncPool::<String>::with_size(10);
    /// Pool::discard(&&pool, pool.take());
    /// assert_eq!((pool.len(), pool.stats().in_use), (9, 0));
    /// ```
    fn discard(&self, object: Box<Self::Item>) {
        drop(object);
    }

    /// Drops an object without a reset, because its thread is unwinding from a panic.
    ///
    /// A guard calls this hook in place of [`give_back`](Pool::give_back) if
    /// [`thread::panicking`](std::thread::panicking) is true while the guard is dropped: the panic may
    /// have left the object halfway through a change. So an implementation must not keep the object. It
    /// must not panic either, since a panic while a thread unwinds aborts the process.
    ///
    /// Called directly, the hook drops the object, too. The pools of this crate count it as
    /// [`discarded_unwinding`](crate::Stats::discarded_unwinding), and as no longer in use. By default the
    /// hook only drops the object.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::panic::catch_unwind;
    /// use syncpool::SyncPool;
    ///
    /// let pool = SyncPool::<String>::with_size(10);
    /// let panicked = catch_unwind(|| {
    ///     let _line = pool.get();
    ///     panic!("while the line is in use");
    /// });
    /// assert!(panicked.is_err());
    /// assert_eq!((pool.len(), pool.stats().discarded_unwinding), (9, 1));
    /// ```
    fn discard_unwinding(&self, object: Box<Self::Item>) {
        drop(object);
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
    #[rustfmt::skip] // rustc prints the next line where `get` is called in another way
    fn get(pool: Self) -> Pooled<Self> // write `Pool::get(handle)`, or `NAME.get()` for a static pool
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
    #[must_use = "a guard that is not kept gives its object straight back"]
    #[inline]
    fn try_get(pool: Self) -> Option<Pooled<Self>>
    where
        Self: Sized,
    {
        Some(Pooled::new(pool.try_take()?, pool))
    }

    /// Gets an idle object for which `check` returns `true`, one that comes back by itself; never makes one.
    ///
    /// `check` is called with idle objects, one after another, until it returns `true`. The others are
    /// [discarded](Pool::discard). The pools of this crate have `get_checked`, too, which makes an object if no
    /// idle one is fit; see [`SyncPool::get_checked`](crate::SyncPool::get_checked).
    ///
    /// # Panics
    ///
    /// If `check` panics; its object is dropped.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::{Pool, SyncPool};
    ///
    /// let pool = SyncPool::<String>::builder().build();
    /// pool.put(Box::new(String::with_capacity(10)));
    /// pool.put(Box::new(String::with_capacity(1000)));
    /// let line = Pool::try_get_checked(&pool, |line| line.capacity() >= 1000);
    /// assert_eq!(line.unwrap().capacity(), 1000);
    /// ```
    #[must_use = "a guard that is not kept gives its object straight back"]
    fn try_get_checked(
        mut pool: Self,
        mut check: impl FnMut(&mut Self::Item) -> bool,
    ) -> Option<Pooled<Self>>
    where
        Self: Sized,
    {
        loop {
            let mut guard = Pooled::new(pool.try_take()?, pool);
            if check(&mut guard) {
                return Some(guard);
            }
            let (object, handle) = Pooled::into_parts(guard);
            handle.discard(object);
            pool = handle;
        }
    }
}

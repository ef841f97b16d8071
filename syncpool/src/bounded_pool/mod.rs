//! A bound on the objects in use: who asks for one more waits.
//!
//! - [`permits`] is a fair semaphore, over the [`queue`] of those who wait;
//! - a [`BoundedHandle`] holds the permits of the objects that were taken through it, so a permit is released whatever
//!   ends the use of an object.

mod handle;
mod permits;
mod queue;

use alloc::sync::Arc;
use core::fmt;
use core::future::Future;
use core::time::Duration;

pub use self::handle::BoundedHandle;
use self::permits::{MAX, Permits};
use crate::{Pool, Pooled};

/// A pool of which only so many objects are in use at once.
///
/// It wraps the handle of any [`Pool`]: of a static pool, a `&SyncPool<T>`, an `Arc<SyncPool<T>>`. A get waits for an
/// object to come back while as many are in use as may be. Use it where each object in use costs something that is
/// scarce, such as much memory, a connection or a license. Other pools never wait: N bounds their *idle* objects.
///
/// | | waits | makes an object |
/// |---|---|---|
/// | [`get`](Self::get) | blocks its thread | if none is idle |
/// | [`get_timeout`](Self::get_timeout) | blocks its thread, for so long | if none is idle |
/// | [`get_async`](Self::get_async) | its task, on any runtime | if none is idle |
/// | [`get_without_waiting`](Self::get_without_waiting) | never | if none is idle |
/// | [`Pool::try_get`] of a [`handle`](Self::handle) | never | never |
///
/// It is **fair**: threads and tasks wait in one queue, and the first in the queue gets the next object. Nobody
/// overtakes the queue. A wait may be **cancelled**: a future that is dropped, and a wait whose time is over, leave
/// the queue. If they have just been given an object, the next in the queue gets it.
///
/// An object is in use from the get until it has come back, or until its guard has ended in another way: dropped
/// while its thread unwinds, [discarded](Pooled::discard), or [taken apart](Pooled::into_box). An object whose guard
/// is leaked, by [`mem::forget`](std::mem::forget), stays in use for ever.
///
/// While nobody waits, a get and a return each take two atomic updates more than those of the pool inside. All
/// threads share the number that one of the two changes. The queue is that of the crate
/// [event-listener](https://docs.rs/event-listener).
///
/// This needs the feature `bounded`.
///
/// # Deadlocks
///
/// A thread or task that has an object, and waits for another one of the same bounded pool, waits for ever if all
/// others do the same; with a bound of 1, it waits for itself. [The guide](crate::guide::waiting) tells how to avoid
/// that. In a child of `fork`, the objects that other threads of the parent had stay in use: make another bounded
/// pool there.
///
/// # Objects in all
///
/// There are at most as many objects as the bound and the pool's N together. They may be more than the bound: an
/// object that comes back may go to the magazine of a busy thread, where another thread does not find it and so
/// makes one. A pool whose N is less than 8 has no magazines: each thread finds each idle object.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use syncpool::prelude::*;
/// use syncpool::BoundedPool;
///
/// pool!(static IMAGES: Vec<u8> = 4);
///
/// /// No more than two images are decoded at once.
/// static DECODED: BoundedPool<IMAGES> = BoundedPool::new(IMAGES.handle(), 2);
///
/// let (first, second) = (DECODED.get(), DECODED.get());
/// assert!(DECODED.get_timeout(Duration::from_millis(1)).is_none());
///
/// std::thread::scope(|scope| {
///     scope.spawn(|| DECODED.get()); // waits for the next line
///     drop(first);
/// });
/// assert_eq!(DECODED.in_use(), 1);
/// # drop(second);
/// ```
///
/// A pool that is made at run time, and guards that keep it alive:
///
/// ```
/// use std::sync::Arc;
/// use syncpool::{BoundedPool, SyncPool};
///
/// let pool = SyncPool::builder().capacity(4).init(|| Vec::<u8>::with_capacity(4096)).build();
/// let pool = Arc::new(BoundedPool::new(Arc::new(pool), 2));
///
/// let buffer = pool.owned_handle().get();
/// std::thread::spawn(move || drop(buffer)).join().unwrap();
/// assert_eq!(pool.pool().len(), 1);
/// ```
pub struct BoundedPool<P> {
    pool: P,
    max_in_use: usize,
    permits: Permits,
}

impl<P: Pool> BoundedPool<P> {
    /// Makes a bounded pool of a pool's handle. At most `max_in_use` objects of it are in use at once.
    ///
    /// Objects that are taken from the pool itself do not count.
    ///
    /// # Panics
    ///
    /// If `max_in_use` is 0, or more than `usize::MAX / 2`. In a static, that is an error of the compiler.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::prelude::*;
    /// use syncpool::BoundedPool;
    ///
    /// pool!(static LINES: String = 64);
    ///
    /// static FEW_LINES: BoundedPool<LINES> = BoundedPool::new(LINES.handle(), 10);
    /// assert_eq!(FEW_LINES.max_in_use(), 10);
    /// ```
    #[must_use]
    #[track_caller]
    pub const fn new(pool: P, max_in_use: usize) -> Self {
        assert!(
            max_in_use > 0,
            "a pool with no object in use is of no use: give a bound of at least 1"
        );
        assert!(max_in_use <= MAX, "the bound is too large: give at most `usize::MAX / 2`");
        BoundedPool { pool, max_in_use, permits: Permits::new(max_in_use) }
    }

    /// Gets an object that comes back by itself. Blocks the thread while as many are in use as may be.
    ///
    /// Don't call it in async code: it would block the thread of the runtime. See
    /// [`get_async`](Self::get_async).
    ///
    /// # Panics
    ///
    /// If the pool has to make an object, and its function panics: nothing is in use then. On wasm, where a
    /// thread can't wait, if it has to.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::{BoundedPool, SyncPool};
    ///
    /// let lines = SyncPool::<String>::new();
    /// let pool = BoundedPool::new(&lines, 2);
    /// pool.get().push_str("to be");
    /// assert_eq!(pool.in_use(), 0);
    /// ```
    #[inline]
    pub fn get(&self) -> Pooled<BoundedHandle<&Self>> {
        self.handle().get()
    }

    /// Gets an object that comes back by itself. Blocks the thread while as many are in use as may be, but at
    /// most this long; returns `None` after that.
    ///
    /// If an object comes back just as the time is over, it is returned, or goes to the next one who waits.
    /// A time of [`Duration::MAX`] is for ever.
    ///
    /// # Panics
    ///
    /// As [`get`](Self::get) does.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::Duration;
    /// use syncpool::{BoundedPool, SyncPool};
    ///
    /// let lines = SyncPool::<String>::new();
    /// let pool = BoundedPool::new(&lines, 1);
    /// let line = pool.get_timeout(Duration::from_secs(1));
    /// assert!(line.is_some());
    /// assert!(pool.get_timeout(Duration::from_millis(1)).is_none());
    /// ```
    #[must_use = "a guard that is not kept gives its object straight back"]
    pub fn get_timeout(&self, timeout: Duration) -> Option<Pooled<BoundedHandle<&Self>>> {
        self.handle().get_timeout(timeout)
    }

    /// Gets an object that comes back by itself, if not as many are in use as may be. Never waits. If none is idle, the
    /// pool makes one; [`Pool::try_get`] of a [`handle`](Self::handle) does not.
    ///
    /// # Panics
    ///
    /// If the pool has to make an object, and its function panics: nothing is in use then.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::{BoundedPool, Pool, SyncPool};
    ///
    /// let lines = SyncPool::<String>::builder().build();
    /// let pool = BoundedPool::new(&lines, 1);
    /// assert!(Pool::try_get(pool.handle()).is_none()); // no object is idle
    /// let line = pool.get_without_waiting();
    /// assert!(line.is_some());
    /// assert!(pool.get_without_waiting().is_none()); // as many are in use as may be
    /// ```
    #[must_use = "a guard that is not kept gives its object straight back"]
    #[inline]
    pub fn get_without_waiting(&self) -> Option<Pooled<BoundedHandle<&Self>>> {
        self.handle().get_without_waiting()
    }

    /// Gets an object that comes back by itself. The task waits while as many are in use as may be.
    ///
    /// It needs no particular runtime. The future joins the queue when it is polled first. If it is dropped, it
    /// leaves the queue, and passes on the object that it may have been given. A future that is neither
    /// polled nor dropped keeps its turn, and all behind it wait.
    ///
    /// The guard borrows the pool. For a task that must be `'static`, use a static, or
    /// [`owned_handle`](Self::owned_handle).
    ///
    /// # Panics
    ///
    /// If the pool has to make an object, and its function panics: nothing is in use then.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::{BoundedPool, SyncPool};
    ///
    /// let lines = SyncPool::<String>::new();
    /// let pool = BoundedPool::new(&lines, 1);
    ///
    /// async fn length(pool: &BoundedPool<&SyncPool<String>>) -> usize {
    ///     let line = pool.get_async().await;
    ///     line.len()
    /// }
    ///
    /// assert_eq!(pollster::block_on(length(&pool)), 0);
    /// ```
    pub fn get_async(&self) -> impl Future<Output = Pooled<BoundedHandle<&Self>>> {
        self.handle().get_async()
    }

    /// Returns a handle: for functions that take any [`Pool`].
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::{BoundedPool, Pool, SyncPool};
    ///
    /// fn copy<P: Pool<Item = String>>(pool: P, text: &str) -> syncpool::Pooled<P> {
    ///     let mut copy = Pool::get(pool);
    ///     copy.push_str(text);
    ///     copy
    /// }
    ///
    /// let lines = SyncPool::new();
    /// let pool = BoundedPool::new(&lines, 2);
    /// let line = copy(pool.handle(), "to be");
    /// assert_eq!((line.as_str(), pool.in_use()), ("to be", 1));
    /// ```
    #[must_use]
    #[inline]
    pub const fn handle(&self) -> BoundedHandle<&Self> {
        BoundedHandle::new(self)
    }

    /// Returns a handle that keeps the bounded pool alive, and so do its guards.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    /// use syncpool::{BoundedHandle, BoundedPool, Pooled, SyncPool};
    ///
    /// type Lines = BoundedPool<Arc<SyncPool<String>>>;
    ///
    /// struct Message {
    ///     text: Pooled<BoundedHandle<Arc<Lines>>>,
    /// }
    ///
    /// let pool = Arc::new(Lines::new(Arc::default(), 2));
    /// let message = Message { text: pool.owned_handle().get() };
    /// drop(pool);
    /// assert!(message.text.is_empty());
    /// ```
    #[must_use]
    #[inline]
    pub fn owned_handle(self: &Arc<Self>) -> BoundedHandle<Arc<Self>> {
        BoundedHandle::new(Arc::clone(self))
    }

    /// Returns the handle of the pool inside.
    ///
    /// Call its methods for statistics, or to [`refill`](crate::SyncPool::refill) it. Objects that are taken from it
    /// directly do not count.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::{BoundedPool, SyncPool};
    ///
    /// let lines = SyncPool::<String>::builder().build();
    /// let pool = BoundedPool::new(&lines, 2);
    /// drop(pool.get());
    /// assert_eq!(pool.pool().stats().misses, 1);
    /// ```
    #[must_use]
    pub const fn pool(&self) -> &P {
        &self.pool
    }

    /// Returns the most objects that are in use at once.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::{BoundedPool, SyncPool};
    ///
    /// let lines = SyncPool::<String>::new();
    /// assert_eq!(BoundedPool::new(&lines, 2).max_in_use(), 2);
    /// ```
    #[must_use]
    pub const fn max_in_use(&self) -> usize {
        self.max_in_use
    }

    /// Returns the number of objects in use, with those that were promised to one who waits.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::{BoundedPool, SyncPool};
    ///
    /// let lines = SyncPool::<String>::new();
    /// let pool = BoundedPool::new(&lines, 2);
    /// let line = pool.get();
    /// assert_eq!(pool.in_use(), 1);
    /// # drop(line);
    /// ```
    #[must_use]
    pub fn in_use(&self) -> usize {
        self.max_in_use - self.permits.free()
    }

    /// Returns the number of threads and tasks that wait for an object.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::{BoundedPool, SyncPool};
    ///
    /// let lines = SyncPool::<String>::new();
    /// let pool = BoundedPool::new(&lines, 1);
    /// let line = pool.get();
    /// std::thread::scope(|scope| {
    ///     scope.spawn(|| pool.get());
    ///     while pool.waiting() == 0 {
    ///         std::thread::yield_now();
    ///     }
    ///     drop(line);
    /// });
    /// assert_eq!(pool.waiting(), 0);
    /// ```
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.permits.waiting()
    }
}

impl<P: Pool> fmt::Debug for BoundedPool<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BoundedPool")
            .field("max_in_use", &self.max_in_use)
            .field("in_use", &self.in_use())
            .field("waiting", &self.waiting())
            .finish_non_exhaustive()
    }
}

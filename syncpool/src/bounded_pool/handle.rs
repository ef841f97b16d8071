//! The handle to a bounded pool, which holds the permits of the objects that were taken through it.

use alloc::boxed::Box;
use alloc::sync::Arc;
use core::fmt;
use core::sync::atomic::AtomicUsize;
use core::sync::atomic::Ordering::Relaxed;
use std::time::{Duration, Instant};

use super::BoundedPool;
use super::permits::{Permit, Permits};
use crate::{Pool, Pooled};

/// A reference to a bounded pool: `&BoundedPool<P>` or `Arc<BoundedPool<P>>`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a reference to a `BoundedPool`",
    label = "expected `&BoundedPool<P>` or `Arc<BoundedPool<P>>`"
)]
pub trait Reference {
    /// The handle to the pool whose objects are bounded.
    type Inner: Pool;

    #[doc(hidden)]
    fn bounded(&self) -> &BoundedPool<Self::Inner>;
}

impl<P: Pool> Reference for &BoundedPool<P> {
    type Inner = P;

    #[inline]
    fn bounded(&self) -> &BoundedPool<P> {
        self
    }
}

impl<P: Pool> Reference for Arc<BoundedPool<P>> {
    type Inner = P;

    #[inline]
    fn bounded(&self) -> &BoundedPool<P> {
        self
    }
}

/// A handle to a [`BoundedPool`]: a [`Pool`] that waits, and holds a permit for each object that was taken through
/// it.
///
/// [`BoundedPool::handle`] and [`BoundedPool::owned_handle`] return one, and each guard of a bounded pool has one:
/// `Pooled<BoundedHandle<B>>`, where `B` is `&BoundedPool<P>` or `Arc<BoundedPool<P>>`. A new handle holds no
/// permits.
///
/// - [`take`](Pool::take) waits until a permit is free, as [`get`](BoundedHandle::get) does. The permit stays with
///   the handle, since the object is in use.
/// - [`try_take`](Pool::try_take) takes an idle object if there is one and a permit is free. It neither waits
///   nor makes an object.
/// - [`put`](Pool::put), and each of the ways in which a guard ends, releases a permit of the handle, whether the pool
///   keeps the object or not. An object that was not taken through this handle counts as one that was, if
///   the handle has a permit.
/// - The drop of the handle releases the permits that it still holds. So an object that
///   [`Pooled::into_box`] takes out for good no longer counts.
///
/// The handle is not [`Clone`], and so its guards are not: the clone of a guard would wait, perhaps for the
/// guard itself.
///
/// # Examples
///
/// ```
/// use syncpool::prelude::*;
/// use syncpool::{BoundedHandle, BoundedPool};
///
/// pool!(static LINES: String = 64);
///
/// static FOUR_LINES: BoundedPool<LINES> = BoundedPool::new(LINES.handle(), 4);
///
/// struct Message {
///     text: Pooled<BoundedHandle<&'static BoundedPool<LINES>>>,
/// }
///
/// fn read<P: Pool<Item = String>>(pool: P) -> Pooled<P> {
///     Pool::get(pool)
/// }
///
/// let message = Message { text: read(FOUR_LINES.handle()) };
/// assert_eq!(FOUR_LINES.in_use(), 1);
/// drop(message);
/// assert_eq!((FOUR_LINES.in_use(), LINES.len()), (0, 1));
/// ```
pub struct BoundedHandle<B: Reference> {
    pool: B,
    /// The number of permits that the handle holds.
    held: AtomicUsize,
}

impl<B: Reference> BoundedHandle<B> {
    pub(super) const fn new(pool: B) -> Self {
        BoundedHandle { pool, held: AtomicUsize::new(0) }
    }

    /// Gets an object that comes back by itself. Waits while as many objects are in use as may be.
    ///
    /// # Panics
    ///
    /// If the pool has to make an object, and its function panics. The permit is released.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    /// use syncpool::{BoundedPool, SyncPool};
    ///
    /// let pool = Arc::new(BoundedPool::new(Arc::new(SyncPool::<String>::new()), 2));
    /// let line = pool.owned_handle().get();
    /// std::thread::spawn(move || drop(line)).join().unwrap();
    /// assert_eq!(pool.in_use(), 0);
    /// ```
    #[inline]
    pub fn get(self) -> Pooled<Self> {
        Pooled::new(self.take(), self)
    }

    /// Gets an object that comes back by itself. Waits at most this long; returns `None` after that.
    ///
    /// See [`BoundedPool::get_timeout`].
    ///
    /// # Panics
    ///
    /// If the pool has to make an object, and its function panics. The permit is released.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    /// use std::time::Duration;
    /// use syncpool::{BoundedPool, SyncPool};
    ///
    /// let pool = Arc::new(BoundedPool::new(Arc::new(SyncPool::<String>::new()), 1));
    /// let line = pool.owned_handle().get();
    /// assert!(pool.owned_handle().get_timeout(Duration::from_millis(1)).is_none());
    /// # drop(line);
    /// ```
    #[must_use = "a guard that is not kept gives its object straight back"]
    pub fn get_timeout(self, timeout: Duration) -> Option<Pooled<Self>> {
        let object = self.take_with(self.permits().acquire_within(timeout)?);
        Some(Pooled::new(object, self))
    }

    /// Gets an object that comes back by itself, if not as many are in use as may be. Never waits.
    ///
    /// # Panics
    ///
    /// If the pool has to make an object, and its function panics. The permit is released.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    /// use syncpool::{BoundedPool, SyncPool};
    ///
    /// let pool = Arc::new(BoundedPool::new(Arc::new(SyncPool::<String>::new()), 1));
    /// let line = pool.owned_handle().get_without_waiting();
    /// assert!(line.is_some());
    /// assert!(pool.owned_handle().get_without_waiting().is_none());
    /// ```
    #[must_use = "a guard that is not kept gives its object straight back"]
    #[inline]
    pub fn get_without_waiting(self) -> Option<Pooled<Self>> {
        let object = self.take_with(self.permits().try_acquire()?);
        Some(Pooled::new(object, self))
    }

    /// Gets an object that comes back by itself. The task waits while as many objects are in use as may be.
    ///
    /// See [`BoundedPool::get_async`].
    ///
    /// # Panics
    ///
    /// If the pool has to make an object, and its function panics. The permit is released.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    /// use syncpool::{BoundedPool, SyncPool};
    ///
    /// type Lines = BoundedPool<Arc<SyncPool<String>>>;
    ///
    /// // A future that a runtime may spawn: it is `Send` and `'static`.
    /// fn task(pool: Arc<Lines>) -> impl Future<Output = usize> + Send + 'static {
    ///     async move {
    ///         let line = pool.owned_handle().get_async().await;
    ///         line.len()
    ///     }
    /// }
    ///
    /// let pool = Arc::new(Lines::new(Arc::default(), 2));
    /// assert_eq!(pollster::block_on(task(pool)), 0);
    /// ```
    pub async fn get_async(self) -> Pooled<Self> {
        let permit = self.permits().acquire_async().await;
        let object = self.take_with(permit);
        Pooled::new(object, self)
    }

    fn permits(&self) -> &Permits {
        &self.pool.bounded().permits
    }

    /// Takes an object, for which the handle keeps the permit.
    #[inline]
    fn take_with(&self, permit: Permit<'_>) -> Box<<B::Inner as Pool>::Item> {
        let object = self.pool.bounded().pool.take();
        self.keep(permit);
        object
    }

    #[inline]
    fn keep(&self, permit: Permit<'_>) {
        permit.forget();
        self.held.fetch_add(1, Relaxed);
    }

    /// Takes a permit from the handle, if it has one. To be dropped after the object has been put or dropped, or a
    /// function of the user has panicked.
    #[inline]
    fn permit_to_release(&self) -> Option<Permit<'_>> {
        let take = self.held.fetch_update(Relaxed, Relaxed, |held| held.checked_sub(1));
        take.is_ok().then(|| Permit::remembered(self.permits()))
    }
}

impl<B: Reference> Pool for BoundedHandle<B> {
    type Item = <B::Inner as Pool>::Item;

    /// Waits while as many objects are in use as may be, and takes an object. The handle holds its permit.
    #[inline]
    fn take(&self) -> Box<Self::Item> {
        self.take_with(self.permits().acquire())
    }

    /// Takes an idle object, if there is one and not as many objects are in use as may be. Never waits.
    #[inline]
    fn try_take(&self) -> Option<Box<Self::Item>> {
        let permit = self.permits().try_acquire()?;
        let object = self.pool.bounded().pool.try_take()?;
        self.keep(permit);
        Some(object)
    }

    /// Waits as [`take`](Pool::take) does.
    fn take_like(&self, like: &Self::Item) -> Box<Self::Item> {
        let permit = self.permits().acquire();
        let object = self.pool.bounded().pool.take_like(like);
        self.keep(permit);
        object
    }

    #[inline]
    fn put(&self, object: Box<Self::Item>) -> Option<Box<Self::Item>> {
        let _permit = self.permit_to_release();
        self.pool.bounded().pool.put(object)
    }

    #[inline]
    fn give_back(&self, object: Box<Self::Item>) {
        let _permit = self.permit_to_release();
        self.pool.bounded().pool.give_back(object);
    }

    fn discard(&self, object: Box<Self::Item>) {
        let _permit = self.permit_to_release();
        self.pool.bounded().pool.discard(object);
    }

    fn discard_unwinding(&self, object: Box<Self::Item>) {
        let _permit = self.permit_to_release();
        self.pool.bounded().pool.discard_unwinding(object);
    }
}

impl<B: Reference> Drop for BoundedHandle<B> {
    #[inline]
    fn drop(&mut self) {
        while let Some(permit) = self.permit_to_release() {
            drop(permit);
        }
    }
}

impl<B: Reference> fmt::Debug for BoundedHandle<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BoundedHandle")
            .field("pool", self.pool.bounded())
            .field("permits", &self.held.load(Relaxed))
            .finish()
    }
}

impl Permits {
    /// Acquires a permit. Blocks the thread while none is free.
    #[inline]
    fn acquire(&self) -> Permit<'_> {
        self.try_acquire().unwrap_or_else(|| self.queue_up().wait())
    }

    /// Acquires a permit. Blocks the thread while none is free, but at most this long.
    fn acquire_within(&self, timeout: Duration) -> Option<Permit<'_>> {
        if let Some(permit) = self.try_acquire() {
            return Some(permit);
        }
        match Instant::now().checked_add(timeout) {
            Some(deadline) => self.queue_up().wait_until(deadline),
            // The end of all time.
            None => Some(self.queue_up().wait()),
        }
    }

    /// Acquires a permit. The task waits while none is free.
    async fn acquire_async(&self) -> Permit<'_> {
        match self.try_acquire() {
            Some(permit) => permit,
            None => self.queue_up().await,
        }
    }
}

//! Pools that are asked for a size: an ordinary pool for each size class.
//!
//! - [`classes`] chooses the class of an object, and keeps the limits. It is written over the trait `Classes`,
//!   once for both kinds of pool;
//! - [`SizedPool`] has a [`SyncPool`] for each class, and [`StaticSizedPool`] a static one, of its [`declaration`];
//! - [`handles`] has what is alike in both: the access to the classes, and the implementations of [`Pool`](crate::Pool).

mod builder;
mod classes;
mod counted_class;
mod declaration;
mod handles;
mod limits;
mod static_sized;
mod stats;

use alloc::boxed::Box;
use alloc::sync::Arc;
use core::fmt;
use core::panic::{RefUnwindSafe, UnwindSafe};

use self::builder::Reusable;
pub use self::builder::SizedPoolBuilder;
pub use self::declaration::{ClassVisitor, SizedDeclaration, check_max_bytes, check_sizes};
use self::limits::Limits;
pub use self::static_sized::{StaticSizedPool, static_sized_pool};
pub use self::stats::{SizeClassStats, SizedStats};
use crate::hooks::Clear;
use crate::{Pooled, SyncPool, WithCapacity};

/// A pool made at run time that is asked for objects of a size.
///
/// Use it for buffers whose sizes differ widely, such as messages of a network protocol: in an ordinary
/// pool, one large message after the other makes every buffer as large as the largest message. This pool
/// keeps a pool for each of its *sizes*. The unit of a size is that of the objects' capacity: see
/// [`WithCapacity`].
///
/// - A get is served by the class of the smallest size that is large enough. If that class has no idle object,
///   the pool makes one with the capacity of that size; it does not hand out an object of a larger class.
/// - An object that comes back goes to the class of the largest size that it has the capacity for. So an object
///   that grew goes to a higher class.
/// - An object whose capacity is less than the smallest size or more than the largest is dropped when it comes
///   back. A get of more than the largest size makes such an object.
///
/// Each class keeps as many idle objects as the [`capacity`](SizedPoolBuilder::capacity) says, and
/// [`max_bytes`](SizedPoolBuilder::max_bytes) limits the bytes of all idle objects together.
///
/// A type whose `with_capacity` rounds up, such as a hash map, needs sizes each of which is at least twice the
/// one before. Otherwise the pool's own objects of one size come back to the next class.
///
/// As a [`Pool`](crate::Pool), it serves every get with its smallest size, and the clone of a guard with the size of the guard's
/// object.
///
/// # Examples
///
/// ```
/// use syncpool::SizedPool;
///
/// let pool = SizedPool::<Vec<u8>>::builder().smallest(4 << 10).largest(1 << 20).build();
///
/// let mut buffer = pool.get_with_capacity(5000);
/// assert_eq!(buffer.capacity(), 8 << 10);
/// buffer.reserve(100_000);
/// drop(buffer); // it goes to a class for larger buffers
///
/// assert_eq!(pool.get_with_capacity(5000).capacity(), 8 << 10);
/// assert_eq!(pool.len(), 2);
/// ```
///
/// [`static` pools](crate::pool) have sizes, too:
///
/// ```
/// syncpool::pool!(static BUFFERS: Vec<u8> = 64, sizes = [4 * 1024, 64 * 1024, 1024 * 1024]);
///
/// assert_eq!(BUFFERS.get_with_capacity(5000).capacity(), 64 * 1024);
/// ```
pub struct SizedPool<T> {
    sizes: Box<[usize]>,
    /// A pool for each size. It neither makes nor clears objects.
    classes: Box<[SyncPool<T>]>,
    clear: Clear<T>,
    /// The builder's function that tells whether a cleared object is fit to be kept.
    reusable: Option<Reusable<T>>,
    limits: Limits,
    max_bytes: Option<usize>,
    name: Option<Arc<str>>,
}

impl<T> SizedPool<T> {
    /// Returns a builder of a pool.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SizedPool;
    ///
    /// let pool = SizedPool::<Vec<u8>>::builder().capacity(16).build();
    /// assert!(pool.get_with_capacity(3000).capacity() >= 3000);
    /// ```
    pub fn builder() -> SizedPoolBuilder<T> {
        SizedPoolBuilder::new()
    }

    /// Returns the sizes of the classes, the smallest first.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SizedPool;
    ///
    /// let pool = SizedPool::<Vec<u8>>::builder().smallest(10).largest(40).build();
    /// assert_eq!(pool.sizes(), [10, 20, 40]);
    /// ```
    #[must_use]
    pub fn sizes(&self) -> &[usize] {
        &self.sizes
    }
}

impl<T: WithCapacity> SizedPool<T> {
    /// Gets an object whose capacity is at least `capacity`, which comes back by itself. If the class for that
    /// capacity has no idle object, the pool makes one.
    ///
    /// # Panics
    ///
    /// If [`WithCapacity::with_capacity`] panics, as that of a vector does for a capacity of more than
    /// `isize::MAX` bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SizedPool;
    ///
    /// let pool = SizedPool::<String>::builder().build();
    /// let mut text = pool.get_with_capacity(2000);
    /// assert_eq!(text.capacity(), 2048);
    /// text.push('x');
    /// drop(text);
    /// assert_eq!((pool.len(), pool.get_with_capacity(2000).as_str()), (1, ""));
    /// ```
    #[inline]
    pub fn get_with_capacity(&self, capacity: usize) -> Pooled<&Self> {
        Pooled::new(classes::take(self, capacity), self)
    }

    /// Gets an object whose capacity is at least `capacity` if the class for that capacity has an idle one;
    /// never makes one.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SizedPool;
    ///
    /// let pool = SizedPool::<String>::builder().build();
    /// assert!(pool.try_get_with_capacity(2000).is_none());
    /// pool.refill(2000, 1);
    /// assert!(pool.try_get_with_capacity(2000).is_some());
    /// ```
    #[must_use = "a guard that is not kept gives its object straight back"]
    #[inline]
    pub fn try_get_with_capacity(&self, capacity: usize) -> Option<Pooled<&Self>> {
        Some(Pooled::new(classes::try_take(self, capacity)?, self))
    }

    /// Gets an object whose capacity is at least `capacity`, which comes back by itself and keeps the pool
    /// alive until then.
    ///
    /// # Panics
    ///
    /// If [`WithCapacity::with_capacity`] panics.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    /// use syncpool::{Pooled, SizedPool};
    ///
    /// struct Message {
    ///     body: Pooled<Arc<SizedPool<Vec<u8>>>>,
    /// }
    ///
    /// let pool = Arc::new(SizedPool::builder().build());
    /// let message = Message { body: pool.get_owned_with_capacity(1500) };
    /// drop(pool);
    /// assert!(message.body.capacity() >= 1500);
    /// ```
    #[inline]
    pub fn get_owned_with_capacity(self: &Arc<Self>, capacity: usize) -> Pooled<Arc<Self>> {
        Pooled::new(classes::take(&**self, capacity), Arc::clone(self))
    }

    /// Takes an object whose capacity is at least `capacity` out of the pool for good. If the class for that
    /// capacity has no idle object, the pool makes one.
    ///
    /// # Panics
    ///
    /// If [`WithCapacity::with_capacity`] panics.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SizedPool;
    ///
    /// let pool = SizedPool::<Vec<u8>>::builder().build();
    /// let buffer: Box<Vec<u8>> = pool.take_with_capacity(2000);
    /// assert_eq!(pool.put(buffer), None);
    /// ```
    #[must_use = "the object is dropped if it is not used"]
    #[inline]
    pub fn take_with_capacity(&self, capacity: usize) -> Box<T> {
        classes::take(self, capacity)
    }

    /// Takes an object whose capacity is at least `capacity` out of the pool for good if the class for that
    /// capacity has an idle one; never makes one.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SizedPool;
    ///
    /// let pool = SizedPool::<Vec<u8>>::builder().build();
    /// assert_eq!(pool.try_take_with_capacity(2000), None);
    /// ```
    #[must_use = "the object is dropped if it is not used"]
    #[inline]
    pub fn try_take_with_capacity(&self, capacity: usize) -> Option<Box<T>> {
        classes::try_take(self, capacity)
    }

    /// Resets an object and gives it to the class of its capacity, whether the pool has made it or not.
    ///
    /// Returns `None` if the pool has kept the object. Returns the object, reset, if its capacity is less than
    /// the smallest size or more than the largest, if its class is full, if its bytes do not fit the limit, or
    /// if it does not want to be kept.
    ///
    /// # Panics
    ///
    /// If the function that clears the object panics; the object is dropped then.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SizedPool;
    ///
    /// let pool = SizedPool::<Vec<u8>>::builder().build();
    /// assert_eq!(pool.put(Box::new(Vec::with_capacity(5000))), None);
    /// assert!(pool.put(Box::new(Vec::with_capacity(500))).is_some(), "smaller than the smallest size");
    /// assert!(pool.try_get_with_capacity(4096).is_some());
    /// ```
    #[inline]
    #[rustfmt::skip] // rustc prints the next line where the argument is wrong
    pub fn put(&self, object: Box<T>) -> Option<Box<T>> { // a guard needs no `put`: drop it
        classes::put(self, object)
    }

    /// Returns the number of idle objects of all sizes, as [`SyncPool::len`] does.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SizedPool;
    ///
    /// let pool = SizedPool::<Vec<u8>>::builder().build();
    /// drop([pool.get_with_capacity(1000), pool.get_with_capacity(5000)]);
    /// assert_eq!(pool.len(), 2);
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        classes::len(self)
    }

    /// Tells whether no object is idle, as [`len`](Self::len) does.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SizedPool;
    ///
    /// assert!(SizedPool::<Vec<u8>>::builder().build().is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Makes up to `n` idle objects in the class for `capacity`, as long as the class has room and the limit in
    /// bytes allows it, and returns how many.
    ///
    /// # Panics
    ///
    /// If [`WithCapacity::with_capacity`] panics. The objects that were made before are kept.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SizedPool;
    ///
    /// let pool = SizedPool::<Vec<u8>>::builder().capacity(4).build();
    /// assert_eq!(pool.refill(8192, 10), 4);
    /// assert_eq!(pool.refill(2 << 20, 10), 0, "larger than the largest size");
    /// ```
    pub fn refill(&self, capacity: usize, n: usize) -> usize {
        classes::refill(self, capacity, n)
    }

    /// Drops idle objects until no more than `keep` of each size are left, and returns how many it has dropped.
    ///
    /// It can't reach the objects that other threads keep to themselves: see [`SyncPool::trim`].
    ///
    /// # Panics
    ///
    /// If an object's destructor panics. The remaining objects stay in the pool.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SizedPool;
    ///
    /// let pool = SizedPool::<Vec<u8>>::builder().build();
    /// pool.refill(1024, 3);
    /// pool.refill(4096, 3);
    /// assert_eq!((pool.trim(1), pool.len()), (4, 2));
    /// ```
    pub fn trim(&self, keep: usize) -> usize {
        classes::trim(self, keep)
    }

    /// Returns a snapshot of the counters of each class.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::SizedPool;
    ///
    /// let pool = SizedPool::<Vec<u8>>::builder().build();
    /// drop(pool.get_with_capacity(1000));
    /// let stats = pool.stats();
    /// assert_eq!((stats.classes[0].size, stats.classes[0].stats.misses), (1024, 1));
    /// assert_eq!(stats.total().idle, 1);
    /// ```
    #[must_use]
    pub fn stats(&self) -> SizedStats {
        SizedStats::of(self)
    }
}

/// A panic of a user's function leaves the pool consistent, and no thread reaches its idle objects.
impl<T> UnwindSafe for SizedPool<T> {}
impl<T> RefUnwindSafe for SizedPool<T> {}

impl<T> fmt::Debug for SizedPool<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SizedPool")
            .field("name", &self.name)
            .field("sizes", &self.sizes)
            .field("max_bytes", &self.max_bytes)
            .finish_non_exhaustive()
    }
}

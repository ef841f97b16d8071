//! The static pool with sizes: what `pool!` declares if the option `sizes` is given.

use alloc::boxed::Box;
use core::fmt;
use core::marker::PhantomData;
use core::panic::{RefUnwindSafe, UnwindSafe};

use super::SizedStats;
use super::classes::{self, Classes};
use super::declaration::SizedDeclaration;
use super::limits::Limits;
use crate::Pooled;

/// A pool that is a `static` and is asked for objects of a size, declared by [`pool!`](crate::pool) with the
/// option `sizes`.
///
/// It has a static pool for each size, and is ready at compile time. Of `= N` in the declaration, it keeps up to
/// N idle objects *of each size*. [`SizedPool`](crate::SizedPool) tells how a size is chosen, and when to use
/// sizes. The name of the pool is the type of its guards: [`Pooled<NAME>`](Pooled).
///
/// # Examples
///
/// ```
/// use syncpool::prelude::*;
///
/// pool! {
///     /// At most 16 MiB of idle buffers.
///     static BUFFERS: Vec<u8> = 64, sizes = [4 << 10, 64 << 10, 1 << 20], max_bytes = 16 << 20;
/// }
///
/// struct Message {
///     body: Pooled<BUFFERS>,
/// }
///
/// let message = Message { body: BUFFERS.get_with_capacity(5000) };
/// assert_eq!(message.body.capacity(), 64 << 10);
/// drop(message);
/// assert_eq!(BUFFERS.len(), 1);
/// ```
pub struct StaticSizedPool<K: SizedDeclaration> {
    pub(super) limits: Limits,
    key: PhantomData<fn() -> K>,
}

/// Makes a static pool with sizes, which is empty. Only `pool!` calls it, once for a key: each pool of a key
/// would count the bytes for itself.
#[must_use]
pub const fn static_sized_pool<K: SizedDeclaration>() -> StaticSizedPool<K> {
    StaticSizedPool { limits: Limits::new(), key: PhantomData }
}

impl<K: SizedDeclaration> StaticSizedPool<K> {
    /// Gets an object whose capacity is at least `capacity`, which comes back by itself. If the class for that
    /// capacity has no idle object, the pool makes one.
    ///
    /// # Panics
    ///
    /// If [`WithCapacity::with_capacity`](crate::WithCapacity::with_capacity) panics, as that of a vector does for a capacity of more than
    /// `isize::MAX` bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static LINES: String = 64, sizes = [80, 4000]);
    ///
    /// drop(LINES.get_with_capacity(100));
    /// assert_eq!(LINES.get_with_capacity(60).capacity(), 80);
    /// assert_eq!(LINES.get_with_capacity(5000).capacity(), 5000, "and it is not kept");
    /// assert_eq!(LINES.len(), 2);
    /// ```
    #[inline]
    pub fn get_with_capacity(&'static self, capacity: usize) -> Pooled<K> {
        Pooled::new(classes::take(self, capacity), K::HANDLE)
    }

    /// Gets an object whose capacity is at least `capacity` if the class for that capacity has an idle one;
    /// never makes one.
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static LINES: String = 64, sizes = [80, 4000]);
    ///
    /// assert!(LINES.try_get_with_capacity(100).is_none());
    /// LINES.refill(4000, 1);
    /// assert!(LINES.try_get_with_capacity(100).is_some());
    /// ```
    #[must_use = "a guard that is not kept gives its object straight back"]
    #[inline]
    pub fn try_get_with_capacity(&'static self, capacity: usize) -> Option<Pooled<K>> {
        Some(Pooled::new(classes::try_take(self, capacity)?, K::HANDLE))
    }

    /// Takes an object whose capacity is at least `capacity` out of the pool for good. If the class for that
    /// capacity has no idle object, the pool makes one.
    ///
    /// # Panics
    ///
    /// If [`WithCapacity::with_capacity`](crate::WithCapacity::with_capacity) panics.
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static LINES: String = 64, sizes = [80, 4000]);
    ///
    /// let line: Box<String> = LINES.take_with_capacity(100);
    /// assert_eq!((line.capacity(), LINES.put(line)), (4000, None));
    /// ```
    #[must_use = "the object is dropped if it is not used"]
    #[inline]
    pub fn take_with_capacity(&'static self, capacity: usize) -> Box<K::Object> {
        classes::take(self, capacity)
    }

    /// Takes an object whose capacity is at least `capacity` out of the pool for good if the class for that
    /// capacity has an idle one; never makes one.
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static LINES: String = 64, sizes = [80, 4000]);
    ///
    /// assert_eq!(LINES.try_take_with_capacity(100), None);
    /// ```
    #[must_use = "the object is dropped if it is not used"]
    #[inline]
    pub fn try_take_with_capacity(&'static self, capacity: usize) -> Option<Box<K::Object>> {
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
    /// If the object's reset or `is_reusable` panics; the object is dropped, and the pool as before.
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static LINES: String = 64, sizes = [80, 4000]);
    ///
    /// assert_eq!(LINES.put(Box::new(String::with_capacity(100))), None);
    /// assert!(LINES.put(Box::new("short".to_owned())).is_some());
    /// assert!(LINES.put(Box::new(String::with_capacity(5000))).is_some());
    /// ```
    #[inline]
    #[rustfmt::skip] // rustc prints the next line where the argument is wrong
    pub fn put(&'static self, object: Box<K::Object>) -> Option<Box<K::Object>> { // a guard needs no `put`: drop it
        classes::put(self, object)
    }

    /// Returns the sizes of the classes, the smallest first.
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static LINES: String = 64, sizes = [80, 4000]);
    ///
    /// assert_eq!(LINES.sizes(), [80, 4000]);
    /// ```
    #[must_use]
    pub const fn sizes(&'static self) -> &'static [usize] {
        K::SIZES
    }

    /// Returns the number of idle objects of all sizes, as [`StaticPool::len`](crate::StaticPool::len) does.
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static LINES: String = 64, sizes = [80, 4000]);
    ///
    /// drop([LINES.get_with_capacity(10), LINES.get_with_capacity(100)]);
    /// assert_eq!(LINES.len(), 2);
    /// ```
    #[must_use]
    pub fn len(&'static self) -> usize {
        classes::len(self)
    }

    /// Tells whether no object is idle, as [`len`](Self::len) does.
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static LINES: String = 64, sizes = [80, 4000]);
    ///
    /// assert!(LINES.is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&'static self) -> bool {
        self.len() == 0
    }

    /// Makes up to `n` idle objects in the class for `capacity`, as long as the class has room and the limit in
    /// bytes allows it, and returns how many.
    ///
    /// # Panics
    ///
    /// If [`WithCapacity::with_capacity`](crate::WithCapacity::with_capacity) panics. The objects that were made before are kept.
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static LINES: String = 64, sizes = [80, 4000]);
    ///
    /// assert_eq!(LINES.refill(80, 60), 60);
    /// assert_eq!(LINES.refill(80, 60), 4);
    /// ```
    pub fn refill(&'static self, capacity: usize, n: usize) -> usize {
        classes::refill(self, capacity, n)
    }

    /// Drops idle objects until no more than `keep` of each size are left, and returns how many it has dropped.
    ///
    /// It can't reach the objects that other threads keep to themselves: see
    /// [`StaticPool::trim`](crate::StaticPool::trim).
    ///
    /// # Panics
    ///
    /// If an object's destructor panics. The remaining objects stay in the pool.
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static LINES: String = 64, sizes = [80, 4000]);
    ///
    /// LINES.refill(80, 3);
    /// LINES.refill(4000, 3);
    /// assert_eq!((LINES.trim(1), LINES.len()), (4, 2));
    /// ```
    pub fn trim(&'static self, keep: usize) -> usize {
        classes::trim(self, keep)
    }

    /// Returns a snapshot of the counters of each class.
    ///
    /// # Examples
    ///
    /// ```
    /// syncpool::pool!(static LINES: String = 64, sizes = [80, 4000]);
    ///
    /// drop(LINES.get_with_capacity(10));
    /// let stats = LINES.stats();
    /// assert_eq!((stats.classes[0].size, stats.classes[0].stats.misses), (80, 1));
    /// assert_eq!(stats.total().idle, 1);
    /// ```
    #[must_use]
    pub fn stats(&'static self) -> SizedStats {
        SizedStats::of(self)
    }

    /// Returns the pool's handle: a value of size 0, for functions that take any [`Pool`](crate::Pool). As a `Pool`, it
    /// serves every get with its smallest size.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::prelude::*;
    ///
    /// pool!(static LINES: String = 64, sizes = [80, 4000]);
    ///
    /// let line: Pooled<LINES> = Pool::get(LINES.handle());
    /// assert_eq!(line.capacity(), 80);
    /// ```
    #[must_use]
    pub const fn handle(&'static self) -> K {
        K::HANDLE
    }
}

/// A panic of a user's function leaves the pool consistent, and no thread reaches its idle objects.
impl<K: SizedDeclaration> UnwindSafe for StaticSizedPool<K> {}
impl<K: SizedDeclaration> RefUnwindSafe for StaticSizedPool<K> {}

impl<K: SizedDeclaration> fmt::Debug for StaticSizedPool<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StaticSizedPool")
            .field("name", &K::NAME)
            .field("sizes", &K::SIZES)
            .field("capacity", &K::CAPACITY)
            .field("max_bytes", &self.max_bytes())
            .finish_non_exhaustive()
    }
}

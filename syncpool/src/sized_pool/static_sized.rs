//! The static pool with sizes: what `pool!` declares if the option `sizes` is given.

use alloc::boxed::Box;
use core::fmt;
use core::marker::PhantomData;
use core::panic::{RefUnwindSafe, UnwindSafe};
use core::time::Duration;

use super::SizedStats;
use super::classes::{self, Classes, Visitor};
use super::limits::Limits;
use crate::raw::DEFAULT_INTERVAL;
use crate::static_pool::Declaration;
use crate::{Pool, Pooled, WithCapacity};

/// The declaration of a static pool with sizes. `pool!` implements it for the type that has the pool's name.
///
/// The trait is not part of the public interface: only `pool!` implements it.
pub trait SizedDeclaration:
    Pool<Item = <Self as SizedDeclaration>::Object> + Copy + 'static
{
    /// The same type as `Item`. It has the bound, so that rustc reports a missing one at the user's type. The
    /// declarations of the classes have the other bounds.
    type Object: WithCapacity;
    /// The sizes of the classes.
    const SIZES: &'static [usize];
    /// The most idle objects that the pool keeps of each size.
    const CAPACITY: usize;
    /// The most bytes that all idle objects hold together; `usize::MAX` if there is no limit.
    const MAX_BYTES: usize = usize::MAX;
    /// How long an interval of an adaptive pool is.
    const INTERVAL: Duration = DEFAULT_INTERVAL;
    /// The name of the static.
    const NAME: &'static str;
    /// The handle itself, which has no content.
    const HANDLE: Self;

    /// Calls `visitor` with the declaration of a class.
    fn visit<V: ClassVisitor<Self::Object>>(class: usize, visitor: V) -> V::Output;
    /// Makes an object of a class.
    fn make(class: usize) -> Box<Self::Object> {
        Box::new(Self::Object::with_capacity(Self::SIZES[class]))
    }
    /// Clears an object that comes back.
    fn reset(object: &mut Self::Object);
    /// Tells whether an object that was cleared is worth keeping.
    fn is_reusable(object: &Self::Object) -> bool;
}

/// A function over the declaration of a class.
pub trait ClassVisitor<T> {
    /// What the function returns.
    type Output;
    /// Calls the function.
    fn visit<K: Declaration<Item = T>>(self, class: K) -> Self::Output;
}

/// Checks the sizes of a pool while the program is compiled.
///
/// # Panics
///
/// If one of them is not larger than the one before, or the first is 0.
#[track_caller]
pub const fn check_sizes(sizes: &[usize]) {
    let mut at = 0;
    let mut last = 0;
    while at < sizes.len() {
        assert!(sizes[at] > 0, "a size of 0 is no size: give a capacity of at least 1");
        assert!(sizes[at] > last, "the sizes must grow: each must be larger than the one before");
        last = sizes[at];
        at += 1;
    }
}

/// Checks the limit in bytes while the program is compiled.
///
/// # Panics
///
/// If it is 0.
#[track_caller]
pub const fn check_max_bytes(max_bytes: usize) {
    assert!(
        max_bytes > 0,
        "a pool whose idle objects hold 0 bytes keeps nothing: give it a larger `max_bytes`"
    );
}

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
    limits: Limits,
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
    /// If [`WithCapacity::with_capacity`] panics, as that of a vector does for a capacity of more than
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
    /// If [`WithCapacity::with_capacity`] panics.
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
    /// If [`WithCapacity::with_capacity`] panics. The objects that were made before are kept.
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

    /// Returns the pool's handle: a value of size 0, for functions that take any [`Pool`]. As a `Pool`, it
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

/// A visitor of the pools of the classes as one of their declarations.
struct OfDeclaration<V>(V);

impl<T, V: Visitor<T>> ClassVisitor<T> for OfDeclaration<V> {
    type Output = V::Output;

    #[inline(always)]
    fn visit<K: Declaration<Item = T>>(self, class: K) -> V::Output {
        self.0.visit(&class)
    }
}

impl<K: SizedDeclaration> Classes for StaticSizedPool<K> {
    type Item = K::Object;

    #[inline(always)]
    fn sizes(&self) -> &[usize] {
        K::SIZES
    }

    fn class_capacity(&self) -> usize {
        K::CAPACITY
    }

    #[inline(always)]
    fn limits(&self) -> &Limits {
        &self.limits
    }

    #[inline(always)]
    fn max_bytes(&self) -> Option<usize> {
        (K::MAX_BYTES < usize::MAX).then_some(K::MAX_BYTES)
    }

    #[inline(always)]
    fn clear(&self, object: &mut K::Object) -> bool {
        K::reset(object);
        K::is_reusable(object)
    }

    #[inline(always)]
    fn visit<V: Visitor<K::Object>>(&self, index: usize, visitor: V) -> V::Output {
        K::visit(index, OfDeclaration(visitor))
    }
}

// An error about `Pool` must not name `SizedDeclaration`, which is hidden.
#[diagnostic::do_not_recommend]
impl<K: SizedDeclaration> Pool for &'static StaticSizedPool<K> {
    type Item = K::Object;

    #[inline]
    fn take(&self) -> Box<K::Object> {
        classes::take(*self, 0)
    }

    #[inline]
    fn try_take(&self) -> Option<Box<K::Object>> {
        classes::try_take(*self, 0)
    }

    fn take_like(&self, object: &K::Object) -> Box<K::Object> {
        classes::take(*self, object.capacity())
    }

    #[inline]
    fn put(&self, object: Box<K::Object>) -> Option<Box<K::Object>> {
        classes::put(*self, object)
    }

    fn discard(&self, object: Box<K::Object>) {
        classes::discard(*self, object);
    }

    fn discard_unwinding(&self, object: Box<K::Object>) {
        classes::drop_unwinding(*self, object);
    }
}

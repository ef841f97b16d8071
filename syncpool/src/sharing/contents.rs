//! The contents of a pool whose guards can be shared.

use core::mem::offset_of;
use core::ops::{Deref, DerefMut};

use crate::poolable::LimitCapacity;
use crate::raw::ref_count::RefCount;
use crate::{Footprint, Poolable, WithCapacity};

/// An object of a pool whose guards can be shared, with the count of its owners.
///
/// Declare a pool of `Shareable<T>` where several owners read one object: one message for many connections, one
/// configuration for many requests. [`get`](crate::StaticPool::get) returns an ordinary guard, which one owner
/// fills. [`Pooled::share`](crate::Pooled::share) turns it into a [`PooledArc`](crate::PooledArc), which can be
/// cloned. In place of a pool of `Arc<T>`, this needs no allocation for each object, since the count lies in the
/// object itself.
///
/// It dereferences to the object, and has the object's traits for comparison, formatting, hashing and
/// [`Extend`]. It is [`Poolable`] if the object is. So
/// - a `pool!` or a `SyncPool` of it needs nothing more than one of `T`;
/// - functions for `init` return `Shareable::new(object)`;
/// - functions for `reset` and `reusable` are given a `Shareable<T>`, and use it as a `T`.
///
/// It takes the size of a `usize` more than `T`, rounded up to the alignment.
///
/// # Examples
///
/// ```
/// use syncpool::prelude::*;
///
/// pool! {
///     static FRAMES: Shareable<Vec<u8>> = 64, init = || Shareable::new(Vec::with_capacity(1500));
/// }
///
/// let mut frame = FRAMES.get();
/// frame.extend_from_slice(b"to all");
/// let frame = Pooled::share(frame);
/// let other = frame.clone();
/// drop(frame);
/// assert_eq!((&other[..], FRAMES.len()), (&b"to all"[..], 0));
/// drop(other);
/// assert_eq!(FRAMES.len(), 1);
/// ```
#[repr(C)]
pub struct Shareable<T> {
    /// Comes first: a shared guard finds it there, whatever `T` is.
    count: RefCount,
    pub(super) object: T,
}

impl<T> Shareable<T> {
    /// Makes a shareable object of an object.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::Shareable;
    ///
    /// let line = Shareable::new(String::from("to be"));
    /// assert_eq!(line.len(), 5);
    /// ```
    #[inline]
    pub const fn new(object: T) -> Self {
        const { assert!(offset_of!(Self, count) == 0, "a shared guard expects the count there") };
        Shareable { count: RefCount::new(), object }
    }

    /// Returns the object.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::Shareable;
    ///
    /// let line = Shareable::new(String::from("to be"));
    /// assert_eq!(Shareable::into_inner(line), "to be");
    /// ```
    #[inline]
    pub fn into_inner(this: Self) -> T {
        this.object
    }
}

impl<T> Deref for Shareable<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        &self.object
    }
}

impl<T> DerefMut for Shareable<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        &mut self.object
    }
}

impl<T> From<T> for Shareable<T> {
    fn from(object: T) -> Self {
        Shareable::new(object)
    }
}

impl<T: Default> Default for Shareable<T> {
    fn default() -> Self {
        Shareable::new(T::default())
    }
}

/// Copies the object. The copy has an owner of its own.
impl<T: Clone> Clone for Shareable<T> {
    fn clone(&self) -> Self {
        Shareable::new(self.object.clone())
    }

    fn clone_from(&mut self, source: &Self) {
        self.object.clone_from(&source.object);
    }
}

/// Resets the object in place.
impl<T: Poolable> Poolable for Shareable<T> {
    #[inline]
    fn reset(&mut self) {
        self.object.reset();
    }

    #[inline]
    fn is_reusable(&self) -> bool {
        self.object.is_reusable()
    }

    #[inline]
    fn footprint(&self) -> Footprint {
        self.object.footprint()
    }
}

impl<T: LimitCapacity> LimitCapacity for Shareable<T> {
    #[inline]
    fn limit_capacity(&mut self, max: usize) {
        self.object.limit_capacity(max);
    }
}

impl<T: WithCapacity> WithCapacity for Shareable<T> {
    #[inline]
    fn with_capacity(capacity: usize) -> Self {
        Shareable::new(T::with_capacity(capacity))
    }

    #[inline]
    fn capacity(&self) -> usize {
        self.object.capacity()
    }

    #[inline]
    fn allocated_bytes(&self) -> usize {
        self.object.allocated_bytes()
    }
}

// SAFETY: zeros are the count of an object with one owner, and a valid object.
#[cfg(feature = "bytemuck")]
unsafe impl<T: bytemuck::Zeroable> bytemuck::Zeroable for Shareable<T> {}

/// The objects whose guards can be shared: `Shareable<T>` for every `T`, and no others.
///
/// It is the bound of [`Pooled::share`](crate::Pooled::share), and can't be implemented outside of this crate. A
/// function over all pools whose guards can be shared needs `P: Pool<Item = Shareable<T>>`, or this trait if it does
/// not use the object.
///
/// # Examples
///
/// ```
/// use syncpool::prelude::*;
/// use syncpool::ShareableItem;
///
/// /// One owner of the object for each receiver.
/// fn for_all<P>(guard: Pooled<P>, receivers: usize) -> Vec<PooledArc<P>>
/// where
///     P: Pool<Item: ShareableItem> + Clone,
/// {
///     vec![Pooled::share(guard); receivers]
/// }
///
/// pool!(static LINES: Shareable<String> = 64);
///
/// assert_eq!(PooledArc::strong_count(&for_all(LINES.get(), 3)[0]), 3);
/// assert_eq!(LINES.len(), 1);
/// ```
#[diagnostic::on_unimplemented(
    message = "a guard of `{Self}` cannot be shared: the object has no count of its owners",
    label = "expected a pool of `Shareable<{Self}>`",
    note = "declare the pool as one of `Shareable<{Self}>`, for example `pool!(static NAME: Shareable<{Self}> = N)`"
)]
pub trait ShareableItem: sealed::Sealed {}

impl<T> ShareableItem for Shareable<T> {}

mod sealed {
    /// Keeps other types out: a shared guard relies on the layout of a `Shareable`.
    pub trait Sealed {}

    impl<T> Sealed for super::Shareable<T> {}
}

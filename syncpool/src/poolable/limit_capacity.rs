//! The trait behind `#[poolable(max_capacity = N)]`.

use alloc::boxed::Box;
use alloc::collections::{BinaryHeap, VecDeque};
use alloc::string::String;
use alloc::vec::Vec;

/// A collection that can free the capacity that it has beyond a limit.
///
/// The option `max_capacity` calls it: of a field, or of a pool. The field or the object has just been reset. So
/// one huge item does not keep its memory allocated for as long as the pool lives.
///
/// Implement it for a collection of your own, so that `max_capacity` works on it. A type of
/// another crate needs no implementation if it has the methods `clear`, `capacity` and `shrink_to`:
/// `#[poolable(clear, max_capacity = N)]` calls these.
///
/// # Examples
///
/// ```
/// use syncpool::{LimitCapacity, Poolable};
///
/// /// Rows of a table, one after the other.
/// #[derive(Default, Poolable)]
/// struct Rows(Vec<f32>);
///
/// impl LimitCapacity for Rows {
///     fn limit_capacity(&mut self, max: usize) {
///         self.0.limit_capacity(max);
///     }
/// }
///
/// #[derive(Default, Poolable)]
/// struct Table {
///     #[poolable(max_capacity = 1024)]
///     rows: Rows,
/// }
///
/// let mut table = Table::default();
/// table.rows.0.resize(1_000_000, 0.0);
/// table.reset();
/// assert!(table.rows.0.capacity() <= 1024);
/// ```
#[diagnostic::on_unimplemented(
    message = "`max_capacity` does not work on `{Self}`: it has no capacity that can shrink",
    label = "expected a collection that can shrink, such as `Vec`, `String` or `HashMap`",
    note = "remove `max_capacity`, or shrink the `{Self}` in a function of your own: `#[poolable(with = path::to::function)]` on a field, the `reset` of a pool",
    note = "if it is a field whose type has `clear`, `capacity` and `shrink_to` of its own, write `#[poolable(clear, max_capacity = ...)]`"
)]
pub trait LimitCapacity {
    /// Shrinks the collection to a capacity of `max` (elements, or bytes of a string) if its capacity
    /// is larger.
    ///
    /// A hash table has one of certain sizes. It shrinks to the smallest size with a capacity of at
    /// least `max`, and that capacity may be up to about twice `max`. A collection that is not empty
    /// keeps enough capacity for its elements.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::LimitCapacity;
    ///
    /// let mut body = Vec::<u8>::with_capacity(1 << 20);
    /// body.limit_capacity(4096);
    /// assert_eq!(body.capacity(), 4096);
    /// body.limit_capacity(64 << 10);
    /// assert_eq!(body.capacity(), 4096, "it had no more");
    /// ```
    fn limit_capacity(&mut self, max: usize);
}

macro_rules! shrunk {
    ($([$($generics:tt)*] $type:ty;)+) => {$(
        impl<$($generics)*> LimitCapacity for $type {
            #[inline]
            fn limit_capacity(&mut self, max: usize) {
                if self.capacity() > max {
                    self.shrink_to(max);
                }
            }
        }
    )+};
}

#[cfg(any(feature = "std", feature = "hashbrown017", feature = "indexmap2"))]
pub(super) use shrunk;

shrunk! {
    [T] Vec<T>;
    [T] VecDeque<T>;
    [T] BinaryHeap<T>;
    [] String;
}

impl<T: LimitCapacity + ?Sized> LimitCapacity for Box<T> {
    #[inline]
    fn limit_capacity(&mut self, max: usize) {
        (**self).limit_capacity(max);
    }
}

//! The trait that implements `#[poolable(max_capacity = N)]`.

use alloc::boxed::Box;
use alloc::collections::{BinaryHeap, VecDeque};
use alloc::string::String;
use alloc::vec::Vec;

/// A collection that can free the capacity that it has beyond a limit.
///
/// The option `max_capacity` calls it: of a field, or of a pool. The field or the object has just been reset. So
/// one huge item does not keep its memory allocated for as long as the pool lives.
#[diagnostic::on_unimplemented(
    message = "`max_capacity` does not work on `{Self}`: it has no capacity that can shrink",
    label = "expected `Vec`, `VecDeque`, `BinaryHeap`, `String`, `OsString`, `PathBuf`, `HashMap` or `HashSet`",
    note = "remove `max_capacity`, or shrink the `{Self}` in a function of your own: `#[poolable(with = path::to::function)]` on a field, the `reset` of a pool"
)]
pub trait LimitCapacity {
    /// Shrinks the collection to a capacity of `max` (elements, or bytes of a string) if its capacity
    /// is larger.
    ///
    /// A hash table has one of certain sizes. It shrinks to the smallest size with a capacity of at
    /// least `max`, and that capacity may be up to about twice `max`. A collection that is not empty
    /// keeps enough capacity for its elements.
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

#[cfg(feature = "std")]
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

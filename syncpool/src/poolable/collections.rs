//! Collections and growable strings: a reset empties them and keeps their capacity.

use alloc::collections::{BTreeMap, BTreeSet, BinaryHeap, LinkedList, VecDeque};
use alloc::string::String;
use alloc::vec::Vec;

use super::{Footprint, Poolable};

/// Implements the reset by `clear`, which requires nothing of the elements, not even `Ord` or `Hash`.
/// The arguments after the type are the unit of its capacity and its length in that unit. A type
/// without them has no capacity.
macro_rules! cleared {
    ($($(#[$doc:meta])* [$($generics:tt)*] $type:ty $(, $element:ty, $length:expr)?;)+) => {$(
        $(#[$doc])*
        impl<$($generics)*> Poolable for $type {
            #[inline]
            fn reset(&mut self) {
                self.clear();
            }

            $(#[inline]
            fn footprint(&self) -> Footprint {
                let length: fn(&Self) -> usize = $length;
                Footprint::of_elements::<$element>(length(self), self.capacity())
            })?
        }
    )+};
}

#[cfg(any(feature = "std", feature = "hashbrown017", feature = "indexmap2"))]
pub(super) use cleared;

/// The memory of an entry of a hash table: the entry, and one byte of its hash. (A table also
/// allocates up to as much again for entries that it keeps free. Its capacity does not tell how
/// much.)
#[cfg(any(feature = "std", feature = "hashbrown017"))]
#[allow(dead_code, reason = "only the size of the type is used")]
#[repr(C, packed)]
pub(super) struct Entry<T>(T, u8);

cleared! {
    /// Drops the elements and keeps the capacity.
    [T] Vec<T>, T, Vec::len;
    /// Drops the elements and keeps the capacity.
    [T] VecDeque<T>, T, VecDeque::len;
    /// Drops the elements and keeps the capacity.
    [T] BinaryHeap<T>, T, BinaryHeap::len;
    /// Empties the string and keeps the capacity.
    [] String, u8, String::len;
    /// Drops the entries. The map has no capacity to keep, since its nodes are freed with the entries.
    [K, V] BTreeMap<K, V>;
    /// Drops the elements. The set has no capacity to keep, since its nodes are freed with the
    /// elements.
    [T] BTreeSet<T>;
    /// Drops the elements. The list has no capacity to keep, since its nodes are freed with the
    /// elements.
    [T] LinkedList<T>;
}

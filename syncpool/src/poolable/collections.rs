//! Collections and growable strings: emptied, with the capacity they had.

use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::ffi::OsString;
use std::path::PathBuf;

use super::Poolable;

/// `clear` is the whole reset, and asks nothing of the elements: not even `Ord` or `Hash`.
macro_rules! cleared {
    ($($(#[$doc:meta])* [$($generics:tt)*] $type:ty;)+) => {$(
        $(#[$doc])*
        impl<$($generics)*> Poolable for $type {
            #[inline]
            fn reset(&mut self) {
                self.clear();
            }
        }
    )+};
}

cleared! {
    /// Drops the elements and keeps the capacity.
    [T] Vec<T>;
    /// Drops the elements and keeps the capacity.
    [T] VecDeque<T>;
    /// Drops the elements and keeps the capacity.
    [T] BinaryHeap<T>;
    /// Drops the entries; keeps the capacity and the hasher.
    [K, V, S] HashMap<K, V, S>;
    /// Drops the elements; keeps the capacity and the hasher.
    [T, S] HashSet<T, S>;
    /// Empties the string and keeps the capacity.
    [] String;
    /// Empties the string and keeps the capacity.
    [] OsString;
    /// Empties the path and keeps the capacity.
    [] PathBuf;
    /// Drops the entries. The map has no capacity to keep: its nodes go with the entries.
    [K, V] BTreeMap<K, V>;
    /// Drops the elements. The set has no capacity to keep: its nodes go with the elements.
    [T] BTreeSet<T>;
    /// Drops the elements. The list has no capacity to keep: its nodes go with the elements.
    [T] LinkedList<T>;
}

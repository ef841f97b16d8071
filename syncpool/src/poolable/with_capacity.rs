//! The trait of objects that can be made with a capacity.

use alloc::collections::{BinaryHeap, VecDeque};
use alloc::string::String;
use alloc::vec::Vec;
#[cfg(feature = "std")]
use core::hash::BuildHasher;
#[cfg(feature = "std")]
use std::{
    collections::{HashMap, HashSet},
    ffi::OsString,
    path::PathBuf,
};

use crate::Poolable;

/// An object that can be made with a capacity, and tells what capacity it has.
///
/// The objects of a [`SizedPool`](crate::SizedPool), and those of a static pool with `sizes`, have this
/// trait. The standard library's collections implement it, and so do these types of other crates: `BytesMut`
/// (feature `bytes1`), `HashMap` and `HashSet` (`hashbrown017`), `IndexMap` and `IndexSet` (`indexmap2`), and
/// `SmallVec` (`smallvec1`). Implement it for a type of your own that wraps one of them.
///
/// The unit of a capacity is the type's own: bytes of a string, elements of a vector, entries of a map.
///
/// # Examples
///
/// ```
/// use syncpool::prelude::*;
/// use syncpool::WithCapacity;
///
/// #[derive(Poolable)]
/// struct Packet {
///     port: u16,
///     payload: Vec<u8>,
/// }
///
/// impl WithCapacity for Packet {
///     fn with_capacity(capacity: usize) -> Self {
///         Packet { port: 0, payload: Vec::with_capacity(capacity) }
///     }
///     fn capacity(&self) -> usize {
///         self.payload.capacity()
///     }
/// }
///
/// pool!(static PACKETS: Packet = 64, sizes = [1500, 9000]);
///
/// assert!(PACKETS.get_with_capacity(2000).payload.capacity() >= 9000);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be made with a capacity: it does not implement `WithCapacity`",
    label = "a pool with sizes cannot make a `{Self}`",
    note = "implement `syncpool::WithCapacity` for `{Self}`, or declare a pool without `sizes`"
)]
pub trait WithCapacity: Sized {
    /// Makes an object whose capacity is at least `capacity`.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::WithCapacity;
    ///
    /// let buffer = <Vec<u8> as WithCapacity>::with_capacity(4096);
    /// assert!(buffer.is_empty() && buffer.capacity() >= 4096);
    /// ```
    #[must_use]
    fn with_capacity(capacity: usize) -> Self;

    /// Returns the capacity that the object has now.
    ///
    /// A pool asks after the object's reset.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::WithCapacity;
    ///
    /// let buffer: Vec<u8> = WithCapacity::with_capacity(4096);
    /// assert_eq!(WithCapacity::capacity(&buffer), buffer.capacity());
    /// ```
    #[must_use]
    fn capacity(&self) -> usize;

    /// Returns how many bytes the object has allocated.
    ///
    /// Only a pool with a limit in bytes asks: when the object has come back and was reset, and again when it
    /// leaves the pool. Both answers must be the same. By default it is the capacity, as of a buffer of
    /// bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::WithCapacity;
    ///
    /// let samples: Vec<u32> = WithCapacity::with_capacity(100);
    /// assert_eq!(samples.allocated_bytes(), 400);
    /// ```
    #[must_use]
    fn allocated_bytes(&self) -> usize {
        self.capacity()
    }
}

/// Implements the trait by the functions of the same names. The bytes are those of the object's footprint.
macro_rules! with_capacity {
    ($([$($generics:tt)*] $type:ty, $make:expr;)+) => {$(
        impl<$($generics)*> WithCapacity for $type {
            #[inline]
            fn with_capacity(capacity: usize) -> Self {
                let make: fn(usize) -> Self = $make;
                make(capacity)
            }

            #[inline]
            fn capacity(&self) -> usize {
                <$type>::capacity(self)
            }

            #[inline]
            fn allocated_bytes(&self) -> usize {
                self.footprint().allocated
            }
        }
    )+};
}

#[cfg(any(feature = "hashbrown017", feature = "indexmap2", feature = "smallvec1"))]
pub(super) use with_capacity;

with_capacity! {
    [T] Vec<T>, Vec::with_capacity;
    [T] VecDeque<T>, VecDeque::with_capacity;
    [T: Ord] BinaryHeap<T>, BinaryHeap::with_capacity;
    [] String, String::with_capacity;
}

#[cfg(feature = "std")]
with_capacity! {
    [] OsString, OsString::with_capacity;
    [] PathBuf, PathBuf::with_capacity;
    [K, V, S: BuildHasher + Default] HashMap<K, V, S>,
        |capacity| HashMap::with_capacity_and_hasher(capacity, S::default());
    [T, S: BuildHasher + Default] HashSet<T, S>,
        |capacity| HashSet::with_capacity_and_hasher(capacity, S::default());
}

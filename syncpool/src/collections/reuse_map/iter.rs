//! Iterators over the entries of a map.

use alloc::vec;
use core::fmt::{self, Debug};
use core::iter::FusedIterator;
use core::slice;

use super::entry::Entry;

macro_rules! iterators {
    ($(
        $(#[$doc:meta])*
        $name:ident $([$lifetime:lifetime])? over $entries:ty, $entry:ident => $item:expr, $Item:ty;
    )+) => {$(
        $(#[$doc])*
        pub struct $name<$($lifetime,)? K, V> {
            entries: $entries,
        }

        impl<$($lifetime,)? K, V> $name<$($lifetime,)? K, V> {
            #[inline]
            pub(super) fn new(entries: $entries) -> Self {
                $name { entries }
            }
        }

        impl<$($lifetime,)? K, V> Iterator for $name<$($lifetime,)? K, V> {
            type Item = $Item;

            #[inline]
            fn next(&mut self) -> Option<$Item> {
                self.entries.next().map(|$entry| $item)
            }

            #[inline]
            fn size_hint(&self) -> (usize, Option<usize>) {
                self.entries.size_hint()
            }
        }

        impl<$($lifetime,)? K, V> DoubleEndedIterator for $name<$($lifetime,)? K, V> {
            #[inline]
            fn next_back(&mut self) -> Option<$Item> {
                self.entries.next_back().map(|$entry| $item)
            }
        }

        impl<$($lifetime,)? K, V> ExactSizeIterator for $name<$($lifetime,)? K, V> {}

        impl<$($lifetime,)? K, V> FusedIterator for $name<$($lifetime,)? K, V> {}

        impl<$($lifetime,)? K: Debug, V: Debug> Debug for $name<$($lifetime,)? K, V> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let entries = self.entries.as_slice().iter();
                f.debug_list().entries(entries.map(|entry| (&entry.key, &entry.value))).finish()
            }
        }
    )+};
}

iterators! {
    /// Visits the entries of a [`ReuseMap`](super::ReuseMap).
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::collections::{Iter, ReuseMap};
    ///
    /// let map = ReuseMap::from([("a", 1), ("b", 2)]);
    /// let mut entries: Iter<'_, &str, u32> = map.iter();
    /// assert_eq!((entries.next(), entries.len()), (Some((&"a", &1)), 1));
    /// ```
    Iter['a] over slice::Iter<'a, Entry<K, V>>, entry => (&entry.key, &entry.value), (&'a K, &'a V);
    /// Visits the entries of a [`ReuseMap`](super::ReuseMap). The values can be changed.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::collections::{IterMut, ReuseMap};
    ///
    /// let mut map = ReuseMap::from([("a", 1), ("b", 2)]);
    /// let mut entries: IterMut<'_, &str, u32> = map.iter_mut();
    /// assert_eq!(entries.next_back(), Some((&"b", &mut 2)));
    /// ```
    IterMut['a] over slice::IterMut<'a, Entry<K, V>>, entry => (&entry.key, &mut entry.value), (&'a K, &'a mut V);
    /// Passes on the entries of a [`ReuseMap`](super::ReuseMap).
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::collections::{IntoIter, ReuseMap};
    ///
    /// let map = ReuseMap::from([("a", 1), ("b", 2)]);
    /// let mut entries: IntoIter<&str, u32> = map.into_iter();
    /// assert_eq!((entries.next(), entries.len()), (Some(("a", 1)), 1));
    /// ```
    IntoIter over vec::IntoIter<Entry<K, V>>, entry => (entry.key, entry.value), (K, V);
}

impl<K, V> Clone for Iter<'_, K, V> {
    fn clone(&self) -> Self {
        Iter { entries: self.entries.clone() }
    }
}

//! A map that keeps its former entries.

mod entry;
mod iter;
mod lookup;
mod removal;
#[cfg(feature = "serde1")]
mod serde;
mod traits;

#[cfg(feature = "std")]
use std::hash::RandomState;

use hashbrown::HashTable;

use self::entry::Entry;
pub use self::iter::{IntoIter, Iter, IterMut};
use super::ReuseVec;

/// A hash map that keeps its former entries and hands them out again.
///
/// An entry that is removed is [reset](crate::Poolable::reset) at once, its key and its value, and stays in the map as a
/// *spare* one. [`get_or_insert_default`](Self::get_or_insert_default) adds a spare entry to the map: it writes the
/// key over the spare key, and returns the spare value. Both still have the memory that they had allocated.
///
/// The entries lie side by side, and a table of their places finds them by their keys' hashes. They are visited in
/// the order in which they were added. A removal changes the order: the last entry takes the place of the removed
/// one.
///
/// Without the feature `std`, the type of the hasher, `S`, has no default.
///
/// See [the module](crate::collections) for what it holds on to.
///
/// # Examples
///
/// ```
/// use syncpool::collections::ReuseMap;
///
/// let mut counts = ReuseMap::<String, u32>::new();
/// for word in ["to", "be", "or", "not", "to", "be"] {
///     *counts.get_or_insert_default(word) += 1;
/// }
/// assert_eq!((counts.len(), counts["to"], counts.get("that")), (4, 2, None));
///
/// counts.clear();
/// assert_eq!((counts.len(), counts.spare_count()), (0, 4));
/// ```
pub struct ReuseMap<K, V, #[cfg(feature = "std")] S = RandomState, #[cfg(not(feature = "std"))] S> {
    entries: ReuseVec<Entry<K, V>>,
    /// The places in `entries` of all entries that are not spare, by the hashes of their keys.
    places: HashTable<usize>,
    build_hasher: S,
}

#[cfg(feature = "std")]
impl<K, V> ReuseMap<K, V> {
    /// Makes an empty map, which has no memory yet.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::collections::ReuseMap;
    ///
    /// let map = ReuseMap::<String, u32>::new();
    /// assert_eq!((map.len(), map.spare_count(), map.capacity()), (0, 0, 0));
    /// ```
    #[must_use]
    pub fn new() -> Self {
        ReuseMap::default()
    }
}

impl<K, V, S> ReuseMap<K, V, S> {
    /// Makes an empty map that hashes by `build_hasher`.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::hash::RandomState;
    /// use syncpool::collections::ReuseMap;
    ///
    /// let mut map = ReuseMap::with_hasher(RandomState::new());
    /// map.insert("a", 1);
    /// assert_eq!(map["a"], 1);
    /// ```
    #[must_use]
    pub const fn with_hasher(build_hasher: S) -> Self {
        ReuseMap { entries: ReuseVec::new(), places: HashTable::new(), build_hasher }
    }

    /// Returns the hasher's maker.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::hash::BuildHasher;
    /// use syncpool::collections::ReuseMap;
    ///
    /// let map = ReuseMap::<&str, u32>::new();
    /// assert_eq!(map.hasher().hash_one("a"), map.hasher().hash_one("a"));
    /// ```
    #[must_use]
    pub fn hasher(&self) -> &S {
        &self.build_hasher
    }

    /// Returns the number of entries, without the spare ones.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::collections::ReuseMap;
    ///
    /// let mut map = ReuseMap::from([("a", 1), ("b", 2)]);
    /// map.remove("a");
    /// assert_eq!(map.len(), 1);
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Tells whether the map has no entries. It may have spare ones.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::collections::ReuseMap;
    ///
    /// let mut map = ReuseMap::from([("a", 1)]);
    /// assert!(!map.is_empty());
    /// map.clear();
    /// assert!(map.is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Returns the number of entries that the map has room for, spare ones included.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::collections::ReuseMap;
    ///
    /// let mut map = ReuseMap::from([("a", 1), ("b", 2)]);
    /// map.clear();
    /// assert!(map.capacity() >= 2);
    /// ```
    #[must_use]
    pub fn capacity(&self) -> usize {
        self.entries.capacity().min(self.places.capacity())
    }

    /// Returns the number of spare entries.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::collections::ReuseMap;
    ///
    /// let mut map = ReuseMap::from([("a", 1), ("b", 2)]);
    /// map.remove("a");
    /// assert_eq!((map.len(), map.spare_count()), (1, 1));
    /// ```
    #[must_use]
    pub fn spare_count(&self) -> usize {
        self.entries.spare_count()
    }

    /// Drops spare entries until at most `keep` are left, and returns how many it has dropped.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::collections::ReuseMap;
    ///
    /// let mut map = ReuseMap::from([("a", 1), ("b", 2)]);
    /// map.clear();
    /// assert_eq!((map.trim(0), map.spare_count()), (2, 0));
    /// ```
    pub fn trim(&mut self, keep: usize) -> usize {
        self.entries.trim(keep)
    }

    /// Visits the entries.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::collections::ReuseMap;
    ///
    /// let map = ReuseMap::from([("a", 1), ("b", 2)]);
    /// assert!(map.iter().eq([(&"a", &1), (&"b", &2)]));
    /// ```
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter::new(self.entries.iter())
    }

    /// Visits the entries. The values can be changed.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::collections::ReuseMap;
    ///
    /// let mut map = ReuseMap::from([("a", 1), ("b", 2)]);
    /// map.iter_mut().for_each(|(_, value)| *value *= 10);
    /// assert_eq!((map["a"], map["b"]), (10, 20));
    /// ```
    pub fn iter_mut(&mut self) -> IterMut<'_, K, V> {
        IterMut::new(self.entries.iter_mut())
    }

    /// Visits the keys.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::collections::ReuseMap;
    ///
    /// let map = ReuseMap::from([("a", 1), ("b", 2)]);
    /// assert!(map.keys().eq(&["a", "b"]));
    /// ```
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> + ExactSizeIterator {
        self.entries.iter().map(|entry| &entry.key)
    }

    /// Visits the values.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::collections::ReuseMap;
    ///
    /// let map = ReuseMap::from([("a", 1), ("b", 2)]);
    /// assert_eq!(map.values().sum::<u32>(), 3);
    /// ```
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator {
        self.entries.iter().map(|entry| &entry.value)
    }

    /// Visits the values. They can be changed.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::collections::ReuseMap;
    ///
    /// let mut map = ReuseMap::from([("a", 1), ("b", 2)]);
    /// map.values_mut().for_each(|value| *value *= 10);
    /// assert_eq!(map["b"], 20);
    /// ```
    pub fn values_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut V> + ExactSizeIterator {
        self.entries.iter_mut().map(|entry| &mut entry.value)
    }
}

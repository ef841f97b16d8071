//! The traits that a map has, as `HashMap` has them, and those of a poolable object.

use core::borrow::Borrow;
use core::fmt::{self, Debug};
use core::hash::{BuildHasher, Hash};
use core::ops::Index;
use core::slice;
#[cfg(feature = "std")]
use std::hash::RandomState;

use super::{IntoIter, Iter, IterMut, ReuseMap};
use crate::collections::ReuseVec;
use crate::{Footprint, LimitCapacity, Poolable};

/// The memory of a place in a hash table, in bytes: the place, and one byte of the hash.
const PLACE: usize = size_of::<usize>() + 1;

/// Removes all entries and keeps them as spare ones.
impl<K: Poolable, V: Poolable, S> Poolable for ReuseMap<K, V, S> {
    #[inline]
    fn reset(&mut self) {
        self.clear();
    }

    /// Counts the memory of all entries, spare ones included.
    fn footprint(&self) -> Footprint {
        let places = Footprint::new(self.places.len() * PLACE, self.places.capacity() * PLACE);
        self.entries.footprint() + places
    }
}

/// Drops spare entries until there are at most `max` entries, and then shrinks.
impl<K, V, S> LimitCapacity for ReuseMap<K, V, S> {
    fn limit_capacity(&mut self, max: usize) {
        self.entries.limit_capacity(max);
        self.places.shrink_to(max, |&place| self.entries[place].hash);
    }
}

/// Clones the entries, without the spare ones. `clone_from` writes each into a spare entry by `clone_from`.
impl<K: Clone + Poolable, V: Clone + Poolable, S: Clone> Clone for ReuseMap<K, V, S> {
    fn clone(&self) -> Self {
        ReuseMap {
            entries: self.entries.clone(),
            places: self.places.clone(),
            build_hasher: self.build_hasher.clone(),
        }
    }

    fn clone_from(&mut self, source: &Self) {
        self.clear();
        self.build_hasher.clone_from(&source.build_hasher);
        // One after the other: if a clone panics, the map has those before it.
        for (place, entry) in source.entries.iter().enumerate() {
            self.entries.extend_from_slice(slice::from_ref(entry));
            self.places.insert_unique(entry.hash, place, |&place| self.entries[place].hash);
        }
    }
}

impl<K, V, S: Default> Default for ReuseMap<K, V, S> {
    fn default() -> Self {
        ReuseMap::with_hasher(S::default())
    }
}

/// Takes over the entries. Of two with the same key, the later one counts.
#[cfg(feature = "std")]
impl<K: Eq + Hash, V, const N: usize> From<[(K, V); N]> for ReuseMap<K, V, RandomState> {
    fn from(entries: [(K, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

/// Takes over the entries. Of two with the same key, the later one counts.
impl<K: Eq + Hash, V, S: BuildHasher + Default> FromIterator<(K, V)> for ReuseMap<K, V, S> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = ReuseMap::default();
        map.extend(entries);
        map
    }
}

/// Inserts entries that the caller has made. Each new one takes the place of a spare entry, which is dropped.
impl<K: Eq + Hash, V, S: BuildHasher> Extend<(K, V)> for ReuseMap<K, V, S> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

/// Passes on the entries, without the spare ones.
impl<K, V, S> IntoIterator for ReuseMap<K, V, S> {
    type Item = (K, V);
    type IntoIter = IntoIter<K, V>;

    fn into_iter(self) -> IntoIter<K, V> {
        IntoIter::new(ReuseVec::into_iter(self.entries))
    }
}

impl<'a, K, V, S> IntoIterator for &'a ReuseMap<K, V, S> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;

    fn into_iter(self) -> Iter<'a, K, V> {
        self.iter()
    }
}

impl<'a, K, V, S> IntoIterator for &'a mut ReuseMap<K, V, S> {
    type Item = (&'a K, &'a mut V);
    type IntoIter = IterMut<'a, K, V>;

    fn into_iter(self) -> IterMut<'a, K, V> {
        self.iter_mut()
    }
}

/// Finds the value of a key.
///
/// # Panics
///
/// If the map does not have the key.
impl<K, V, S, Q> Index<&Q> for ReuseMap<K, V, S>
where
    K: Borrow<Q> + Eq + Hash,
    Q: Eq + Hash + ?Sized,
    S: BuildHasher,
{
    type Output = V;

    #[track_caller]
    fn index(&self, key: &Q) -> &V {
        self.get(key).expect("the map does not have the key")
    }
}

impl<K: Debug, V: Debug, S> Debug for ReuseMap<K, V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

/// Compares the entries, in any order, without the spare ones.
impl<K: Eq + Hash, V: PartialEq, S: BuildHasher> PartialEq for ReuseMap<K, V, S> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self.iter().all(|(key, value)| other.get(key).is_some_and(|found| value == found))
    }
}

impl<K: Eq + Hash, V: Eq, S: BuildHasher> Eq for ReuseMap<K, V, S> {}

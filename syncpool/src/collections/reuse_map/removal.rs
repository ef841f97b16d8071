//! Removal of entries, which become spare ones.

use core::borrow::Borrow;
use core::hash::{BuildHasher, Hash};

use super::ReuseMap;
use super::entry::Entry;
use crate::Poolable;

impl<K, V, S> ReuseMap<K, V, S>
where
    K: Eq + Hash + Poolable,
    V: Poolable,
    S: BuildHasher,
{
    /// Removes an entry and keeps it as a spare one. Returns `false` if the map does not have the key.
    ///
    /// Unlike the method of `HashMap`, it does not return the value. To get it, take it out first, for
    /// example by [`mem::take`](core::mem::take). The last entry takes the place of the removed one.
    ///
    /// # Panics
    ///
    /// If a reset panics: see [the module](crate::collections#panics).
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::collections::ReuseMap;
    ///
    /// let mut map = ReuseMap::from([("a".to_owned(), 1)]);
    /// assert!(map.remove("a"));
    /// assert!(!map.remove("a"));
    /// ```
    pub fn remove<Q>(&mut self, key: &Q) -> bool
    where
        K: Borrow<Q>,
        Q: Eq + Hash + ?Sized,
    {
        let found = self.find(key);
        if let Some(place) = found {
            self.remove_at(place);
        }
        found.is_some()
    }
}

impl<K: Poolable, V: Poolable, S> ReuseMap<K, V, S> {
    /// Removes all entries and keeps them as spare ones.
    ///
    /// # Panics
    ///
    /// If a reset panics: see [the module](crate::collections#panics).
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::collections::ReuseMap;
    ///
    /// let mut map = ReuseMap::from([("a".to_owned(), 1)]);
    /// map.clear();
    /// assert_eq!((map.len(), map.spare_count()), (0, 1));
    /// ```
    #[inline]
    pub fn clear(&mut self) {
        // In this order, since a reset may panic.
        self.places.clear();
        self.entries.clear();
    }

    /// Removes the entries for which `keep` returns `false`, and keeps them as spare ones.
    ///
    /// # Panics
    ///
    /// If `keep` panics: the entries that it has not seen stay. If a reset panics: see [the module](crate::collections#panics).
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::collections::ReuseMap;
    ///
    /// let mut map = ReuseMap::from([("a", 1), ("b", 2)]);
    /// map.retain(|_, value| *value > 1);
    /// assert_eq!((map.len(), map.get("b")), (1, Some(&2)));
    /// ```
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool) {
        let mut place = 0;
        while place < self.len() {
            let Entry { key, value, .. } = &mut self.entries[place];
            if keep(key, value) {
                place += 1;
            } else {
                self.remove_at(place);
            }
        }
    }

    /// Calls `visit` with each entry, then removes all and keeps them as spare ones.
    ///
    /// It stands in for the `drain` of a `HashMap`, which gives the entries away.
    ///
    /// # Panics
    ///
    /// If `visit` panics: the entries are removed nevertheless. If a reset panics: see [the module](crate::collections#panics).
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::collections::ReuseMap;
    ///
    /// let mut sum = 0;
    /// let mut map = ReuseMap::from([("a", 1), ("b", 2)]);
    /// map.drain_with(|_, value| sum += *value);
    /// assert_eq!((sum, map.len(), map.spare_count()), (3, 0, 2));
    /// ```
    pub fn drain_with(&mut self, mut visit: impl FnMut(&K, &mut V)) {
        self.places.clear();
        self.entries.drain_with(|entry| visit(&entry.key, &mut entry.value));
    }

    /// Removes the entry at a place. The last entry takes its place.
    fn remove_at(&mut self, place: usize) {
        let last = self.len() - 1;
        let [removed, moved] = [place, last].map(|place| self.entries[place].hash);
        if let Ok(found) = self.places.find_entry(removed, |&other| other == place) {
            found.remove();
        }
        if let Some(found) = self.places.find_mut(moved, |&other| other == last) {
            *found = place;
        }
        self.entries.swap_remove(place);
    }
}

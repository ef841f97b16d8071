//! Finding entries by their keys, and adding them.

use alloc::borrow::ToOwned;
use core::borrow::Borrow;
use core::hash::{BuildHasher, Hash};
use core::mem;

use hashbrown::hash_table;

use super::ReuseMap;
use super::entry::Entry;
use crate::Poolable;

impl<K: Eq + Hash, V, S: BuildHasher> ReuseMap<K, V, S> {
    /// Finds the place of an entry.
    #[inline]
    pub(super) fn find<Q>(&self, key: &Q) -> Option<usize>
    where
        K: Borrow<Q>,
        Q: Eq + Hash + ?Sized,
    {
        if self.is_empty() { None } else { self.find_hashed(self.build_hasher.hash_one(key), key) }
    }

    /// Finds the place of an entry whose key has this hash.
    #[inline]
    pub(super) fn find_hashed<Q>(&self, hash: u64, key: &Q) -> Option<usize>
    where
        K: Borrow<Q>,
        Q: Eq + Hash + ?Sized,
    {
        let is_it = |&place: &usize| self.entries[place].key.borrow() == key;
        self.places.find(hash, is_it).copied()
    }

    /// Returns the value of a key, if the map has it.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::collections::ReuseMap;
    ///
    /// let map = ReuseMap::from([("a".to_owned(), 1)]);
    /// assert_eq!((map.get("a"), map.get("b")), (Some(&1), None));
    /// ```
    #[must_use]
    pub fn get<Q>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
        Q: Eq + Hash + ?Sized,
    {
        Some(&self.entries[self.find(key)?].value)
    }

    /// Returns the value of a key, if the map has it. The value can be changed.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::collections::ReuseMap;
    ///
    /// let mut map = ReuseMap::from([("a".to_owned(), 1)]);
    /// *map.get_mut("a").unwrap() += 1;
    /// assert_eq!(map["a"], 2);
    /// ```
    #[must_use]
    pub fn get_mut<Q>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
        Q: Eq + Hash + ?Sized,
    {
        let place = self.find(key)?;
        Some(&mut self.entries[place].value)
    }

    /// Tells whether the map has a key.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::collections::ReuseMap;
    ///
    /// let map = ReuseMap::from([("a", 1)]);
    /// assert!(map.contains_key("a") && !map.contains_key("b"));
    /// ```
    #[must_use]
    pub fn contains_key<Q>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
        Q: Eq + Hash + ?Sized,
    {
        self.find(key).is_some()
    }

    /// Adds an entry that the caller has made, or replaces the value of its key, which it returns. A new entry takes
    /// the place of a spare one, which is dropped.
    ///
    /// Prefer [`get_or_insert_default`](Self::get_or_insert_default), which reuses the spare entry.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::collections::ReuseMap;
    ///
    /// let mut map = ReuseMap::new();
    /// assert_eq!(map.insert("a", 1), None);
    /// assert_eq!(map.insert("a", 2), Some(1));
    /// ```
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        let hash = self.build_hasher.hash_one(&key);
        let is_it = |&place: &usize| self.entries[place].key == key;
        let hash_of = |&place: &usize| self.entries[place].hash;
        match self.places.entry(hash, is_it, hash_of) {
            hash_table::Entry::Occupied(found) => {
                Some(mem::replace(&mut self.entries[*found.get()].value, value))
            }
            hash_table::Entry::Vacant(vacant) => {
                let place = self.entries.len();
                let spare = self.entries.push_over_spare(Entry { hash, key, value });
                vacant.insert(place);
                // Dropped last: its destructor may panic.
                drop(spare);
                None
            }
        }
    }
}

impl<K, V, S> ReuseMap<K, V, S>
where
    K: Eq + Hash + Poolable,
    V: Poolable,
    S: BuildHasher,
{
    /// Returns the value of a key. If the map does not have the key, it adds a spare entry, or a new one if there is
    /// none.
    ///
    /// The key is written over that of the spare entry by [`ToOwned::clone_into`]. Its value is equal to a new one:
    /// it has been reset.
    ///
    /// # Panics
    ///
    /// If `clone_into` panics: the spare entry is dropped.
    ///
    /// # Examples
    ///
    /// ```
    /// use syncpool::collections::ReuseMap;
    ///
    /// let mut headers = ReuseMap::<String, String>::new();
    /// headers.get_or_insert_default("host").push_str("example.org");
    /// headers.get_or_insert_default("host").push_str(":80");
    /// assert_eq!(headers["host"], "example.org:80");
    /// ```
    pub fn get_or_insert_default<Q>(&mut self, key: &Q) -> &mut V
    where
        K: Borrow<Q>,
        Q: Eq + Hash + ToOwned<Owned = K> + ?Sized,
        V: Default,
    {
        let hash = self.build_hasher.hash_one(key);
        let place = match self.find_hashed(hash, key) {
            Some(place) => place,
            None => {
                let hash_of = |&place: &usize| self.entries[place].hash;
                // First, so that nothing can fail between the two insertions below.
                self.places.reserve(1, hash_of);
                let place = self.entries.len();
                let is_spare = self.entries.push_spare_with(|spare| {
                    spare.hash = hash;
                    key.clone_into(&mut spare.key);
                });
                if !is_spare {
                    self.entries.push(Entry { hash, key: key.to_owned(), value: V::default() });
                }
                self.places.insert_unique(hash, place, |&place| self.entries[place].hash);
                place
            }
        };
        &mut self.entries[place].value
    }
}

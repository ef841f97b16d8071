//! A map is read into its spare entries.

use core::fmt;
use core::hash::{BuildHasher, Hash};
use core::mem;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use super::ReuseMap;
use super::entry::Entry;
use crate::Poolable;

/// Serialises the entries, without the spare ones.
impl<K: Serialize, V: Serialize, S> Serialize for ReuseMap<K, V, S> {
    fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        serializer.collect_map(self)
    }
}

/// In place, it clears the map, and deserialises each entry into a spare one, in place. Of two entries with the same key,
/// the later one counts. After an error, the map has the entries before the one that failed.
impl<'de, K, V, S> Deserialize<'de> for ReuseMap<K, V, S>
where
    K: Deserialize<'de> + Default + Eq + Hash + Poolable,
    V: Deserialize<'de> + Default + Poolable,
    S: BuildHasher + Default,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut map = ReuseMap::default();
        Self::deserialize_in_place(deserializer, &mut map)?;
        Ok(map)
    }

    fn deserialize_in_place<D: Deserializer<'de>>(
        deserializer: D,
        place: &mut Self,
    ) -> Result<(), D::Error> {
        place.clear();
        deserializer.deserialize_map(Entries(place))
    }
}

/// Adds the entries of a sequence to a map.
struct Entries<'a, K, V, S>(&'a mut ReuseMap<K, V, S>);

impl<'de, K, V, S> Visitor<'de> for Entries<'_, K, V, S>
where
    K: Deserialize<'de> + Default + Eq + Hash + Poolable,
    V: Deserialize<'de> + Default + Poolable,
    S: BuildHasher,
{
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let map = self.0;
        // The entry is not in the map until it is whole.
        while let Some(mut entry) = entries.next_key_seed(Key(map))? {
            match entries.next_value_seed(InPlace(&mut entry.value)) {
                Ok(()) => map.insert_entry(entry),
                Err(error) => {
                    map.entries.add_spare(entry);
                    return Err(error);
                }
            }
        }
        Ok(())
    }
}

/// Takes a spare entry, or makes one, and deserialises its key.
struct Key<'a, K, V, S>(&'a mut ReuseMap<K, V, S>);

impl<'de, K, V, S> DeserializeSeed<'de> for Key<'_, K, V, S>
where
    K: Deserialize<'de> + Default + Poolable,
    V: Default + Poolable,
{
    type Value = Entry<K, V>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Entry<K, V>, D::Error> {
        let mut entry = self.0.entries.take_spare().unwrap_or_default();
        match K::deserialize_in_place(deserializer, &mut entry.key) {
            Ok(()) => Ok(entry),
            Err(error) => {
                self.0.entries.add_spare(entry);
                Err(error)
            }
        }
    }
}

/// Deserialises in place.
struct InPlace<'a, T>(&'a mut T);

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for InPlace<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        T::deserialize_in_place(deserializer, self.0)
    }
}

impl<K: Eq + Hash + Poolable, V: Poolable, S: BuildHasher> ReuseMap<K, V, S> {
    /// Adds an entry that was spare. If the map has its key, the two values change places first.
    fn insert_entry(&mut self, mut entry: Entry<K, V>) {
        entry.hash = self.build_hasher.hash_one(&entry.key);
        if let Some(place) = self.find_hashed(entry.hash, &entry.key) {
            mem::swap(&mut self.entries[place].value, &mut entry.value);
            return self.entries.add_spare(entry);
        }
        let (hash, place) = (entry.hash, self.entries.len());
        self.entries.push_before_spares(entry);
        self.places.insert_unique(hash, place, |&place| self.entries[place].hash);
    }
}

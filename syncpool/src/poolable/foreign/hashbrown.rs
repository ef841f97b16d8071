//! Hash tables of the crate hashbrown 0.17.

use core::hash::{BuildHasher, Hash};

use hashbrown::{HashMap, HashSet, HashTable};

use crate::poolable::collections::{Entry, cleared};
use crate::poolable::limit_capacity::shrunk;
use crate::poolable::with_capacity::with_capacity;
use crate::{Footprint, LimitCapacity, Poolable, WithCapacity};

cleared! {
    /// Drops the entries; keeps the capacity and the hasher.
    [K, V, S] HashMap<K, V, S>, Entry<(K, V)>, HashMap::len;
    /// Drops the elements; keeps the capacity and the hasher.
    [T, S] HashSet<T, S>, Entry<T>, HashSet::len;
    /// Drops the elements and keeps the capacity.
    [T] HashTable<T>, Entry<T>, HashTable::len;
}

shrunk! {
    [K: Eq + Hash, V, S: BuildHasher] HashMap<K, V, S>;
    [T: Eq + Hash, S: BuildHasher] HashSet<T, S>;
}

with_capacity! {
    [K, V, S: BuildHasher + Default] HashMap<K, V, S>,
        |capacity| HashMap::with_capacity_and_hasher(capacity, S::default());
    [T, S: BuildHasher + Default] HashSet<T, S>,
        |capacity| HashSet::with_capacity_and_hasher(capacity, S::default());
}

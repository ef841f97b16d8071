//! Hash tables that keep the order of insertion: `IndexMap` and `IndexSet`, of the crate indexmap 2.

use indexmap::{IndexMap, IndexSet};

use crate::poolable::collections::cleared;
use crate::poolable::limit_capacity::shrunk;
use crate::poolable::with_capacity::with_capacity;
use crate::{Footprint, LimitCapacity, Poolable, WithCapacity};

/// The memory of an entry: the entry itself, its hash and its index in the hash table. (A table also allocates up to
/// as many indices again that it keeps free.)
#[allow(dead_code, reason = "only the size of the type is used")]
struct Entry<K, V>(K, V, u64, usize);

cleared! {
    /// Drops the entries; keeps the capacity and the hasher.
    [K, V, S] IndexMap<K, V, S>, Entry<K, V>, IndexMap::len;
    /// Drops the elements; keeps the capacity and the hasher.
    [T, S] IndexSet<T, S>, Entry<T, ()>, IndexSet::len;
}

shrunk! {
    [K, V, S] IndexMap<K, V, S>;
    [T, S] IndexSet<T, S>;
}

with_capacity! {
    [K, V, S: Default] IndexMap<K, V, S>,
        |capacity| IndexMap::with_capacity_and_hasher(capacity, S::default());
    [T, S: Default] IndexSet<T, S>,
        |capacity| IndexSet::with_capacity_and_hasher(capacity, S::default());
}

//! Hash tables that keep the order of insertion: `IndexMap` and `IndexSet`, of the crate indexmap 2.

use indexmap::{IndexMap, IndexSet};

use crate::{Footprint, LimitCapacity, Poolable};

/// The memory of an entry: the entry itself, its hash and its index in the hash table. (A table also allocates up to
/// as many indices again that it keeps free.)
#[allow(dead_code, reason = "only the size of the type is used")]
struct Entry<K, V>(K, V, u64, usize);

/// Drops the entries; keeps the capacity and the hasher.
impl<K, V, S> Poolable for IndexMap<K, V, S> {
    #[inline]
    fn reset(&mut self) {
        self.clear();
    }

    #[inline]
    fn footprint(&self) -> Footprint {
        Footprint::of_elements::<Entry<K, V>>(self.len(), self.capacity())
    }
}

impl<K, V, S> LimitCapacity for IndexMap<K, V, S> {
    #[inline]
    fn limit_capacity(&mut self, max: usize) {
        if self.capacity() > max {
            self.shrink_to(max);
        }
    }
}

/// Drops the elements; keeps the capacity and the hasher.
impl<T, S> Poolable for IndexSet<T, S> {
    #[inline]
    fn reset(&mut self) {
        self.clear();
    }

    #[inline]
    fn footprint(&self) -> Footprint {
        Footprint::of_elements::<Entry<T, ()>>(self.len(), self.capacity())
    }
}

impl<T, S> LimitCapacity for IndexSet<T, S> {
    #[inline]
    fn limit_capacity(&mut self, max: usize) {
        if self.capacity() > max {
            self.shrink_to(max);
        }
    }
}

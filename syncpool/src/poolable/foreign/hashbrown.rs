//! Hash tables of the crate hashbrown 0.17.

use core::hash::{BuildHasher, Hash};

use hashbrown::{HashMap, HashSet, HashTable};

use crate::{Footprint, LimitCapacity, Poolable};

/// The memory of an entry: the entry, and one byte of its hash. (A table also allocates up to as much again for
/// entries that it keeps free. Its capacity does not tell how much.)
#[allow(dead_code, reason = "only the size of the type is used")]
#[repr(C, packed)]
struct Entry<T>(T, u8);

/// Drops the entries; keeps the capacity and the hasher.
impl<K, V, S> Poolable for HashMap<K, V, S> {
    #[inline]
    fn reset(&mut self) {
        self.clear();
    }

    #[inline]
    fn footprint(&self) -> Footprint {
        Footprint::of_elements::<Entry<(K, V)>>(self.len(), self.capacity())
    }
}

impl<K: Eq + Hash, V, S: BuildHasher> LimitCapacity for HashMap<K, V, S> {
    #[inline]
    fn limit_capacity(&mut self, max: usize) {
        if self.capacity() > max {
            self.shrink_to(max);
        }
    }
}

/// Drops the elements; keeps the capacity and the hasher.
impl<T, S> Poolable for HashSet<T, S> {
    #[inline]
    fn reset(&mut self) {
        self.clear();
    }

    #[inline]
    fn footprint(&self) -> Footprint {
        Footprint::of_elements::<Entry<T>>(self.len(), self.capacity())
    }
}

impl<T: Eq + Hash, S: BuildHasher> LimitCapacity for HashSet<T, S> {
    #[inline]
    fn limit_capacity(&mut self, max: usize) {
        if self.capacity() > max {
            self.shrink_to(max);
        }
    }
}

/// Drops the elements and keeps the capacity.
impl<T> Poolable for HashTable<T> {
    #[inline]
    fn reset(&mut self) {
        self.clear();
    }

    #[inline]
    fn footprint(&self) -> Footprint {
        Footprint::of_elements::<Entry<T>>(self.len(), self.capacity())
    }
}

//! An entry of a map.

use crate::{Footprint, Poolable};

/// A key with its hash and its value.
pub(super) struct Entry<K, V> {
    pub(super) hash: u64,
    pub(super) key: K,
    pub(super) value: V,
}

impl<K: Poolable, V: Poolable> Poolable for Entry<K, V> {
    #[inline]
    fn reset(&mut self) {
        self.key.reset();
        self.value.reset();
    }

    #[inline]
    fn is_reusable(&self) -> bool {
        self.key.is_reusable() && self.value.is_reusable()
    }

    #[inline]
    fn footprint(&self) -> Footprint {
        self.key.footprint() + self.value.footprint()
    }
}

impl<K: Clone, V: Clone> Clone for Entry<K, V> {
    fn clone(&self) -> Self {
        Entry { hash: self.hash, key: self.key.clone(), value: self.value.clone() }
    }

    fn clone_from(&mut self, source: &Self) {
        self.hash = source.hash;
        self.key.clone_from(&source.key);
        self.value.clone_from(&source.value);
    }
}

#[cfg(feature = "serde1")]
impl<K: Default, V: Default> Default for Entry<K, V> {
    fn default() -> Self {
        Entry { hash: 0, key: K::default(), value: V::default() }
    }
}

//! Headers of a request or a response: `HeaderMap`, of the crate http 1.

use core::mem;

use http::HeaderMap;
use http::header::HeaderName;

use crate::{Footprint, LimitCapacity, Poolable};

/// The memory of a header: its name, its value, and the indices of the hash table.
#[allow(dead_code, reason = "only the size of the type is used")]
struct Entry<T>(HeaderName, T, [u32; 2]);

/// Drops the headers and keeps the capacity.
impl<T> Poolable for HeaderMap<T> {
    #[inline]
    fn reset(&mut self) {
        self.clear();
    }

    #[inline]
    fn footprint(&self) -> Footprint {
        Footprint::of_elements::<Entry<T>>(self.keys_len(), self.capacity())
    }
}

/// Replaces a map that has more than twice the capacity by one that has a capacity of `max`, or of up to twice as
/// many headers: a table has one of certain sizes.
impl<T> LimitCapacity for HeaderMap<T> {
    #[inline]
    fn limit_capacity(&mut self, max: usize) {
        let capacity = max.max(self.keys_len());
        if self.capacity() > capacity.saturating_mul(2) {
            let mut smaller = HeaderMap::with_capacity(capacity);
            smaller.extend(mem::take(self));
            *self = smaller;
        }
    }
}

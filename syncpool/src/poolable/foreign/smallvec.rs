//! Vectors that keep a few elements inline: `SmallVec`, of the crate smallvec 1.

use core::mem;

use smallvec::{Array, SmallVec};

use crate::poolable::with_capacity::with_capacity;
use crate::{Footprint, LimitCapacity, Poolable, WithCapacity};

/// Drops the elements and keeps the capacity. The memory that is part of the vector itself does not count for
/// [`footprint`](Poolable::footprint).
impl<A: Array> Poolable for SmallVec<A> {
    #[inline]
    fn reset(&mut self) {
        self.clear();
    }

    #[inline]
    fn footprint(&self) -> Footprint {
        if self.spilled() {
            Footprint::of_elements::<A::Item>(self.len(), self.capacity())
        } else {
            Footprint::default()
        }
    }
}

/// Shrinks a vector that has spilled onto the heap. One that fits inline, or that may have no more than that,
/// moves back inline.
impl<A: Array> LimitCapacity for SmallVec<A> {
    #[inline]
    fn limit_capacity(&mut self, max: usize) {
        let capacity = max.max(self.len());
        if self.spilled() && self.capacity() > capacity {
            let mut smaller = SmallVec::with_capacity(capacity);
            smaller.extend(mem::take(self));
            *self = smaller;
        }
    }
}

with_capacity! {
    [A: Array] SmallVec<A>, SmallVec::with_capacity;
}

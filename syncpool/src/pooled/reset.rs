//! A guard as a part of a pooled object: the reset of the whole resets the guarded object in place.

use crate::poolable::LimitCapacity;
use crate::{Footprint, Pool, Poolable, Pooled};

/// Resets the object in place; the object stays in its guard. If the object should go back to its own pool
/// instead, keep the guard in an `Option` or in a collection, whose reset drops the guard.
impl<P: Pool<Item: Poolable>> Poolable for Pooled<P> {
    #[inline]
    fn reset(&mut self) {
        (**self).reset();
    }

    #[inline]
    fn is_reusable(&self) -> bool {
        (**self).is_reusable()
    }

    #[inline]
    fn footprint(&self) -> Footprint {
        (**self).footprint()
    }
}

impl<P: Pool<Item: LimitCapacity>> LimitCapacity for Pooled<P> {
    #[inline]
    fn limit_capacity(&mut self, max: usize) {
        (**self).limit_capacity(max);
    }
}

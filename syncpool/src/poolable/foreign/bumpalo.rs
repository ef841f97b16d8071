//! Arenas: `Bump`, of the crate bumpalo 3.

use bumpalo::Bump;

use crate::{Footprint, LimitCapacity, Poolable};

/// Frees what was allocated in the arena, without running destructors, and keeps its last chunk, which is its
/// largest.
impl<const MIN_ALIGN: usize> Poolable for Bump<MIN_ALIGN> {
    #[inline]
    fn reset(&mut self) {
        Bump::reset(self);
    }

    #[inline]
    fn footprint(&self) -> Footprint {
        let allocated = self.allocated_bytes();
        Footprint::new(allocated.saturating_sub(self.chunk_capacity()), allocated)
    }
}

/// Replaces an arena of more than `max` bytes by one that has not allocated anything. What was allocated in it is
/// freed, as by a reset. The allocation limit stays.
impl<const MIN_ALIGN: usize> LimitCapacity for Bump<MIN_ALIGN> {
    #[inline]
    fn limit_capacity(&mut self, max: usize) {
        if self.allocated_bytes() > max {
            let limit = self.allocation_limit();
            *self = Bump::with_min_align();
            self.set_allocation_limit(limit);
        }
    }
}

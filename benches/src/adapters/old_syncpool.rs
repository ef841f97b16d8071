//! `syncpool` 0.1.6, the crate that this one replaces. It is sound on one thread only.

use std::cell::UnsafeCell;

use old_syncpool::prelude::*;

use crate::adapter::Adapter;
use crate::object::Workload;

/// The pool of the crate. Its methods take `&mut self`; its documentation keeps it in a `static
/// mut`. A cell costs the same.
#[expect(missing_debug_implementations, reason = "the crate's pool has none")]
pub struct OldSyncPool(UnsafeCell<SyncPool<Vec<u8>>>);

impl<W: Workload> Adapter<W> for OldSyncPool {
    type Held<'a> = Box<Vec<u8>>;

    fn build(capacity: usize) -> Self {
        let mut pool = SyncPool::with_builder_and_size(capacity, W::stock(capacity));
        pool.reset_handle(Vec::clear);
        Self(UnsafeCell::new(pool))
    }

    #[inline]
    fn get(&self) -> Self::Held<'_> {
        // SAFETY: `self` is not `Sync`. The reference does not outlive this call. Making an object
        // does not reach the cell.
        unsafe { (*self.0.get()).get() }
    }

    #[inline]
    fn give_back<'a>(&'a self, held: Self::Held<'a>) {
        // SAFETY: as in `get`. Clearing and dropping a vector of bytes do not reach the cell.
        drop(unsafe { (*self.0.get()).put(held) });
    }
}

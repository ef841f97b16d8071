//! `syncpool` 0.1.6, the crate that this one replaces, on the one thread where it is sound.

use std::cell::UnsafeCell;
use std::marker::PhantomData;

use old_syncpool::prelude::*;

use crate::contender::Contender;
use crate::object::Workload;

/// The pool of the crate. Its methods take `&mut self`, and its documentation reaches it through a
/// `static mut`; a cell does the same here, at the same cost, and is not shared.
#[expect(missing_debug_implementations, reason = "the crate's pool has none")]
pub struct OldSyncPool<W: Workload>(UnsafeCell<SyncPool<Vec<u8>>>, PhantomData<W>);

impl<W: Workload> Contender for OldSyncPool<W> {
    type Held<'a> = Box<Vec<u8>>;

    fn build(capacity: usize) -> Self {
        let mut pool = SyncPool::with_builder_and_size(capacity, W::stock(capacity));
        pool.reset_handle(Vec::clear);
        Self(UnsafeCell::new(pool), PhantomData)
    }

    #[inline]
    fn get(&self) -> Self::Held<'_> {
        // SAFETY: `self` is not `Sync`, and the reference does not outlive this call, in which
        // nothing reaches the cell again: making an object does not.
        unsafe { (*self.0.get()).get() }
    }

    #[inline]
    fn fill(held: &mut Self::Held<'_>) {
        W::fill(held);
    }

    #[inline]
    fn give_back<'a>(&'a self, held: Self::Held<'a>) {
        // SAFETY: as in `get`; clearing and dropping a vector of bytes does not reach the cell.
        drop(unsafe { (*self.0.get()).put(held) });
    }
}

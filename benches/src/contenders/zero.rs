//! `zeropool`: byte buffers in eight size classes, cached by each thread.

use std::marker::PhantomData;

use zeropool::{BufUninit, ZeroPool};

use crate::contender::{Contender, crossing_by_drop};
use crate::object::Workload;

/// The pool of the crate, on the path that its documentation calls the fastest: memory that is
/// not zeroed. It hands out bytes, not vectors, and none smaller than 4 KiB.
#[derive(Debug)]
pub struct Zero<W: Workload>(ZeroPool, PhantomData<W>);

impl<W: Workload> Contender for Zero<W> {
    type Held<'a> = BufUninit<'a>;

    fn build(capacity: usize) -> Self {
        Self(ZeroPool::new().max_buffers_per_class(capacity), PhantomData)
    }

    #[inline]
    fn get(&self) -> Self::Held<'_> {
        self.0.alloc_uninit(W::CAPACITY)
    }

    #[inline]
    fn fill(held: &mut Self::Held<'_>) {
        W::fill_raw(held.as_uninit_mut());
    }

    #[inline]
    fn give_back<'a>(&'a self, held: Self::Held<'a>) {
        drop(held);
    }
}

crossing_by_drop!(Zero);

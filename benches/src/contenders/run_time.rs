//! This project's `SyncPool`: a pool that is made at run time.

use std::marker::PhantomData;

use syncpool::{Pooled, SyncPool};

use crate::contender::{Contender, crossing_by_drop};
use crate::object::Workload;

/// The pool, used by reference.
#[derive(Debug)]
pub struct RunTime<W>(SyncPool<Vec<u8>>, PhantomData<W>);

impl<W: Workload> Contender for RunTime<W> {
    type Held<'a> = Pooled<&'a SyncPool<Vec<u8>>>;

    fn build(capacity: usize) -> Self {
        Self(SyncPool::builder().capacity(capacity).init(W::fresh).build(), PhantomData)
    }

    #[inline]
    fn get(&self) -> Self::Held<'_> {
        self.0.get()
    }

    #[inline]
    fn fill(held: &mut Self::Held<'_>) {
        W::fill(held);
    }

    #[inline]
    fn give_back<'a>(&'a self, held: Self::Held<'a>) {
        drop(held);
    }

    fn misses(&self) -> Option<u64> {
        Some(self.0.miss_count())
    }
}

crossing_by_drop!(RunTime);

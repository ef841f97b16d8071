//! This project's `SyncPool`: a pool that is made at run time.

use std::marker::PhantomData;

use syncpool::{Pooled, SyncPool};

use crate::contender::{Contender, crossing_by_drop};
use crate::object::Workload;
use crate::scenarios::retained::INTERVAL;

/// The pool, used by reference.
#[derive(Debug)]
pub struct RunTime<W>(SyncPool<Vec<u8>>, PhantomData<W>);

/// The same, told to be adaptive.
#[derive(Debug)]
pub struct RunTimeAdaptive<W>(SyncPool<Vec<u8>>, PhantomData<W>);

/// A contender that is used by reference; what it is built from follows.
macro_rules! by_reference {
    ($contender:ident, $builder:expr) => {
        impl<W: Workload> Contender for $contender<W> {
            type Held<'a> = Pooled<&'a SyncPool<Vec<u8>>>;

            fn build(capacity: usize) -> Self {
                Self($builder.capacity(capacity).init(W::fresh).build(), PhantomData)
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
    };
}

by_reference!(RunTime, SyncPool::builder());
by_reference!(RunTimeAdaptive, SyncPool::builder().adaptive_every(INTERVAL));
crossing_by_drop!(RunTime);

//! `lockfree-object-pool`, its linear pool: a list of pages with a bit for each object.

use std::marker::PhantomData;

use lockfree_object_pool::{LinearObjectPool, LinearReusable};

use crate::contender::{Contender, crossing_by_drop};
use crate::object::Workload;

/// The pool of the crate that its own table shows as the fastest.
#[expect(missing_debug_implementations, reason = "the crate's pool has none")]
pub struct LockfreeLinear<W: Workload>(LinearObjectPool<Vec<u8>>, PhantomData<W>);

impl<W: Workload> Contender for LockfreeLinear<W> {
    type Held<'a> = LinearReusable<'a, Vec<u8>>;

    fn build(_unbounded: usize) -> Self {
        Self(LinearObjectPool::new(W::fresh, Vec::clear), PhantomData)
    }

    #[inline]
    fn get(&self) -> Self::Held<'_> {
        self.0.pull()
    }

    #[inline]
    fn fill(held: &mut Self::Held<'_>) {
        W::fill(held);
    }

    #[inline]
    fn give_back<'a>(&'a self, held: Self::Held<'a>) {
        drop(held);
    }
}

crossing_by_drop!(LockfreeLinear);

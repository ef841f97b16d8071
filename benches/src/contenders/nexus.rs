//! `nexus-pool`: one thread takes, and that thread (local) or any thread (sync) gives back.

use std::marker::PhantomData;

use nexus_pool::{local, sync};

use crate::contender::{Contender, crossing_by_drop};
use crate::object::Workload;

/// The single-threaded pool of the crate.
#[expect(missing_debug_implementations, reason = "the crate's pool has none")]
pub struct NexusLocal<W: Workload>(local::BoundedPool<Vec<u8>>, PhantomData<W>);

impl<W: Workload> Contender for NexusLocal<W> {
    type Held<'a> = local::Pooled<Vec<u8>>;

    fn build(capacity: usize) -> Self {
        Self(local::BoundedPool::new(capacity, W::stock(capacity), Vec::clear), PhantomData)
    }

    #[inline]
    fn get(&self) -> Self::Held<'_> {
        self.0.try_acquire().expect("no scenario holds more than the capacity")
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

/// The pool of the crate whose objects any thread may give back.
#[expect(missing_debug_implementations, reason = "the crate's pool has none")]
pub struct NexusSync<W: Workload>(sync::Pool<Vec<u8>>, PhantomData<W>);

impl<W: Workload> Contender for NexusSync<W> {
    type Held<'a> = sync::Pooled<Vec<u8>>;

    fn build(capacity: usize) -> Self {
        Self(sync::Pool::new(capacity, W::stock(capacity), Vec::clear), PhantomData)
    }

    #[inline]
    fn get(&self) -> Self::Held<'_> {
        self.0.try_acquire().expect("no scenario holds more than the capacity")
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

crossing_by_drop!(NexusSync);

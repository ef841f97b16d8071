//! `opool`: an `ArrayQueue` behind guards, reset when an object is taken.

use std::marker::PhantomData;

use opool::{Pool, PoolAllocator, RefGuard};

use crate::contender::{Contender, crossing_by_drop};
use crate::object::Workload;

/// Makes and clears the buffers, the hook that the crate has for it.
#[derive(Debug)]
pub struct Buffers<W>(PhantomData<W>);

impl<W: Workload> PoolAllocator<Vec<u8>> for Buffers<W> {
    #[inline]
    fn reset(&self, buffer: &mut Vec<u8>) {
        buffer.clear();
    }

    #[inline]
    fn allocate(&self) -> Vec<u8> {
        W::fresh()
    }
}

/// The pool of the crate.
#[derive(Debug)]
pub struct Opool<W: Workload>(Pool<Buffers<W>, Vec<u8>>);

impl<W: Workload> Contender for Opool<W> {
    type Held<'a> = RefGuard<'a, Buffers<W>, Vec<u8>>;

    fn build(capacity: usize) -> Self {
        Self(Pool::new(capacity, Buffers(PhantomData)))
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
}

crossing_by_drop!(Opool);

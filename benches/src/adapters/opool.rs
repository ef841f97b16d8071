//! `opool`: an `ArrayQueue` behind guards. An object is reset when it is taken.

use std::marker::PhantomData;

use opool::{Pool, PoolAllocator, RefGuard};

use crate::adapter::{Adapter, SendableGuard};
use crate::object::Workload;

/// The crate's hook that makes and clears the buffers.
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

impl<W: Workload> Adapter<W> for Opool<W> {
    type Held<'a> = RefGuard<'a, Buffers<W>, Vec<u8>>;

    fn build(capacity: usize) -> Self {
        Self(Pool::new(capacity, Buffers(PhantomData)))
    }

    #[inline]
    fn get(&self) -> Self::Held<'_> {
        self.0.get()
    }
}

impl<W: Workload> SendableGuard for Opool<W> {}

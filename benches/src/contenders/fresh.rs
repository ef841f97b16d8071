//! No pool: a new buffer each time, from whatever allocator the process runs on.

use std::marker::PhantomData;

use crate::contender::{Contender, crossing_by_drop};
use crate::object::Workload;

/// Allocates and frees. Measured in one child process for each allocator.
#[derive(Debug)]
pub struct Fresh<W: Workload>(PhantomData<W>);

impl<W: Workload> Contender for Fresh<W> {
    type Held<'a> = Vec<u8>;

    fn build(_nothing: usize) -> Self {
        Self(PhantomData)
    }

    #[inline]
    fn get(&self) -> Self::Held<'_> {
        W::fresh()
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

crossing_by_drop!(Fresh);

//! `poolshark`: a pool for each thread and type (local), or an `ArrayQueue` behind guards (global).

use std::marker::PhantomData;

use poolshark::global::{GPooled, Pool};
use poolshark::local::{self, LPooled};

use crate::contender::{Contender, crossing_by_drop};
use crate::object::Workload;

/// The thread-local pool: an object stays with the thread that gives it back.
#[derive(Debug)]
pub struct SharkLocal<W: Workload>(PhantomData<W>);

impl<W: Workload> Contender for SharkLocal<W> {
    type Held<'a> = LPooled<Vec<u8>>;

    fn build(capacity: usize) -> Self {
        local::clear_type::<Vec<u8>>();
        local::set_size::<Vec<u8>>(capacity, W::LARGEST);
        Self(PhantomData)
    }

    #[inline]
    fn get(&self) -> Self::Held<'_> {
        let mut buffer = LPooled::<Vec<u8>>::take();
        // Objects are made empty here: this is a comparison but for the first use of each.
        buffer.reserve(W::CAPACITY);
        buffer
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

/// The shared pool: an object returns to the pool that it was taken from.
#[derive(Debug)]
pub struct SharkGlobal<W: Workload>(Pool<Vec<u8>>, PhantomData<W>);

impl<W: Workload> Contender for SharkGlobal<W> {
    type Held<'a> = GPooled<Vec<u8>>;

    fn build(capacity: usize) -> Self {
        Self(Pool::new(capacity, W::LARGEST), PhantomData)
    }

    #[inline]
    fn get(&self) -> Self::Held<'_> {
        let mut buffer = self.0.take();
        buffer.reserve(W::CAPACITY);
        buffer
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

crossing_by_drop!(SharkLocal, SharkGlobal);

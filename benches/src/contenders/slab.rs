//! `sharded-slab`, its pool: objects are named by a key and cleared by it, on whatever thread.

use std::marker::PhantomData;

use sharded_slab::Pool;
use sharded_slab::pool::RefMut;

use crate::contender::{Contender, Crossing};
use crate::object::Workload;

/// The pool of the crate.
#[derive(Debug)]
pub struct ShardedSlab<W: Workload>(Pool<Vec<u8>>, PhantomData<W>);

impl<W: Workload> Contender for ShardedSlab<W> {
    type Held<'a> = RefMut<'a, Vec<u8>>;

    fn build(_unbounded: usize) -> Self {
        Self(Pool::new(), PhantomData)
    }

    #[inline]
    fn get(&self) -> Self::Held<'_> {
        let mut buffer = self.0.create().expect("fewer objects than the slab can name");
        // Objects are made by `Default` here: this is a comparison but for the first use of each.
        buffer.reserve(W::CAPACITY);
        buffer
    }

    #[inline]
    fn fill(held: &mut Self::Held<'_>) {
        W::fill(held);
    }

    #[inline]
    fn give_back<'a>(&'a self, held: Self::Held<'a>) {
        let key = held.key();
        drop(held);
        self.0.clear(key);
    }
}

impl<W: Workload> Crossing for ShardedSlab<W> {
    type Parcel<'a> = usize;
    type Dock<'a> = &'a Self;

    #[inline]
    fn pack(held: Self::Held<'_>) -> Self::Parcel<'_> {
        held.key()
    }

    fn dock(&self) -> Self::Dock<'_> {
        self
    }

    #[inline]
    fn land<'a>(dock: Self::Dock<'a>, key: Self::Parcel<'a>) {
        dock.0.clear(key);
    }
}

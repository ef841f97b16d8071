//! `object-pool`: a vector behind a `parking_lot` mutex, without a bound and without a reset.

use std::marker::PhantomData;

use object_pool::{Pool, Reusable};

use crate::contender::{Contender, Crossing};
use crate::object::Workload;

/// The pool of the crate.
#[expect(missing_debug_implementations, reason = "the crate's pool has none")]
pub struct ObjectPool<W: Workload>(Pool<Vec<u8>>, PhantomData<W>);

impl<W: Workload> Contender for ObjectPool<W> {
    type Held<'a> = Reusable<'a, Vec<u8>>;

    fn build(capacity: usize) -> Self {
        // `Pool::new` would make all the objects at once; warming up does that for everyone.
        Self(Pool::from_vec(Vec::with_capacity(capacity)), PhantomData)
    }

    #[inline]
    fn get(&self) -> Self::Held<'_> {
        self.0.pull(W::fresh)
    }

    #[inline]
    fn fill(held: &mut Self::Held<'_>) {
        W::fill(held);
    }

    #[inline]
    fn give_back<'a>(&'a self, mut held: Self::Held<'a>) {
        held.clear();
    }
}

impl<W: Workload> Crossing for ObjectPool<W> {
    type Parcel<'a> = Reusable<'a, Vec<u8>>;
    type Dock<'a> = ();

    #[inline]
    fn pack(held: Self::Held<'_>) -> Self::Parcel<'_> {
        held
    }

    fn dock(&self) -> Self::Dock<'_> {}

    #[inline]
    fn land<'a>((): Self::Dock<'a>, mut parcel: Self::Parcel<'a>) {
        parcel.clear();
    }
}

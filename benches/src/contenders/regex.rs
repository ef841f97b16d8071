//! `regex-automata`, the pool that regexes keep their caches in: a value for the thread that came
//! first, sharded stacks behind mutexes for all others.

use std::marker::PhantomData;

use regex_automata::util::pool::{Pool, PoolGuard};

use crate::contender::{Contender, Crossing};
use crate::object::Workload;

/// The pool of the crate. It has no bound and no reset.
#[derive(Debug)]
pub struct RegexPool<W: Workload>(Pool<Vec<u8>>, PhantomData<W>);

impl<W: Workload> Contender for RegexPool<W> {
    type Held<'a> = PoolGuard<'a, Vec<u8>, fn() -> Vec<u8>>;

    fn build(_unbounded: usize) -> Self {
        Self(Pool::new(W::fresh), PhantomData)
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
    fn give_back<'a>(&'a self, mut held: Self::Held<'a>) {
        held.clear();
        PoolGuard::put(held);
    }
}

impl<W: Workload> Crossing for RegexPool<W> {
    type Parcel<'a> = PoolGuard<'a, Vec<u8>, fn() -> Vec<u8>>;
    type Dock<'a> = ();

    #[inline]
    fn pack(held: Self::Held<'_>) -> Self::Parcel<'_> {
        held
    }

    fn dock(&self) -> Self::Dock<'_> {}

    #[inline]
    fn land<'a>((): Self::Dock<'a>, mut parcel: Self::Parcel<'a>) {
        parcel.clear();
        PoolGuard::put(parcel);
    }
}

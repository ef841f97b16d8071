//! What people write for themselves: a lock-free queue of objects, or a vector behind a mutex.

use std::fmt::Debug;
use std::marker::PhantomData;
use std::sync::{Mutex, PoisonError};

use crossbeam_queue::ArrayQueue;

use crate::contender::{Contender, Crossing};
use crate::object::Workload;

/// Where idle buffers are kept.
pub trait Shelf: Debug + Send + Sync + 'static {
    /// An empty shelf for at most `capacity` buffers.
    fn new(capacity: usize) -> Self;

    /// Takes a buffer, if there is one.
    fn pop(&self) -> Option<Vec<u8>>;

    /// Keeps a buffer, or drops it when the shelf is full.
    fn push(&self, buffer: Vec<u8>);
}

impl Shelf for ArrayQueue<Vec<u8>> {
    fn new(capacity: usize) -> Self {
        Self::new(capacity)
    }

    #[inline]
    fn pop(&self) -> Option<Vec<u8>> {
        self.pop()
    }

    #[inline]
    fn push(&self, buffer: Vec<u8>) {
        drop(self.push(buffer));
    }
}

impl Shelf for Mutex<Vec<Vec<u8>>> {
    fn new(capacity: usize) -> Self {
        Self::new(Vec::with_capacity(capacity))
    }

    #[inline]
    fn pop(&self) -> Option<Vec<u8>> {
        self.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    #[inline]
    fn push(&self, buffer: Vec<u8>) {
        let mut idle = self.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < idle.capacity() {
            idle.push(buffer);
        }
    }
}

/// A pool made of a shelf: no guards, cleared by its user.
#[derive(Debug)]
pub struct HandWritten<S, W>(S, PhantomData<W>);

/// The pool that a crossbeam queue makes.
pub type Queue<W> = HandWritten<ArrayQueue<Vec<u8>>, W>;

/// The pool that the standard library makes.
pub type Mutexed<W> = HandWritten<Mutex<Vec<Vec<u8>>>, W>;

impl<S: Shelf, W: Workload> Contender for HandWritten<S, W> {
    type Held<'a> = Vec<u8>;

    fn build(capacity: usize) -> Self {
        Self(S::new(capacity), PhantomData)
    }

    #[inline]
    fn get(&self) -> Self::Held<'_> {
        self.0.pop().unwrap_or_else(W::fresh)
    }

    #[inline]
    fn fill(held: &mut Self::Held<'_>) {
        W::fill(held);
    }

    #[inline]
    fn give_back<'a>(&'a self, mut held: Self::Held<'a>) {
        held.clear();
        self.0.push(held);
    }
}

impl<S: Shelf, W: Workload> Crossing for HandWritten<S, W> {
    type Parcel<'a> = Vec<u8>;
    type Dock<'a> = &'a Self;

    #[inline]
    fn pack(held: Self::Held<'_>) -> Self::Parcel<'_> {
        held
    }

    fn dock(&self) -> Self::Dock<'_> {
        self
    }

    #[inline]
    fn land<'a>(dock: Self::Dock<'a>, parcel: Self::Parcel<'a>) {
        dock.give_back(parcel);
    }
}

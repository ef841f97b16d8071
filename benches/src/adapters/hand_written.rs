//! Pools that users write themselves: a lock-free queue of objects, or a vector behind a mutex.

use std::fmt::Debug;
use std::sync::{Mutex, PoisonError};

use crossbeam_queue::ArrayQueue;

use crate::adapter::{Adapter, CrossThreadRelease, Unguarded};
use crate::object::Workload;

/// A container of idle buffers.
pub trait Storage: Debug + Send + Sync + 'static {
    /// An empty container for at most `capacity` buffers.
    fn new(capacity: usize) -> Self;

    /// Takes a buffer, if there is one.
    fn pop(&self) -> Option<Vec<u8>>;

    /// Keeps a buffer, or drops it when the container is full.
    fn push(&self, buffer: Vec<u8>);
}

impl Storage for ArrayQueue<Vec<u8>> {
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

impl Storage for Mutex<Vec<Vec<u8>>> {
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

/// A pool without guards: the user clears the objects.
#[derive(Debug)]
pub struct HandWritten<S>(S);

/// The pool that a crossbeam queue makes.
pub type Queue = HandWritten<ArrayQueue<Vec<u8>>>;

/// The pool that the standard library makes.
pub type Mutexed = HandWritten<Mutex<Vec<Vec<u8>>>>;

impl<S: Storage, W: Workload> Adapter<W> for HandWritten<S> {
    type Held<'a> = Unguarded;

    fn build(capacity: usize) -> Self {
        Self(S::new(capacity))
    }

    #[inline]
    fn get(&self) -> Unguarded {
        Unguarded(self.0.pop().unwrap_or_else(W::fresh))
    }

    #[inline]
    fn give_back(&self, Unguarded(mut buffer): Unguarded) {
        buffer.clear();
        self.0.push(buffer);
    }
}

impl<S: Storage, W: Workload> CrossThreadRelease<W> for HandWritten<S> {
    type Sent<'a> = Unguarded;

    #[inline]
    fn detach<'a>(held: Self::Held<'a>) -> Self::Sent<'a> {
        held
    }

    #[inline]
    fn releaser(&self) -> impl Fn(Unguarded) + Copy + Send {
        |held| <Self as Adapter<W>>::give_back(self, held)
    }
}

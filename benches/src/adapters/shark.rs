//! `poolshark`: a pool for each thread and type (local), or an `ArrayQueue` behind guards (global).

use poolshark::global::{GPooled, Pool};
use poolshark::local::{self, LPooled};

use crate::adapter::{Adapter, SendableGuard};
use crate::object::Workload;

/// The thread-local pool: an object stays with the thread that gives it back.
#[derive(Debug)]
pub struct SharkLocal;

impl<W: Workload> Adapter<W> for SharkLocal {
    type Held<'a> = LPooled<Vec<u8>>;

    fn build(capacity: usize) -> Self {
        local::clear_type::<Vec<u8>>();
        local::set_size::<Vec<u8>>(capacity, W::LARGEST);
        Self
    }

    #[inline]
    fn get(&self) -> Self::Held<'_> {
        let mut buffer = LPooled::<Vec<u8>>::take();
        // The crate makes objects empty. From an object's second use on, this only compares.
        buffer.reserve(W::CAPACITY);
        buffer
    }
}

impl SendableGuard for SharkLocal {}

/// The shared pool: an object returns to the pool that it was taken from.
#[derive(Debug)]
pub struct SharkGlobal(Pool<Vec<u8>>);

impl<W: Workload> Adapter<W> for SharkGlobal {
    type Held<'a> = GPooled<Vec<u8>>;

    fn build(capacity: usize) -> Self {
        Self(Pool::new(capacity, W::LARGEST))
    }

    #[inline]
    fn get(&self) -> Self::Held<'_> {
        let mut buffer = self.0.take();
        // As in the thread-local pool.
        buffer.reserve(W::CAPACITY);
        buffer
    }
}

impl SendableGuard for SharkGlobal {}

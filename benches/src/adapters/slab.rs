//! `sharded-slab`, its pool: a key names an object, and any thread may clear the object by its key.

use sharded_slab::Pool;
use sharded_slab::pool::RefMut;

use crate::adapter::{Adapter, CrossThreadRelease};
use crate::object::Workload;

/// The pool of the crate.
#[derive(Debug)]
pub struct ShardedSlab(Pool<Vec<u8>>);

impl<W: Workload> Adapter<W> for ShardedSlab {
    type Held<'a> = RefMut<'a, Vec<u8>>;

    fn build(_unbounded: usize) -> Self {
        Self(Pool::new())
    }

    #[inline]
    fn get(&self) -> Self::Held<'_> {
        let mut buffer = self.0.create().expect("fewer objects than the slab can name");
        // The crate makes objects empty. From an object's second use on, this only compares.
        buffer.reserve(W::CAPACITY);
        buffer
    }

    #[inline]
    fn give_back<'a>(&'a self, held: Self::Held<'a>) {
        let key = held.key();
        drop(held);
        self.0.clear(key);
    }
}

impl<W: Workload> CrossThreadRelease<W> for ShardedSlab {
    type Sent<'a> = usize;

    #[inline]
    fn detach<'a>(held: Self::Held<'a>) -> Self::Sent<'a> {
        held.key()
    }

    #[inline]
    fn releaser(&self) -> impl Fn(usize) + Copy + Send {
        |key| {
            self.0.clear(key);
        }
    }
}

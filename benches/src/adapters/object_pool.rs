//! `object-pool`: a vector behind a `parking_lot` mutex, without a bound and without a reset.

use object_pool::{Pool, Reusable};

use crate::adapter::{Adapter, SendableGuard};
use crate::object::Workload;

/// The pool of the crate.
#[expect(missing_debug_implementations, reason = "the crate's pool has none")]
pub struct ObjectPool(Pool<Vec<u8>>);

impl<W: Workload> Adapter<W> for ObjectPool {
    type Held<'a> = Reusable<'a, Vec<u8>>;

    fn build(capacity: usize) -> Self {
        // `Pool::new` would make all objects at once. The warm-up makes them, as for every
        // contender.
        Self(Pool::from_vec(Vec::with_capacity(capacity)))
    }

    #[inline]
    fn get(&self) -> Self::Held<'_> {
        self.0.pull(W::fresh)
    }

    #[inline]
    fn release(mut held: Self::Held<'_>) {
        held.clear();
    }
}

impl SendableGuard for ObjectPool {}

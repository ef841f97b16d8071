//! `lockfree-object-pool`, its linear pool: a list of pages with a bit for each object.

use lockfree_object_pool::{LinearObjectPool, LinearReusable};

use crate::adapter::{Adapter, SendableGuard};
use crate::object::Workload;

/// The pool that is fastest in the crate's own table.
#[expect(missing_debug_implementations, reason = "the crate's pool has none")]
pub struct LockfreeLinear(LinearObjectPool<Vec<u8>>);

impl<W: Workload> Adapter<W> for LockfreeLinear {
    type Held<'a> = LinearReusable<'a, Vec<u8>>;

    fn build(_unbounded: usize) -> Self {
        Self(LinearObjectPool::new(W::fresh, Vec::clear))
    }

    #[inline]
    fn get(&self) -> Self::Held<'_> {
        self.0.pull()
    }
}

impl SendableGuard for LockfreeLinear {}

//! `zeropool`: byte buffers in eight size classes, cached by each thread.

use zeropool::{BufUninit, ZeroPool};

use crate::adapter::{Adapter, Fill, SendableGuard};
use crate::object::Workload;

/// The pool of the crate. It hands out bytes, not vectors, and none smaller than 4 KiB.
#[derive(Debug)]
pub struct Zero(ZeroPool);

/// Memory that is not zeroed: the crate's documentation calls this its fastest path.
#[expect(missing_debug_implementations, reason = "the crate's buffer has none")]
pub struct Uninit<'a>(BufUninit<'a>);

impl<W: Workload> Fill<W> for Uninit<'_> {
    #[inline]
    fn fill(&mut self) {
        W::fill_raw(self.0.as_uninit_mut());
    }
}

impl<W: Workload> Adapter<W> for Zero {
    type Held<'a> = Uninit<'a>;

    fn build(capacity: usize) -> Self {
        Self(ZeroPool::new().max_buffers_per_class(capacity))
    }

    #[inline]
    fn get(&self) -> Self::Held<'_> {
        Uninit(self.0.alloc_uninit(W::CAPACITY))
    }
}

impl SendableGuard for Zero {}

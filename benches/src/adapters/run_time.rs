//! This project's `SyncPool`: a pool that is made at run time.

use syncpool::{Pooled, SyncPool};

use crate::adapter::{Adapter, SendableGuard};
use crate::case::INTERVAL;
use crate::object::Workload;

/// The pool, used by reference; `ADAPTIVE` ones follow the adaptive rule.
#[derive(Debug)]
pub struct RunTime<const ADAPTIVE: bool = false>(SyncPool<Vec<u8>>);

impl<W: Workload, const ADAPTIVE: bool> Adapter<W> for RunTime<ADAPTIVE> {
    type Held<'a> = Pooled<&'a SyncPool<Vec<u8>>>;

    fn build(capacity: usize) -> Self {
        let builder = SyncPool::builder();
        let builder = if ADAPTIVE { builder.adaptive_every(INTERVAL) } else { builder };
        Self(builder.capacity(capacity).init(W::fresh).build())
    }

    #[inline]
    fn get(&self) -> Self::Held<'_> {
        self.0.get()
    }

    fn misses(&self) -> Option<u64> {
        Some(self.0.miss_count())
    }
}

impl<const ADAPTIVE: bool> SendableGuard for RunTime<ADAPTIVE> {}

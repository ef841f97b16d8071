//! This project's `SyncPool`: a pool that is made at run time.

use std::sync::Arc;

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

/// The pool, used by guards that share its ownership.
#[derive(Debug)]
pub struct RunTimeOwned(Arc<SyncPool<Vec<u8>>>);

impl<W: Workload> Adapter<W> for RunTimeOwned {
    type Held<'a> = Pooled<Arc<SyncPool<Vec<u8>>>>;

    fn build(capacity: usize) -> Self {
        Self(Arc::new(SyncPool::builder().capacity(capacity).init(W::fresh).build()))
    }

    #[inline]
    fn get(&self) -> Self::Held<'_> {
        self.0.get_owned()
    }

    fn misses(&self) -> Option<u64> {
        Some(self.0.miss_count())
    }
}

/// The pool without a factory and without a reset: the call of `get_or` makes an object on a miss,
/// and the user clears it.
#[derive(Debug)]
pub struct RunTimeGetOr(SyncPool<Vec<u8>>);

impl<W: Workload> Adapter<W> for RunTimeGetOr {
    type Held<'a> = Pooled<&'a SyncPool<Vec<u8>>>;

    fn build(capacity: usize) -> Self {
        Self(SyncPool::builder().capacity(capacity).without_init().without_reset().build())
    }

    #[inline]
    fn get(&self) -> Self::Held<'_> {
        self.0.get_or(W::fresh)
    }

    #[inline]
    fn release(mut held: Self::Held<'_>) {
        held.clear();
    }

    fn misses(&self) -> Option<u64> {
        Some(self.0.miss_count())
    }
}

//! Lock-free pools for heavy, heap-based objects that threads share.

mod bits;
mod commons;
mod counters;
#[cfg(all(test, not(loom), not(shuttle)))]
mod counting;
mod depot;
mod depots;
mod hint;
mod local;
mod macro_support;
mod magazine;
mod open;
mod pool;
mod poolable;
mod pooled;
mod rack;
mod static_pool;
mod stats;
mod sync;
mod sync_pool;
mod thread_exit;
#[cfg(feature = "bytemuck")]
mod zeroed;

pub use pool::Pool;
pub use poolable::Poolable;
pub use pooled::Pooled;
pub use static_pool::{MAX_CAPACITY, StaticPool};
pub use stats::Stats;
pub use sync_pool::{BuildError, SyncPool, SyncPoolBuilder};
#[doc = include_str!("docs/derive.md")]
pub use syncpool_derive::Poolable;
#[cfg(feature = "bytemuck")]
pub use zeroed::zeroed_box;

#[doc = include_str!("docs/pool.md")]
#[macro_export]
macro_rules! pool {
    ($($declarations:tt)*) => {
        $crate::__private::declare_pools! { [$crate] $($declarations)* }
    };
}

/// What most programs need: `use syncpool::prelude::*;`.
pub mod prelude {
    pub use crate::{Pool, Poolable, Pooled, StaticPool, Stats, SyncPool, pool};
}

/// What the macros' expansions need. Not part of the public interface.
#[doc(hidden)]
pub mod __private {
    pub use crate::commons::{blocks_for, groups_for};
    pub use crate::local::Local;
    pub use crate::macro_support::{
        Initial, default_with, init, init_boxed, init_default, reset_with, value,
    };
    pub use crate::poolable::LimitCapacity;
    pub use crate::static_pool::{Declaration, Storage, capacity};
    pub use core;
    pub use std;
    pub use std::thread_local;
    pub use syncpool_derive::declare_pools;
}

//! Lock-free pools for heavy, heap-based objects that threads share.

mod depot;
mod local;
mod magazine;
mod pool;
mod poolable;
mod pooled;
mod static_pool;
mod stats;
mod sync;

pub use pool::Pool;
pub use poolable::Poolable;
pub use pooled::Pooled;
pub use static_pool::StaticPool;
pub use stats::Stats;
pub use syncpool_derive::Poolable;

/// Declares static pools.
#[macro_export]
macro_rules! pool {
    ($($declarations:tt)*) => {
        $crate::__private::declare_pools! { [$crate] $($declarations)* }
    };
}

/// What most programs need: `use syncpool::prelude::*;`.
pub mod prelude {
    pub use crate::{Pool, Poolable, Pooled, StaticPool, Stats, pool};
}

/// What the macros' expansions need. Not part of the public interface.
#[doc(hidden)]
pub mod __private {
    pub use crate::local::Local;
    pub use crate::poolable::LimitCapacity;
    pub use crate::static_pool::{Declaration, Storage, blocks_for, capacity};
    pub use core;
    pub use std;
    pub use syncpool_derive::declare_pools;
}

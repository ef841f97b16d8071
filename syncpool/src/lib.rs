//! Lock-free pools for heavy, heap-based objects that threads share.
//!
//! A program that keeps making and dropping big objects spends its time in the allocator, above all
//! when an object is made on one thread and dropped on another. A pool keeps a number of them ready:
//!
//! ```
//! use syncpool::prelude::*;
//!
//! #[derive(Default, Poolable)]
//! struct Request {
//!     id: u64,
//!     body: Vec<u8>,
//! }
//!
//! pool!(static REQUESTS: Request = 64);
//!
//! let mut request = REQUESTS.get();
//! request.body.extend_from_slice(b"hello");
//! drop(request); // cleared in place, its memory kept, and back in the pool
//!
//! assert_eq!(REQUESTS.len(), 1);
//! assert!(REQUESTS.get().body.capacity() >= 5);
//! ```
//!
//! # Which piece to use
//!
//! - [`pool!`] declares a pool as a `static`: for what a program always needs. Its methods are those
//!   of [`StaticPool`], its guards are 8 bytes wide, and it is the fastest.
//! - [`SyncPool`] is a pool made at run time: for a library that is given its sizes, or a pool that
//!   goes away with what it belongs to.
//! - [`SizedPool`], and [`pool!`] with the option `sizes`, is asked for objects of a capacity: for buffers whose
//!   sizes differ widely.
//! - [`BoundedPool`] (feature `bounded`) bounds the objects in use: who asks for one more waits.
//! - [`Poolable`] says how an object is cleared. Derive it; the standard library's types have it.
//! - [`Pooled`] is the guard that gives an object back when it is dropped.
//! - [`PooledArc`] is a guard that can be cloned: several owners read one object.
//! - [`ReuseVec`](collections::ReuseVec) and [`ReuseMap`](collections::ReuseMap) (feature `collections`) keep their
//!   cleared elements: for the memory that is nested in an object.
//! - [`Pool`] is the trait over all pools, for functions that should take any of them.
//!
//! The [`guide`] says more in short chapters: choosing N, what not to pool, async code, threads, panics.
//!
//! # What a pool promises
//!
//! - It never holds more than N idle objects; past that, an object that comes back is dropped.
//! - `get` never fails and never blocks: an empty pool makes an object.
//! - For N of 8 and more, a busy thread gets an object and gives it back without an atomic read-modify-write,
//!   as long as there is room for its magazine: all magazines together take at most half of N. Otherwise it
//!   pays one each way. A thread that is not busy owns nothing of a pool.
//! - Nothing is lost or handed out twice, whatever panics, whichever thread exits, in whatever order
//!   thread-local values are destroyed. A guard that is dropped while its thread unwinds drops its
//!   object, which may have been caught halfway through a change.
//!
//! # How it works
//!
//! A busy thread has a *magazine*, a private stack of idle objects. When the magazine is empty or full, two
//! atomic updates transfer a batch between it and the *depot*, whose slots all threads reach. A magazine
//! holds at most as many objects as it has reserved slots of the depot, so each idle object has a slot of
//! its own. All magazines together reserve at most half of the slots.
//!
//! A thread earns a magazine by using the pool often, compared with the other threads. Until then it takes
//! objects one by one from a few *shared* slots and from the depot. A pool of fewer than 8 objects has
//! shared slots only.
//!
//! The idea is that of Bonwick and Adams, "Magazines and Vmem" (USENIX 2001).
//!
//! # Features
//!
//! | feature | what it adds |
//! |---|---|
//! | `std` (default) | magazines, adaptive pools, and [`Poolable`] for the types of `std` that `alloc` does not have; see [below](#without-std) |
//! | `derive` (default) | the macros: [`pool!`] and [`#[derive(Poolable)]`](macro@Poolable). Without it, no crate for macros is built |
//! | `bounded` | [`BoundedPool`]: at most so many objects are in use, and who asks for one more waits, as a thread or as a task |
//! | `bytemuck` | [`zeroed_box`]: zeroed objects of any size, made straight on the heap |
//! | `collections` | [`collections`]: a vector and a map that keep the memory of their elements, too |
//! | `metrics024` | [`metrics`]: every pool's counters, by name, for version 0.24 of the crate of that name |
//! | `bumpalo3`, `bytes1`, `hashbrown017`, `http1`, `indexmap2`, `parking_lot012`, `smallvec1` | [`Poolable`](trait@Poolable#types-of-other-crates) for types of these crates, in these versions |
//! | `serde1` | `Serialize` and `Deserialize` for [`Pooled`] and [`Shareable`], `Serialize` for [`PooledArc`], and [`PooledSeed`]: see [the guide](guide::serde_in_place) |
//! | `zeroize` | `#[poolable(zeroize)]`, which wipes a secret over its whole capacity before its object goes back |
//!
//! # Without `std`
//!
//! The crate then needs `core`, `alloc`, and a target with atomic compare-and-swap of pointers. Static pools and
//! run-time pools have the same methods and keep the same bound. These things differ:
//!
//! - No thread has a magazine, since there are no thread-local values. Every get and put is lock-free, and executes
//!   a few atomic read-modify-writes.
//! - There is no clock: an adaptive pool is an ordinary one, and `Stats` has no times.
//! - A guard can't tell whether its thread unwinds. A guard that is dropped meanwhile gives its object back, reset,
//!   although it may have been caught halfway through a change. Most programs without `std` abort when they panic. In
//!   one that catches panics, a pool of objects with invariants of their own wants the feature `std`, or a
//!   [`reset`](Poolable::reset) that restores these whatever state it finds.

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(not(all(target_has_atomic = "8", target_has_atomic = "32", target_has_atomic = "ptr")))]
compile_error!(
    "syncpool needs a target with atomic compare-and-swap of pointers, of 8 and of 32 bits"
);

#[cfg(all(test, not(all(feature = "std", target_has_atomic = "64"))))]
compile_error!("the unit tests of syncpool need magazines: its feature `std`, and 64-bit atomics");

extern crate alloc;

#[cfg(feature = "bounded")]
mod bounded_pool;
#[cfg(feature = "collections")]
pub mod collections;
mod drained;
mod erased;
mod forwarded;
mod front;
#[cfg(any(doc, doctest))]
pub mod guide;
mod pool;
mod poolable;
mod pooled;
mod raw;
mod sharing;
mod sized_pool;
mod static_pool;
mod stats;
mod sync_pool;
#[cfg(test)]
mod tests;
mod thread;
mod unwind;

#[cfg(feature = "bounded")]
pub use bounded_pool::{BoundedHandle, BoundedPool};
pub use drained::Drained;
pub use pool::Pool;
#[cfg(feature = "bytemuck")]
pub use poolable::zeroed_box;
pub use poolable::{Footprint, LimitCapacity, Poolable, WithCapacity};
#[cfg(feature = "serde1")]
pub use pooled::PooledSeed;
pub use pooled::{Pooled, Provisional};
pub use raw::MAX_CAPACITY;
pub use sharing::{PooledArc, Shareable, ShareableItem};
pub use sized_pool::{SizeClassStats, SizedPool, SizedPoolBuilder, SizedStats, StaticSizedPool};
pub use static_pool::StaticPool;
pub use stats::Stats;
#[cfg(feature = "metrics024")]
pub use stats::metrics;
pub use sync_pool::{BuildError, Drain, SyncPool, SyncPoolBuilder, hooks};
#[cfg(feature = "derive")]
#[doc = include_str!("docs/derive.md")]
pub use syncpool_derive::Poolable;
pub use thread::flush_thread;

#[cfg(all(feature = "derive", not(doc)))]
#[doc = include_str!("docs/pool.md")]
#[macro_export]
macro_rules! pool {
    ($($declarations:tt)*) => {
        $crate::__private::declare_pools! { [$crate] $($declarations)* }
    };
}

// What the documentation shows: the grammar that the procedural macro parses.
#[cfg(all(feature = "derive", doc))]
#[doc = include_str!("docs/pool.md")]
#[macro_export]
macro_rules! pool {
    ($(
        $(#[$attribute:meta])*
        $visibility:vis static $NAME:ident: $Type:ty = $N:expr
        $(, init = $init:expr)?
        $(, init_boxed = $init_boxed:expr)?
        $(, reset = $reset:expr)?
        $(, max_capacity = $max_capacity:expr)?
        $(, reusable = $reusable:expr)?
        $(, retain = adaptive $(($interval:expr))?)?
        $(,)?
    );+ $(;)?) => { ... };
}

/// The examples of the project's README, as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}

/// The examples of MIGRATING.md, as tests.
#[cfg(doctest)]
#[doc = include_str!("../MIGRATING.md")]
mod migrating {}

/// What most programs need: `use syncpool::prelude::*;`.
pub mod prelude {
    #[cfg(feature = "derive")]
    pub use crate::pool;
    pub use crate::{
        Pool, Poolable, Pooled, PooledArc, Shareable, SizedPool, StaticPool, StaticSizedPool,
        Stats, SyncPool,
    };
}

/// What the macros' expansions need. Not part of the public interface.
#[doc(hidden)]
pub mod __private {
    #[cfg(feature = "zeroize")]
    pub use crate::poolable::Wipe;
    #[cfg(feature = "derive")]
    pub use crate::poolable::{Primitive, own_methods};
    pub use crate::poolable::{all, sum};
    pub use crate::raw::DEFAULT_INTERVAL;
    pub use crate::sized_pool::{
        ClassVisitor, SizedDeclaration, check_max_bytes, check_sizes, static_sized_pool,
    };
    pub use crate::static_pool::{
        Adaptive, Declaration, HasDefault, Holds, Local, Storage, blocks_for, check_capacity,
        default_with, init, init_boxed, interval, reset_with, reusable_with, static_pool,
        summaries_for, value,
    };
    pub use crate::thread::{LocalKey, thread_local};
    pub use alloc::boxed::Box;
    pub use core;
    pub use core::clone::Clone;
    pub use core::default::Default;
    pub use core::fmt::{Debug, Formatter, Result};
    pub use core::marker::Copy;
    pub use core::option::Option;
    pub use core::primitive::{bool, str, usize};
    pub use core::time::Duration;
    #[cfg(feature = "derive")]
    pub use syncpool_derive::declare_pools;
}

//! The models: the raw pool under loom, which tries every interleaving, and under shuttle, which tries
//! many interleavings at random.
//!
//! The models are a test target of their own, which compiles the raw pool without the rest of the
//! crate, since loom's atomics cannot be in a static. `ci/loom.sh` and `ci/shuttle.sh` run them, and
//! `IMPLEMENTATION.md` says what they show. Without a model checker, the target is empty.

#![cfg(any(loom, shuttle))]
#![allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    unused_imports,
    unused_macros,
    reason = "the storeys that use the rest of the raw pool are left out"
)]

extern crate alloc;

#[path = "../../raw/mod.rs"]
mod raw;

mod harness;

#[cfg(loom)]
mod depot;
#[cfg(loom)]
mod explore;
#[cfg(loom)]
mod hooks;
#[cfg(loom)]
mod inner;
#[cfg(loom)]
mod mutants;
#[cfg(loom)]
mod permits;
#[cfg(loom)]
mod ref_count;
#[cfg(loom)]
mod registry;
#[cfg(shuttle)]
mod schedules;
#[cfg(loom)]
mod shared_slots;
#[cfg(loom)]
mod summary;
#[cfg(loom)]
mod sync_pool;
#[cfg(loom)]
mod thread;
#[cfg(loom)]
mod whole_pool;

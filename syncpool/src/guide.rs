//! A guide in short chapters.
//!
//! This module has documentation only.
//!
//! - [Which pool](which_pool): static, run-time, guard or box.
//! - [Choosing N](choosing_n), also for many threads that are seldom busy.
//! - [What not to pool](what_not_to_pool).
//! - [Composing pools](composing_pools): objects that hold objects of other pools.
//! - [Deep reuse](deep_reuse): collections that keep the memory of their elements.
//! - [Sharing](sharing): one object that several owners read.
//! - [Memory that comes back](memory_that_comes_back): bursts, huge requests, maps that were huge once.
//! - [Sizes](sizes): buffers of many sizes, and a limit in bytes.
//! - [Network buffers](network_buffers): `Bytes` that give their memory back, and `BytesMut`.
//! - [Serde in place](serde_in_place): reading into pooled objects.
//! - [Checking objects](checking_objects) when they are taken.
//! - [Bare values](bare_values): interfaces that want a `Vec` by value.
//! - [Borrowed contents](borrowed_contents): objects that hold references.
//! - [Generic code](generic_code): a pool for each type.
//! - [Async code](async_code).
//! - [Waiting](waiting): a bound on the objects in use.
//! - [Threads](threads): what a thread owns, its end, fork, exit.
//! - [Panics](panics).
//! - [Secrets](secrets).
//! - [Plugins](plugins) that are unloaded.
//! - [Signal handlers](signal_handlers).

macro_rules! chapters {
    ($($name:ident)*) => {
        $(
            #[doc = include_str!(concat!("docs/guide/", stringify!($name), ".md"))]
            pub mod $name {}
        )*
    };
}

chapters! {
    which_pool
    choosing_n
    what_not_to_pool
    composing_pools
    deep_reuse
    sharing
    memory_that_comes_back
    sizes
    network_buffers
    serde_in_place
    checking_objects
    bare_values
    borrowed_contents
    generic_code
    async_code
    waiting
    threads
    panics
    secrets
    plugins
    signal_handlers
}

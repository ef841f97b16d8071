//! The table "How it compares" of `README.md`, checked: a program for each cell.
//!
//! `tests/cells.rs` has the programs of all columns but the last, `tests/locked.rs` those of the last. Only the row of
//! Go's pool has none: it is taken from Go's documentation. This page has what does not compile.
//!
//! # Pools that are not ready at compile time
//!
//! `static POOL: LazyLock<..>` makes each of them at its first use; `tests/cells.rs` does so, without `unsafe`. The
//! same functions can't make the static itself.
//!
//! ```compile_fail,E0015
//! struct Buffers;
//! impl opool::PoolAllocator<Vec<u8>> for Buffers {
//!     fn allocate(&self) -> Vec<u8> { Vec::new() }
//! }
//! static POOL: opool::Pool<Buffers, Vec<u8>> = opool::Pool::new(4, Buffers);
//! ```
//!
//! ```compile_fail,E0015
//! static POOL: object_pool::Pool<Vec<u8>> = object_pool::Pool::new(4, Vec::new);
//! ```
//!
//! ```compile_fail,E0015
//! use lockfree_object_pool::LinearObjectPool;
//! static POOL: LinearObjectPool<Vec<u8>> = LinearObjectPool::new(Vec::new, Vec::clear);
//! ```
//!
//! ```compile_fail,E0015
//! static POOL: sharded_slab::Pool<Vec<u8>> = sharded_slab::Pool::new();
//! ```
//!
//! ```compile_fail,E0015
//! static POOL: poolshark::global::Pool<Vec<u8>> = poolshark::global::Pool::new(4, 1000);
//! ```
//!
//! ```compile_fail,E0015
//! use regex_automata::util::pool::Pool;
//! static POOL: Pool<Vec<u8>> = Pool::new(Vec::new);
//! ```
//!
//! # syncpool 0.1 can't be shared
//!
//! All of its methods take `&mut self`, and its objects come back by a method.
//!
//! ```compile_fail,E0596
//! # extern crate old_syncpool;
//! fn get(pool: &old_syncpool::prelude::SyncPool<Vec<u8>>) -> Box<Vec<u8>> { pool.get() }
//! ```

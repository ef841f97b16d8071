//! What the programs share: an allocator that counts, numbers in reports, and what their tests ask of them.
//!
//! A program needs none of this to use a pool.

#![deny(unsafe_code)]

#[allow(unsafe_code, reason = "a global allocator can't be written without")]
pub mod counting;
pub mod numbers;
pub mod testing;

//! What the programs share: an allocator that counts, numbers in reports, what their tests ask of them, and, with
//! the feature `command-line`, the handling of a wrong command line.
//!
//! A program needs none of this to use a pool.

#![deny(unsafe_code)]

#[cfg(feature = "command-line")]
pub mod command_line;
#[allow(unsafe_code, reason = "a global allocator can't be written without")]
pub mod counting;
pub mod numbers;
pub mod testing;

//! What the programs share: an allocator that counts, and the handling of a wrong command line.
//!
//! Your own program needs neither to use a pool.

#![deny(unsafe_code)]

pub mod command_line;
#[allow(unsafe_code, reason = "a global allocator can't be written without")]
pub mod counting;

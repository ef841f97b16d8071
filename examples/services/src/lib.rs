//! What the services share: a job is run with several sources of memory, and their costs are compared. The command
//! line is read, and a mistake in it is told in one line.
//!
//! A program needs none of this to use a pool.

#![forbid(unsafe_code)]

pub mod command_line;
mod comparison;
mod received;
mod report;

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use support::counting::Counting;

pub use crate::comparison::{Comparison, Outcome, Settings, latencies};
pub use crate::received::Received;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// A number that tells pieces of text apart. The sum of the checksums of many pieces is the same in any order.
#[must_use]
pub fn checksum(text: &[u8]) -> u64 {
    FixedState::default().hash_one(text)
}

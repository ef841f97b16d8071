//! The adapters of the contenders, a file for each crate.

pub mod floor;
pub mod fresh;
pub mod hand_written;
pub mod lockfree;
pub mod nexus;
pub mod object_pool;
pub mod old_syncpool;
pub mod opool;
pub mod own;
pub mod regex;
pub mod rings_alone;
pub mod run_time;
pub mod shark;
pub mod slab;
pub mod zero;

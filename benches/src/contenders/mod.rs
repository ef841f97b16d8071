//! The contenders, one file each; [`Contender`](crate::contender::Contender) is all they share.

pub mod channel;
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
pub mod run_time;
pub mod shark;
pub mod slab;
pub mod zero;

//! Objects that several owners read: the contents, with a count in them, and the guard, which can be cloned.
//!
//! The count lies in the object, so it comes out of the pool with the object, and no clone allocates.

mod contents;
mod pooled_arc;
#[cfg(feature = "serde1")]
mod serde;
mod views;

pub use self::contents::{Shareable, ShareableItem};
pub use self::pooled_arc::PooledArc;

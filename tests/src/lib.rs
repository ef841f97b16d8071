//! Helpers that the integration tests share.

mod census;

pub use census::{Census, Counted};

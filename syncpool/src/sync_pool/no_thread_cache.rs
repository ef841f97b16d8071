//! Stands in for `thread_cache` where no thread has a magazine (see [`thread`](crate::thread)). A pool then
//! needs no id.

use super::inner::Inner;
use crate::raw::Magazine;

/// The place of a pool in a directory that is not there.
#[derive(Debug)]
pub(super) struct PoolId;

impl PoolId {
    pub(super) fn new() -> Self {
        PoolId
    }

    /// Returns that the pool's memory is the caller's to free: no thread that ends uses it.
    pub(super) fn close(&self) -> bool {
        true
    }

    /// Returns the same, since no thread knows an id.
    pub(super) fn renew(&mut self) -> bool {
        true
    }
}

#[inline(always)]
pub(super) fn last_magazine(_: &PoolId) -> Option<&Magazine> {
    None
}

#[inline(always)]
pub(super) fn magazine(_: &PoolId) -> Option<&Magazine> {
    None
}

/// Does nothing.
///
/// # Safety
///
/// It is always safe.
pub(super) unsafe fn visit(_: &PoolId, _: &Inner) {}

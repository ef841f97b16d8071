//! A gate that all threads pass between batches, and that an audit closes.

use std::sync::{PoisonError, RwLock};

/// While the gate is closed, no operation is under way, so the ledgers are exact.
#[derive(Debug, Default)]
pub(crate) struct Gate(RwLock<()>);

impl Gate {
    pub(crate) const fn new() -> Self {
        Gate(RwLock::new(()))
    }

    /// Runs a batch as soon as the gate is open.
    pub(crate) fn pass(&self, batch: impl FnOnce()) {
        let _open = self.0.read().unwrap_or_else(PoisonError::into_inner);
        batch();
    }

    /// Waits until all batches are over, and keeps others from starting while `audit` runs.
    pub(crate) fn close(&self, audit: impl FnOnce()) {
        let _closed = self.0.write().unwrap_or_else(PoisonError::into_inner);
        audit();
    }
}

//! How a pool grows while threads use it.

use std::sync::PoisonError;

use crate::raw::MAX_CAPACITY;
use crate::raw::depot::segments::Segment;
use crate::raw::sync::{AtomicUsize, Mutex, OnceLock, Relaxed};

/// What a pool has grown by.
///
/// Like a vector, it doubles its memory when it needs more, so that there are few segments however
/// often the pool is expanded. The slots beyond the capacity are withheld: taken, by nobody.
pub(super) struct Growth {
    segments: OnceLock<Box<Segment>>,
    /// The capacity of the whole pool.
    capacity: AtomicUsize,
    /// The first withheld slot of the last segment. The lock is for those who expand the pool;
    /// the threads that use it never take it.
    withheld_from: Mutex<usize>,
}

impl Growth {
    pub(super) fn of(capacity: usize) -> Self {
        Growth {
            segments: OnceLock::new(),
            capacity: AtomicUsize::new(capacity),
            withheld_from: Mutex::new(0),
        }
    }

    pub(super) fn capacity(&self) -> usize {
        self.capacity.load(Relaxed)
    }

    pub(super) fn segments(&self) -> Option<&Segment> {
        self.segments.get().map(|segment| &**segment)
    }

    /// Raises the capacity by `additional`, unless it would be too large.
    pub(super) fn expand(&self, additional: usize) -> bool {
        let mut withheld_from = self.withheld_from.lock().unwrap_or_else(PoisonError::into_inner);
        let old = self.capacity();
        let Some(new) = old.checked_add(additional).filter(|&new| new <= MAX_CAPACITY) else {
            return false;
        };
        // Raised first, so that there are never more idle objects than it says.
        self.capacity.store(new, Relaxed);
        let mut rest = additional;
        let mut end = &self.segments;
        while let Some(segment) = end.get() {
            end = segment.next();
            if end.get().is_none() {
                let allowed = rest.min(segment.slots() - *withheld_from);
                segment.allow(*withheld_from, *withheld_from + allowed);
                *withheld_from += allowed;
                rest -= allowed;
            }
        }
        if rest > 0 {
            let segment = Segment::new(rest.max(old).min(MAX_CAPACITY));
            segment.allow(0, rest);
            *withheld_from = rest;
            let added = end.set(Box::new(segment));
            assert!(added.is_ok(), "segments are added under the lock");
        }
        true
    }
}

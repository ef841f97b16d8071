//! The memory of a run-time pool, which knows nothing of the objects' type.
//!
//! Threads keep a [`Weak`](std::sync::Weak) of it, and nothing else of a pool. So the table of a
//! thread needs no generics, the type of the objects need not be `'static`, and when a pool is
//! dropped all of its idle objects are dropped then and there, not later by a thread that happens
//! to end.

use std::sync::{Arc, PoisonError};
use std::time::Duration;

use super::growth::Growth;
use crate::raw::sync::Mutex;
use crate::raw::{
    Block, Header, Magazine, Object, Reaper, Reaping, Shared, Summary, blocks_for, summaries_for,
};

/// What a pool's threads share.
pub(super) struct Inner {
    header: Header,
    blocks: Box<[Block]>,
    summaries: Box<[Summary]>,
    first_capacity: usize,
    growth: Growth,
    /// What an adaptive pool remembers, and the length of its intervals. The function that clears
    /// its objects has the other reference.
    adaptive: Option<(Arc<Reaper>, Duration)>,
    /// Whether the pool is still there. The lock is what a thread that ends and the thread that
    /// drops the pool meet at, if they meet; nobody else ever takes it.
    open: Mutex<bool>,
}

impl Inner {
    pub(super) fn new(capacity: usize, adaptive: Option<(Arc<Reaper>, Duration)>) -> Self {
        Inner {
            header: Header::new(),
            blocks: (0..blocks_for(capacity)).map(|_| Block::new()).collect(),
            summaries: (0..summaries_for(capacity)).map(|_| Summary::new()).collect(),
            first_capacity: capacity,
            growth: Growth::of(capacity),
            adaptive,
            open: Mutex::new(true),
        }
    }

    #[inline]
    pub(super) fn shared(&self) -> Shared<'_> {
        Shared::new(&self.header, &self.blocks, &self.summaries, self.first_capacity)
            .expanded(self.growth.segments(), self.growth.capacity())
    }

    #[cfg(feature = "metrics")]
    pub(super) fn stats(&self, object_size: usize) -> crate::Stats {
        crate::Stats::of(self.shared(), self.capacity(), object_size)
    }

    #[inline]
    pub(super) fn reaping(&self) -> Option<Reaping<'_>> {
        let (reaper, interval) = self.adaptive.as_ref()?;
        Some(Reaping::new(reaper, *interval))
    }

    pub(super) fn capacity(&self) -> usize {
        self.growth.capacity()
    }

    /// Raises the capacity by `additional`, unless it would be too large.
    pub(super) fn expand(&self, additional: usize) -> bool {
        self.growth.expand(additional)
    }

    /// Takes the magazine of a thread that ends back, unless the pool is gone.
    pub(super) fn unregister(&self, magazine: &Magazine) {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if *open {
            self.shared().unregister(magazine);
        }
    }

    /// Keeps threads that end away from now on: what is in their magazines is the caller's, who
    /// drops the pool. Waits for one that is leaving, which takes a few hundred nanoseconds and
    /// runs no user code.
    pub(super) fn close(&self) {
        *self.open.lock().unwrap_or_else(PoisonError::into_inner) = false;
    }

    /// Any object that is still here, wherever it lies. The pool must be closed and nobody else
    /// use it.
    pub(super) fn take_any(&self, start: &mut usize) -> Option<Object> {
        let shared = self.shared();
        shared.take_one(start).or_else(|| shared.magazines().find_map(Magazine::pop))
    }
}

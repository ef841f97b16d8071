//! The memory of a run-time pool, which knows nothing of the objects' type.
//!
//! Threads keep a [`Weak`](std::sync::Weak) of it, and nothing else of a pool. So the table of a
//! thread needs no generics, the type of the objects need not be `'static`, and when a pool is
//! dropped all of its idle objects are dropped then and there, not later by a thread that happens
//! to end.

use std::sync::{Arc, PoisonError};
use std::time::Duration;

use super::expansion::Expansion;
use crate::Stats;
use crate::commons::{Commons, Reaper, Reaping, Registry, blocks_for, groups_for};
use crate::depot::Block;
use crate::hint::Group;
use crate::magazine::Magazine;
use crate::object::Object;
use crate::open::{MAGAZINES_FROM, Open};
use crate::sync::Mutex;

/// What a pool's threads share.
pub(crate) struct Core {
    registry: Registry,
    blocks: Box<[Block]>,
    groups: Box<[Group]>,
    first_capacity: usize,
    expansion: Expansion,
    /// What an adaptive pool remembers, and the length of its intervals. The function that clears
    /// its objects has the other reference.
    adaptive: Option<(Arc<Reaper>, Duration)>,
    /// Whether the pool is still there. The lock is what a thread that ends and the thread that
    /// drops the pool meet at, if they meet; nobody else ever takes it.
    open: Mutex<bool>,
}

impl Core {
    pub(super) fn new(capacity: usize, adaptive: Option<(Arc<Reaper>, Duration)>) -> Self {
        Core {
            registry: Registry::new(),
            blocks: (0..blocks_for(capacity)).map(|_| Block::new()).collect(),
            groups: (0..groups_for(capacity)).map(|_| Group::new()).collect(),
            first_capacity: capacity,
            expansion: Expansion::of(capacity),
            adaptive,
            open: Mutex::new(true),
        }
    }

    #[inline]
    pub(crate) fn commons(&self) -> Commons<'_> {
        Commons::new(&self.registry, &self.blocks, &self.groups, self.first_capacity)
            .expanded(self.expansion.segments(), self.expansion.capacity())
    }

    /// The open slots of a pool that started with nothing else: the short way to them.
    #[inline]
    pub(super) fn only_open(&self) -> Option<Open<'_>> {
        (self.first_capacity < MAGAZINES_FROM).then(|| self.registry.open(self.first_capacity))
    }

    pub(crate) fn stats(&self, object_size: usize) -> Stats {
        Stats::of(self.commons(), self.capacity(), object_size)
    }

    #[inline]
    pub(super) fn reaping(&self) -> Option<Reaping<'_>> {
        let (reaper, interval) = self.adaptive.as_ref()?;
        Some(Reaping::new(reaper, *interval))
    }

    pub(super) fn capacity(&self) -> usize {
        self.expansion.capacity()
    }

    /// Raises the capacity by `additional`, unless it would be too large.
    pub(super) fn expand(&self, additional: usize) -> bool {
        self.expansion.expand(additional)
    }

    /// Takes the magazine of a thread that ends back, unless the pool is gone.
    pub(super) fn leave(&self, magazine: &Magazine) {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if *open {
            self.commons().leave(magazine);
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
    pub(super) fn take_any(&self, near: &mut usize) -> Option<Object> {
        let commons = self.commons();
        commons.take_one(near).or_else(|| commons.magazines().find_map(Magazine::pop))
    }
}

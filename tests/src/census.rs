//! Counted objects, which panic when two owners have them at once.

use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};

use syncpool::Poolable;

/// How many objects were made and dropped.
#[derive(Debug, Default)]
pub struct Census {
    made: AtomicUsize,
    dropped: AtomicUsize,
}

impl Census {
    /// A census without objects.
    #[must_use]
    pub const fn new() -> Self {
        Census { made: AtomicUsize::new(0), dropped: AtomicUsize::new(0) }
    }

    /// Makes an object that is counted here.
    #[must_use]
    pub fn object(&'static self) -> Counted {
        self.made.fetch_add(1, Ordering::SeqCst);
        Counted { census: self, state: AtomicU32::new(IDLE) }
    }

    /// Objects that were ever made.
    #[must_use]
    pub fn made(&self) -> usize {
        self.made.load(Ordering::SeqCst)
    }

    /// Objects that were dropped.
    #[must_use]
    pub fn dropped(&self) -> usize {
        self.dropped.load(Ordering::SeqCst)
    }

    /// Objects that are alive, in use or idle. Exact while no thread makes or drops any.
    #[must_use]
    pub fn live(&self) -> usize {
        self.made() - self.dropped()
    }
}

const IDLE: u32 = 0x1D1E_1D1E;
const OUT: u32 = 0x0B5E_0B5E;
const DROPPED: u32 = 0xDEAD_DEAD;

/// An object of a [`Census`]. It knows whether it is in use, and panics when it is checked out twice,
/// dropped twice, or used after its drop.
#[derive(Debug)]
pub struct Counted {
    census: &'static Census,
    state: AtomicU32,
}

impl Counted {
    /// Marks the object as in use. The caller is the thread that got it.
    ///
    /// # Panics
    ///
    /// If somebody else has it, or it was dropped.
    pub fn check_out(&self) {
        self.change(IDLE, OUT);
    }

    /// Checks that the object is still in use. The caller is the owner, before giving it back.
    ///
    /// # Panics
    ///
    /// If somebody else has given it back, or it was dropped.
    pub fn assert_out(&self) {
        self.change(OUT, OUT);
    }

    fn change(&self, from: u32, to: u32) {
        let found = self.state.swap(to, Ordering::Relaxed);
        assert_eq!(found, from, "the object has two owners, or none: {found:#x}");
    }
}

impl Poolable for Counted {
    /// Marks the object as idle, whether it was checked out or not.
    fn reset(&mut self) {
        let state = self.state.get_mut();
        assert_ne!(*state, DROPPED, "the object is used after its drop");
        *state = IDLE;
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let found = self.state.swap(DROPPED, Ordering::Relaxed);
        assert_ne!(found, DROPPED, "the object is dropped twice");
        self.census.dropped.fetch_add(1, Ordering::SeqCst);
    }
}

//! Hints: which blocks of a large depot are worth a look.
//!
//! Without them a thread that finds its own block empty would have to read every block of the
//! pool before it could say "empty". A summary has one bit for each of its blocks and question. A
//! bit may be up without a reason; then a thread looks in vain and lowers it. It must never stay
//! down while the block has what is asked for, or the objects there would be lost to everyone.
//!
//! Lowering is the delicate part. The one who lowers a bit looks at the block once more
//! afterwards, by a read-modify-write, and raises it again if there is something. That look and
//! the change of the block's word by a thread that brings something are both read-modify-writes
//! of one word, so one comes first:
//! - the change comes first: then the look sees it, and raises the bit;
//! - the look comes first: then the change acquires what the look released, the lowered bit
//!   included; the thread that brings something sees it down, and raises it.

use crate::raw::sync::{AtomicU64, Relaxed, constructor};

/// The hints of 64 blocks.
#[derive(Debug)]
pub struct Summary {
    /// Up: the block may hold an object.
    holds: AtomicU64,
    /// Up: the block has had no room. Inverted, because a new pool's memory is all zeros.
    crowded: AtomicU64,
}

impl Summary {
    constructor! {
        pub(crate) fn new() -> Self {
            Summary { holds: AtomicU64::new(0), crowded: AtomicU64::new(0) }
        }
    }

    /// The blocks that may hold an object.
    pub(crate) fn maybe_full(&self) -> u64 {
        self.holds.load(Relaxed)
    }

    /// The blocks that may have a free slot.
    pub(crate) fn maybe_free(&self) -> u64 {
        !self.crowded.load(Relaxed)
    }

    /// To be called after an object was published in the block.
    pub(crate) fn holds(&self, bit: u64) {
        // A look first: in a busy pool the bit is up, and the line stays shared.
        if self.holds.load(Relaxed) & bit == 0 {
            self.holds.fetch_or(bit, Relaxed);
        }
    }

    /// To be called after a slot of the block was freed.
    pub(crate) fn has_room(&self, bit: u64) {
        if self.crowded.load(Relaxed) & bit != 0 {
            self.crowded.fetch_and(!bit, Relaxed);
        }
    }

    /// To be called when the block turned out to hold nothing; `look` looks again.
    pub(crate) fn clear_maybe_full(&self, bit: u64, look: impl FnOnce() -> bool) {
        if self.holds.load(Relaxed) & bit != 0 {
            self.holds.fetch_and(!bit, Relaxed);
            if look() {
                self.holds.fetch_or(bit, Relaxed);
            }
        }
    }

    /// To be called when the block turned out to have no room; `look` looks again.
    pub(crate) fn clear_maybe_free(&self, bit: u64, look: impl FnOnce() -> bool) {
        if self.crowded.load(Relaxed) & bit == 0 {
            self.crowded.fetch_or(bit, Relaxed);
            if look() {
                self.crowded.fetch_and(!bit, Relaxed);
            }
        }
    }
}

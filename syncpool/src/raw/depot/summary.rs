//! Summaries: one bit per block says whether a search should look into the block.
//!
//! Without summaries, a thread whose own block is empty would have to read every block of the pool
//! before it could report a miss. A summary has two bits for each of its blocks: *maybe-full* for a
//! search for objects, *maybe-free* for a search for free slots. A set bit may be wrong: then a search
//! reads the block in vain and clears the bit. A clear bit must not stay wrong, since no search would
//! find the objects in that block any more.
//!
//! The delicate step is to clear a bit. The thread that clears it then reads the word of the block
//! again, by a read-modify-write, and sets the bit again if the block has what was searched for. A
//! thread that publishes or frees slots changes the same word by a read-modify-write. One of the two
//! comes first:
//! - If the change comes first, the second read sees it, and its thread sets the bit.
//! - If the second read comes first, the change acquires what that read has released, the cleared bit
//!   included. So the thread that publishes or frees sees a clear bit, and sets it.

use crate::raw::sync::{AtomicWord, Relaxed, Word, constructor};

/// The summary bits of as many blocks as a word has bits.
#[derive(Debug)]
pub struct Summary {
    /// The maybe-full bits.
    maybe_full: AtomicWord,
    /// The maybe-free bits, inverted: all slots of a new pool are free, and its memory is all zeros.
    not_free: AtomicWord,
}

impl Summary {
    constructor! {
        pub(crate) fn new() -> Self {
            Summary { maybe_full: AtomicWord::new(0), not_free: AtomicWord::new(0) }
        }
    }

    /// The blocks that may have a full slot.
    pub(crate) fn maybe_full(&self) -> Word {
        self.maybe_full.load(Relaxed)
    }

    /// The blocks that may have a free slot.
    pub(crate) fn maybe_free(&self) -> Word {
        !self.not_free.load(Relaxed)
    }

    /// Sets the maybe-full bit of a block. Call it after a slot of the block was published.
    pub(crate) fn set_maybe_full(&self, bit: Word) {
        // Loads first: in a busy pool the bit is set, and the cache line stays shared.
        if self.maybe_full.load(Relaxed) & bit == 0 {
            self.maybe_full.fetch_or(bit, Relaxed);
        }
    }

    /// Sets the maybe-free bit of a block. Call it after a slot of the block was freed.
    pub(crate) fn set_maybe_free(&self, bit: Word) {
        if self.not_free.load(Relaxed) & bit != 0 {
            self.not_free.fetch_and(!bit, Relaxed);
        }
    }

    /// Clears the maybe-full bit of a block in which a search found no full slot. `recheck` reads the
    /// block again and tells whether it has one.
    pub(crate) fn clear_maybe_full(&self, bit: Word, recheck: impl FnOnce() -> bool) {
        if self.maybe_full.load(Relaxed) & bit != 0 {
            self.maybe_full.fetch_and(!bit, Relaxed);
            if recheck() {
                self.maybe_full.fetch_or(bit, Relaxed);
            }
        }
    }

    /// Clears the maybe-free bit of a block in which a search found no free slot. `recheck` reads the
    /// block again and tells whether it has one.
    pub(crate) fn clear_maybe_free(&self, bit: Word, recheck: impl FnOnce() -> bool) {
        if self.not_free.load(Relaxed) & bit == 0 {
            self.not_free.fetch_or(bit, Relaxed);
            if recheck() {
                self.not_free.fetch_and(!bit, Relaxed);
            }
        }
    }
}

//! The blocks of a depot: slots, and the words that say who owns which slot.

use core::fmt;

use crossbeam_utils::CachePadded;

use crate::raw::depot::SLOTS;
use crate::raw::depot::bits::runs;
use crate::raw::slot::{self, Slot};
use crate::raw::sync::{
    AcqRel, Acquire, AtomicWord, Relaxed, UnmodelledWord, Word, array_of, constructor,
};

/// The bitmaps of a block: one bit per slot.
pub(super) struct Words {
    pub(super) full: AtomicWord,
    pub(super) taken: AtomicWord,
    /// In an adaptive pool: the slots that were full at the last sweep of the block and that no
    /// thread has claimed since. Always 0 in other pools. The word is advisory: it selects the full
    /// slots that a sweep tries to claim, and any value is safe, since a sweep claims a slot as every
    /// other thread does.
    pub(super) cold: UnmodelledWord,
}

/// [`SLOTS`] slots and their bitmaps.
#[repr(C)]
pub struct Block {
    pub(super) words: CachePadded<Words>,
    pub(super) slots: [Slot; SLOTS],
}

impl Block {
    constructor! {
        pub(crate) fn new() -> Self {
            Block {
                words: CachePadded::new(Words {
                    full: AtomicWord::new(0),
                    taken: AtomicWord::new(0),
                    cold: UnmodelledWord::new(0),
                }),
                slots: array_of![Slot::new(); SLOTS],
            }
        }
    }

    /// Copies the objects in `from` to the slots in `mask`. The caller owns both.
    pub(super) fn write(&self, mask: Word, mut from: &[Slot]) {
        for run in runs(mask) {
            let (batch, rest) = from.split_at(run.len());
            slot::copy(batch, &self.slots[run]);
            from = rest;
        }
    }

    /// Copies the objects in the slots in `mask` to `to`. The caller owns both. The slots were full
    /// when the caller claimed them.
    pub(super) fn read(&self, mask: Word, mut to: &[Slot]) {
        for run in runs(mask) {
            let (batch, rest) = to.split_at(run.len());
            slot::copy(&self.slots[run], batch);
            batch.iter().for_each(Slot::prefetch);
            to = rest;
        }
    }

    /// Turns slots that the caller owns into full slots.
    pub(super) fn publish(&self, mask: Word) {
        // Release: pairs with the Acquire of `claim` in `Depot::claim_full` and `Depot::take_cold`.
        // The thread that claims the slots then reads them.
        // Acquire: pairs with the Release of `Depot::recheck_full`; see `summary`.
        let before = self.words.full.fetch_or(mask, AcqRel);
        debug_assert_eq!(before & mask, 0, "a slot was published twice");
    }

    /// Turns slots that the caller owns into free slots.
    pub(super) fn free(&self, mask: Word) {
        // Release: pairs with the Acquire of `claim` in `Depot::claim_free`. The next owner overwrites
        // slots that this one has read.
        // Acquire: pairs with the Release of `Depot::recheck_free`; see `summary`.
        let before = self.words.taken.fetch_and(!mask, AcqRel);
        debug_assert_eq!(before & mask, mask, "a slot was freed twice");
    }

    /// Marks slots as used since the last sweep. Call it after full slots were claimed.
    #[inline]
    pub(super) fn warm(&self, mask: Word) {
        // This load is cheap: `cold` shares a cache line with `full`, which the claim has just written.
        if self.words.cold.load(Relaxed) & mask != 0 {
            self.words.cold.fetch_and(!mask, Relaxed);
        }
    }
}

impl fmt::Debug for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Block")
            .field("full", &self.words.full)
            .field("taken", &self.words.taken)
            .finish_non_exhaustive()
    }
}

/// Claims the slots that `choose` selects from the value of `word`, by changing `word` to what
/// `claimed` makes of its value and the selected bits. Returns these bits, or 0 if there was none to
/// select.
pub(super) fn claim(
    word: &AtomicWord,
    choose: impl Fn(Word) -> Word,
    claimed: impl Fn(Word, Word) -> Word,
) -> Word {
    let mut now = word.load(Relaxed);
    loop {
        let mask = choose(now);
        if mask == 0 {
            return 0;
        }
        // Acquire: pairs with the Release of `Block::free` or `Block::publish`, by which the last owner
        // of the slots gave them up.
        match word.compare_exchange_weak(now, claimed(now, mask), Acquire, Relaxed) {
            Ok(_) => return mask,
            Err(changed) => now = changed,
        }
    }
}

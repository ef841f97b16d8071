//! The depot: slots that every thread can reach, with bitmaps that say who owns which slot.
//!
//! A depot is an array of slots, divided into blocks of [`SLOTS`] slots. Each block has two words,
//! `full` and `taken`, with one bit per slot:
//!
//! | `full` | `taken` | state of the slot | who may access it |
//! |---|---|---|---|
//! | 0 | 0 | free | no thread; the thread that sets its `taken` bit becomes its owner |
//! | 0 | 1 | owned | the one thread that set `taken` or cleared `full` |
//! | 1 | 1 | full | no thread; the thread that clears its `full` bit becomes its owner |
//!
//! A slot belongs to the thread that flipped its bit. There is no list, index or count that could be
//! stale, so the ABA problem cannot arise. One compare-and-swap claims any number of slots of a
//! block, so a batch costs as many atomic operations as a single object.
//!
//! The idea is the depot of Bonwick and Adams, "Magazines and Vmem" (USENIX 2001). The bitmaps
//! replace its two lists of magazines.

pub(crate) mod bits;
mod block;
pub(crate) mod growth;
pub(crate) mod segments;
pub(crate) mod summary;

pub(crate) use self::block::Block;
use self::block::claim;
use crate::raw::depot::bits::{batch, bits, highest, lowest};
use crate::raw::depot::summary::Summary;
use crate::raw::object::Object;
use crate::raw::slot::Slot;
use crate::raw::sync::{MODEL, Relaxed, Release, Word};

/// The largest capacity of a pool, in objects: 16,777,216.
///
/// # Examples
///
/// ```
/// use syncpool::{BuildError, MAX_CAPACITY, SyncPool};
///
/// let capacity = MAX_CAPACITY + 1;
/// let error = SyncPool::<String>::builder().capacity(capacity).try_build().unwrap_err();
/// assert_eq!(error, BuildError::CapacityTooLarge { capacity });
/// ```
pub const MAX_CAPACITY: usize = 1 << 24;

/// Slots in a block.
pub(crate) const SLOTS: usize = if MODEL { 4 } else { Word::BITS as usize };

/// Slots of one block that one thread owns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Claim {
    pub(crate) block: usize,
    pub(crate) mask: Word,
}

impl Claim {
    pub(crate) fn len(self) -> usize {
        self.mask.count_ones() as usize
    }

    /// Splits off the first `count` slots, or all of them if there are fewer. Returns these and the
    /// rest.
    pub(crate) fn split(self, count: usize) -> (Claim, Claim) {
        let first = lowest(self.mask, count);
        (Claim { mask: first, ..self }, Claim { mask: self.mask & !first, ..self })
    }
}

/// A view of a depot. The pool owns its memory.
#[derive(Clone, Copy)]
pub(crate) struct Depot<'a> {
    blocks: &'a [Block],
    summaries: &'a [Summary],
    capacity: usize,
}

impl<'a> Depot<'a> {
    /// A depot of `capacity` slots.
    #[inline]
    pub(crate) fn new(blocks: &'a [Block], summaries: &'a [Summary], capacity: usize) -> Self {
        debug_assert_eq!(blocks.len(), blocks_for(capacity));
        debug_assert_eq!(summaries.len(), summaries_for(capacity));
        Depot { blocks, summaries, capacity }
    }

    pub(crate) fn blocks(self) -> usize {
        self.blocks.len()
    }

    /// The number of objects in the depot.
    pub(crate) fn len(self) -> usize {
        let full = |block: &Block| block.words.full.load(Relaxed).count_ones() as usize;
        self.blocks.iter().map(full).sum()
    }

    /// Moves objects from one block to the first slots of `to`, which the caller owns: `to.len()`
    /// objects at most. Returns a claim of the slots that held them, which the caller now owns too.
    pub(crate) fn seize(self, start: &mut usize, to: &[Slot]) -> Option<Claim> {
        let claim = self.claim_full(start, |full| batch(full, to.len()))?;
        self.blocks[claim.block].read(claim.mask, to);
        Some(claim)
    }

    /// Moves objects to the first slots of `to`, which the caller owns. The search begins at block
    /// `start`, and `start` becomes the block that the last object came from. Returns the number of
    /// objects: at least half of `to.len()`, if the depot has that many.
    pub(crate) fn take(self, start: &mut usize, to: &[Slot]) -> usize {
        let mut taken = 0;
        while taken < to.len().div_ceil(2) {
            let to = &to[taken..];
            let Some(claim) = self.seize(start, to) else { break };
            self.free(claim);
            taken += claim.len();
        }
        taken
    }

    /// Copies the objects in the first slots of `from`, which the caller owns, into the depot, which
    /// then owns these objects. The search begins at block `start`, and `start` becomes the block that
    /// the last object went to. Returns the number of objects: at least half of `from.len()`, if the
    /// depot has that many free slots.
    pub(crate) fn put(self, start: &mut usize, from: &[Slot]) -> usize {
        let mut put = 0;
        while put < from.len().div_ceil(2) {
            let from = &from[put..];
            let claim = self.claim_free(start, |free| batch(free, from.len()));
            let Some(claim) = claim else { break };
            self.publish(claim, from);
            put += claim.len();
        }
        put
    }

    /// Claims up to `want` free slots of one block for a magazine to keep. The search begins at block
    /// `start`. Claims the highest slots of the block, so that reserved slots do not break up the cache
    /// lines where batches come and go.
    pub(crate) fn reserve(self, start: &mut usize, want: usize) -> Option<Claim> {
        self.claim_free(start, |free| highest(free, want))
    }

    /// Claims the free slots of one block that `choose` selects. The search begins at block `start`.
    fn claim_free(self, start: &mut usize, choose: impl Fn(Word) -> Word) -> Option<Claim> {
        self.search(start, Summary::maybe_free, |index| {
            let taken = &self.blocks[index].words.taken;
            let slots = self.slots_of(index);
            let mask = claim(taken, |taken| choose(!taken & slots), |taken, mask| taken | mask);
            if mask == 0 {
                self.recheck_free(index);
            }
            mask
        })
    }

    /// Claims the full slots of one block that `choose` selects. The search begins at block `start`.
    fn claim_full(self, start: &mut usize, choose: impl Fn(Word) -> Word) -> Option<Claim> {
        self.search(start, Summary::maybe_full, |index| {
            let block = &self.blocks[index];
            let mask = claim(&block.words.full, &choose, |full, mask| full & !mask);
            if mask == 0 {
                self.recheck_full(index);
            } else {
                block.warm(mask);
            }
            mask
        })
    }

    /// Removes an object that no thread has claimed since the block was last [swept](Self::swept).
    pub(crate) fn take_cold(self, index: usize) -> Option<Object> {
        let block = &self.blocks[index];
        let cold = block.words.cold.load(Relaxed);
        if cold == 0 {
            return None;
        }
        let full = &block.words.full;
        let mask = claim(full, |full| lowest(full & cold, 1), |full, mask| full & !mask);
        block.warm(mask);
        let object = block.slots[bits(mask).next()?].get();
        self.free(Claim { block: index, mask });
        object
    }

    /// Ends the sweep of a block: marks its full slots as cold. A slot stays cold until a thread claims
    /// it.
    pub(crate) fn swept(self, index: usize) {
        let words = &self.blocks[index].words;
        let full = words.full.load(Relaxed);
        if words.cold.load(Relaxed) != full {
            words.cold.store(full, Relaxed);
        }
    }

    /// The first block from `index` on that may have a full slot.
    pub(crate) fn block_from(self, index: usize) -> Option<usize> {
        if self.blocks.len() == 1 {
            return (index == 0).then_some(0);
        }
        let first = index / SLOTS;
        for summary in first..self.summaries.len() {
            let mut maybe_full = self.summaries[summary].maybe_full();
            if summary == first {
                maybe_full &= Word::MAX << (index % SLOTS);
            }
            if let Some(bit) = bits(maybe_full).next() {
                let found = summary * SLOTS + bit;
                return (found < self.blocks.len()).then_some(found);
            }
        }
        None
    }

    /// Fills the slots of `claim` with the objects in the first slots of `from`. The caller owns both,
    /// and gives up the slots of `claim`.
    pub(crate) fn publish(self, claim: Claim, from: &[Slot]) {
        let block = &self.blocks[claim.block];
        block.write(claim.mask, from);
        block.publish(claim.mask);
        if let Some((summary, bit)) = self.summary_of(claim.block) {
            summary.set_maybe_full(bit);
        }
    }

    /// Frees the slots of `claim`, which the caller gives up.
    pub(crate) fn free(self, claim: Claim) {
        self.blocks[claim.block].free(claim.mask);
        if let Some((summary, bit)) = self.summary_of(claim.block) {
            summary.set_maybe_free(bit);
        }
    }

    /// Clears the maybe-full bit of a block in which a search found no full slot, unless the block has
    /// one now.
    #[cold]
    fn recheck_full(self, index: usize) {
        if let Some((summary, bit)) = self.summary_of(index) {
            let full = &self.blocks[index].words.full;
            // A read-modify-write reads the newest value.
            // Release: pairs with the Acquire of `Block::publish`, whose thread then sees the cleared
            // bit; see `summary`.
            summary.clear_maybe_full(bit, || full.fetch_or(0, Release) != 0);
        }
    }

    /// Clears the maybe-free bit of a block in which a search found no free slot, unless the block has
    /// one now.
    #[cold]
    fn recheck_free(self, index: usize) {
        if let Some((summary, bit)) = self.summary_of(index) {
            let taken = &self.blocks[index].words.taken;
            let slots = self.slots_of(index);
            // Release: pairs with the Acquire of `Block::free`, as in `recheck_full`.
            summary.clear_maybe_free(bit, || !taken.fetch_or(0, Release) & slots != 0);
        }
    }

    /// Calls `attempt` for block `start`, then for each other block whose summary bit is set, until an
    /// attempt claims slots. `start` becomes the block of the claim.
    fn search(
        self,
        start: &mut usize,
        summary_bits: fn(&Summary) -> Word,
        attempt: impl Fn(usize) -> Word,
    ) -> Option<Claim> {
        let mask = attempt(*start);
        if mask != 0 {
            return Some(Claim { block: *start, mask });
        }
        if self.blocks.len() == 1 {
            return None;
        }
        let first = *start / SLOTS;
        for step in 0..self.summaries.len() {
            let summary = (first + step) % self.summaries.len();
            for bit in bits(summary_bits(&self.summaries[summary])) {
                let index = summary * SLOTS + bit;
                if index == *start || index >= self.blocks.len() {
                    continue;
                }
                let mask = attempt(index);
                if mask != 0 {
                    *start = index;
                    return Some(Claim { block: index, mask });
                }
            }
        }
        None
    }

    /// The summary of a block, and the block's bit in it. `None` in a depot of one block, which has no
    /// use for a summary.
    fn summary_of(self, block: usize) -> Option<(&'a Summary, Word)> {
        (self.blocks.len() > 1).then(|| (&self.summaries[block / SLOTS], 1 << (block % SLOTS)))
    }

    /// A mask of the slots that a block has. The last block may have fewer than [`SLOTS`].
    fn slots_of(self, block: usize) -> Word {
        let slots = (self.capacity - block * SLOTS).min(SLOTS);
        Word::MAX >> (Word::BITS as usize - slots)
    }
}

/// The number of blocks in a depot of `capacity` slots.
#[must_use]
pub(crate) const fn blocks_for(capacity: usize) -> usize {
    capacity.div_ceil(SLOTS)
}

/// The number of summaries in a depot of `capacity` slots.
#[must_use]
pub(crate) const fn summaries_for(capacity: usize) -> usize {
    // A single block needs none.
    if blocks_for(capacity) > 1 { blocks_for(capacity).div_ceil(SLOTS) } else { 0 }
}

#[cfg(all(test, not(loom), not(shuttle)))]
mod tests;

//! The depot: the slots that every thread reaches, and who owns which of them.
//!
//! A depot is an array of slots in blocks of [`SLOTS`]. Two words a block say what its slots are:
//!
//! | `full` | `taken` | the slot is | who may touch it |
//! |---|---|---|---|
//! | 0 | 0 | free | nobody: the thread that sets its `taken` bit becomes its owner |
//! | 0 | 1 | owned | the one thread that set `taken` or cleared `full` |
//! | 1 | 1 | full | nobody: the thread that clears its `full` bit becomes its owner |
//!
//! A bit is owned by whoever flipped it, so there is no list, no index and no count to go stale:
//! the ABA problem can't arise. One compare-and-swap claims as many slots of a block as a thread
//! wants, so that a whole batch costs as much as a single object.
//!
//! The idea is the depot of Bonwick and Adams, "Magazines and Vmem" (USENIX 2001); the bitmaps
//! take the place of its two lists of magazines.

pub(crate) mod bits;
pub(crate) mod growth;
pub(crate) mod segments;
pub(crate) mod summary;

use core::fmt;

use crossbeam_utils::CachePadded;

use crate::raw::depot::bits::{batch, bits, highest, lowest, runs};
use crate::raw::depot::summary::Summary;
use crate::raw::object::Object;
use crate::raw::slot::{self, Slot};
use crate::raw::sync::{
    AcqRel, Acquire, AtomicU64, MODEL, Relaxed, Release, UnmodelledU64, array_of, constructor,
};

/// The largest capacity of a pool, in objects.
pub const MAX_CAPACITY: usize = 1 << 24;

/// Slots in a block.
pub(crate) const SLOTS: usize = if MODEL { 4 } else { 64 };

/// Some slots of one block that one thread owns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Claim {
    pub(crate) block: usize,
    pub(crate) mask: u64,
}

impl Claim {
    pub(crate) fn len(self) -> usize {
        self.mask.count_ones() as usize
    }

    /// The first `count` slots, or all if they are fewer, and the rest.
    pub(crate) fn split(self, count: usize) -> (Claim, Claim) {
        let first = lowest(self.mask, count);
        (Claim { mask: first, ..self }, Claim { mask: self.mask & !first, ..self })
    }
}

/// The words of a block.
struct Words {
    full: AtomicU64,
    taken: AtomicU64,
    /// In an adaptive pool: the slots that were full when they were last swept, and that nobody has
    /// claimed since. A hint, whatever its value: it says which full slots a sweep claims, and it
    /// claims them as everyone does. Always 0 in other pools.
    cold: UnmodelledU64,
}

/// [`SLOTS`] slots and the words that say what they are.
#[repr(C)]
pub struct Block {
    words: CachePadded<Words>,
    slots: [Slot; SLOTS],
}

impl Block {
    constructor! {
        pub(crate) fn new() -> Self {
            Block {
                words: CachePadded::new(Words {
                    full: AtomicU64::new(0),
                    taken: AtomicU64::new(0),
                    cold: UnmodelledU64::new(0),
                }),
                slots: array_of![Slot::new(); SLOTS],
            }
        }
    }

    /// Copies the objects in `from` to the slots of `mask`. The caller owns both.
    fn write(&self, mask: u64, mut from: &[Slot]) {
        for run in runs(mask) {
            let (these, others) = from.split_at(run.len());
            slot::copy(these, &self.slots[run]);
            from = others;
        }
    }

    /// Copies the objects in the slots of `mask`, which were full when they were claimed, to `to`.
    /// The caller owns both.
    fn read(&self, mask: u64, mut to: &[Slot]) {
        for run in runs(mask) {
            let (these, others) = to.split_at(run.len());
            slot::copy(&self.slots[run], these);
            these.iter().for_each(Slot::prefetch);
            to = others;
        }
    }

    /// Makes slots that the caller owns full.
    fn publish(&self, mask: u64) {
        // Release: pairs with the Acquire of `Depot::claim_full`, which then reads the slots.
        // Acquire: pairs with the Release of `Depot::recheck_full`, see `hint`.
        let before = self.words.full.fetch_or(mask, AcqRel);
        debug_assert_eq!(before & mask, 0, "a slot was published twice");
    }

    /// Makes slots that the caller owns free.
    fn free(&self, mask: u64) {
        // Release: pairs with the Acquire of `Depot::claim_free`, whose owner overwrites what this
        // one has read. Acquire: pairs with the Release of `Depot::recheck_free`, see `hint`.
        let before = self.words.taken.fetch_and(!mask, AcqRel);
        debug_assert_eq!(before & mask, mask, "a slot was freed twice");
    }

    /// To be called when slots that were full were claimed.
    #[inline]
    fn warm(&self, mask: u64) {
        // On the line that the claim has just written.
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

/// A view of a depot's memory; the memory itself belongs to the pool.
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

    /// Objects that lie in the depot now.
    pub(crate) fn len(self) -> usize {
        let full = |block: &Block| block.words.full.load(Relaxed).count_ones() as usize;
        self.blocks.iter().map(full).sum()
    }

    /// Takes objects out of one block, as many as there is room for in `to`, slots of the caller.
    /// The slots where they lay stay the caller's, too.
    pub(crate) fn seize(self, start: &mut usize, to: &[Slot]) -> Option<Claim> {
        let claim = self.claim_full(start, |full| batch(full, to.len()))?;
        self.blocks[claim.block].read(claim.mask, to);
        Some(claim)
    }

    /// Moves objects to the first of the slots of `to`, which are the caller's; from block `start` if
    /// it has some. Returns how many they were: half of `to` at least, if there are as many. `start`
    /// becomes the block that the last of them came from.
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

    /// Copies the objects in the first of the slots of `from`, which are the caller's, into the depot,
    /// whose objects they are then; to block `start` if it has room. Returns how many they were: half of
    /// `from` at least, if there is room. `start` becomes the block that the last of them went to.
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

    /// Owns up to `want` free slots of one block, start `start`, for good: at the far end of the
    /// block, so that they don't break up the lines where objects come and go.
    pub(crate) fn reserve(self, start: &mut usize, want: usize) -> Option<Claim> {
        self.claim_free(start, |free| highest(free, want))
    }

    /// Owns free slots of one block, start `start`: those that `choose` picks.
    fn claim_free(self, start: &mut usize, choose: impl Fn(u64) -> u64) -> Option<Claim> {
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

    /// Owns full slots of one block, start `start`: those that `choose` picks.
    fn claim_full(self, start: &mut usize, choose: impl Fn(u64) -> u64) -> Option<Claim> {
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

    /// Takes an object out that has lain in a block since before the block was last
    /// [swept](Self::swept).
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

    /// Notes which slots of a block are full: what lies there is cold until somebody claims it.
    pub(crate) fn swept(self, index: usize) {
        let words = &self.blocks[index].words;
        let full = words.full.load(Relaxed);
        if words.cold.load(Relaxed) != full {
            words.cold.store(full, Relaxed);
        }
    }

    /// The first block from `index` on that may hold objects.
    pub(crate) fn block_from(self, index: usize) -> Option<usize> {
        if self.blocks.len() == 1 {
            return (index == 0).then_some(0);
        }
        let first = index / SLOTS;
        for summary in first..self.summaries.len() {
            let mut hints = self.summaries[summary].maybe_full();
            if summary == first {
                hints &= u64::MAX << (index % SLOTS);
            }
            if let Some(bit) = bits(hints).next() {
                let found = summary * SLOTS + bit;
                return (found < self.blocks.len()).then_some(found);
            }
        }
        None
    }

    /// Fills the slots of `claim`, which the caller owned, with the objects in the first of the slots
    /// of `from`, which the caller owns.
    pub(crate) fn publish(self, claim: Claim, from: &[Slot]) {
        let block = &self.blocks[claim.block];
        block.write(claim.mask, from);
        block.publish(claim.mask);
        if let Some((summary, bit)) = self.summary_of(claim.block) {
            summary.holds(bit);
        }
    }

    /// Gives the slots of `claim`, which the caller owned, back empty.
    pub(crate) fn free(self, claim: Claim) {
        self.blocks[claim.block].free(claim.mask);
        if let Some((summary, bit)) = self.summary_of(claim.block) {
            summary.has_room(bit);
        }
    }

    /// Lowers the hint of a block in which nothing was found, unless something has come since.
    #[cold]
    fn recheck_full(self, index: usize) {
        if let Some((summary, bit)) = self.summary_of(index) {
            let full = &self.blocks[index].words.full;
            // A read-modify-write reads the newest value. Release: pairs with the Acquire of
            // `Block::publish`, which then sees the hint lowered. See `hint`.
            summary.clear_maybe_full(bit, || full.fetch_or(0, Release) != 0);
        }
    }

    /// Lowers the hint of a block that had no room, unless some has come since.
    #[cold]
    fn recheck_free(self, index: usize) {
        if let Some((summary, bit)) = self.summary_of(index) {
            let taken = &self.blocks[index].words.taken;
            let slots = self.slots_of(index);
            // As above, with `Block::free`.
            summary.clear_maybe_free(bit, || !taken.fetch_or(0, Release) & slots != 0);
        }
    }

    /// Tries block `start`, then every block whose hint is up, once each, until an attempt claims
    /// slots.
    fn search(
        self,
        start: &mut usize,
        hint: fn(&Summary) -> u64,
        attempt: impl Fn(usize) -> u64,
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
            for bit in bits(hint(&self.summaries[summary])) {
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

    /// The hints of a block: its summary and its bit there. A single block needs none.
    fn summary_of(self, block: usize) -> Option<(&'a Summary, u64)> {
        (self.blocks.len() > 1).then(|| (&self.summaries[block / SLOTS], 1 << (block % SLOTS)))
    }

    /// The slots that a block has; the last one may have fewer than [`SLOTS`].
    fn slots_of(self, block: usize) -> u64 {
        let slots = (self.capacity - block * SLOTS).min(SLOTS);
        u64::MAX >> (64 - slots)
    }
}

/// Blocks that a depot of `capacity` slots needs.
#[must_use]
pub(crate) const fn blocks_for(capacity: usize) -> usize {
    capacity.div_ceil(SLOTS)
}

/// Groups of hints that a depot of `capacity` slots needs.
#[must_use]
pub(crate) const fn summaries_for(capacity: usize) -> usize {
    blocks_for(capacity).div_ceil(SLOTS)
}

/// Claims the bits of `word` that `choose` picks, by changing it as `claimed` says. Returns the
/// bits, 0 if there were none to pick.
fn claim(word: &AtomicU64, choose: impl Fn(u64) -> u64, claimed: impl Fn(u64, u64) -> u64) -> u64 {
    let mut now = word.load(Relaxed);
    loop {
        let mask = choose(now);
        if mask == 0 {
            return 0;
        }
        // Acquire: pairs with the Release of `Block::free` or `Block::publish`, by which the
        // slots' last owner gave them up.
        match word.compare_exchange_weak(now, claimed(now, mask), Acquire, Relaxed) {
            Ok(_) => return mask,
            Err(changed) => now = changed,
        }
    }
}

#[cfg(all(test, not(loom), not(shuttle)))]
mod tests;

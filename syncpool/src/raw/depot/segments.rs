//! The depots of a pool, seen as one.
//!
//! A static pool has one depot, in the memory of the static. A run-time pool has one depot for each
//! segment of its memory (see [`growth`](super::growth)).
//!
//! The rest of the raw pool sees one depot, in which a block has a *place*:
//! `STRIDE * segment + block`.

use crate::raw::depot::growth::{Growth, Segment};
use crate::raw::depot::{Claim, Depot, MAX_CAPACITY, SLOTS};
use crate::raw::object::Object;
use crate::raw::slot::Slot;

/// The distance between the places of two segments' first blocks. No segment has more blocks.
const STRIDE: usize = MAX_CAPACITY;

const _: () = {
    // The first segment, and those that double up to the largest capacity.
    let most_segments = 2 + (MAX_CAPACITY / SLOTS).ilog2() as usize;
    assert!(most_segments <= usize::MAX / STRIDE, "each block has a place");
};

/// A view of all depots of a pool, with the operations of one [`Depot`].
#[derive(Clone, Copy)]
pub(crate) enum Segments<'a> {
    /// The depot of a static pool. `None` if the pool has shared slots only.
    Fixed(Option<Depot<'a>>),
    /// The depots of a run-time pool.
    Growing(&'a Growth),
}

impl<'a> Segments<'a> {
    /// Tells whether the pool has a depot, or will make one when it is needed.
    #[inline(always)]
    pub(crate) fn exist(self) -> bool {
        match self {
            Segments::Fixed(depot) => depot.is_some(),
            Segments::Growing(growth) => growth.first_slots() > 0 || growth.iter().next().is_some(),
        }
    }

    /// Tells whether the pool was made with shared slots only.
    pub(crate) fn none_at_first(self) -> bool {
        match self {
            Segments::Fixed(depot) => depot.is_none(),
            Segments::Growing(growth) => growth.first_slots() == 0,
        }
    }

    /// Makes the memory of the first depot if there is none yet. Call it before a search for free slots.
    fn make_first(self) {
        if let Segments::Growing(growth) = self {
            growth.first();
        }
    }

    /// The only depot, if the pool has exactly one.
    #[inline]
    fn single(self) -> Option<Depot<'a>> {
        match self {
            Segments::Fixed(depot) => depot,
            Segments::Growing(growth) => {
                growth.iter().next().filter(|first| first.is_last()).map(Segment::depot)
            }
        }
    }

    /// The place of block number `turn`, counted over all depots and modulo the number of blocks.
    pub(crate) fn place(self, turn: usize) -> usize {
        let mut block = turn % self.all().map(|(_, depot)| depot.blocks()).sum::<usize>().max(1);
        for (segment, depot) in self.all() {
            if block < depot.blocks() {
                return segment * STRIDE + block;
            }
            block -= depot.blocks();
        }
        0
    }

    pub(crate) fn len(self) -> usize {
        self.all().map(|(_, depot)| depot.len()).sum()
    }

    /// The place of the first block from `place` on that may have a full slot.
    pub(crate) fn block_from(self, place: usize) -> Option<usize> {
        self.all().filter(|&(segment, _)| segment >= place / STRIDE).find_map(|(segment, depot)| {
            let from = if segment == place / STRIDE { place % STRIDE } else { 0 };
            Some(segment * STRIDE + depot.block_from(from)?)
        })
    }

    /// Removes a cold object from the block at `place`; see [`Depot::take_cold`].
    pub(crate) fn take_cold(self, place: usize) -> Option<Object> {
        let (depot, block) = self.at(place);
        depot.take_cold(block)
    }

    /// Ends the sweep of the block at `place`; see [`Depot::swept`].
    pub(crate) fn swept(self, place: usize) {
        let (depot, block) = self.at(place);
        depot.swept(block);
    }

    pub(crate) fn take(self, start: &mut usize, to: &[Slot]) -> usize {
        let mut taken = 0;
        self.try_each(start, |depot, start| {
            taken += depot.take(start, &to[taken..]);
            taken >= to.len().div_ceil(2)
        });
        taken
    }

    pub(crate) fn put(self, start: &mut usize, from: &[Slot]) -> usize {
        self.make_first();
        let mut put = 0;
        self.try_each(start, |depot, start| {
            put += depot.put(start, &from[put..]);
            put >= from.len().div_ceil(2)
        });
        put
    }

    /// Takes one object.
    pub(crate) fn take_one(self, start: &mut usize) -> Option<Object> {
        let found = [Slot::new()];
        self.take(start, &found);
        found[0].get()
    }

    /// Puts one object. Returns it if there is no free slot.
    pub(crate) fn put_one(self, start: &mut usize, object: Object) -> Result<(), Object> {
        match self.put(start, &[Slot::of(object)]) {
            0 => Err(object),
            _ => Ok(()),
        }
    }

    pub(crate) fn reserve(self, start: &mut usize, want: usize) -> Option<Claim> {
        self.make_first();
        let mut claim = None;
        self.try_each(start, |depot, start| {
            claim = depot.reserve(start, want);
            claim.is_some()
        });
        claim.map(|claim| Claim { block: *start, ..claim })
    }

    pub(crate) fn seize(self, start: &mut usize, to: &[Slot]) -> Option<Claim> {
        let mut claim = None;
        self.try_each(start, |depot, start| {
            claim = depot.seize(start, to);
            claim.is_some()
        });
        claim.map(|claim| Claim { block: *start, ..claim })
    }

    pub(crate) fn publish(self, claim: Claim, from: &[Slot]) {
        let (depot, claim) = self.locate(claim);
        depot.publish(claim, from);
    }

    pub(crate) fn free(self, claim: Claim) {
        let (depot, claim) = self.locate(claim);
        depot.free(claim);
    }

    /// Calls `attempt` for the depot that has the block at `start`, then for the other depots, until it
    /// returns true. `start` then becomes the place of the block where that attempt ended.
    #[inline]
    fn try_each(self, start: &mut usize, mut attempt: impl FnMut(Depot<'a>, &mut usize) -> bool) {
        if let Some(single) = self.single() {
            attempt(single, start);
            return;
        }
        let home = *start / STRIDE;
        let (homes, others) = (
            self.all().filter(|&(segment, _)| segment == home),
            self.all().filter(|&(segment, _)| segment != home),
        );
        for (segment, depot) in homes.chain(others) {
            let mut block = if segment == home { *start % STRIDE } else { 0 };
            if attempt(depot, &mut block) {
                *start = segment * STRIDE + block;
                return;
            }
        }
    }

    /// The depot of a claim, and the claim with the number of its block in that depot.
    #[inline]
    fn locate(self, claim: Claim) -> (Depot<'a>, Claim) {
        let (depot, block) = self.at(claim.block);
        (depot, Claim { block, ..claim })
    }

    /// The depot of the block at `place`, and the number of the block in that depot.
    #[inline]
    fn at(self, place: usize) -> (Depot<'a>, usize) {
        if let Some(single) = self.single() {
            return (single, place);
        }
        let found = self.all().find(|&(segment, _)| segment == place / STRIDE);
        let (_, depot) = found.expect("segments stay until the pool is dropped");
        (depot, place % STRIDE)
    }

    /// Every depot, with the number of its segment.
    fn all(self) -> impl Iterator<Item = (usize, Depot<'a>)> {
        let (fixed, growing) = match self {
            Segments::Fixed(depot) => (depot, None),
            Segments::Growing(growth) => (None, Some(growth.iter().map(Segment::depot))),
        };
        fixed.into_iter().chain(growing.into_iter().flatten()).enumerate()
    }
}

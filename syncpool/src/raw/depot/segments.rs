//! The depots of a pool, seen as one.
//!
//! A static pool has one depot, whose memory is in the static. A pool made at run time has a depot for each
//! segment of its memory (see [`growth`](super::growth)). A block's place says which segment it is in, and
//! which block of the segment it is.

use crate::raw::depot::growth::{Growth, Segment};
use crate::raw::depot::{Claim, Depot, MAX_CAPACITY};
use crate::raw::object::Object;
use crate::raw::slot::Slot;

/// The place of a segment's first block is a multiple of this.
const STRIDE: usize = MAX_CAPACITY;

/// A view of all depots of a pool, with a depot's operations.
#[derive(Clone, Copy)]
pub(crate) enum Segments<'a> {
    /// The depot of a static pool; none if the pool has only shared slots.
    Fixed(Option<Depot<'a>>),
    /// The depots of a run-time pool.
    Growing(&'a Growth),
}

impl<'a> Segments<'a> {
    /// Whether there is a depot, or will be one when it is needed.
    #[inline(always)]
    pub(crate) fn exist(self) -> bool {
        match self {
            Segments::Fixed(depot) => depot.is_some(),
            Segments::Growing(growth) => growth.first_slots() > 0 || growth.iter().next().is_some(),
        }
    }

    /// Whether the pool started with shared slots only.
    pub(crate) fn none_at_first(self) -> bool {
        match self {
            Segments::Fixed(depot) => depot.is_none(),
            Segments::Growing(growth) => growth.first_slots() == 0,
        }
    }

    /// Makes the memory of the first depot if there is none yet: there is something to put.
    fn make_first(self) {
        if let Segments::Growing(growth) = self {
            growth.first();
        }
    }

    /// The depot, if there is no other one.
    #[inline]
    fn single(self) -> Option<Depot<'a>> {
        match self {
            Segments::Fixed(depot) => depot,
            Segments::Growing(growth) => {
                growth.iter().next().filter(|first| first.is_last()).map(Segment::depot)
            }
        }
    }

    /// The place of one of the blocks, of each in turn if `turn` counts up.
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

    /// The place of the first block from `place` on that may hold objects.
    pub(crate) fn block_from(self, place: usize) -> Option<usize> {
        self.all().filter(|&(segment, _)| segment >= place / STRIDE).find_map(|(segment, depot)| {
            let from = if segment == place / STRIDE { place % STRIDE } else { 0 };
            Some(segment * STRIDE + depot.block_from(from)?)
        })
    }

    /// Takes a cold object out of the block at a place.
    pub(crate) fn take_cold(self, place: usize) -> Option<Object> {
        let (depot, block) = self.at(place);
        depot.take_cold(block)
    }

    /// Notes that the block at a place was swept.
    pub(crate) fn swept(self, place: usize) {
        let (depot, block) = self.at(place);
        depot.swept(block);
    }

    pub(crate) fn take(self, start: &mut usize, to: &[Slot]) -> usize {
        let mut taken = 0;
        self.visit(start, |depot, start| {
            taken += depot.take(start, &to[taken..]);
            taken >= to.len().div_ceil(2)
        });
        taken
    }

    pub(crate) fn put(self, start: &mut usize, from: &[Slot]) -> usize {
        self.make_first();
        let mut put = 0;
        self.visit(start, |depot, start| {
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

    /// Puts one object in. Gives it back if there is no room.
    pub(crate) fn put_one(self, start: &mut usize, object: Object) -> Result<(), Object> {
        match self.put(start, &[Slot::of(object)]) {
            0 => Err(object),
            _ => Ok(()),
        }
    }

    pub(crate) fn reserve(self, start: &mut usize, want: usize) -> Option<Claim> {
        self.make_first();
        let mut claim = None;
        self.visit(start, |depot, start| {
            claim = depot.reserve(start, want);
            claim.is_some()
        });
        claim.map(|claim| Claim { block: *start, ..claim })
    }

    pub(crate) fn seize(self, start: &mut usize, to: &[Slot]) -> Option<Claim> {
        let mut claim = None;
        self.visit(start, |depot, start| {
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

    /// Visits the depot where `start` is, and then the others, until `visit` says that it was
    /// enough. `start` becomes the place where that was so.
    #[inline]
    fn visit(self, start: &mut usize, mut visit: impl FnMut(Depot<'a>, &mut usize) -> bool) {
        if let Some(single) = self.single() {
            visit(single, start);
            return;
        }
        let home = *start / STRIDE;
        let (homes, others) = (
            self.all().filter(|&(segment, _)| segment == home),
            self.all().filter(|&(segment, _)| segment != home),
        );
        for (segment, depot) in homes.chain(others) {
            let mut block = if segment == home { *start % STRIDE } else { 0 };
            let enough = visit(depot, &mut block);
            if enough {
                *start = segment * STRIDE + block;
                return;
            }
        }
    }

    /// The depot that a claim comes from, and the claim as that depot knows it.
    #[inline]
    fn locate(self, claim: Claim) -> (Depot<'a>, Claim) {
        let (depot, block) = self.at(claim.block);
        (depot, Claim { block, ..claim })
    }

    /// The depot of a block, and the block's place there.
    #[inline]
    fn at(self, place: usize) -> (Depot<'a>, usize) {
        if let Some(single) = self.single() {
            return (single, place);
        }
        let found = self.all().find(|&(segment, _)| segment == place / STRIDE);
        let (_, depot) = found.expect("segments stay until the pool is dropped");
        (depot, place % STRIDE)
    }

    /// Every depot and the number of its segment.
    fn all(self) -> impl Iterator<Item = (usize, Depot<'a>)> {
        let (fixed, growing) = match self {
            Segments::Fixed(depot) => (depot, None),
            Segments::Growing(growth) => (None, Some(growth.iter().map(Segment::depot))),
        };
        fixed.into_iter().chain(growing.into_iter().flatten()).enumerate()
    }
}

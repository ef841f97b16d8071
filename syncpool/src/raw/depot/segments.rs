//! The depots of a pool: one, and more when the pool was expanded.
//!
//! A static pool has one depot, whose memory is in the static. A pool made at run time may grow;
//! since threads hold on to slots, its blocks stay where they are, and more are added in
//! [`Segment`]s, each a depot of its own. To the shared they all look like one: a block's place
//! says the segment, 0 for the depot that was there first, and the block in it.

use crate::raw::MAX_CAPACITY;
use crate::raw::depot::summary::Summary;
use crate::raw::depot::{Block, Claim, Depot, SLOTS, blocks_for, summaries_for};
use crate::raw::object::Object;
use crate::raw::slot::Slot;
use crate::raw::sync::OnceLock;

/// The place of a segment's first block is a multiple of this.
const STRIDE: usize = MAX_CAPACITY;

/// Memory that a pool has grown by.
pub(crate) struct Segment {
    blocks: Box<[Block]>,
    summaries: Box<[Summary]>,
    next: OnceLock<Box<Segment>>,
}

impl Segment {
    /// A segment of whole blocks for `slots` slots, all of them withheld: nobody can use one
    /// until it is [allowed](Segment::allow).
    pub(crate) fn new(slots: usize) -> Self {
        let segment = Segment {
            blocks: (0..blocks_for(slots)).map(|_| Block::new()).collect(),
            summaries: (0..summaries_for(slots)).map(|_| Summary::new()).collect(),
            next: OnceLock::new(),
        };
        for block in 0..segment.blocks.len() {
            let claim = segment.depot().reserve(&mut { block }, SLOTS);
            debug_assert_eq!(claim.map(|claim| (claim.block, claim.len())), Some((block, SLOTS)));
        }
        segment
    }

    pub(crate) fn slots(&self) -> usize {
        self.blocks.len() * SLOTS
    }

    /// Lets threads use the slots from `first` to before `end`, which were withheld.
    pub(crate) fn allow(&self, first: usize, end: usize) {
        for block in first / SLOTS..blocks_for(end) {
            let start = block * SLOTS;
            let slots = first.max(start) - start..end.min(start + SLOTS) - start;
            let mask = slots.fold(0, |mask, slot| mask | 1 << slot);
            self.depot().free(Claim { block, mask });
        }
    }

    /// What comes after the last segment.
    pub(crate) fn next(&self) -> &OnceLock<Box<Segment>> {
        &self.next
    }

    fn depot(&self) -> Depot<'_> {
        Depot::new(&self.blocks, &self.summaries, self.slots())
    }
}

/// A view of all depots of a pool, with a depot's operations.
#[derive(Clone, Copy)]
pub(crate) struct Segments<'a> {
    /// None if the pool started as one that has only open slots.
    first: Option<Depot<'a>>,
    more: Option<&'a Segment>,
}

impl<'a> Segments<'a> {
    #[inline]
    pub(crate) fn new(first: Option<Depot<'a>>) -> Self {
        Segments { first, more: None }
    }

    /// The same and the segments from `more` on.
    pub(crate) fn and(self, more: Option<&'a Segment>) -> Self {
        Segments { more, ..self }
    }

    /// Whether there is any depot.
    #[inline(always)]
    pub(crate) fn exist(self) -> bool {
        self.first.is_some() || self.more.is_some()
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

    /// Whether the pool started as one that has only open slots.
    pub(crate) fn none_at_first(self) -> bool {
        self.first.is_none()
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
        if let (Some(only), None) = (self.first, self.more) {
            visit(only, start);
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
        if let (Some(only), None) = (self.first, self.more) {
            return (only, place);
        }
        let found = self.all().find(|&(segment, _)| segment == place / STRIDE);
        let (_, depot) = found.expect("segments stay until the pool is dropped");
        (depot, place % STRIDE)
    }

    /// Every depot and the number of its segment.
    fn all(self) -> impl Iterator<Item = (usize, Depot<'a>)> {
        let next = |segment: &&'a Segment| segment.next.get().map(|next| &**next);
        let more = std::iter::successors(self.more, next);
        self.first.map(|first| (0, first)).into_iter().chain((1..).zip(more.map(Segment::depot)))
    }
}

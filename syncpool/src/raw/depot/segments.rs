//! The depots of a pool: the first one, and one for each segment that an expanded pool has grown by.
//!
//! A static pool has one depot, in the memory of the static. A run-time pool may grow. Threads own
//! slots of its blocks, so these must not move; new blocks come in [`Segment`]s, each of which is a
//! depot of its own.
//!
//! The rest of the raw pool sees one depot, in which a block has a *place*: `STRIDE * segment + block`,
//! where segment 0 is the first depot.

use crate::raw::MAX_CAPACITY;
use crate::raw::depot::summary::Summary;
use crate::raw::depot::{Block, Claim, Depot, SLOTS, blocks_for, summaries_for};
use crate::raw::object::Object;
use crate::raw::slot::Slot;
use crate::raw::sync::OnceLock;

/// The distance between the places of two segments' first blocks. No segment has more blocks.
const STRIDE: usize = MAX_CAPACITY;

/// Memory that a pool has grown by.
pub(crate) struct Segment {
    blocks: Box<[Block]>,
    summaries: Box<[Summary]>,
    next: OnceLock<Box<Segment>>,
}

impl Segment {
    /// A segment of at least `slots` slots, rounded up to whole blocks. All of them are withheld: they
    /// count as owned, by no thread, until [`allow`](Segment::allow) frees them.
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

    /// Frees the withheld slots in `first..end`.
    pub(crate) fn allow(&self, first: usize, end: usize) {
        for block in first / SLOTS..blocks_for(end) {
            let start = block * SLOTS;
            let slots = first.max(start) - start..end.min(start + SLOTS) - start;
            let mask = slots.fold(0, |mask, slot| mask | 1 << slot);
            self.depot().free(Claim { block, mask });
        }
    }

    /// The segment after this one, if there is one.
    pub(crate) fn next(&self) -> &OnceLock<Box<Segment>> {
        &self.next
    }

    fn depot(&self) -> Depot<'_> {
        Depot::new(&self.blocks, &self.summaries, self.slots())
    }
}

/// A view of all depots of a pool, with the operations of one [`Depot`].
#[derive(Clone, Copy)]
pub(crate) struct Segments<'a> {
    /// `None` if the pool was made with shared slots only.
    first: Option<Depot<'a>>,
    more: Option<&'a Segment>,
}

impl<'a> Segments<'a> {
    #[inline]
    pub(crate) fn new(first: Option<Depot<'a>>) -> Self {
        Segments { first, more: None }
    }

    /// The same depots, and the segments from `more` on.
    pub(crate) fn and(self, more: Option<&'a Segment>) -> Self {
        Segments { more, ..self }
    }

    /// Tells whether the pool has a depot.
    #[inline(always)]
    pub(crate) fn exist(self) -> bool {
        self.first.is_some() || self.more.is_some()
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

    /// Tells whether the pool was made with shared slots only.
    pub(crate) fn none_at_first(self) -> bool {
        self.first.is_none()
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
        if let (Some(only), None) = (self.first, self.more) {
            attempt(only, start);
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
        if let (Some(only), None) = (self.first, self.more) {
            return (only, place);
        }
        let found = self.all().find(|&(segment, _)| segment == place / STRIDE);
        let (_, depot) = found.expect("segments stay until the pool is dropped");
        (depot, place % STRIDE)
    }

    /// Every depot, with the number of its segment.
    fn all(self) -> impl Iterator<Item = (usize, Depot<'a>)> {
        let next = |segment: &&'a Segment| segment.next.get().map(|next| &**next);
        let more = std::iter::successors(self.more, next);
        self.first.map(|first| (0, first)).into_iter().chain((1..).zip(more.map(Segment::depot)))
    }
}

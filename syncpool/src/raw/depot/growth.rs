//! The memory of a depot that is made when it is first needed, and that grows while threads use it.
//!
//! Threads hold on to slots, so slots never move: a depot grows by [`Segment`]s. Like a vector, it doubles
//! its memory, so that there are few segments however often the pool grows. Which slots a segment has
//! follows from its number, so no lock is needed: whoever needs a segment makes it, and one of those who
//! do so at once publishes it. The slots beyond the capacity are withheld: taken, by nobody.

use alloc::boxed::Box;
use core::ops::Range;

use crate::raw::depot::summary::Summary;
use crate::raw::depot::{Block, Claim, Depot, MAX_CAPACITY, SLOTS, blocks_for, summaries_for};
use crate::raw::shared_slots::shared_slots_of;
use crate::raw::sync::link::{Link, List, Node};
use crate::raw::sync::{AtomicUsize, Relaxed};

/// A part of a depot's memory.
pub(crate) struct Segment {
    blocks: Box<[Block]>,
    summaries: Box<[Summary]>,
    slots: usize,
    next: Link<Segment>,
}

impl Segment {
    /// A segment of `slots` free slots.
    fn free(slots: usize) -> Self {
        Segment {
            blocks: (0..blocks_for(slots)).map(|_| Block::new()).collect(),
            summaries: (0..summaries_for(slots)).map(|_| Summary::new()).collect(),
            slots,
            next: Link::new(),
        }
    }

    /// A segment of `slots` slots, which are withheld until they are [released](Segment::release).
    fn withheld(slots: usize) -> Self {
        let segment = Segment::free(slots);
        for block in 0..segment.blocks.len() {
            let claim = segment.depot().reserve(&mut { block }, SLOTS);
            debug_assert_eq!(claim.map(|claim| claim.block), Some(block));
        }
        segment
    }

    /// Lets threads use withheld slots.
    fn release(&self, slots: Range<usize>) {
        for block in slots.start / SLOTS..blocks_for(slots.end) {
            let first = block * SLOTS;
            let bits = slots.start.max(first) - first..slots.end.min(first + SLOTS) - first;
            let mask = bits.fold(0, |mask, bit| mask | 1 << bit);
            self.depot().free(Claim { block, mask });
        }
    }

    pub(crate) fn depot(&self) -> Depot<'_> {
        Depot::new(&self.blocks, &self.summaries, self.slots)
    }

    /// Whether no segment was added after this one.
    pub(crate) fn is_last(&self) -> bool {
        self.next.get().is_none()
    }
}

impl Node for Segment {
    fn next(&self) -> &Link<Segment> {
        &self.next
    }
}

/// The segments of a pool, and its capacity.
pub(crate) struct Growth {
    segments: List<Segment>,
    /// The capacity that the pool started with, in objects.
    first_capacity: usize,
    /// The capacity now.
    capacity: AtomicUsize,
}

impl Growth {
    /// A pool of `capacity` objects, without any memory yet.
    pub(crate) fn new(capacity: usize) -> Self {
        Growth {
            segments: List::new(),
            first_capacity: capacity,
            capacity: AtomicUsize::new(capacity),
        }
    }

    pub(crate) fn capacity(&self) -> usize {
        self.capacity.load(Relaxed)
    }

    pub(crate) fn first_capacity(&self) -> usize {
        self.first_capacity
    }

    /// Slots of the depot that the pool started with.
    pub(crate) fn first_slots(&self) -> usize {
        self.first_capacity - shared_slots_of(self.first_capacity)
    }

    /// Every segment, the oldest first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Segment> {
        self.segments.iter()
    }

    /// The first segment; it is made if need be.
    pub(crate) fn first(&self) -> Option<&Segment> {
        let slots = self.first_slots();
        (slots > 0).then(|| self.segments.get_or_publish(|| Segment::free(slots)))
    }

    /// Raises the capacity by `additional`. Returns `false`, and changes nothing, if the capacity would be
    /// more than [`MAX_CAPACITY`].
    pub(crate) fn grow(&self, additional: usize) -> bool {
        let raised = |old: usize| old.checked_add(additional).filter(|&new| new <= MAX_CAPACITY);
        // Raised before slots are released: there are never more idle objects than the capacity says.
        let Ok(old) = self.capacity.fetch_update(Relaxed, Relaxed, raised) else { return false };
        // The slots that this call releases, counted from the end of the first capacity.
        let mut slots = old - self.first_capacity..old - self.first_capacity + additional;
        let mut link = self.first().map_or(&*self.segments, |first| &first.next);
        let (mut start, mut size) = (0, self.first_capacity.max(1).next_multiple_of(SLOTS));
        while !slots.is_empty() {
            // The last segment is smaller than twice the one before if the pool never needs more.
            size = size.min(MAX_CAPACITY - self.first_capacity - start);
            let segment = link.get_or_publish(|| Segment::withheld(size));
            let end = slots.end.min(start + size);
            if slots.start < end {
                segment.release(slots.start - start..end - start);
                slots.start = end;
            }
            (start, size) = (start + size, size * 2);
            link = &segment.next;
        }
        true
    }
}

#[cfg(all(test, not(loom), not(shuttle)))]
mod tests {
    use super::*;
    use crate::raw::depot::segments::Segments;
    use crate::raw::object::Object;
    use crate::raw::{Header, Shared};

    fn kept(growth: &Growth) -> usize {
        let header = Header::new();
        let pool = Shared::growing(&header, growth);
        (0..).take_while(|_| pool.put_one(&mut 0, Object::dangling()).is_ok()).count()
    }

    #[test]
    fn nothing_is_allocated_before_it_is_needed() {
        let growth = Growth::new(64);
        let header = Header::new();
        let pool = Shared::growing(&header, &growth);
        assert!(pool.take_one(&mut 0).is_none());
        for _ in 0..shared_slots_of(64) {
            assert!(pool.put_one(&mut 0, Object::dangling()).is_ok());
        }
        assert_eq!(growth.iter().count(), 0);
        assert!(pool.put_one(&mut 0, Object::dangling()).is_ok());
        assert_eq!(growth.iter().count(), 1);
    }

    #[test]
    fn a_pool_keeps_as_much_as_its_capacity_says() {
        for (first, steps) in [
            (0, [1, 64, 300]),
            (1, [1, 2, 300]),
            (7, [1, 64, 1]),
            (8, [0, 8, 500]),
            (64, [1, 63, 64]),
        ] {
            let growth = Growth::new(first);
            assert_eq!(kept(&growth), first);
            let growth = Growth::new(first);
            steps.iter().for_each(|&step| assert!(growth.grow(step)));
            let capacity = first + steps.iter().sum::<usize>();
            assert_eq!((growth.capacity(), kept(&growth)), (capacity, capacity), "from {first}");
        }
    }

    #[test]
    fn segments_double() {
        // Miri is too slow for more.
        let (steps, segments) = if cfg!(miri) { (1000, 6) } else { (100_000, 12) };
        let growth = Growth::new(64);
        (0..steps).for_each(|_| assert!(growth.grow(1)));
        assert_eq!(kept(&growth), 64 + steps);
        // 48 slots beside the shared ones, and 64, 128, ... 65,536 (512 under Miri).
        let slots: Vec<_> = growth.iter().map(|segment| segment.slots).collect();
        assert_eq!(slots[..3], [48, 64, 128]);
        assert_eq!(slots.len(), segments);
    }

    /// Numbers of 32 bits suffice for all places, too.
    #[test]
    #[cfg_attr(miri, ignore = "makes a segment of 16 million slots")]
    fn the_largest_pools_have_exactly_the_slots_that_they_need() {
        for (first, segments) in [(8, 20), (MAX_CAPACITY / 2 + 1, 2), (MAX_CAPACITY - 1, 2)] {
            let growth = Growth::new(first);
            assert!(growth.grow(MAX_CAPACITY - first));
            let slots: usize = growth.iter().map(|segment| segment.slots).sum();
            assert_eq!(slots + shared_slots_of(first), MAX_CAPACITY, "from {first}");

            // The last slots, in the block with the largest place.
            let view = Segments::Growing(&growth);
            let blocks: usize = growth.iter().map(|segment| segment.blocks.len()).sum();
            let last = view.place(blocks - 1);
            let mut place = last;
            assert!(view.put_one(&mut place, Object::dangling()).is_ok());
            assert_eq!((place, view.len()), (last, 1), "from {first}");
            assert_eq!(view.take_one(&mut place), Some(Object::dangling()));
            assert_eq!((place, growth.iter().count()), (last, segments), "from {first}");
        }
    }

    #[test]
    #[cfg_attr(miri, ignore = "makes a segment of 16 million slots")]
    fn the_capacity_has_a_limit() {
        let growth = Growth::new(8);
        assert!(!growth.grow(MAX_CAPACITY - 7));
        assert!(!growth.grow(usize::MAX));
        assert_eq!(growth.capacity(), 8);
        assert!(growth.grow(MAX_CAPACITY - 8));
        assert_eq!(growth.capacity(), MAX_CAPACITY);
        assert!(!growth.grow(1));
    }
}

//! The memory of a depot that is made when it is first needed, and that grows while threads use it.
//!
//! Threads hold on to slots, so slots never move: a depot grows by [`Segment`]s. Like a vector, it doubles
//! its memory, so that there are few segments however often the pool grows. Which slots a segment has
//! follows from its number, so no lock is needed: whoever needs a segment makes it, and one of those who
//! do so at once publishes it. The slots beyond the capacity are withheld: taken, by nobody.

use core::iter;
use core::ops::Range;
use core::ptr;

use crate::raw::depot::summary::Summary;
use crate::raw::depot::{Block, Claim, Depot, MAX_CAPACITY, SLOTS, blocks_for, summaries_for};
use crate::raw::shared_slots::shared_slots_of;
use crate::raw::sync::{Acquire, AtomicPtr, AtomicUsize, Relaxed, Release};

/// A part of a depot's memory.
pub(crate) struct Segment {
    blocks: Box<[Block]>,
    summaries: Box<[Summary]>,
    slots: usize,
    next: AtomicPtr<Segment>,
}

impl Segment {
    /// A segment of `slots` free slots.
    fn free(slots: usize) -> Self {
        Segment {
            blocks: (0..blocks_for(slots)).map(|_| Block::new()).collect(),
            summaries: (0..summaries_for(slots)).map(|_| Summary::new()).collect(),
            slots,
            next: AtomicPtr::new(ptr::null_mut()),
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
        self.next.load(Relaxed).is_null()
    }
}

/// The segments of a pool, and its capacity.
pub(crate) struct Growth {
    segments: AtomicPtr<Segment>,
    /// The capacity that the pool started with, in objects.
    first_capacity: usize,
    /// The capacity now.
    capacity: AtomicUsize,
}

impl Growth {
    /// A pool of `capacity` objects, without any memory yet.
    pub(crate) fn new(capacity: usize) -> Self {
        Growth {
            segments: AtomicPtr::new(ptr::null_mut()),
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
        iter::successors(follow(&self.segments), |segment| follow(&segment.next))
    }

    /// The first segment; it is made if need be.
    pub(crate) fn first(&self) -> Option<&Segment> {
        let slots = self.first_slots();
        (slots > 0).then(|| get_or_publish(&self.segments, || Segment::free(slots)))
    }

    /// Raises the capacity by `additional`. Returns `false`, and changes nothing, if the capacity would be
    /// more than [`MAX_CAPACITY`].
    pub(crate) fn grow(&self, additional: usize) -> bool {
        let raised = |old: usize| old.checked_add(additional).filter(|&new| new <= MAX_CAPACITY);
        // Raised before slots are released: there are never more idle objects than the capacity says.
        let Ok(old) = self.capacity.fetch_update(Relaxed, Relaxed, raised) else { return false };
        // The slots that this call releases, counted from the end of the first capacity.
        let mut slots = old - self.first_capacity..old - self.first_capacity + additional;
        let mut link = self.first().map_or(&self.segments, |first| &first.next);
        let (mut start, mut size) = (0, self.first_capacity.next_multiple_of(SLOTS));
        while !slots.is_empty() {
            let segment = get_or_publish(link, || Segment::withheld(size));
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

/// The segment that a link points to.
fn follow(link: &AtomicPtr<Segment>) -> Option<&Segment> {
    // SAFETY: I9: a link is null or comes from `Box::into_raw` in `get_or_publish`. A segment is freed only by
    // the drop of its `Growth`, which the link is a part of. Acquire: pairs with the Release there, so
    // that the segment is seen whole.
    unsafe { link.load(Acquire).as_ref() }
}

/// The segment that a link points to, or the one that `make` makes, which is published there.
fn get_or_publish(link: &AtomicPtr<Segment>, make: impl FnOnce() -> Segment) -> &Segment {
    if let Some(segment) = follow(link) {
        return segment;
    }
    let made = Box::into_raw(Box::new(make()));
    // Release: pairs with the Acquire in `follow`.
    if link.compare_exchange(ptr::null_mut(), made, Release, Relaxed).is_err() {
        // SAFETY: I9: it comes from `Box::into_raw` above, and nobody else has seen it.
        drop(unsafe { Box::from_raw(made) });
    }
    follow(link).expect("a segment was published")
}

impl Drop for Growth {
    fn drop(&mut self) {
        // Relaxed: what gave this thread the pool to itself has ordered all of it.
        let mut next = self.segments.load(Relaxed);
        while !next.is_null() {
            // SAFETY: I9: each segment comes from `Box::into_raw` and is in the list once; `&mut self` says that
            // nobody else can reach it any more.
            let segment = unsafe { Box::from_raw(next) };
            next = segment.next.load(Relaxed);
        }
    }
}

#[cfg(all(test, not(loom), not(shuttle)))]
mod tests {
    use super::*;
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
        for (first, steps) in
            [(1, [1, 2, 300]), (7, [1, 64, 1]), (8, [0, 8, 500]), (64, [1, 63, 64])]
        {
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
        let growth = Growth::new(64);
        (0..100_000).for_each(|_| assert!(growth.grow(1)));
        assert_eq!(kept(&growth), 100_064);
        // 48 slots beside the shared ones, and 64, 128, ... 65,536.
        let slots: Vec<_> = growth.iter().map(|segment| segment.slots).collect();
        assert_eq!(slots[..3], [48, 64, 128]);
        assert_eq!(slots.len(), 12);
    }

    #[test]
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

use super::*;

/// A depot of `capacity` slots, whose memory is leaked.
fn depot(capacity: usize) -> Depot<'static> {
    let blocks: Vec<_> = (0..blocks_for(capacity)).map(|_| Block::new()).collect();
    let summaries: Vec<_> = (0..summaries_for(capacity)).map(|_| Summary::new()).collect();
    Depot::new(blocks.leak(), summaries.leak(), capacity)
}

/// A pointer to put into a depot, which never dereferences it.
fn object(number: usize) -> Object {
    Object::new(core::ptr::without_provenance_mut(number + 1)).expect("not null")
}

/// Slots that hold these objects.
fn slots(numbers: core::ops::Range<usize>) -> Vec<Slot> {
    numbers.map(|number| Slot::of(object(number))).collect()
}

fn put_one(depot: Depot<'_>, start: &mut usize, number: usize) -> usize {
    depot.put(start, &slots(number..number + 1))
}

fn take_one(depot: Depot<'_>, start: &mut usize) -> Option<Object> {
    let found = Slot::new();
    let taken = depot.take(start, core::slice::from_ref(&found));
    assert_eq!(taken, usize::from(found.get().is_some()));
    found.get()
}

fn fill(depot: Depot<'_>, start: &mut usize, numbers: core::ops::Range<usize>) -> usize {
    let from = slots(numbers);
    let mut put = 0;
    loop {
        let more = depot.put(start, &from[put..]);
        put += more;
        if more == 0 || put == from.len() {
            return put;
        }
    }
}

fn empty(depot: Depot<'_>, start: &mut usize) -> Vec<Object> {
    let mut all = Vec::new();
    let batch: [Slot; SLOTS] = core::array::from_fn(|_| Slot::new());
    loop {
        let taken = depot.take(start, &batch);
        if taken == 0 {
            all.sort();
            return all;
        }
        all.extend(batch[..taken].iter().filter_map(Slot::get));
    }
}

#[test]
fn returns_every_object_and_holds_no_more_than_its_capacity() {
    for capacity in [1, 7, 63, 64, 65, 128, 200, 64 * 65 + 3] {
        let depot = depot(capacity);
        for start in [0, depot.blocks() - 1] {
            assert_eq!(fill(depot, &mut { start }, 0..capacity + 10), capacity);
            assert_eq!(depot.len(), capacity);
            assert_eq!(empty(depot, &mut { start }), (0..capacity).map(object).collect::<Vec<_>>());
            assert_eq!(depot.len(), 0);
        }
    }
}

#[test]
fn finds_the_only_object_and_the_only_free_slot_from_everywhere() {
    let capacity = 64 * 70;
    let depot = depot(capacity);
    for place in [0, 1, 63, 64, 69] {
        assert_eq!(put_one(depot, &mut { place }, place), 1);
        let mut start = 35;
        assert_eq!(take_one(depot, &mut start), Some(object(place)));
        assert_eq!(start, place, "`start` is the block that held it");
    }
    assert_eq!(fill(depot, &mut 0, 0..capacity), capacity);
    for place in [0, 1, 63, 64, 69] {
        assert!(take_one(depot, &mut { place }).is_some());
        let mut start = 35;
        assert_eq!(put_one(depot, &mut start, 0), 1);
        assert_eq!(start, place, "`start` is the block that had the free slot");
    }
}

#[test]
fn reserved_slots_hold_nothing_until_they_are_published_or_freed() {
    let depot = depot(100);
    let claims: Vec<_> = core::iter::from_fn(|| depot.reserve(&mut 0, 30)).collect();
    assert_eq!(claims.iter().map(|claim| claim.len()).sum::<usize>(), 100);
    assert_eq!(put_one(depot, &mut 0, 0), 0, "no slot is free");
    assert_eq!(depot.len(), 0);

    depot.publish(claims[0], &slots(0..30));
    assert_eq!(depot.len(), 30);
    claims[1..].iter().for_each(|&claim| depot.free(claim));
    assert_eq!(empty(depot, &mut 1).len(), 30);
    assert_eq!(fill(depot, &mut 0, 0..200), 100);
}

#[test]
fn seized_slots_are_not_free() {
    let depot = depot(10);
    fill(depot, &mut 0, 0..10);
    let seized: [Slot; 4] = core::array::from_fn(|_| Slot::new());
    let claim = depot.seize(&mut 0, &seized).expect("the depot is full");
    assert_eq!((claim.len(), depot.len()), (4, 6));
    assert!(seized.iter().all(|slot| slot.get().is_some()));
    assert_eq!(put_one(depot, &mut 0, 0), 0, "the caller owns the slots");
    let (used, unused) = claim.split(1);
    depot.publish(used, &seized);
    depot.free(unused);
    assert_eq!((depot.len(), fill(depot, &mut 0, 0..10)), (7, 3));
}

use super::*;

/// A depot of `capacity` slots that lives as long as the test program.
fn depot(capacity: usize) -> Depot<'static> {
    let blocks: Vec<_> = (0..blocks_for(capacity)).map(|_| Block::new()).collect();
    let groups: Vec<_> = (0..groups_for(capacity)).map(|_| Group::new()).collect();
    Depot::new(blocks.leak(), groups.leak(), capacity)
}

/// Something to put into a depot, which never looks at it.
fn object(number: usize) -> Object {
    Object::new(core::ptr::without_provenance_mut(number + 1)).expect("not null")
}

fn fill(depot: Depot<'_>, near: &mut usize, numbers: core::ops::Range<usize>) -> usize {
    let mut numbers = numbers.map(object);
    let mut put = 0;
    loop {
        let left = numbers.len();
        let more = depot.put(near, left, |_| numbers.next().expect("as many as asked for"));
        put += more;
        if more == 0 || numbers.len() == 0 {
            return put;
        }
    }
}

fn empty(depot: Depot<'_>, near: &mut usize) -> Vec<Object> {
    let mut all = Vec::new();
    while depot.take(near, SLOTS, |_, object| all.push(object)) > 0 {}
    all.sort();
    all
}

#[test]
fn gives_back_what_it_was_given_and_holds_no_more_than_its_slots() {
    for capacity in [1, 7, 63, 64, 65, 128, 200, 64 * 65 + 3] {
        let depot = depot(capacity);
        for near in [0, depot.blocks() - 1] {
            assert_eq!(fill(depot, &mut { near }, 0..capacity + 10), capacity);
            assert_eq!(depot.len(), capacity);
            assert_eq!(empty(depot, &mut { near }), (0..capacity).map(object).collect::<Vec<_>>());
            assert_eq!(depot.len(), 0);
        }
    }
}

#[test]
fn finds_the_only_object_and_the_only_free_slot_from_everywhere() {
    let capacity = 64 * 70;
    let depot = depot(capacity);
    for place in [0, 1, 63, 64, 69] {
        assert_eq!(depot.put(&mut { place }, 1, |_| object(place)), 1);
        let mut near = 35;
        assert_eq!(depot.take(&mut near, 1, |_, found| assert_eq!(found, object(place))), 1);
        assert_eq!(near, place, "the block where it was is remembered");
    }
    assert_eq!(fill(depot, &mut 0, 0..capacity), capacity);
    for place in [0, 1, 63, 64, 69] {
        depot.take(&mut { place }, 1, |_, _| ());
        let mut near = 35;
        assert_eq!(depot.put(&mut near, 1, |_| object(0)), 1);
        assert_eq!(near, place, "the block where there was room is remembered");
    }
}

#[test]
fn reserved_slots_hold_nothing_until_they_are_published_or_freed() {
    let depot = depot(100);
    let claims: Vec<_> = core::iter::from_fn(|| depot.reserve(&mut 0, 30)).collect();
    assert_eq!(claims.iter().map(|claim| claim.len()).sum::<usize>(), 100);
    assert_eq!(depot.put(&mut 0, 1, |_| object(0)), 0, "no slot is free");
    assert_eq!(depot.len(), 0);

    let mut numbers = 0..;
    depot.publish(claims[0], |_| object(numbers.next().expect("endless")));
    assert_eq!(depot.len(), 30);
    claims[1..].iter().for_each(|&claim| depot.free(claim));
    assert_eq!(empty(depot, &mut 1).len(), 30);
    assert_eq!(fill(depot, &mut 0, 0..200), 100);
}

#[test]
fn what_is_seized_leaves_no_free_slot_behind() {
    let depot = depot(10);
    fill(depot, &mut 0, 0..10);
    let mut seized = Vec::new();
    let claim = depot.seize(&mut 0, 4, |_, object| seized.push(object)).expect("it is full");
    assert_eq!((claim.len(), seized.len(), depot.len()), (4, 4, 6));
    assert_eq!(depot.put(&mut 0, 1, |_| object(0)), 0, "the slots are the caller's");
    let (used, unused) = claim.split(1);
    depot.publish(used, |_| seized[0]);
    depot.free(unused);
    assert_eq!((depot.len(), fill(depot, &mut 0, 0..10)), (7, 3));
}

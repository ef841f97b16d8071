use super::*;
use crate::raw::depot::Claim;

fn object(number: usize) -> Object {
    Object::new(core::ptr::without_provenance_mut(number + 1)).expect("not null")
}

fn with_room(slots: usize) -> Magazine {
    let magazine = Magazine::new();
    let claim = Claim { block: 0, mask: u64::MAX >> (64 - slots) };
    magazine.reserve(claim).expect("the first block finds a place");
    magazine
}

#[test]
fn is_a_stack_of_as_many_objects_as_it_has_room_for() {
    let magazine = with_room(ROUNDS);
    (0..ROUNDS).for_each(|number| magazine.push(object(number)).expect("there is room"));
    assert_eq!(magazine.push(object(99)), Err(object(99)), "it comes back");
    for number in (0..ROUNDS).rev() {
        assert_eq!(magazine.pop(), Some(object(number)));
    }
    assert_eq!((magazine.pop(), magazine.gets()), (None, ROUNDS as u64));
}

#[test]
fn without_room_it_is_empty_and_full() {
    let magazine = Magazine::new();
    assert_eq!((magazine.pop(), magazine.push(object(0))), (None, Err(object(0))));
}

#[test]
fn the_oldest_go_first_and_the_rest_keeps_its_order() {
    let magazine = with_room(8);
    (0..6).for_each(|number| magazine.push(object(number)).expect("there is room"));
    let oldest = magazine.oldest(2).iter().map(Slot::get);
    assert!(oldest.eq([0, 1].map(|number| Some(object(number)))));
    magazine.remove_oldest(2);
    assert_eq!(magazine.len(), 4);
    let rest: Vec<_> = core::iter::from_fn(|| magazine.pop()).collect();
    assert_eq!(rest, [5, 4, 3, 2].map(object));
}

#[test]
fn what_is_loaded_comes_out_uncounted_only_once() {
    let magazine = with_room(8);
    let places = magazine.vacant(3).iter().enumerate();
    places.for_each(|(number, place)| place.set(object(number)));
    assert!(magazine.filled(3));
    assert_eq!((magazine.pop_uncounted(), magazine.gets()), (Some(object(2)), 0));
    assert_eq!((magazine.pop(), magazine.gets()), (Some(object(1)), 1));
    assert_eq!(magazine.moved_in.get(), 2);
}

#[test]
fn room_is_given_back_slot_by_slot() {
    let magazine = Magazine::new();
    for block in 0..CLAIMS {
        magazine.reserve(Claim { block, mask: 0b101 }).expect("there is a place for it");
        magazine.reserve(Claim { block, mask: 0b010 }).expect("the block is known");
    }
    let other = Claim { block: CLAIMS, mask: 1 };
    assert_eq!(magazine.reserve(other), Err(other), "one block too many");
    assert_eq!(magazine.limit(), 3 * CLAIMS);

    assert_eq!(magazine.unreserve(2), Some(Claim { block: CLAIMS - 1, mask: 0b011 }));
    assert_eq!(magazine.unreserve(2), Some(Claim { block: CLAIMS - 1, mask: 0b100 }));
    let rest: usize = core::iter::from_fn(|| magazine.unreserve(ROUNDS)).map(Claim::len).sum();
    assert_eq!((rest, magazine.limit()), (3 * CLAIMS - 3, 0));
}

/// A magazine with room for 8 that holds 6 objects, all of which its owner has made.
fn with_six() -> Magazine {
    let magazine = with_room(8);
    magazine.counters.misses.add(6);
    (0..6).for_each(|number| magazine.push(object(number)).expect("there is room"));
    magazine.restart_low_water();
    magazine
}

#[test]
fn the_low_water_mark_is_where_pushes_follow_pops() {
    let magazine = with_six();
    let pop = |count: usize| (0..count).for_each(|_| _ = magazine.pop().expect("not empty"));
    pop(4);
    assert_eq!(magazine.push(object(9)), Err(object(9)), "more are out than at the mark");
    assert_eq!(magazine.update_low_water(), 2);
    for _ in 0..10 {
        magazine.push(object(9)).expect("no more are out than at the mark");
        pop(1);
    }
    pop(1);
    assert_eq!(magazine.push(object(9)), Err(object(9)), "a new peak");
    assert_eq!(magazine.update_low_water(), 1);
    (0..3).for_each(|_| magazine.push(object(9)).expect("there is room"));
    assert_eq!(magazine.update_low_water(), 1, "the peak is remembered");
    magazine.restart_low_water();
    pop(1);
    assert_eq!(magazine.push(object(9)), Err(object(9)), "and forgotten");
}

#[test]
fn the_low_water_mark_moves_with_what_the_depot_takes_and_brings() {
    let magazine = with_six();
    (0..5).for_each(|_| _ = magazine.pop().expect("not empty"));
    assert_eq!(magazine.update_low_water(), 1);
    (0..5).for_each(|_| magazine.push(object(9)).expect("there is room"));
    magazine.remove_oldest(3);
    assert_eq!((magazine.len(), magazine.update_low_water()), (3, 0));
    // Two more than are here were out once.
    (0..3).for_each(|_| _ = magazine.pop().expect("not empty"));
    let places = magazine.vacant(7).iter().enumerate();
    places.for_each(|(number, place)| place.set(object(number)));
    assert!(magazine.filled(7));
    magazine.pop_uncounted().expect("not empty");
    magazine.counters.depot_hits.add(1);
    assert_eq!((magazine.len(), magazine.update_low_water()), (6, 5));
}

#[test]
fn what_is_out_is_what_was_got_and_has_not_come_back() {
    let magazine = with_six();
    let out = || magazine.gets() - magazine.puts();
    assert_eq!(out(), 0);
    (0..4).for_each(|_| _ = magazine.pop().expect("not empty"));
    assert_eq!((out(), magazine.returned()), (4, 6));
    magazine.counters.discarded_unfit.add(1);
    magazine.remove_oldest(1);
    assert_eq!((out(), magazine.hits()), (3, 4));
}

#[test]
fn the_owner_is_called_up_after_many_pops() {
    let magazine = with_room(8);
    magazine.push(object(0)).expect("there is room");
    magazine.pop();
    let mut calls = 0;
    for _ in 0..10 << TICK_LOG2 {
        if magazine.push(object(0)).is_err() {
            magazine.update_low_water();
            calls += 1;
            magazine.push(object(0)).expect("only once");
        }
        magazine.pop();
    }
    assert_eq!(calls, 10);
}

#[test]
fn has_one_owner_at_a_time() {
    let magazine = Magazine::new();
    assert!(magazine.acquire());
    assert!(!magazine.acquire());
    magazine.release();
    assert!(magazine.acquire());
}

/// What `docs/performance.md` says that a thread takes.
#[test]
#[cfg(target_pointer_width = "64")]
fn a_magazine_takes_eleven_pairs_of_cache_lines() {
    assert_eq!((size_of::<Magazine>(), align_of::<Magazine>()), (1408, 128));
}

//! The depot: threads put and take objects, one by one and in batches, and reserve slots.

use loom::thread;

use super::explore::models;
use super::harness::{self, Canary, Memory};
use crate::raw::depot::{Claim, Depot};
use crate::raw::object::Object;
use crate::raw::slot::Slot;

models! {
    single_objects(2) catches NoRelease of "full.fetch_or(mask" in "depot/block.rs";
    batches(4) catches NoAcquire of "compare_exchange_weak(now, claimed" in "depot/block.rs";
    more_than_fit(2) catches NoRelease of "taken.fetch_and(!mask" in "depot/block.rs";
    refilled_meanwhile(1) catches NoWrite of "taken.fetch_and(!mask" in "depot/block.rs";
    reserved_slots(4) catches Torn of "compare_exchange_weak(now, claimed" in "depot/block.rs";
    reserved_and_published(3) catches Torn of "full.fetch_or(mask" in "depot/block.rs";
}

/// Takes about `want` objects.
fn take(depot: Depot<'_>, want: usize) -> Vec<Object> {
    harness::take(depot, 0, want)
}

/// Puts `objects` as long as there are free slots, and returns the others.
fn put(depot: Depot<'_>, mut objects: Vec<Object>) -> Vec<Object> {
    loop {
        let before = objects.len();
        objects = harness::put(depot, 0, objects);
        if objects.is_empty() || objects.len() == before {
            return objects;
        }
    }
}

/// Three threads take one object each from a depot of two. Two of them put it back.
fn single_objects(memory: &'static Memory) {
    memory.stock(memory.depot(), 2);
    let there_and_back = move || {
        let depot = memory.depot();
        assert!(put(depot, take(depot, 1)).is_empty(), "the slots that held the objects are free");
    };
    let others = [thread::spawn(there_and_back), thread::spawn(there_and_back)];
    let taken = take(memory.depot(), 1).len();
    others.into_iter().for_each(|other| other.join().unwrap());
    assert_eq!(memory.depot().len(), 2 - taken);
    memory.settle_depot();
}

/// Two threads take batches of different sizes and put them back.
fn batches(memory: &'static Memory) {
    memory.stock(memory.depot(), 4);
    let there_and_back = move |want| {
        let depot = memory.depot();
        let objects = take(depot, want);
        assert!(objects.len() <= want);
        assert!(put(depot, objects).is_empty(), "the slots that held the objects are free");
    };
    let other = thread::spawn(move || there_and_back(4));
    there_and_back(3);
    there_and_back(1);
    other.join().unwrap();
    assert_eq!(memory.depot().len(), 4);
    memory.settle_depot();
}

/// Threads put more objects than there are free slots, while one thread takes.
fn more_than_fit(memory: &'static Memory) {
    memory.stock(memory.depot(), 1);
    let put_one = move || put(memory.depot(), vec![memory.make()]).len();
    let others = [thread::spawn(put_one), thread::spawn(put_one)];
    let taken = take(memory.depot(), 1).len();
    assert!(memory.depot().len() <= 2);
    let refused: usize = others.map(|other| other.join().unwrap()).iter().sum();
    assert_eq!(memory.depot().len(), 1 + 2 - taken - refused);
    assert!(refused == 0 || refused == 1, "one slot was free throughout");
    memory.settle_depot();
}

/// A slot is emptied and filled with another object while a thread is about to claim it.
fn refilled_meanwhile(memory: &'static Memory) {
    memory.stock(memory.depot(), 1);
    let other = thread::spawn(move || {
        for _ in 0..2 {
            if !take(memory.depot(), 1).is_empty() {
                put(memory.depot(), vec![memory.make()]);
            }
        }
    });
    let taken = take(memory.depot(), 1);
    put(memory.depot(), taken);
    other.join().unwrap();
    memory.settle_depot();
}

/// Two threads reserve slots and free them, and one of them also puts an object.
fn reserved_slots(memory: &'static Memory) {
    let reserve = move |want| {
        let claim = memory.depot().reserve(&mut 0, want);
        if let Some(claim) = claim {
            assert!(claim.len() <= want);
            let (some, others) = claim.split(1);
            memory.depot().free(some);
            memory.depot().free(others);
        }
    };
    let other = thread::spawn(move || reserve(3));
    put(memory.depot(), vec![memory.make()]);
    reserve(2);
    other.join().unwrap();
    memory.settle_depot();
}

/// Threads publish objects in slots that they have reserved, while one thread takes.
fn reserved_and_published(memory: &'static Memory) {
    let fill = move || {
        let claim: Option<Claim> = memory.depot().reserve(&mut 0, 2);
        if let Some(claim) = claim {
            let (used, unused) = claim.split(1);
            memory.depot().publish(used, &[Slot::of(Canary::goes_in(memory.make()))]);
            if unused.len() > 0 {
                memory.depot().free(unused);
            }
        }
    };
    let others = [thread::spawn(fill), thread::spawn(fill)];
    take(memory.depot(), 1);
    others.into_iter().for_each(|other| other.join().unwrap());
    memory.settle_depot();
}

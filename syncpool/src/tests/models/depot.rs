//! The depot: objects go in and out, one by one and in batches, and slots are set aside.

use loom::thread;

use super::explore::models;
use super::harness::{self, Canary, Memory};
use crate::raw::depot::{Claim, Depot};
use crate::raw::object::Object;
use crate::raw::slot::Slot;

models! {
    single_objects(2) catches NoRelease of "full.fetch_or(mask" in "depot/mod.rs";
    batches(4) catches NoAcquire of "compare_exchange_weak(now, claimed" in "depot/mod.rs";
    more_than_fit(2) catches NoRelease of "taken.fetch_and(!mask" in "depot/mod.rs";
    refilled_meanwhile(1) catches NoWrite of "taken.fetch_and(!mask" in "depot/mod.rs";
    reserved_slots(4) catches Torn of "compare_exchange_weak(now, claimed" in "depot/mod.rs";
    reserved_and_published(3) catches Torn of "full.fetch_or(mask" in "depot/mod.rs";
}

/// Takes about `want` objects.
fn take(depot: Depot<'_>, want: usize) -> Vec<Object> {
    harness::take(depot, 0, want)
}

/// Puts `objects` as far as there is room, and gives back the others.
fn put(depot: Depot<'_>, mut objects: Vec<Object>) -> Vec<Object> {
    loop {
        let before = objects.len();
        objects = harness::put(depot, 0, objects);
        if objects.is_empty() || objects.len() == before {
            return objects;
        }
    }
}

/// Three threads take an object each, where there are two, and two of them put it back.
fn single_objects(memory: &'static Memory) {
    memory.stock(memory.depot(), 2);
    let there_and_back = move || {
        let depot = memory.depot();
        assert!(put(depot, take(depot, 1)).is_empty(), "there is room for what was there");
    };
    let others = [thread::spawn(there_and_back), thread::spawn(there_and_back)];
    let taken = take(memory.depot(), 1).len();
    others.into_iter().for_each(|other| other.join().unwrap());
    assert_eq!(memory.depot().len(), 2 - taken);
    memory.settle_depot();
}

/// A thread moves batches while another does, and the objects come in another order.
fn batches(memory: &'static Memory) {
    memory.stock(memory.depot(), 4);
    let there_and_back = move |want| {
        let depot = memory.depot();
        let objects = take(depot, want);
        assert!(objects.len() <= want);
        assert!(put(depot, objects).is_empty(), "there is room for what was there");
    };
    let other = thread::spawn(move || there_and_back(4));
    there_and_back(3);
    there_and_back(1);
    other.join().unwrap();
    assert_eq!(memory.depot().len(), 4);
    memory.settle_depot();
}

/// Threads put more than there is room for while one takes.
fn more_than_fit(memory: &'static Memory) {
    memory.stock(memory.depot(), 1);
    let put_one = move || put(memory.depot(), vec![memory.make()]).len();
    let others = [thread::spawn(put_one), thread::spawn(put_one)];
    let taken = take(memory.depot(), 1).len();
    assert!(memory.depot().len() <= 2);
    let refused: usize = others.map(|other| other.join().unwrap()).iter().sum();
    assert_eq!(memory.depot().len(), 1 + 2 - taken - refused);
    assert!(refused == 0 || refused == 1, "one slot was free all the time");
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

/// Threads set slots aside and give them back, while one puts an object.
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

/// Threads fill slots that they have set aside, while one takes.
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

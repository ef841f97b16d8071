//! The shared slots: every thread may use each of them.

use loom::thread;

use super::explore::models;
use super::harness::{Canary, Memory};

models! {
    there_and_back(2) catches NoRelease of "compare_exchange(ptr::null_mut()" in "shared_slots.rs";
    more_than_fit(2) catches Torn of "compare_exchange(ptr::null_mut()" in "shared_slots.rs";
    refilled_meanwhile(1) catches Torn of "swap(ptr::null_mut()" in "shared_slots.rs";
}

fn take(memory: &'static Memory, start: usize) -> bool {
    memory.shared_slots().take(&mut { start }).map(Canary::came_out).is_some()
}

fn put(memory: &'static Memory, start: usize) -> bool {
    let object = Canary::goes_in(memory.make());
    memory.shared_slots().put(&mut { start }, object).map_err(Canary::refused).is_ok()
}

/// Three threads try to take the one object, and put it back.
fn there_and_back(memory: &'static Memory) {
    assert!(put(memory, 0));
    let there_and_back = move |start: usize| {
        let mut start = start;
        if let Some(object) = memory.shared_slots().take(&mut start) {
            let object = Canary::goes_in(Canary::came_out(object));
            assert!(
                memory.shared_slots().put(&mut start, object).is_ok(),
                "the slots hold at most one object"
            );
        }
    };
    let others = [0, 1].map(|start| thread::spawn(move || there_and_back(start)));
    there_and_back(1);
    others.into_iter().for_each(|other| other.join().unwrap());
    assert_eq!(memory.shared_slots().len(), 1);
    memory.settle_pool();
}

/// Threads put more objects than there are free slots, while one thread takes.
fn more_than_fit(memory: &'static Memory) {
    assert!(put(memory, 0));
    let others = [0, 1].map(|start| thread::spawn(move || usize::from(put(memory, start))));
    let taken = usize::from(take(memory, 0));
    let kept: usize = others.map(|other| other.join().unwrap()).iter().sum();
    assert_eq!(memory.shared_slots().len(), 1 + kept - taken);
    memory.settle_pool();
}

/// A slot is emptied and filled with another object, while a thread is about to take from it.
fn refilled_meanwhile(memory: &'static Memory) {
    assert!(put(memory, 0));
    let other = thread::spawn(move || {
        for _ in 0..2 {
            if take(memory, 0) {
                put(memory, 0);
            }
        }
    });
    if take(memory, 0) {
        put(memory, 0);
    }
    other.join().unwrap();
    memory.settle_pool();
}

//! The hints: whatever threads do at once, they never hide an object or a free slot for ever.
//!
//! The depots here have two blocks, the second with a single slot. What a model leaves behind in
//! the second is looked for from the first, so that only a hint can lead there.

use loom::thread;

use super::explore::models;
use super::harness::{self, Memory};
use crate::raw::depot::Claim;

models! {
    published_while_doubted(5) catches NoWrite of "full.fetch_or(0" in "depot/mod.rs";
    freed_while_doubted(5) catches NoWrite of "taken.fetch_or(0" in "depot/mod.rs";
    published_while_two_doubt(5) catches NoRelease of "full.fetch_or(0" in "depot/mod.rs";
    freed_while_two_doubt(5) catches NoRelease of "taken.fetch_or(0" in "depot/mod.rs";
    freed_in_two_blocks(5) catches Torn of "self.not_free.fetch_and(!bit" in "summary.rs";
    published_in_two_blocks(5) catches Torn of "self.maybe_full.fetch_or(bit" in "summary.rs";
    moved_while_doubted(5) catches NoAcquire of "full.fetch_or(mask" in "depot/mod.rs";
}

const FAR: usize = 1;

/// Takes an object, from block `start` first.
fn take(memory: &'static Memory, start: usize) -> bool {
    !harness::take(memory.depot(), start, 1).is_empty()
}

/// Puts a new object, into block `start` first.
fn put(memory: &'static Memory, start: usize) -> bool {
    harness::put(memory.depot(), start, vec![memory.make()]).is_empty()
}

/// Leaves the far block's hint up, though it holds nothing.
fn raise_without_reason(memory: &'static Memory) {
    assert!(put(memory, FAR) && take(memory, FAR));
}

/// Owns all slots of the start block, and lowers its hint by a search that ends in the far block,
/// where it leaves an object.
fn crowd(memory: &'static Memory) -> Claim {
    let start = memory.depot().reserve(&mut 0, 4).expect("the start block is free");
    assert!(put(memory, 0));
    start
}

/// A thread finds the far block empty and lowers its hint while an object comes.
fn published_while_doubted(memory: &'static Memory) {
    raise_without_reason(memory);
    let other = thread::spawn(move || assert!(put(memory, FAR)));
    let found = take(memory, 0);
    other.join().unwrap();
    assert!(found || take(memory, 0), "an object is hidden");
    memory.settle_depot();
}

/// As above, with two threads that doubt.
fn published_while_two_doubt(memory: &'static Memory) {
    raise_without_reason(memory);
    let doubter = thread::spawn(move || take(memory, FAR));
    let other = thread::spawn(move || assert!(put(memory, FAR)));
    let found = take(memory, FAR);
    other.join().unwrap();
    let found = doubter.join().unwrap() || found;
    assert!(found || take(memory, 0), "an object is hidden");
    memory.settle_depot();
}

/// A thread finds no room in the far block and lowers its hint while a slot is freed.
fn freed_while_doubted(memory: &'static Memory) {
    let start = crowd(memory);
    let other = thread::spawn(move || assert!(take(memory, FAR)));
    let found = put(memory, 0);
    other.join().unwrap();
    assert!(found || put(memory, 0), "a free slot is hidden");
    memory.depot().free(start);
    memory.settle_depot();
}

/// As above, with two threads that doubt.
fn freed_while_two_doubt(memory: &'static Memory) {
    let start = crowd(memory);
    let doubter = thread::spawn(move || put(memory, FAR));
    let other = thread::spawn(move || assert!(take(memory, FAR)));
    let found = put(memory, FAR);
    other.join().unwrap();
    let found = doubter.join().unwrap() || found;
    assert!(found || put(memory, 0), "a free slot is hidden");
    memory.depot().free(start);
    memory.settle_depot();
}

/// The far block's object is taken and another one comes, while a thread doubts that there is any.
fn moved_while_doubted(memory: &'static Memory) {
    assert!(put(memory, FAR));
    let other = thread::spawn(move || {
        if take(memory, FAR) {
            assert!(put(memory, FAR), "nobody else puts anything");
        }
    });
    let found = take(memory, 0);
    other.join().unwrap();
    assert!(found || take(memory, 0), "an object is hidden");
    memory.settle_depot();
}

/// Slots of two blocks, which were both full, are freed at once.
fn freed_in_two_blocks(memory: &'static Memory) {
    let start = crowd(memory);
    assert!(!put(memory, FAR), "both blocks are full");
    let other = thread::spawn(move || assert!(take(memory, FAR)));
    memory.depot().free(start);
    other.join().unwrap();
    memory.settle_depot();
}

/// Objects come to two blocks at once, which were both empty.
fn published_in_two_blocks(memory: &'static Memory) {
    let other = thread::spawn(move || assert!(put(memory, FAR)));
    assert!(put(memory, 0));
    other.join().unwrap();
    memory.settle_depot();
}

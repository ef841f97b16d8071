//! The summaries: no object and no free slot stays hidden behind a clear bit.
//!
//! The depots here have two blocks, and the second ("far") block has a single slot. Each model ends
//! with a search that begins at the first block, so that only a summary bit can lead it to the far
//! block.

use loom::thread;

use super::explore::models;
use super::harness::{self, Memory};
use crate::raw::depot::Claim;

models! {
    published_while_cleared(5) catches NoWrite of "full.fetch_or(0" in "depot/mod.rs";
    freed_while_cleared(5) catches NoWrite of "taken.fetch_or(0" in "depot/mod.rs";
    published_while_two_clear(5) catches NoRelease of "full.fetch_or(0" in "depot/mod.rs";
    freed_while_two_clear(5) catches NoRelease of "taken.fetch_or(0" in "depot/mod.rs";
    freed_in_two_blocks(5) catches Torn of "self.not_free.fetch_and(!bit" in "summary.rs";
    published_in_two_blocks(5) catches Torn of "self.maybe_full.fetch_or(bit" in "summary.rs";
    moved_while_cleared(5) catches NoAcquire of "full.fetch_or(mask" in "depot/block.rs";
}

const FAR: usize = 1;

/// Takes an object. The search begins at block `start`.
fn take(memory: &'static Memory, start: usize) -> bool {
    !harness::take(memory.depot(), start, 1).is_empty()
}

/// Puts a new object. The search begins at block `start`.
fn put(memory: &'static Memory, start: usize) -> bool {
    harness::put(memory.depot(), start, vec![memory.make()]).is_empty()
}

/// Leaves the maybe-full bit of the far block set, though the block is empty.
fn set_wrongly(memory: &'static Memory) {
    assert!(put(memory, FAR) && take(memory, FAR));
}

/// Reserves all slots of the first block, and clears its maybe-free bit by a search that ends in the
/// far block, where it puts an object.
fn fill_first_block(memory: &'static Memory) -> Claim {
    let start = memory.depot().reserve(&mut 0, 4).expect("the slots of the first block are free");
    assert!(put(memory, 0));
    start
}

/// A thread finds the far block empty and clears its bit, while another one publishes an object there.
fn published_while_cleared(memory: &'static Memory) {
    set_wrongly(memory);
    let other = thread::spawn(move || assert!(put(memory, FAR)));
    let found = take(memory, 0);
    other.join().unwrap();
    assert!(found || take(memory, 0), "an object is hidden");
    memory.settle_depot();
}

/// As above, with two threads that clear the bit.
fn published_while_two_clear(memory: &'static Memory) {
    set_wrongly(memory);
    let clearing = thread::spawn(move || take(memory, FAR));
    let other = thread::spawn(move || assert!(put(memory, FAR)));
    let found = take(memory, FAR);
    other.join().unwrap();
    let found = clearing.join().unwrap() || found;
    assert!(found || take(memory, 0), "an object is hidden");
    memory.settle_depot();
}

/// A thread finds no free slot in the far block and clears its bit, while another one frees a slot
/// there.
fn freed_while_cleared(memory: &'static Memory) {
    let start = fill_first_block(memory);
    let other = thread::spawn(move || assert!(take(memory, FAR)));
    let found = put(memory, 0);
    other.join().unwrap();
    assert!(found || put(memory, 0), "a free slot is hidden");
    memory.depot().free(start);
    memory.settle_depot();
}

/// As above, with two threads that clear the bit.
fn freed_while_two_clear(memory: &'static Memory) {
    let start = fill_first_block(memory);
    let clearing = thread::spawn(move || put(memory, FAR));
    let other = thread::spawn(move || assert!(take(memory, FAR)));
    let found = put(memory, FAR);
    other.join().unwrap();
    let found = clearing.join().unwrap() || found;
    assert!(found || put(memory, 0), "a free slot is hidden");
    memory.depot().free(start);
    memory.settle_depot();
}

/// A thread takes the object of the far block and puts another one, while a second thread finds the
/// block empty and clears its bit.
fn moved_while_cleared(memory: &'static Memory) {
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

/// Two threads free slots at once, in two blocks that had no free slot.
fn freed_in_two_blocks(memory: &'static Memory) {
    let start = fill_first_block(memory);
    assert!(!put(memory, FAR), "both blocks are full");
    let other = thread::spawn(move || assert!(take(memory, FAR)));
    memory.depot().free(start);
    other.join().unwrap();
    memory.settle_depot();
}

/// Two threads publish objects at once, in two blocks that were empty.
fn published_in_two_blocks(memory: &'static Memory) {
    let other = thread::spawn(move || assert!(put(memory, FAR)));
    assert!(put(memory, 0));
    other.join().unwrap();
    memory.settle_depot();
}

//! The registry: threads make, find, release and take over magazines.

use loom::thread;

use super::explore::models;
use super::harness::{Canary, Memory};
use crate::raw::depot::Claim;
use crate::raw::magazine::Magazine;

models! {
    two_register(4) catches NoRelease of "self.0.compare_exchange_weak" in "link.rs";
    three_register(4) catches Torn of "self.0.compare_exchange_weak" in "link.rs";
    two_take_over(4) catches NoRelease of "self.owned.store(false" in "magazine/mod.rs";
}

/// Uses a magazine as its owner does.
fn use_alone(memory: &'static Memory, magazine: &Magazine) {
    assert_eq!((magazine.len(), magazine.limit()), (0, 0), "a magazine is handed on empty");
    assert!(magazine.push(memory.make()).is_err(), "it has no reserved slot yet");
    assert_eq!(magazine.reserve(Claim { block: 0, mask: 1 }), Ok(()));
    assert!(magazine.pop().is_none(), "nothing was pushed");
    let object = Canary::goes_in(memory.make());
    assert_eq!(magazine.push(object), Ok(()));
    assert_eq!(magazine.pop().map(Canary::came_out), Some(object));
    assert_eq!(magazine.unreserve(4), Some(Claim { block: 0, mask: 1 }));
    assert_eq!(magazine.unreserve(4), None);
}

fn acquire_and_release(memory: &'static Memory) {
    let magazine = memory.registry().acquire();
    use_alone(memory, magazine);
    magazine.release();
}

/// Two threads acquire and release a magazine, and one of them reads all magazines first.
fn two_register(memory: &'static Memory) {
    let other = thread::spawn(move || acquire_and_release(memory));
    assert!(memory.registry().iter().all(|magazine| magazine.len() <= 1));
    acquire_and_release(memory);
    other.join().unwrap();
    assert!((1..=2).contains(&memory.registry().iter().count()));
}

/// Three threads acquire a magazine at once, and none releases its own.
fn three_register(memory: &'static Memory) {
    let others = [(); 2].map(|()| {
        thread::spawn(move || {
            memory.registry().acquire();
        })
    });
    memory.registry().acquire();
    others.into_iter().for_each(|other| other.join().unwrap());
    assert_eq!(memory.registry().iter().count(), 3, "a magazine was lost");
}

/// Two threads may take over the magazine that a third one releases.
fn two_take_over(memory: &'static Memory) {
    let magazine = memory.registry().acquire();
    let others = [(); 2].map(|()| thread::spawn(move || acquire_and_release(memory)));
    use_alone(memory, magazine);
    magazine.release();
    others.into_iter().for_each(|other| other.join().unwrap());
    let made = memory.registry().iter().count();
    memory.registry().acquire();
    assert_eq!(memory.registry().iter().count(), made, "a released magazine is not found");
}

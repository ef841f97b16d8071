//! The count of a shared object: its owners read, become more and fewer, and the last one writes.

use loom::thread;

use super::explore::models;
use super::harness::Memory;

models! {
    owners_read_and_leave(1) catches NoRelease of "fetch_sub(OWNER" in "ref_count.rs";
    owners_become_more(1) catches Torn of "fetch_add(OWNER" in "ref_count.rs";
    the_only_owner_writes(1) catches NoAcquire of "load(Acquire) & !UNWOUND" in "ref_count.rs";
    unwinding_owners_are_noticed(1) catches Torn of "fetch_or(UNWOUND" in "ref_count.rs";
}

/// What the last owner finds: whether an owner was dropped by unwinding. `None` for the others.
type Left = Option<bool>;

/// An owner that reads the object and leaves. If it is the last, it writes to the object.
fn read_and_leave(memory: &'static Memory, unwinds: bool) -> Left {
    let (count, content) = memory.counted();
    content.read();
    leave(memory, unwinds).inspect(|_| {
        content.write();
        assert!(count.is_unique() && count.owners() == 1, "the next owner shares the object");
    })
}

fn leave(memory: &'static Memory, unwinds: bool) -> Left {
    let (count, _) = memory.counted();
    count.release(unwinds).then(|| count.reclaim())
}

/// What the last of all owners has found.
fn last(all: impl IntoIterator<Item = Left>) -> bool {
    let mut found = all.into_iter().flatten();
    let unwound = found.next().expect("nobody is the last owner");
    assert_eq!(found.next(), None, "two owners are the last");
    unwound
}

/// Three owners read and leave.
fn owners_read_and_leave(memory: &'static Memory) {
    memory.counted().0.add_owner();
    memory.counted().0.add_owner();
    let others = [(); 2].map(|()| thread::spawn(move || read_and_leave(memory, false)));
    let own = read_and_leave(memory, false);
    assert!(!last(others.map(|other| other.join().unwrap()).into_iter().chain([own])));
}

/// Two owners add owners and leave, while a third one leaves.
fn owners_become_more(memory: &'static Memory) {
    memory.counted().0.add_owner();
    memory.counted().0.add_owner();
    let add_and_leave = move || {
        memory.counted().0.add_owner();
        assert!(memory.counted().0.owners() >= 2, "the caller is two of them");
        [read_and_leave(memory, false), read_and_leave(memory, false)]
    };
    let others = [(); 2].map(|()| thread::spawn(add_and_leave));
    let own = read_and_leave(memory, false);
    assert!(!last(others.into_iter().flat_map(|other| other.join().unwrap()).chain([own])));
}

/// An owner writes if it is the only one, as `get_mut` and `make_mut` do, while another one leaves.
fn the_only_owner_writes(memory: &'static Memory) {
    let (count, content) = memory.counted();
    count.add_owner();
    let other = thread::spawn(move || read_and_leave(memory, false));
    for _ in 0..2 {
        if count.is_unique() {
            content.write();
        }
    }
    let own = read_and_leave(memory, false);
    assert!(!last([other.join().unwrap(), own]));
}

/// Two of three owners are dropped by unwinding. The last one notices, whichever it is.
fn unwinding_owners_are_noticed(memory: &'static Memory) {
    memory.counted().0.add_owner();
    memory.counted().0.add_owner();
    let others = [true, false];
    let others = others.map(|unwinds| thread::spawn(move || read_and_leave(memory, unwinds)));
    let own = read_and_leave(memory, true);
    assert!(last(others.map(|other| other.join().unwrap()).into_iter().chain([own])));
}

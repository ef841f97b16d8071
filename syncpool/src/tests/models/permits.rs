//! The permits of bounded pools. The queue is a stand-in for event-listener, with its own lock as there.

#[path = "../../bounded_pool/permits.rs"]
mod semaphore;

use core::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};

use loom::thread;

use self::semaphore::{Permit, Permits};
use super::explore::models;
use super::harness::Memory;
use crate::raw::sync::Owned;

// The capacity is the number of permits.
models! {
    two_take_turns(1) catches NoAcquire of "checked_sub(ONE)).is_ok()" in "permits.rs";
    three_take_turns(2) catches Torn of ".fetch_update(Acquire, Relaxed, take_or_wait)" in "permits.rs";
    one_gives_up(1) catches NoWrite of "self.word.store(ONE" in "permits.rs";
    one_gives_up_before_another_comes(1) catches NoRelease of "self.word.store(ONE" in "permits.rs";
    two_release_after_one_gave_up(2) catches NoRelease of "self.word.fetch_add(ONE" in "permits.rs";
    nobody_overtakes(1) catches NoWrite of ".fetch_update(Acquire, Relaxed, take_or_wait)" in "permits.rs";
}

/// Permits, and what they guard.
struct Guarded {
    permits: Permits,
    count: usize,
    /// Unknown to loom, so its value is right whatever memory orderings the permits use.
    in_use: AtomicUsize,
    /// Of use with one permit only.
    content: Owned,
}

impl Guarded {
    /// Calls `model` with permits. All of them must be free after it. If it fails, the memory is leaked, since
    /// the threads that it leaves behind still point to it.
    fn with(memory: &'static Memory, model: impl FnOnce(&'static Guarded)) {
        let count = memory.capacity();
        let guarded = Box::into_raw(Box::new(Guarded {
            permits: Permits::new(count),
            count,
            in_use: AtomicUsize::new(0),
            content: Owned::new(),
        }));
        // SAFETY: the memory is freed below, after the model has joined all its threads.
        let this = unsafe { &*guarded };
        model(this);
        assert_eq!((this.permits.free(), this.permits.waiting()), (count, 0), "a permit was lost");
        // SAFETY: the model has joined all its threads.
        drop(unsafe { Box::from_raw(guarded) });
    }

    /// Waits for a permit, and holds it for a while.
    fn take_turn(&self) {
        let permit = self.permits.try_acquire();
        let permit = permit.unwrap_or_else(|| self.permits.queue_up().wait());
        self.hold(permit);
    }

    fn hold(&self, permit: Permit<'_>) {
        self.begin();
        self.end(permit);
    }

    fn begin(&self) {
        assert!(self.in_use.fetch_add(1, SeqCst) < self.count, "more are in use than may be");
        if self.count == 1 {
            self.content.write();
        }
    }

    fn end(&self, permit: Permit<'_>) {
        if self.count == 1 {
            self.content.write();
        }
        self.in_use.fetch_sub(1, SeqCst);
        drop(permit);
    }
}

fn two_take_turns(memory: &'static Memory) {
    Guarded::with(memory, |guarded| {
        let other = thread::spawn(|| guarded.take_turn());
        guarded.take_turn();
        guarded.take_turn();
        other.join().unwrap();
    });
}

fn three_take_turns(memory: &'static Memory) {
    Guarded::with(memory, |guarded| {
        let others = [(); 2].map(|()| thread::spawn(|| guarded.take_turn()));
        guarded.take_turn();
        others.into_iter().for_each(|other| other.join().unwrap());
    });
}

/// A wait is cancelled while the permit is released. A third one waits behind it.
fn one_gives_up(memory: &'static Memory) {
    Guarded::with(memory, |guarded| {
        let permit = guarded.permits.try_acquire().expect("it is free");
        guarded.begin();
        let first = guarded.permits.queue_up();
        let others = [thread::spawn(move || drop(first)), thread::spawn(|| guarded.take_turn())];
        guarded.end(permit);
        others.into_iter().for_each(|other| other.join().unwrap());
    });
}

/// The permit becomes free because the only one who waited has given up.
fn one_gives_up_before_another_comes(memory: &'static Memory) {
    Guarded::with(memory, |guarded| {
        let permit = guarded.permits.try_acquire().expect("it is free");
        guarded.begin();
        drop(guarded.permits.queue_up());
        let other = thread::spawn(|| {
            if let Some(permit) = guarded.permits.try_acquire() {
                guarded.hold(permit);
            }
        });
        guarded.end(permit);
        other.join().unwrap();
    });
}

/// Two find at once that nobody waits any more. Who has both permits sees what both of them did.
fn two_release_after_one_gave_up(memory: &'static Memory) {
    let contents: &'static [Owned; 2] = Box::leak(Box::new([Owned::new(), Owned::new()]));
    Guarded::with(memory, |guarded| {
        let [mine, others] =
            [(); 2].map(|()| guarded.permits.try_acquire().expect("both are free"));
        drop(guarded.permits.queue_up());
        let other = thread::spawn(move || {
            contents[0].write();
            drop(others);
        });
        contents[1].write();
        drop(mine);
        let permits = [(); 2].map(|()| guarded.permits.try_acquire());
        if permits.iter().all(Option::is_some) {
            contents.iter().for_each(Owned::write);
        }
        drop(permits);
        other.join().unwrap();
    });
}

/// Who comes after a waiter gets the permit after it.
fn nobody_overtakes(memory: &'static Memory) {
    Guarded::with(memory, |guarded| {
        let had_its_turn: &'static AtomicBool = Box::leak(Box::new(AtomicBool::new(false)));
        let permit = guarded.permits.try_acquire().expect("it is free");
        let first = guarded.permits.queue_up();
        let other = thread::spawn(|| {
            if let Some(permit) = guarded.permits.try_acquire() {
                assert!(had_its_turn.load(SeqCst), "it was overtaken");
                drop(permit);
            }
        });
        drop(permit);
        let permit = first.wait();
        had_its_turn.store(true, SeqCst);
        drop(permit);
        other.join().unwrap();
    });
}

/// What `bounded_pool/queue.rs` does by event-listener.
mod queue {
    use core::task::{Context, Poll};
    use std::sync::Arc;
    use std::time::Instant;

    use loom::sync::{Condvar, Mutex, MutexGuard};

    pub(super) struct Queue {
        lock: Mutex<()>,
        list: Arc<List>,
    }

    struct List {
        waiters: Mutex<Waiters>,
        changed: Condvar,
    }

    #[derive(Default)]
    struct Waiters {
        joined: usize,
        /// The number of each, and whether it has a permit.
        waiting: Vec<(usize, bool)>,
    }

    impl Waiters {
        /// Removes a waiter, and returns whether it had a permit.
        fn remove(&mut self, number: usize) -> bool {
            let place = self.waiting.iter().position(|&(other, _)| other == number);
            self.waiting.remove(place.expect("it has not left")).1
        }
    }

    impl Queue {
        #[expect(clippy::arc_with_non_send_sync, reason = "all threads of a model are one thread")]
        pub(super) fn new() -> Self {
            let list = List { waiters: Mutex::default(), changed: Condvar::new() };
            Queue { lock: Mutex::new(()), list: Arc::new(list) }
        }

        pub(super) fn lock(&self) -> Locked<'_> {
            Locked { _lock: self.lock.lock().unwrap(), list: &self.list }
        }
    }

    pub(super) struct Locked<'a> {
        _lock: MutexGuard<'a, ()>,
        list: &'a Arc<List>,
    }

    impl Locked<'_> {
        pub(super) fn join(&self) -> Waiter {
            let mut waiters = self.list.waiters.lock().unwrap();
            waiters.joined += 1;
            let number = waiters.joined;
            waiters.waiting.push((number, false));
            Waiter { list: Arc::clone(self.list), number }
        }

        pub(super) fn grant_first(&self) -> bool {
            let mut waiters = self.list.waiters.lock().unwrap();
            let first = waiters.waiting.iter_mut().find(|(_, has_permit)| !has_permit);
            self.list.changed.notify_all();
            first.map(|(_, has_permit)| *has_permit = true).is_some()
        }

        pub(super) fn len(&self) -> usize {
            self.list.waiters.lock().unwrap().waiting.len()
        }
    }

    pub(super) struct Waiter {
        list: Arc<List>,
        number: usize,
    }

    impl Waiter {
        pub(super) fn wait(self) {
            let mut waiters = self.list.waiters.lock().unwrap();
            while !waiters.waiting.contains(&(self.number, true)) {
                waiters = self.list.changed.wait(waiters).unwrap();
            }
            waiters.remove(self.number);
        }

        pub(super) fn wait_until(self, _: Instant) -> bool {
            unreachable!("the models have no clock")
        }

        pub(super) fn poll(&mut self, _: &mut Context<'_>) -> Poll<()> {
            unreachable!("the models have no tasks")
        }

        pub(super) fn leave(self) -> bool {
            self.list.waiters.lock().unwrap().remove(self.number)
        }
    }
}

//! Whole pools: threads register, get and return objects, and end.

use loom::thread;

use super::explore::models;
use super::harness::{Canary, Memory, Worker};

models! {
    quota(5) catches Torn of "fetch_update(Relaxed, Relaxed, reserved)" in "quota.rs";
    put_and_get(5) catches NoRelease of "full.fetch_or(mask" in "depot/block.rs";
    ends_meanwhile(5) catches NoWrite of "self.header.quota.fetch_sub(given_up" in "raw/mod.rs";
    ends_with_slots_of_two_blocks(6) catches NoRelease of "full.fetch_or(mask" in "depot/block.rs";
    miss_releases_quota(16) catches NoWrite of "self.limit.store(limit" in "claims.rs";
    two_find_objects(6) catches NoAcquire of "compare_exchange_weak(now, claimed" in "depot/block.rs";
    earns_meanwhile(5) catches NoRelease of "compare_exchange(ptr::null_mut()" in "shared_slots.rs";
    takes_over(5) catches NoAcquire of "compare_exchange(false, true" in "magazine/mod.rs";
    without_magazine(5) catches NoRelease of "full.fetch_or(mask" in "depot/block.rs";
    counts_meanwhile(5) catches NoRelease of "self.0.compare_exchange_weak" in "link.rs";
    ends_while_two_take(5) catches NoAcquire of "compare_exchange_weak(now, claimed" in "depot/block.rs";
    sweeps_meanwhile(5) catches NoAcquire of "compare_exchange_weak(now, claimed" in "depot/block.rs";
    two_sweep(5) catches Torn of "compare_exchange_weak(now, claimed" in "depot/block.rs";
    publishes_the_oldest(8) catches Torn of "self.header.quota.fetch_sub(given_up" in "reaper.rs";
    one_sweeps_at_a_time(5) catches Torn of "next.compare_exchange(next, lease" in "reaper.rs";
    goes_on_where_a_sweep_has_stopped(5) catches NoWrite of "place.store(self.place" in "reaper.rs";
    refills_meanwhile(5) catches NoRelease of "compare_exchange(ptr::null_mut()" in "shared_slots.rs";
    trims_meanwhile(5) catches Torn of "compare_exchange_weak(now, claimed" in "depot/block.rs";
    sweeps_a_small_pool(2) catches Torn of "slot.swap(ptr::null_mut()" in "shared_slots.rs";
    small_pool(2) catches NoRelease of "compare_exchange(ptr::null_mut()" in "shared_slots.rs";
}

/// Two threads reserve slots at once and keep them, where the quota is enough for one.
fn quota(memory: &'static Memory) {
    let reserve = move || {
        let worker = Worker::start(memory);
        worker.put_new(1);
        worker
    };
    let other = thread::spawn(reserve);
    let workers = [reserve(), other.join().unwrap()];
    let reserved: usize = workers.iter().map(Worker::limit).sum();
    assert!(reserved <= 2, "the quota is half of the pool");
    assert_eq!(reserved, memory.shared().quota());
    workers.into_iter().for_each(Worker::end);
    assert_eq!(memory.shared().len(), 2);
    memory.settle_pool();
}

/// One thread puts objects, and another one gets some.
fn put_and_get(memory: &'static Memory) {
    let other = thread::spawn(move || {
        let worker = Worker::start(memory);
        worker.put_new(3);
        worker.end();
    });
    let worker = Worker::start(memory);
    worker.get_some(2);
    worker.end();
    other.join().unwrap();
    memory.settle_pool();
}

/// A thread that has objects in its magazine ends, while another one gets and puts.
fn ends_meanwhile(memory: &'static Memory) {
    let ending = Worker::start(memory);
    assert_eq!(ending.put_new(2), 2);
    let other = thread::spawn(move || ending.end());
    let worker = Worker::start(memory);
    let object = worker.get();
    assert_eq!(worker.put_new(2), 2, "the pool has slots for all four");
    object.map(|object| worker.put(object));
    other.join().unwrap();
    worker.end();
    assert_eq!(memory.shared().len(), 4);
    memory.settle_pool();
}

/// As above, where the slots of the magazine lie in two blocks.
fn ends_with_slots_of_two_blocks(memory: &'static Memory) {
    let occupied = memory.pool_depot().reserve(&mut 0, 3).expect("the pool is new");
    let ending = Worker::start(memory);
    assert_eq!(ending.put_new(2), 2);
    memory.pool_depot().free(occupied);
    let other = thread::spawn(move || ending.end());
    let found = memory.shared().take_one(&mut 0).map(Canary::came_out);
    other.join().unwrap();
    assert_eq!(memory.shared().len(), 2 - usize::from(found.is_some()));
    memory.settle_pool();
}

/// A thread that has most of the quota misses, while another one puts objects.
fn miss_releases_quota(memory: &'static Memory) {
    let hoarder = Worker::start(memory);
    hoarder.put_new(4);
    assert_eq!((hoarder.limit(), hoarder.get_some(4).len()), (4, 4));
    let other = thread::spawn(move || {
        let worker = Worker::start(memory);
        let kept = worker.put_new(2);
        worker.end();
        assert_eq!(kept, 2, "the depot has free slots");
    });
    let missed = hoarder.get().is_none();
    assert!(!missed || hoarder.limit() <= 2, "the thread keeps slots that it does not need");
    other.join().unwrap();
    hoarder.end();
    memory.settle_pool();
}

/// A thread registers while another one ends, and may take over its magazine.
fn takes_over(memory: &'static Memory) {
    let work = move || {
        let worker = Worker::start(memory);
        assert_eq!(worker.put_new(1), 1);
        worker.end();
    };
    let other = thread::spawn(work);
    work();
    other.join().unwrap();
    assert_eq!(memory.shared().len(), 2);
    memory.settle_pool();
}

/// A thread that has no magazine puts an object into the depot and gets one.
fn without_magazine(memory: &'static Memory) {
    // The shared slot is full.
    assert!(memory.shared().put_one(&mut 0, Canary::goes_in(memory.make())).is_ok());
    let other = thread::spawn(move || {
        let object = Canary::goes_in(memory.make());
        assert!(memory.shared().put(None, object).is_ok());
        memory.shared().take(None).map(Canary::came_out);
    });
    let worker = Worker::start(memory);
    worker.put_new(1);
    worker.get_some(2);
    worker.end();
    other.join().unwrap();
    memory.settle_pool();
}

/// A thread counts the idle objects while another one moves them.
fn counts_meanwhile(memory: &'static Memory) {
    memory.stock(memory.pool_depot(), 4);
    let other = thread::spawn(move || {
        let worker = Worker::start(memory);
        worker.get_some(2).into_iter().for_each(|object| assert!(worker.put(object)));
        worker.end();
    });
    assert!(memory.shared().len() <= 5, "the count is above the capacity");
    other.join().unwrap();
    assert_eq!(memory.shared().len(), 4);
    memory.settle_pool();
}

/// A thread that has objects in its magazine ends, while two others take one object each.
fn ends_while_two_take(memory: &'static Memory) {
    let ending = Worker::start(memory);
    assert_eq!(ending.put_new(2), 2);
    let take = move || memory.shared().take(None).map(Canary::came_out).into_iter().count();
    let ending = thread::spawn(move || ending.end());
    let other = thread::spawn(take);
    let taken = take() + other.join().unwrap();
    ending.join().unwrap();
    assert_eq!(memory.shared().len(), 2 - taken);
    memory.settle_pool();
}

/// Two threads of a pool too small for magazines.
fn small_pool(memory: &'static Memory) {
    let work = move || {
        let worker = Worker::start(memory);
        worker.put_new(2);
        worker.get();
        worker.end();
    };
    let other = thread::spawn(work);
    work();
    other.join().unwrap();
    assert!(memory.shared().len() <= 2);
    memory.settle_pool();
}

/// A thread sweeps the objects that were there at its last sweep, while another one gets and returns.
fn sweeps_meanwhile(memory: &'static Memory) {
    memory.stock(memory.pool_depot(), 3);
    let sweeper = Worker::start(memory);
    assert_eq!(sweeper.reap(0), 0, "no slot is cold yet");
    let other = thread::spawn(move || {
        let worker = Worker::start(memory);
        worker.get_some(1).into_iter().for_each(|object| assert!(worker.put(object)));
        worker.end();
    });
    let reaped = sweeper.reap(0);
    assert!(
        (1..=3).contains(&reaped),
        "the other thread touches at most one object and reserves one more slot"
    );
    other.join().unwrap();
    sweeper.end();
    assert_eq!(memory.shared().len(), 3 - reaped);
    memory.settle_pool();
}

/// Two threads sweep at once, which a pool's reaper prevents.
fn two_sweep(memory: &'static Memory) {
    memory.stock(memory.pool_depot(), 2);
    let sweep = move |sweeper| {
        let worker = Worker::start(memory);
        let reaped = worker.reap(sweeper) + worker.reap(sweeper);
        worker.end();
        reaped
    };
    let other = thread::spawn(move || sweep(1));
    let reaped = sweep(0) + other.join().unwrap();
    assert_eq!((reaped, memory.shared().len()), (2, 0));
    memory.settle_pool();
}

/// Two threads have the same reaper, as the threads of a pool do. The first one does not finish its sweep.
fn one_sweeps_at_a_time(memory: &'static Memory) {
    memory.stock(memory.pool_depot(), 3);
    let sweeper = Worker::start(memory);
    assert_eq!(sweeper.reap_alone(9), Some(0), "no slot is cold yet");
    let other = thread::spawn(move || {
        let worker = Worker::start(memory);
        let reaped = worker.reap_alone(9).unwrap_or(0);
        worker.end();
        reaped
    });
    let mut reaped = sweeper.reap_alone(1).unwrap_or(0);
    reaped += other.join().unwrap();
    // Whoever came first, there is nobody now who keeps this thread from it.
    reaped += sweeper.reap_alone(9).expect("no other thread sweeps");
    assert_eq!((reaped, memory.shared().len()), (3, 0));
    sweeper.end();
    memory.settle_pool();
}

/// A sweep that was not finished goes on where it stopped, though another thread does it: an object that came to
/// a place behind it meanwhile waits for its turn.
fn goes_on_where_a_sweep_has_stopped(memory: &'static Memory) {
    memory.stock(memory.pool_depot(), 3);
    let sweeper = Worker::start(memory);
    assert_eq!(sweeper.reap_alone(9), Some(0), "no slot is cold yet");
    assert_eq!(sweeper.reap_alone(1), Some(1));
    // The shared slot is behind the place where the sweep is now.
    let object = Canary::goes_in(memory.make());
    assert!(memory.shared_slots().put(&mut 0, object).is_ok(), "the slot is free");
    let other = thread::spawn(move || {
        let worker = Worker::start(memory);
        assert_eq!(worker.reap_alone(9), Some(2), "the rest");
        worker.end();
    });
    assert!((1..=3).contains(&memory.shared().len()));
    other.join().unwrap();
    assert_eq!(sweeper.reap_alone(9), Some(0), "the object has not been idle for a whole interval");
    assert_eq!(sweeper.reap_alone(9), Some(1));
    sweeper.end();
    memory.settle_pool();
}

/// A thread fills the pool with new objects, while another one, which has no magazine, gets and returns.
fn refills_meanwhile(memory: &'static Memory) {
    memory.stock(memory.pool_depot(), 1);
    let refilling = Worker::start(memory);
    assert_eq!(refilling.put_new(1), 1);
    let other = thread::spawn(move || {
        let Some(object) = memory.shared().take(None) else { return 0 };
        let put = memory.shared().put(None, Canary::goes_in(Canary::came_out(object)));
        usize::from(put.map_err(Canary::refused).is_err())
    });
    // There are one free slot in the depot, the shared slot, and room in the thread's magazine.
    let refilled = (0..4).filter(|_| refilling.refill()).count();
    assert!(memory.shared().len() <= 5, "the pool has more objects than slots");
    let refused = other.join().unwrap();
    assert_eq!(refilled, 3 + refused, "the other thread's object has gone, or has its slot again");
    assert_eq!(memory.shared().len(), 5);
    refilling.end();
    memory.settle_pool();
}

/// A thread removes the idle objects that it reaches, while another one gets and returns.
fn trims_meanwhile(memory: &'static Memory) {
    memory.stock(memory.pool_depot(), 2);
    let trimming = Worker::start(memory);
    assert_eq!(trimming.put_new(1), 1);
    let other = thread::spawn(move || {
        let worker = Worker::start(memory);
        worker.get_some(1).into_iter().for_each(|object| assert!(worker.put(object)));
        worker.end();
    });
    let trimmed = std::iter::from_fn(|| trimming.trim()).count();
    assert!((1..=3).contains(&trimmed), "{trimmed}: its own, and what the other thread has not");
    other.join().unwrap();
    assert_eq!(memory.shared().len(), 3 - trimmed);
    trimming.end();
    memory.settle_pool();
}

/// A thread publishes the objects that it has not touched and gives up their slots, while another one
/// registers, gets and ends.
fn publishes_the_oldest(memory: &'static Memory) {
    let idle = Worker::start(memory);
    assert_eq!(idle.put_new(2), 2);
    // The first interval begins.
    assert_eq!((idle.reap(0), idle.limit()), (0, 2));
    let other = thread::spawn(move || {
        let worker = Worker::start(memory);
        assert_eq!(worker.put_new(1), 1);
        let found = worker.get_some(2).len();
        worker.end();
        found
    });
    assert_eq!((idle.reap(0), idle.limit()), (0, 0));
    let found = other.join().unwrap();
    idle.end();
    assert_eq!(memory.shared().len(), 3 - found);
    memory.settle_pool();
}

/// A thread sweeps shared slots, while another one uses them.
fn sweeps_a_small_pool(memory: &'static Memory) {
    let sweeper = Worker::start(memory);
    assert_eq!(sweeper.put_new(2), 2);
    assert_eq!(sweeper.reap(0), 0);
    let other = thread::spawn(move || {
        let worker = Worker::start(memory);
        worker.get_some(1).into_iter().for_each(|object| assert!(worker.put(object)));
        worker.end();
    });
    let reaped = sweeper.reap(0);
    other.join().unwrap();
    sweeper.end();
    assert_eq!(memory.shared().len(), 2 - reaped);
    memory.settle_pool();
}

/// Two threads fill their magazines by claiming full slots, and end with some objects left.
fn two_find_objects(memory: &'static Memory) {
    memory.stock(memory.pool_depot(), 3);
    let work = move || {
        let worker = Worker::start(memory);
        worker.get();
        assert!(worker.limit() <= 3, "the quota is half of the pool");
        worker.end();
    };
    let other = thread::spawn(work);
    work();
    other.join().unwrap();
    memory.settle_pool();
}

/// A thread uses the pool without a magazine, earns one and gives it back, while another one gets.
fn earns_meanwhile(memory: &'static Memory) {
    let other = thread::spawn(move || {
        let object = Canary::goes_in(memory.make());
        assert!(memory.shared().put(None, object).is_ok(), "there is room");
        let worker = Worker::start(memory);
        worker.get_some(1).into_iter().for_each(|object| assert!(worker.put(object)));
        worker.end();
    });
    let taken = memory.shared().take(None).map(Canary::came_out).into_iter().count();
    other.join().unwrap();
    assert_eq!(memory.shared().len(), 1 - taken);
    memory.settle_pool();
}

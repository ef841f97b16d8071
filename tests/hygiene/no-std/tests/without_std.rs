//! What the pools of a crate without the standard library do. The tests themselves have it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::thread;

use syncpool::{Poolable, Pooled, PooledArc, SyncPool};
use syncpool_no_std::{FRAMES, LINES, MESSAGES, STATES, State, TEXTS, documents};

#[test]
fn an_object_is_reset_and_keeps_its_memory() {
    let mut frame = FRAMES.get();
    frame.bytes.extend([1; 50]);
    frame.readers.insert(1, "first".to_owned());
    frame.retries = 0;
    drop(frame);
    let frame = FRAMES.try_get().expect("one is idle");
    assert_eq!((frame.bytes.len(), frame.readers.len(), frame.retries), (0, 0, 3));
    assert!(frame.bytes.capacity() >= 50);
}

#[test]
fn a_small_pool_keeps_what_it_has_room_for() {
    let busy: Vec<_> = (0..6).map(|_| STATES.get()).collect();
    drop(busy);
    assert_eq!((STATES.len(), STATES.stats().discarded_full), (4, 2));
    assert!(matches!(*STATES.get(), State::Idle));
}

/// There is no clock: the pool keeps everything, whatever its interval says.
#[test]
fn an_adaptive_pool_is_an_ordinary_one() {
    drop((0..64).map(|_| LINES.get()).collect::<Vec<_>>());
    for _ in 0..10_000 {
        drop(LINES.get());
    }
    let stats = LINES.stats();
    assert_eq!((stats.idle, stats.reaped, stats.misses), (64, 0, 64));
    assert_eq!(stats.making_time, None);
}

/// A thread that is busy has no magazine, and flushes nothing: another thread reaches all objects.
#[test]
fn no_thread_keeps_an_object_to_itself() {
    let pool = SyncPool::<String>::builder().capacity(64).build();
    for _ in 0..1000 {
        drop([pool.get(), pool.get()]);
    }
    syncpool::flush_thread();
    assert_eq!((pool.stats().threads, pool.len()), (0, 2));
    let trimmed = thread::scope(|scope| scope.spawn(|| pool.trim(0)).join());
    assert_eq!(trimmed.expect("no panic"), 2);
}

#[test]
fn a_message_is_shared_and_comes_back() {
    let mut message = MESSAGES.get();
    message.bytes.push(1);
    let mut message = Pooled::share(message);
    let owners = [message.clone(), message.clone()];
    PooledArc::make_mut(&mut message).bytes.push(2);
    assert_eq!(message.bytes, [1, 2]);
    owners.into_iter().for_each(|owner| {
        thread::spawn(move || assert_eq!(owner.bytes, [1])).join().unwrap();
    });
    drop(message);
    assert_eq!(MESSAGES.len(), 2);
}

/// Nobody can tell that the thread unwinds.
#[test]
fn a_guard_that_is_dropped_while_unwinding_gives_its_object_back() {
    let pool = SyncPool::<Vec<u8>>::builder().capacity(8).build();
    let caught = catch_unwind(AssertUnwindSafe(|| {
        let mut buffer = pool.get();
        buffer.push(1);
        panic!("on purpose");
    }));
    assert!(caught.is_err());
    assert_eq!((pool.len(), pool.stats().discarded_unwinding), (1, 0));
    assert!(pool.get().is_empty(), "it was reset");
}

#[test]
fn a_pool_grows_and_its_objects_return_to_their_own() {
    let pool = documents(4);
    assert!(pool.expand(96));
    let mut held: Vec<_> = (0..150).map(|_| pool.get()).collect();
    held[0].first = Some(LINES.get());
    pool.reset_handle(|document| document.first = None);
    drop(held);
    assert_eq!((pool.len(), pool.capacity()), (100, 100));
}

static ALIVE: AtomicUsize = AtomicUsize::new(0);

/// Notices a second owner.
struct Canary {
    owned: AtomicBool,
}

impl Canary {
    fn new() -> Self {
        ALIVE.fetch_add(1, SeqCst);
        Canary { owned: AtomicBool::new(false) }
    }
}

impl Poolable for Canary {
    fn reset(&mut self) {}
}

impl Drop for Canary {
    fn drop(&mut self) {
        ALIVE.fetch_sub(1, SeqCst);
    }
}

#[test]
fn threads_share_a_pool_and_nothing_is_lost_or_had_twice() {
    const CAPACITY: usize = 200;
    let pool = SyncPool::builder().init(Canary::new).capacity(CAPACITY).build();
    let work = |seed: usize| {
        for round in 0..2000 {
            let held: Vec<_> = (0..(seed * 31 + round * 7) % 60).map(|_| pool.get()).collect();
            for canary in &held {
                assert!(!canary.owned.swap(true, SeqCst), "two threads have it");
            }
            assert!(pool.len() <= CAPACITY);
            for canary in &held {
                canary.owned.store(false, SeqCst);
            }
        }
    };
    thread::scope(|scope| {
        for seed in 0..4 {
            scope.spawn(move || work(seed));
        }
    });
    let stats = pool.stats();
    assert_eq!((stats.in_use, stats.idle), (0, ALIVE.load(SeqCst)));
    assert_eq!(stats.hits + stats.misses, stats.returned + stats.discarded_full);
    drop(pool);
    assert_eq!(ALIVE.load(SeqCst), 0);
}

#[test]
fn collections_keep_their_elements() {
    for _ in 0..2 {
        let mut text = TEXTS.get();
        assert!(text.all.is_empty() && text.counts.is_empty());
        for word in "to be or not to be".split(' ') {
            text.all.push_default().push_str(word);
            *text.counts.get_or_insert_default(word) += 1;
        }
        assert_eq!((text.all.len(), text.counts.len(), text.counts["be"]), (6, 4, 2));
    }
    let text = TEXTS.get();
    assert_eq!((text.all.spare_count(), text.counts.spare_count()), (6, 4));
}

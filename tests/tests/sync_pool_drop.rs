//! `SyncPool`: every object is dropped exactly once, whoever holds it and whoever ends first.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Barrier, mpsc};
use std::thread;

use syncpool::{Poolable, Pooled, SyncPool};

/// Counts the objects that are alive; a second drop of one makes it wrap.
#[derive(Clone)]
struct Census(Arc<AtomicUsize>);

struct Citizen {
    census: Census,
    dies_loudly: bool,
}

impl Census {
    fn new() -> Self {
        Census(Arc::new(AtomicUsize::new(0)))
    }

    fn alive(&self) -> usize {
        self.0.load(Relaxed)
    }

    fn pool(&self, capacity: usize, prefill: usize) -> SyncPool<Citizen> {
        let census = self.clone();
        SyncPool::builder()
            .capacity(capacity)
            .init(move || {
                census.0.fetch_add(1, Relaxed);
                Citizen { census: census.clone(), dies_loudly: false }
            })
            .prefill(prefill)
            .build()
    }
}

impl Poolable for Citizen {
    fn reset(&mut self) {}
}

impl Drop for Citizen {
    fn drop(&mut self) {
        let before = self.census.0.fetch_sub(1, Relaxed);
        assert!(before > 0, "dropped twice");
        assert!(!self.dies_loudly, "a destructor that panics");
    }
}

/// Below and above the capacity at which threads get magazines, one block and several.
const CAPACITIES: [usize; 5] = [1, 31, 32, 64, 1000];

#[test]
fn a_dropped_pool_drops_its_objects() {
    for capacity in CAPACITIES {
        let census = Census::new();
        let pool = census.pool(capacity, capacity);
        let out: Vec<_> = (0..capacity / 2).map(|_| pool.get()).collect();
        drop(out);
        let kept = pool.take();
        drop(pool);
        assert_eq!(census.alive(), 1);
        drop(kept);
        assert_eq!(census.alive(), 0);
    }
}

#[test]
fn a_dropped_pool_empties_the_magazines_of_sleeping_threads() {
    let census = Census::new();
    let pool = Arc::new(census.pool(256, 0));
    let (asleep, wake) = (Arc::new(Barrier::new(5)), Arc::new(Barrier::new(5)));
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let (pool, asleep, wake) = (pool.clone(), asleep.clone(), wake.clone());
            thread::spawn(move || {
                let out: Vec<_> = (0..16).map(|_| pool.get()).collect();
                drop(out);
                drop(pool);
                asleep.wait();
                wake.wait();
            })
        })
        .collect();
    asleep.wait();
    assert_eq!((pool.len(), census.alive()), (64, 64));
    drop(Arc::into_inner(pool).expect("the threads have dropped theirs"));
    assert_eq!(census.alive(), 0, "dropped by the time the pool is gone");
    wake.wait();
    threads.into_iter().for_each(|thread| thread.join().unwrap());
}

#[test]
fn threads_that_end_while_the_pool_is_dropped_lose_nothing() {
    for _ in 0..300 {
        let census = Census::new();
        let pool = Arc::new(census.pool(64, 0));
        let start = Arc::new(Barrier::new(3));
        let threads: Vec<_> = (0..3)
            .map(|_| {
                let (pool, start) = (pool.clone(), start.clone());
                thread::spawn(move || {
                    let out: Vec<_> = (0..8).map(|_| pool.get()).collect();
                    drop(out);
                    start.wait();
                    // One of them drops the pool, while the others end.
                    drop(pool);
                })
            })
            .collect();
        drop(pool);
        threads.into_iter().for_each(|thread| thread.join().unwrap());
        assert_eq!(census.alive(), 0);
    }
}

#[test]
fn ended_threads_leave_their_objects_to_the_others() {
    let census = Census::new();
    let pool = Arc::new(census.pool(64, 0));
    for _ in 0..500 {
        let pool = Arc::clone(&pool);
        let use_some = move || drop((0..10).map(|_| pool.get()).collect::<Vec<_>>());
        thread::spawn(use_some).join().unwrap();
    }
    assert_eq!((pool.len(), census.alive()), (10, 10));
    assert_eq!(pool.miss_count(), 10, "the first thread made what all the others found");
    let taken: Vec<_> = std::iter::from_fn(|| pool.try_get()).collect();
    assert_eq!(taken.len(), 10);
}

#[test]
fn destructors_that_panic_stop_nothing() {
    for capacity in CAPACITIES {
        let census = Census::new();
        let pool = census.pool(capacity, capacity);
        let mut loud = pool.take();
        loud.dies_loudly = true;
        assert!(pool.put(loud).is_none());
        catch_unwind(AssertUnwindSafe(|| drop(pool))).unwrap_err();
        assert_eq!(census.alive(), 0, "the others were dropped all the same");
    }
}

#[test]
fn owned_guards_cross_threads_and_outlive_the_pool() {
    for capacity in CAPACITIES {
        let census = Census::new();
        let pool = Arc::new(census.pool(capacity, capacity));
        let (send, receive) = mpsc::channel::<Pooled<Arc<SyncPool<Citizen>>>>();
        let consumer = thread::spawn(move || receive.into_iter().count());
        for _ in 0..2 * capacity {
            send.send(pool.get_owned()).unwrap();
        }
        drop(pool);
        drop(send);
        assert_eq!(consumer.join().unwrap(), 2 * capacity);
        assert_eq!(census.alive(), 0);
    }
}

#[test]
fn guards_may_be_dropped_by_the_destructors_of_thread_locals() {
    type Guards = RefCell<Vec<Pooled<Arc<SyncPool<Citizen>>>>>;
    thread_local! {
        static FIRST: Guards = const { RefCell::new(Vec::new()) };
        static LAST: Guards = const { RefCell::new(Vec::new()) };
    }
    for capacity in CAPACITIES {
        let census = Census::new();
        let pool = Arc::new(census.pool(capacity, 0));
        assert!(pool.try_get().is_none(), "this thread has a magazine now");
        let uses = |pool: Arc<SyncPool<Citizen>>| {
            // One of the two is destroyed before the pool's thread-locals, one after.
            FIRST.with_borrow_mut(|guards| guards.push(pool.get_owned()));
            LAST.with_borrow_mut(|guards| guards.push(pool.get_owned()));
        };
        thread::spawn({
            let pool = pool.clone();
            move || uses(pool)
        })
        .join()
        .unwrap();
        let idle = capacity.min(2);
        assert_eq!((pool.len(), census.alive()), (idle, idle));
        // A thread with a magazine of its own can have them: they are in nobody else's.
        let found: Vec<_> = std::iter::from_fn(|| pool.try_get()).collect();
        assert_eq!(found.len(), idle);
        drop(found);
        drop(pool);
        assert_eq!(census.alive(), 0);

        // The same, with a pool that ends there.
        let pool = Arc::new(census.pool(capacity, 0));
        thread::spawn(move || uses(pool)).join().unwrap();
        assert_eq!(census.alive(), 0);
    }
}

#[test]
fn a_guard_dropped_while_its_thread_panics_drops_its_object() {
    let census = Census::new();
    let pool = census.pool(64, 4);
    catch_unwind(|| {
        let _caught = pool.get();
        panic!("halfway through a change");
    })
    .unwrap_err();
    assert_eq!((pool.len(), census.alive()), (3, 3));
}

//! `SyncPool`: every object is dropped exactly once, whether pool, guard or thread ends first.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Barrier, mpsc};
use std::thread;

use syncpool::{Poolable, Pooled, SyncPool};
use syncpool_tests::{Census, Counted, scaled};

use crate::CAPACITIES;

/// An object that is counted, and whose destructor may be told to panic.
struct Fragile {
    counted: Counted,
    drop_panics: bool,
}

impl Poolable for Fragile {
    fn reset(&mut self) {
        self.counted.reset();
    }
}

impl Drop for Fragile {
    fn drop(&mut self) {
        assert!(!self.drop_panics, "a destructor that panics");
    }
}

fn fragile(census: &'static Census, capacity: usize, prefill: usize) -> SyncPool<Fragile> {
    let init = || Fragile { counted: census.object(), drop_panics: false };
    SyncPool::builder().capacity(capacity).init(init).prefill(prefill).build()
}

#[test]
fn a_dropped_pool_drops_its_objects() {
    static CENSUS: Census = Census::new();
    for capacity in CAPACITIES {
        let pool = fragile(&CENSUS, capacity, capacity);
        let out: Vec<_> = (0..capacity / 2).map(|_| pool.get()).collect();
        drop(out);
        let kept = pool.take();
        drop(pool);
        assert_eq!(CENSUS.live(), 1);
        drop(kept);
        assert_eq!(CENSUS.live(), 0);
    }
}

#[test]
fn a_dropped_pool_empties_the_magazines_of_sleeping_threads() {
    static CENSUS: Census = Census::new();
    let pool = Arc::new(fragile(&CENSUS, 256, 0));
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
    assert_eq!((pool.len(), CENSUS.live()), (64, 64));
    drop(Arc::into_inner(pool).expect("the threads have dropped theirs"));
    assert_eq!(CENSUS.live(), 0, "dropped by the time the pool is gone");
    wake.wait();
    threads.into_iter().for_each(|thread| thread.join().unwrap());
}

#[test]
fn threads_that_end_while_the_pool_is_dropped_lose_nothing() {
    static CENSUS: Census = Census::new();
    for _ in 0..scaled(300, 10) {
        let pool = Arc::new(fragile(&CENSUS, 64, 0));
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
        assert_eq!(CENSUS.live(), 0);
    }
}

#[test]
fn ended_threads_leave_their_objects_to_the_others() {
    static CENSUS: Census = Census::new();
    let pool = Arc::new(fragile(&CENSUS, 64, 0));
    for _ in 0..scaled(500, 20) {
        let pool = Arc::clone(&pool);
        let use_some = move || drop((0..10).map(|_| pool.get()).collect::<Vec<_>>());
        thread::spawn(use_some).join().unwrap();
    }
    assert_eq!((pool.len(), CENSUS.live()), (10, 10));
    assert_eq!(pool.miss_count(), 10, "the first thread made what all the others found");
    let taken: Vec<_> = std::iter::from_fn(|| pool.try_get()).collect();
    assert_eq!(taken.len(), 10);
}

#[test]
fn destructors_that_panic_stop_nothing() {
    static CENSUS: Census = Census::new();
    for capacity in CAPACITIES.into_iter().filter(|&capacity| capacity > 0) {
        let pool = fragile(&CENSUS, capacity, capacity);
        let mut loud = pool.take();
        loud.drop_panics = true;
        assert!(pool.put(loud).is_none());
        catch_unwind(AssertUnwindSafe(|| drop(pool))).unwrap_err();
        assert_eq!(CENSUS.live(), 0, "the others were dropped all the same");
    }
}

#[test]
fn owned_guards_cross_threads_and_outlive_the_pool() {
    static CENSUS: Census = Census::new();
    for capacity in CAPACITIES {
        let pool = Arc::new(fragile(&CENSUS, capacity, capacity));
        let (send, receive) = mpsc::channel::<Pooled<Arc<SyncPool<Fragile>>>>();
        let consumer = thread::spawn(move || receive.into_iter().count());
        for _ in 0..2 * capacity {
            send.send(pool.get_owned()).unwrap();
        }
        drop(pool);
        drop(send);
        assert_eq!(consumer.join().unwrap(), 2 * capacity);
        assert_eq!(CENSUS.live(), 0);
    }
}

#[test]
fn guards_may_be_dropped_by_the_destructors_of_thread_locals() {
    type Guards = RefCell<Vec<Pooled<Arc<SyncPool<Fragile>>>>>;
    thread_local! {
        static FIRST: Guards = const { RefCell::new(Vec::new()) };
        static LAST: Guards = const { RefCell::new(Vec::new()) };
    }
    static CENSUS: Census = Census::new();
    for capacity in CAPACITIES {
        let pool = Arc::new(fragile(&CENSUS, capacity, 0));
        assert!(pool.try_get().is_none(), "this thread has a magazine now");
        let uses = |pool: Arc<SyncPool<Fragile>>| {
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
        assert_eq!((pool.len(), CENSUS.live()), (idle, idle));
        // This thread can get them, though it has a magazine: no other magazine holds them.
        let found: Vec<_> = std::iter::from_fn(|| pool.try_get()).collect();
        assert_eq!(found.len(), idle);
        drop(found);
        drop(pool);
        assert_eq!(CENSUS.live(), 0);

        // The same with a pool whose last handle those destructors drop.
        let pool = Arc::new(fragile(&CENSUS, capacity, 0));
        thread::spawn(move || uses(pool)).join().unwrap();
        assert_eq!(CENSUS.live(), 0);
    }
}

#[test]
fn a_guard_dropped_while_its_thread_panics_drops_its_object() {
    static CENSUS: Census = Census::new();
    let pool = fragile(&CENSUS, 64, 4);
    catch_unwind(|| {
        let _caught = pool.get();
        panic!("halfway through a change");
    })
    .unwrap_err();
    assert_eq!((pool.len(), CENSUS.live()), (3, 3));
}

//! `Weak<SyncPool<T>>`: a handle, and guards, that may outlive the pool.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Barrier, Weak};
use std::thread;

use syncpool::{Pool, Pooled, SyncPool};
use syncpool_tests::{Census, Counted};

use crate::{CAPACITIES, counted};

type Guard = Pooled<Weak<SyncPool<Counted>>>;

#[test]
fn an_object_comes_back_while_the_pool_is_there() {
    static CENSUS: Census = Census::new();
    for capacity in CAPACITIES {
        let pool = Arc::new(counted(&CENSUS, capacity));
        let guards: Vec<Guard> = (0..capacity).map(|_| pool.get_weak()).collect();
        assert_eq!((Arc::strong_count(&pool), pool.stats().in_use), (1, capacity));
        let last = pool.get_weak();
        drop(guards);
        assert_eq!(pool.len(), capacity);
        thread::spawn(move || drop(last)).join().unwrap();
        assert_eq!((pool.len(), CENSUS.live()), (capacity, capacity), "it was full");
        Pooled::discard(pool.get_weak());
        let unfit = pool.stats().discarded_unfit;
        assert_eq!((pool.len(), unfit), (capacity.saturating_sub(1), 1));
        drop(pool);
        assert_eq!(CENSUS.live(), 0);
    }
}

#[test]
fn a_guard_that_outlives_its_pool_drops_its_object() {
    static CENSUS: Census = Census::new();
    for capacity in CAPACITIES {
        let pool = Arc::new(counted(&CENSUS, capacity));
        let guards: Vec<Guard> = (0..3).map(|_| pool.get_weak()).collect();
        drop(pool.get_weak());
        drop(pool);
        assert_eq!(CENSUS.live(), 3, "the idle object went with the pool");
        guards.iter().for_each(|guard| guard.check_out());
        drop(guards);
        assert_eq!(CENSUS.live(), 0);
    }
}

#[test]
fn a_handle_whose_pool_is_gone_gives_nothing_and_keeps_nothing() {
    static CENSUS: Census = Census::new();
    let pool = Arc::new(counted(&CENSUS, 64));
    let weak = Arc::downgrade(&pool);
    let guards = [pool.get_weak(), pool.get_weak(), pool.get_weak()];
    drop(pool);
    assert!(weak.try_take().is_none());
    assert!(Pool::try_get(weak.clone()).is_none());
    assert!(Pool::try_get_checked(weak.clone(), |_| true).is_none());
    let [put, discarded, unwinding] = guards;
    let refused = weak.put(Pooled::into_box(put)).expect("nobody keeps it");
    assert_eq!(CENSUS.live(), 3);
    drop(refused);
    Pooled::discard(discarded);
    catch_unwind(AssertUnwindSafe(|| {
        let _unwinding = unwinding;
        panic!("while the object is in use");
    }))
    .unwrap_err();
    assert_eq!(CENSUS.live(), 0);

    let gets: [fn(Weak<SyncPool<Counted>>); 2] =
        [|weak| drop(weak.take()), |weak| drop(Pool::get(weak))];
    for get in gets {
        let panic = catch_unwind(AssertUnwindSafe(|| get(weak.clone()))).unwrap_err();
        let message = panic.downcast_ref::<&str>().expect("it is a text");
        assert!(message.starts_with("the pool of this weak handle has been dropped"), "{message}");
    }
    let never: Weak<SyncPool<Counted>> = Weak::new();
    assert!(never.try_take().is_none());
}

#[test]
fn a_guard_dropped_by_unwinding_is_counted() {
    static CENSUS: Census = Census::new();
    let pool = Arc::new(counted(&CENSUS, 64));
    catch_unwind(|| {
        let _object = pool.get_weak();
        panic!("while the object is in use");
    })
    .unwrap_err();
    let stats = pool.stats();
    assert_eq!((pool.len(), stats.in_use, stats.discarded_unwinding), (0, 0, 1));
    assert_eq!(CENSUS.live(), 0);
}

/// Whichever thread is the last, each object is dropped once.
#[test]
fn guards_are_dropped_while_another_thread_drops_the_pool() {
    static CENSUS: Census = Census::new();
    for round in 0..300 {
        let pool = Arc::new(counted(&CENSUS, [64, 4][round % 2]));
        let start = Arc::new(Barrier::new(3));
        let threads = [(); 2].map(|()| {
            let guards: Vec<Guard> = (0..8).map(|_| pool.get_weak()).collect();
            let start = Arc::clone(&start);
            thread::spawn(move || {
                start.wait();
                for guard in guards {
                    guard.check_out();
                    drop(guard);
                }
            })
        });
        start.wait();
        drop(pool);
        threads.into_iter().for_each(|thread| thread.join().unwrap());
        assert_eq!(CENSUS.live(), 0);
    }
}

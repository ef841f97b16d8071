//! A pool with a capacity of 0: it keeps nothing, and everything else works.

use std::sync::Arc;
use std::thread;

use syncpool::{Pooled, SyncPool};
use syncpool_tests::{Census, join, scaled};

use crate::counted;

#[test]
fn each_get_makes_an_object_and_each_return_drops_it() {
    static CENSUS: Census = Census::new();
    let pool = counted(&CENSUS, 0);
    // Often enough for a thread to get a magazine.
    for round in 1..=100 {
        assert!(pool.try_get().is_none());
        let object = pool.get();
        assert_eq!((CENSUS.made(), CENSUS.live()), (round, 1));
        drop(object);
        assert_eq!((CENSUS.live(), pool.len()), (0, 0));
    }
    let refused = pool.put(pool.take());
    assert!(refused.is_some(), "it comes back");
    let stats = pool.stats();
    assert_eq!((stats.capacity, stats.misses, stats.discarded_full), (0, 101, 101));
    assert_eq!((stats.hits, stats.returned, stats.in_use), (0, 0, 0));
    assert!(stats.to_string().starts_with("0 of 0 idle, 0 in use"), "{stats}");
    assert!(!format!("{stats:#}").contains("NaN"), "{stats:#}");
}

#[test]
fn it_has_nothing_to_make_in_advance_and_nothing_to_let_go() {
    let pool = SyncPool::<String>::builder().capacity(0).prefill(0).build();
    assert_eq!((pool.refill(10), pool.trim(0), pool.capacity()), (0, 0, 0));
    assert!(pool.is_empty());
    syncpool::flush_thread();
    drop(pool.get_or(|| String::from("made here")));
    let pool = SyncPool::<String>::with_size(0);
    assert_eq!(Pooled::into_box(pool.get()).as_str(), "");
}

#[test]
fn the_object_is_reset_and_its_fitness_asked() {
    let pool = SyncPool::builder()
        .capacity(0)
        .max_capacity(4)
        .reusable(|line: &String| line.is_empty())
        .build();
    let refused = pool.put(Box::new("a long line".to_owned())).expect("nothing is kept");
    assert_eq!((refused.as_str(), refused.capacity()), ("", 4));
}

#[test]
fn an_adaptive_one_works_too() {
    let pool = SyncPool::<Vec<u8>>::builder().capacity(0).adaptive().build();
    let times = scaled(1000, 10);
    (0..times).for_each(|_| pool.get().resize(scaled(100_000, 1000), 1));
    assert_eq!((pool.len(), pool.stats().misses), (0, times as u64));
}

#[test]
fn threads_may_share_it_and_switch_it_on() {
    static CENSUS: Census = Census::new();
    for steps in [&[1][..], &[3, 4, 1], &[100, 1000]] {
        let pool = Arc::new(counted(&CENSUS, 0));
        thread::scope(|scope| {
            let threads = [(); 3].map(|()| {
                scope.spawn(|| {
                    for _ in 0..scaled(200, 10) {
                        let objects = [pool.get_owned(), pool.get_owned(), pool.get_owned()];
                        objects.iter().for_each(|object| object.check_out());
                        objects.iter().for_each(|object| object.assert_out());
                        assert!(pool.len() <= pool.capacity());
                    }
                })
            });
            pool.allow_expansion(true);
            steps.iter().for_each(|&step| assert!(pool.expand(step)));
            // The end of the scope does not wait until the threads have returned their magazines.
            join(threads);
        });
        let capacity = steps.iter().sum();
        assert_eq!(pool.capacity(), capacity);
        pool.refill(capacity);
        assert_eq!((pool.len(), CENSUS.live()), (capacity, capacity));
        drop(pool);
        assert_eq!(CENSUS.live(), 0);
    }
}

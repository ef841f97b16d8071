//! The statistics of a pool when several threads use it, and when hooks panic.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::Barrier;
use std::sync::mpsc::sync_channel;
use std::thread;

use syncpool::prelude::*;

/// A snapshot sees the objects that eight threads hold at once, and later ones keep the peak.
macro_rules! held_at_once {
    ($($name:ident: $size:literal;)+) => {$(
        #[test]
        fn $name() {
            const THREADS: usize = 8;
            const HELD: usize = 10;
            pool!(static POOL: Vec<u8> = $size);

            for round in 0..3 {
                let (all_hold, all_saw) = (Barrier::new(THREADS), Barrier::new(THREADS));
                thread::scope(|scope| {
                    for _ in 0..THREADS {
                        scope.spawn(|| {
                            let held: Vec<_> = (0..HELD).map(|_| POOL.get()).collect();
                            all_hold.wait();
                            let stats = POOL.stats();
                            assert_eq!((stats.in_use, stats.high_water), (80, 80), "{round}: {stats}");
                            all_saw.wait();
                            drop(held);
                            assert_eq!(POOL.stats().high_water, THREADS * HELD);
                        });
                    }
                });
                let stats = POOL.stats();
                assert_eq!((stats.in_use, stats.high_water), (0, 80), "{round}: {stats}");
                // A thread of the last round may still be about to leave.
                assert!((1..=2 * THREADS).contains(&stats.threads), "{stats}");
            }
        }
    )+};
}

held_at_once! {
    what_is_held_at_once_in_a_pool_of_8: 8;
    what_is_held_at_once_in_a_pool_of_64: 64;
    what_is_held_at_once_in_a_pool_of_1000: 1000;
}

/// A thread adds up the objects in use of the other threads. An object that goes from one thread to
/// another meanwhile must not count twice, wherever the adding thread is interrupted.
#[test]
#[cfg_attr(miri, ignore = "the pipeline is too long")]
fn a_pipeline_has_no_more_out_than_it_holds() {
    const WAITING: usize = 16;
    pool!(static POOL: Vec<u8> = 128);

    thread::scope(|scope| {
        let (sender, receiver) = sync_channel::<Pooled<POOL>>(WAITING);
        scope.spawn(move || (0..200_000).for_each(|_| sender.send(POOL.get()).unwrap()));
        let consumer = scope.spawn(move || receiver.into_iter().for_each(drop));
        while !consumer.is_finished() {
            // The objects are in the channel, at the producer and at the consumer.
            assert!(POOL.stats().high_water <= WAITING + 2, "{}", POOL.stats());
        }
    });
    let stats = POOL.stats();
    assert_eq!((stats.in_use, stats.hits + stats.misses), (0, 200_000), "{stats}");
    assert!((1..=WAITING + 2).contains(&stats.high_water), "{stats}");
}

#[test]
fn objects_from_elsewhere_hide_no_peak() {
    pool!(static POOL: Vec<u8> = 100);
    (0..100).for_each(|_| assert!(POOL.put(Box::default()).is_none()));
    assert_eq!((POOL.stats().in_use, POOL.stats().high_water), (0, 0));
    let held: Vec<_> = (0..20).map(|_| POOL.get()).collect();
    assert_eq!((POOL.stats().in_use, POOL.stats().high_water), (20, 20));
    drop(held);
    // A thread remembers its own peak for a limited number of gets only.
    (0..2000).for_each(|_| drop(POOL.get()));
    drop((0..30).map(|_| POOL.get()).collect::<Vec<_>>());
    assert_eq!((POOL.stats().in_use, POOL.stats().high_water), (0, 30));
}

#[test]
fn a_box_is_out_until_it_is_put() {
    pool!(static POOL: Vec<u8> = 100);
    let taken = [POOL.take(), Pooled::into_box(POOL.get())];
    assert_eq!(POOL.stats().in_use, 2);
    taken.into_iter().for_each(|taken| assert!(POOL.put(taken).is_none()));
    drop(POOL.take());
    assert_eq!((POOL.stats().in_use, POOL.stats().high_water), (1, 2));
}

/// An object whose reset panics.
struct Fragile;

#[test]
fn what_a_panic_costs_is_not_out_any_more() {
    let check = |pool: &dyn Fn() -> Stats, drop_one: &dyn Fn()| {
        for unwound in 1..=3 {
            assert!(catch_unwind(AssertUnwindSafe(drop_one)).is_err());
            let stats = pool();
            assert_eq!((stats.discarded_unwinding, stats.in_use), (unwound, 0), "{stats}");
            assert_eq!(stats.high_water, 1);
        }
    };
    let panics = |_: &mut Fragile| resume_unwind(Box::new("reset"));

    pool!(static PANICS: Fragile = 64, init = || Fragile, reset = |_| resume_unwind(Box::new(())));
    check(&|| PANICS.stats(), &|| drop(PANICS.get()));
    pool!(static PUT: Fragile = 64, init = || Fragile, reset = |_| resume_unwind(Box::new(())));
    check(&|| PUT.stats(), &|| drop(PUT.put(PUT.take())));
    let pool = SyncPool::builder().init(|| Fragile).reset(panics).build();
    check(&|| pool.stats(), &|| drop(pool.get()));

    let unwind = |_guard: &dyn std::any::Any| resume_unwind(Box::new("use"));
    pool!(static USED: Vec<u8> = 64);
    check(&|| USED.stats(), &|| unwind(&USED.get()));
    let pool = Arc::new(SyncPool::<Vec<u8>>::builder().build());
    check(&|| pool.stats(), &|| unwind(&pool.get_owned()));
    // A handle that is a reference.
    pool!(static BY_REFERENCE: Vec<u8> = 64);
    check(&|| BY_REFERENCE.stats(), &|| unwind(&Pool::get(&BY_REFERENCE)));
}

#[test]
fn making_an_object_is_timed() {
    use std::time::Duration;

    const LONG: Duration = Duration::from_millis(2);
    fn slow() -> [u8; 100] {
        thread::sleep(LONG);
        [0; 100]
    }
    pool!(static MADE: [u8; 100] = 64, init = slow);
    assert_eq!((MADE.stats().making_time, MADE.stats().object_size), (None, 100));
    let first = MADE.get();
    assert_eq!(MADE.stats().making_time, None, "a pool that is used once reads no clock");
    drop((first, MADE.get()));
    assert!(MADE.stats().making_time >= Some(LONG));

    let filled = SyncPool::builder().init(slow).prefill(1).build();
    assert!(filled.stats().making_time >= Some(LONG));
}

#[test]
fn a_pool_that_has_grown_is_judged_by_what_it_is_now() {
    let pool = SyncPool::<Vec<u8>>::builder().capacity(10).build();
    pool.allow_expansion(true);
    let peak = || {
        for _ in 0..20 {
            drop((0..100).map(|_| pool.get()).collect::<Vec<_>>());
        }
    };
    peak();
    let stats = pool.stats();
    assert_eq!((stats.high_water, stats.discarded_full, stats.misses), (100, 1800, 1810));
    assert_eq!(stats.recommended_capacity(), 224);

    assert!(pool.expand(stats.recommended_capacity() - pool.capacity()));
    (0..20).for_each(|_| peak());
    let stats = pool.stats();
    assert_eq!((stats.capacity, stats.high_water), (224, 100));
    assert_eq!(stats.discarded_full, 1800, "no more than before");
    assert_eq!(stats.misses, 1900, "those that were too few");
}

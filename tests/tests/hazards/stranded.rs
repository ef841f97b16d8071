//! Objects that finished threads leave behind.

use std::thread;

use syncpool_tests::{Census, Counted, scaled};

/// Starts `threads` short-lived threads, some of them at the same time.
fn short_lives(threads: usize, life: fn(usize)) {
    const AT_ONCE: usize = 8;
    for first in (0..threads).step_by(AT_ONCE) {
        let batch = first..(first + AT_ONCE).min(threads);
        let batch: Vec<_> = batch.map(|number| thread::spawn(move || life(number))).collect();
        batch.into_iter().for_each(|thread| thread.join().unwrap());
    }
}

macro_rules! lives_of {
    ($size:expr) => {{
        static CENSUS: Census = Census::new();
        syncpool::pool!(static POOL: Counted = $size, init = || CENSUS.object());

        short_lives(scaled(10_000, 40), |number| {
            let objects: Vec<_> = (0..number % 7).map(|_| POOL.get()).collect();
            objects.iter().for_each(|object| object.check_out());
            drop(objects);
            drop(POOL.get());
        });
        let idle = POOL.len();
        assert!((1..=POOL.capacity()).contains(&idle), "{idle} idle");
        assert_eq!(CENSUS.live(), idle, "objects were leaked: {}", POOL.stats());

        // One thread can get all of them: none is bound to a thread that is over.
        let take_all = move || {
            let found: Vec<_> = std::iter::from_fn(|| POOL.try_get()).collect();
            found.iter().for_each(|object| object.check_out());
            assert_eq!(found.len(), idle, "objects were stranded: {}", POOL.stats());
        };
        thread::spawn(take_all).join().unwrap();
        assert_eq!((POOL.len(), CENSUS.live()), (idle, idle));

        POOL.trim(0);
        assert_eq!((POOL.len(), CENSUS.live()), (0, 0));

        // The slots that finished threads had reserved are free again, too.
        assert_eq!(POOL.refill(usize::MAX), POOL.capacity());
        thread::spawn(move || {
            let transfers = POOL.stats().transfers;
            (0..10).for_each(|_| drop((0..$size).map(|_| POOL.get()).collect::<Vec<_>>()));
            let has_magazine = POOL.stats().transfers > transfers;
            assert_eq!(has_magazine, $size >= 8, "no room for a magazine: {}", POOL.stats());
        })
        .join()
        .unwrap();
        POOL.trim(0);
    }};
}

/// The cure: a thread's exit returns its magazine.
#[test]
fn ten_thousand_threads_on_a_pool_of_64() {
    lives_of!(64);
}

/// The cure: a thread's exit also frees the slots that the thread reserved, and lowers the number of
/// reserved slots.
#[test]
fn ten_thousand_threads_on_a_pool_of_1024() {
    lives_of!(1024);
}

/// The magazines of a small pool have no quota, so a thread's exit returns no objects.
#[test]
fn ten_thousand_threads_on_a_small_pool() {
    lives_of!(7);
}

/// An object that outlives the thread that got it still goes back to the pool.
#[test]
fn an_object_outlives_its_thread() {
    static CENSUS: Census = Census::new();
    syncpool::pool!(static POOL: Counted = 64, init = || CENSUS.object());

    for _ in 0..scaled(100, 10) {
        let objects =
            thread::spawn(|| (0..16).map(|_| POOL.get()).collect::<Vec<_>>()).join().unwrap();
        objects.iter().for_each(|object| object.check_out());
        drop(objects);
    }
    // This thread's magazine keeps some objects, half of the pool at most, from the next thread.
    let live = CENSUS.live();
    assert!((16..=16 + 32).contains(&live), "{live} objects for 16 in use: {}", POOL.stats());
    assert_eq!(POOL.len(), live);
}

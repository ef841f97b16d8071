//! Many threads: no more objects are in use than may be, and nobody waits for ever.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::task::{Context, Waker};
use std::thread;
use std::time::Duration;

use syncpool::BoundedPool;
use syncpool::prelude::*;
use syncpool_tests::scaled;

use crate::{assert_all_free, until_waiting};

const BOUND: usize = 2;

/// Counts the objects in use, of which there are at most [`BOUND`].
#[derive(Default)]
struct InUse(AtomicUsize);

impl InUse {
    fn one(&self) {
        assert!(self.0.fetch_add(1, Relaxed) < BOUND, "too many are in use");
        // Some of the time, another thread runs meanwhile.
        thread::yield_now();
        self.0.fetch_sub(1, Relaxed);
    }
}

#[test]
fn no_more_are_in_use_than_may_be() {
    pool!(static BUFFERS: Vec<u8> = 64);
    static FEW_BUFFERS: BoundedPool<BUFFERS> = BoundedPool::new(BUFFERS.handle(), BOUND);

    let in_use = InUse::default();
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..scaled(1000, 20) {
                    let _buffer = FEW_BUFFERS.get();
                    in_use.one();
                }
            });
        }
    });
    assert_all_free(&FEW_BUFFERS);
}

/// All ways to wait, and to give up, at once.
#[test]
fn those_who_give_up_lose_nothing() {
    let strings = SyncPool::<String>::builder().capacity(4).build();
    let pool = BoundedPool::new(&strings, BOUND);
    let (in_use, served) = (InUse::default(), AtomicUsize::new(0));
    let rounds = scaled(500, 10);
    thread::scope(|scope| {
        for number in 0..8 {
            let (pool, in_use, served) = (&pool, &in_use, &served);
            scope.spawn(move || {
                for round in 0..rounds {
                    let guard = match (number + round) % 5 {
                        0 => Some(pool.get()),
                        1 => pool.get_timeout(Duration::from_micros(round as u64 % 50)),
                        2 => Some(pollster::block_on(pool.get_async())),
                        3 => {
                            // Polled once, and dropped, perhaps after it has got its turn.
                            let mut future = Box::pin(pool.get_async());
                            let mut context = Context::from_waker(Waker::noop());
                            match future.as_mut().poll(&mut context) {
                                std::task::Poll::Ready(guard) => Some(guard),
                                std::task::Poll::Pending => {
                                    thread::yield_now();
                                    None
                                }
                            }
                        }
                        _ => pool.get_without_waiting(),
                    };
                    if let Some(guard) = guard {
                        in_use.one();
                        served.fetch_add(1, Relaxed);
                        match round % 3 {
                            0 => drop(Pooled::into_box(guard)),
                            1 => Pooled::discard(guard),
                            _ => drop(guard),
                        }
                    }
                }
            });
        }
    });
    // Those that wait without an end are all served: two in five.
    assert!(served.into_inner() >= 8 * rounds * 2 / 5);
    assert_all_free(&pool);
}

/// The object comes back before the time is over.
#[test]
fn a_turn_comes_before_the_deadline() {
    let strings = SyncPool::<String>::new();
    let pool = BoundedPool::new(&strings, 1);
    let guard = pool.get();
    thread::scope(|scope| {
        let waits = scope.spawn(|| pool.get_timeout(Duration::from_secs(3600)).is_some());
        until_waiting(&pool, 1);
        drop(guard);
        assert!(waits.join().unwrap());
    });
    assert_all_free(&pool);
}

/// The time is over at about the moment when the object comes back.
#[test]
fn a_timeout_races_a_release() {
    let strings = SyncPool::<String>::new();
    let pool = BoundedPool::new(&strings, 1);
    for round in 0..scaled(1000, 10) as u64 {
        let guard = pool.get();
        let timeout = Duration::from_micros(round % 40);
        thread::scope(|scope| {
            let waits = scope.spawn(|| pool.get_timeout(timeout).is_some());
            if round % 2 == 0 {
                while pool.waiting() == 0 && !waits.is_finished() {
                    std::hint::spin_loop();
                }
            }
            drop(guard);
            // Either way, the next one has it.
            _ = waits.join().unwrap();
        });
        assert_eq!((pool.in_use(), pool.waiting()), (0, 0));
    }
    assert_all_free(&pool);
}

#[test]
fn a_timeout_leaves_the_queue_to_those_behind() {
    let strings = SyncPool::<String>::new();
    let pool = BoundedPool::new(&strings, 1);
    let guard = pool.get();
    thread::scope(|scope| {
        assert!(pool.get_timeout(Duration::ZERO).is_none());
        assert_eq!(pool.waiting(), 0);
        let first = scope.spawn(|| pool.get_timeout(Duration::from_millis(5)).is_some());
        let second = scope.spawn(|| pool.get_timeout(Duration::MAX).is_some());
        assert!(!first.join().unwrap(), "the object is still in use");
        until_waiting(&pool, 1);
        drop(guard);
        assert!(second.join().unwrap());
    });
    assert_all_free(&pool);
}

/// A guard of an object in use goes to another thread.
#[test]
fn another_thread_ends_the_use() {
    let strings = SyncPool::<String>::new();
    let pool = BoundedPool::new(&strings, 1);
    thread::scope(|scope| {
        let guard = pool.get();
        let waits = scope.spawn(|| pool.get().len());
        until_waiting(&pool, 1);
        scope.spawn(move || drop(guard));
        assert_eq!(waits.join().unwrap(), 0);
    });
    assert_all_free(&pool);
}

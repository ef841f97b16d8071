//! Many threads, each seldom busy: a server's worker threads that take turns.

use std::sync::Barrier;
use std::sync::mpsc::sync_channel;
use std::thread;

use syncpool::{Pool, SyncPool, pool};
use syncpool_tests::{join, scaled};

use crate::vital;

const THREADS: usize = scaled(200, 20);

/// Every thread uses one object a turn, and no two are at work at once.
fn take_turns<P: Pool<Item = Vec<u8>> + Copy + Send>(pool: P) {
    thread::scope(|scope| {
        let (done, next) = sync_channel(0);
        let threads: Vec<_> = (0..THREADS)
            .map(|_| {
                let (go, turns) = sync_channel::<()>(0);
                let done = done.clone();
                let life = move || {
                    for () in turns {
                        Pool::get(pool).push(1);
                        done.send(()).unwrap();
                    }
                };
                (go, scope.spawn(move || vital(life)))
            })
            .collect();
        for _ in 0..10 {
            for (go, _) in &threads {
                go.send(()).unwrap();
                next.recv().unwrap();
            }
        }
        join(threads.into_iter().map(|(go, thread)| {
            drop(go);
            thread
        }));
    });
}

/// The cure: a thread earns its magazine by being busy.
#[test]
fn two_hundred_threads_that_take_turns_keep_few_objects() {
    pool! {
        static USUAL: Vec<u8> = 64;
        static LARGE: Vec<u8> = 1024;
    }
    take_turns(USUAL.handle());
    take_turns(LARGE.handle());
    let kept = [64, 1024].map(|capacity| {
        let pool = SyncPool::builder().capacity(capacity).build();
        take_turns(&pool);
        (pool.len(), pool.miss_count())
    });
    let kept_static = [USUAL.len(), LARGE.len()];
    assert!(kept_static.iter().all(|&kept| kept <= 8), "{kept_static:?}");
    assert!(kept.iter().all(|&(kept, misses)| kept <= 8 && misses <= 8), "{kept:?}");
}

/// The cure: `flush_thread` gives the thread's magazines back.
#[test]
fn a_busy_thread_that_will_sleep_can_give_its_objects_back() {
    pool!(static POOL: Vec<u8> = 64);
    let run_time = SyncPool::<Vec<u8>>::builder().capacity(64).build();
    let (used, done) = (Barrier::new(2), Barrier::new(2));
    thread::scope(|scope| {
        let busy = scope.spawn(|| {
            vital(|| {
                for _ in 0..100 {
                    drop([POOL.get(), POOL.get()]);
                    drop([run_time.get(), run_time.get()]);
                }
                syncpool::flush_thread();
                used.wait();
                done.wait();
                // The thread goes on as before.
                (0..100).for_each(|_| drop((POOL.get(), run_time.get())));
            });
        });
        used.wait();
        assert_eq!((POOL.len(), run_time.len()), (2, 2));
        assert_eq!((POOL.trim(0), run_time.trim(0)), (2, 2), "another thread reaches them");
        done.wait();
        // ThreadSanitizer sees that a join orders the threads, but not that the end of a scope does.
        busy.join().expect("the thread does not panic");
    });
    assert_eq!((POOL.len(), run_time.len()), (1, 1));
}

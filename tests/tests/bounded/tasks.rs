//! Tasks: what wakes them, and what a future that is dropped leaves behind.

use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;

use syncpool::prelude::*;
use syncpool::{BoundedHandle, BoundedPool};

use crate::{assert_all_free, until_waiting};

type Strings<'a> = BoundedPool<&'a SyncPool<String>>;
type Guard<'a> = Pooled<BoundedHandle<&'a Strings<'a>>>;

/// Counts how often a task is woken.
#[derive(Default)]
struct Woken(AtomicUsize);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Relaxed);
    }
}

fn poll<'a>(future: Pin<&mut impl Future<Output = Guard<'a>>>) -> Poll<Guard<'a>> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

/// Calls `test` with a pool of one, and the guard that is in use.
fn with_pool_in_use(test: impl for<'a> FnOnce(&'a Strings<'a>, Guard<'a>)) {
    let strings = SyncPool::<String>::new();
    let pool = BoundedPool::new(&strings, 1);
    test(&pool, pool.get());
    assert_all_free(&pool);
}

#[test]
fn a_future_joins_the_queue_when_it_is_polled() {
    with_pool_in_use(|pool, guard| {
        let mut future = Box::pin(pool.get_async());
        assert_eq!(pool.waiting(), 0);
        assert!(poll(future.as_mut()).is_pending());
        assert!(poll(future.as_mut()).is_pending());
        assert_eq!(pool.waiting(), 1);
        drop(future);
        assert_eq!((pool.waiting(), pool.in_use()), (0, 1));
        drop(guard);
    });
}

#[test]
fn a_free_object_is_had_at_the_first_poll() {
    with_pool_in_use(|pool, guard| {
        drop(guard);
        assert!(poll(pin!(pool.get_async())).is_ready());
    });
}

#[test]
fn a_task_is_woken_once() {
    with_pool_in_use(|pool, guard| {
        let [first, second] = [(); 2].map(|()| Arc::new(Woken::default()));
        let mut futures = [Box::pin(pool.get_async()), Box::pin(pool.get_async())];
        for (future, woken) in futures.iter_mut().zip([&first, &second]) {
            let waker = Waker::from(Arc::clone(woken));
            assert!(future.as_mut().poll(&mut Context::from_waker(&waker)).is_pending());
        }
        drop(guard);
        assert_eq!((first.0.load(Relaxed), second.0.load(Relaxed)), (1, 0));
        let [one, two] = futures.each_mut();
        let Poll::Ready(guard) = poll(one.as_mut()) else { panic!("it has its turn") };
        assert!(poll(two.as_mut()).is_pending());
        drop(guard);
        assert!(poll(two.as_mut()).is_ready());
    });
}

/// A future that is polled by another task wakes that one.
#[test]
fn the_last_waker_counts() {
    with_pool_in_use(|pool, guard| {
        let [first, second] = [(); 2].map(|()| Arc::new(Woken::default()));
        let mut future = Box::pin(pool.get_async());
        for woken in [&first, &second] {
            let waker = Waker::from(Arc::clone(woken));
            assert!(future.as_mut().poll(&mut Context::from_waker(&waker)).is_pending());
        }
        drop(guard);
        assert_eq!((first.0.load(Relaxed), second.0.load(Relaxed)), (0, 1));
        assert!(poll(future.as_mut()).is_ready());
    });
}

#[test]
fn a_future_that_is_dropped_after_it_got_its_turn_passes_it_on() {
    with_pool_in_use(|pool, guard| {
        let mut first = Box::pin(pool.get_async());
        let mut second = Box::pin(pool.get_async());
        assert!(poll(first.as_mut()).is_pending() && poll(second.as_mut()).is_pending());
        drop(guard);
        assert_eq!(pool.in_use(), 1);
        drop(first);
        assert!(poll(second.as_mut()).is_ready());
    });
}

#[test]
fn a_turn_that_nobody_takes_is_free_again() {
    with_pool_in_use(|pool, guard| {
        let mut future = Box::pin(pool.get_async());
        assert!(poll(future.as_mut()).is_pending());
        drop(guard);
        drop(future);
        assert_eq!(pool.in_use(), 0);
    });
}

#[test]
fn one_in_the_middle_leaves_the_queue() {
    with_pool_in_use(|pool, guard| {
        let mut futures: Vec<_> = (0..3).map(|_| Box::pin(pool.get_async())).collect();
        for future in &mut futures {
            assert!(poll(future.as_mut()).is_pending());
        }
        drop(futures.remove(1));
        drop(guard);
        assert!(poll(futures[1].as_mut()).is_pending());
        assert!(poll(futures[0].as_mut()).is_ready());
        assert!(poll(futures[1].as_mut()).is_ready());
    });
}

/// A thread behind a task whose future is dropped.
#[test]
fn a_dropped_future_passes_its_turn_to_a_thread() {
    with_pool_in_use(|pool, guard| {
        let mut future = Box::pin(pool.get_async());
        assert!(poll(future.as_mut()).is_pending());
        thread::scope(|scope| {
            scope.spawn(|| drop(pool.get()));
            until_waiting(pool, 2);
            drop(guard);
            drop(future);
        });
    });
}

#[test]
fn a_thread_wakes_a_task() {
    with_pool_in_use(|pool, guard| {
        thread::scope(|scope| {
            let task = scope.spawn(|| pollster::block_on(pool.get_async()).len());
            until_waiting(pool, 1);
            drop(guard);
            assert_eq!(task.join().unwrap(), 0);
        });
    });
}

/// As a runtime's `spawn` asks for.
#[test]
fn a_future_with_an_owned_handle_may_be_spawned() {
    fn spawn(future: impl Future<Output = usize> + Send + 'static) -> thread::JoinHandle<usize> {
        thread::spawn(|| pollster::block_on(future))
    }
    let pool = Arc::new(BoundedPool::new(Arc::new(SyncPool::<String>::new()), 2));
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let pool = Arc::clone(&pool);
            spawn(async move {
                let mut line = pool.owned_handle().get_async().await;
                line.push_str("to be");
                line.len()
            })
        })
        .collect();
    assert_eq!(tasks.into_iter().map(|task| task.join().unwrap()).sum::<usize>(), 40);
    assert_all_free(&pool);
}

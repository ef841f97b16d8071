//! First come, first served: threads and tasks in one queue.

use std::pin::pin;
use std::sync::Mutex;
use std::task::{Context, Waker};
use std::thread;

use syncpool::{BoundedPool, SyncPool};

use crate::{assert_all_free, until_waiting};

#[test]
fn threads_get_their_turns_in_the_order_in_which_they_came() {
    let strings = SyncPool::<String>::new();
    let pool = BoundedPool::new(&strings, 1);
    let order = Mutex::new(Vec::new());
    let guard = pool.get();
    thread::scope(|scope| {
        for number in 0..6 {
            let (pool, order) = (&pool, &order);
            scope.spawn(move || {
                let _guard = match number % 3 {
                    0 => pool.get(),
                    1 => pool.get_timeout(std::time::Duration::MAX).unwrap(),
                    _ => pollster::block_on(pool.get_async()),
                };
                order.lock().unwrap().push(number);
            });
            until_waiting(pool, number + 1);
        }
        drop(guard);
    });
    assert_eq!(order.into_inner().unwrap(), [0, 1, 2, 3, 4, 5]);
    assert_all_free(&pool);
}

/// An object that comes back is for the one that waits, even if another asks before that one has noticed.
#[test]
fn nobody_overtakes_the_queue() {
    let strings = SyncPool::<String>::new();
    let pool = BoundedPool::new(&strings, 1);
    let mut context = Context::from_waker(Waker::noop());
    let guard = pool.get();
    let mut waits = pin!(pool.get_async());
    assert!(waits.as_mut().poll(&mut context).is_pending());
    drop(guard);
    assert_eq!(pool.in_use(), 1, "it is promised");
    assert!(pool.get_without_waiting().is_none());
    assert!(pool.get_timeout(std::time::Duration::ZERO).is_none());
    let mut late = pin!(pool.get_async());
    assert!(late.as_mut().poll(&mut context).is_pending());
    assert!(waits.as_mut().poll(&mut context).is_ready());
    assert!(late.as_mut().poll(&mut context).is_ready(), "the guard was dropped at once");
}

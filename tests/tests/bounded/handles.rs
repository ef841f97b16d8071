//! Handles: permits belong to the handle through which an object was taken.

use std::panic::catch_unwind;
use std::sync::Arc;

use syncpool::prelude::*;
use syncpool::{BoundedHandle, BoundedPool};

use crate::assert_all_free;

pool! {
    static LINES: String = 64;
    static BUFFERS: Vec<u8> = 64, sizes = [100, 1000];
}

static FEW_LINES: BoundedPool<LINES> = BoundedPool::new(LINES.handle(), 3);

/// A guard that may go anywhere.
type Line = Pooled<BoundedHandle<&'static BoundedPool<LINES>>>;

#[test]
fn a_static_pool_is_bounded() {
    fn is_free<T: Send + Sync + 'static>(_: &T) {}
    let line: Line = FEW_LINES.get();
    is_free(&line);
    assert_eq!(FEW_LINES.in_use(), 1);
    std::thread::spawn(move || drop(line)).join().unwrap();
    assert_all_free(&FEW_LINES);
}

#[test]
fn all_kinds_of_pools_are_bounded() {
    fn check<P: Pool>(pool: P) {
        let pool = BoundedPool::new(pool, 2);
        let guards = [Pool::get(pool.handle()), pool.get()];
        assert!(pool.get_without_waiting().is_none());
        drop(guards);
        assert_all_free(&pool);
    }
    let shared = Arc::new(SyncPool::<String>::new());
    check(&*shared);
    check(Arc::downgrade(&shared));
    check(shared);
    let sized = SizedPool::<Vec<u8>>::builder().build();
    check(&sized);
    check(BUFFERS.handle());
    check(&LINES);
    let inner = BoundedPool::new(LINES.handle(), 5);
    check(inner.handle());
    assert_all_free(&inner);
}

#[test]
fn an_owned_handle_keeps_the_pool() {
    let pool = Arc::new(BoundedPool::new(Arc::new(SyncPool::<String>::new()), 1));
    let weak = Arc::downgrade(&pool);
    let guard = pool.owned_handle().get();
    assert!(pool.owned_handle().get_without_waiting().is_none());
    drop(pool);
    assert!(weak.upgrade().is_some());
    drop(guard);
    assert!(weak.upgrade().is_none());
}

#[test]
fn each_object_that_is_taken_has_a_permit() {
    let strings = SyncPool::<String>::builder().capacity(8).build();
    let pool = BoundedPool::new(&strings, 3);
    let handle = pool.handle();
    let (first, second, third) = (handle.take(), handle.take(), handle.take());
    assert_eq!(pool.in_use(), 3);
    assert!(pool.get_without_waiting().is_none());
    assert_eq!((handle.put(first), pool.in_use()), (None, 2));
    handle.discard(second);
    assert_eq!(pool.in_use(), 1);
    handle.discard_unwinding(third);
    assert_eq!(pool.in_use(), 0);

    // An object that is not given back is no longer in use when the handle is gone.
    let kept = [handle.take(), handle.take()];
    assert_eq!(pool.in_use(), 2);
    drop(handle);
    assert_eq!(pool.in_use(), 0);
    drop(kept);
    assert_all_free(&pool);
}

#[test]
fn an_object_from_elsewhere_has_no_permit() {
    let strings = SyncPool::<String>::builder().capacity(8).build();
    let pool = BoundedPool::new(&strings, 1);
    let guard = pool.get();
    assert_eq!(pool.handle().put(Box::default()), None);
    drop(Pooled::new(Box::default(), pool.handle()));
    assert_eq!((pool.in_use(), strings.len()), (1, 2), "no permit was released");
    assert!(pool.get_without_waiting().is_none());
    drop(guard);
    assert_all_free(&pool);
}

#[test]
fn what_the_pool_refuses_is_no_longer_in_use() {
    let strings = SyncPool::<String>::builder().capacity(1).build();
    let pool = BoundedPool::new(&strings, 2);
    let handle = pool.handle();
    let (first, second) = (handle.take(), handle.take());
    assert_eq!(handle.put(first), None);
    assert!(handle.put(second).is_some());
    assert_eq!(pool.in_use(), 0);
}

#[test]
fn try_take_neither_makes_nor_waits() {
    let strings = SyncPool::<String>::builder().capacity(8).build();
    let pool = BoundedPool::new(&strings, 1);
    assert!(Pool::try_get(pool.handle()).is_none());
    assert_eq!(pool.in_use(), 0);
    strings.refill(2);
    let guard = Pool::try_get(pool.handle());
    assert!(guard.is_some());
    assert!(Pool::try_get(pool.handle()).is_none(), "one is idle, but no permit is free");
    drop(guard);
    assert_all_free(&pool);
}

#[test]
fn checked_gets_keep_one_permit() {
    let strings = SyncPool::<String>::builder().capacity(8).build();
    let pool = BoundedPool::new(&strings, 1);
    strings.refill(2);
    strings.put(Box::new(String::with_capacity(100)));
    let guard = Pool::try_get_checked(pool.handle(), |text| text.capacity() >= 100);
    assert!(guard.is_some());
    assert_eq!(pool.in_use(), 1);
    drop(guard);
    assert!(Pool::try_get_checked(pool.handle(), |_| false).is_none());
    assert_all_free(&pool);
    strings.put(Box::default());
    let panics = || Pool::try_get_checked(pool.handle(), |_| panic!("it can't be checked"));
    assert!(catch_unwind(panics).is_err());
    assert_all_free(&pool);
}

#[test]
fn a_bound_that_makes_no_sense_is_refused() {
    let message = |bound| {
        let panicked = catch_unwind(|| BoundedPool::new(LINES.handle(), bound)).unwrap_err();
        panicked.downcast_ref::<&str>().unwrap().to_string()
    };
    assert_eq!(message(0), "a pool with no object in use is of no use: give a bound of at least 1");
    assert_eq!(
        message(usize::MAX / 2 + 1),
        "the bound is too large: give at most `usize::MAX / 2`"
    );
    let largest = BoundedPool::new(LINES.handle(), usize::MAX / 2);
    drop(largest.get());
    assert_eq!(largest.in_use(), 0);
}

#[test]
fn debug_output() {
    let pool = BoundedPool::new(LINES.handle(), 2);
    let guard = pool.get();
    let text = "BoundedPool { max_in_use: 2, in_use: 1, waiting: 0, .. }";
    assert_eq!(format!("{pool:?}"), text);
    let handle = format!("BoundedHandle {{ pool: {text}, permits: 1 }}");
    assert_eq!(format!("{:?}", Pooled::pool(&guard)), handle);
}

#[test]
fn an_object_of_the_size_of_another_has_a_permit() {
    let sized = SizedPool::<Vec<u8>>::builder().smallest(100).largest(1000).factor(10).build();
    let pool = BoundedPool::new(&sized, 2);
    let handle = pool.handle();
    let object = handle.take_like(&vec![7; 500]);
    assert_eq!((object.capacity(), pool.in_use()), (1000, 1));
    assert_eq!((handle.put(object), pool.in_use()), (None, 0));
    assert_all_free(&pool);
}

//! However the use of an object ends, another one may be used then.

use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

use syncpool::prelude::*;
use syncpool::{BoundedPool, Provisional};

use crate::assert_all_free;

type Strings<'a> = BoundedPool<&'a SyncPool<String>>;

/// Calls `test` with a pool of two, of which the argument's guard is in use, and then checks that none is.
#[track_caller]
fn ends(test: impl FnOnce(&Strings<'_>)) {
    let strings = SyncPool::builder().capacity(8).build();
    let pool = BoundedPool::new(&strings, 2);
    let other = pool.get();
    test(&pool);
    assert_eq!(pool.in_use(), 1);
    drop(other);
    assert_all_free(&pool);
}

#[test]
fn a_guard_is_dropped() {
    ends(|pool| {
        let guard = pool.get();
        assert_eq!(pool.in_use(), 2);
        assert!(pool.get_without_waiting().is_none());
        drop(guard);
        assert_eq!((pool.in_use(), pool.pool().len()), (1, 1));
    });
}

#[test]
fn a_guard_is_dropped_by_a_panic() {
    ends(|pool| {
        let panicked = catch_unwind(|| {
            let _guard = pool.get();
            panic!("while it is in use");
        });
        assert!(panicked.is_err());
        assert_eq!((pool.pool().len(), pool.pool().stats().discarded_unwinding), (0, 1));
    });
}

#[test]
fn an_object_is_taken_out_for_good() {
    ends(|pool| {
        let object = Pooled::into_box(pool.get());
        assert_eq!(pool.in_use(), 1);
        assert_eq!(pool.pool().put(object), None);
    });
}

#[test]
fn an_object_is_discarded() {
    ends(|pool| {
        Pooled::discard(pool.get());
        assert_eq!((pool.pool().len(), pool.pool().stats().discarded_unfit), (0, 1));
    });
}

#[test]
fn a_provisional_guard_is_dropped() {
    ends(|pool| {
        let guard = Pooled::provisional(pool.get());
        assert_eq!(pool.in_use(), 2);
        drop(guard);
        assert_eq!(pool.pool().len(), 0);
    });
}

#[test]
fn a_provisional_guard_is_kept() {
    ends(|pool| {
        let guard = Pooled::keep(Pooled::provisional(pool.get()));
        assert_eq!(pool.in_use(), 2);
        drop(guard);
        assert_eq!(pool.pool().len(), 1);
    });
}

#[test]
fn a_pool_of_provisional_objects_is_bounded() {
    let strings = SyncPool::<String>::builder().capacity(8).build();
    let pool = BoundedPool::new(Provisional::new(&strings), 1);
    drop(pool.get());
    assert_eq!(strings.len(), 0);
    assert_all_free(&pool);
}

/// What is leaked is in use for ever, as its memory is.
#[test]
fn a_guard_is_leaked() {
    let strings = SyncPool::<String>::builder().capacity(8).build();
    let pool = BoundedPool::new(&strings, 2);
    mem::forget(pool.get());
    assert_eq!(pool.in_use(), 1);
    let guard = pool.get();
    assert!(pool.get_without_waiting().is_none());
    drop(guard);
    assert_eq!(pool.in_use(), 1);
}

#[test]
fn the_factory_panics() {
    let strings =
        SyncPool::<String>::builder().capacity(8).init(|| panic!("no object can be made")).build();
    let pool = BoundedPool::new(&strings, 1);
    let handle = pool.handle();
    let panics = |get: &dyn Fn()| {
        assert!(catch_unwind(AssertUnwindSafe(get)).is_err());
        assert_eq!((pool.in_use(), pool.waiting()), (0, 0));
    };
    panics(&|| drop(pool.get()));
    panics(&|| drop(pool.get_timeout(Duration::from_secs(1))));
    panics(&|| drop(pool.get_without_waiting()));
    panics(&|| drop(pollster::block_on(pool.get_async())));
    panics(&|| drop(handle.take()));
    strings.put(Box::default());
    assert_all_free(&pool);
}

#[test]
fn the_reset_panics() {
    let strings = SyncPool::builder()
        .capacity(8)
        .reset(|text: &mut String| assert!(text.is_empty(), "a text was left"))
        .build();
    let pool = BoundedPool::new(&strings, 1);
    let panicked = catch_unwind(|| pool.get().push('x'));
    assert!(panicked.is_err());
    assert_all_free(&pool);

    let handle = pool.handle();
    let mut text = handle.take();
    text.push('x');
    assert!(catch_unwind(AssertUnwindSafe(|| handle.put(text))).is_err());
    assert_all_free(&pool);
}

/// Connections that are open now.
static OPEN: AtomicUsize = AtomicUsize::new(0);

struct Connection;

impl Connection {
    fn open() -> Self {
        assert_eq!(OPEN.fetch_add(1, Relaxed), 0, "another connection is open");
        Connection
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        OPEN.fetch_sub(1, Relaxed);
    }
}

#[test]
fn the_destructor_has_run_before_another_gets_its_turn() {
    // It keeps nothing: each get makes a connection, and each return drops it.
    let builder = SyncPool::builder().capacity(0).init(Connection::open);
    let connections = builder.without_reset().build();
    let pool = BoundedPool::new(&connections, 1);
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..500).for_each(|_| drop(pool.get())));
        }
    });
    assert_eq!((OPEN.load(Relaxed), connections.stats().misses), (0, 2000));
}

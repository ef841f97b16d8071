//! `Pool`: one function takes any pool, and `get` on an `Arc` borrows whether it is in scope or not.

use std::sync::{Arc, Mutex, Weak};

use syncpool::prelude::*;

pool!(static LINES: String = 64);

/// Uses every method of the trait; returns a guard.
fn exercise<P: Pool<Item = String> + Clone>(pool: &P) -> Pooled<P> {
    drop(P::get(pool.clone()));
    let idle = P::try_get(pool.clone()).expect("one came back");
    let taken = pool.take();
    assert!(pool.put(taken).is_none());
    assert_eq!(pool.put(pool.try_take().expect("one is idle")), None);
    idle
}

#[test]
fn every_handle_is_a_pool() {
    let pool = SyncPool::with_size(64);
    let shared = Arc::new(SyncPool::with_size(64));
    let own = Own(Mutex::default());
    let handle: Pooled<LINES> = exercise(&LINES.handle());
    let borrowed: Pooled<&SyncPool<String>> = exercise(&&pool);
    let owned: Pooled<Arc<SyncPool<String>>> = exercise(&shared);
    let weak: Pooled<Weak<SyncPool<String>>> = exercise(&Arc::downgrade(&shared));
    let by_reference: Pooled<&'static StaticPool<LINES>> = exercise(&&LINES);
    let owns: Pooled<&Own> = exercise(&&own);
    drop((handle, borrowed, owned, weak, by_reference, owns));
    assert_eq!((pool.len(), shared.len()), (64, 64));
}

#[test]
fn a_pool_can_be_chosen_at_run_time() {
    let pool = SyncPool::<String>::new();
    let shared = Arc::new(SyncPool::<String>::new());
    let weak = Arc::downgrade(&shared);
    let pools: [&dyn Pool<Item = String>; 5] = [&&pool, &shared, &weak, &LINES.handle(), &&LINES];
    for pool in pools {
        let mut line = pool.take();
        line.push('x');
        assert!(pool.put(line).is_none());
    }
}

#[test]
fn get_on_an_arc_borrows() {
    let pool = Arc::new(SyncPool::<String>::new());
    let lines: [Pooled<&SyncPool<String>>; 2] = [pool.get(), pool.get()];
    let idle: Option<Pooled<&SyncPool<String>>> = pool.try_get();
    assert_eq!(Arc::strong_count(&pool), 1);
    let owned: Pooled<Arc<SyncPool<String>>> = pool.get_owned();
    assert_eq!((Arc::strong_count(&pool), pool.len()), (2, 60));
    drop((lines, idle, owned));
    assert_eq!(pool.len(), 64);
}

#[test]
fn an_owned_guard_of_an_empty_pool_is_none() {
    let pool = Arc::new(SyncPool::<String>::with_size(1));
    let owned: Option<Pooled<Arc<SyncPool<String>>>> = pool.try_get_owned();
    assert_eq!((owned.is_some(), Arc::strong_count(&pool)), (true, 2));
    assert!(pool.try_get_owned().is_none());
    assert_eq!((Arc::strong_count(&pool), pool.miss_count()), (2, 0));
    drop(owned);
    assert_eq!((Arc::strong_count(&pool), pool.len()), (1, 1));
}

/// A user's pool, which keeps one object.
#[allow(clippy::box_collection, reason = "pools keep boxes")]
struct Own(Mutex<Option<Box<String>>>);

impl Pool for &Own {
    type Item = String;

    fn take(&self) -> Box<String> {
        self.try_take().unwrap_or_default()
    }

    fn try_take(&self) -> Option<Box<String>> {
        self.0.lock().unwrap().take()
    }

    fn put(&self, mut object: Box<String>) -> Option<Box<String>> {
        object.reset();
        self.0.lock().unwrap().replace(object);
        None
    }
}

//! What only a run-time pool does: it is dropped while threads end, and it grows.
//!
//! `SyncPool` itself uses thread-locals and user code, which loom cannot follow. Its `Inner` and its
//! `PoolState` use neither, and are included here unchanged.

#[path = "../../sync_pool/inner.rs"]
#[allow(dead_code, reason = "the models use a part of it")]
mod inner;
#[path = "../../sync_pool/pool_state.rs"]
mod pool_state;

use std::ops::Deref;
use std::sync::Arc;

use loom::thread;

use self::inner::Inner;
use self::pool_state::PoolState;
use super::explore::models;
use super::harness::{Canary, Memory};

models! {
    ends_while_the_pool_is_dropped(5) catches NoRelease of "self.0.fetch_sub(1" in "pool_state.rs";
    grows_meanwhile(4) catches NoWrite of "self.capacity.fetch_update(" in "growth.rs";
    grows_again_meanwhile(4) catches NoAcquire of "link.load(Acquire)" in "growth.rs";
    two_grow_at_once(4) catches Torn of "self.capacity.fetch_update(" in "growth.rs";
}

/// The memory of a pool. It is leaked if the model fails, since it cannot be dropped outside of the
/// model.
#[derive(Clone)]
struct Handle(Option<Arc<Inner>>);

impl Handle {
    #[expect(clippy::arc_with_non_send_sync, reason = "all threads of a model are one thread")]
    fn new(memory: &Memory) -> Self {
        Handle(Some(Arc::new(Inner::new(memory.capacity(), None))))
    }
}

impl Deref for Handle {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        self.0.as_ref().expect("only `drop` takes it")
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        if std::thread::panicking() {
            std::mem::forget(self.0.take());
        }
    }
}

/// Puts a new object into the pool, and tells whether it was kept.
fn put_new(pool: &Inner, memory: &'static Memory) -> bool {
    let put = pool.shared().put(None, Canary::goes_in(memory.make()));
    put.map_err(Canary::refused).is_ok()
}

/// A thread ends, with objects in its magazine, while the pool is dropped.
fn ends_while_the_pool_is_dropped(memory: &'static Memory) {
    let pool = Handle::new(memory);
    #[expect(clippy::arc_with_non_send_sync, reason = "all threads of a model are one thread")]
    let state = Arc::new(PoolState::new());
    let generation = state.generation();
    let magazine = pool.shared().register();
    for _ in 0..2 {
        let object = Canary::goes_in(memory.make());
        let kept =
            magazine.push(object).or_else(|object| pool.shared().put(Some(magazine), object));
        assert!(kept.is_ok(), "the pool has five slots");
    }
    assert!(magazine.len() > 0, "the magazine is empty");
    let other = thread::spawn({
        let (pool, state) = (pool.clone(), Arc::clone(&state));
        move || {
            let unregister = || {
                let magazine = pool.shared().magazines().next();
                pool.shared().unregister(magazine.expect("one magazine was registered"));
            };
            _ = state.pinned(generation, unregister);
        }
    });
    assert!(state.close(), "the pin is never released");
    let mut start = 0;
    let found = std::iter::from_fn(|| pool.take_any(&mut start).map(Canary::came_out)).count();
    assert_eq!(found, 2, "an object was lost");
    other.join().unwrap();
    assert!(
        pool.take_any(&mut start).is_none(),
        "an object was published after the pool was closed"
    );
}

/// A pool grows while a thread puts objects.
fn grows_meanwhile(memory: &'static Memory) {
    let pool = Handle::new(memory);
    let other = thread::spawn({
        let pool = pool.clone();
        move || assert!(pool.grow(2))
    });
    let kept = (0..6).filter(|_| put_new(&pool, memory)).count();
    assert!((4..=pool.capacity()).contains(&kept), "the pool keeps more than its capacity");
    other.join().unwrap();
    settle(&pool, memory, 6);
}

/// A pool that has grown before grows again, while a thread counts its objects.
fn grows_again_meanwhile(memory: &'static Memory) {
    let pool = Handle::new(memory);
    assert!(pool.grow(4));
    let other = thread::spawn({
        let pool = pool.clone();
        move || assert!(pool.grow(1))
    });
    assert_eq!(pool.shared().len(), 0);
    other.join().unwrap();
    let kept = (0..10).filter(|_| put_new(&pool, memory)).count();
    assert_eq!((kept, pool.shared().len()), (9, 9));
}

/// Two threads make a pool grow at once, into the same segment.
fn two_grow_at_once(memory: &'static Memory) {
    let pool = Handle::new(memory);
    let other = thread::spawn({
        let pool = pool.clone();
        move || assert!(pool.grow(1))
    });
    assert!(pool.grow(2));
    other.join().unwrap();
    assert_eq!(pool.capacity(), 7);
    settle(&pool, memory, 7);
}

fn settle(inner: &Inner, memory: &'static Memory, capacity: usize) {
    memory.settle(
        capacity,
        || inner.take_any(&mut 0).map(Canary::came_out).into_iter().count(),
        || {
            let put = inner.shared().put_one(&mut 0, Canary::goes_in(memory.make()));
            usize::from(put.map_err(Canary::refused).is_ok())
        },
    );
}

//! What only a run-time pool does: it is dropped while threads end, and it grows.
//!
//! `SyncPool` itself uses thread-locals and user code, which loom cannot follow. Its `Inner` uses
//! neither, and is included here unchanged.

#[path = "../../sync_pool/inner.rs"]
#[allow(dead_code, reason = "the models use a part of it")]
mod inner;

use std::ops::Deref;
use std::sync::Arc;

use loom::thread;

use self::inner::Inner;
use super::explore::models;
use super::harness::{Canary, Memory};

models! {
    ends_while_the_pool_is_dropped(5) catches Torn of "self.open.lock()" in "inner.rs";
    expands_meanwhile(4) catches NoWrite of "self.capacity.store(new" in "growth.rs";
    expands_again_meanwhile(4) catches NoAcquire of "segment.next.get()" in "segments.rs";
    two_expand_at_once(4) catches Torn of "self.withheld_from.lock()" in "growth.rs";
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
fn put_new(inner: &Inner, memory: &'static Memory) -> bool {
    let put = inner.shared().put(None, Canary::goes_in(memory.make()));
    put.map_err(Canary::refused).is_ok()
}

/// A thread ends, with objects in its magazine, while the pool is dropped.
fn ends_while_the_pool_is_dropped(memory: &'static Memory) {
    let inner = Handle::new(memory);
    let magazine = inner.shared().register();
    for _ in 0..2 {
        let object = Canary::goes_in(memory.make());
        let kept =
            magazine.push(object).or_else(|object| inner.shared().put(Some(magazine), object));
        assert!(kept.is_ok(), "the pool has five slots");
    }
    assert!(magazine.len() > 0, "the magazine is empty");
    let other = thread::spawn({
        let inner = inner.clone();
        move || {
            inner
                .unregister(inner.shared().magazines().next().expect("one magazine was registered"))
        }
    });
    inner.close();
    let mut start = 0;
    let found = std::iter::from_fn(|| inner.take_any(&mut start).map(Canary::came_out)).count();
    assert_eq!(found, 2, "an object was lost");
    other.join().unwrap();
    assert!(
        inner.take_any(&mut start).is_none(),
        "an object was published after the pool was closed"
    );
}

/// A pool grows while a thread puts objects.
fn expands_meanwhile(memory: &'static Memory) {
    let inner = Handle::new(memory);
    let other = thread::spawn({
        let inner = inner.clone();
        move || assert!(inner.expand(2))
    });
    let kept = (0..6).filter(|_| put_new(&inner, memory)).count();
    assert!((4..=inner.capacity()).contains(&kept), "the pool keeps more than its capacity");
    other.join().unwrap();
    settle(&inner, memory, 6);
}

/// A pool that has grown before grows again, while a thread counts its objects.
fn expands_again_meanwhile(memory: &'static Memory) {
    let inner = Handle::new(memory);
    assert!(inner.expand(4));
    let other = thread::spawn({
        let inner = inner.clone();
        move || assert!(inner.expand(1))
    });
    assert_eq!(inner.shared().len(), 0);
    other.join().unwrap();
    let kept = (0..10).filter(|_| put_new(&inner, memory)).count();
    assert_eq!((kept, inner.shared().len()), (9, 9));
}

/// Two threads expand a pool at once, into the same segment.
fn two_expand_at_once(memory: &'static Memory) {
    let inner = Handle::new(memory);
    let other = thread::spawn({
        let inner = inner.clone();
        move || assert!(inner.expand(1))
    });
    assert!(inner.expand(2));
    other.join().unwrap();
    assert_eq!(inner.capacity(), 7);
    settle(&inner, memory, 7);
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

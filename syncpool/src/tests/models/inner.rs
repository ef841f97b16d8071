//! What only pools made at run time do: they end while threads end, and they grow.
//!
//! The pool itself needs thread-locals and knows the objects' type, which loom can't follow. Its
//! memory needs neither, and is included here as it is.

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

/// A pool's memory, which stays if the model fails: it can't be dropped without loom.
#[derive(Clone)]
struct Shared(Option<Arc<Inner>>);

impl Shared {
    #[expect(clippy::arc_with_non_send_sync, reason = "all threads of a model are one thread")]
    fn new(memory: &Memory) -> Self {
        Shared(Some(Arc::new(Inner::new(memory.capacity(), None))))
    }
}

impl Deref for Shared {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        self.0.as_ref().expect("only a drop takes it")
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        if std::thread::panicking() {
            std::mem::forget(self.0.take());
        }
    }
}

/// Puts a new object into the pool and tells whether it was kept.
fn put_new(inner: &Inner, memory: &'static Memory) -> bool {
    let put = inner.shared().put(None, Canary::goes_in(memory.make()));
    put.map_err(Canary::refused).is_ok()
}

/// A thread ends, with objects in its magazine, while the pool is dropped.
fn ends_while_the_pool_is_dropped(memory: &'static Memory) {
    let inner = Shared::new(memory);
    let magazine = inner.shared().register();
    for _ in 0..2 {
        let object = Canary::goes_in(memory.make());
        let kept =
            magazine.push(object).or_else(|object| inner.shared().put(Some(magazine), object));
        assert!(kept.is_ok(), "there is room for five");
    }
    assert!(magazine.len() > 0, "nothing is in the magazine");
    let other = thread::spawn({
        let inner = inner.clone();
        move || inner.unregister(inner.shared().magazines().next().expect("there is one"))
    });
    inner.close();
    let mut start = 0;
    let found = std::iter::from_fn(|| inner.take_any(&mut start).map(Canary::came_out)).count();
    assert_eq!(found, 2, "an object was lost");
    other.join().unwrap();
    assert!(inner.take_any(&mut start).is_none(), "an object came too late");
}

/// A pool grows while a thread gives objects back.
fn expands_meanwhile(memory: &'static Memory) {
    let inner = Shared::new(memory);
    let other = thread::spawn({
        let inner = inner.clone();
        move || assert!(inner.expand(2))
    });
    let kept = (0..6).filter(|_| put_new(&inner, memory)).count();
    assert!((4..=inner.capacity()).contains(&kept), "the pool keeps more than it says");
    other.join().unwrap();
    settle(&inner, memory, 6);
}

/// A pool that has grown before grows while a thread counts what it holds.
fn expands_again_meanwhile(memory: &'static Memory) {
    let inner = Shared::new(memory);
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

/// Two threads make a pool grow, into the same new memory.
fn two_expand_at_once(memory: &'static Memory) {
    let inner = Shared::new(memory);
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

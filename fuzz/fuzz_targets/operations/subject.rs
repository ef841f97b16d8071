//! The pools under test.

use std::cell::Cell;
use std::sync::Arc;
use std::time::Duration;

use arbitrary::Arbitrary;
use syncpool::{Drained, Pool, Poolable, Pooled, SyncPool, pool};

use crate::thing::Thing;

/// A pool under test: `Pool`, and the functions that every kind of pool has beside it.
pub(crate) trait Subject: Pool<Item = Thing> + Clone {
    /// Whether the pool drops idle objects by itself, and objects that have outgrown their use.
    fn is_adaptive(&self) -> bool;
    fn capacity(&self) -> usize;
    fn len(&self) -> usize;
    fn misses(&self) -> u64;
    fn failed(&self) -> u64;
    fn refill(&self, count: usize) -> usize;
    fn trim(&self, keep: usize) -> usize;
    fn get_or_try(&self, make: impl FnOnce() -> Result<Thing, ()>) -> Result<Pooled<Self>, ()>;
    fn get_checked(&self, check: impl FnMut(&mut Thing) -> bool) -> Pooled<Self>;
    fn drain_reachable(&self) -> Drained<Thing>;
    /// Gets an object from the pool and gives it back.
    fn nested(&self) -> fn();
    /// Returns whether the pool has grown. A static pool never grows.
    fn expand(&self, _by: usize, _is_allowed: bool) -> bool {
        false
    }
    /// Replaces the reset function. Returns whether the pool can do that.
    fn reset_handle(&self) -> bool {
        false
    }
    /// Drains some objects, and drops the others, if nobody else has the pool. A static pool is never drained.
    fn drain(&mut self, _at_most: usize) -> Option<Vec<Box<Thing>>> {
        None
    }
}

/// The functions that both kinds of pool have.
macro_rules! common {
    (|$self:ident| $pool:expr) => {
        fn capacity(&$self) -> usize {
            $pool.capacity()
        }
        fn len(&$self) -> usize {
            $pool.len()
        }
        fn misses(&$self) -> u64 {
            $pool.miss_count()
        }
        fn failed(&$self) -> u64 {
            $pool.stats().failed
        }
        fn refill(&$self, count: usize) -> usize {
            $pool.refill(count)
        }
        fn trim(&$self, keep: usize) -> usize {
            $pool.trim(keep)
        }
        fn get_or_try(&$self, make: impl FnOnce() -> Result<Thing, ()>) -> Result<Pooled<Self>, ()> {
            let guard = $pool.get_or_try(make)?;
            Ok(Pooled::new(Pooled::into_box(guard), $self.clone()))
        }
        fn get_checked(&$self, check: impl FnMut(&mut Thing) -> bool) -> Pooled<Self> {
            Pooled::new(Pooled::into_box($pool.get_checked(check)), $self.clone())
        }
        fn drain_reachable(&$self) -> Drained<Thing> {
            $pool.drain_reachable()
        }
    };
}

macro_rules! subjects {
    ($($name:ident: $size:literal, $is_adaptive:literal $(, $option:ident = $value:expr)?;)+) => {$(
        pool!(pub(crate) static $name: Thing = $size, init = Thing::new $(, $option = $value)?);

        impl Subject for $name {
            fn is_adaptive(&self) -> bool {
                $is_adaptive
            }
            common!(|self| $name);
            fn nested(&self) -> fn() {
                || $name.get().check_out()
            }
        }
    )+};
}

/// So short that each return may begin a sweep.
const INTERVAL: Duration = Duration::from_nanos(100);

subjects! {
    STATIC_1: 1, false;
    STATIC_40: 40, false;
    STATIC_130: 130, false;
    ADAPTIVE_70: 70, true, retain = adaptive(INTERVAL);
}

/// A kind of run-time pool.
#[derive(Arbitrary, Clone, Copy, Debug)]
pub(crate) struct Kind {
    is_adaptive: bool,
    has_name: bool,
    /// Whether functions clear the objects and tell whether to keep them, and not their trait.
    has_functions: bool,
}

/// Makes a run-time pool.
pub(crate) fn build(capacity: usize, kind: Kind) -> SyncPool<Thing> {
    let mut builder = SyncPool::builder().init(Thing::new).capacity(capacity);
    if kind.is_adaptive {
        builder = builder.adaptive_every(INTERVAL);
    }
    if kind.has_name {
        builder = builder.name(if capacity % 2 == 0 { "even" } else { "odd" });
    }
    if kind.has_functions {
        builder.reset(Thing::reset).reusable(Thing::is_reusable).build()
    } else {
        builder.build()
    }
}

/// A run-time pool of which it is known whether it is adaptive.
#[derive(Clone)]
pub(crate) struct RunTime {
    pool: Arc<SyncPool<Thing>>,
    is_adaptive: bool,
}

impl RunTime {
    pub(crate) fn new(capacity: usize, kind: Kind) -> Self {
        RunTime { pool: Arc::new(build(capacity, kind)), is_adaptive: kind.is_adaptive }
    }
}

impl Pool for RunTime {
    type Item = Thing;

    fn take(&self) -> Box<Thing> {
        self.pool.take()
    }
    fn try_take(&self) -> Option<Box<Thing>> {
        self.pool.try_take()
    }
    fn put(&self, object: Box<Thing>) -> Option<Box<Thing>> {
        self.pool.put(object)
    }
    fn give_back(&self, object: Box<Thing>) {
        Pool::give_back(&self.pool, object);
    }
    fn discard(&self, object: Box<Thing>) {
        Pool::discard(&self.pool, object);
    }
    fn discard_unwinding(&self, object: Box<Thing>) {
        Pool::discard_unwinding(&self.pool, object);
    }
}

thread_local! {
    /// The pool that a reset uses.
    static LAST: Cell<Option<RunTime>> = const { Cell::new(None) };
}

/// Gives up the pool that a reset would use.
pub(crate) fn forget_last() {
    drop(LAST.take());
}

impl Subject for RunTime {
    fn is_adaptive(&self) -> bool {
        self.is_adaptive
    }
    common!(|self| self.pool);
    fn nested(&self) -> fn() {
        LAST.set(Some(self.clone()));
        || {
            let pool = LAST.take().expect("it was put there");
            pool.pool.get_owned().check_out();
            LAST.set(Some(pool));
        }
    }
    fn expand(&self, by: usize, is_allowed: bool) -> bool {
        let grown = self.pool.allow_expansion(is_allowed).expand(by);
        assert_eq!(grown, is_allowed && by <= syncpool::MAX_CAPACITY);
        grown
    }
    fn reset_handle(&self) -> bool {
        self.pool.reset_handle(Thing::reset_by_handle);
        true
    }
    fn drain(&mut self, at_most: usize) -> Option<Vec<Box<Thing>>> {
        forget_last();
        let drain = Arc::get_mut(&mut self.pool)?.drain();
        Some(drain.take(at_most).collect())
    }
}

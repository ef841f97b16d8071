//! The guard's size, and its traits: those that the object and the handle have, and no more. The
//! compiler checks all of it.

use std::cell::Cell;
use std::fmt::Display;
use std::hash::Hash;
use std::io::Write;
use std::marker::{PhantomData, PhantomPinned};
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::rc::Rc;
use std::sync::MutexGuard;
use std::sync::atomic::AtomicU8;

use syncpool::prelude::*;

use crate::shelf::Shelf;

/// A handle without a size to a pool of anything, which is never used.
struct Unused<T>(PhantomData<fn() -> T>);

impl<T> Pool for Unused<T> {
    type Item = T;

    fn take(&self) -> Box<T> {
        unreachable!()
    }

    fn try_take(&self) -> Option<Box<T>> {
        unreachable!()
    }

    fn put(&self, _: Box<T>) -> Option<Box<T>> {
        unreachable!()
    }
}

/// A handle that must not leave its thread.
type Local<T> = Handle<T, *const ()>;

/// A handle that may move to another thread, and must not be shared by two.
type OnOneThread = Handle<Shareable<u8>, Cell<()>>;

/// A handle to a pool of `T`, `Send` and `Sync` as `M` is, which is never used.
struct Handle<T, M>(PhantomData<fn() -> T>, PhantomData<M>);

impl<T, M> Pool for Handle<T, M> {
    type Item = T;

    fn take(&self) -> Box<T> {
        unreachable!()
    }

    fn try_take(&self) -> Option<Box<T>> {
        unreachable!()
    }

    fn put(&self, _: Box<T>) -> Option<Box<T>> {
        unreachable!()
    }
}

/// The answer if the bound does not hold.
trait Otherwise {
    const ANSWER: bool = false;
}

impl<T> Otherwise for T {}

/// Whether a type has a trait. If the bound holds, the inherent constant hides the one of the trait.
macro_rules! has {
    ($type:ty: $bound:path) => {{
        #[allow(dead_code, reason = "never constructed")]
        struct Probe<T>(T);
        #[allow(dead_code, reason = "used where the bound holds")]
        impl<T: $bound> Probe<T> {
            const ANSWER: bool = true;
        }
        <Probe<$type>>::ANSWER
    }};
}

pool!(static BUFFERS: Vec<u8> = 64);
pool!(static CELLS: Cell<u8> = 64);
pool!(static LINES: Shareable<String> = 64);

const _: () = {
    // The guards of a declared pool.
    assert!(size_of::<Pooled<BUFFERS>>() == size_of::<usize>());
    assert!(size_of::<Option<Pooled<BUFFERS>>>() == size_of::<usize>());
    assert!(has!(Pooled<BUFFERS>: Send));
    assert!(has!(Pooled<BUFFERS>: Sync));
    assert!(has!(Pooled<CELLS>: Send));
    assert!(!has!(Pooled<CELLS>: Sync));
    assert!(has!(Pooled<BUFFERS>: UnwindSafe));
    assert!(has!(Pooled<BUFFERS>: Default));

    // For every kind of pool.
    assert!(size_of::<Pooled<Unused<[u64; 512]>>>() == size_of::<usize>());
    assert!(size_of::<Option<Pooled<Unused<[u64; 512]>>>>() == size_of::<usize>());
    assert!(size_of::<Pooled<&Shelf<String>>>() == 2 * size_of::<usize>());

    // `Send` and `Sync` as the object is.
    assert!(has!(Pooled<Unused<String>>: Send));
    assert!(has!(Pooled<Unused<String>>: Sync));
    assert!(has!(Pooled<Unused<Cell<u8>>>: Send));
    assert!(!has!(Pooled<Unused<Cell<u8>>>: Sync));
    assert!(!has!(Pooled<Unused<MutexGuard<'static, u8>>>: Send));
    assert!(has!(Pooled<Unused<MutexGuard<'static, u8>>>: Sync));
    assert!(!has!(Pooled<Unused<Rc<u8>>>: Send));
    assert!(!has!(Pooled<Unused<Rc<u8>>>: Sync));
    assert!(has!(Pooled<Unused<String>>: UnwindSafe));
    assert!(has!(Pooled<Unused<String>>: RefUnwindSafe));
    assert!(!has!(Pooled<Unused<&mut u8>>: UnwindSafe));
    assert!(!has!(Pooled<Unused<Cell<u8>>>: RefUnwindSafe));

    // `Send` and `Sync` as the handle is.
    assert!(has!(Pooled<&Shelf<String>>: Send));
    assert!(has!(Pooled<&Shelf<String>>: Sync));
    assert!(!has!(Pooled<&Shelf<Option<Rc<u8>>>>: Send));
    assert!(!has!(Pooled<&Shelf<Option<Rc<u8>>>>: Sync));
    assert!(!has!(Pooled<Local<u8>>: Send));
    assert!(!has!(Pooled<Local<u8>>: Sync));

    // A shared guard is `Send` and `Sync` if its object has both, since each owner reads it, and any may be the last.
    assert!(size_of::<PooledArc<LINES>>() == size_of::<usize>());
    assert!(size_of::<Option<PooledArc<LINES>>>() == size_of::<usize>());
    assert!(has!(PooledArc<LINES>: Send));
    assert!(has!(PooledArc<LINES>: Sync));
    assert!(has!(PooledArc<LINES>: Clone));
    assert!(has!(PooledArc<LINES>: UnwindSafe));
    assert!(has!(PooledArc<LINES>: RefUnwindSafe));
    assert!(has!(PooledArc<Unused<Shareable<String>>>: Send));
    assert!(has!(PooledArc<Unused<Shareable<String>>>: Sync));
    assert!(!has!(PooledArc<Unused<Shareable<String>>>: Clone));
    assert!(!has!(PooledArc<Unused<Shareable<Cell<u8>>>>: Send));
    assert!(!has!(PooledArc<Unused<Shareable<Cell<u8>>>>: Sync));
    assert!(!has!(PooledArc<Unused<Shareable<Cell<u8>>>>: UnwindSafe));
    assert!(!has!(PooledArc<Unused<Shareable<MutexGuard<'static, u8>>>>: Send));
    assert!(!has!(PooledArc<Unused<Shareable<MutexGuard<'static, u8>>>>: Sync));
    assert!(!has!(PooledArc<Unused<Shareable<Rc<u8>>>>: Send));
    assert!(!has!(PooledArc<Unused<Shareable<Rc<u8>>>>: Sync));
    // The handle goes along, and is cloned through a reference.
    assert!(!has!(PooledArc<Local<Shareable<u8>>>: Send));
    assert!(!has!(PooledArc<Local<Shareable<u8>>>: Sync));
    assert!(has!(PooledArc<OnOneThread>: Send));
    assert!(!has!(PooledArc<OnOneThread>: Sync));
    // Moving the guard does not move the object.
    assert!(has!(PooledArc<Unused<Shareable<PhantomPinned>>>: Unpin));

    // The object is in a box: moving the guard does not move it.
    assert!(has!(Pooled<Unused<PhantomPinned>>: Unpin));

    // Only traits that the object has.
    assert!(!has!(Pooled<Unused<PhantomPinned>>: Display));
    assert!(!has!(Pooled<Unused<f64>>: Eq));
    assert!(!has!(Pooled<Unused<f64>>: Ord));
    assert!(!has!(Pooled<Unused<f64>>: Hash));
    assert!(!has!(Pooled<Unused<String>>: Write));
    assert!(!has!(Pooled<Unused<String>>: Default));
    assert!(!has!(Pooled<Unused<Rc<u8>>>: Poolable));

    // `Clone` if the object and the handle are: the copy is another object of the same pool.
    assert!(has!(Pooled<BUFFERS>: Clone));
    assert!(!has!(Pooled<Unused<String>>: Clone));
    assert!(has!(Pooled<&Shelf<String>>: Clone));
    assert!(!has!(Pooled<&Shelf<AtomicU8>>: Clone));
};

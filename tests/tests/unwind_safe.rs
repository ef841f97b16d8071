//! `UnwindSafe` and `RefUnwindSafe`: a pool always has both, a guard has them if its object does.

use std::cell::Cell;
use std::panic::{RefUnwindSafe, UnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;

use syncpool::prelude::*;

/// `UnwindSafe` and not `RefUnwindSafe`.
type Cache = Cell<Vec<u8>>;

pool!(static CACHES: Cache = 64, retain = adaptive);
pool!(static BUFFERS: Vec<u8> = 64);

fn is_unwind_safe<T: UnwindSafe + RefUnwindSafe>() {}
fn is_unwind_safe_by_value<T: UnwindSafe>() {}

/// As a regular expression keeps its caches: the type must have both traits whatever a cache is.
struct Regex {
    caches: SyncPool<Cache>,
    #[allow(clippy::type_complexity, reason = "it is like regex-automata's")]
    boxed: SyncPool<Box<dyn Fn(&mut Cache) + Send>>,
    shared: Arc<SyncPool<Cache>>,
}

#[test]
fn pools_are_unwind_safe() {
    is_unwind_safe::<StaticPool<CACHES>>();
    is_unwind_safe::<StaticPool<BUFFERS>>();
    is_unwind_safe::<CACHES>();
    is_unwind_safe::<SyncPool<Cache>>();
    is_unwind_safe::<SyncPool<&'static mut u8>>();
    is_unwind_safe::<Regex>();
    is_unwind_safe::<&Regex>();
}

#[test]
fn guards_are_as_unwind_safe_as_their_objects() {
    is_unwind_safe::<Pooled<BUFFERS>>();
    is_unwind_safe::<Pooled<&'static StaticPool<BUFFERS>>>();
    is_unwind_safe::<Pooled<&SyncPool<Vec<u8>>>>();
    is_unwind_safe::<Pooled<Arc<SyncPool<Vec<u8>>>>>();
    is_unwind_safe_by_value::<Pooled<CACHES>>();
    is_unwind_safe_by_value::<Pooled<&SyncPool<Cache>>>();
    is_unwind_safe_by_value::<Pooled<Arc<SyncPool<Cache>>>>();
}

/// The bounds below are ambiguous if `T` is `RefUnwindSafe`, or `UnwindSafe`: then this test does not compile.
#[test]
fn guards_are_no_more_unwind_safe_than_their_objects() {
    struct Holds;
    trait NotByReference<A> {
        fn check() {}
    }
    impl<T> NotByReference<()> for T {}
    impl<T: RefUnwindSafe> NotByReference<Holds> for T {}
    trait NotByValue<A> {
        fn check() {}
    }
    impl<T> NotByValue<()> for T {}
    impl<T: UnwindSafe> NotByValue<Holds> for T {}

    <Pooled<CACHES> as NotByReference<_>>::check();
    <Pooled<&SyncPool<Cache>> as NotByReference<_>>::check();
    <Pooled<Arc<SyncPool<Cache>>> as NotByReference<_>>::check();
    <Pooled<&SyncPool<&'static mut u8>> as NotByValue<_>>::check();
}

#[test]
fn a_pool_goes_on_after_a_panic_without_an_assertion() {
    let regex = Regex {
        caches: SyncPool::with_size(10),
        boxed: SyncPool::builder().init(|| Box::new(|_: &mut Cache| ()) as _).reset(|_| ()).build(),
        shared: Arc::new(SyncPool::with_size(10)),
    };
    let matches = || {
        let (mut cache, shared) = (regex.caches.get(), regex.shared.get_owned());
        regex.boxed.get()(&mut cache);
        CACHES.get().get_mut().push(1);
        drop(shared);
        resume_unwind(Box::new("no match"));
    };
    assert!(catch_unwind(matches).is_err());
    assert_eq!((regex.caches.len(), regex.boxed.len(), regex.shared.len()), (9, 1, 10));
    assert_eq!((CACHES.len(), CACHES.get().take().len()), (1, 0));
}

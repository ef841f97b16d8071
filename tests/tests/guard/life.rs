//! The end of a guard: its object goes back to the pool, leaves the pool for good, or is dropped.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::{mem, thread};

use syncpool::{Pool, Poolable, Pooled};

use crate::shelf::{Shelf, shelf};

/// Counts how often objects of a test were dropped.
#[derive(Debug, Default)]
struct Drops(AtomicUsize);

impl Drops {
    fn count(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

/// A pool that keeps nothing. Its handles are counted, and its objects report their drop.
#[derive(Debug, Default, Clone)]
struct Sieve {
    drops: Arc<Drops>,
    handle: Arc<()>,
    explosive: Arc<AtomicBool>,
}

#[derive(Debug)]
struct Grain {
    drops: Arc<Drops>,
    explosive: bool,
}

impl Drop for Grain {
    fn drop(&mut self) {
        self.drops.0.fetch_add(1, Ordering::SeqCst);
        assert!(!self.explosive, "explosive drop");
    }
}

impl Pool for Sieve {
    type Item = Grain;

    fn take(&self) -> Box<Grain> {
        Box::new(Grain { drops: Arc::clone(&self.drops), explosive: false })
    }

    fn try_take(&self) -> Option<Box<Grain>> {
        None
    }

    fn put(&self, grain: Box<Grain>) -> Option<Box<Grain>> {
        assert!(!self.explosive.load(Ordering::SeqCst), "explosive put");
        Some(grain)
    }
}

/// Runs `action`, which must panic.
fn panics(action: impl FnOnce()) {
    assert!(catch_unwind(AssertUnwindSafe(action)).is_err());
}

#[test]
fn a_dropped_guard_gives_its_object_back_reset() {
    let shelf = Shelf::<Vec<u8>>::new(4);
    let mut guard = Pool::get(&shelf);
    guard.extend([1, 2, 3]);
    let memory = guard.as_ptr();
    assert_eq!(shelf.len(), 0);
    drop(guard);
    assert_eq!(shelf.len(), 1);

    let guard = Pool::get(&shelf);
    assert!(guard.is_empty());
    assert_eq!(guard.as_ptr(), memory);
}

#[test]
fn a_guard_may_be_dropped_on_another_thread() {
    shelf!(STRINGS: String);
    let guard = STRINGS.get();
    thread::spawn(move || drop(guard)).join().unwrap();
    assert_eq!(STRINGS.len(), 1);
}

#[test]
fn into_box_takes_the_object_out_for_good() {
    shelf!(STRINGS: String);
    let mut guard = STRINGS.get();
    guard.push_str("mine");
    let address = &raw const *guard;
    let object = Pooled::into_box(guard);
    assert_eq!(*object, "mine");
    assert_eq!(&raw const *object, address);
    drop(object);
    assert_eq!(STRINGS.len(), 0);
}

#[test]
fn a_box_from_elsewhere_goes_under_guard() {
    shelf!(STRINGS: String);
    drop(Pooled::new(Box::new(String::from("elsewhere")), STRINGS));
    assert_eq!(STRINGS.len(), 1);
    assert_eq!(STRINGS.get(), "");
}

#[test]
fn the_handle_and_the_object_are_each_dropped_once() {
    let sieve = Sieve::default();

    let guard = Pool::get(sieve.clone());
    assert!(Arc::ptr_eq(&Pooled::pool(&guard).handle, &sieve.handle));
    assert_eq!(Arc::strong_count(&sieve.handle), 2);
    drop(guard);
    assert_eq!((Arc::strong_count(&sieve.handle), sieve.drops.count()), (1, 1));

    let object = Pooled::into_box(Pool::get(sieve.clone()));
    assert_eq!((Arc::strong_count(&sieve.handle), sieve.drops.count()), (1, 1));
    drop(object);
    assert_eq!(sieve.drops.count(), 2);

    // A forgotten guard leaks its object and its handle, and does nothing worse.
    mem::forget(Pool::get(sieve.clone()));
    assert_eq!((Arc::strong_count(&sieve.handle), sieve.drops.count()), (2, 2));
}

#[test]
fn a_panic_in_scope_drops_the_object_instead_of_pooling_it() {
    shelf!(STRINGS: String);
    panics(|| {
        let mut guard = STRINGS.get();
        guard.push_str("half");
        panic!("halfway through a change");
    });
    assert_eq!(STRINGS.len(), 0);

    let sieve = Sieve::default();
    panics(|| {
        let _guard = Pool::get(sieve.clone());
        panic!("halfway through a change");
    });
    assert_eq!((Arc::strong_count(&sieve.handle), sieve.drops.count()), (1, 1));
}

#[test]
fn a_panic_that_is_over_does_not_matter() {
    shelf!(STRINGS: String);
    let guard = STRINGS.get();
    panics(|| panic!("somewhere else"));
    drop(guard);
    assert_eq!(STRINGS.len(), 1);
}

#[test]
fn a_panic_of_another_thread_does_not_matter() {
    struct DropsWhileUnwinding(Option<Box<dyn FnOnce()>>);

    impl Drop for DropsWhileUnwinding {
        fn drop(&mut self) {
            self.0.take().unwrap()();
        }
    }

    shelf!(STRINGS: String);
    panics(|| {
        let _bystander = DropsWhileUnwinding(Some(Box::new(|| {
            assert!(thread::panicking());
            thread::spawn(|| drop(STRINGS.get())).join().unwrap();
        })));
        panic!("this thread unwinds");
    });
    assert_eq!(STRINGS.len(), 1);
}

#[test]
fn a_put_that_panics_drops_the_object_once() {
    let sieve = Sieve::default();
    let guard = Pool::get(sieve.clone());
    sieve.explosive.store(true, Ordering::SeqCst);
    panics(|| drop(guard));
    assert_eq!((Arc::strong_count(&sieve.handle), sieve.drops.count()), (1, 1));
}

#[test]
fn an_object_whose_drop_panics_is_dropped_once() {
    let sieve = Sieve::default();
    let mut guard = Pool::get(sieve.clone());
    guard.explosive = true;
    panics(|| drop(guard));
    assert_eq!((Arc::strong_count(&sieve.handle), sieve.drops.count()), (1, 1));
}

#[test]
fn an_object_that_the_pool_refuses_is_dropped() {
    #[derive(Debug, Default)]
    struct SingleUse;

    impl Poolable for SingleUse {
        fn reset(&mut self) {}

        fn is_reusable(&self) -> bool {
            false
        }
    }

    shelf!(SINGLES: SingleUse);
    drop(SINGLES.get());
    assert_eq!(SINGLES.len(), 0);

    shelf!(STRINGS: String);
    let guards: Vec<_> = (0..5).map(|_| STRINGS.get()).collect();
    drop(guards);
    assert_eq!(STRINGS.len(), 4);
}

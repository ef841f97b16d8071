//! The end of a shared object: it goes back once, with the last owner, or is dropped if it must not go back.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::{mem, thread};

use syncpool::prelude::*;
use syncpool::{Provisional, Stats};
use syncpool_tests::{Census, Counted, on_small_stack};

fn counted(census: &'static Census, capacity: usize) -> SyncPool<Shareable<Counted>> {
    SyncPool::builder().capacity(capacity).init(|| Shareable::new(census.object())).build()
}

/// Runs `action`, which must panic.
fn panics(action: impl FnOnce()) {
    assert!(catch_unwind(AssertUnwindSafe(action)).is_err());
}

#[test]
fn the_last_owner_gives_the_object_back() {
    static CENSUS: Census = Census::new();
    // Shared slots alone, and magazines.
    for capacity in [1, 7, 8, 64] {
        let pool = counted(&CENSUS, capacity);
        let first = Pooled::share(pool.get());
        first.check_out();
        let owners = [first.clone(), first.clone(), first];
        for (owner, left) in owners.into_iter().zip([3, 2, 1]) {
            assert_eq!((PooledArc::strong_count(&owner), pool.len()), (left, 0));
            owner.assert_out();
            assert_eq!(pool.stats().in_use, 1, "it is one object for the pool");
        }
        assert_eq!((pool.len(), CENSUS.live(), pool.stats().in_use), (1, 1, 0));
        // The object that comes out again has one owner.
        let again = Pooled::share(pool.get());
        assert_eq!((PooledArc::strong_count(&again), pool.miss_count()), (1, 1));
        drop(again);
        drop(pool);
        assert_eq!(CENSUS.live(), 0);
    }
}

#[test]
fn an_object_that_has_never_more_than_one_owner_goes_back() {
    pool!(static LINES: Shareable<String> = 64);
    let mut line = LINES.get();
    line.push_str("abc");
    let memory = line.as_ptr();
    drop(Pooled::share(line));
    assert_eq!(LINES.len(), 1);
    let line = Pooled::share(LINES.get());
    assert_eq!((line.as_str(), line.as_ptr()), ("", memory), "it was reset in place");
}

#[test]
fn the_last_owner_may_be_on_another_thread() {
    pool!(static LINES: Shareable<String> = 64);
    let line = Pooled::share(LINES.get());
    let other = line.clone();
    drop(line);
    thread::spawn(move || drop(other)).join().unwrap();
    assert_eq!((LINES.len(), LINES.stats().in_use), (1, 0));
}

#[test]
fn every_option_of_a_pool_works() {
    fn wipe(line: &mut Shareable<String>) {
        line.clear();
    }
    pool! {
        static MADE: Shareable<Vec<u8>> = 8, init = || Shareable::new(vec![7]);
        static BOXED: Shareable<[u8; 100]> = 8, init_boxed = || Box::new([7; 100].into());
        static WIPED: Shareable<String> = 8, reset = wipe;
        static SHORT: Shareable<String> = 8, max_capacity = 16;
        static CHECKED: Shareable<String> = 8, reusable = |line| line.capacity() < 100;
        static ADAPTIVE: Shareable<String> = 8, retain = adaptive;
    }
    let made = Pooled::share(MADE.get());
    assert_eq!((made.clone(), &made[..]), (made.clone(), &[7][..]));
    assert_eq!(Pooled::share(BOXED.get())[..], [7; 100]);

    fn grown<P: Pool<Item = Shareable<String>> + Copy>(pool: P) {
        let mut line = Pool::get(pool);
        line.reserve(1000);
        line.push('x');
        let line = Pooled::share(line);
        drop((line.clone(), line));
    }
    grown(&WIPED);
    assert_eq!(WIPED.get().as_str(), "");
    grown(&SHORT);
    assert!((1..=16).contains(&SHORT.len()) && SHORT.get().capacity() <= 16);
    grown(&CHECKED);
    assert_eq!((CHECKED.len(), CHECKED.stats().discarded_unfit), (0, 1));
    grown(&ADAPTIVE);
    assert_eq!(ADAPTIVE.len(), 1);
}

/// An object that is too large for the stack is made, shared and given back on the heap.
#[test]
fn a_large_object_never_touches_the_stack() {
    type Image = [u8; 16 << 20];
    pool! {
        static IMAGES: Shareable<Image> = 2, init_boxed = syncpool::zeroed_box, reset = |image| image[9] = 0;
    }
    on_small_stack(|| {
        let mut image = IMAGES.get();
        image[9] = 1;
        let image = Pooled::share(image);
        let other = image.clone();
        assert_eq!((PooledArc::strong_count(&image), other[9]), (2, 1));
        drop((image, other));
        assert_eq!((IMAGES.get()[9], IMAGES.miss_count()), (0, 1));
    });
}

#[test]
fn any_handle_can_be_shared() {
    let pool = Arc::new(SyncPool::<Shareable<String>>::builder().capacity(8).build());
    let borrowed: PooledArc<&SyncPool<Shareable<String>>> = Pooled::share(pool.get());
    drop((borrowed.clone(), borrowed));

    let owned = Pooled::share(pool.get_owned());
    let other = owned.clone();
    assert_eq!(Arc::strong_count(&pool), 3, "each owner has a handle");
    drop(owned);
    assert_eq!((Arc::strong_count(&pool), pool.len()), (2, 0));
    assert!(PooledArc::pool(&other).is_empty());
    drop(other);
    assert_eq!((Arc::strong_count(&pool), pool.len()), (1, 1));

    let provisional: PooledArc<Provisional<_>> = Pooled::share(Pooled::provisional(pool.get()));
    drop((provisional.clone(), provisional));
    assert_eq!((pool.len(), pool.stats().discarded_unfit), (0, 1));

    let weak = Pooled::share(pool.get_weak());
    let other = weak.clone();
    drop((pool, weak));
    assert_eq!(other, "", "it outlives its pool");
}

#[test]
fn a_full_pool_drops_the_object() {
    static CENSUS: Census = Census::new();
    let pool = counted(&CENSUS, 2);
    let shared: Vec<_> = (0..3).map(|_| Pooled::share(pool.get())).collect();
    drop((shared.clone(), shared));
    assert_eq!((pool.len(), CENSUS.live(), pool.stats().discarded_full), (2, 2, 1));
}

/// An object whose reset panics once it is told to.
#[derive(Default)]
struct Fragile {
    is_broken: Cell<bool>,
}

impl Poolable for Fragile {
    fn reset(&mut self) {
        assert!(!self.is_broken.get(), "broken");
    }
}

#[test]
fn a_panic_in_the_reset_drops_the_object_once() {
    let pool = SyncPool::<Shareable<Fragile>>::builder().capacity(8).build();
    let owner = Pooled::share(pool.get());
    let last = owner.clone();
    owner.is_broken.set(true);
    drop(owner);
    panics(|| drop(last));
    let Stats { in_use, discarded_unwinding, .. } = pool.stats();
    assert_eq!((pool.len(), in_use, discarded_unwinding), (0, 0, 1));
}

#[test]
fn an_object_that_an_unwinding_owner_has_had_is_dropped() {
    static CENSUS: Census = Census::new();
    let unwind = |owner| {
        panics(|| {
            let _owner = owner;
            panic!("while the object is in use");
        });
    };
    // The owner that unwinds is the only one, the last one, and the first one.
    let pool = counted(&CENSUS, 8);
    unwind(Pooled::share(pool.get()));
    assert_eq!(CENSUS.live(), 0);

    let owner = Pooled::share(pool.get());
    let last = owner.clone();
    drop(owner);
    unwind(last);
    assert_eq!(CENSUS.live(), 0);

    let owner = Pooled::share(pool.get());
    unwind(owner.clone());
    unwind(owner.clone());
    owner.check_out(); // it is there until the last owner is dropped
    assert_eq!((PooledArc::strong_count(&owner), CENSUS.live()), (1, 1));
    drop(owner.clone());
    drop(owner);
    let Stats { in_use, discarded_unwinding, .. } = pool.stats();
    assert_eq!((pool.len(), CENSUS.live(), in_use, discarded_unwinding), (0, 0, 0, 3));

    // Whoever gets it as its only owner vouches for it.
    let owner = Pooled::share(pool.get());
    unwind(owner.clone());
    drop(PooledArc::try_into_pooled(owner).expect("the other owner is gone"));
    assert_eq!(pool.len(), 1);
    drop(Pooled::share(pool.get()));
    assert_eq!(pool.len(), 1, "the object has forgotten it");
}

#[test]
fn a_forgotten_owner_leaks_the_object() {
    static CENSUS: Census = Census::new();
    let pool = counted(&CENSUS, 8);
    let owner = Pooled::share(pool.get());
    mem::forget(owner.clone());
    let owner = PooledArc::try_into_pooled(owner).expect_err("it counts as shared");
    drop(owner);
    assert_eq!((pool.len(), CENSUS.live(), pool.stats().in_use), (0, 1, 1));
    drop(pool);
    assert_eq!(CENSUS.live(), 1, "it is not the pool's");
}

#[test]
fn a_pool_may_hold_owners_of_another_pools_objects() {
    #[derive(Default, Poolable)]
    struct Outbox {
        messages: Vec<PooledArc<MESSAGES>>,
        last: Option<PooledArc<MESSAGES>>,
    }
    pool! {
        static MESSAGES: Shareable<String> = 8;
        static OUTBOXES: Outbox = 8;
    }
    let message = Pooled::share(MESSAGES.get());
    let mut outboxes = [OUTBOXES.get(), OUTBOXES.get()];
    for outbox in &mut outboxes {
        outbox.messages.push(message.clone());
        outbox.last = Some(message.clone());
    }
    drop(message);
    assert_eq!(PooledArc::strong_count(&outboxes[0].messages[0]), 4);
    drop(outboxes);
    assert_eq!((MESSAGES.len(), OUTBOXES.len()), (1, 2));
}

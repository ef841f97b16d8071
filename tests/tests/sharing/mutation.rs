//! Changes of a shared object: by its only owner, or in a copy.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use syncpool::prelude::*;

#[test]
fn the_only_owner_may_change_the_object() {
    let pool = SyncPool::<Shareable<Vec<u8>>>::builder().capacity(8).build();
    let mut owner = Pooled::share(pool.get());
    PooledArc::get_mut(&mut owner).expect("it is the only one").push(1);
    let other = owner.clone();
    assert_eq!(PooledArc::get_mut(&mut owner), None);
    drop(other);
    PooledArc::get_mut(&mut owner).expect("it is the only one again").push(2);
    PooledArc::make_mut(&mut owner).push(3);
    assert_eq!(owner, [1, 2, 3]);
    assert_eq!((pool.len(), pool.miss_count()), (0, 1), "no copy was made");
}

#[test]
fn make_mut_copies_a_shared_object_into_a_pooled_one() {
    let pool = SyncPool::<Shareable<Vec<u8>>>::builder().capacity(8).build();
    let mut idle = pool.get();
    idle.reserve(1000);
    let memory = idle.as_ptr();
    drop(idle);
    let mut owner = Pooled::share(Pooled::new(Box::new(Shareable::new(vec![1, 2])), &pool));
    let other = owner.clone();

    PooledArc::make_mut(&mut owner).push(3);
    assert_eq!((&owner[..], &other[..]), (&[1, 2, 3][..], &[1, 2][..]));
    assert_eq!(owner.as_ptr(), memory, "the memory of the idle object");
    assert!(!PooledArc::ptr_eq(&owner, &other));
    assert_eq!([&owner, &other].map(PooledArc::strong_count), [1, 1]);
    drop((owner, other));
    assert_eq!(pool.len(), 2);
}

#[test]
fn make_mut_makes_an_object_if_the_pool_is_empty() {
    let pool = SyncPool::<Shareable<Vec<u8>>>::builder().capacity(8).build();
    let mut owner = Pooled::share(pool.get());
    let other = owner.clone();
    PooledArc::make_mut(&mut owner).push(3);
    assert_eq!(owner, [3]);
    assert_eq!(other, []);
    drop((owner, other));
    assert_eq!((pool.len(), pool.miss_count()), (2, 2));
}

#[test]
fn a_shared_object_of_a_pool_with_sizes_keeps_its_size() {
    pool!(static BUFFERS: Shareable<Vec<u8>> = 8, sizes = [10, 1000]);
    let mut owner = Pooled::share(BUFFERS.get_with_capacity(500));
    let other = owner.clone();
    PooledArc::make_mut(&mut owner).push(1);
    assert_eq!((&owner[..], owner.capacity(), other.capacity()), (&[1][..], 1000, 1000));
    drop((owner, other));
    assert_eq!((BUFFERS.len(), BUFFERS.get_with_capacity(500).as_slice()), (2, &[][..]));
}

/// An object whose copy panics once it is told to.
#[derive(Default)]
struct Fragile {
    is_broken: Cell<bool>,
}

impl Poolable for Fragile {
    fn reset(&mut self) {}
}

impl Clone for Fragile {
    fn clone(&self) -> Self {
        assert!(!self.is_broken.get(), "broken");
        Fragile::default()
    }
}

#[test]
fn a_copy_that_panics_leaves_the_guard_as_it_was() {
    let pool = SyncPool::<Shareable<Fragile>>::builder().capacity(8).build();
    let mut owner = Pooled::share(pool.get());
    let other = owner.clone();
    other.is_broken.set(true);
    let copy = AssertUnwindSafe(|| PooledArc::make_mut(&mut owner).is_broken.take());
    assert!(catch_unwind(copy).is_err());
    assert!(PooledArc::ptr_eq(&owner, &other));
    assert_eq!(PooledArc::strong_count(&owner), 2);
    assert_eq!((pool.len(), pool.stats().discarded_unwinding), (0, 1), "the copy is gone");
    drop((owner, other));
    assert_eq!(pool.len(), 1);
}

#[test]
fn a_guard_becomes_shared_and_exclusive_again() {
    pool!(static LINES: Shareable<String> = 8);
    let mut line = LINES.get();
    let address = &raw const **line;
    for letter in ["a", "b", "c"] {
        line.push_str(letter);
        let shared = PooledArc::from(line);
        let other = shared.clone();
        let shared = PooledArc::try_into_pooled(shared).expect_err("there are two owners");
        assert!(PooledArc::ptr_eq(&shared, &other));
        drop(shared);
        line = PooledArc::try_into_pooled(other).expect("there is one owner");
    }
    assert_eq!((line.as_str(), &raw const **line), ("abc", address));
    assert_eq!(Shareable::into_inner(*Pooled::into_box(line)), "abc");
    assert_eq!(LINES.len(), 0);
}

//! The clone of a guard: a copy in another object of the pool.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use syncpool::{Pool, Pooled, SizedPool, SyncPool, pool};

use crate::shelf::Shelf;

/// Copies a text by a guard of `pool`, and checks that the memory of two idle objects is used.
fn copies_into_idle_memory<P: Pool<Item = String> + Clone>(pool: P) {
    let [mut text, mut other] = [(); 2].map(|()| Pool::get(pool.clone()));
    text.reserve(100);
    other.reserve(100);
    let mut memory = [text.as_ptr(), other.as_ptr()];
    memory.sort_unstable();
    drop((text, other));

    let mut text = Pool::get(pool.clone());
    text.push_str("abc");
    let copy: Pooled<P> = text.clone();
    assert_eq!((text.as_str(), copy.as_str()), ("abc", "abc"));
    let mut used = [text.as_ptr(), copy.as_ptr()];
    used.sort_unstable();
    assert_eq!(used, memory, "both are objects of the pool");
    drop(text);
    assert_eq!(copy, "abc", "the copy has a life of its own");
}

#[test]
fn it_is_an_object_of_the_same_pool() {
    pool!(static TEXTS: String = 4);
    copies_into_idle_memory(TEXTS.handle());
    assert_eq!(TEXTS.len(), 2);
    copies_into_idle_memory(&TEXTS);

    let pool = SyncPool::builder().capacity(64).build();
    copies_into_idle_memory(&pool);
    assert_eq!((pool.len(), pool.stats().in_use), (2, 0));
    copies_into_idle_memory(&Shelf::new(4));

    let pool = Arc::new(SyncPool::builder().capacity(64).build());
    copies_into_idle_memory(Arc::clone(&pool));
    assert_eq!((pool.len(), Arc::strong_count(&pool)), (2, 1));
    let text = pool.get_owned();
    let copy = text.clone();
    assert_eq!(Arc::strong_count(&pool), 3, "a copy keeps the pool alive, too");
    drop((text, copy));
}

#[test]
fn an_empty_pool_makes_the_object() {
    let pool = SyncPool::<String>::builder().capacity(4).build();
    let mut text = pool.get();
    text.push('a');
    assert_eq!([text.clone(), text.clone()], ["a", "a"]);
    assert_eq!((pool.len(), pool.miss_count()), (2, 3));
}

#[test]
fn a_provisional_guard_stays_so() {
    let pool = SyncPool::<String>::builder().capacity(4).build();
    let text = Pooled::provisional(pool.get());
    drop(text.clone());
    assert_eq!(pool.len(), 0);
    drop(Pooled::keep(text.clone()));
    assert_eq!(pool.len(), 1);
}

/// A pool with sizes gives the copy an object of the size of the first.
#[test]
fn it_has_the_size_of_the_object() {
    fn copies<P: Pool<Item = Vec<u8>> + Clone>(mut buffer: Pooled<P>) {
        buffer.push(1);
        let copy = buffer.clone();
        assert_eq!((copy.as_slice(), copy.capacity()), (&[1][..], 1024));
        let copy = Pooled::provisional(copy);
        assert_eq!(copy.clone().capacity(), 1024);
    }
    pool!(static BUFFERS: Vec<u8> = 4, sizes = [16, 1024]);
    copies(BUFFERS.get_with_capacity(1000));
    copies(Pooled::new(Pool::take_like(&&BUFFERS, &vec![0; 1000]), &BUFFERS));
    let pool = SizedPool::<Vec<u8>>::builder().smallest(16).largest(1024).build();
    copies(pool.get_with_capacity(1000));
    // Without sizes, any object will do.
    let pool = SyncPool::builder().init(|| Vec::with_capacity(10)).build();
    assert_eq!(Pool::take_like(&&pool, &vec![0; 500]).capacity(), 10);
}

#[test]
fn clone_from_copies_in_place() {
    let shelf = Shelf::<Vec<u8>>::new(4);
    let mut source = Pool::get(&shelf);
    source.extend([1, 2, 3]);
    let mut target = Pool::get(&shelf);
    target.reserve(100);
    let memory = target.as_ptr();
    target.clone_from(&source);
    assert_eq!(target, source);
    assert_eq!(target.as_ptr(), memory);
    assert_eq!(shelf.len(), 0, "no further object was needed");
}

/// A struct that holds guards derives `Clone`: the copy holds other objects of the same pools.
#[test]
fn objects_that_hold_guards_are_copied_deeply() {
    pool!(static WORDS: String = 4);

    #[derive(Clone, Debug, PartialEq)]
    struct Line(Vec<Pooled<WORDS>>);

    let line = Line(["to", "be"].map(|word| word.chars().collect()).into());
    let mut copy = line.clone();
    assert_eq!(copy, line);
    copy.0[0].push('o');
    assert_eq!(line.0, ["to", "be"]);
    drop((line, copy));
    assert_eq!(WORDS.len(), 4);
}

/// An object whose copy panics, once it is told to.
#[derive(Debug, Default)]
struct Fragile {
    is_broken: Cell<bool>,
}

impl Clone for Fragile {
    fn clone(&self) -> Self {
        assert!(!self.is_broken.get(), "broken");
        Fragile::default()
    }
}

#[test]
fn a_copy_that_panics_is_dropped() {
    let pool = SyncPool::<Fragile>::builder().reset(|_: &mut Fragile| {}).capacity(4).build();
    let fragile = pool.get();
    drop(fragile.clone());
    assert_eq!(pool.len(), 1);

    fragile.is_broken.set(true);
    assert!(catch_unwind(AssertUnwindSafe(|| fragile.clone())).is_err());
    let stats = pool.stats();
    assert_eq!((pool.len(), stats.in_use, stats.discarded_unwinding), (0, 1, 1));
    drop(fragile);
    assert_eq!(pool.len(), 1);
}

//! Locks of parking_lot.

use std::mem;

use parking_lot::{Mutex, ReentrantMutex, RwLock};
use syncpool::{Footprint, Poolable};

use crate::reset;

#[test]
fn a_lock_resets_what_is_inside() {
    let text = || String::from("some text");
    let footprint = text().footprint();

    let mutex = Mutex::new(text());
    assert_eq!(mutex.footprint(), footprint);
    assert!(reset(mutex).lock().capacity() >= 9);

    let lock = RwLock::new(text());
    assert_eq!(lock.footprint(), footprint);
    assert!(reset(lock).read().capacity() >= 9);

    let mutex = ReentrantMutex::new(text());
    assert_eq!(mutex.footprint(), footprint);
    assert!(reset(mutex).lock().capacity() >= 9);
}

#[test]
fn a_lock_that_is_still_held_is_not_reusable() {
    let mut mutex = Mutex::new(1);
    mem::forget(mutex.lock());
    mutex.reset();
    assert_eq!(*mutex.get_mut(), 0);
    assert!(!mutex.is_reusable());
    assert_eq!(mutex.footprint(), Footprint::default());

    let mut lock = RwLock::new(1);
    mem::forget(lock.read());
    lock.reset();
    assert_eq!(*lock.get_mut(), 0);
    assert!(!lock.is_reusable());

    let mut mutex = ReentrantMutex::new(1);
    mem::forget(mutex.lock());
    mutex.reset();
    assert_eq!(*mutex.get_mut(), 0);
    assert!(!mutex.is_reusable(), "although this thread could lock it again");
}

/// Is not reusable.
#[derive(Debug)]
struct Spent;

impl Poolable for Spent {
    fn reset(&mut self) {}

    fn is_reusable(&self) -> bool {
        false
    }
}

#[test]
fn a_lock_asks_what_is_inside() {
    assert!(!Mutex::new(Spent).is_reusable());
    assert!(!RwLock::new(Spent).is_reusable());
    assert!(!ReentrantMutex::new(Spent).is_reusable());
}

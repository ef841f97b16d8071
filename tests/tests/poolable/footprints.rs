//! The footprints of the standard library's types: those that hold others pass the question on.

use std::cell::{Cell, RefCell};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet, VecDeque};
use std::ffi::OsString;
use std::io::Cursor;
use std::mem;
use std::num::{Saturating, Wrapping};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Mutex, RwLock};

use syncpool::{Footprint, LimitCapacity, Poolable, Pooled, pool};

/// Room for 100 bytes, of which 3 are used.
fn three() -> Vec<u8> {
    let mut bytes = Vec::with_capacity(100);
    bytes.extend([1, 2, 3]);
    bytes
}

const THREE: Footprint = Footprint::new(3, 100);

#[test]
fn a_collection_counts_its_elements() {
    fn check<C: Poolable>(collection: C, used: usize, allocated: usize) {
        assert_eq!(collection.footprint(), Footprint::new(used, allocated));
    }
    check(three(), 3, 100);
    let mut numbers = VecDeque::<u32>::with_capacity(50);
    numbers.push_back(1);
    check(numbers, 4, 200);
    let mut heap = BinaryHeap::<u64>::with_capacity(10);
    heap.extend([1, 2]);
    check(heap, 16, 80);
    let mut text = String::with_capacity(20);
    text.push('a');
    check(text, 1, 20);
    let mut path = PathBuf::with_capacity(30);
    path.push("ab");
    check(path, 2, 30);
    let mut name = OsString::with_capacity(40);
    name.push("abc");
    check(name, 3, 40);
    // An entry of a table takes a byte more than its content.
    let set: HashSet<u64> = (0..5).collect();
    let room = set.capacity() * 9;
    check(set, 45, room);
    let map: HashMap<u32, u32> = (0..5).map(|number| (number, 1)).collect();
    let room = map.capacity() * 9;
    check(map, 45, room);
}

#[test]
fn what_holds_one_object_passes_the_question_on() {
    assert_eq!(Box::new(three()).footprint(), THREE);
    assert_eq!(RefCell::new(three()).footprint(), THREE);
    assert_eq!(Mutex::new(three()).footprint(), THREE);
    assert_eq!(RwLock::new(three()).footprint(), THREE);
    assert_eq!(Cursor::new(three()).footprint(), THREE);
    assert_eq!(Wrapping(three()).footprint(), THREE);
    assert_eq!(Saturating(three()).footprint(), THREE);
    assert_eq!(Reverse(three()).footprint(), THREE);
    // It gives no access to what it holds.
    assert_eq!(Cell::new(three()).footprint(), Footprint::default());
    // What is dropped by the reset does not stay.
    assert_eq!(Some(three()).footprint(), Footprint::default());
}

#[test]
fn what_holds_several_adds_them_up() {
    let twice = Footprint::new(6, 200);
    assert_eq!([three(), three()].footprint(), twice);
    assert_eq!([three(), three()][..].footprint(), twice);
    assert_eq!((three(), 1, three()).footprint(), twice);
    assert_eq!((three(),).footprint(), THREE);
    assert_eq!((1, 2, 3, 4, 5, 6, 7, 8, 9, 10, three(), three()).footprint(), twice);
}

#[test]
fn footprints_add_up() {
    let mut sum = Footprint::new(1, 10);
    sum += Footprint::new(2, 20);
    assert_eq!(sum, Footprint::new(3, 30));
    assert_eq!(sum + Footprint::new(4, 40), Footprint::new(7, 70));
    assert_eq!([sum, sum, sum].into_iter().sum::<Footprint>(), Footprint::new(9, 90));
    assert_eq!([sum; 0].into_iter().sum::<Footprint>(), Footprint::default());
    // A sum that is too large for a number stays the largest number.
    let most = Footprint::new(usize::MAX, usize::MAX);
    assert_eq!(most + sum, most);
    assert_eq!(Footprint::of_elements::<u64>(1, usize::MAX), Footprint::new(8, usize::MAX));
}

#[test]
fn what_is_locked_or_borrowed_has_none_that_is_known() {
    let cell = RefCell::new(three());
    let borrow = cell.borrow_mut();
    assert_eq!(cell.footprint(), Footprint::default());
    drop(borrow);
    let borrow = cell.borrow();
    assert_eq!(cell.footprint(), THREE);
    drop(borrow);

    let lock = Mutex::new(three());
    let guard = lock.lock().unwrap();
    assert_eq!(lock.footprint(), Footprint::default());
    drop(guard);
    let lock = RwLock::new(three());
    let guard = lock.write().unwrap();
    assert_eq!(lock.footprint(), Footprint::default());
    drop(guard);
    let guard = lock.read().unwrap();
    assert_eq!(lock.footprint(), THREE);
    drop(guard);
}

#[test]
fn a_poisoned_lock_is_asked_all_the_same() {
    let lock = Mutex::new(three());
    let poison = AssertUnwindSafe(|| {
        let _guard = lock.lock();
        panic!("planned");
    });
    catch_unwind(poison).unwrap_err();
    assert!(lock.is_poisoned());
    assert_eq!(lock.footprint(), THREE);
}

/// Is worth keeping as long as it is short.
#[derive(Default)]
struct Line(Vec<u8>);

impl Poolable for Line {
    fn reset(&mut self) {
        self.0.clear();
    }
    fn is_reusable(&self) -> bool {
        self.0.len() < 10
    }
    fn footprint(&self) -> Footprint {
        self.0.footprint()
    }
}

impl LimitCapacity for Line {
    fn limit_capacity(&mut self, max: usize) {
        self.0.limit_capacity(max);
    }
}

#[test]
fn a_guard_stands_for_its_object() {
    pool!(static LINES: Line = 64);
    let mut line: Pooled<LINES> = LINES.get();
    assert!(Poolable::is_reusable(&line));
    line.0 = three();
    assert_eq!(Poolable::footprint(&line), THREE);
    line.0.resize(50, 1);
    assert!(!Poolable::is_reusable(&line));
    Poolable::reset(&mut line);
    assert!(Poolable::is_reusable(&line) && line.0.is_empty() && line.0.capacity() == 100);
    LimitCapacity::limit_capacity(&mut line, 20);
    assert_eq!(line.0.capacity(), 20);
    assert_eq!(LINES.len(), 0, "the object has stayed in its guard");
}

#[test]
fn a_box_is_limited_as_what_it_holds() {
    let mut boxed = Box::new(three());
    boxed.limit_capacity(50);
    assert_eq!(boxed.capacity(), 50);
}

#[test]
fn a_reset_in_a_box_or_a_cell_clears_what_is_inside() {
    fn check<C: Poolable>(mut object: C, memory: impl FnOnce(C) -> Vec<u8>) {
        object.reset();
        let bytes = memory(object);
        assert_eq!((bytes.len(), bytes.capacity()), (0, 100));
    }
    check(Box::new(three()), |boxed| *boxed);
    check(Cell::new(three()), Cell::into_inner);
    check(RefCell::new(three()), RefCell::into_inner);
    check(Cursor::new(three()), Cursor::into_inner);
    check(Mutex::new(three()), |lock| lock.into_inner().unwrap());
    check(RwLock::new(three()), |lock| lock.into_inner().unwrap());
    check([three()], |[bytes]| bytes);
    check((three(),), |(bytes,)| bytes);

    let mut option = Some(three());
    option.reset();
    assert_eq!(option, None);
    let mut cell = std::cell::OnceCell::from(1);
    cell.reset();
    assert_eq!(cell.get(), None);
    let mut lock = std::sync::OnceLock::from(1);
    lock.reset();
    assert_eq!(lock.get(), None);
}

#[test]
fn a_cell_whose_borrow_was_leaked_is_not_asked() {
    let cell = RefCell::new(three());
    mem::forget(cell.borrow_mut());
    assert_eq!(cell.footprint(), Footprint::default());
    assert!(!cell.is_reusable());
}

//! The promises of the standard library's implementations beyond "empty, with the same capacity": no
//! needless bounds, no lost hasher, a reset in place, and when an object is not worth keeping.

use std::cell::{Cell, OnceCell, RefCell};
use std::cmp::Reverse;
use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::hash::BuildHasher;
use std::io::{Cursor, Write};
use std::marker::PhantomData;
use std::mem;
use std::num::{Saturating, Wrapping};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::sync::atomic::AtomicPtr;
use std::sync::{Mutex, OnceLock, RwLock};

use syncpool::{LimitCapacity, Poolable};

/// Has no trait at all.
struct Bare;

fn is_poolable<T: Poolable + ?Sized>() {}
fn is_limited<T: LimitCapacity + ?Sized>() {}

#[test]
fn elements_need_no_trait() {
    is_poolable::<Vec<Bare>>();
    is_poolable::<VecDeque<Bare>>();
    is_poolable::<BinaryHeap<Bare>>();
    is_poolable::<HashMap<Bare, Bare, Bare>>();
    is_poolable::<HashSet<Bare, Bare>>();
    is_poolable::<BTreeMap<Bare, Bare>>();
    is_poolable::<BTreeSet<Bare>>();
    is_poolable::<LinkedList<Bare>>();
    is_poolable::<Option<Bare>>();
    is_poolable::<OnceCell<Bare>>();
    is_poolable::<OnceLock<Bare>>();
    is_poolable::<AtomicPtr<Bare>>();
    is_poolable::<PhantomData<Bare>>();
    is_poolable::<PhantomData<dyn Send>>();
    is_poolable::<&[Bare]>();
    is_limited::<Vec<Bare>>();
    is_limited::<VecDeque<Bare>>();
    is_limited::<BinaryHeap<Bare>>();
    is_limited::<HashMap<u8, Bare>>();
    is_limited::<Box<String>>();
}

#[test]
fn unsized_objects_are_poolable_behind_a_pointer_or_in_a_cell() {
    is_poolable::<dyn Poolable>();
    is_poolable::<Box<[u8]>>();
    is_poolable::<Box<dyn Poolable + Send>>();
    is_poolable::<Cell<[u8]>>();
    is_poolable::<RefCell<dyn Poolable>>();
    is_poolable::<Mutex<dyn Poolable>>();
    is_poolable::<RwLock<[u8]>>();
}

#[test]
fn a_box_and_what_it_holds_stay_where_they_are() {
    let mut object = Box::new(Vec::with_capacity(10));
    object.push(1);
    let (outer, inner) = (&raw const *object, object.as_ptr());
    object.reset();
    assert!(object.is_empty());
    assert_eq!((&raw const *object, object.as_ptr()), (outer, inner));

    let mut slice: Box<[u8]> = Box::from([1, 2, 3]);
    slice.reset();
    assert_eq!(*slice, [0; 3]);
    assert!(slice.is_reusable());

    let mut any: Box<dyn Poolable> = Box::new(Stubborn(3));
    any.reset();
    assert!(!any.is_reusable());
}

#[test]
fn a_hash_map_keeps_its_hasher() {
    #[derive(Debug, Clone, Copy, PartialEq)]
    struct Seed(u64);

    impl BuildHasher for Seed {
        type Hasher = DefaultHasher;

        fn build_hasher(&self) -> DefaultHasher {
            let mut hasher = DefaultHasher::new();
            std::hash::Hasher::write_u64(&mut hasher, self.0);
            hasher
        }
    }

    let mut map = HashMap::with_hasher(Seed(7));
    map.insert("one", 1);
    map.reset();
    assert!(map.is_empty());
    assert_eq!(*map.hasher(), Seed(7));

    let mut set = HashSet::with_hasher(Seed(8));
    set.insert("one");
    set.reset();
    assert!(set.is_empty());
    assert_eq!(*set.hasher(), Seed(8));
}

#[test]
fn elements_are_dropped() {
    fn check<C: Poolable>(make: impl FnOnce(Rc<()>) -> C) {
        let element = Rc::new(());
        let mut object = make(element.clone());
        assert_eq!(Rc::strong_count(&element), 2);
        object.reset();
        assert_eq!(Rc::strong_count(&element), 1, "{}", std::any::type_name::<C>());
    }

    check(|element| vec![element]);
    check(|element| VecDeque::from([element]));
    check(|element| BinaryHeap::from([element]));
    check(|element| HashMap::from([(1, element)]));
    check(|element| HashSet::from([element]));
    check(|element| BTreeMap::from([(element, 1)]));
    check(|element| BTreeSet::from([element]));
    check(|element| LinkedList::from([element]));
    check(Some);
    check(OnceCell::from);
    check(OnceLock::from);
    check(|element| Mutex::new(Some(element)));
    check(|element| (0, [Box::new(Cell::new(Some(element)))]));
}

#[test]
fn plain_values_go_to_zero() {
    let mut target = 5;
    let mut pointer = AtomicPtr::new(&raw mut target);
    pointer.reset();
    assert!(pointer.into_inner().is_null());

    let mut float = -0.0_f64;
    float.reset();
    assert_eq!(float.to_bits(), 0);
    let mut float = f32::NAN;
    float.reset();
    assert_eq!(float.to_bits(), 0);

    let mut text = "borrowed";
    text.reset();
    assert_eq!(text, "");
    let mut slice = &[1, 2][..];
    slice.reset();
    assert_eq!(slice, []);

    let mut numbers = (Wrapping(1_u8), Saturating(2_i8), Reverse('x'), (), PhantomData::<str>);
    numbers.reset();
    assert_eq!(numbers, (Wrapping(0), Saturating(0), Reverse('\0'), (), PhantomData));

    let mut cursor = Cursor::new(Vec::with_capacity(100));
    cursor.write_all(b"text").unwrap();
    cursor.reset();
    assert_eq!((cursor.position(), cursor.get_ref().len()), (0, 0));
    assert!(cursor.get_ref().capacity() >= 100);
}

#[test]
fn tuples_of_every_length_reset_every_member() {
    macro_rules! check {
        ($($number:literal)+) => {
            let mut tuple = ($($number,)+);
            tuple.reset();
            assert_eq!(tuple, ($($number - $number,)+));
            assert!(tuple.is_reusable());
        };
    }

    check!(1);
    check!(1 2);
    check!(1 2 3);
    check!(1 2 3 4);
    check!(1 2 3 4 5);
    check!(1 2 3 4 5 6);
    check!(1 2 3 4 5 6 7);
    check!(1 2 3 4 5 6 7 8);
    check!(1 2 3 4 5 6 7 8 9);
    check!(1 2 3 4 5 6 7 8 9 10);
    check!(1 2 3 4 5 6 7 8 9 10 11);
    check!(1 2 3 4 5 6 7 8 9 10 11 12);
}

/// Says that it is not worth keeping, and counts its resets down to zero.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
struct Stubborn(u8);

impl Poolable for Stubborn {
    fn reset(&mut self) {
        self.0 = 0;
    }

    fn is_reusable(&self) -> bool {
        false
    }
}

#[test]
fn what_is_made_of_others_asks_them_whether_it_is_worth_keeping() {
    let one = Stubborn(1);
    assert!(!Box::new(one).is_reusable());
    assert!(!Cursor::new(one).is_reusable());
    assert!(Cursor::new(vec![1]).is_reusable());
    assert!(![one].is_reusable());
    assert!(![one][..].is_reusable());
    assert!(!(one,).is_reusable());
    assert!(!(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, one).is_reusable());
    assert!(!(one, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12).is_reusable());
    assert!(!RefCell::new(one).is_reusable());
    assert!(!Mutex::new(one).is_reusable());
    assert!(!RwLock::new(one).is_reusable());
    assert!(!Wrapping(one).is_reusable());
    assert!(!Reverse(one).is_reusable());
    assert!(!Cursor::new(one).is_reusable());

    // A type whose reset drops the content does not ask the content.
    assert!(vec![one].is_reusable());
    assert!(Some(one).is_reusable());
    assert!([Stubborn(1); 0].is_reusable());
    // A type that can't look at its content does not ask it.
    assert!(Cell::new(one).is_reusable());
}

#[test]
fn a_leaked_borrow_makes_a_cell_not_reusable() {
    let mut cell = RefCell::new(1);
    mem::forget(cell.borrow());
    cell.reset();
    assert!(!cell.is_reusable());

    let mut cell = RefCell::new(1);
    mem::forget(cell.borrow_mut());
    cell.reset();
    assert!(!cell.is_reusable());
}

#[test]
fn a_leaked_guard_makes_a_lock_not_reusable() {
    let mut lock = Mutex::new(1);
    mem::forget(lock.lock());
    lock.reset();
    assert!(!lock.is_reusable());

    let mut lock = RwLock::new(1);
    mem::forget(lock.read());
    lock.reset();
    assert!(!lock.is_reusable());

    let mut lock = RwLock::new(1);
    mem::forget(lock.write());
    lock.reset();
    assert!(!lock.is_reusable());
}

/// Runs `action`, which must panic.
fn panics(action: impl FnOnce()) {
    assert!(catch_unwind(AssertUnwindSafe(action)).is_err());
}

#[test]
fn a_poisoned_lock_is_whole_again() {
    let mut mutex = Mutex::new(vec![1]);
    panics(|| {
        let _guard = mutex.lock().unwrap();
        panic!("poison the mutex");
    });
    assert!(mutex.is_poisoned());
    mutex.reset();
    assert!(!mutex.is_poisoned());
    assert!(mutex.is_reusable());
    assert!(mutex.lock().unwrap().is_empty());

    let mut lock = RwLock::new(vec![1]);
    panics(|| {
        let _guard = lock.write().unwrap();
        panic!("poison the lock");
    });
    assert!(lock.is_poisoned());
    lock.reset();
    assert!(!lock.is_poisoned());
    assert!(lock.is_reusable());
    assert!(lock.read().unwrap().is_empty());
}

#[test]
fn a_lock_stays_poisoned_when_the_reset_of_its_object_panics() {
    struct Explosive;

    impl Poolable for Explosive {
        fn reset(&mut self) {
            panic!("no reset");
        }
    }

    let mut mutex = Mutex::new(Explosive);
    panics(|| {
        let _guard = mutex.lock();
        panic!("poison the mutex");
    });
    panics(|| mutex.reset());
    assert!(mutex.is_poisoned());
}

#[test]
fn elements_of_no_size_have_no_capacity_to_limit() {
    let mut units = vec![(); 10];
    units.limit_capacity(4);
    assert_eq!(units.len(), 10);
}

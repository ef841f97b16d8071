//! Collections of any content: a reset collection equals the empty one and has kept its capacity. A
//! limited one has the capacity that the standard library's `shrink_to` leaves.

use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::ffi::OsString;
use std::fmt::Debug;
use std::path::PathBuf;

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use syncpool::{LimitCapacity, Poolable};

/// Resets `object`: it must equal its type's default and have no less capacity than before.
fn resets<C>(mut object: C, capacity: impl Fn(&C) -> usize) -> TestCaseResult
where
    C: Poolable + Default + PartialEq + Debug,
{
    let before = capacity(&object);
    object.reset();
    prop_assert_eq!(&object, &C::default());
    prop_assert!(capacity(&object) >= before, "{} became {}", before, capacity(&object));
    prop_assert!(object.is_reusable());

    // A second reset changes nothing.
    object.reset();
    prop_assert_eq!(&object, &C::default());
    prop_assert!(capacity(&object) >= before);
    Ok(())
}

/// The capacity of a type that has none.
fn uncounted<C>(_: &C) -> usize {
    0
}

/// Limits a reset collection to `max`, and shrinks an equal one by the standard library. `make` gives
/// both the same content and the same capacity.
macro_rules! limits {
    ($max:expr, $make:expr) => {{
        let (make, max) = (|| $make, $max);
        let (mut object, mut same) = (make(), make());
        prop_assert_eq!(object.capacity(), same.capacity());

        object.reset();
        object.limit_capacity(max);
        same.clear();
        same.shrink_to(max);
        prop_assert_eq!(object.capacity(), same.capacity());
        prop_assert_eq!(object, same);
    }};
}

/// `collection` with room for `spare` more.
macro_rules! roomy {
    ($collection:expr, $spare:expr) => {{
        let mut collection = $collection;
        collection.reserve($spare);
        collection
    }};
}

fn words() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(".{0,12}", 0..40)
}

fn numbers() -> impl Strategy<Value = Vec<u64>> {
    prop::collection::vec(any::<u64>(), 0..200)
}

proptest! {
    #[test]
    fn sequences_reset(numbers in numbers(), words in words()) {
        resets(numbers.clone(), Vec::capacity)?;
        resets(words.clone(), Vec::capacity)?;
        resets(VecDeque::from_iter(numbers.iter().copied()), VecDeque::capacity)?;
        resets(VecDeque::from_iter(words), VecDeque::capacity)?;
        resets(LinkedList::from_iter(numbers.iter().copied()), uncounted)?;

        let mut heap = BinaryHeap::from(numbers);
        let before = heap.capacity();
        heap.reset();
        prop_assert!(heap.capacity() >= before);
        prop_assert!(heap.into_vec().is_empty());
    }

    #[test]
    fn a_deque_that_wraps_around_resets(numbers in numbers(), turn in 0_usize..200) {
        let mut deque = VecDeque::from(numbers);
        for number in 0..turn {
            deque.pop_front();
            deque.push_back(number as u64);
        }
        resets(deque, VecDeque::capacity)?;
    }

    #[test]
    fn strings_reset(text in ".{0,200}") {
        resets(text.clone(), String::capacity)?;
        resets(OsString::from(&text), OsString::capacity)?;
        resets(PathBuf::from(&text), PathBuf::capacity)?;
    }

    #[test]
    fn maps_and_sets_reset(numbers in numbers(), words in words()) {
        let pairs = || words.iter().cloned().zip(numbers.iter().copied());
        resets(HashMap::<_, _>::from_iter(pairs()), HashMap::capacity)?;
        resets(HashSet::<_>::from_iter(words.clone()), HashSet::capacity)?;
        resets(BTreeMap::from_iter(pairs()), uncounted)?;
        resets(BTreeSet::from_iter(words.clone()), uncounted)?;
    }

    #[test]
    fn what_is_made_of_others_resets(
        numbers in numbers(),
        words in words(),
        array in any::<[i16; 5]>(),
        pair in any::<(char, Option<u8>)>(),
    ) {
        resets(Box::new(numbers.clone()), |object| object.capacity())?;
        resets([words.clone(), words.clone()], |[a, b]| a.capacity().min(b.capacity()))?;
        resets((numbers, words), |(a, b)| a.capacity().min(b.capacity()))?;
        resets(array, uncounted)?;
        resets(pair, uncounted)?;
        resets(Some(pair), uncounted)?;
    }

    #[test]
    fn sequences_shrink_to_a_limit(numbers in numbers(), spare in 0_usize..400, max in 0_usize..400) {
        limits!(max, roomy!(numbers.clone(), spare));
        limits!(max, roomy!(VecDeque::from(numbers.clone()), spare));

        let mut heap = roomy!(BinaryHeap::from(numbers), spare);
        heap.reset();
        heap.limit_capacity(max);
        prop_assert!(heap.capacity() <= max);
    }

    #[test]
    fn strings_shrink_to_a_limit(text in ".{0,200}", spare in 0_usize..400, max in 0_usize..400) {
        limits!(max, roomy!(text.clone(), spare));
        limits!(max, roomy!(OsString::from(&text), spare));
        limits!(max, roomy!(PathBuf::from(&text), spare));
    }

    #[test]
    fn tables_shrink_to_a_limit(numbers in numbers(), spare in 0_usize..400, max in 0_usize..400) {
        let pairs = || numbers.iter().map(|number| (*number, ()));
        limits!(max, roomy!(HashMap::<_, _>::from_iter(pairs()), spare));
        limits!(max, roomy!(HashSet::<_>::from_iter(numbers.iter().copied()), spare));
    }

    #[test]
    fn a_limit_takes_nothing_that_is_in_use(numbers in numbers(), max in 0_usize..400) {
        let mut vec = roomy!(numbers.clone(), 300);
        vec.limit_capacity(max);
        prop_assert_eq!(&vec, &numbers);
        prop_assert!(vec.capacity() <= numbers.len().max(max));

        let mut set = HashSet::<_>::from_iter(numbers.iter().copied());
        set.limit_capacity(max);
        prop_assert_eq!(&set, &HashSet::<_>::from_iter(numbers));
    }
}

/// Every primitive, every atomic and every cell of one, from any value.
macro_rules! plain_values {
    ($($test:ident: $type:ty $(, $atomic:ident)?;)+) => {
        proptest! {$(
            #[test]
            fn $test(value in any::<$type>()) {
                resets(value, uncounted)?;
                resets(std::num::Wrapping(value), uncounted)?;
                resets(std::cmp::Reverse(value), uncounted)?;
                resets(std::cell::Cell::new(value), uncounted)?;
                resets(std::cell::RefCell::new(value), uncounted)?;
                $({
                    let mut atomic = std::sync::atomic::$atomic::new(value);
                    atomic.reset();
                    prop_assert_eq!(atomic.into_inner(), <$type>::default());
                })?
            }
        )+}
    };
}

plain_values! {
    bools: bool, AtomicBool;
    chars: char;
    f32s: f32;
    f64s: f64;
    i8s: i8, AtomicI8;
    i16s: i16, AtomicI16;
    i32s: i32, AtomicI32;
    i64s: i64, AtomicI64;
    i128s: i128;
    isizes: isize, AtomicIsize;
    u8s: u8, AtomicU8;
    u16s: u16, AtomicU16;
    u32s: u32, AtomicU32;
    u64s: u64, AtomicU64;
    u128s: u128;
    usizes: usize, AtomicUsize;
    durations: std::time::Duration;
}

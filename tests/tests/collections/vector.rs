//! `ReuseVec`, compared with a `Vec` over random operations.

use std::borrow::{Borrow, BorrowMut};
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use proptest::prelude::*;
use syncpool::LimitCapacity;
use syncpool::collections::ReuseVec;

#[derive(Clone, Debug)]
enum Op {
    PushDefault(String),
    Push(String),
    Extend(Vec<String>),
    ExtendByReference(Vec<String>),
    ExtendFromSlice(Vec<String>),
    Truncate(usize),
    Remove(usize),
    SwapRemove(usize),
    /// Keeps the elements that are not of this length.
    Retain(usize),
    Clear,
    Drain,
    Reverse,
    CloneFrom(Vec<String>),
    Trim(usize),
    Limit(usize),
    Rebuild,
}

fn text() -> impl Strategy<Value = String> {
    "[a-c]{0,4}"
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(text(), 0..5)
}

fn op() -> impl Strategy<Value = Op> {
    prop_oneof![
        8 => text().prop_map(Op::PushDefault),
        2 => text().prop_map(Op::Push),
        1 => texts().prop_map(Op::Extend),
        1 => texts().prop_map(Op::ExtendByReference),
        2 => texts().prop_map(Op::ExtendFromSlice),
        2 => (0..12_usize).prop_map(Op::Truncate),
        2 => any::<usize>().prop_map(Op::Remove),
        2 => any::<usize>().prop_map(Op::SwapRemove),
        1 => (0..5_usize).prop_map(Op::Retain),
        1 => Just(Op::Clear),
        1 => Just(Op::Drain),
        1 => Just(Op::Reverse),
        1 => texts().prop_map(Op::CloneFrom),
        1 => (0..6_usize).prop_map(Op::Trim),
        1 => (0..12_usize).prop_map(Op::Limit),
        1 => Just(Op::Rebuild),
    ]
}

/// The vector, a model of its elements, and the number of its spare ones.
#[derive(Default)]
struct Pair {
    vector: ReuseVec<String>,
    model: Vec<String>,
    spare: usize,
}

impl Pair {
    fn apply(&mut self, op: Op) {
        let Pair { vector, model, spare } = self;
        let before = model.len();
        match op {
            Op::PushDefault(text) => {
                let element = vector.push_default();
                assert_eq!(element, "", "a former element is cleared");
                element.push_str(&text);
                model.push(text);
            }
            Op::Push(text) => {
                vector.push(text.clone());
                model.push(text);
            }
            Op::Extend(texts) => {
                vector.extend(texts.clone());
                model.extend(texts);
            }
            Op::ExtendByReference(texts) => {
                vector.extend(&texts);
                model.extend(texts);
            }
            Op::ExtendFromSlice(texts) => {
                vector.extend_from_slice(&texts);
                model.extend_from_slice(&texts);
            }
            Op::Truncate(length) => {
                vector.truncate(length);
                model.truncate(length);
            }
            Op::Remove(which) if before > 0 => {
                vector.remove(which % before);
                model.remove(which % before);
            }
            Op::SwapRemove(which) if before > 0 => {
                vector.swap_remove(which % before);
                model.swap_remove(which % before);
            }
            Op::Remove(_) | Op::SwapRemove(_) => {}
            Op::Retain(length) => {
                vector.retain(|text| text.len() != length);
                model.retain(|text| text.len() != length);
            }
            Op::Clear => {
                vector.clear();
                model.clear();
            }
            Op::Drain => {
                let mut drained = Vec::new();
                vector.drain_with(|text| drained.push(text.clone()));
                assert_eq!(drained, *model);
                model.clear();
            }
            Op::Reverse => {
                vector.reverse();
                model.reverse();
            }
            Op::CloneFrom(texts) => {
                vector.clone_from(&ReuseVec::from(texts.clone()));
                *model = texts;
            }
            Op::Trim(keep) => {
                assert_eq!(vector.trim(keep), spare.saturating_sub(keep));
                *spare = keep.min(*spare);
            }
            Op::Limit(max) => {
                vector.limit_capacity(max);
                assert!(vector.capacity() <= max.max(before));
                *spare = max.saturating_sub(before).min(*spare);
            }
            Op::Rebuild => {
                *vector = std::mem::take(vector).into_iter().collect();
                *spare = 0;
            }
        }
        // What is removed becomes spare, and what is added takes a spare one away.
        *spare = (*spare + before).saturating_sub(model.len());
        self.check();
    }

    fn check(&self) {
        let Pair { vector, model, spare } = self;
        assert_eq!(vector, model);
        assert_eq!((vector.len(), vector.spare_count()), (model.len(), *spare));
        assert!(vector.iter().eq(model) && vector.into_iter().rev().eq(model.iter().rev()));
        assert_eq!(format!("{vector:?}"), format!("{model:?}"));
        assert_eq!(*vector, vector.clone());
        assert_eq!(vector.first(), model.first());
    }
}

proptest! {
    #[test]
    fn it_is_a_vector_that_keeps_what_is_removed(ops in prop::collection::vec(op(), 0..60)) {
        let mut pair = Pair::default();
        ops.into_iter().for_each(|op| pair.apply(op));
    }
}

#[test]
fn former_elements_come_back_in_their_order() {
    let mut lines: ReuseVec<String> = ReuseVec::new();
    let mut fill = || {
        let mut places = Vec::new();
        for capacity in [100, 200, 300] {
            let line = lines.push_default();
            line.reserve(capacity);
            places.push((line.as_ptr(), line.capacity()));
        }
        lines.clear();
        places
    };
    let places = fill();
    assert_eq!(fill(), places);
}

#[test]
fn a_removed_element_is_the_next_one() {
    let mut lines: ReuseVec<String> =
        ["a", "b", "c"].map(|line| line.repeat(50)).into_iter().collect();
    let place = lines[1].as_ptr();
    lines.remove(1);
    assert_eq!(lines.push_default().as_ptr(), place);
    let place = lines[0].as_ptr();
    lines.swap_remove(0);
    assert_eq!(lines.push_default().as_ptr(), place);
}

/// If elements that the caller has made added to the spare ones, the vector would grow for ever.
#[test]
fn pushed_elements_take_the_place_of_spare_ones() {
    let mut lines = ReuseVec::new();
    for round in 0..10 {
        (0..5).for_each(|line| lines.push(format!("{round} {line}")));
        assert_eq!((lines.len(), lines.spare_count()), (5, 0));
        lines.clear();
        assert_eq!((lines.len(), lines.spare_count()), (0, 5));
    }
}

#[test]
fn it_compares_and_hashes_as_its_slice_does() {
    let of = |numbers: &[i32]| {
        let mut vector = ReuseVec::from(vec![9; 5]);
        vector.clear();
        vector.extend_from_slice(numbers);
        vector
    };
    assert!(of(&[1, 2]) < of(&[1, 3]) && of(&[1]) < of(&[1, 0]));
    assert_eq!(of(&[1, 2]).cmp(&of(&[1, 2])), std::cmp::Ordering::Equal);
    assert_eq!(of(&[1, 2]), [1, 2]);
    assert_eq!(of(&[1, 2]), &[1, 2][..]);
    assert_eq!(of(&[1, 2]), [1, 2][..]);
    assert_eq!(of(&[1, 2]), vec![1, 2]);
    assert_ne!(of(&[1, 2]), [1, 2, 9]);
    let hash = |value: &dyn Fn(&mut DefaultHasher)| {
        let mut hasher = DefaultHasher::new();
        value(&mut hasher);
        hasher.finish()
    };
    assert_eq!(hash(&|h| of(&[1, 2]).hash(h)), hash(&|h| [1, 2][..].hash(h)));
    assert_eq!(Vec::from(of(&[1, 2])), [1, 2]);
}

#[test]
fn spare_elements_are_in_no_slice() {
    let mut numbers = ReuseVec::from(vec![1, 2, 3]);
    numbers.truncate(2);
    assert_ne!(numbers, ReuseVec::from(vec![1, 2, 3]));
    assert_eq!(numbers, ReuseVec::from(vec![1, 2]));
    assert_eq!(AsRef::<[u8]>::as_ref(&numbers), [1, 2]);
    assert_eq!(Borrow::<[u8]>::borrow(&numbers), [1, 2]);
    AsMut::<[u8]>::as_mut(&mut numbers)[0] = 7;
    BorrowMut::<[u8]>::borrow_mut(&mut numbers)[1] = 8;
    assert_eq!(numbers, [7, 8]);
}

#[test]
fn elements_without_a_size() {
    let mut units = ReuseVec::<()>::new();
    units.push_default();
    units.push(());
    units.truncate(1);
    assert_eq!((units.len(), units.spare_count()), (1, 1));
    units.limit_capacity(0);
    assert_eq!((units.len(), units.spare_count()), (1, 0));
}

#[test]
#[should_panic(expected = "there is no element 3 to remove: the length is 1")]
fn a_spare_element_cannot_be_removed() {
    let mut numbers = ReuseVec::from(vec![1, 2, 3, 4]);
    numbers.truncate(1);
    numbers.remove(3);
}

#[test]
#[should_panic(expected = "out of bounds")]
fn a_spare_element_cannot_be_read() {
    let mut numbers = ReuseVec::from(vec![1, 2]);
    numbers.truncate(1);
    _ = numbers[1];
}

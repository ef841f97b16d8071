//! What is left after the elements' own functions have panicked, and elements that are not reusable.

use std::cell::Cell;
use std::hash::{Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};

use syncpool::Poolable;
use syncpool::collections::{ReuseMap, ReuseVec};

thread_local! {
    /// Elements that are alive.
    static LIVE: Cell<usize> = const { Cell::new(0) };
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Trouble {
    #[default]
    None,
    PanicsOnReset,
    PanicsOnClone,
    PanicsOnDrop,
    NotReusable,
}

use Trouble::{NotReusable, PanicsOnClone, PanicsOnDrop, PanicsOnReset};

#[derive(Debug, PartialEq, Eq)]
struct Element {
    number: usize,
    trouble: Trouble,
}

impl Element {
    fn new(number: usize, trouble: Trouble) -> Self {
        LIVE.set(LIVE.get() + 1);
        Element { number, trouble }
    }
}

impl Default for Element {
    fn default() -> Self {
        Element::new(0, Trouble::None)
    }
}

impl Drop for Element {
    fn drop(&mut self) {
        LIVE.set(LIVE.get() - 1);
        if self.trouble == PanicsOnDrop {
            panic!("a destructor panics");
        }
    }
}

impl Clone for Element {
    fn clone(&self) -> Self {
        let mut clone = Element::default();
        clone.clone_from(self);
        clone
    }

    fn clone_from(&mut self, source: &Self) {
        self.number = source.number;
        assert_ne!(source.trouble, PanicsOnClone);
        self.trouble = source.trouble;
    }
}

impl Poolable for Element {
    fn reset(&mut self) {
        self.number = 0;
        assert_ne!(self.trouble, PanicsOnReset);
        if self.trouble == PanicsOnClone {
            self.trouble = Trouble::None;
        }
    }

    fn is_reusable(&self) -> bool {
        self.trouble != NotReusable
    }
}

impl Hash for Element {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.number.hash(state);
    }
}

/// Elements with these troubles, numbered from 1.
fn vector(troubles: &[Trouble]) -> ReuseVec<Element> {
    let elements = troubles.iter().zip(1..);
    elements.map(|(&trouble, number)| Element::new(number, trouble)).collect()
}

fn map(troubles: &[Trouble]) -> ReuseMap<usize, Element> {
    vector(troubles).into_iter().map(|element| (element.number, element)).collect()
}

fn panics(call: impl FnOnce()) {
    assert!(catch_unwind(AssertUnwindSafe(call)).is_err());
}

fn numbers(vector: &ReuseVec<Element>) -> Vec<usize> {
    vector.iter().map(|element| element.number).collect()
}

const NONE: Trouble = Trouble::None;

/// So many elements are spare, all of them are cleared, and no other element is alive.
fn check_spare(mut vector: ReuseVec<Element>, count: usize) {
    assert_eq!(vector.spare_count(), count);
    assert_eq!(LIVE.get(), vector.len() + count);
    for _ in 0..count {
        assert_eq!(*vector.push_default(), Element::default());
    }
    assert_eq!(vector.spare_count(), 0);
}

#[test]
fn an_element_whose_reset_panics_is_dropped_and_the_others_are_cleared() {
    for place in 0..3 {
        let mut troubles = [NONE; 3];
        troubles[place] = PanicsOnReset;
        let mut elements = vector(&troubles);
        panics(|| elements.clear());
        assert!(elements.is_empty());
        check_spare(elements, 2);
    }

    let mut elements = vector(&[NONE, PanicsOnReset, NONE]);
    panics(|| elements.truncate(1));
    assert_eq!(numbers(&elements), [1]);
    check_spare(elements, 1);

    let mut elements = vector(&[PanicsOnReset, NONE, NONE]);
    panics(|| elements.remove(0));
    assert_eq!(numbers(&elements), [2, 3]);
    check_spare(elements, 0);

    let mut elements = vector(&[PanicsOnReset, NONE, NONE]);
    panics(|| elements.swap_remove(0));
    assert_eq!(numbers(&elements), [3, 2]);
    check_spare(elements, 0);
}

#[test]
fn an_element_that_is_not_reusable_is_dropped() {
    let mut elements = vector(&[NONE, NotReusable, NONE, NotReusable]);
    elements.clear();
    check_spare(elements, 2);

    let mut elements = map(&[NONE, NotReusable]);
    assert!(elements.remove(&2) && elements.remove(&1));
    assert_eq!(elements.spare_count(), 1);
}

#[test]
fn a_clone_that_panics_leaves_those_before_it() {
    for spare in [0, 1, 2, 4] {
        let mut elements = vector(&[NONE; 4][..spare]);
        elements.clear();
        let source = vector(&[NONE, PanicsOnClone, NONE]);
        panics(|| elements.extend_from_slice(&source));
        drop(source);
        assert_eq!(numbers(&elements), [1]);
        check_spare(elements, spare.saturating_sub(2));
    }

    let source = map(&[NONE, PanicsOnClone, NONE]);
    let mut elements = map(&[NONE; 4]);
    panics(|| elements.clone_from(&source));
    assert_eq!((elements.len(), elements.spare_count()), (1, 2));
    assert_eq!(elements.get(&1).map(|element| element.number), Some(1));
    assert!((2..=4).all(|key| !elements.contains_key(&key)));
}

#[test]
fn a_map_stays_whole_whichever_entry_panics() {
    for place in 0..3 {
        let mut troubles = [NONE; 3];
        troubles[place] = PanicsOnReset;

        let mut elements = map(&troubles);
        panics(|| elements.clear());
        assert_eq!((elements.len(), elements.spare_count()), (0, 2));
        assert!((1..=3).all(|key| !elements.contains_key(&key)));
        assert!((1..=3).all(|key| elements.get_or_insert_default(&key).number == 0));
        assert!(elements.keys().copied().eq(1..=3) && elements.contains_key(&3));

        let mut elements = map(&troubles);
        panics(|| _ = elements.remove(&(place + 1)));
        assert_eq!((elements.len(), elements.spare_count()), (2, 0));
        for key in 1..=3 {
            assert_eq!(elements.contains_key(&key), key != place + 1);
        }

        let mut elements = map(&troubles);
        panics(|| elements.retain(|_, _| false));
        let (left, spare) = (elements.len(), elements.spare_count());
        assert!(left + spare == 2 && elements.iter().all(|(key, _)| elements.contains_key(key)));
    }
}

#[test]
fn a_key_that_cannot_be_written_is_not_in_the_map() {
    let mut map = ReuseMap::<Element, u32>::new();
    *map.get_or_insert_default(&Element::new(1, NONE)) = 1;
    *map.get_or_insert_default(&Element::new(2, NONE)) = 2;
    map.clear();
    *map.get_or_insert_default(&Element::new(3, NONE)) = 3;
    for spare in [1, 0] {
        assert_eq!(map.spare_count(), spare);
        panics(|| _ = map.get_or_insert_default(&Element::new(4, PanicsOnClone)));
        assert_eq!((map.len(), map.spare_count()), (1, 0), "its spare entry is dropped");
    }
    assert_eq!(map.get(&Element::new(3, NONE)), Some(&3));
    assert!(!map.contains_key(&Element::new(4, NONE)));
    assert_eq!(*map.get_or_insert_default(&Element::new(4, NONE)), 0);
    drop(map);
    assert_eq!(LIVE.get(), 0);
}

#[test]
fn the_users_function_may_panic() {
    let mut elements = vector(&[NONE; 4]);
    panics(|| elements.drain_with(|element| assert_ne!(element.number, 2)));
    assert!(elements.is_empty());
    check_spare(elements, 4);

    let mut elements = vector(&[NONE; 4]);
    panics(|| {
        elements.retain(|element| {
            assert_ne!(element.number, 4);
            element.number != 1
        });
    });
    let mut left = numbers(&elements);
    left.sort_unstable();
    assert_eq!(left, [1, 2, 3, 4], "all stay");
    check_spare(elements, 0);
}

#[test]
fn a_spare_element_whose_destructor_panics_is_replaced() {
    let mut elements = vector(&[PanicsOnDrop]);
    elements.clear();
    panics(|| elements.push(Element::new(5, NONE)));
    assert_eq!(numbers(&elements), [5]);
    assert_eq!((elements.spare_count(), LIVE.get()), (0, 1));

    let mut map = map(&[PanicsOnDrop]);
    map.clear();
    panics(|| _ = map.insert(7, Element::new(7, NONE)));
    assert_eq!((map.len(), map[&7].number, map.spare_count()), (1, 7, 0));
}

#[test]
fn a_removed_element_whose_destructor_panics_does_not_stop_the_others() {
    #[derive(Default)]
    struct Unfit(Element);
    impl Poolable for Unfit {
        fn reset(&mut self) {
            self.0.reset();
        }
        fn is_reusable(&self) -> bool {
            self.0.trouble != PanicsOnDrop
        }
    }
    let troubles = [NONE, PanicsOnDrop, NONE];
    let mut elements: ReuseVec<Unfit> = vector(&troubles).into_iter().map(Unfit).collect();
    panics(|| elements.clear());
    assert_eq!((elements.len(), elements.spare_count(), LIVE.get()), (0, 2, 2));
    assert!((0..2).all(|_| elements.push_default().0 == Element::new(0, NONE)));
}

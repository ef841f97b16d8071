//! The attributes of fields: each has its effect, and says which fields `is_reusable` asks.

use std::collections::HashMap;
use std::rc::Rc;

use syncpool::{Footprint, Poolable};

use crate::{reset, start_over};

mod paths {
    pub(super) fn halve<T>(items: &mut Vec<T>) {
        items.truncate(items.len() / 2);
    }
}

#[derive(Debug, PartialEq, Poolable)]
struct Attributes {
    #[poolable(skip)]
    skipped: Rc<str>,
    #[poolable(default)]
    defaulted: Rc<str>,
    #[poolable(value = Self::FIRST + 1)]
    value: u32,
    #[poolable(value = "none")]
    text: &'static str,
    #[poolable(with = start_over)]
    with: u32,
    #[poolable(with = paths::halve)]
    path: Vec<u8>,
    #[poolable(with = |number| *number += 1)]
    closure: u32,
}

impl Attributes {
    const FIRST: u32 = 7;
}

#[test]
fn each_attribute_has_its_effect() {
    let object = Attributes {
        skipped: "kept".into(),
        defaulted: "gone".into(),
        value: 0,
        text: "some",
        with: 0,
        path: vec![1, 2, 3, 4],
        closure: 1,
    };
    let expected = Attributes {
        skipped: "kept".into(),
        defaulted: "".into(),
        value: 8,
        text: "none",
        with: 100,
        path: vec![1, 2],
        closure: 2,
    };
    assert_eq!(reset(object), expected);
}

const LIMIT: usize = 16;

#[derive(Poolable)]
struct Limited {
    #[poolable(max_capacity = LIMIT * 2)]
    bytes: Vec<u8>,
    #[poolable(max_capacity = 64)]
    text: String,
    #[poolable(with = Vec::clear, max_capacity = 8)]
    words: Vec<u16>,
}

#[test]
fn max_capacity_shrinks_what_is_larger_and_nothing_else() {
    let Limited { bytes, text, words } = reset(Limited {
        bytes: vec![1; 1000],
        text: String::with_capacity(40),
        words: vec![1; 1000],
    });
    assert!(bytes.is_empty() && bytes.capacity() <= 32, "{}", bytes.capacity());
    assert_eq!(text.capacity(), 40);
    assert!(words.is_empty() && words.capacity() <= 8, "{}", words.capacity());
}

/// A collection as other crates have them, without `Poolable`.
#[derive(Debug, Default)]
struct Words(Vec<u32>);

impl Words {
    fn clear(&mut self) {
        self.0.clear();
    }

    fn capacity(&self) -> usize {
        self.0.capacity()
    }

    fn len(&self) -> usize {
        self.0.len()
    }

    fn shrink_to(&mut self, min: usize) {
        self.0.shrink_to(min);
    }
}

impl<'a> IntoIterator for &'a Words {
    type Item = &'a u32;
    type IntoIter = std::slice::Iter<'a, u32>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

/// A type that can be cleared, and nothing else. Its `capacity` is no number of elements.
#[derive(Debug, Default)]
struct Flag(std::cell::Cell<bool>);

impl Flag {
    fn clear(&self) {
        self.0.set(false);
    }

    fn capacity(&self) -> Option<usize> {
        None
    }
}

/// A trait of the user's, whose methods are called as those that the derive looks for.
trait Measured {
    fn clear(&mut self);
    fn capacity(&self) -> usize;
    fn len(&self) -> usize;
}

impl Measured for u8 {
    fn clear(&mut self) {
        *self = 200;
    }

    fn capacity(&self) -> usize {
        2
    }

    fn len(&self) -> usize {
        1
    }
}

#[derive(Poolable)]
struct Foreign {
    #[poolable(clear, max_capacity = { LIMIT })]
    words: Words,
    #[poolable(clear)]
    by_number: HashMap<u16, u64>,
    #[poolable(clear)]
    #[allow(
        clippy::box_collection,
        reason = "a type whose methods are those of what it derefs to"
    )]
    boxed: Box<Vec<u8>>,
    #[poolable(clear)]
    flag: Flag,
    #[poolable(clear)]
    by_trait: u8,
}

/// A collection that counts how often it is asked to shrink. Its numbers are `u32`, if `N` is 0.
#[derive(Default)]
struct Shrinks<const N: usize> {
    capacity: usize,
    times: usize,
}

impl<const N: usize> Shrinks<N> {
    fn clear(&mut self) {}

    fn shrink_to(&mut self, _: usize) {
        self.times += 1;
    }
}

impl Shrinks<0> {
    fn len(&self) -> u32 {
        0
    }

    fn capacity(&self) -> u32 {
        self.capacity as u32
    }
}

impl Shrinks<1> {
    fn len(&self) -> u32 {
        0
    }

    fn capacity(&self) -> usize {
        self.capacity
    }
}

#[derive(Poolable)]
struct Shrinking {
    #[poolable(clear, max_capacity = 16)]
    unknown: Shrinks<0>,
    #[poolable(clear, max_capacity = 16)]
    known: Shrinks<1>,
}

#[test]
fn a_field_is_asked_to_shrink_if_it_has_more_than_its_limit_or_does_not_tell() {
    for (capacity, times) in [(15, 0), (16, 0), (17, 1)] {
        let object = Shrinking {
            unknown: Shrinks { capacity, times: 0 },
            known: Shrinks { capacity, times: 0 },
        };
        assert_eq!(object.footprint(), Footprint::default(), "a `u32` is no number of elements");
        let Shrinking { unknown, known } = reset(object);
        assert_eq!((unknown.times, known.times), (1, times), "{capacity}");
    }
}

#[test]
fn clear_calls_the_method_of_the_field() {
    let by_number: HashMap<u16, u64> = (0..10).map(|key| (key, 0)).collect();
    let entries = by_number.capacity();
    let object = Foreign {
        words: Words(Vec::from_iter(0..1000)),
        by_number,
        boxed: Box::new(vec![1; 100]),
        flag: Flag(true.into()),
        by_trait: 7,
    };
    // An entry of 16 bytes each; the trait's methods count in bytes; what is behind a pointer is unknown.
    let expected = Footprint::new(4000 + 16 * 10 + 1, 4000 + 16 * entries + 2);
    assert_eq!(object.footprint(), expected);
    assert!(object.is_reusable());

    let Foreign { words, by_number, boxed, flag, by_trait } = reset(object);
    assert!(words.0.is_empty() && words.0.capacity() <= LIMIT, "{}", words.0.capacity());
    assert!(by_number.is_empty() && by_number.capacity() == entries);
    assert!(boxed.is_empty() && boxed.capacity() >= 100);
    assert!(!flag.0.get());
    assert_eq!(by_trait, 200);
}

#[derive(Debug, PartialEq, Poolable)]
enum ForeignVariant<T> {
    #[poolable(default)]
    Some(#[poolable(clear, max_capacity = 8)] Vec<T>, u8),
    None,
}

#[test]
fn clear_works_on_the_fields_of_a_variant_and_on_generic_types() {
    let some = ForeignVariant::Some(vec![1_u32; 20], 1);
    assert_eq!(some.footprint(), Footprint::new(80, 80));
    let ForeignVariant::Some(items, 0) = reset(some) else { panic!("the same variant, reset") };
    assert!(items.is_empty() && items.capacity() <= 8, "{}", items.capacity());

    let none = ForeignVariant::<u32>::None;
    assert_eq!(none.footprint(), Footprint::default());
    assert_eq!(reset(none), ForeignVariant::Some(Vec::new(), 0));
}

#[derive(Poolable)]
struct Returns {
    #[poolable(value = { return 4 })]
    first: u8,
    second: u8,
}

#[test]
fn a_value_that_returns_leaves_only_itself() {
    let Returns { first, second } = reset(Returns { first: 1, second: 2 });
    assert_eq!((first, second), (4, 0));
}

/// Says what it was made to say.
#[derive(Debug, PartialEq)]
struct Reusable(bool);

impl Poolable for Reusable {
    fn reset(&mut self) {}

    fn is_reusable(&self) -> bool {
        self.0
    }
}

#[allow(dead_code, reason = "there to be reset")]
#[derive(Poolable)]
struct Asked {
    first: Reusable,
    second: Reusable,
    #[poolable(skip)]
    skipped: Reusable,
    #[poolable(with = |_| {})]
    with: Reusable,
    #[poolable(value = Reusable(false))]
    value: Reusable,
}

#[test]
fn is_reusable_asks_every_field_that_resets_itself() {
    let object = |first, second| Asked {
        first: Reusable(first),
        second: Reusable(second),
        skipped: Reusable(false),
        with: Reusable(false),
        value: Reusable(false),
    };
    assert!(object(true, true).is_reusable());
    assert!(!object(false, true).is_reusable());
    assert!(!object(true, false).is_reusable());
}

#[derive(Poolable)]
enum AskedVariant {
    #[poolable(default)]
    Open(Reusable, #[poolable(value = Reusable(false))] Reusable),
    Closed,
}

impl Default for Reusable {
    fn default() -> Self {
        Reusable(true)
    }
}

#[test]
fn is_reusable_asks_the_fields_of_the_default_variant() {
    let open = |answer| AskedVariant::Open(Reusable(answer), Reusable(false));
    assert!(open(true).is_reusable());
    assert!(!open(false).is_reusable());
    assert!(AskedVariant::Closed.is_reusable());
}

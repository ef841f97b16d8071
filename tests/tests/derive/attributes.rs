//! The attributes of fields: each has its effect, and says which fields `is_reusable` asks.

use std::rc::Rc;

use syncpool::Poolable;

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

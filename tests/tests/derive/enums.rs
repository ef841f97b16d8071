//! Enums: a reset leads to the default variant, in place where the enum is in that variant already.

use std::rc::Rc;

use syncpool::Poolable;

use crate::{is_poolable, reset, start_over};

#[derive(Debug, Default, PartialEq, Poolable)]
enum StdDefault {
    Busy(Vec<u8>),
    #[default]
    Idle,
    Named {
        name: String,
    },
}

#[test]
fn an_enum_goes_to_its_std_default() {
    for state in
        [StdDefault::Busy(vec![1]), StdDefault::Idle, StdDefault::Named { name: String::new() }]
    {
        assert_eq!(reset(state), StdDefault::Idle);
    }
}

#[derive(Debug, Default, PartialEq, Poolable)]
enum Numbered {
    First = 1,
    #[default]
    Second = { 1 + 1 },
}

#[test]
fn variants_may_have_numbers() {
    assert_eq!([Numbered::First as u8, Numbered::Second as u8], [1, 2]);
    assert_eq!(reset(Numbered::First), Numbered::Second);
}

#[derive(Debug, PartialEq, Poolable)]
enum Body {
    Nothing,
    #[poolable(default)]
    Bytes {
        bytes: Vec<u8>,
        #[poolable(value = 3)]
        retries: u8,
        #[poolable(with = start_over)]
        start: u32,
        #[poolable(skip)]
        id: u8,
        #[poolable(default)]
        shared: Rc<str>,
    },
}

#[test]
fn an_enum_in_its_default_variant_is_reset_in_place() {
    let mut body = Body::Bytes {
        bytes: Vec::with_capacity(100),
        retries: 0,
        start: 0,
        id: 9,
        shared: "x".into(),
    };
    body.reset();
    let Body::Bytes { bytes, retries, start, id, shared } = body else {
        panic!("another variant");
    };
    assert!(bytes.capacity() >= 100);
    assert_eq!((retries, start, id, &*shared), (3, 100, 9, ""));
}

#[test]
fn an_enum_in_another_variant_becomes_its_default_as_a_reset_leaves_it() {
    let expected = Body::Bytes { bytes: vec![], retries: 3, start: 100, id: 0, shared: "".into() };
    assert_eq!(reset(Body::Nothing), expected);
}

#[derive(Debug, PartialEq, Poolable)]
enum Only<T> {
    #[poolable(default)]
    One(T, #[poolable(skip)] u8),
}

#[derive(Poolable)]
enum Never {}

#[test]
fn enums_of_one_and_of_no_variant() {
    assert_eq!(reset(Only::One(3, 4)), Only::One(0, 4));
    is_poolable::<Never>();
    // The fields of an only variant are never made, so they need no `Default`.
    is_poolable::<Only<[u8; 100]>>();
}

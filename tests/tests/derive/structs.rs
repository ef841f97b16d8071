//! Structs: of every shape, and declared anywhere.

use std::collections::HashMap;

use syncpool::Poolable;

use crate::reset;

#[derive(Debug, Default, PartialEq, Poolable)]
struct Named {
    id: usize,
    name: String,
    flags: Vec<usize>,
    index: HashMap<usize, String>,
    choice: Option<String>,
}

#[test]
fn a_named_struct_is_cleared_and_keeps_its_memory() {
    let mut named = Named {
        id: 3,
        name: "three".into(),
        flags: (0..100).collect(),
        index: (0..100).map(|i| (i, i.to_string())).collect(),
        choice: Some("a".into()),
    };
    let capacities =
        |named: &Named| (named.name.capacity(), named.flags.capacity(), named.index.capacity());
    let (before, flags) = (capacities(&named), named.flags.as_ptr());
    named.reset();
    assert_eq!(named, Named::default());
    assert_eq!(capacities(&named), before);
    assert_eq!(named.flags.as_ptr(), flags);
}

#[derive(Debug, PartialEq, Poolable)]
struct Tuple(u8, Vec<u8>, #[poolable(skip)] char);

#[derive(Debug, PartialEq, Poolable)]
struct Unit;

#[derive(Debug, PartialEq, Poolable)]
struct Empty {}

#[test]
fn tuple_and_unit_structs() {
    assert_eq!(reset(Tuple(1, vec![2], 'x')), Tuple(0, vec![], 'x'));
    assert_eq!(reset(Unit), Unit);
    assert_eq!(reset(Empty {}), Empty {});
}

#[derive(Poolable)]
struct RawNames {
    r#type: u8,
    r#fn: u8,
}

#[test]
fn fields_may_have_raw_names() {
    let RawNames { r#type, r#fn } = reset(RawNames { r#type: 1, r#fn: 2 });
    assert_eq!((r#type, r#fn), (0, 0));
}

macro_rules! make {
    ($name:ident, $ty:ty, $value:expr) => {
        #[derive(Poolable)]
        struct $name {
            #[poolable(value = $value)]
            field: $ty,
            plain: $ty,
        }
    };
}

make!(FromMacro, u16, 1 + 2);

#[test]
fn types_out_of_macros() {
    let FromMacro { field, plain } = reset(FromMacro { field: 9, plain: 9 });
    assert_eq!((field, plain), (3, 0));
}

#[test]
fn types_in_functions() {
    const STEPS: u8 = 5;
    #[derive(Poolable)]
    struct Local(#[poolable(value = STEPS)] u8);
    assert_eq!(reset(Local(1)).0, 5);
}

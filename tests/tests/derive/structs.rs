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

#[derive(Debug, Default, PartialEq, Poolable)]
#[allow(clippy::type_complexity, reason = "each primitive type is there once")]
struct Primitives(
    bool,
    char,
    (f32, f64),
    [i8; 2],
    f32,
    f64,
    i8,
    i16,
    i32,
    i64,
    i128,
    isize,
    u8,
    u16,
    u32,
    u64,
    u128,
    usize,
);

#[test]
fn fields_of_primitive_types() {
    let used = Primitives(
        true,
        'x',
        (1.0, 2.0),
        [3, 4],
        5.0,
        6.0,
        7,
        8,
        9,
        10,
        11,
        12,
        13,
        14,
        15,
        16,
        17,
        18,
    );
    let reset = reset(used);
    assert_eq!(reset, Primitives::default());
    assert!(reset.is_reusable());
    assert_eq!(reset.footprint(), syncpool::Footprint::default());
}

/// A primitive type is assigned, and borrows nothing. So it may be unaligned.
#[derive(Poolable)]
#[repr(Rust, packed)]
struct Packed {
    tag: u8,
    number: u64,
}

#[test]
fn a_packed_struct_of_primitive_types() {
    let Packed { tag, number } = reset(Packed { tag: 1, number: 2 });
    assert_eq!((tag, number), (0, 0));
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

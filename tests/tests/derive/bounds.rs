//! Type parameters, and the bounds that the derive puts on them.

use std::collections::HashMap;
use std::fmt::Debug;
use std::marker::PhantomData;

use syncpool::Poolable;

use crate::{Opaque, is_poolable, reset};

#[derive(Poolable)]
struct Generic<'a, T: Clone, U, const N: usize = 4>
where
    U: Debug,
{
    #[poolable(skip)]
    name: &'a str,
    items: Vec<T>,
    array: [U; N],
    marker: PhantomData<fn(&'a U)>,
}

#[test]
fn all_kinds_of_parameters() {
    let Generic { name, items, array, .. } = reset(Generic::<'_, u8, u8, 2> {
        name: "x",
        items: vec![1],
        array: [1, 2],
        marker: PhantomData,
    });
    assert_eq!((name, items.len(), array), ("x", 0, [0, 0]));
}

#[allow(dead_code, reason = "there to be reset")]
#[derive(Poolable)]
struct Bounds<T, U, V> {
    items: Vec<T>,
    option: Option<T>,
    map: HashMap<T, Opaque2<T>>,
    #[poolable(skip)]
    skipped: U,
    #[poolable(default)]
    defaulted: V,
}

/// Poolable whatever it holds, which a derive can't know.
struct Opaque2<T>(PhantomData<T>);

impl<T> Poolable for Opaque2<T> {
    fn reset(&mut self) {}
}

#[test]
fn parameters_are_bounded_only_where_a_field_needs_it() {
    #[derive(Default)]
    struct JustDefault;
    is_poolable::<Bounds<Opaque, Opaque, JustDefault>>();
}

#[derive(Poolable)]
struct Projections<I: Iterator, J: Iterator> {
    next: I::Item,
    rest: Vec<<J as Iterator>::Item>,
}

#[test]
fn associated_types_are_bounded_themselves() {
    is_poolable::<Projections<std::ops::Range<u8>, std::vec::IntoIter<Opaque>>>();
}

mod private_parts {
    use syncpool::Poolable;

    #[derive(Default, Poolable)]
    struct Private<T>(Vec<T>);

    #[derive(Default, Poolable)]
    pub(super) struct Public<T>(Private<T>);

    impl<T> Public<T> {
        pub(super) fn len(&self) -> usize {
            self.0.0.len()
        }
    }
}

#[test]
fn bounds_may_be_on_private_types() {
    is_poolable::<private_parts::Public<Opaque>>();
    assert_eq!(reset(private_parts::Public::<u8>::default()).len(), 0);
}

#[derive(Poolable)]
#[poolable(bound = "T: Copy + Poolable, U: Copy")]
struct OwnBound<T, U> {
    item: T,
    items: Vec<U>,
    #[poolable(with = repeat_the_first)]
    pair: [T; 2],
}

/// It needs a bound that the derive does not find.
fn repeat_the_first<T: Copy>(pair: &mut [T; 2]) {
    pair[1] = pair[0];
}

#[derive(Poolable)]
#[poolable(bound = "")]
struct NoBound<T> {
    items: Vec<T>,
}

#[test]
fn bounds_of_the_users_own_replace_those_found() {
    let object = OwnBound { item: 1, items: vec![2], pair: [3, 4] };
    let OwnBound { item, items, pair } = reset(object);
    assert_eq!((item, items.len(), pair), (0, 0, [3, 3]));
    is_poolable::<NoBound<Opaque>>();
}

#[derive(Poolable)]
struct Unsized<T: ?Sized> {
    length: usize,
    tail: T,
}

#[test]
fn the_last_field_may_be_unsized() {
    is_poolable::<Unsized<u8>>();
    is_poolable::<Unsized<dyn Poolable>>();
}

/// A collection of another crate: it has the usual methods, and none of the traits.
struct Bag<T>(Vec<T>);

impl<T> Bag<T> {
    fn clear(&mut self) {
        self.0.clear();
    }
    fn capacity(&self) -> usize {
        self.0.capacity()
    }
    fn shrink_to(&mut self, most: usize) {
        self.0.shrink_to(most);
    }
}

#[derive(Poolable)]
struct Limited<C, T> {
    #[poolable(max_capacity = 4)]
    collection: C,
    #[poolable(clear, max_capacity = 4)]
    bag: Bag<T>,
}

/// A limit needs a trait of the field's type, unless the type's own methods are called.
#[test]
fn a_limited_parameter_is_bounded_and_a_field_with_own_methods_is_not() {
    let limited = Limited { collection: vec![1; 100], bag: Bag(vec![1; 100]) };
    let Limited { collection, bag } = reset(limited);
    assert_eq!((collection.len(), collection.capacity()), (0, 4));
    assert_eq!((bag.0.len(), bag.capacity()), (0, 4));
}

struct NoDefault<T>(Option<T>);

#[derive(Poolable)]
enum Valued<T> {
    #[poolable(default)]
    Idle {
        #[poolable(value = NoDefault(None))]
        item: NoDefault<T>,
    },
    Busy,
}

/// A field with a value is made of it, when the enum comes back in another variant.
#[test]
fn a_field_with_a_value_needs_no_default() {
    is_poolable::<Valued<Opaque>>();
    let Valued::Idle { item } = reset(Valued::<u8>::Busy) else { panic!("another variant") };
    assert!(item.0.is_none());
}

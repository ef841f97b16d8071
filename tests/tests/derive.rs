//! `#[derive(Poolable)]`: what each attribute does, to which types it can be put, and which bounds
//! its impl has.

use std::collections::HashMap;
use std::fmt::Debug;
use std::marker::PhantomData;
use std::rc::Rc;

use syncpool::Poolable;

/// A type that does not implement `Poolable`, nor anything else.
struct Opaque;

fn is_poolable<T: Poolable + ?Sized>() {}

fn reset<T: Poolable>(mut object: T) -> T {
    object.reset();
    object
}

// Shapes

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

// Field attributes

fn start_over(number: &mut u32) {
    *number = 100;
}

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

// `is_reusable`

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

// Enums

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

// Generics

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
}

#[derive(Poolable)]
#[poolable(bound = "")]
struct NoBound<T> {
    items: Vec<T>,
}

#[test]
fn bounds_of_the_users_own_replace_those_found() {
    let OwnBound { item, items } = reset(OwnBound { item: 1, items: vec![2] });
    assert_eq!((item, items.len()), (0, 0));
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

// Types that contain themselves

#[derive(Debug, Default, PartialEq, Poolable)]
struct Node {
    value: u32,
    children: Vec<Node>,
    next: Option<Box<Self>>,
}

#[test]
fn a_tree_is_cut_at_its_root_and_keeps_the_root() {
    let leaf = |value| Node { value, ..Node::default() };
    let mut root =
        Node { value: 1, children: (0..10).map(leaf).collect(), next: Some(Box::default()) };
    let capacity = root.children.capacity();
    root.reset();
    assert_eq!(root, Node::default());
    assert_eq!(root.children.capacity(), capacity);
}

#[derive(Poolable)]
struct GenericNode<T> {
    value: T,
    children: Vec<GenericNode<T>>,
    pair: (T, Option<Box<Self>>),
}

/// Poolable if its items are, so that a bound on an `Arena<Tree<T>>` would lead back to `Tree<T>`.
struct Arena<T>(Vec<T>);

impl<T: Poolable> Poolable for Arena<T> {
    fn reset(&mut self) {
        self.0.iter_mut().for_each(Poolable::reset);
    }
}

#[derive(Poolable)]
struct Tree<T> {
    value: T,
    children: Arena<Tree<T>>,
    pair: (Vec<T>, Arena<Self>),
}

#[derive(Poolable)]
struct Keyed<K, T> {
    by_key: HashMap<K, Keyed<K, T>>,
    all: Vec<(K, Keyed<K, T>)>,
    items: Vec<T>,
}

#[derive(Debug, PartialEq, Poolable)]
enum List<T> {
    #[poolable(default)]
    End,
    Item(T, Box<List<T>>),
}

#[test]
fn generic_types_that_contain_themselves() {
    let node = |value| GenericNode { value, children: vec![], pair: (value, None) };
    let mut root = node(1);
    root.children.push(node(2));
    root.reset();
    assert_eq!((root.value, root.children.len(), root.pair.0), (0, 0, 0));
    let tree = |value, children| Tree {
        value,
        children: Arena(children),
        pair: (vec![value], Arena(vec![])),
    };
    let root = reset(tree(1, vec![tree(2, vec![])]));
    assert_eq!((root.value, root.children.0[0].value), (0, 0));
    assert!(root.pair.0.is_empty() && root.pair.1.0.is_empty());
    is_poolable::<Keyed<Opaque, Opaque>>();
    is_poolable::<List<Opaque>>();
    assert_eq!(reset(List::Item(1, Box::new(List::End))), List::End);
}

/// `Expr` and `Block` contain each other, so one of them says its bound.
#[allow(dead_code, reason = "there to be reset")]
#[derive(Poolable)]
#[poolable(bound = "T: Poolable + Default")]
enum Expr<T> {
    #[poolable(default)]
    Literal(T),
    Block(Box<Block<T>>),
}

#[derive(Poolable)]
struct Block<T> {
    body: Vec<Expr<T>>,
    result: Expr<T>,
}

#[test]
fn generic_types_that_contain_each_other() {
    let block = Block { body: vec![], result: Expr::Literal(3) };
    let Block { body, result } =
        reset(Block { body: vec![Expr::Literal(1)], result: Expr::Block(Box::new(block)) });
    assert!(body.is_empty() && matches!(result, Expr::Literal(0)));
}

// Where it is put

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

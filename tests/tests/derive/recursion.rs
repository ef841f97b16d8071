//! Types that contain themselves or each other.

use std::collections::HashMap;

use syncpool::Poolable;

use crate::{Opaque, is_poolable, reset};

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

/// A type that contains itself in a field's type of this form.
macro_rules! contains_itself_in {
    ($($name:ident: $T:ident, $type:ty;)+) => {$(
        #[derive(Poolable)]
        struct $name<$T> {
            field: $type,
        }
    )+};
}

contains_itself_in! {
    InTuple: T, (T, Option<Box<InTuple<T>>>);
    InArray: T, [(T, Option<Box<InArray<T>>>); 2];
    InBox: T, Box<(T, Vec<InBox<T>>)>;
}

#[derive(Poolable)]
struct Plain<T> {
    tuple: (T, Option<Box<Plain<T>>>),
    array: [(T, Vec<Plain<T>>); 1],
    boxed: Box<(T, Option<Box<Plain<T>>>)>,
}

/// The bound is that of the parameter, which stands beside the type itself.
#[test]
fn a_parameter_beside_the_type_itself_is_bounded() {
    let mut tuple = InTuple { field: (1, Some(Box::new(InTuple { field: (2, None) }))) };
    tuple.reset();
    assert!(tuple.field.0 == 0 && tuple.field.1.is_none());
    let mut array = InArray { field: [(1, None), (2, None)] };
    array.reset();
    assert!(array.field.iter().all(|(number, _)| *number == 0));
    let mut boxed = InBox { field: Box::new((1, vec![InBox { field: Box::new((2, vec![])) }])) };
    boxed.reset();
    assert!(boxed.field.0 == 0 && boxed.field.1.is_empty());
    let mut plain = Plain { tuple: (1, None), array: [(2, vec![])], boxed: Box::new((3, None)) };
    plain.reset();
    assert_eq!((plain.tuple.0, plain.array[0].0, plain.boxed.0), (0, 0, 0));
}

//! User code that uses the pool that calls it.
//!
//! The cure: no borrow of the pool's thread-local is held while user code runs. A get has ended its
//! borrow before `init`, and a put begins one after `reset`.

use syncpool::prelude::*;
use syncpool_tests::scaled;

/// A tree whose nodes come from one pool: the reset of a node gives its children back.
macro_rules! tree {
    ($size:expr) => {{
        #[derive(Default, Poolable)]
        struct Node {
            value: u64,
            children: Vec<Pooled<NODES>>,
        }
        pool!(static NODES: Node = $size);

        fn grow(depth: u64) -> Pooled<NODES> {
            let mut node = NODES.get();
            assert!(node.value == 0 && node.children.is_empty(), "the node was not reset");
            node.value = depth;
            if depth > 1 {
                node.children.extend((0..3).map(|_| grow(depth - 1)));
            }
            node
        }
        fn sum(node: &Node) -> u64 {
            node.value + node.children.iter().map(|child| sum(child)).sum::<u64>()
        }

        let nodes = 1 + 3 + 9 + 27 + 81;
        for _ in 0..scaled(50, 2) {
            let tree = grow(5);
            assert_eq!(sum(&tree), 5 + 3 * 4 + 9 * 3 + 27 * 2 + 81);
            drop(tree);
            assert_eq!(NODES.len(), nodes.min($size));
        }
        let misses = NODES.miss_count() as usize;
        if $size >= nodes {
            assert_eq!(misses, nodes, "every node after the first tree was a used one");
        }
    }};
}

#[test]
fn a_tree_of_pooled_nodes() {
    tree!(256);
}

#[test]
fn a_tree_that_is_larger_than_its_pool() {
    tree!(64);
}

#[test]
fn a_tree_in_a_small_pool() {
    tree!(8);
}

/// A list as long as the pool: the reset of each link runs inside the reset of the link before it.
#[test]
fn a_list_of_pooled_nodes() {
    #[derive(Default, Poolable)]
    struct Link {
        next: Option<Pooled<LINKS>>,
    }
    pool!(static LINKS: Link = 500);

    for _ in 0..scaled(10, 2) {
        let mut head = LINKS.get();
        for _ in 1..500 {
            let tail = std::mem::replace(&mut head, LINKS.get());
            head.next = Some(tail);
        }
        drop(head);
        assert_eq!((LINKS.len(), LINKS.miss_count()), (500, 500));
    }
}

/// Every hook gets an object from the pool that calls it.
macro_rules! every_hook {
    ($size:expr) => {{
        use std::cell::Cell;
        thread_local! {
            /// How deep hooks are nested. The depth is limited: a hook that always got another object
            /// would never end.
            static DEPTH: Cell<u32> = const { Cell::new(0) };
            static CALLS: Cell<[u32; 4]> = const { Cell::new([0; 4]) };
        }
        fn again(hook: usize) {
            let mut calls = CALLS.get();
            calls[hook] += 1;
            CALLS.set(calls);
            if DEPTH.get() < 2 {
                DEPTH.set(DEPTH.get() + 1);
                let pair = (POOL.get(), POOL.take());
                drop(POOL.put(pair.1));
                drop(pair.0);
                drop(POOL.try_get());
                DEPTH.set(DEPTH.get() - 1);
            }
        }

        struct Busy(u64);
        impl Busy {
            fn new() -> Self {
                again(0);
                Busy(0xB0B)
            }
        }
        impl Poolable for Busy {
            fn reset(&mut self) {
                again(1);
                assert_eq!(self.0, 0xB0B);
            }
            fn is_reusable(&self) -> bool {
                again(2);
                true
            }
        }
        impl Drop for Busy {
            fn drop(&mut self) {
                again(3);
                assert_eq!(std::mem::replace(&mut self.0, 0xDEAD), 0xB0B);
            }
        }
        pool!(static POOL: Busy = $size, init = Busy::new);

        for _ in 0..scaled(20, 2) {
            let guards: Vec<_> = (0..$size + 3).map(|_| POOL.get()).collect();
            drop(guards);
            assert!(POOL.len() <= $size);
            POOL.trim($size / 2);
            POOL.refill($size);
        }
        assert!(CALLS.get().iter().all(|&calls| calls > 0), "{:?}", CALLS.get());
    }};
}

#[test]
fn every_hook_uses_a_pool_with_magazines() {
    every_hook!(64);
}

#[test]
fn every_hook_uses_a_small_pool() {
    every_hook!(4);
}

/// Two pools whose resets use each other.
#[test]
fn two_pools_use_each_other() {
    #[derive(Default)]
    struct A(Vec<Pooled<SECOND>>);
    #[derive(Default)]
    struct B(Vec<Pooled<FIRST>>);
    impl Poolable for A {
        fn reset(&mut self) {
            self.0.clear();
        }
    }
    impl Poolable for B {
        fn reset(&mut self) {
            self.0.clear();
        }
    }
    pool! {
        static FIRST: A = 64;
        static SECOND: B = 64;
    }
    fn nest(depth: usize) -> Pooled<FIRST> {
        let mut a = FIRST.get();
        if depth > 0 {
            let mut b = SECOND.get();
            b.0.push(nest(depth - 1));
            a.0.push(b);
        }
        a
    }
    for _ in 0..scaled(10, 2) {
        drop(nest(30));
        assert_eq!((FIRST.len(), SECOND.len()), (31, 30));
    }
}

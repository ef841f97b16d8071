//! A list that threads add nodes to while others read it. Nodes are never removed before the list is
//! dropped.

use alloc::boxed::Box;
use core::iter;
use core::marker::PhantomData;
use core::ops::Deref;
use core::ptr;

use super::{Acquire, AtomicPtr, Relaxed, Release, constructor};

/// A node of a list.
pub(crate) trait Node: Sized {
    /// The link to the next node.
    fn next(&self) -> &Link<Self>;
}

/// A pointer to a node of a list, or null. The list owns the nodes.
pub(crate) struct Link<T: Node>(AtomicPtr<T>, PhantomData<Box<T>>);

/// A list: the link to its first node. Its drop frees all nodes.
pub(crate) struct List<T: Node>(Link<T>);

impl<T: Node> List<T> {
    constructor! {
        pub(crate) fn new() -> Self {
            List(Link::new())
        }
    }
}

impl<T: Node> Deref for List<T> {
    type Target = Link<T>;

    fn deref(&self) -> &Link<T> {
        &self.0
    }
}

impl<T: Node> Link<T> {
    constructor! {
        pub(crate) fn new() -> Self {
            Link(AtomicPtr::new(ptr::null_mut()), PhantomData)
        }
    }

    /// The node that the link points to.
    pub(crate) fn get(&self) -> Option<&T> {
        // Acquire: pairs with the Release in `push` and `get_or_publish`, so that the node is seen whole.
        let node = self.0.load(Acquire);
        // SAFETY: I9: it is null or comes from `Box::into_raw` in one of these. A node is freed only by the drop
        // of its list, which the link is a part of.
        unsafe { node.as_ref() }
    }

    /// Every node, from the one that the link points to.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        iter::successors(self.get(), |node| node.next().get())
    }

    /// The node that the link points to, or the one that `make` makes, which is published here. Of threads
    /// that do so at once, one publishes its node.
    pub(crate) fn get_or_publish(&self, make: impl FnOnce() -> T) -> &T {
        if let Some(node) = self.get() {
            return node;
        }
        let made = Box::into_raw(Box::new(make()));
        // Release: pairs with the Acquire in `get`.
        if self.0.compare_exchange(ptr::null_mut(), made, Release, Relaxed).is_err() {
            // SAFETY: I9: it comes from `Box::into_raw` above, and nobody else has seen it.
            drop(unsafe { Box::from_raw(made) });
        }
        self.get().expect("a node was published")
    }

    /// Publishes a node in front of those that are there. The node has no next one yet.
    pub(crate) fn push(&self, node: T) -> &T {
        let node = &*Box::leak(Box::new(node));
        let pointer = ptr::from_ref(node).cast_mut();
        let mut first = self.0.load(Relaxed);
        loop {
            node.next().0.store(first, Relaxed);
            // Release: pairs with the Acquire in `get`. It hands on the nodes behind, too: a read-modify-write
            // continues the release sequence of the one before it.
            match self.0.compare_exchange_weak(first, pointer, Release, Relaxed) {
                Ok(_) => return node,
                Err(now) => first = now,
            }
        }
    }
}

impl<T: Node> Drop for List<T> {
    fn drop(&mut self) {
        // Relaxed: what gave this thread the list to itself has ordered all of it.
        let mut next = self.0.0.load(Relaxed);
        while !next.is_null() {
            // SAFETY: I9: each node comes from a `Box` and is in the list once; `&mut self` says that nobody else
            // can reach it any more.
            let node = unsafe { Box::from_raw(next) };
            next = node.next().0.load(Relaxed);
        }
    }
}

//! The current hook of a run-time pool: a list that threads read the first node of, and put a new one in front of.
//!
//! A hook calls functions of the user's, which loom can't follow. Its list does not, and is compiled here as it is.

use loom::thread;

use super::explore::models;
use super::harness::{Kept, Memory};
use crate::raw::sync::Owned;
use crate::raw::sync::link::{Link, List, Node};

models! {
    is_called_while_it_is_replaced(1) catches NoRelease of "self.0.compare_exchange_weak(first" in "link.rs";
    two_replace_it(1) catches Torn of "self.0.compare_exchange_weak(first" in "link.rs";
}

struct Hook {
    /// Fails if a thread does not see what was written before the hook was published.
    content: Owned,
    number: usize,
    replaced: Link<Hook>,
}

impl Node for Hook {
    fn next(&self) -> &Link<Hook> {
        &self.replaced
    }
}

fn hook(number: usize) -> Hook {
    let hook = Hook { content: Owned::new(), number, replaced: Link::new() };
    hook.content.write();
    hook
}

fn hooks() -> Kept<List<Hook>> {
    let hooks = List::new();
    hooks.push(hook(0));
    Kept::new(hooks)
}

/// Calls the current hook and returns its number.
fn call(hooks: &List<Hook>) -> usize {
    let hook = hooks.get().expect("a pool always has a hook");
    hook.content.read();
    hook.number
}

/// A thread calls the hook while another one replaces it.
fn is_called_while_it_is_replaced(_: &'static Memory) {
    let hooks = hooks();
    let other = thread::spawn({
        let hooks = hooks.clone();
        move || _ = hooks.push(hook(1))
    });
    let first = hooks.get().expect("a pool always has a hook");
    let called = [call(&hooks), call(&hooks)];
    assert!(called.is_sorted(), "a hook that was replaced comes back: {called:?}");
    other.join().unwrap();
    assert_eq!(call(&hooks), 1);
    // A hook that was replaced stays for those that still run it.
    first.content.read();
}

/// Two threads replace the hook: one hook is the current one, and none is lost before the pool is dropped.
fn two_replace_it(_: &'static Memory) {
    let hooks = hooks();
    let other = thread::spawn({
        let hooks = hooks.clone();
        move || _ = hooks.push(hook(1))
    });
    hooks.push(hook(2));
    assert_ne!(call(&hooks), 0);
    other.join().unwrap();
    let mut numbers: Vec<_> = hooks.iter().map(|hook| hook.number).collect();
    numbers.sort();
    assert_eq!(numbers, [0, 1, 2]);
}

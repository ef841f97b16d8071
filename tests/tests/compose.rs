//! Pools inside pools: a pooled object may hold guards of another pool, or of its own. The guards'
//! objects go back when the object does.

use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::{mem, thread};

use syncpool::prelude::*;

#[test]
fn clearing_a_vector_gives_its_strings_back_with_their_memory() {
    pool!(static STRINGS: String = 64);

    let mut lines: Vec<Pooled<STRINGS>> = Vec::new();
    for number in 0..10 {
        let mut line = STRINGS.get();
        line.push_str(&format!("this is line number {number}"));
        lines.push(line);
    }
    let memory: HashSet<_> = lines.iter().map(|line| line.as_ptr()).collect();
    assert_eq!((memory.len(), STRINGS.len()), (10, 0));

    lines.reset();
    assert_eq!(STRINGS.len(), 10);

    let again: Vec<_> = (0..10).map(|_| STRINGS.get()).collect();
    assert!(again.iter().all(|line| line.is_empty() && memory.contains(&line.as_ptr())));
    assert_eq!(STRINGS.miss_count(), 10);
}

#[test]
fn a_warm_document_needs_no_new_object() {
    pool!(static WORDS: String = 64);
    pool!(static DOCUMENTS: Document = 64);

    #[derive(Debug, Default, Poolable)]
    struct Document {
        title: Option<Pooled<WORDS>>,
        lines: Vec<Pooled<WORDS>>,
        counts: HashMap<Pooled<WORDS>, usize>,
    }

    fn word(text: &str) -> Pooled<WORDS> {
        text.chars().collect()
    }

    fn read(text: &str) -> Pooled<DOCUMENTS> {
        let mut document = DOCUMENTS.get();
        document.title = Some(word("Hamlet"));
        document.lines.extend(text.lines().map(word));
        for text in text.split_whitespace() {
            match document.counts.get_mut(text) {
                Some(count) => *count += 1,
                None => drop(document.counts.insert(word(text), 1)),
            }
        }
        document
    }

    for _ in 0..3 {
        let document = read("to be or\nnot to be");
        assert_eq!(document.title.as_deref().map(String::as_str), Some("Hamlet"));
        assert_eq!(document.lines, ["to be or", "not to be"]);
        assert_eq!(document.counts["be"], 2);
        assert_eq!(document.counts.len(), 4);
        drop(document);

        // One title, two lines, four words.
        assert_eq!((DOCUMENTS.len(), WORDS.len()), (1, 7));
        assert_eq!((DOCUMENTS.miss_count(), WORDS.miss_count()), (1, 7));
    }
}

#[test]
fn a_guard_in_a_field_is_reset_where_it_is() {
    pool!(static BUFFERS: Vec<u8> = 8);
    pool!(static REQUESTS: Request = 8);

    #[derive(Debug, Default, Poolable)]
    struct Request {
        body: Pooled<BUFFERS>,
        length: usize,
    }

    let mut request = REQUESTS.get();
    request.body.extend([1, 2, 3]);
    request.length = 3;
    let memory = request.body.as_ptr();
    drop(request);
    assert_eq!((REQUESTS.len(), BUFFERS.len()), (1, 0));

    let request = REQUESTS.get();
    assert_eq!((request.body.as_ptr(), request.body.len(), request.length), (memory, 0, 0));
    drop(Pooled::into_box(request));
    assert_eq!((REQUESTS.len(), BUFFERS.len()), (0, 1));
}

#[test]
fn guards_travel_with_the_object_that_holds_them() {
    pool!(static STRINGS: String = 64);
    pool!(static BATCHES: Vec<Pooled<STRINGS>> = 8);

    let (sender, receiver) = mpsc::channel::<Pooled<BATCHES>>();
    let consumer = thread::spawn(move || receiver.iter().map(|batch| batch.len()).sum::<usize>());
    for _ in 0..4 {
        let mut batch = BATCHES.get();
        batch.resize_with(5, Pooled::default);
        sender.send(batch).unwrap();
    }
    drop(sender);
    assert_eq!(consumer.join().unwrap(), 20);

    // Every object that was made is idle: none was lost with the consumer's thread.
    assert_eq!(STRINGS.len() as u64, STRINGS.miss_count());
    assert_eq!(BATCHES.len() as u64, BATCHES.miss_count());
}

/// A node of a tree whose nodes all come from one pool: the reset of a node gives its children back.
#[derive(Debug, Default, Poolable)]
struct Node {
    value: u64,
    children: Vec<Pooled<NODES>>,
}

pool!(static NODES: Node = 1024);

fn tree(depth: u32, width: usize) -> Pooled<NODES> {
    let mut node = NODES.get();
    node.value = u64::from(depth);
    if depth > 0 {
        node.children.extend((0..width).map(|_| tree(depth - 1, width)));
    }
    node
}

fn sum(node: &Node) -> u64 {
    node.value + node.children.iter().map(|child| sum(child)).sum::<u64>()
}

#[test]
fn a_tree_comes_back_node_by_node_from_inside_its_own_reset() {
    // 1 + 4 + 16 + 64 + 256 nodes.
    let root = tree(4, 4);
    assert_eq!(sum(&root), 4 + 4 * 3 + 16 * 2 + 64);
    drop(root);
    assert_eq!(NODES.len(), 341);

    // A warm pool makes no more nodes, and no node is out twice.
    let made = NODES.miss_count();
    let (first, second) = (tree(3, 4), tree(3, 4));
    assert_eq!((sum(&first), sum(&second)), (3 + 4 * 2 + 16, 3 + 4 * 2 + 16));
    assert_eq!(NODES.miss_count(), made);
    assert_eq!(NODES.len(), 341 - 2 * 85);
    drop((first, second));

    // More nodes than the pool keeps: the bound holds while they come back from inside each other.
    drop(tree(5, 4));
    assert!(NODES.len() <= NODES.capacity());
    assert_eq!(NODES.trim(0) + NODES.len(), NODES.capacity());

    // A panic while a tree is built: no node of the half-built tree is kept.
    let failed = catch_unwind(|| {
        let mut root = tree(2, 2);
        root.children[0].children.clear();
        assert_eq!(NODES.len(), 2, "what was cleared before the panic came back");
        panic!("halfway through a change");
    });
    assert!(failed.is_err());
    assert_eq!(NODES.len(), 2);
}

#[test]
fn a_reset_may_get_and_drop_from_its_own_pool() {
    pool!(static ECHOES: Echo = 64);

    #[derive(Debug, Default)]
    struct Echo {
        times: u32,
    }

    impl Poolable for Echo {
        fn reset(&mut self) {
            if let Some(times) = mem::take(&mut self.times).checked_sub(1) {
                ECHOES.get().times = times;
            }
        }
    }

    ECHOES.get().times = 20;
    // All of them were out together, down to the last echo.
    assert_eq!((ECHOES.len(), ECHOES.miss_count()), (21, 21));
    ECHOES.get().times = 20;
    assert_eq!((ECHOES.len(), ECHOES.miss_count()), (21, 21));
}

#[test]
fn a_destructor_may_use_the_pool_that_drops_it() {
    pool!(static MOURNERS: Mourner = 4);

    #[derive(Debug, Default)]
    struct Mourner {
        company: usize,
    }

    impl Poolable for Mourner {
        fn reset(&mut self) {}

        fn is_reusable(&self) -> bool {
            self.company == 0
        }
    }

    impl Drop for Mourner {
        fn drop(&mut self) {
            drop((0..self.company).map(|_| MOURNERS.get()).collect::<Vec<_>>());
        }
    }

    MOURNERS.get().company = 3;
    assert_eq!(MOURNERS.len(), 3);
    MOURNERS.refill(1);
    assert_eq!(MOURNERS.trim(0), 4);
    assert!(MOURNERS.is_empty());
}

#[test]
fn a_reset_that_panics_loses_no_more_than_its_own_object() {
    pool!(static STRINGS: String = 64);
    pool!(static FUSES: Fuse = 64);

    #[derive(Debug, Default)]
    struct Fuse {
        is_lit: bool,
        notes: Vec<Pooled<STRINGS>>,
    }

    impl Poolable for Fuse {
        fn reset(&mut self) {
            self.notes.clear();
            assert!(!mem::take(&mut self.is_lit), "lit");
        }
    }

    let mut fuse = FUSES.get();
    fuse.is_lit = true;
    fuse.notes.resize_with(3, Pooled::default);
    assert!(catch_unwind(AssertUnwindSafe(|| drop(fuse))).is_err());
    assert_eq!((FUSES.len(), STRINGS.len()), (0, 3));

    // The pool works as before.
    let mut fuse = FUSES.get();
    assert!(!fuse.is_lit && fuse.notes.is_empty());
    fuse.notes.resize_with(3, Pooled::default);
    drop(fuse);
    assert_eq!((FUSES.len(), STRINGS.len()), (1, 3));
    assert_eq!((FUSES.miss_count(), STRINGS.miss_count()), (2, 3));
}

#[test]
fn guards_that_a_thread_keeps_until_its_end_come_back() {
    use std::cell::RefCell;

    pool!(static STRINGS: String = 64);
    pool!(static BATCHES: Vec<Pooled<STRINGS>> = 8);

    thread_local! {
        static KEPT: RefCell<Option<Pooled<BATCHES>>> = const { RefCell::new(None) };
    }

    for keeps_first in [true, false] {
        thread::spawn(move || {
            // In both orders of first use, and so of destruction: before and after the pools' own.
            if keeps_first {
                KEPT.with_borrow_mut(|kept| assert!(kept.is_none()));
            }
            let mut batch = BATCHES.get();
            batch.resize_with(3, Pooled::default);
            KEPT.set(Some(batch));
        })
        .join()
        .unwrap();
        assert_eq!((BATCHES.len(), STRINGS.len()), (1, 3));
        assert_eq!((BATCHES.miss_count(), STRINGS.miss_count()), (1, 3));
    }
}

//! A producer and a consumer that share one pool through a bounded channel.
//!
//! The producer gets an object from the pool, fills it and sends it. The consumer reads the object and
//! drops it, which gives it back to the pool. With version 0.1 of syncpool this program needed a
//! `static mut` and three `unsafe` blocks; here the compiler forbids unsafe code.
//!
//! Run it with `cargo run --release --example pipeline`.

#![forbid(unsafe_code)]

use std::collections::HashMap;
use std::io::{self, Write};
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded};
use syncpool::prelude::*;

/// How many items go through the pipeline.
const ITEMS: usize = 128;

/// How many items may wait in the channel.
const WAITING: usize = 16;

/// A heavy object: seven fields, five of which own memory.
///
/// The derive writes a `reset` that clears every field in place, so an object that comes back keeps
/// the memory of its vectors and maps for the next item.
#[derive(Default, Debug, Poolable)]
struct ComplexStruct {
    id: usize,
    name: String,
    body: Vec<String>,
    flags: Vec<usize>,
    children: Vec<usize>,
    index: HashMap<usize, String>,
    rev_index: HashMap<String, usize>,
}

pool!(static POOL: ComplexStruct = 64);

fn main() -> io::Result<()> {
    let (sender, receiver) = bounded(WAITING);
    let summary = thread::scope(|scope| {
        let producer = scope.spawn(|| produce(sender));
        let summary = consume(receiver);
        // The end of the scope waits for what a thread runs. A join waits until its magazine is given back, too.
        producer.join().expect("the producer does not panic");
        summary
    });
    report(&summary)
}

/// Fills an object for each item and sends it down the channel.
fn produce(sender: Sender<Pooled<POOL>>) {
    for id in 0..ITEMS {
        // The pool gives an object that came back, or makes a new one. Both are blank.
        let mut item = POOL.get();
        fill(&mut item, id);
        if sender.send(item).is_err() {
            // The consumer is gone. The drop of the error gives the item in it back.
            return;
        }
    }
}

/// Stands in for the work that a real producer does.
fn fill(item: &mut ComplexStruct, id: usize) {
    item.id = id;
    item.name.push_str("item ");
    item.name.push_str(&id.to_string());
    for place in 0..16 {
        let text = format!("part {place} of item {id}");
        item.body.push(text.clone());
        item.flags.push(place % 2);
        item.children.push(id + place);
        item.index.insert(place, text.clone());
        item.rev_index.insert(text, place);
    }
}

/// The results of the consumer.
#[derive(Debug, Default)]
struct Summary {
    items: usize,
    parts: usize,
}

/// Reads every item, and checks that nothing is left in it of an earlier one.
fn consume(receiver: Receiver<Pooled<POOL>>) -> Summary {
    let mut summary = Summary::default();
    for item in receiver {
        assert_eq!(item.name, format!("item {}", item.id));
        assert_eq!((item.body.len(), item.index.len(), item.rev_index.len()), (16, 16, 16));
        summary.items += 1;
        summary.parts += item.body.len();
        // Here `item` is dropped: it is reset and goes back to `POOL`, on this thread.
    }
    summary
}

fn report(summary: &Summary) -> io::Result<()> {
    let stats = POOL.stats();
    let mut out = io::stdout().lock();
    writeln!(out, "{} items with {} parts went through", summary.items, summary.parts)?;
    writeln!(out, "objects made:      {:>4}", stats.misses)?;
    writeln!(out, "objects reused:    {:>4} times", stats.hits)?;
    writeln!(out, "idle now:          {:>4} of at most {}", stats.idle, stats.capacity)?;
    writeln!(out, "\n{stats:#}")
}

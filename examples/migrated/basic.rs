//! The example `basic` of syncpool 0.1, with syncpool 1: a producer and a consumer share a static pool.
//!
//! 0.1 shared it as a `static mut POOL: MaybeUninit<SyncPool<_>>`, of which two threads had a mutable
//! reference at the same time. Here, both threads use the static itself.

use std::collections::HashMap;
use std::sync::mpsc::{self, SyncSender};
use std::thread;
use std::time::Duration;

use syncpool::prelude::*;

/// How many objects the producer sends.
const COUNT: usize = 128;

pool! {
    // Smaller than the demand, as in a service under pressure: past it, `get` makes a new object.
    static POOL: ComplexStruct = COUNT / 2;
}

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

fn main() {
    // 0.1 made its objects when the pool was made.
    POOL.refill(COUNT / 2);

    let (sender, receiver) = mpsc::sync_channel(64);
    let producer = thread::spawn(move || {
        for id in 0..COUNT {
            run(&sender, id);
        }
    });
    let consumer = thread::spawn(move || {
        let mut sum = 0;
        for content in receiver {
            println!("Receiving struct with id: {}", content.id);
            sum += content.id;
        } // `content` is dropped here: it is cleared and goes back to the pool.
        sum
    });

    producer.join().expect("the producer does not panic");
    let sum = consumer.join().expect("the consumer does not panic");
    assert_eq!(sum, COUNT * (COUNT - 1) / 2);
    assert!(POOL.len() <= POOL.capacity());
    println!("All done: {}", POOL.stats());
}

fn run(sender: &SyncSender<Pooled<POOL>>, id: usize) {
    let mut content = POOL.get();
    assert_eq!(content.id, 0, "an object from the pool is cleared");
    content.id = id;

    // Work on the content.
    thread::sleep(Duration::from_nanos(32));

    sender.send(content).expect("the consumer receives until the producer ends");
}

#[test]
fn the_example_works() {
    main();
}

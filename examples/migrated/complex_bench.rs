//! The example `complex_bench` of syncpool 0.1, with syncpool 1: two producers, one consumer and the main
//! thread use buffers of 1 KiB, in turn from the allocator and from a pool.
//!
//! The program shows how the code changes. The project's own benchmarks are in BENCHMARKS.md.

use std::ops::DerefMut;
use std::sync::mpsc::{self, SyncSender};
use std::thread;
use std::time::{Duration, Instant};

use syncpool::prelude::*;

const TRIAL_RUNS: usize = 64;
const TEST_SIZE: usize = 128;
const BUFFER_CAPACITY: usize = 1024;
const BUSY_PERIOD: Duration = Duration::from_nanos(16);

/// The id of a buffer in use.
const USED: usize = 42;
/// The id of a buffer that a pool has cleared.
const CLEARED: usize = 21;

struct Buffer {
    id: usize,
    bytes: [u8; BUFFER_CAPACITY],
}

impl Default for Buffer {
    fn default() -> Self {
        let mut bytes = [0; BUFFER_CAPACITY];
        bytes[42] = 42;
        Buffer { id: 0, bytes }
    }
}

// 0.1 set this function by `reset_handle`, before the pool was shared.
pool!(static POOL: Buffer = 128, reset = |buffer| buffer.id = CLEARED);

fn main() {
    POOL.refill(128);
    println!("Idle at the start: {}", POOL.len());

    let mut sum = 0;
    for trial in 0..TRIAL_RUNS {
        let without = thread::spawn(|| run(Box::<Buffer>::default));
        let with = thread::spawn(|| run(|| POOL.get()));
        let without = without.join().expect("no thread panics");
        let with = with.join().expect("no thread panics");

        let advance = micros(without) - micros(with);
        sum += advance;
        println!(">>> Trial: {trial}; advance: {advance} us <<<");
    }

    println!("Idle at the end: {}", POOL.len());
    println!("Average advance: {} us", sum / TRIAL_RUNS as i128);
    assert!(POOL.len() <= POOL.capacity());
}

fn micros(time: Duration) -> i128 {
    i128::try_from(time.as_micros()).expect("a trial takes less than an age")
}

/// Returns the time that one trial takes whose buffers are made by `get`.
///
/// A `Box<Buffer>` and a guard are dropped alike, so there is one function for both. 0.1 asked at each
/// place whether to `put` the buffer back.
fn run<B>(get: fn() -> B) -> Duration
where
    B: DerefMut<Target = Buffer> + Send + 'static,
{
    let start = Instant::now();
    let (sender, receiver) = mpsc::sync_channel(32);
    let producers =
        [sender.clone(), sender].map(|sender| thread::spawn(move || produce(get, &sender)));
    let consumer = thread::spawn(move || {
        let mut received = 0;
        for buffer in receiver {
            assert_eq!(buffer.bytes[42], 42);
            received += 1;
        }
        received
    });
    for _ in 0..TEST_SIZE {
        mark(get());
    }
    for producer in producers {
        producer.join().expect("no producer panics");
    }
    let received = consumer.join().expect("the consumer does not panic");
    assert!((1..=2 * TEST_SIZE).contains(&received));
    start.elapsed()
}

fn produce<B: DerefMut<Target = Buffer>>(get: fn() -> B, sender: &SyncSender<B>) {
    for _ in 0..TEST_SIZE {
        thread::sleep(BUSY_PERIOD);
        // A buffer for which the channel has no room is dropped. In 0.1 it was lost to the pool.
        let _ = sender.try_send(mark(get()));
    }
}

/// Marks a buffer as used.
fn mark<B: DerefMut<Target = Buffer>>(mut buffer: B) -> B {
    assert!([0, CLEARED].contains(&buffer.id), "a buffer with the id {}", buffer.id);
    buffer.id = USED;
    buffer
}

#[test]
fn the_example_works() {
    main();
}

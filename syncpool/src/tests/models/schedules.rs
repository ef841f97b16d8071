//! Whole pools under shuttle: more threads than loom can explore, in schedules chosen at random.
//!
//! shuttle does not model weak memory. It shows that no tried order of the operations fails.

use std::env;
use std::time::Instant;

use shuttle::rand::{Rng, thread_rng};
use shuttle::{check_pct, check_random, thread};

use super::harness::{Canary, Memory, Worker};

/// The number of schedules in each test, unless the environment sets it.
const SCHEDULES: usize = 2_000;

/// The bug depth of PCT: it looks for bugs that need up to this number of ordering constraints.
const DEPTH: usize = 4;

fn schedules() -> usize {
    let given = env::var("SYNCPOOL_SCHEDULES");
    given.map_or(SCHEDULES, |number| number.parse().expect("SYNCPOOL_SCHEDULES is a number"))
}

/// Runs `threads` threads with a pool of `capacity` slots. Each performs `steps` operations and ends.
/// Half of them start later, and may take over a magazine.
fn work(capacity: usize, threads: usize, steps: usize) {
    Memory::with(capacity, |memory| {
        let spawn = |_| thread::spawn(move || live(memory, steps));
        let others: Vec<_> = (0..threads / 2).map(spawn).collect();
        live(memory, steps);
        let later: Vec<_> = (threads / 2..threads - 1).map(spawn).collect();
        assert!(memory.shared().len() <= capacity);
        others.into_iter().chain(later).for_each(|other| other.join().unwrap());
        memory.settle_pool();
    });
}

/// The life of a thread: it gets objects, keeps some for a while, returns them and new ones, and ends.
fn live(memory: &'static Memory, steps: usize) {
    let worker = Worker::start(memory);
    let mut held = Vec::new();
    for _ in 0..steps {
        match thread_rng().gen_range(0..8) {
            0..4 => held.extend(worker.get()),
            4..6 => _ = worker.put_new(1),
            _ => held.drain(..).for_each(|object| _ = worker.put(object)),
        }
    }
    worker.end();
    // This object outlives the thread's magazine.
    if let Some(object) = held.pop() {
        let put = memory.shared().put(None, Canary::goes_in(object));
        put.unwrap_or_else(Canary::refused);
    }
}

/// 4 threads with a pool of five blocks, which have two summaries.
fn four() {
    work(18, 4, 5);
}

/// 8 threads with a pool of two blocks, whose quota is enough for two magazines.
fn eight() {
    work(9, 8, 2);
}

/// 6 threads with a pool too small for magazines.
fn small() {
    work(3, 6, 3);
}

macro_rules! tests {
    ($($name:ident: $check:expr;)*) => {
        $(
            #[test]
            fn $name() {
                let start = Instant::now();
                $check;
                let (name, took) = (stringify!($name), start.elapsed());
                println!("explored: {name}, {} schedules in {took:.1?}", schedules());
            }
        )*
    };
}

tests! {
    four_at_random: check_random(four, schedules());
    four_by_priority: check_pct(four, schedules(), DEPTH);
    eight_at_random: check_random(eight, schedules());
    eight_by_priority: check_pct(eight, schedules(), DEPTH);
    small_at_random: check_random(small, schedules());
    small_by_priority: check_pct(small, schedules(), DEPTH);
}

//! One thread gets and fills, another gives back. No object is given back by the thread that got
//! it.

#![expect(clippy::box_collection, reason = "boxes are what a pool of any type holds")]

use std::sync::Barrier;
use std::thread;
use std::time::Instant;

use rtrb::RingBuffer;

use super::warmed;
use crate::adapter::{CrossThreadRelease, Fill};
use crate::case::Case;
use crate::object::{Small, Workload};
use crate::sample::{Runner, Sample};
use crate::threads::{Backoff, Pinned};

/// Objects that fit into the ring between the two threads.
const RING: usize = 64;

/// Objects that a side waits for when the ring is empty, or places when the ring is full: a cache
/// line of pointers.
///
/// A side that went on at the first of them would find the ring empty or full again after it. Both
/// sides would run in lockstep and measure the transfer of the ring's own cache lines.
const BATCH: usize = 8;

/// Sets up a pool. An iteration is one object.
pub fn start<C: CrossThreadRelease<W>, W: Workload>(case: Case) -> Runner {
    warmed(case, measure::<C, W>)
}

#[inline(never)]
fn measure<C: CrossThreadRelease<W>, W: Workload>(pool: &C, iterations: u64) -> Sample {
    let (sender, receiver) = RingBuffer::new(RING);
    let (mut sender, mut receiver) = (Sender::new(sender), Receiver::new(receiver, iterations));
    let release = pool.releaser();
    pipeline(
        iterations,
        || {
            let mut held = pool.get();
            held.fill();
            sender.send(C::detach(held));
        },
        move || release(receiver.receive()),
    )
}

/// Sets up the two dedicated rings: as many boxes as a pool holds, and a second ring that returns them.
pub fn start_two_rings(case: Case) -> Runner {
    let capacity = case.capacity();
    let (mut home, idle) = RingBuffer::new(capacity);
    for _ in 0..capacity {
        home.push(Box::new(Small::fresh())).expect("room for every box");
    }
    let mut idle = Receiver::new(idle, u64::MAX);
    Box::new(move |iterations| two_rings(&mut home, &mut idle, iterations))
}

#[inline(never)]
fn two_rings(
    home: &mut rtrb::Producer<Box<Vec<u8>>>,
    idle: &mut Receiver<Box<Vec<u8>>>,
    iterations: u64,
) -> Sample {
    let (sender, receiver) = RingBuffer::new(RING);
    let (mut sender, mut receiver) = (Sender::new(sender), Receiver::new(receiver, iterations));
    pipeline(
        iterations,
        || {
            let mut buffer = idle.receive();
            Small::fill(&mut buffer);
            sender.send(buffer);
        },
        || {
            let mut buffer = receiver.receive();
            buffer.clear();
            home.push(buffer).expect("room for every box");
        },
    )
}

/// The producer's end of a ring.
struct Sender<T> {
    ring: rtrb::Producer<T>,
    backoff: Backoff,
}

impl<T> Sender<T> {
    /// Call this before the thread is pinned: its number of cores decides how it waits.
    fn new(ring: rtrb::Producer<T>) -> Self {
        Self { ring, backoff: Backoff::own_core() }
    }

    #[inline]
    fn send(&mut self, object: T) {
        if let Err(rtrb::PushError::Full(object)) = self.ring.push(object) {
            self.backoff.until(|| (self.ring.slots() >= BATCH).then_some(()));
            assert!(self.ring.push(object).is_ok(), "nobody else puts anything in");
        }
    }
}

/// The consumer's end of a ring.
struct Receiver<T> {
    ring: rtrb::Consumer<T>,
    /// Objects not received yet.
    left: u64,
    backoff: Backoff,
}

impl<T> Receiver<T> {
    /// Call this before the thread is pinned, as [`Sender::new`].
    fn new(ring: rtrb::Consumer<T>, left: u64) -> Self {
        Self { ring, left, backoff: Backoff::own_core() }
    }

    #[inline]
    fn receive(&mut self) -> T {
        let object = self.ring.pop().unwrap_or_else(|_| {
            let enough = self.left.min(BATCH as u64) as usize;
            self.backoff.until(|| (self.ring.slots() >= enough).then_some(()));
            self.ring.pop().expect("nobody else takes anything out")
        });
        self.left -= 1;
        object
    }
}

/// Runs each side `iterations` times, in parallel, on a core of its own. The first quarter is not
/// timed: both threads are then running.
#[inline]
fn pipeline(
    iterations: u64,
    mut produce: impl FnMut(),
    mut consume: impl FnMut() + Send,
) -> Sample {
    let warm_up = iterations / 4;
    let barrier = Barrier::new(2);
    thread::scope(|scope| {
        let consumer = scope.spawn(|| {
            let _pinned = Pinned::to_core(1);
            barrier.wait();
            (0..warm_up).for_each(|_| consume());
            let start = Instant::now();
            (warm_up..iterations).for_each(|_| consume());
            start.elapsed()
        });
        let _pinned = Pinned::to_core(0);
        barrier.wait();
        (0..iterations).for_each(|_| produce());
        let elapsed = consumer.join().expect("a contender panicked");
        Sample::new(elapsed, iterations - warm_up)
    })
}

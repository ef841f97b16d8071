//! One thread gets and fills, another gives back: nothing ever returns where it was taken.

#![expect(clippy::box_collection, reason = "boxes are what a pool of any type holds")]

use std::sync::Barrier;
use std::thread;
use std::time::Instant;

use rtrb::RingBuffer;

use super::warmed;
use crate::contender::Crossing;
use crate::object::{Small, Workload};
use crate::reading::{Reading, Runner};
use crate::threads::{Patience, Pinned};

/// Objects that fit between the two threads.
const RING: usize = 64;

/// Idle objects of a pool, or all the boxes of the limit.
pub const CAPACITY: usize = 128;

/// Objects that a side waits for when it finds a ring empty, or places when it finds it full: a cache
/// line of pointers. One that went on at the first of them would find the ring empty or full again
/// after it: the two sides would run in lockstep, at the pace at which the ring's own lines travel.
const WORTH_WAKING: usize = 8;

/// Sets up a pool and its pipeline.
pub fn start<C: Crossing>(capacity: usize) -> Runner {
    let pool = warmed::<C>(capacity);
    Box::new(move |iterations| {
        Reading::counting_misses(|| pool.misses(), || measure(&pool, iterations))
    })
}

#[inline(never)]
fn measure<C: Crossing>(pool: &C, iterations: u64) -> Reading {
    let (sender, receiver) = RingBuffer::new(RING);
    let (mut sender, mut receiver) = (Sender::new(sender), Receiver::new(receiver, iterations));
    let dock = pool.dock();
    pipeline(
        iterations,
        || {
            let mut held = pool.get();
            C::fill(&mut held);
            sender.send(C::pack(held));
        },
        move || C::land(dock, receiver.receive()),
    )
}

/// Sets up the limit: 128 boxes, and a second ring whose only use is to bring them back.
pub fn start_two_rings() -> Runner {
    let (mut home, idle) = RingBuffer::new(CAPACITY);
    for _ in 0..CAPACITY {
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
) -> Reading {
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

/// The end of a ring where objects go in.
struct Sender<T> {
    ring: rtrb::Producer<T>,
    patience: Patience,
}

impl<T> Sender<T> {
    /// To be called before the thread is pinned: the number of its cores decides how it waits.
    fn new(ring: rtrb::Producer<T>) -> Self {
        Self { ring, patience: Patience::long() }
    }

    #[inline]
    fn send(&mut self, parcel: T) {
        if let Err(rtrb::PushError::Full(parcel)) = self.ring.push(parcel) {
            self.patience.until(|| (self.ring.slots() >= WORTH_WAKING).then_some(()));
            assert!(self.ring.push(parcel).is_ok(), "nobody else puts anything in");
        }
    }
}

/// The end of a ring where objects come out.
struct Receiver<T> {
    ring: rtrb::Consumer<T>,
    /// Objects that are still to come.
    left: u64,
    patience: Patience,
}

impl<T> Receiver<T> {
    /// As [`Sender::new`].
    fn new(ring: rtrb::Consumer<T>, left: u64) -> Self {
        Self { ring, left, patience: Patience::long() }
    }

    #[inline]
    fn receive(&mut self) -> T {
        let parcel = self.ring.pop().unwrap_or_else(|_| {
            let enough = self.left.min(WORTH_WAKING as u64) as usize;
            self.patience.until(|| (self.ring.slots() >= enough).then_some(()));
            self.ring.pop().expect("nobody else takes anything out")
        });
        self.left -= 1;
        parcel
    }
}

/// Runs the two sides that often, side by side, each on a core of its own. The time is that of what
/// arrives after the first quarter: by then both threads are awake.
#[inline]
fn pipeline(
    iterations: u64,
    mut produce: impl FnMut(),
    mut consume: impl FnMut() + Send,
) -> Reading {
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
        Reading::new(elapsed, iterations - warm_up)
    })
}

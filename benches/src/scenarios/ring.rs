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

/// Sets up a pool and its pipeline.
pub fn start<C: Crossing>(capacity: usize) -> Runner {
    let pool = warmed::<C>(capacity);
    Box::new(move |iterations| {
        Reading::counting_misses(|| pool.misses(), || measure(&pool, iterations))
    })
}

#[inline(never)]
fn measure<C: Crossing>(pool: &C, iterations: u64) -> Reading {
    let (mut sender, mut receiver) = RingBuffer::new(RING);
    let dock = pool.dock();
    let patience = Patience::long();
    pipeline(
        iterations,
        || {
            let mut held = pool.get();
            C::fill(&mut held);
            let mut parcel = Some(C::pack(held));
            patience.until(|| send(&mut sender, &mut parcel));
        },
        move || C::land(dock, patience.until(|| receiver.pop().ok())),
    )
}

/// Sets up the limit: 128 boxes, and a second ring whose only use is to bring them back.
pub fn start_two_rings() -> Runner {
    let (mut home, mut idle) = RingBuffer::new(CAPACITY);
    for _ in 0..CAPACITY {
        home.push(Box::new(Small::fresh())).expect("room for every box");
    }
    Box::new(move |iterations| two_rings(&mut home, &mut idle, iterations))
}

#[inline(never)]
fn two_rings(
    home: &mut rtrb::Producer<Box<Vec<u8>>>,
    idle: &mut rtrb::Consumer<Box<Vec<u8>>>,
    iterations: u64,
) -> Reading {
    let (mut sender, mut receiver) = RingBuffer::new(RING);
    let patience = Patience::long();
    pipeline(
        iterations,
        || {
            let mut buffer = patience.until(|| idle.pop().ok());
            Small::fill(&mut buffer);
            let mut parcel = Some(buffer);
            patience.until(|| send(&mut sender, &mut parcel));
        },
        || {
            let mut buffer = patience.until(|| receiver.pop().ok());
            buffer.clear();
            home.push(buffer).expect("room for every box");
        },
    )
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

/// Sends the parcel if there is room for it; keeps it otherwise.
#[inline]
pub(super) fn send<T>(sender: &mut rtrb::Producer<T>, parcel: &mut Option<T>) -> Option<()> {
    match sender.push(parcel.take()?) {
        Ok(()) => Some(()),
        Err(rtrb::PushError::Full(back)) => {
            *parcel = Some(back);
            None
        }
    }
}

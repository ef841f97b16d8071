//! Four threads get and fill, four others give back.
//!
//! A ring leads from every producer to every consumer, sixteen in all, rather than one shared queue:
//! eight threads on one queue would spend their time there, and that time, the same for everyone,
//! would hide what the pools cost.

use rtrb::{Consumer, Producer, RingBuffer};

use super::warmed;
use crate::contender::Crossing;
use crate::reading::{Reading, Runner};
use crate::threads::{Patience, race};

/// Producers, and as many consumers.
const SIDE: usize = 4;

/// Objects that fit into one of the sixteen rings: 1024 in all, half of what the pools hold. Where
/// eight threads share a few cores, a thread works until its rings are full or empty, and then yields:
/// with short rings one would measure how fast the system switches threads.
const RING: usize = 64;

/// Idle objects of a pool.
pub const CAPACITY: usize = 2048;

type Senders<T> = Vec<Producer<T>>;
type Receivers<T> = Vec<Consumer<T>>;

/// Sets up a pool for `capacity` objects.
pub fn start<C: Crossing + Sync>(capacity: usize) -> Runner {
    let pool = warmed::<C>(capacity);
    Box::new(move |iterations| {
        Reading::counting_misses(|| pool.misses(), || measure(&pool, iterations))
    })
}

fn measure<C: Crossing + Sync>(pool: &C, iterations: u64) -> Reading {
    let each = iterations.div_ceil(SIDE as u64);
    let (senders, receivers) = rings();
    let dock = pool.dock();
    let producers = senders.into_iter().map(Role::Produce);
    let consumers = receivers.into_iter().map(Role::Consume);
    let jobs = producers.chain(consumers).map(|role| {
        move || match role {
            Role::Produce(senders) => produce(pool, senders, each),
            Role::Consume(receivers) => consume::<C>(dock, receivers),
        }
    });
    let (elapsed, _) = race(jobs.collect());
    Reading::new(elapsed, each * SIDE as u64)
}

enum Role<T> {
    Produce(Senders<T>),
    Consume(Receivers<T>),
}

/// The sixteen rings, sorted by who holds which end.
fn rings<T>() -> (Vec<Senders<T>>, Vec<Receivers<T>>) {
    let mut receivers: Vec<Receivers<T>> = (0..SIDE).map(|_| Vec::new()).collect();
    let senders = (0..SIDE).map(|_| {
        let ends = receivers.iter_mut().map(|receivers| {
            let (sender, receiver) = RingBuffer::new(RING);
            receivers.push(receiver);
            sender
        });
        ends.collect()
    });
    (senders.collect(), receivers)
}

/// Sends to a consumer until its ring is full, then to the next one: whole batches, as who cares for
/// throughput would.
#[inline(never)]
fn produce<'a, C: Crossing>(pool: &'a C, mut senders: Senders<C::Parcel<'a>>, iterations: u64) {
    let mut turn = 0;
    for _ in 0..iterations {
        let mut held = pool.get();
        C::fill(&mut held);
        let mut parcel = Some(C::pack(held));
        Patience::short().until(|| {
            let sent = send(&mut senders[turn], &mut parcel);
            if sent.is_none() {
                turn = (turn + 1) % SIDE;
            }
            sent
        });
    }
}

/// Sends the parcel if there is room for it; keeps it otherwise.
#[inline]
fn send<T>(sender: &mut rtrb::Producer<T>, parcel: &mut Option<T>) -> Option<()> {
    match sender.push(parcel.take()?) {
        Ok(()) => Some(()),
        Err(rtrb::PushError::Full(back)) => {
            *parcel = Some(back);
            None
        }
    }
}

/// Receives all that a producer has sent, then from the next one, until all of them are gone and
/// their rings are empty.
#[inline(never)]
fn consume<'a, C: Crossing>(dock: C::Dock<'a>, mut receivers: Receivers<C::Parcel<'a>>) {
    let mut patience = Patience::short();
    while !receivers.is_empty() {
        let mut idle = true;
        receivers.retain_mut(|receiver| {
            // Looked at first: what was sent before the sender was gone is then seen by `pop`.
            let last = receiver.is_abandoned();
            while let Ok(parcel) = receiver.pop() {
                C::land(dock, parcel);
                idle = false;
            }
            !last
        });
        if idle {
            patience.wait();
        } else {
            patience = Patience::short();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contenders::hand_written::Queue;
    use crate::object::Small;

    #[test]
    fn everything_sent_is_received() {
        // The scope in `race` ends only when every consumer has seen the end of its rings.
        let mut runner = start::<Queue<Small>>(CAPACITY);
        assert!(runner(1_000).nanos > 0.0);
    }
}

//! Four threads get and fill, four others give back.
//!
//! A ring connects each producer with each consumer: sixteen in all. With one shared queue, eight
//! threads would spend their time in the queue. That time, equal for all contenders, would hide the
//! differences between the pools.

use rtrb::{Consumer, Producer, RingBuffer};

use super::warmed;
use crate::adapter::{CrossThreadRelease, Fill};
use crate::case::Case;
use crate::object::Workload;
use crate::sample::{Runner, Sample};
use crate::threads::{Backoff, run_together};

/// Number of producers, and of consumers.
const SIDE: usize = 4;

/// Objects that fit into a ring: 1024 in all sixteen, half of the pools' capacity.
///
/// Where eight threads share a few cores, a thread works until its rings are full or empty, then
/// yields. Short rings would measure the system's thread switches.
const RING: usize = 64;

type Senders<T> = Vec<Producer<T>>;
type Receivers<T> = Vec<Consumer<T>>;

/// Sets up a pool. An iteration is one object.
pub fn start<C: CrossThreadRelease<W> + Sync, W: Workload>(case: Case) -> Runner {
    warmed(case, measure::<C, W>)
}

fn measure<C: CrossThreadRelease<W> + Sync, W: Workload>(pool: &C, iterations: u64) -> Sample {
    let each = iterations.div_ceil(SIDE as u64);
    let (senders, receivers) = rings();
    let release = pool.releaser();
    let producers = senders.into_iter().map(Role::Produce);
    let consumers = receivers.into_iter().map(Role::Consume);
    let jobs = producers.chain(consumers).map(|role| {
        move || match role {
            Role::Produce(senders) => produce(pool, senders, each),
            Role::Consume(receivers) => consume(receivers, release),
        }
    });
    let (elapsed, _) = run_together(jobs.collect());
    Sample::new(elapsed, each * SIDE as u64)
}

enum Role<T> {
    Produce(Senders<T>),
    Consume(Receivers<T>),
}

/// The sixteen rings: the ends of each producer, and those of each consumer.
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

/// Sends to a consumer until its ring is full, then to the next one: batches are best for
/// throughput.
#[inline(never)]
fn produce<'a, C: CrossThreadRelease<W>, W: Workload>(
    pool: &'a C,
    mut senders: Senders<C::Sent<'a>>,
    iterations: u64,
) {
    let mut turn = 0;
    for _ in 0..iterations {
        let mut held = pool.get();
        held.fill();
        let mut object = Some(C::detach(held));
        Backoff::shared_core().until(|| {
            let sent = send(&mut senders[turn], &mut object);
            if sent.is_none() {
                turn = (turn + 1) % SIDE;
            }
            sent
        });
    }
}

/// Sends the object if its ring has room; keeps it otherwise.
#[inline]
fn send<T>(sender: &mut rtrb::Producer<T>, object: &mut Option<T>) -> Option<()> {
    match sender.push(object.take()?) {
        Ok(()) => Some(()),
        Err(rtrb::PushError::Full(back)) => {
            *object = Some(back);
            None
        }
    }
}

/// Empties one ring after the other until all producers are gone and all rings empty.
#[inline(never)]
fn consume<T>(mut receivers: Receivers<T>, release: impl Fn(T)) {
    let mut backoff = Backoff::shared_core();
    while !receivers.is_empty() {
        let mut idle = true;
        receivers.retain_mut(|receiver| {
            // Asked before `pop`: what a producer sent before its end is then received.
            let last = receiver.is_abandoned();
            while let Ok(object) = receiver.pop() {
                release(object);
                idle = false;
            }
            !last
        });
        if idle {
            backoff.wait();
        } else {
            backoff = Backoff::shared_core();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::adapters::hand_written::Queue;
    use crate::object::Small;

    #[test]
    fn everything_sent_is_received() {
        // `run_together` returns when each consumer has found its producers gone and its rings
        // empty.
        let mut runner = start::<Queue, Small>(Case::Fan);
        assert!(runner(1_000).nanos > 0.0);
    }
}

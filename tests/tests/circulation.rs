//! Magazines that do not circulate: consumers sit on full ones, producers on empty ones, every get
//! misses and every put drops.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::sync::{Mutex, PoisonError};
use std::thread;

use syncpool::Pooled;
use syncpool_tests::{Census, Counted, join};

/// Lets one pipeline run at a time. Otherwise the system would stop threads of a pipeline for those
/// of another test, and the misses would depend on that. For the same reason these tests are a program
/// of their own, and a pipeline runs long enough for the pauses that other programs cause to even out.
static ALONE: Mutex<()> = Mutex::new(());

/// The work of a pipeline.
struct Load {
    producers: usize,
    consumers: usize,
    /// The number of objects that pass before misses are counted.
    warm: usize,
    /// The number of objects that pass in all.
    total: usize,
}

/// The share of misses in the gets of a warm pipeline with half of the pool in flight.
macro_rules! miss_share {
    ($pool:ident, $load:expr) => {{
        let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        let Load { producers, consumers, warm, total } = $load;
        // The pool is warm from the first object on. Otherwise the misses until the channel is full
        // for the first time would count, whenever that is.
        $pool.refill($pool.capacity());
        // Objects in flight are in the channel or held by a thread.
        let in_channel = $pool.capacity() / 2 - producers - consumers;
        let (sender, receiver) = sync_channel::<Pooled<$pool>>(in_channel);
        let receiver = &Mutex::new(receiver);
        let (sent, missed_cold) = (&AtomicUsize::new(0), &AtomicU64::new(0));
        thread::scope(|scope| {
            let mut threads = Vec::new();
            for _ in 0..producers {
                let sender = sender.clone();
                threads.push(scope.spawn(move || {
                    loop {
                        let number = sent.fetch_add(1, Ordering::Relaxed);
                        if number == warm {
                            missed_cold.store($pool.miss_count(), Ordering::Relaxed);
                        }
                        if number >= total {
                            break;
                        }
                        let object = $pool.get();
                        object.check_out();
                        sender.send(object).expect("the consumers wait for the producers");
                    }
                }));
            }
            drop(sender);
            for _ in 0..consumers {
                threads.push(scope.spawn(|| {
                    loop {
                        let next = receiver.lock().unwrap().recv();
                        let Ok(object) = next else { break };
                        drop(object);
                    }
                }));
            }
            join(threads);
        });
        let missed = $pool.miss_count() - missed_cold.load(Ordering::Relaxed);
        missed as f64 / (total - warm) as f64
    }};
}

/// One pool and one test for each size and number of threads.
macro_rules! pipelines {
    ($($name:ident: $size:literal, $producers:literal => $consumers:literal;)+) => {$(
        #[test]
        fn $name() {
            static CENSUS: Census = Census::new();
            syncpool::pool!(static POOL: Counted = $size, init = || CENSUS.object());

            let warm = 4_000 + 20 * $size;
            let total = 2 * warm + 200_000;
            let load = Load { producers: $producers, consumers: $consumers, warm, total };
            let share = miss_share!(POOL, load);
            assert!(share < 0.01, "{:.2} % misses: {}", share * 100.0, POOL.stats());
            assert_eq!(CENSUS.live(), POOL.len());
        }
    )+};
}

// The cure: all threads together reserve at most half of the pool. So the depot has room for the
// objects that consumers give back, and producers find them there.
pipelines! {
    one_producer_and_one_consumer_on_64: 64, 1 => 1;
    four_producers_and_one_consumer_on_64: 64, 4 => 1;
    one_producer_and_four_consumers_on_64: 64, 1 => 4;
    four_producers_and_four_consumers_on_64: 64, 4 => 4;
    one_producer_and_one_consumer_on_128: 128, 1 => 1;
    eight_producers_and_two_consumers_on_128: 128, 8 => 2;
    two_producers_and_eight_consumers_on_128: 128, 2 => 8;
    eight_producers_and_eight_consumers_on_128: 128, 8 => 8;
    one_producer_and_one_consumer_on_1024: 1024, 1 => 1;
    one_producer_and_sixteen_consumers_on_1024: 1024, 1 => 16;
    sixteen_producers_and_one_consumer_on_1024: 1024, 16 => 1;
    sixteen_producers_and_sixteen_consumers_on_1024: 1024, 16 => 16;
}

/// The same for a pool that is too small for magazines.
mod small {
    use super::*;

    pipelines! {
        one_producer_and_one_consumer_on_16: 16, 1 => 1;
        two_producers_and_two_consumers_on_16: 16, 2 => 2;
    }
}

/// A thread only gives back, then only gets, while another does the opposite: the objects circulate
/// in both directions.
#[test]
fn two_threads_that_take_turns() {
    const ROUNDS: usize = 200;
    const BURST: usize = 32;
    static CENSUS: Census = Census::new();
    syncpool::pool!(static POOL: Counted = 2 * BURST, init = || CENSUS.object());

    let (there, here) = sync_channel::<Vec<Pooled<POOL>>>(1);
    let (back, again) = sync_channel::<Vec<Pooled<POOL>>>(1);
    let burst = || {
        let objects: Vec<_> = (0..BURST).map(|_| POOL.get()).collect();
        objects.iter().for_each(|object| object.check_out());
        objects
    };
    let mut missed_cold = 0;
    thread::scope(|scope| {
        let other = scope.spawn(move || {
            for objects in here {
                drop(objects);
                back.send(burst()).expect("the other side waits");
            }
        });
        for round in 0..ROUNDS {
            if round == ROUNDS / 4 {
                missed_cold = POOL.miss_count();
            }
            there.send(burst()).expect("the other side waits");
            drop(again.recv().expect("the other side answers"));
        }
        drop(there);
        other.join().unwrap();
    });
    let share = (POOL.miss_count() - missed_cold) as f64 / (2 * BURST * ROUNDS * 3 / 4) as f64;
    assert!(share < 0.01, "{:.2} % misses: {}", share * 100.0, POOL.stats());
    assert_eq!(CENSUS.live(), POOL.len());
}

/// A thread that had the pool to itself has reserved as many slots as it may, and then only gets.
/// The slots go to the threads that give back. So nearly all of three quarters of the pool circulate,
/// although the two threads' own magazines lie in between. A third would not.
///
/// The cure: a thread whose get misses keeps only a few of its reserved slots.
#[test]
fn a_thread_that_misses_gives_up_its_room() {
    const ROUNDS: usize = 100;
    const BURST: usize = 96;
    static CENSUS: Census = Census::new();
    syncpool::pool!(static POOL: Counted = 128, init = || CENSUS.object());

    let burst = |count: usize| (0..count).map(|_| POOL.get()).collect::<Vec<_>>();
    for _ in 0..20 {
        drop(burst(64));
    }
    let (there, here) = sync_channel::<Vec<Pooled<POOL>>>(0);
    let (back, again) = sync_channel::<()>(0);
    let mut missed_cold = 0;
    thread::scope(|scope| {
        let other = scope.spawn(move || {
            for objects in here {
                drop(objects);
                back.send(()).expect("the other side waits");
            }
        });
        for round in 0..ROUNDS {
            if round == ROUNDS / 4 {
                missed_cold = POOL.miss_count();
            }
            there.send(burst(BURST)).expect("the other side waits");
            again.recv().expect("the other side answers");
        }
        drop(there);
        other.join().unwrap();
    });
    let share = (POOL.miss_count() - missed_cold) as f64 / (BURST * ROUNDS * 3 / 4) as f64;
    assert!(share < 0.1, "{:.2} % misses: {}", share * 100.0, POOL.stats());
    assert_eq!(CENSUS.live(), POOL.len());
}

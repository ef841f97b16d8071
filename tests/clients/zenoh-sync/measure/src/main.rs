//! Compares zenoh-sync's `RecyclingObjectPool` with itself on a pool of syncpool.

use std::hint::{self, black_box};
use std::sync::Barrier;
use std::sync::mpsc::{TryRecvError, TrySendError, sync_channel};
use std::thread;

use harness::{Sample, row, sample};

/// Objects that are taken in a sample, by all threads together.
const OBJECTS: usize = 40_000;

/// Objects of a pool.
const POOL: usize = 64;

/// The bytes of an object: a batch of zenoh.
const BYTES: usize = 65_535;

/// One of the two versions.
trait Version {
    type Pool: Sync;
    type Object: AsMut<[u8]> + Send;

    fn pool() -> Self::Pool;

    /// Takes an object as zenoh's receivers do: a new one, if the pool gives none.
    fn take(pool: &Self::Pool) -> Self::Object;
}

macro_rules! version {
    ($name:ident, $package:ident) => {
        struct $name;

        impl Version for $name {
            type Pool = $package::RecyclingObjectPool<Box<[u8]>, fn() -> Box<[u8]>>;
            type Object = $package::RecyclingObject<Box<[u8]>>;

            fn pool() -> Self::Pool {
                Self::Pool::new(POOL, || vec![0; BYTES].into_boxed_slice())
            }

            #[inline(always)]
            fn take(pool: &Self::Pool) -> Self::Object {
                pool.try_take().unwrap_or_else(|| pool.alloc())
            }
        }
    };
}

version!(Original, original);
version!(Patched, patched);

/// Takes so many objects, writes a bit into each, and drops it.
fn use_objects<V: Version>(pool: &V::Pool, count: usize) {
    for _ in 0..count {
        let mut object = V::take(pool);
        black_box(object.as_mut())[..64].fill(1);
    }
}

/// A number of threads share a pool.
fn shared<V: Version>(threads: usize) -> impl FnMut() -> Sample {
    let pool = V::pool();
    let count = OBJECTS / threads;
    move || {
        let barrier = Barrier::new(threads + 1);
        let worker = || {
            use_objects::<V>(&pool, 1_000);
            barrier.wait();
            barrier.wait();
            use_objects::<V>(&pool, count);
            barrier.wait();
        };
        thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(worker);
            }
            barrier.wait();
            sample(count * threads, || {
                barrier.wait();
                barrier.wait();
            })
        })
    }
}

/// One thread takes objects and sends them to another, which drops them. Neither sleeps: to be woken takes longer
/// than all else.
fn passed_on<V: Version>() -> impl FnMut() -> Sample {
    let pool = V::pool();
    move || {
        thread::scope(|scope| {
            let (sender, receiver) = sync_channel::<V::Object>(POOL / 4);
            scope.spawn(move || {
                while !matches!(receiver.try_recv(), Err(TryRecvError::Disconnected)) {
                    hint::spin_loop();
                }
            });
            sample(OBJECTS, || {
                for _ in 0..OBJECTS {
                    let mut object = V::take(&pool);
                    black_box(object.as_mut())[..64].fill(1);
                    while let Err(TrySendError::Full(back)) = sender.try_send(object) {
                        object = back;
                        hint::spin_loop();
                    }
                }
            })
        })
    }
}

/// One thread alone.
fn alone<V: Version>() -> impl FnMut() -> Sample {
    let pool = V::pool();
    move || sample(OBJECTS, || use_objects::<V>(&pool, OBJECTS))
}

fn main() {
    harness::begin();
    println!();
    harness::head();
    row!("one thread", alone());
    for threads in [2, 4, 8] {
        row!(format!("{threads} threads"), shared(threads));
    }
    row!("one thread takes, another drops", passed_on());
}

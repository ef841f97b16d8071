//! Many threads: the limit in bytes holds, and no object is lost.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use syncpool::WithCapacity;
use syncpool::prelude::*;
use syncpool_tests::scaled;

static LIVE: AtomicUsize = AtomicUsize::new(0);

/// A buffer that is counted while it exists.
struct Buffer(Vec<u8>);

impl WithCapacity for Buffer {
    fn with_capacity(capacity: usize) -> Self {
        LIVE.fetch_add(1, Ordering::Relaxed);
        Buffer(Vec::with_capacity(capacity))
    }
    fn capacity(&self) -> usize {
        self.0.capacity()
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        LIVE.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Poolable for Buffer {
    fn reset(&mut self) {
        self.0.clear();
    }
}

const MAX_BYTES: usize = 50_000;

#[test]
fn the_limit_holds_and_nothing_is_lost() {
    let builder = SizedPool::<Buffer>::builder().smallest(256).largest(4096).capacity(16);
    let pool = Arc::new(builder.max_bytes(MAX_BYTES).build());
    let is_done = Arc::new(AtomicBool::new(false));
    let observer = thread::spawn({
        let (pool, is_done) = (Arc::clone(&pool), Arc::clone(&is_done));
        move || {
            while !is_done.load(Ordering::Relaxed) {
                let bytes = pool.stats().idle_bytes.expect("there is a limit");
                assert!(bytes <= MAX_BYTES, "{bytes}");
            }
        }
    });
    let workers: Vec<_> = (1..=4_usize)
        .map(|seed| {
            let pool = Arc::clone(&pool);
            thread::spawn(move || {
                let mut held = Vec::new();
                let mut state = seed;
                for _ in 0..scaled(20_000, 100) {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    let random = state >> 33;
                    let asked = random % 5000;
                    let mut buffer = pool.get_owned_with_capacity(asked);
                    assert!(buffer.capacity() >= asked && buffer.0.is_empty());
                    buffer.0.push(1);
                    if random % 7 == 0 {
                        buffer.0.reserve_exact(asked + 1000);
                    }
                    if held.len() < 16 {
                        held.push(buffer);
                    } else {
                        held[random % 16] = buffer;
                    }
                }
                held.into_iter()
                    .for_each(|guard| thread::spawn(move || drop(guard)).join().unwrap());
            })
        })
        .collect();
    workers.into_iter().for_each(|worker| worker.join().expect("no assertion fails"));
    is_done.store(true, Ordering::Relaxed);
    observer.join().expect("the limit holds");

    let stats = pool.stats();
    assert_eq!(LIVE.load(Ordering::Relaxed), pool.len(), "{stats}");
    assert_eq!(stats.total().in_use, 0, "{stats}");
    let mut bytes = 0;
    for &size in pool.sizes() {
        bytes += std::iter::from_fn(|| pool.try_take_with_capacity(size))
            .map(|buffer| buffer.capacity())
            .sum::<usize>();
    }
    assert_eq!(Some(bytes), stats.idle_bytes, "{stats}");
    assert_eq!((pool.len(), pool.stats().idle_bytes), (0, Some(0)));
}

//! The limit in bytes, and the bounds of the types.

use std::thread;
use std::time::{Duration, Instant};

use syncpool::prelude::*;

#[derive(Default)]
struct NotPoolable(Vec<u8>);

impl syncpool::WithCapacity for NotPoolable {
    fn with_capacity(capacity: usize) -> Self {
        NotPoolable(Vec::with_capacity(capacity))
    }
    fn capacity(&self) -> usize {
        self.0.capacity()
    }
}

pool! {
    static RESET: NotPoolable = 8, sizes = [16], reset = |object| object.0.clear();
    static LIMITED: Vec<u32> = 64, sizes = [256, 1024], max_bytes = 4096;
}

#[test]
fn objects_need_not_be_poolable_with_a_reset_of_the_pools_own() {
    RESET.get_with_capacity(3).0.push(1);
    assert_eq!((RESET.len(), RESET.get_with_capacity(3).0.len()), (1, 0));
}

#[test]
fn the_limit_counts_bytes_of_all_classes() {
    let four: Vec<_> = (0..5).map(|_| LIMITED.get_with_capacity(256)).collect(); // 1024 bytes each
    drop(four);
    let stats = LIMITED.stats();
    assert_eq!((LIMITED.len(), stats.idle_bytes, stats.max_bytes), (4, Some(4096), Some(4096)));
    assert_eq!(stats.total().discarded_full, 1);

    assert!(LIMITED.put(Box::new(Vec::with_capacity(1024))).is_some(), "no byte is left");
    let taken = LIMITED.take_with_capacity(1);
    assert_eq!(LIMITED.stats().idle_bytes, Some(3072), "an object in use does not count");
    assert_eq!(LIMITED.put(taken), None);
    LIMITED.trim(0);
    assert_eq!(LIMITED.put(Box::new(Vec::with_capacity(1024))), None);
    assert_eq!(LIMITED.stats().idle_bytes, Some(4096));
}

#[test]
fn a_limit_of_nothing_keeps_nothing() {
    let pool = SizedPool::<Vec<u8>>::builder().max_bytes(0).build();
    drop(pool.get_with_capacity(2000));
    assert_eq!((pool.len(), pool.refill(2000, 1)), (0, 0));
    assert_eq!(pool.stats().idle_bytes, Some(0));

    let pool = SizedPool::<Vec<u8>>::builder().capacity(0).build();
    drop(pool.get_with_capacity(2000));
    assert_eq!((pool.len(), pool.refill(2000, 1)), (0, 0));
}

/// A full class gives the bytes of an object that it refuses back.
#[test]
fn bytes_of_refused_objects_are_released() {
    let pool = SizedPool::<Vec<u8>>::builder().capacity(1).max_bytes(1 << 20).build();
    for _ in 0..100 {
        drop([pool.get_with_capacity(1024), pool.get_with_capacity(1024)]);
    }
    assert_eq!((pool.len(), pool.stats().idle_bytes), (1, Some(1024)));
}

/// An adaptive pool releases the bytes of the objects that it drops.
#[test]
fn bytes_of_reaped_objects_are_released() {
    let pool = SizedPool::<Vec<u8>>::builder()
        .adaptive_every(Duration::from_millis(1))
        .max_bytes(1 << 20)
        .build();
    drop((0..32).map(|_| pool.get_with_capacity(1024)).collect::<Vec<_>>());
    assert_eq!(pool.stats().idle_bytes, Some(32 * 1024));
    let start = Instant::now();
    while pool.len() > 2 {
        drop(pool.get_with_capacity(1024));
        assert!(start.elapsed() < Duration::from_secs(60), "{}", pool.stats());
        thread::yield_now();
    }
    let stats = pool.stats();
    assert!(stats.total().reaped >= 30, "{stats}");
    assert_eq!(stats.idle_bytes, Some(1024 * pool.len()));
}

#[test]
fn guards_and_pools_go_where_their_objects_may() {
    fn is_send_and_sync<T: Send + Sync>() {}
    is_send_and_sync::<SizedPool<Vec<u8>>>();
    is_send_and_sync::<Pooled<LIMITED>>();
    is_send_and_sync::<&'static StaticSizedPool<LIMITED>>();
    assert_eq!((size_of::<Pooled<LIMITED>>(), size_of::<LIMITED>()), (8, 0));
}

/// An object of as many bytes as the limit displaces the others; a larger one displaces nothing.
#[test]
fn only_an_object_that_fits_the_limit_displaces_others() {
    let pool = SizedPool::<Vec<u8>>::builder().smallest(1024).largest(8192).max_bytes(4096).build();
    let fill = || drop([pool.get_with_capacity(2048), pool.get_with_capacity(2048)]);
    fill();
    assert_eq!((pool.len(), pool.stats().idle_bytes), (2, Some(4096)));
    assert!(pool.put(Box::new(Vec::with_capacity(8192))).is_some());
    assert_eq!((pool.len(), pool.stats().idle_bytes), (2, Some(4096)), "nothing was displaced");

    let pool = SizedPool::<Bytes>::builder().smallest(1024).largest(8192).max_bytes(8192).build();
    drop([pool.get_with_capacity(4096), pool.get_with_capacity(4096)]);
    // Its class is the first, and its bytes are all that may be kept, or one too many.
    let too_large = Bytes { capacity: 1024, bytes: 8193 };
    assert!(pool.put(Box::new(too_large)).is_some());
    assert_eq!(pool.stats().idle_bytes, Some(8192), "nothing was displaced");
    assert_eq!(pool.len(), 2);
    let as_large = Bytes { capacity: 1024, bytes: 8192 };
    assert_eq!(pool.put(Box::new(as_large)), None);
    assert_eq!((pool.len(), pool.stats().idle_bytes), (1, Some(8192)));
}

/// An object that tells its bytes.
#[derive(Debug, Default, PartialEq)]
struct Bytes {
    capacity: usize,
    bytes: usize,
}

impl Poolable for Bytes {
    fn reset(&mut self) {}
}

impl syncpool::WithCapacity for Bytes {
    fn with_capacity(capacity: usize) -> Self {
        Bytes { capacity, bytes: capacity }
    }
    fn capacity(&self) -> usize {
        self.capacity
    }
    fn allocated_bytes(&self) -> usize {
        self.bytes
    }
}

/// A thread with a magazine drops its own idle objects, and releases their bytes.
#[test]
fn bytes_of_objects_in_a_magazine_are_released() {
    let pool = SizedPool::<Vec<u8>>::builder().capacity(64).max_bytes(1 << 20).build();
    for _ in 0..1000 {
        drop([pool.get_with_capacity(1024), pool.get_with_capacity(1024)]);
    }
    assert_eq!(pool.stats().total().threads, 1, "the thread has a magazine");
    assert_eq!((pool.len(), pool.stats().idle_bytes), (2, Some(2048)));
    assert_eq!(pool.trim(0), 2);
    assert_eq!((pool.len(), pool.stats().idle_bytes), (0, Some(0)));
}

#[test]
fn a_pool_tells_whether_it_is_empty_and_what_it_has_for_a_size() {
    pool!(static LINES: String = 8, sizes = [100, 1000]);
    assert!(LINES.is_empty());
    assert_eq!(LINES.try_take_with_capacity(500), None);
    drop(LINES.get_with_capacity(500));
    assert!(!LINES.is_empty());
    assert_eq!(LINES.try_take_with_capacity(500).unwrap().capacity(), 1000);

    let pool = SizedPool::<String>::builder().build();
    assert!(pool.is_empty());
    drop(pool.get_with_capacity(500));
    assert!(!pool.is_empty());
}

#[test]
fn a_builder_shows_its_settings() {
    let builder = SizedPool::<String>::builder()
        .smallest(64)
        .largest(128)
        .factor(3)
        .capacity(4)
        .max_bytes(5)
        .name("lines");
    assert_eq!(
        format!("{builder:?}"),
        "SizedPoolBuilder { smallest: 64, largest: 128, factor: 3, capacity: 4, max_bytes: Some(5), \
         name: Some(\"lines\"), .. }"
    );
}

//! Which class serves a get, and which one an object comes back to.

use std::collections::{BinaryHeap, HashMap, HashSet, VecDeque};
use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;

use bytes::{BufMut, BytesMut};
use indexmap::{IndexMap, IndexSet};
use smallvec::SmallVec;
use syncpool::prelude::*;
use syncpool::{BuildError, WithCapacity};

const MIDDLE: usize = 64 * 1024;

pool! {
    static BUFFERS: Vec<u8> = 8, sizes = [4 * 1024, MIDDLE, 1024 * 1024];
    static MIXED: Vec<u8> = 64, sizes = [8 * 1024, 1024 * 1024];
    static ONE: Vec<u8> = 8, sizes = [100],
}

/// The idle objects of each class.
fn idle(stats: &syncpool::SizedStats) -> Vec<usize> {
    stats.classes.iter().map(|class| class.stats.idle).collect()
}

#[test]
fn a_get_has_the_capacity_of_its_class() {
    for (asked, given) in [
        (0, 4096),
        (1, 4096),
        (4096, 4096),
        (4097, MIDDLE),
        (MIDDLE, MIDDLE),
        (MIDDLE + 1, 1 << 20),
        (1 << 20, 1 << 20),
        ((1 << 20) + 1, (1 << 20) + 1),
    ] {
        let pool =
            SizedPool::<Vec<u8>>::builder().smallest(4096).largest(1 << 20).factor(16).build();
        assert_eq!(pool.get_with_capacity(asked).capacity(), given, "asked for {asked}");
        assert_eq!(pool.take_with_capacity(asked).capacity(), given, "asked for {asked}");
        assert_eq!(BUFFERS.take_with_capacity(asked).capacity(), given, "asked for {asked}");
    }
}

#[test]
fn an_object_that_grew_goes_to_a_higher_class() {
    pool!(static BUFFERS: Vec<u8> = 8, sizes = [4096, MIDDLE, 1 << 20]);

    let mut buffer = BUFFERS.get_with_capacity(10);
    buffer.reserve_exact(MIDDLE - 1);
    drop(buffer);
    assert_eq!(idle(&BUFFERS.stats()), [1, 0, 0], "one less than the size");

    let mut buffer = BUFFERS.get_with_capacity(10);
    buffer.reserve_exact(MIDDLE);
    drop(buffer);
    assert_eq!(idle(&BUFFERS.stats()), [0, 1, 0]);
    assert!(BUFFERS.try_get_with_capacity(10).is_none(), "the class of 4096 is empty");
    assert!(BUFFERS.try_get_with_capacity(5000).is_some());
}

#[test]
fn what_fits_no_class_is_dropped() {
    pool!(static BUFFERS: Vec<u8> = 8, sizes = [4096, MIDDLE]);

    let small = BUFFERS.put(Box::new(vec![1; 4095])).expect("too small");
    assert!(small.is_empty(), "it was reset");
    assert!(BUFFERS.put(Box::new(Vec::with_capacity(MIDDLE + 1))).is_some(), "too large");
    drop(BUFFERS.get_with_capacity(MIDDLE + 1));
    assert!(BUFFERS.is_empty());

    let total = BUFFERS.stats().total();
    assert_eq!((total.discarded_unfit, total.discarded_outgrown), (1, 2));
    assert_eq!((total.misses, total.in_use), (1, 0));
}

/// What made #212 of a metrics database: each large message left one more large buffer, until all were large.
#[test]
#[cfg_attr(miri, ignore = "fills a megabyte hundreds of times")]
fn large_objects_do_not_take_the_places_of_small_ones() {
    for round in 0..200 {
        let mut buffers: Vec<_> = (0..64).map(|_| MIXED.get_with_capacity(8 * 1024)).collect();
        buffers[round % 64].resize(1024 * 1024, 1); // one large message in each round
        assert!(buffers.iter().filter(|buffer| buffer.capacity() > 8 * 1024).count() == 1);
    }
    let stats = MIXED.stats();
    // Each round makes one small buffer and gives one large one back, of which at most 64 are kept.
    assert_eq!(idle(&stats), [63, 64]);
}

/// Two large ones that nobody asks for would use up the limit for ever.
#[test]
#[cfg_attr(miri, ignore = "fills a megabyte hundreds of times")]
fn objects_displace_larger_ones_where_bytes_are_limited() {
    pool!(static MIXED: Vec<u8> = 64, sizes = [8 * 1024, 1024 * 1024], max_bytes = 2 << 20);
    for round in 0..200 {
        let mut buffers: Vec<_> = (0..64).map(|_| MIXED.get_with_capacity(8 * 1024)).collect();
        buffers[round % 64].resize(1024 * 1024, 1);
    }
    let stats = MIXED.stats();
    assert_eq!((idle(&stats), stats.idle_bytes), (vec![63, 1], Some((63 * 8 + 1024) * 1024)));

    // The largest first, and never a smaller one.
    let pool = SizedPool::<Vec<u8>>::builder().largest(4096).max_bytes(8192).build();
    let [small, middle, large] = [1024, 2048, 4096].map(|size| pool.take_with_capacity(size));
    assert_eq!([pool.put(large), pool.put(middle), pool.put(small)], [None, None, None]);
    assert!(pool.put(Box::new(Vec::with_capacity(4096))).is_some());
    assert_eq!(pool.put(Box::new(Vec::with_capacity(2048))), None);
    assert_eq!((idle(&pool.stats()), pool.stats().idle_bytes), (vec![1, 2, 0], Some(5120)));
    // An object whose class is full displaces nothing.
    let pool = SizedPool::<Vec<u8>>::builder().largest(4096).capacity(1).max_bytes(5500).build();
    pool.refill(4096, 1);
    pool.refill(1024, 1);
    assert!(pool.put(Box::new(Vec::with_capacity(1024))).is_some());
    assert_eq!((idle(&pool.stats()), pool.stats().idle_bytes), (vec![1, 0, 1], Some(5120)));
    // What is larger than the limit displaces nothing.
    let pool = SizedPool::<Vec<u8>>::builder().largest(4096).max_bytes(1500).build();
    drop([pool.get_with_capacity(1024), pool.get_with_capacity(2048)]);
    assert_eq!(idle(&pool.stats()), [1, 0, 0]);
}

#[test]
fn sizes_of_a_builder() {
    let sizes = |smallest, largest, factor| {
        let builder = SizedPool::<Vec<u8>>::builder().smallest(smallest).largest(largest);
        builder.factor(factor).try_build().map(|pool| pool.sizes().to_vec())
    };
    assert_eq!(sizes(10, 10, 2), Ok(vec![10]));
    assert_eq!(sizes(10, 11, 2), Ok(vec![10, 11]));
    assert_eq!(sizes(10, 20, 2), Ok(vec![10, 20]));
    assert_eq!(sizes(10, 21, 2), Ok(vec![10, 20, 21]));
    assert_eq!(sizes(1, usize::MAX, usize::MAX), Ok(vec![1, usize::MAX]));
    assert_eq!(sizes(usize::MAX - 1, usize::MAX, 2), Ok(vec![usize::MAX - 1, usize::MAX]));
    assert_eq!(sizes(0, 10, 2), Err(BuildError::ZeroSize));
    let too_small = BuildError::LargestTooSmall { smallest: 11, largest: 10 };
    assert_eq!(sizes(11, 10, 2), Err(too_small));
    assert_eq!(sizes(1, 10, 1), Err(BuildError::FactorTooSmall { factor: 1 }));
    assert_eq!(sizes(1, 10, 0), Err(BuildError::FactorTooSmall { factor: 0 }));
    for error in [BuildError::ZeroSize, too_small, BuildError::FactorTooSmall { factor: 1 }] {
        assert!(!error.to_string().contains('\n'), "{error}");
    }
}

#[test]
fn one_size_is_enough() {
    drop(ONE.get_with_capacity(7));
    assert_eq!((ONE.len(), ONE.get_with_capacity(100).capacity()), (1, 100));
    assert!(ONE.try_get_with_capacity(101).is_none());
}

#[test]
fn as_a_pool_it_serves_the_smallest_size() {
    fn capacity<P: Pool<Item = Vec<u8>>>(pool: P) -> usize {
        assert!(pool.try_take().is_none());
        Pool::get(pool).capacity()
    }
    pool!(static BUFFERS: Vec<u8> = 8, sizes = [1024, 2048]);
    let pool = Arc::new(SizedPool::builder().build());
    assert_eq!(capacity(&*pool), 1024);
    pool.trim(0);
    assert_eq!(capacity(Arc::clone(&pool)), 1024);
    assert_eq!(capacity(BUFFERS.handle()), 1024);
    BUFFERS.trim(0);
    assert_eq!(capacity(&BUFFERS), 1024);
    assert_eq!(Pooled::<BUFFERS>::default().capacity(), 1024);
}

/// Hash tables have more capacity than they are asked for. Those that the pool made of its largest size stay.
fn all_classes_are_hit<T: WithCapacity + Poolable>() {
    let pool = SizedPool::<T>::builder().smallest(16).largest(1024).build();
    for &size in pool.sizes() {
        let object = pool.get_with_capacity(size);
        assert!(object.capacity() >= size, "{} of {size}", object.capacity());
        drop(object);
        assert!(pool.try_get_with_capacity(size).is_some(), "{size}");
    }
    assert_eq!(pool.len(), pool.sizes().len());
    drop(pool.get_with_capacity(1 << 14));
    assert_eq!(pool.len(), pool.sizes().len());
}

#[test]
fn collections_of_the_standard_library() {
    all_classes_are_hit::<Vec<u64>>();
    all_classes_are_hit::<VecDeque<u64>>();
    all_classes_are_hit::<BinaryHeap<u64>>();
    all_classes_are_hit::<String>();
    all_classes_are_hit::<OsString>();
    all_classes_are_hit::<PathBuf>();
    all_classes_are_hit::<HashMap<u64, String>>();
    all_classes_are_hit::<HashSet<u64>>();
}

#[test]
fn collections_of_other_crates() {
    all_classes_are_hit::<BytesMut>();
    all_classes_are_hit::<hashbrown::HashMap<u64, String, std::hash::RandomState>>();
    all_classes_are_hit::<IndexMap<u64, String>>();
    all_classes_are_hit::<IndexSet<u64>>();
    all_classes_are_hit::<SmallVec<[u64; 4]>>();
}

/// What was split off comes back to the buffer, so its class is that of all of its memory.
#[test]
fn a_split_buffer_goes_back_to_its_class() {
    pool!(static BUFFERS: BytesMut = 8, sizes = [1024, 4096], max_bytes = 16 << 10);

    let mut buffer = BUFFERS.get_with_capacity(4096);
    buffer.put_bytes(7, 3500);
    drop(buffer.split());
    assert!(buffer.capacity() < 1024);
    drop(buffer);
    assert_eq!((idle(&BUFFERS.stats()), BUFFERS.stats().idle_bytes), (vec![0, 1], Some(4096)));
    assert_eq!(BUFFERS.get_with_capacity(4096).capacity(), 4096);

    let mut buffer = BUFFERS.get_with_capacity(4096);
    buffer.put_bytes(7, 100);
    let shared = buffer.split().freeze();
    drop(buffer);
    let stats = BUFFERS.stats();
    assert_eq!((idle(&stats), stats.idle_bytes), (vec![0, 0], Some(0)), "another handle has it");
    assert_eq!((shared.len(), stats.total().discarded_unfit), (100, 1));
}

#[test]
fn trim_and_refill() {
    pool!(static BUFFERS: Vec<u8> = 8, sizes = [1024, 4096], max_bytes = 20_000);
    assert_eq!(BUFFERS.refill(100, 100), 8, "as many as the class keeps");
    assert_eq!(BUFFERS.stats().idle_bytes, Some(8192));
    assert_eq!(BUFFERS.refill(4096, 100), 2, "as many bytes as the pool keeps");
    assert_eq!(BUFFERS.stats().idle_bytes, Some(16384));
    assert_eq!(BUFFERS.refill(4097, 1), 0);
    assert_eq!(BUFFERS.trim(1), 8);
    assert_eq!(BUFFERS.stats().idle_bytes, Some(5120));
    assert_eq!((BUFFERS.trim(0), BUFFERS.stats().idle_bytes), (2, Some(0)));
    assert_eq!(BUFFERS.stats().total().misses, 0);
}

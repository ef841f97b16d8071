//! `SyncPool`: how it is made, and what its methods do on one thread.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

use syncpool::{BuildError, MAX_CAPACITY, Pooled, SyncPool};

use crate::CAPACITIES;

#[test]
fn short_constructors_make_their_objects_in_advance() {
    let pools = [
        (SyncPool::<String>::new(), 64, 0),
        (SyncPool::default(), 64, 0),
        (SyncPool::with_size(13), 13, 0),
        (SyncPool::with_builder(|| String::with_capacity(80)), 64, 80),
        (SyncPool::with_builder_and_size(13, || String::with_capacity(80)), 13, 80),
        (SyncPool::with_packer(reserve), 64, 80),
        (SyncPool::with_packer_and_size(13, reserve), 13, 80),
    ];
    for (pool, size, bytes) in pools {
        assert_eq!((pool.capacity(), pool.len()), (size, size));
        let lines: Vec<_> = (0..size).map(|_| pool.try_get().expect("one is idle")).collect();
        assert!(lines.iter().all(|line| line.capacity() >= bytes));
        assert!(pool.is_empty());
        assert!(pool.try_get().is_none());
        assert_eq!(pool.miss_count(), 0);
        assert!(pool.get().capacity() >= bytes, "an object made on a miss is like the others");
    }
}

#[allow(clippy::box_collection, reason = "a packer's signature")]
fn reserve(mut line: Box<String>) -> Box<String> {
    assert!(line.is_empty(), "a packer is given a valid object");
    line.reserve(80);
    line
}

#[test]
fn builder_functions_may_capture() {
    let made = Arc::new(AtomicUsize::new(0));
    let reset = Arc::new(AtomicUsize::new(0));
    let limit = 100;
    let pool = SyncPool::builder()
        .capacity(40)
        .init({
            let made = Arc::clone(&made);
            move || vec![made.fetch_add(1, Relaxed)]
        })
        .reset({
            let reset = Arc::clone(&reset);
            move |numbers| numbers.push(reset.fetch_add(1, Relaxed))
        })
        .reusable(move |numbers| numbers.capacity() < limit)
        .prefill(3)
        .build();
    assert_eq!((made.load(Relaxed), pool.len()), (3, 3));
    pool.get().reserve(limit);
    assert_eq!((reset.load(Relaxed), pool.len()), (1, 2));
    assert_eq!(pool.stats().discarded_unfit, 1);
    drop(pool.get());
    assert_eq!(pool.get().last(), Some(&1));
}

#[test]
fn what_is_not_reusable_goes_even_if_there_is_room() {
    for capacity in CAPACITIES {
        let pool = SyncPool::builder()
            .capacity(capacity)
            .reusable(|bytes: &Vec<u8>| bytes.capacity() == 0)
            .prefill(capacity)
            .build();
        // The thread reserves as many slots as it may.
        (0..3).for_each(|_| drop((0..capacity).map(|_| pool.get()).collect::<Vec<_>>()));
        for idle in (0..capacity).rev() {
            pool.get().push(1);
            assert_eq!(pool.len(), idle);
        }
        assert_eq!(pool.stats().discarded_unfit, capacity as u64);
    }
}

#[test]
fn wrong_numbers_are_named() {
    let build = |capacity: usize, prefill: usize| {
        SyncPool::<String>::builder().capacity(capacity).prefill(prefill).try_build().map(drop)
    };
    let capacity = MAX_CAPACITY + 1;
    assert_eq!(build(0, 1), Err(BuildError::PrefillTooLarge { prefill: 1, capacity: 0 }));
    assert_eq!(build(capacity, 0), Err(BuildError::CapacityTooLarge { capacity }));
    assert_eq!(build(4, 5), Err(BuildError::PrefillTooLarge { prefill: 5, capacity: 4 }));
    assert_eq!(build(4, 4), Ok(()));
    let interval = SyncPool::<String>::builder().adaptive_every(Duration::ZERO).try_build();
    assert_eq!(interval.map(drop), Err(BuildError::ZeroInterval));

    let panic = catch_unwind(|| SyncPool::<String>::with_size(MAX_CAPACITY + 1)).unwrap_err();
    let message = panic.downcast_ref::<String>().expect("a message");
    assert!(message.contains("at most 16777216"), "{message}");
    assert_eq!(
        build(4, 5).unwrap_err().to_string(),
        "5 objects made in advance do not fit a pool that keeps 4: raise the capacity or prefill \
         fewer",
    );
}

#[test]
fn no_object_is_handed_out_twice_or_lost() {
    for capacity in CAPACITIES {
        let pool = SyncPool::<[u64; 1]>::with_size(capacity);
        for _ in 0..3 {
            let out: Vec<_> = (0..capacity).map(|_| pool.try_get().expect("idle")).collect();
            let distinct: HashSet<_> = out.iter().map(|object| &raw const **object).collect();
            assert_eq!((distinct.len(), pool.len()), (capacity, 0));
            assert!(pool.try_get().is_none());
            drop(distinct);
            drop(out);
            assert_eq!(pool.len(), capacity);
        }
        assert_eq!(pool.miss_count(), 0);
    }
}

#[test]
fn a_full_pool_gives_the_object_back() {
    for capacity in CAPACITIES {
        let pool = SyncPool::<String>::builder().capacity(capacity).build();
        for _ in 0..capacity {
            assert_eq!(pool.put(Box::default()), None);
        }
        let back = pool.put(Box::new(String::from("one too many")));
        assert_eq!(back.as_deref(), Some(&String::new()), "it was reset");
        assert_eq!(pool.len(), capacity);
        assert_eq!(pool.stats().discarded_full, 1);
    }
}

#[test]
fn guards_go_back_and_boxes_do_not() {
    let pool = SyncPool::<String>::with_size(40);
    let kept = Pooled::into_box(pool.get());
    let taken = pool.take();
    drop(pool.get());
    assert_eq!(pool.len(), 38);
    assert_eq!((pool.put(kept), pool.put(taken)), (None, None));
    assert_eq!(pool.len(), 40);
}

#[test]
fn owned_guards_keep_the_pool_alive() {
    let pool = Arc::new(SyncPool::<String>::with_size(40));
    let weak = Arc::downgrade(&pool);
    let line = pool.get_owned();
    drop(pool);
    assert_eq!(weak.upgrade().map(|pool| pool.len()), Some(39));
    drop(line);
    assert!(weak.upgrade().is_none());
}

#[test]
fn objects_may_borrow() {
    let text = String::from("to be or not to be");
    let pool = SyncPool::<Vec<&str>>::builder().capacity(40).build();
    pool.get().extend(text.split(' '));
    std::thread::scope(|scope| {
        scope.spawn(|| pool.get().extend(text.split(' ')));
    });
    assert!(pool.get().is_empty());
}

#[test]
fn objects_without_size_are_pooled_too() {
    let pool = SyncPool::<()>::with_size(40);
    let out: Vec<_> = (0..50).map(|_| pool.get()).collect();
    assert_eq!(pool.miss_count(), 10);
    drop(out);
    assert_eq!(pool.len(), 40);
}

#[test]
fn a_panicking_function_leaves_the_pool_usable() {
    let pool = SyncPool::builder()
        .capacity(40)
        .init(|| vec![0])
        .reset(|numbers| assert_ne!(numbers.len(), 3, "reset"))
        .reusable(|numbers| numbers.len() != 4 || panic!("reusable"))
        .build();
    for len in [3, 4] {
        let mut numbers = pool.get();
        numbers.resize(len, 0);
        catch_unwind(AssertUnwindSafe(|| drop(numbers))).unwrap_err();
        assert_eq!(pool.len(), 0);
    }
    drop(pool.get());
    assert_eq!((pool.len(), pool.miss_count()), (1, 3));

    let failing = SyncPool::<String>::builder().init(|| panic!("init")).build();
    catch_unwind(|| drop(failing.get())).unwrap_err();
    assert_eq!((failing.miss_count(), failing.refill(0)), (0, 0));
    assert_eq!(failing.put(Box::default()), None);
    assert_eq!(failing.get(), "");
}

#[test]
fn a_reset_may_use_its_own_pool() {
    static POOL: std::sync::LazyLock<SyncPool<Vec<u8>>> = std::sync::LazyLock::new(|| {
        SyncPool::builder()
            .capacity(40)
            .reset(|bytes: &mut Vec<u8>| {
                if let Some(depth) = bytes.pop() {
                    bytes.clear();
                    POOL.get().extend((0..depth).next_back());
                }
            })
            .build()
    });
    POOL.get().push(5);
    assert!(POOL.len() > 1);
    assert!((0..10).all(|_| POOL.get().is_empty()));
}

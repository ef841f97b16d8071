//! The atomic operations of a static pool. Most of its paths are those of every pool.

use std::collections::{BTreeSet, VecDeque};

use super::{Cost, cost, groups, updates};
use crate::raw::{Object, summaries_for};
use crate::static_pool::Declaration;
use crate::tests::own_magazine;
use crate::{StaticPool, pool};

/// The cost of each of `count` gets, and of each of as many puts after them.
fn burst<K: Declaration>(pool: &'static StaticPool<K>, count: usize) -> (Vec<Cost>, Vec<Cost>) {
    let own = own_magazine(pool);
    let mut held = Vec::with_capacity(count);
    let takes = (0..count).map(|_| cost(own, || held.push(pool.take()))).collect();
    let puts = held.into_iter().map(|object| cost(own, || drop(pool.put(object))));
    (takes, puts.collect())
}

#[test]
fn the_hot_path_touches_no_shared_memory() {
    pool!(static HOT: Vec<u8> = 64);
    let own = own_magazine(&HOT);
    drop(HOT.get());
    for _ in 0..1000 {
        let mut held = None;
        assert_eq!(cost(own, || held = Some(HOT.get())), Cost::default());
        assert_eq!(cost(own, || held = None), Cost::default());
    }
    assert!(!HOT.is_empty(), "the object is in the pool again");
}

#[test]
fn the_hot_path_costs_the_same_with_a_million_slots() {
    pool!(static LARGE: Vec<u8> = 1 << 20);
    let own = own_magazine(&LARGE);
    drop(LARGE.get());
    assert_eq!(cost(own, || drop(LARGE.get())), Cost::default());
}

/// A busy thread takes the slow path once in 1024 gets, and then sums up the objects in use. If another
/// thread has used the pool, it does so less and less often as long as the sum raises no mark.
#[test]
#[cfg_attr(miri, ignore = "records too many operations")]
fn the_high_water_mark_costs_a_hot_thread_next_to_nothing() {
    const GETS: usize = 100 << 10;
    pool!(static MARKED: Vec<u8> = 64);
    let own = own_magazine(&MARKED);
    let hot = || {
        let costs: Vec<_> = (0..GETS).map(|_| cost(own, || drop(MARKED.get()))).collect();
        let updates: usize = costs.iter().map(|cost| cost.updates).sum();
        assert_eq!(updates, 0, "no sum raises the mark");
        costs.iter().filter(|cost| **cost != Cost::default()).count()
    };
    drop(MARKED.get());
    assert_eq!(hot(), 100, "one sum per tick");
    let other = MARKED.shared().register();
    assert!(MARKED.shared().take(Some(other)).is_none());
    // It lets 0, 1, 3, 7, 15 and 31 ticks pass before these.
    assert_eq!(hot(), 6, "sums become less frequent");
}

#[test]
fn a_magazine_grows_by_two_updates() {
    pool!(static GROWING: Vec<u8> = 256);
    let (_, puts) = burst(&GROWING, 32);
    // One update is of the pool's quota, and one claims the slots. Each growth doubles the limit, which
    // starts at 2 slots.
    assert_eq!(groups(&puts), [(2, 2), (2, 2), (2, 4), (2, 8), (2, 16)]);

    // A thread whose magazine is empty grows by claiming full slots.
    let other = GROWING.shared().register();
    GROWING.refill(32);
    let seize = cost(other, || assert!(GROWING.shared().take(Some(other)).is_some()));
    assert_eq!((seize.updates, seize.lines, other.limit()), (2, 2, 2));
}

#[test]
fn a_transfer_is_two_updates_for_a_batch() {
    pool!(static TRANSFERS: Vec<u8> = 64);
    let own = own_magazine(&TRANSFERS);
    burst(&TRANSFERS, 48);
    assert_eq!((own.limit(), own.len()), (16, 16));

    // 16 objects are in the magazine, and 32 in the depot. The first transfer after a change of
    // direction moves half a batch.
    let (takes, puts) = burst(&TRANSFERS, 48);
    assert_eq!(groups(&takes), [(0, 16), (2, 8), (2, 16), (2, 8)]);
    assert_eq!(groups(&puts), [(0, 16), (2, 8), (2, 16), (2, 8)]);
}

#[test]
fn a_transfer_writes_the_line_of_the_bitmaps_and_the_lines_of_the_slots() {
    pool!(static LINES: Vec<u8> = 64);
    burst(&LINES, 48);
    let (takes, puts) = burst(&LINES, 48);
    let lines = |costs: Vec<Cost>| -> BTreeSet<usize> {
        costs.iter().map(|cost| cost.lines).filter(|&lines| lines > 0).collect()
    };
    // To take a batch only reads the slots. To put one writes them, 8 slots a cache line.
    assert_eq!(lines(takes), BTreeSet::from([1]));
    assert_eq!(lines(puts), BTreeSet::from([2, 3]));
}

#[test]
fn a_transfer_with_the_shared_slots_is_one_update_per_object() {
    pool!(static SHARED: Vec<u8> = 64);
    let (_, puts) = burst(&SHARED, 64);
    assert_eq!(groups(&puts).last(), Some(&(16, 16)));
    let (takes, _) = burst(&SHARED, 64);
    assert_eq!(groups(&takes).last(), Some(&(16, 16)));
}

#[test]
#[cfg_attr(miri, ignore = "records too many operations")]
fn summaries_cost_updates_only_where_a_block_fills_or_empties() {
    pool!(static LARGE: Vec<u8> = 1024);
    burst(&LARGE, 1008);
    let (takes, puts) = burst(&LARGE, 1008);
    // Each transfer empties a full block, or fills an empty one. One update sets the summary bit of the
    // other kind, and two clear the bit that became wrong. A put also changes two blocks, since the
    // first one had free slots for a part of the batch only.
    assert_eq!(groups(&takes)[3..16], [(5, 64); 13]);
    assert_eq!(groups(&puts)[2..14], [(7, 64); 12]);
}

#[test]
fn a_small_pool_costs_one_update_each_way() {
    pool!(static SMALL: Vec<u8> = 7);
    let own = own_magazine(&SMALL);
    drop(SMALL.get());
    for _ in 0..100 {
        let mut held = None;
        let expected = Cost { updates: 1, lines: 1, loads: 1 };
        assert_eq!(cost(own, || held = Some(SMALL.get())), expected);
        assert_eq!(cost(own, || held = None), expected);
    }
}

#[test]
fn a_thread_without_quota_pays_one_update_each_way() {
    pool!(static CROWDED: Vec<u8> = 64);
    // Other threads have the whole quota, which is half of the pool: 2 slots each.
    for _ in 0..16 {
        let other = CROWDED.shared().register();
        assert!(CROWDED.shared().put(Some(other), Object::dangling()).is_ok());
    }
    let own = own_magazine(&CROWDED);
    drop(CROWDED.get());
    assert_eq!(own.limit(), 0);
    for _ in 0..100 {
        let (takes, puts) = burst(&CROWDED, 1);
        assert_eq!((updates(takes), updates(puts)), (vec![1], vec![1]));
    }
}

#[test]
fn a_miss_costs_two_updates_of_one_line() {
    pool!(static EMPTY: Vec<u8> = 64);
    let own = own_magazine(&EMPTY);
    // The thread adds to the pool's quota, finds no full slot to claim, and subtracts it again.
    for _ in 0..100 {
        let miss = cost(own, || assert!(EMPTY.try_take().is_none()));
        assert_eq!((miss.updates, miss.lines), (2, 1));
    }
}

#[test]
fn a_miss_reads_one_word_for_64_blocks() {
    pool!(static VAST: Vec<u8> = 1 << 20);
    let own = own_magazine(&VAST);
    drop(VAST.get());
    let held = VAST.take();
    assert_eq!((own.len(), own.limit()), (0, 2));
    let words = summaries_for(1 << 20);
    assert_eq!(words, 256);

    // The other 19 loads: the thread's own block, the summary of that block, the pool's quota, and
    // the 16 shared slots.
    let miss = cost(own, || assert!(VAST.try_take().is_none()));
    assert_eq!(miss, Cost { updates: 2, lines: 1, loads: words + 19 });
    drop(held);
}

#[test]
fn a_put_that_finds_the_pool_full_updates_nothing() {
    pool!(static FULL: Vec<u8> = 64);
    let (_, puts) = burst(&FULL, 80);
    for put in &puts[64..] {
        assert_eq!((put.updates, put.lines), (0, 0));
    }
}

#[test]
fn a_thread_registers_by_three_updates_and_unregisters_by_three() {
    pool!(static USED: Vec<u8> = 64);
    let own = own_magazine(&USED);
    burst(&USED, 4);
    assert_eq!((own.len(), own.limit()), (4, 4));

    // One publishes its objects in one batch, and two are of the pool's quota and number of threads.
    let unregister = cost(own, || USED.shared().unregister(own));
    assert_eq!(unregister.updates, 3);

    // The first call takes over the magazine that has no owner now. The second adds a new one to the
    // registry.
    let register = || cost(own, || _ = USED.shared().register());
    assert_eq!(register().updates, 2);
    assert_eq!(register().updates, 3);
}

#[test]
fn a_thread_that_unregisters_with_unused_slots_pays_one_update_more() {
    pool!(static USED: Vec<u8> = 64);
    let own = own_magazine(&USED);
    drop(USED.get());
    assert_eq!((own.len(), own.limit()), (1, 2));
    assert_eq!(cost(own, || USED.shared().unregister(own)).updates, 4);
}

#[test]
fn a_thread_without_magazine_pays_one_update_and_one_to_be_counted() {
    pool!(static LATE: Vec<u8> = 64);
    let own = own_magazine(&LATE);
    let put = cost(own, || assert!(LATE.shared().put(None, Object::dangling()).is_ok()));
    let take = cost(own, || assert!(LATE.shared().take(None).is_some()));
    assert_eq!(updates([put, take]), [2, 2]);

    let put = cost(own, || assert!(LATE.shared().put_one(&mut 0, Object::dangling()).is_ok()));
    let take = cost(own, || assert!(LATE.shared().take_one(&mut 0).is_some()));
    assert_eq!(updates([put, take]), [1, 1]);
}

/// The groups of costs of a thread that takes and of one that gives back, with half of the pool's
/// objects between them, after a warm-up.
fn pipeline<K: Declaration>(pool: &'static StaticPool<K>) -> [Vec<(usize, usize)>; 2] {
    const OBJECTS: usize = 10_000;
    let shared = pool.shared();
    let (producer, consumer) = (shared.register(), shared.register());
    pool.refill(pool.capacity());
    let (mut takes, mut puts) = (Vec::new(), Vec::new());
    let mut between = VecDeque::new();
    for _ in 0..2 * OBJECTS {
        takes.push(cost(producer, || {
            let object = producer.pop().or_else(|| shared.take(Some(producer)));
            between.push_back(object.expect("half of the objects are idle"));
        }));
        if between.len() > pool.capacity() / 2 {
            let object = between.pop_front().expect("it is not empty");
            let put = |object| shared.put(Some(consumer), object);
            puts.push(cost(consumer, || {
                assert!(consumer.push(object).or_else(put).is_ok(), "half of the slots are free");
            }));
        }
    }
    // The first and the last group of each may be incomplete.
    [takes, puts].map(|costs| {
        let mut complete = groups(&costs[OBJECTS..]);
        complete.pop();
        complete.split_off(1)
    })
}

#[test]
#[cfg_attr(miri, ignore = "records too many operations")]
fn a_pipeline_pays_two_updates_for_each_batch() {
    pool!(static PIPELINE: Vec<u8> = 128);
    let [takes, puts] = pipeline(&PIPELINE);
    let groups = [takes, puts].concat();
    assert!(groups.iter().all(|&group| group == (2, 24)), "{groups:?}");
}

#[test]
#[cfg_attr(miri, ignore = "records too many operations")]
fn a_pipeline_through_many_blocks_pays_no_more() {
    pool!(static WIDE: Vec<u8> = 4096);
    let groups = pipeline(&WIDE).concat();
    assert!(groups.iter().all(|&group| group == (2, 64)), "{groups:?}");
}

//! Counts what each path does to memory that threads share, so that the claims about it can't rot.
//!
//! `docs/performance.md` tells what these numbers mean. A read-modify-write is what a shared path
//! costs: on most processors it takes a cache line away from all other cores. The tests are exact:
//! whoever saves an operation, or adds one, changes the number here and there.
//!
//! What the standard library's own types do inside (the mutex and the reference counts that a
//! run-time pool uses when a thread ends) is not seen by the facade, and not counted.

use std::collections::{BTreeSet, VecDeque};

use crate::raw::magazine::Magazine;
use crate::raw::object::Object;
use crate::raw::summaries_for;
use crate::raw::sync::recorded::{Kind, record};
use crate::static_pool::{Declaration, Local};
use crate::{StaticPool, pool};

/// What a visit did to atomics outside of the thread's own magazine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cost {
    /// Read-modify-writes, wherever they went.
    pub(crate) updates: usize,
    /// Cache lines that were written, by read-modify-writes and by plain stores.
    pub(crate) lines: usize,
    /// Loads.
    pub(crate) loads: usize,
}

/// What `visit` costs a thread whose own magazine is `from_raw`.
pub(crate) fn cost(own: &Magazine, visit: impl FnOnce()) -> Cost {
    const LINE: usize = 64;
    let accesses = record(visit);
    let start = std::ptr::from_ref(own).addr();
    let own = start..start + size_of::<Magazine>();
    let shared = || accesses.iter().filter(|access| !own.contains(&access.address));
    let written = shared().filter(|access| access.kind != Kind::Load);
    let lines: BTreeSet<usize> = written.map(|access| access.address / LINE).collect();
    Cost {
        updates: accesses.iter().filter(|access| access.kind == Kind::Update).count(),
        lines: lines.len(),
        loads: shared().filter(|access| access.kind == Kind::Load).count(),
    }
}

/// This thread's magazine.
pub(crate) fn own<K: Declaration>(_: &'static StaticPool<K>) -> &'static Magazine {
    let registered = |local: &Local<K>| {
        if local.magazine().is_none() {
            local.register();
        }
        local.magazine()
    };
    K::local(registered).expect("the thread is not about to end")
}

/// What each of `count` gets costs, and what each of as many puts costs after them.
fn burst<K: Declaration>(pool: &'static StaticPool<K>, count: usize) -> (Vec<Cost>, Vec<Cost>) {
    let own = own(pool);
    let mut held = Vec::with_capacity(count);
    let takes = (0..count).map(|_| cost(own, || held.push(pool.take()))).collect();
    let puts = held.into_iter().map(|object| cost(own, || drop(pool.put(object))));
    (takes, puts.collect())
}

/// The visits that cost an update, each with the number of gets, or of puts, that it paid for.
fn visits(costs: &[Cost]) -> Vec<(usize, usize)> {
    let mut visits: Vec<(usize, usize)> = Vec::new();
    for cost in costs {
        match visits.last_mut() {
            Some((_, objects)) if cost.updates == 0 => *objects += 1,
            _ => visits.push((cost.updates, 1)),
        }
    }
    visits
}

/// A cost of which only the updates are of interest.
fn updates(costs: impl IntoIterator<Item = Cost>) -> Vec<usize> {
    costs.into_iter().map(|cost| cost.updates).collect()
}

#[test]
fn the_hot_path_touches_no_shared_memory() {
    pool!(static HOT: Vec<u8> = 64);
    let own = own(&HOT);
    drop(HOT.get());
    for _ in 0..1000 {
        let mut held = None;
        assert_eq!(cost(own, || held = Some(HOT.get())), Cost::default());
        assert_eq!(cost(own, || held = None), Cost::default());
    }
    assert!(!HOT.is_empty(), "the object came back each time");
}

#[test]
fn the_hot_path_costs_the_same_with_a_million_slots() {
    pool!(static LARGE: Vec<u8> = 1 << 20);
    let own = own(&LARGE);
    drop(LARGE.get());
    assert_eq!(cost(own, || drop(LARGE.get())), Cost::default());
}

/// A thread is called up once in 1024 gets. If another one uses the pool, it then adds up what all
/// have out, but ever less often as long as that is no more than ever.
#[test]
fn the_high_water_mark_costs_a_hot_thread_next_to_nothing() {
    const GETS: usize = 100 << 10;
    pool!(static MARKED: Vec<u8> = 64);
    let own = own(&MARKED);
    let hot = || {
        let costs: Vec<_> = (0..GETS).map(|_| cost(own, || drop(MARKED.get()))).collect();
        let updates: usize = costs.iter().map(|cost| cost.updates).sum();
        assert_eq!(updates, 0, "there is no new mark");
        costs.iter().filter(|cost| **cost != Cost::default()).count()
    };
    drop(MARKED.get());
    assert_eq!(hot(), 100, "once for every tick");
    let other = MARKED.shared().register();
    assert!(MARKED.shared().take(Some(other)).is_none());
    // After 0, 1, 3, 7, 15 and 31 ticks that it let pass.
    assert_eq!(hot(), 6, "ever less often");
}

#[test]
fn a_magazine_grows_by_two_updates() {
    pool!(static GROWING: Vec<u8> = 256);
    let (_, puts) = burst(&GROWING, 32);
    // One for the count of all room and one for the slots. Each growth doubles the room, from 2
    // slots on.
    assert_eq!(visits(&puts), [(2, 2), (2, 2), (2, 4), (2, 8), (2, 16)]);

    // The other way of growing keeps the slots where the objects lay.
    let other = GROWING.shared().register();
    GROWING.refill(32);
    let seize = cost(other, || assert!(GROWING.shared().take(Some(other)).is_some()));
    assert_eq!((seize.updates, seize.lines, other.limit()), (2, 2, 2));
}

#[test]
fn an_exchange_is_two_updates_for_a_batch() {
    pool!(static EXCHANGES: Vec<u8> = 64);
    let own = own(&EXCHANGES);
    let (_, _) = burst(&EXCHANGES, 48);
    assert_eq!((own.limit(), own.len()), (16, 16));

    // 16 objects are in the magazine, 32 in the depot. The first visit that turns the direction
    // is for half a batch.
    let (takes, puts) = burst(&EXCHANGES, 48);
    assert_eq!(visits(&takes), [(0, 16), (2, 8), (2, 16), (2, 8)]);
    assert_eq!(visits(&puts), [(0, 16), (2, 8), (2, 16), (2, 8)]);
}

#[test]
fn an_exchange_writes_the_line_of_the_words_and_the_lines_of_the_slots() {
    pool!(static LINES: Vec<u8> = 64);
    let (_, _) = burst(&LINES, 48);
    let (takes, puts) = burst(&LINES, 48);
    let lines = |costs: Vec<Cost>| -> BTreeSet<usize> {
        costs.iter().map(|cost| cost.lines).filter(|&lines| lines > 0).collect()
    };
    // Whoever takes a batch only reads the slots; whoever puts one writes 8 of them a line.
    assert_eq!(lines(takes), BTreeSet::from([1]));
    assert_eq!(lines(puts), BTreeSet::from([2, 3]));
}

#[test]
fn an_exchange_with_the_open_slots_is_one_update_an_object() {
    pool!(static OPEN: Vec<u8> = 64);
    let (_, puts) = burst(&OPEN, 64);
    assert_eq!(visits(&puts).last(), Some(&(16, 16)));
    let (takes, _) = burst(&OPEN, 64);
    assert_eq!(visits(&takes).last(), Some(&(16, 16)));
}

#[test]
fn hints_cost_updates_only_where_a_block_fills_or_empties() {
    pool!(static HINTED: Vec<u8> = 1024);
    let (_, _) = burst(&HINTED, 1008);
    let (takes, puts) = burst(&HINTED, 1008);
    // Blocks that were full are emptied, and then filled, by each visit: one update raises the
    // hint of the other kind, and two lower the one that was wrong. A put also meets two blocks,
    // for the first one had a part of a batch left.
    assert_eq!(visits(&takes)[3..16], [(5, 64); 13]);
    assert_eq!(visits(&puts)[2..14], [(7, 64); 12]);
}

#[test]
fn a_small_pool_costs_one_update_each_way() {
    pool!(static SMALL: Vec<u8> = 7);
    let own = own(&SMALL);
    drop(SMALL.get());
    for _ in 0..100 {
        let mut held = None;
        let expected = Cost { updates: 1, lines: 1, loads: 1 };
        assert_eq!(cost(own, || held = Some(SMALL.get())), expected);
        assert_eq!(cost(own, || held = None), expected);
    }
}

#[test]
fn a_thread_without_room_pays_one_update_each_way() {
    pool!(static CROWDED: Vec<u8> = 64);
    // Others have all the room there is: half of the pool, 2 slots each.
    for _ in 0..16 {
        let other = CROWDED.shared().register();
        assert!(CROWDED.shared().put(Some(other), Object::dangling()).is_ok());
    }
    let own = own(&CROWDED);
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
    let own = own(&EMPTY);
    // It sets room aside, finds no object to fill it with, and gives it back to the count.
    for _ in 0..100 {
        let miss = cost(own, || assert!(EMPTY.try_take().is_none()));
        assert_eq!((miss.updates, miss.lines), (2, 1));
    }
}

#[test]
fn a_miss_reads_one_word_for_64_blocks() {
    pool!(static VAST: Vec<u8> = 1 << 20);
    let own = own(&VAST);
    drop(VAST.get());
    let held = VAST.take();
    assert_eq!((own.len(), own.limit()), (0, 2));
    let words = summaries_for(1 << 20);
    assert_eq!(words, 256);

    // The rest: the thread's own block, the count of all room, the 16 open slots, and what the words
    // led to.
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
fn a_thread_enters_by_three_updates_and_leaves_by_three() {
    pool!(static VISITED: Vec<u8> = 64);
    let own = own(&VISITED);
    let (_, _) = burst(&VISITED, 4);
    assert_eq!((own.len(), own.limit()), (4, 4));

    // Its objects in one batch, the count of all room, and the count of threads.
    let leave = cost(own, || VISITED.shared().unregister(own));
    assert_eq!(leave.updates, 3);

    // A magazine that was left is taken over; a new one has to be put on the registry, too.
    let register = || cost(own, || _ = VISITED.shared().register());
    assert_eq!(register().updates, 2);
    assert_eq!(register().updates, 3);
}

#[test]
fn a_thread_that_leaves_a_part_of_its_room_unused_pays_one_update_more() {
    pool!(static VISITED: Vec<u8> = 64);
    let own = own(&VISITED);
    drop(VISITED.get());
    assert_eq!((own.len(), own.limit()), (1, 2));
    assert_eq!(cost(own, || VISITED.shared().unregister(own)).updates, 4);
}

#[test]
fn a_thread_without_a_magazine_pays_one_update_and_one_to_be_counted() {
    pool!(static LATE: Vec<u8> = 64);
    let own = own(&LATE);
    let put = cost(own, || assert!(LATE.shared().put(None, Object::dangling()).is_ok()));
    let take = cost(own, || assert!(LATE.shared().take(None).is_some()));
    assert_eq!(updates([put, take]), [2, 2]);

    let put = cost(own, || assert!(LATE.shared().put_one(&mut 0, Object::dangling()).is_ok()));
    let take = cost(own, || assert!(LATE.shared().take_one(&mut 0).is_some()));
    assert_eq!(updates([put, take]), [1, 1]);
}

/// The visits of a thread that takes and of one that gives back, with half of the pool between
/// them, once warm.
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
            between.push_back(object.expect("half of the pool is idle"));
        }));
        if between.len() > pool.capacity() / 2 {
            let object = between.pop_front().expect("it is not empty");
            let put = |object| shared.put(Some(consumer), object);
            puts.push(cost(consumer, || {
                assert!(consumer.push(object).or_else(put).is_ok(), "half of the pool is free");
            }));
        }
    }
    // The first visit and the last one that is seen of each are cut off.
    [takes, puts].map(|costs| {
        let mut seen = visits(&costs[OBJECTS..]);
        seen.pop();
        seen.split_off(1)
    })
}

#[test]
fn a_pipeline_pays_two_updates_for_each_batch() {
    pool!(static PIPELINE: Vec<u8> = 128);
    let [takes, puts] = pipeline(&PIPELINE);
    let visits = [takes, puts].concat();
    assert!(visits.iter().all(|&visit| visit == (2, 24)), "{visits:?}");
}

#[test]
fn a_pipeline_through_many_blocks_pays_no_more() {
    pool!(static WIDE: Vec<u8> = 4096);
    let visits = pipeline(&WIDE).concat();
    assert!(visits.iter().all(|&visit| visit == (2, 64)), "{visits:?}");
}

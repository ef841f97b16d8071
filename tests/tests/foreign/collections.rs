//! Collections and arenas.

use bumpalo::Bump;
use hashbrown::HashTable;
use http::HeaderMap;
use http::header::{ACCEPT, HOST, HeaderValue, SET_COOKIE};
use indexmap::{IndexMap, IndexSet};
use smallvec::SmallVec;
use syncpool::prelude::*;
use syncpool::{Footprint, LimitCapacity};

use crate::{in_elements, limited, reset};

#[test]
fn a_small_vector_keeps_its_memory() {
    type Small = SmallVec<[u32; 4]>;

    let inline = reset(Small::from_slice(&[1, 2]));
    assert!(inline.is_empty() && !inline.spilled());
    assert_eq!(Small::from_slice(&[1, 2]).footprint(), Footprint::default());

    let spilled = Small::from_iter(0..100);
    assert_eq!(in_elements(spilled.footprint(), 4), (100, spilled.capacity()));
    let mut spilled = reset(spilled);
    assert!(spilled.is_empty() && spilled.capacity() >= 100);

    assert_eq!(limited(&mut spilled, 20, Small::capacity), 20);
    spilled.limit_capacity(20);
    assert_eq!(spilled.capacity(), 20);
    assert_eq!(limited(&mut spilled, 3, Small::capacity), 4);
    assert!(!spilled.spilled(), "it fits inline");

    let mut used = Small::from_iter(0..100);
    used.reserve(1000);
    used.limit_capacity(5);
    assert_eq!((used.len(), used.capacity()), (100, 100));
    assert_eq!(used[99], 99);
}

#[test]
fn an_index_map_keeps_its_memory() {
    let map: IndexMap<u64, u64> = (0..100).map(|key| (key, key)).collect();
    let capacity = map.capacity();
    assert_eq!(in_elements(map.footprint(), 32), (100, capacity));
    let mut map = reset(map);
    assert!(map.is_empty() && map.capacity() == capacity);
    assert!((16..=32).contains(&limited(&mut map, 16, IndexMap::capacity)));

    let set: IndexSet<String> = (0..100).map(|key| key.to_string()).collect();
    let capacity = set.capacity();
    assert_eq!(set.footprint().allocated, capacity * 40);
    let mut set = reset(set);
    assert!(set.is_empty() && set.capacity() == capacity);
    assert!((16..=32).contains(&limited(&mut set, 16, IndexSet::capacity)));
}

#[test]
fn a_hash_table_keeps_its_memory() {
    let map: hashbrown::HashMap<u64, u64> = (0..100).map(|key| (key, key)).collect();
    let capacity = map.capacity();
    assert_eq!(in_elements(map.footprint(), 17), (100, capacity));
    let mut map = reset(map);
    assert!(map.is_empty() && map.capacity() == capacity);
    assert!((16..=32).contains(&limited(&mut map, 16, |map| map.capacity())));

    let set: hashbrown::HashSet<u64> = (0..100).collect();
    let capacity = set.capacity();
    assert_eq!(in_elements(set.footprint(), 9), (100, capacity));
    let mut set = reset(set);
    assert!(set.is_empty() && set.capacity() == capacity);
    assert!((16..=32).contains(&limited(&mut set, 16, |set| set.capacity())));

    let mut table = HashTable::new();
    (0..100_u64).for_each(|number| {
        table.insert_unique(number, number, |number| *number);
    });
    let capacity = table.capacity();
    assert_eq!(in_elements(table.footprint(), 9), (100, capacity));
    let table = reset(table);
    assert!(table.is_empty() && table.capacity() == capacity);
}

/// Headers of 100 names, one of them with several values.
fn headers() -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.append(SET_COOKIE, HeaderValue::from_static("a=1"));
    headers.append(SET_COOKIE, HeaderValue::from_static("b=2"));
    for number in 1..100 {
        let name: http::HeaderName = format!("x-{number}").parse().expect("a name");
        headers.insert(name, HeaderValue::from(number));
    }
    headers
}

#[test]
fn headers_keep_their_memory() {
    let map = headers();
    let capacity = map.capacity();
    let footprint = map.footprint();
    assert!(footprint.used >= 100 * 64 && footprint.used < footprint.allocated);
    let mut map = reset(map);
    assert!(map.is_empty() && map.capacity() == capacity);

    assert!((16..=32).contains(&limited(&mut map, 16, HeaderMap::capacity)));
    for max in 0..200 {
        let mut limited = headers();
        limited.clear();
        limited.limit_capacity(max);
        assert!((max.min(capacity)..=2 * max).contains(&limited.capacity()), "{max}");
        // A map that is within its limit is not replaced again.
        limited.insert(HOST, HeaderValue::from_static("here"));
        limited.limit_capacity(max);
        assert_eq!(limited[HOST], "here");
    }
}

#[test]
fn a_spilled_vector_within_its_limit_stays_where_it_is() {
    let mut small = SmallVec::<[u8; 4]>::with_capacity(100);
    small.extend([1, 2, 3, 4, 5]);
    let (place, capacity) = (small.as_ptr(), small.capacity());
    small.limit_capacity(capacity);
    assert_eq!((small.as_ptr(), small.capacity()), (place, capacity));
}

#[test]
fn headers_with_twice_the_limit_are_left_alone() {
    let mut map = HeaderMap::<HeaderValue>::with_capacity(12);
    let capacity = map.capacity();
    map.limit_capacity(capacity / 2);
    assert_eq!(map.capacity(), capacity);
}

#[test]
fn headers_that_are_limited_while_they_are_used_are_kept() {
    let mut map = headers();
    map.reserve(1000);
    map.limit_capacity(10);
    assert!(map.capacity() <= 200, "{}", map.capacity());
    assert_eq!(map.len(), 101);
    assert_eq!(map.get_all(SET_COOKIE).iter().collect::<Vec<_>>(), ["a=1", "b=2"]);
    assert_eq!(map["x-99"], "99");
    assert!(!map.contains_key(ACCEPT));
}

#[test]
fn an_arena_keeps_its_largest_chunk() {
    let bump: Bump = Bump::new();
    (0..1000_u64).for_each(|number| {
        bump.alloc(number);
    });
    let footprint = bump.footprint();
    assert!(footprint.used >= 8000 && footprint.used < footprint.allocated, "{footprint:?}");
    let mut bump = reset(bump);
    let kept = bump.allocated_bytes();
    assert!(kept >= 4000 && bump.chunk_capacity() == kept, "{kept}");
    assert_eq!(bump.footprint(), Footprint::new(0, kept));

    bump.set_allocation_limit(Some(1 << 20));
    bump.limit_capacity(kept);
    assert_eq!(bump.allocated_bytes(), kept);
    bump.limit_capacity(100);
    assert_eq!((bump.allocated_bytes(), bump.allocation_limit()), (0, Some(1 << 20)));

    let aligned = Bump::<16>::with_min_align_and_capacity(1000);
    aligned.alloc(1_u8);
    assert_eq!(reset(aligned).footprint().used, 0);
}

pool! {
    static ARENAS: Bump = 4, max_capacity = 1 << 16;
    static PARSED: Parsed = 4;
}

/// A parsed request, of foreign types alone.
#[derive(Debug, Default, Poolable)]
struct Parsed {
    #[poolable(max_capacity = 64)]
    headers: HeaderMap,
    #[poolable(max_capacity = 8)]
    segments: SmallVec<[String; 2]>,
    query: IndexMap<String, String>,
    body: bytes::BytesMut,
    shared: bytes::Bytes,
}

#[test]
fn pools_of_foreign_types_are_declared_as_any_other() {
    let arena = ARENAS.get();
    arena.alloc_slice_fill_copy(1 << 20, 0_u8);
    drop(arena);
    assert_eq!(ARENAS.get().allocated_bytes(), 0, "it was beyond the limit");

    let mut parsed = PARSED.get();
    parsed.headers = headers();
    parsed.segments.extend((0..100).map(|number| number.to_string()));
    parsed.query.insert("q".to_owned(), "pool".to_owned());
    parsed.body.extend_from_slice(b"body");
    parsed.shared = bytes::Bytes::from(vec![1; 100]);
    drop(parsed);
    let parsed = PARSED.try_get().expect("it was kept");
    assert!(parsed.headers.is_empty() && parsed.query.is_empty());
    assert!(parsed.body.is_empty() && parsed.body.capacity() >= 4 && parsed.shared.is_empty());
    assert!(parsed.segments.is_empty() && parsed.segments.capacity() <= 8);
}

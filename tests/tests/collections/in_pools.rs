//! The collections as fields of pooled objects.

use std::time::Duration;

use syncpool::collections::{ReuseMap, ReuseVec};
use syncpool::prelude::*;
use syncpool::{Footprint, LimitCapacity};

#[derive(Debug, Default, Poolable)]
struct Page {
    lines: ReuseVec<Line>,
    #[poolable(max_capacity = 4)]
    words: ReuseMap<String, ReuseVec<u32>>,
}

#[derive(Clone, Debug, Default, Poolable)]
struct Line {
    #[poolable(max_capacity = 100)]
    text: String,
}

#[test]
fn nested_memory_survives() {
    pool!(static PAGES: Page = 8);
    let mut page = PAGES.get();
    page.lines.push_default().text.push_str("to be");
    page.words.get_or_insert_default("be").push(1);
    let places = (page.lines[0].text.as_ptr(), page.words["be"].as_ptr());
    drop(page);

    let mut page = PAGES.get();
    assert!(page.lines.is_empty() && page.words.is_empty());
    page.lines.push_default().text.push_str("or");
    page.words.get_or_insert_default("not").push(2);
    assert_eq!((page.lines[0].text.as_ptr(), page.words["not"].as_ptr()), places);
    assert_eq!((page.lines[0].text.as_str(), &page.words["not"][..]), ("or", &[2][..]));
}

#[test]
fn elements_and_collections_shrink_by_their_own_limits() {
    let mut page = Page::default();
    page.lines.push_default().text.push_str(&"x".repeat(1000));
    for number in 0..100_u32 {
        page.words.get_or_insert_default(&number.to_string()[..]).push(number);
    }
    page.reset();
    assert!(page.lines.push_default().text.capacity() <= 100);
    // A hash table has room for a power of two, less an eighth.
    assert_eq!(page.words.spare_count(), 4);
    assert!(page.words.capacity() <= 7, "{}", page.words.capacity());
    page.words.get_or_insert_default("again").push(1);
    assert_eq!(page.words["again"], [1]);
}

#[test]
fn the_footprint_counts_spare_elements() {
    let mut lines = ReuseVec::<String>::with_capacity(10);
    (0..2).for_each(|_| lines.push_default().reserve_exact(100));
    lines[0].push_str("four");
    let (size, room) = (size_of::<String>(), lines.capacity());
    assert_eq!(lines.footprint(), Footprint::new(2 * size + 4, room * size + 200));
    lines.clear();
    assert_eq!(lines.footprint(), Footprint::new(0, room * size + 200));
    lines.limit_capacity(1);
    assert_eq!(lines.footprint(), Footprint::new(0, size + 100));

    let mut map = ReuseMap::<u64, String>::new();
    map.get_or_insert_default(&1).push_str("a string");
    let Footprint { used, allocated, .. } = map.footprint();
    assert!(used >= 8 + 8 + 24 + 8 && allocated >= used, "{used} {allocated}");
    map.get_or_insert_default(&1).reserve_exact(1000);
    let grown = map.footprint().allocated - allocated;
    assert_eq!(grown, map[&1].capacity() - "a string".len(), "the footprints of the entries count");
    map.clear();
    assert_eq!(map.footprint(), Footprint::new(0, allocated + grown));
}

#[test]
fn the_footprint_of_a_map_counts_its_hash_table() {
    // An entry is a hash, a key and a value. A place of the table is a number, and a byte of the hash.
    const ENTRY_AND_PLACE: usize = 24 + 9;
    let mut map: ReuseMap<u64, u64> = (0..100).map(|key| (key, key)).collect();
    let Footprint { used, allocated, .. } = map.footprint();
    assert_eq!(used, 100 * ENTRY_AND_PLACE);
    let expected = map.capacity() * ENTRY_AND_PLACE;
    assert!((expected..2 * expected).contains(&allocated), "{allocated}");

    map.clear();
    map.limit_capacity(10);
    let Footprint { allocated, .. } = map.footprint();
    assert!((10 * ENTRY_AND_PLACE..20 * ENTRY_AND_PLACE).contains(&allocated), "{allocated}");
}

#[test]
fn an_adaptive_pool_sees_spare_elements() {
    let every_put = Duration::from_nanos(1);
    let pool = SyncPool::builder().init(ReuseVec::<String>::new).adaptive_every(every_put).build();
    for _ in 0..1000 {
        pool.get().push_default().push_str("short");
    }
    assert_eq!(pool.stats().discarded_outgrown, 0);

    // A thousand times what is used: a hundred spare strings of 10 KiB.
    let mut lines = ReuseVec::<String>::new();
    (0..100).for_each(|_| lines.push_default().reserve(10_000));
    lines.clear();
    lines.push_default().push_str("short");
    assert!(pool.put(Box::new(lines)).is_some());
    assert_eq!(pool.stats().discarded_outgrown, 1);
}

#[test]
fn guards_in_the_collections_are_reset_in_place() {
    pool!(static STRINGS: String = 8);
    let mut strings = ReuseVec::<Pooled<STRINGS>>::new();
    strings.push_default().push('a');
    strings.clear();
    assert_eq!((STRINGS.len(), strings.spare_count(), STRINGS.miss_count()), (0, 1, 1));
    strings.trim(0);
    assert_eq!(STRINGS.len(), 1);
}

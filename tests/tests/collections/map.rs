//! `ReuseMap`, compared with a `HashMap` over random operations.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, Hasher, RandomState};

use proptest::prelude::*;
use syncpool::LimitCapacity;
use syncpool::collections::ReuseMap;

/// All keys have the same hash.
#[derive(Clone, Debug, Default)]
struct Constant;

impl Hasher for Constant {
    fn finish(&self) -> u64 {
        7
    }
    fn write(&mut self, _: &[u8]) {}
}

#[derive(Clone, Debug)]
enum Op {
    GetOrInsert(String, String),
    Insert(String, String),
    Extend(Vec<(String, String)>),
    GetMut(String),
    Remove(String),
    /// Keeps the entries whose values are not of this length.
    Retain(usize),
    Clear,
    Drain,
    CloneFrom(Vec<(String, String)>),
    Trim(usize),
    Limit(usize),
    Rebuild,
}

fn key() -> impl Strategy<Value = String> {
    "[a-d]{1,2}"
}

fn entries() -> impl Strategy<Value = Vec<(String, String)>> {
    prop::collection::vec((key(), "[x-z]{0,3}"), 0..8)
}

fn op() -> impl Strategy<Value = Op> {
    prop_oneof![
        8 => (key(), "[x-z]{0,3}").prop_map(|(key, value)| Op::GetOrInsert(key, value)),
        2 => (key(), "[x-z]{0,3}").prop_map(|(key, value)| Op::Insert(key, value)),
        1 => entries().prop_map(Op::Extend),
        2 => key().prop_map(Op::GetMut),
        6 => key().prop_map(Op::Remove),
        1 => (0..4_usize).prop_map(Op::Retain),
        1 => Just(Op::Clear),
        1 => Just(Op::Drain),
        1 => entries().prop_map(Op::CloneFrom),
        1 => (0..6_usize).prop_map(Op::Trim),
        1 => (0..12_usize).prop_map(Op::Limit),
        1 => Just(Op::Rebuild),
    ]
}

/// The map, a model of its entries, and the number of its spare ones.
#[derive(Default)]
struct Pair<S> {
    map: ReuseMap<String, String, S>,
    model: HashMap<String, String>,
    spare: usize,
}

impl<S: BuildHasher + Clone + Default> Pair<S> {
    fn apply(&mut self, op: Op) {
        let Pair { map, model, spare } = self;
        let before = model.len();
        match op {
            Op::GetOrInsert(key, text) => {
                let value = map.get_or_insert_default(&key[..]);
                let expected = model.entry(key).or_default();
                assert_eq!(value, expected);
                value.push_str(&text);
                expected.push_str(&text);
            }
            Op::Insert(key, value) => {
                assert_eq!(map.insert(key.clone(), value.clone()), model.insert(key, value));
            }
            Op::Extend(entries) => {
                // Each entry may take a spare one away, and another one of the same key does not.
                map.extend(entries.clone());
                model.extend(entries);
            }
            Op::GetMut(key) => {
                let (value, expected) = (map.get_mut(&key), model.get_mut(&key));
                assert_eq!(value, expected);
                if let (Some(value), Some(expected)) = (value, expected) {
                    value.push('!');
                    expected.push('!');
                }
            }
            Op::Remove(key) => assert_eq!(map.remove(&key), model.remove(&key).is_some()),
            Op::Retain(length) => {
                map.retain(|_, value| value.len() != length);
                model.retain(|_, value| value.len() != length);
            }
            Op::Clear => {
                map.clear();
                model.clear();
            }
            Op::Drain => {
                let mut drained = HashMap::new();
                map.drain_with(|key, value| {
                    assert!(drained.insert(key.clone(), value.clone()).is_none());
                });
                assert_eq!(drained, *model);
                model.clear();
            }
            Op::CloneFrom(entries) => {
                map.clone_from(&entries.iter().cloned().collect());
                *model = entries.into_iter().collect();
            }
            Op::Trim(keep) => {
                assert_eq!(map.trim(keep), spare.saturating_sub(keep));
                *spare = keep.min(*spare);
            }
            Op::Limit(max) => {
                map.limit_capacity(max);
                assert!(map.capacity() <= max.max(before));
                *spare = max.saturating_sub(before).min(*spare);
            }
            Op::Rebuild => {
                *map = std::mem::take(map).into_iter().collect();
                *spare = 0;
            }
        }
        *spare = (*spare + before).saturating_sub(model.len());
        self.check();
    }

    fn check(&self) {
        let Pair { map, model, spare } = self;
        assert_eq!((map.len(), map.spare_count()), (model.len(), *spare));
        assert_eq!(map.is_empty(), model.is_empty());
        for (key, value) in model {
            assert_eq!((map.get(key), map.contains_key(key)), (Some(value), true));
            assert_eq!(map[key], *value);
        }
        for absent in ["", "aaa", "e"] {
            assert_eq!((map.get(absent), map.contains_key(absent)), (None, false));
        }
        let visited: HashMap<_, _> = map.iter().collect();
        assert_eq!((visited.len(), map.iter().len()), (model.len(), model.len()));
        assert!(visited.iter().all(|(key, value)| model[*key] == **value));
        assert!(map.keys().zip(map.values()).eq(map));
        let rebuilt: ReuseMap<_, _, S> = model.clone().into_iter().collect();
        assert!(rebuilt == *map && map.clone() == *map);
    }
}

fn compare<S: BuildHasher + Clone + Default>(ops: Vec<Op>) {
    let mut pair = Pair::<S>::default();
    ops.into_iter().for_each(|op| pair.apply(op));
}

proptest! {
    #[test]
    fn it_is_a_map_that_keeps_what_is_removed(ops in prop::collection::vec(op(), 0..60)) {
        compare::<RandomState>(ops);
    }

    #[test]
    fn so_it_is_if_all_hashes_collide(ops in prop::collection::vec(op(), 0..60)) {
        compare::<BuildHasherDefault<Constant>>(ops);
    }
}

#[test]
fn keys_and_values_keep_their_memory() {
    let mut headers = ReuseMap::<String, String>::new();
    let mut fill = |keys: [&str; 2]| {
        for key in keys {
            headers.get_or_insert_default(key).push_str("a value that is longer than its key");
        }
        let places: Vec<_> =
            headers.iter().map(|(key, value)| (key.as_ptr(), value.as_ptr())).collect();
        headers.clear();
        places
    };
    let places = fill(["content-length", "content-type"]);
    assert_eq!(fill(["host", "accept"]), places);
}

#[test]
fn entries_are_visited_in_the_order_of_insertion() {
    let mut map = ReuseMap::<u32, u32>::new();
    (0..100).rev().for_each(|key| *map.get_or_insert_default(&key) = key + 1);
    assert!(map.iter().map(|(key, _)| *key).eq((0..100).rev()));
    assert!(map.iter().rev().all(|(key, value)| key + 1 == *value));
    map.values_mut().for_each(|value| *value += 1);
    (&mut map).into_iter().for_each(|(_, value)| *value -= 1);
    assert_eq!(format!("{:?}", ReuseMap::from([(1, 2), (3, 4)])), "{1: 2, 3: 4}");
    map.remove(&99);
    assert_eq!(
        map.iter().next(),
        Some((&0, &1)),
        "the last entry takes the place of the removed one"
    );
    assert_ne!(map, ReuseMap::from([(1, 2)]));
    assert_ne!(ReuseMap::from([(1, 3)]), ReuseMap::from([(1, 2)]));
}

#[test]
#[should_panic(expected = "the map does not have the key")]
fn a_spare_entry_is_not_found() {
    let mut map = ReuseMap::from([("a", 1)]);
    map.clear();
    _ = map["a"];
}

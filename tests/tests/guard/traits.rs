//! The traits that a guard forwards to its object.

use std::borrow::{Borrow, BorrowMut};
use std::cmp::Ordering;
use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ffi::{OsStr, OsString};
use std::hash::{Hash, Hasher};
use std::ops::Bound;
use std::path::{Path, PathBuf};

use syncpool::{Poolable, Pooled, SyncPool};

use crate::shelf::shelf;

shelf!(STRINGS: String);
shelf!(OTHER_STRINGS: String);
shelf!(BYTES: Vec<u8>);
shelf!(PATHS: PathBuf);
shelf!(NAMES: OsString);

fn string(text: &str) -> Pooled<STRINGS> {
    Pooled::new(Box::new(text.into()), STRINGS)
}

fn bytes(bytes: &[u8]) -> Pooled<BYTES> {
    Pooled::new(Box::new(bytes.into()), BYTES)
}

fn hash_of(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[test]
fn it_dereferences_to_the_object() {
    let mut text = string("abc");
    assert_eq!(text.len(), 3);
    text.push('d');
    *text += "e";
    assert_eq!(*text, "abcde");
}

#[test]
fn it_converts_as_the_object_does() {
    fn length(text: impl AsRef<str>) -> usize {
        text.as_ref().len()
    }

    fn zero(mut bytes: impl AsMut<[u8]>) -> usize {
        bytes.as_mut().fill(0);
        bytes.as_mut().len()
    }

    assert_eq!(length(string("abc")), 3);
    let text = string("abc");
    assert_eq!(length(&text), 3);
    assert_eq!(zero(bytes(b"abc")), 3);
    assert!(!Path::new("/no/such/file").join(string("x")).exists());
}

#[test]
fn it_shows_what_the_object_shows() {
    let text = string("a\"b");
    assert_eq!(format!("{text}|{text:?}|{text:>5}|{text:.1}"), "a\"b|\"a\\\"b\"|  a\"b|a");
    assert_eq!(format!("{:#?}", bytes(&[1])), format!("{:#?}", vec![1]));
}

#[test]
fn it_compares_as_the_object_does() {
    let (a, b) = (string("a"), string("b"));
    assert_eq!(a, string("a"));
    assert_ne!(a, b);
    assert_eq!([a < b, a <= b, a > b, a >= b], [true, true, false, false]);
    assert_eq!([a < a, a <= a, a > a, a >= a], [false, true, false, true]);
    assert_eq!(a.cmp(&b), Ordering::Less);
    assert_eq!(a.partial_cmp(&b), Some(Ordering::Less));

    // Between guards of different pools.
    let other: Pooled<OTHER_STRINGS> = Pooled::new(Box::new("a".into()), OTHER_STRINGS);
    assert_eq!(a, other);
    assert!(other < b);

    // Between guards and plain values.
    assert_eq!(a, "a");
    assert_eq!(a, *"a");
    assert_eq!(a, String::from("a"));
    assert_eq!(bytes(b"ab"), b"ab");
    assert_eq!(bytes(b"ab"), [b'a', b'b']);
    assert_eq!(bytes(b"ab"), b"ab"[..]);
    assert_eq!(bytes(b"ab"), vec![97, 98]);
    assert_eq!(bytes(b"ab"), &[97, 98][..]);
    assert_eq!(*a, *other);

    shelf!(FLOATS: f64);
    let nan = || Pooled::new(Box::new(f64::NAN), FLOATS);
    assert_ne!(nan(), nan());
    assert_eq!(nan().partial_cmp(&nan()), None);
    let (a, b) = (nan(), nan());
    assert_eq!([a < b, a <= b, a > b, a >= b], [false; 4]);
}

#[test]
fn it_hashes_as_the_object_and_its_borrowed_form_do() {
    let text = string("key");
    assert_eq!(hash_of(&text), hash_of("key"));
    assert_eq!(hash_of(&text), hash_of(&*text));
    assert_eq!(hash_of(&bytes(b"key")), hash_of(&b"key"[..]));
    let path = Pooled::new(Box::new(PathBuf::from("a//b")), PATHS);
    assert_eq!(hash_of(&path), hash_of(Path::new("a/b")));
    let name = Pooled::new(Box::new(OsString::from("key")), NAMES);
    assert_eq!(hash_of(&name), hash_of(OsStr::new("key")));
}

#[test]
fn a_guard_is_borrowed_mutably() {
    let pool = SyncPool::<Vec<u8>>::new();
    let mut bytes = pool.get();
    bytes.extend([1, 2]);
    let slice: &mut [u8] = bytes.borrow_mut();
    slice[0] = 3;
    assert_eq!(bytes, [3, 2]);
}

#[test]
fn a_map_of_pooled_keys_is_looked_up_by_the_borrowed_form() {
    let mut counts: HashMap<Pooled<STRINGS>, u32> = HashMap::new();
    counts.insert(string("to"), 1);
    counts.insert(string("be"), 2);
    *counts.get_mut("to").unwrap() += 1;
    assert_eq!(counts.get("to"), Some(&2));
    assert_eq!(counts["be"], 2);
    assert!(!counts.contains_key("or"));
    assert_eq!(counts.get(&string("be")), Some(&2));
    let (key, _) = counts.remove_entry("be").unwrap();
    assert_eq!(key, "be");

    let ordered = BTreeMap::from([(string("b"), 2), (string("a"), 1)]);
    assert_eq!(ordered["a"], 1);
    assert_eq!(ordered.range::<str, _>((Bound::Included("b"), Bound::Unbounded)).count(), 1);

    let blobs = HashSet::from([bytes(&[1, 2])]);
    assert!(blobs.contains(&[1, 2][..]));
    let paths = BTreeSet::from([Pooled::new(Box::new(PathBuf::from("a/b")), PATHS)]);
    assert!(paths.contains(Path::new("a/b")));
    let names = HashSet::from([Pooled::new(Box::new(OsString::from("n")), NAMES)]);
    assert!(names.contains(OsStr::new("n")));

    let words: Vec<Pooled<STRINGS>> = vec![string("a"), string("b")];
    assert_eq!(words.concat(), "ab");
    assert_eq!(words.join("-"), "a-b");
    let borrowed: &Pooled<STRINGS> = words[0].borrow();
    assert_eq!(borrowed, "a");
}

#[test]
fn default_gets_an_object_from_the_pool() {
    shelf!(BUFFERS: Vec<u8>);
    let buffer = BUFFERS.get();
    let address = &raw const *buffer;
    drop(buffer);

    let buffer = Pooled::<BUFFERS>::default();
    assert_eq!(&raw const *buffer, address);
    assert_eq!(BUFFERS.len(), 0);
}

#[test]
fn collecting_fills_an_object_from_the_pool() {
    shelf!(BUFFERS: Vec<u8>);
    let mut buffer = BUFFERS.get();
    buffer.reserve(100);
    let memory = buffer.as_ptr();
    drop(buffer);

    let mut buffer: Pooled<BUFFERS> = (1..=3).collect();
    assert_eq!(buffer, [1, 2, 3]);
    assert_eq!(buffer.as_ptr(), memory);

    buffer.extend([4]);
    Extend::extend(&mut buffer, &[5]);
    assert_eq!(buffer, [1, 2, 3, 4, 5]);

    let text: Pooled<STRINGS> = "abc".chars().rev().collect();
    assert_eq!(text, "cba");
    let text: Result<Pooled<STRINGS>, ()> = ["a", "b"].into_iter().map(Ok).collect();
    assert_eq!(text.unwrap(), "ab");
}

#[test]
fn a_collection_that_panics_gives_nothing_back() {
    shelf!(BUFFERS: Vec<u8>);
    let failed = std::panic::catch_unwind(|| {
        (1..3)
            .map(|number| if number == 2 { panic!("halfway") } else { number })
            .collect::<Pooled<BUFFERS>>()
    });
    assert!(failed.is_err());
    assert_eq!(BUFFERS.len(), 0);
}

#[test]
fn it_is_reset_in_place_as_a_part_of_another_object() {
    shelf!(BUFFERS: Vec<u8>);
    let mut pair = (BUFFERS.get(), 7);
    pair.0.extend([1, 2, 3]);
    let memory = pair.0.as_ptr();
    pair.reset();
    assert_eq!(pair, (BUFFERS.get(), 0));
    assert_eq!(pair.0.as_ptr(), memory);
    assert_eq!(BUFFERS.len(), 1, "only the one that the comparison got");
    assert!(pair.is_reusable());
}

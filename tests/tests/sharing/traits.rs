//! The traits that the contents and the shared guard have from the object.

use std::cmp::Ordering;
use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ffi::{OsStr, OsString};
use std::fmt::Write;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use syncpool::prelude::*;
use syncpool::{Footprint, LimitCapacity, WithCapacity};

pool! {
    static STRINGS: Shareable<String> = 8;
    static OTHER_STRINGS: Shareable<String> = 8;
    static BYTES: Shareable<Vec<u8>> = 8;
    static PATHS: Shareable<PathBuf> = 8;
    static NAMES: Shareable<OsString> = 8;
    static FLOATS: Shareable<f64> = 8;
}

fn string(text: &str) -> PooledArc<STRINGS> {
    let mut string = STRINGS.get();
    string.push_str(text);
    Pooled::share(string)
}

fn hash_of(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[test]
fn a_shared_guard_reads_as_its_object() {
    fn length(text: impl AsRef<str>) -> usize {
        text.as_ref().len()
    }
    let text = string("a\"b");
    assert_eq!((text.len(), length(&text), length(text.clone())), (3, 3, 3));
    assert_eq!(format!("{text}|{text:?}|{text:>5}|{text:.1}"), "a\"b|\"a\\\"b\"|  a\"b|a");
    let bytes: PooledArc<BYTES> = [1].into_iter().collect();
    assert_eq!(format!("{bytes:#?}"), format!("{:#?}", vec![1]));
}

#[test]
fn a_shared_guard_compares_as_its_object() {
    let (a, b) = (string("a"), string("b"));
    assert_eq!(a, a.clone());
    assert_eq!(a, string("a"));
    assert_ne!(a, b);
    assert_eq!([a < b, a <= b, a > b, a >= b], [true, true, false, false]);
    assert_eq!((a.cmp(&b), a.partial_cmp(&b)), (Ordering::Less, Some(Ordering::Less)));

    // Between guards of different pools, and with plain values.
    let other: PooledArc<OTHER_STRINGS> = ["a"].into_iter().collect();
    assert_eq!(a, other);
    assert!(other < b);
    assert_eq!(a, "a");
    assert_eq!(a, *"a");
    assert_eq!(a, String::from("a"));
    let bytes: PooledArc<BYTES> = [97, 98].into_iter().collect();
    assert_eq!(bytes, b"ab");
    assert_eq!(bytes, [b'a', b'b']);
    assert_eq!(bytes, b"ab"[..]);
    assert_eq!(bytes, vec![97, 98]);
    assert_eq!(bytes, &[97, 98][..]);

    // A number that is not equal to itself is not so by being shared.
    let nan = Pooled::share(Pooled::new(Box::new(f64::NAN.into()), FLOATS.handle()));
    assert_ne!(nan, nan.clone());
    assert_eq!(nan.partial_cmp(&nan.clone()), None);
}

#[test]
fn a_map_of_shared_keys_is_looked_up_by_the_borrowed_form() {
    let key = string("key");
    assert_eq!((hash_of(&key), hash_of(&*key)), (hash_of("key"), hash_of("key")));
    let mut counts = HashMap::from([(key.clone(), 1)]);
    counts.insert(key, 2);
    assert_eq!(counts["key"], 2);
    let ordered = BTreeMap::from([(string("b"), 2), (string("a"), 1)]);
    assert_eq!(ordered["a"], 1);

    let blob: PooledArc<BYTES> = [1, 2].into_iter().collect();
    assert!(HashSet::from([blob]).contains(&[1, 2][..]));
    let path: PooledArc<PATHS> = ["a", "b"].into_iter().collect();
    assert!(HashSet::from([path]).contains(Path::new("a/b")));
    let name = Pooled::share(Pooled::new(Box::new(OsString::from("n").into()), NAMES.handle()));
    assert!(HashSet::from([name]).contains(OsStr::new("n")));
}

#[test]
fn default_and_collect_get_an_object_from_the_pool() {
    pool!(static LINES: Shareable<String> = 8);
    drop(PooledArc::<LINES>::default());
    let line: PooledArc<LINES> = "abc".chars().rev().collect();
    assert_eq!((line.as_str(), LINES.miss_count(), LINES.len()), ("cba", 1, 0));
}

#[test]
fn the_contents_stand_in_for_the_object() {
    let mut line = Shareable::new(String::from("ab"));
    let copy = line.clone();
    line.extend(['c']);
    write!(line, "d").unwrap();
    line.push('e');
    assert_eq!(line, "abcde");
    assert_eq!(copy, "ab");
    assert!(copy < line && copy.cmp(&line) == Ordering::Less);
    assert_eq!(format!("{copy}|{copy:?}"), "ab|\"ab\"");
    assert_eq!(hash_of(&copy), hash_of("ab"));
    let memory = line.as_ptr();
    line.clone_from(&copy);
    assert_eq!((line.as_str(), line.as_ptr()), ("ab", memory));
    AsMut::<str>::as_mut(&mut line).make_ascii_uppercase();
    assert_eq!(AsRef::<[u8]>::as_ref(&line), b"AB");
    assert_eq!(Shareable::into_inner(line), "AB");
    assert_eq!(Shareable::<u8>::default(), Shareable::from(0));

    // Through an ordinary guard, too.
    let mut line = STRINGS.get();
    line.extend(["a", "b"]);
    write!(line, "c").unwrap();
    assert_eq!(line, "abc");
    assert_eq!(line.clone(), line);
}

#[test]
fn the_contents_are_reset_as_the_object() {
    let mut buffer = Shareable::new(vec![1_u8; 1000]);
    assert_eq!(buffer.footprint(), Footprint::new(1000, 1000));
    buffer.reset();
    assert!(buffer.is_empty() && buffer.capacity() >= 1000 && buffer.is_reusable());
    buffer.limit_capacity(10);
    assert!(buffer.capacity() <= 10);

    struct Bad;
    impl Poolable for Bad {
        fn reset(&mut self) {}
        fn is_reusable(&self) -> bool {
            false
        }
    }
    assert!(!Shareable::new(Bad).is_reusable());
}

#[test]
fn a_shareable_object_tells_what_it_has_allocated() {
    let words = <Shareable<Vec<u32>> as WithCapacity>::with_capacity(10);
    assert_eq!((words.capacity(), words.allocated_bytes()), (10, 40));
}

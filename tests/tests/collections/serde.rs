//! The collections and serde.

use serde::Deserialize;
use syncpool::collections::{ReuseMap, ReuseVec};
use syncpool::prelude::*;

type Lines = ReuseVec<String>;
type Map = ReuseMap<String, ReuseVec<u32>>;

fn read<'a, T: Deserialize<'a>>(place: &mut T, json: &'a str) -> serde_json::Result<()> {
    T::deserialize_in_place(&mut serde_json::Deserializer::from_str(json), place)
}

#[test]
fn they_are_written_and_read_as_those_of_the_standard_library() {
    let json = r#"{"a":[1,2],"b":[],"c":[3]}"#;
    let mut map: Map = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::to_string(&map).unwrap(), json);
    assert_eq!((map.len(), &map["a"][..], &map["c"][..]), (3, &[1, 2][..], &[3][..]));
    map.clear();
    assert_eq!(serde_json::to_string(&map).unwrap(), "{}");

    let mut lines: Lines = serde_json::from_str(r#"["a", "b"]"#).unwrap();
    lines.truncate(1);
    assert_eq!(serde_json::to_string(&lines).unwrap(), r#"["a"]"#);
    assert!(serde_json::from_str::<Lines>("{}").unwrap_err().to_string().contains("a sequence"));
    assert!(serde_json::from_str::<Map>("[]").unwrap_err().to_string().contains("a map"));
}

#[test]
fn a_vector_is_read_into_its_elements() {
    let mut lines = Lines::new();
    read(&mut lines, r#"["a long first line", "a second line", "a third line"]"#).unwrap();
    let places: Vec<_> = lines.iter().map(|line| line.as_ptr()).collect();
    read(&mut lines, r#"["one"]"#).unwrap();
    assert_eq!((&lines[..], lines.spare_count()), (&["one".to_owned()][..], 2));
    read(&mut lines, r#"["uno", "due", "tre"]"#).unwrap();
    assert_eq!(lines, ["uno", "due", "tre"]);
    assert!(lines.iter().map(|line| line.as_ptr()).eq(places));
}

#[test]
fn after_an_error_a_vector_has_the_elements_before_it() {
    let mut points = ReuseVec::<ReuseVec<u32>>::new();
    read(&mut points, "[[1, 2], [3, 4], [5, 6]]").unwrap();
    for _ in 0..3 {
        assert!(read(&mut points, r#"[[7, 8], [9, "ten"], [11]]"#).is_err());
        assert_eq!((points.len(), &points[0][..], points.spare_count()), (1, &[7, 8][..], 2));
    }
    assert!(points.push_default().is_empty(), "no element is half filled");
    assert!(read(&mut Lines::new(), r#"["new", 1]"#).is_err());
}

#[test]
fn a_map_is_read_into_its_entries() {
    let mut map = Map::new();
    read(&mut map, r#"{"a long first key": [1, 2], "another key": [3]}"#).unwrap();
    let places =
        |map: &Map| map.iter().map(|(key, list)| (key.as_ptr(), list.as_ptr())).collect::<Vec<_>>();
    let before = places(&map);
    read(&mut map, r#"{"b": [4, 5], "c": [6]}"#).unwrap();
    assert_eq!(
        (&map["b"][..], &map["c"][..], map.get("another key")),
        (&[4, 5][..], &[6][..], None)
    );
    assert_eq!(places(&map), before);
}

#[test]
fn the_last_of_two_equal_keys_counts() {
    let mut map = Map::new();
    for _ in 0..3 {
        read(&mut map, r#"{"a": [1], "b": [2], "a": [3, 4], "a": [5]}"#).unwrap();
        assert_eq!((map.len(), &map["a"][..], &map["b"][..]), (2, &[5][..], &[2][..]));
    }
    assert_eq!(map.spare_count(), 1, "one entry is used for what is not kept");
    map.clear();
    assert_eq!(map.iter().next(), None);
    assert!((0..3).all(|key| map.get_or_insert_default(&key.to_string()[..]).is_empty()));
}

#[test]
fn after_an_error_a_map_has_the_entries_before_it() {
    let mut map = Map::new();
    read(&mut map, r#"{"a": [1], "b": [2]}"#).unwrap();
    for wrong in [r#"{"a": [1], "b": [2, "three"]}"#, r#"{"a": [1], 7: [2]}"#] {
        assert!(read(&mut map, wrong).is_err());
        assert_eq!((map.len(), &map["a"][..], map.spare_count()), (1, &[1][..], 1));
        assert!(!map.contains_key("b"));
        assert!(map.get_or_insert_default("c").is_empty(), "no entry is half filled");
    }
}

#[test]
fn a_size_that_is_promised_is_not_believed() {
    use serde::de::value::{Error, SeqDeserializer};

    struct Endless(u32);
    impl Iterator for Endless {
        type Item = u32;
        fn next(&mut self) -> Option<u32> {
            self.0 = self.0.checked_sub(1)?;
            Some(self.0)
        }
        fn size_hint(&self) -> (usize, Option<usize>) {
            (usize::MAX, Some(usize::MAX))
        }
    }
    let mut numbers = ReuseVec::<u32>::new();
    let sequence = SeqDeserializer::<_, Error>::new(Endless(3));
    assert!(Deserialize::deserialize_in_place(sequence, &mut numbers).is_ok());
    assert_eq!(numbers, [2, 1, 0]);
}

#[test]
fn a_pooled_object_is_read_without_a_loss() {
    #[derive(Default, Deserialize, Poolable)]
    struct Event {
        tags: ReuseVec<String>,
        fields: Map,
    }
    pool!(static EVENTS: Event = 8);
    let read = |json: &str| -> Vec<*const u8> {
        let event: Pooled<EVENTS> = serde_json::from_str(json).unwrap();
        let tags = event.tags.iter().map(|tag| tag.as_ptr());
        tags.chain(event.fields.keys().map(|key| key.as_ptr())).collect()
    };
    let places = read(r#"{"tags": ["one", "two"], "fields": {"first": [1]}}"#);
    read(r#"{"tags": [], "fields": {}}"#);
    assert!(serde_json::from_str::<Pooled<EVENTS>>(r#"{"tags": ["one", 2]}"#).is_err());
    assert_eq!(read(r#"{"tags": ["un", "deux"], "fields": {"prem": [1]}}"#), places);
}

//! Guards and serde: what is written, what is read in place, and what an error or a panic leaves behind.

use std::fmt;
use std::panic::catch_unwind;
use std::sync::Arc;

use serde::de::{DeserializeSeed, Deserializer, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use syncpool::prelude::*;
use syncpool::{PooledSeed, Provisional};

#[derive(Debug, Default, Deserialize, PartialEq, Poolable, Serialize)]
struct Event {
    id: u64,
    message: String,
    samples: Vec<u32>,
}

/// A line of JSON whose last field is wrong.
const WRONG: &str = r#"{"id": 7, "message": "half of it is read", "samples": [1, 2, "three"]}"#;

/// A line of JSON.
fn line(id: u64, message: &str, samples: &[u32]) -> String {
    format!(r#"{{"id":{id},"message":"{message}","samples":{samples:?}}}"#).replace(' ', "")
}

#[test]
fn a_guard_is_written_as_its_object() {
    pool!(static EVENTS: Event = 8);
    let mut event = EVENTS.get();
    (event.id, event.message) = (7, "hello".to_owned());
    event.samples.push(1);
    let text = serde_json::to_string(&event).unwrap();
    assert_eq!(text, serde_json::to_string(&*event).unwrap());
    assert_eq!(text, line(7, "hello", &[1]));
    assert_eq!(serde_json::to_string(&[event]).unwrap(), format!("[{text}]"));
}

#[test]
fn a_shared_object_is_written_and_read_as_its_object() {
    pool!(static EVENTS: Shareable<Event> = 8);
    let text = line(7, "hello", &[1]);
    let event: Pooled<EVENTS> = serde_json::from_str(&text).unwrap();
    assert_eq!((event.id, serde_json::to_string(&event).unwrap()), (7, text.clone()));
    let event = Pooled::share(event);
    assert_eq!(serde_json::to_string(&event).unwrap(), text);
    let memory = event.message.as_ptr();
    drop(event);

    // In place: the message is read into the memory of the one before.
    let seed = PooledSeed::new(EVENTS.handle());
    let again = seed.deserialize(&mut serde_json::Deserializer::from_str(&text)).unwrap();
    assert_eq!((again.message.as_str(), again.message.as_ptr()), ("hello", memory));
    let own: Shareable<Event> = serde_json::from_str(&text).unwrap();
    assert_eq!(own, *again);
    assert!(serde_json::from_str::<Pooled<EVENTS>>(WRONG).is_err());
}

#[test]
fn an_object_of_the_pool_is_read_and_its_memory_reused() {
    pool!(static EVENTS: Event = 8);
    let mut places = Vec::new();
    for (id, message, samples) in [(1, "aLongMessage", [1, 2, 3]), (2, "short", [4, 5, 6])] {
        let event: Pooled<EVENTS> = serde_json::from_str(&line(id, message, &samples)).unwrap();
        assert_eq!(*event, Event { id, message: message.to_owned(), samples: samples.to_vec() });
        places.push((&raw const *event, event.message.as_ptr(), event.samples.as_ptr()));
    }
    assert_eq!(places[0], places[1]);
    assert_eq!((EVENTS.len(), EVENTS.miss_count()), (1, 1));
}

#[test]
fn a_guard_is_read_in_place() {
    pool!(static EVENTS: Event = 8);
    let mut event = EVENTS.get();
    event.message.reserve(1000);
    event.samples.reserve(1000);
    let places = (event.message.as_ptr(), event.samples.as_ptr());
    for id in 0..3 {
        let text = line(id, "hello", &[1, 2]);
        let mut json = serde_json::Deserializer::from_str(&text);
        Deserialize::deserialize_in_place(&mut json, &mut event).unwrap();
        assert_eq!((event.id, &*event.message, &*event.samples), (id, "hello", &[1, 2][..]));
    }
    assert_eq!((event.message.as_ptr(), event.samples.as_ptr()), places);
    assert!(event.message.capacity() >= 1000 && event.samples.capacity() >= 1000);
    assert_eq!((EVENTS.len(), EVENTS.miss_count()), (0, 1), "it was the guard's own object");
}

#[test]
fn after_an_error_halfway_the_object_goes_back_reset() {
    pool!(static EVENTS: Event = 8);
    for _ in 0..3 {
        assert!(serde_json::from_str::<Pooled<EVENTS>>(WRONG).is_err());
        assert_eq!(EVENTS.len(), 1);
        let event = EVENTS.get();
        assert_eq!(*event, Event::default());
        assert!(event.message.capacity() > 0, "it is the object that was half filled");
    }
    assert_eq!(EVENTS.miss_count(), 1);
}

#[test]
fn after_an_error_in_place_the_guard_has_its_object() {
    pool!(static EVENTS: Event = 8);
    let mut event = EVENTS.get();
    let place = &raw const *event;
    let mut json = serde_json::Deserializer::from_str(WRONG);
    assert!(Deserialize::deserialize_in_place(&mut json, &mut event).is_err());
    assert_eq!((&raw const *event, EVENTS.len()), (place, 0));
    drop(event);
    assert_eq!((EVENTS.len(), &*EVENTS.get()), (1, &Event::default()));
}

#[test]
fn after_an_error_a_provisional_guard_drops_its_object() {
    pool!(static EVENTS: Event = 8);
    assert!(serde_json::from_str::<Pooled<Provisional<EVENTS>>>(WRONG).is_err());
    assert_eq!((EVENTS.len(), EVENTS.stats().discarded_unfit), (0, 1));

    let text = line(1, "whole", &[]);
    let event: Pooled<Provisional<EVENTS>> = serde_json::from_str(&text).unwrap();
    drop(Pooled::keep(event));
    assert_eq!((EVENTS.len(), EVENTS.stats().discarded_unfit), (1, 1));
}

/// A number whose deserialisation panics if it is 13.
#[derive(Debug, Default, Poolable)]
struct Superstitious(u32);

impl<'de> Deserialize<'de> for Superstitious {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = u32::deserialize(deserializer)?;
        assert_ne!(number, 13);
        Ok(Superstitious(number))
    }
}

#[test]
fn after_a_panic_the_object_is_dropped() {
    pool! {
        static NUMBERS: Superstitious = 8;
        static LISTS: Vec<Pooled<NUMBERS>> = 8;
    }
    type List = Pooled<LISTS>;
    let list: List = serde_json::from_str("[1, 2]").unwrap();
    drop(list);
    assert_eq!((NUMBERS.len(), LISTS.len()), (2, 1));

    assert!(catch_unwind(|| serde_json::from_str::<List>("[1, 13, 2]")).is_err());
    assert_eq!((NUMBERS.len(), LISTS.len()), (0, 0));
    let dropped = (NUMBERS.stats().discarded_unwinding, LISTS.stats().discarded_unwinding);
    assert_eq!(dropped, (2, 1));

    let list: List = serde_json::from_str("[1, 2]").unwrap();
    assert_eq!((list[0].0, list[1].0), (1, 2), "the pools are as usable as before");
}

#[test]
fn the_strings_of_a_vector_come_from_their_pool() {
    pool!(static STRINGS: String = 8);
    type Strings = Vec<Pooled<STRINGS>>;

    let mut strings: Strings = serde_json::from_str(r#"["one", "two", "three"]"#).unwrap();
    assert_eq!(strings, ["one", "two", "three"]);
    assert_eq!((STRINGS.len(), STRINGS.miss_count()), (0, 3));
    let place = strings[0].as_ptr();

    // What becomes shorter gives the others back; the first is overwritten.
    let mut read = |text: &str| {
        let mut json = serde_json::Deserializer::from_str(text);
        Deserialize::deserialize_in_place(&mut json, &mut strings).map(|()| strings.len())
    };
    assert_eq!(read(r#"["one"]"#).unwrap(), 1);
    assert_eq!(STRINGS.len(), 2);
    assert_eq!(read(r#"["uno", "due", "tre"]"#).unwrap(), 3);
    assert_eq!((STRINGS.len(), STRINGS.miss_count()), (0, 3));
    assert!(read(r#"["a", "b", "c", "d", 5]"#).is_err());
    assert_eq!((strings.len(), strings[0].as_ptr()), (4, place));
    assert_eq!(STRINGS.len(), 1, "the string of the error has gone back");
    drop(strings);
    assert_eq!(STRINGS.len(), 5);

    // After an error, those that were read go back.
    assert!(serde_json::from_str::<Strings>(r#"["one", "two", 3]"#).is_err());
    assert_eq!((STRINGS.len(), STRINGS.miss_count()), (5, 5));
    assert_eq!(STRINGS.get(), "");
}

#[test]
fn a_full_pool_and_an_empty_one() {
    pool!(static STRINGS: String = 1);
    let two: Vec<Pooled<STRINGS>> = serde_json::from_str(r#"["one", "two"]"#).unwrap();
    assert_eq!(two, ["one", "two"]);
    drop(two);
    assert_eq!((STRINGS.len(), STRINGS.stats().discarded_full), (1, 1));
}

#[test]
fn an_object_without_the_method_is_replaced_in_its_box() {
    pool!(static NUMBERS: Superstitious = 8);
    let number = NUMBERS.get();
    let place = &raw const *number;
    drop(number);
    let number: Pooled<NUMBERS> = serde_json::from_str("7").unwrap();
    assert_eq!((number.0, &raw const *number), (7, place));
}

/// Reads a list of strings, each into a string of a pool.
#[derive(Clone, Copy)]
struct Strings<'p>(&'p SyncPool<String>);

impl<'de, 'p> DeserializeSeed<'de> for Strings<'p> {
    type Value = Vec<Pooled<&'p SyncPool<String>>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, 'p> Visitor<'de> for Strings<'p> {
    type Value = Vec<Pooled<&'p SyncPool<String>>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of strings")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut strings = Vec::new();
        while let Some(string) = list.next_element_seed(PooledSeed::new(self.0))? {
            strings.push(string);
        }
        Ok(strings)
    }
}

#[test]
fn a_seed_reads_into_a_pool_made_at_run_time() {
    let pool = SyncPool::<String>::builder().capacity(8).build();
    let read = |text| Strings(&pool).deserialize(&mut serde_json::Deserializer::from_str(text));
    assert_eq!(read(r#"["one", "two"]"#).unwrap(), ["one", "two"]);
    assert_eq!((pool.len(), pool.miss_count()), (2, 2));
    assert!(read(r#"["one", 2]"#).is_err());
    assert_eq!((pool.len(), pool.miss_count()), (2, 2));
    assert_eq!(pool.get(), "");
}

#[test]
fn a_seed_may_own_its_pool() {
    let pool = Arc::new(SyncPool::<Event>::builder().capacity(8).build());
    let seed = PooledSeed::new(Arc::clone(&pool));
    let text = line(1, "hello", &[1]);
    let mut json = serde_json::Deserializer::from_str(&text);
    let event = seed.clone().deserialize(&mut json).unwrap();
    assert_eq!(event.message, "hello");
    let event = std::thread::spawn(move || event.id).join().unwrap();
    assert_eq!((event, pool.len()), (1, 1));
    assert!(seed.deserialize(&mut serde_json::Deserializer::from_str(WRONG)).is_err());
    assert_eq!((pool.len(), &*pool.get()), (1, &Event::default()));
}

#[test]
fn borrowed_contents_are_read() {
    let text = r#"["a", "b"]"#.to_owned();
    let pool = SyncPool::<Vec<&str>>::builder().capacity(8).build();
    let words = PooledSeed::new(&pool).deserialize(&mut serde_json::Deserializer::from_str(&text));
    assert_eq!(words.unwrap(), ["a", "b"]);
}

#[test]
fn an_error_is_that_of_the_object() {
    pool!(static EVENTS: Event = 8);
    let guarded = serde_json::from_str::<Pooled<EVENTS>>(WRONG).unwrap_err();
    let bare = serde_json::from_str::<Event>(WRONG).unwrap_err();
    assert_eq!(guarded.to_string(), bare.to_string());
}

//! The struct of seven fields, filled with 16 entries a collection and cleared.
//!
//! There are four sources of the struct:
//!
//! - A new struct each time.
//! - A pool that clears the struct in place. Its collections keep their memory, their strings do not.
//! - The same, with a second pool for the strings. Once warm, nothing is allocated.
//! - The same, with collections that keep their cleared strings. Once warm, nothing is allocated.

use std::collections::HashMap;
use std::hint::black_box;
use std::ops::DerefMut;
use std::time::Instant;

use syncpool::collections::{ReuseMap, ReuseVec};
use syncpool::{Poolable, Pooled, pool};

use crate::sample::{Runner, Sample};

/// The text of each entry. The leading number makes each a distinct key.
const WORDS: [&str; 16] = [
    "00 a user's name",
    "01 a request path",
    "02 a header value",
    "03 a user agent",
    "04 a session token",
    "05 a product title",
    "06 a postal address",
    "07 a search phrase",
    "08 a file name",
    "09 a log message",
    "10 a currency code",
    "11 a time zone",
    "12 a content type",
    "13 a column name",
    "14 an error text",
    "15 a final remark",
];

/// A struct that can be filled.
trait Complex {
    fn fill(&mut self, id: usize);
}

/// The struct with strings that it owns.
#[derive(Default, Debug, Poolable)]
struct Plain {
    id: usize,
    name: String,
    body: Vec<String>,
    flags: Vec<usize>,
    children: Vec<usize>,
    index: HashMap<usize, String>,
    rev_index: HashMap<String, usize>,
}

/// The struct with strings from [`TEXTS`]. Clearing a collection gives its strings back.
#[derive(Default, Debug, Poolable)]
struct Nested {
    id: usize,
    name: String,
    body: Vec<Pooled<TEXTS>>,
    flags: Vec<usize>,
    children: Vec<usize>,
    index: HashMap<usize, Pooled<TEXTS>>,
    rev_index: HashMap<Pooled<TEXTS>, usize>,
}

/// The struct whose collections keep their cleared strings.
#[derive(Default, Debug, Poolable)]
struct Reused {
    id: usize,
    name: String,
    body: ReuseVec<String>,
    flags: Vec<usize>,
    children: Vec<usize>,
    index: ReuseMap<usize, String>,
    rev_index: ReuseMap<String, usize>,
}

pool! {
    static PLAIN: Plain = 64;
    static NESTED: Nested = 64;
    static REUSED: Reused = 64;
    static TEXTS: String = 1024, init = || String::with_capacity(32);
}

/// The method that writes the seven fields; `$text` makes a string.
macro_rules! fill_with {
    ($text:expr) => {
        fn fill(&mut self, id: usize) {
            self.id = id;
            self.name.push_str(WORDS[id % WORDS.len()]);
            for (number, word) in WORDS.into_iter().enumerate() {
                self.body.push($text(word));
                self.flags.push(number);
                self.children.push(id + number);
                self.index.insert(number, $text(word));
                self.rev_index.insert($text(word), number);
            }
        }
    };
}

impl Complex for Plain {
    fill_with!(String::from);
}

impl Complex for Nested {
    fill_with!(pooled);
}

impl Complex for Reused {
    fn fill(&mut self, id: usize) {
        self.id = id;
        self.name.push_str(WORDS[id % WORDS.len()]);
        for (number, word) in WORDS.into_iter().enumerate() {
            self.body.push_default().push_str(word);
            self.flags.push(number);
            self.children.push(id + number);
            self.index.get_or_insert_default(&number).push_str(word);
            *self.rev_index.get_or_insert_default(word) = number;
        }
    }
}

/// A string from the pool, set to `text`.
fn pooled(text: &str) -> Pooled<TEXTS> {
    let mut string = TEXTS.get();
    string.push_str(text);
    string
}

/// A new struct each time.
pub fn start_fresh() -> Runner {
    Box::new(|iterations| measure(iterations, Box::<Plain>::default))
}

/// A pool that clears the structs in place.
pub fn start_in_place() -> Runner {
    PLAIN.trim(0);
    Box::new(|iterations| measure(iterations, || PLAIN.get()))
}

/// A pool of structs and a pool of their strings.
pub fn start_strings() -> Runner {
    NESTED.trim(0);
    TEXTS.trim(0);
    Box::new(|iterations| measure(iterations, || NESTED.get()))
}

/// A pool of structs whose collections reuse their strings.
pub fn start_reused() -> Runner {
    REUSED.trim(0);
    Box::new(|iterations| measure(iterations, || REUSED.get()))
}

/// Gets, fills and drops a struct. A guard then clears it and gives it back; a box frees it.
#[inline(never)]
fn measure<H: DerefMut<Target: Complex>>(iterations: u64, get: impl Fn() -> H) -> Sample {
    let start = Instant::now();
    for id in 0..iterations {
        let mut held = get();
        held.fill(black_box(id as usize));
        black_box(&mut held);
        drop(held);
    }
    Sample::new(start.elapsed(), iterations)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_are_filled_alike() {
        let (mut plain, mut nested, mut reused) =
            (Plain::default(), Nested::default(), Reused::default());
        plain.fill(3);
        nested.fill(3);
        reused.fill(3);
        assert_eq!((reused.id, &reused.name), (plain.id, &plain.name));
        assert_eq!(reused.body, plain.body);
        assert_eq!((&reused.flags, &reused.children), (&plain.flags, &plain.children));
        assert!(plain.index.iter().all(|(key, text)| reused.index[key] == *text));
        assert!(plain.rev_index.iter().all(|(text, key)| reused.rev_index[text] == *key));
        assert_eq!(reused.index.len() + reused.rev_index.len(), 32);
        assert_eq!((plain.id, plain.name), (nested.id, nested.name));
        assert_eq!(plain.body, nested.body.iter().map(|text| text.as_str()).collect::<Vec<_>>());
        assert_eq!((plain.flags, plain.children), (nested.flags, nested.children));
        assert_eq!(plain.index.len(), nested.index.len());
        assert_eq!(plain.rev_index[WORDS[7]], nested.rev_index[WORDS[7]]);
    }

    #[test]
    fn the_string_pool_holds_what_a_struct_needs() {
        start_strings()(10);
        let before = TEXTS.miss_count();
        start_strings()(1);
        assert!(TEXTS.len() >= 48, "{} strings are idle", TEXTS.len());
        assert!(TEXTS.miss_count() >= before);
    }
}

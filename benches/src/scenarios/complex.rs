//! The struct of seven fields, filled with 16 entries a collection and cleared.
//!
//! Three ways to have it: new each time; from a pool that clears it in place, so that it keeps what
//! its own collections allocated but not what their strings did; and with the strings from a pool
//! of their own, so that nothing is allocated any more.

use std::collections::HashMap;
use std::hint::black_box;
use std::time::Instant;

use syncpool::{Poolable, Pooled, pool};

use crate::reading::{Reading, Runner};

/// The text of an entry; the number of the entry makes it a key of its own.
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

/// What is filled and cleared.
trait Complex {
    fn fill(&mut self, id: usize);
}

/// The struct, its strings its own.
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

/// The same struct, with its strings from [`TEXTS`]: clearing a collection gives them back.
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

pool! {
    static PLAIN: Plain = 64;
    static NESTED: Nested = 64;
    static TEXTS: String = 1024, init = || String::with_capacity(32);
}

/// Writes the seven fields; `$text` makes a string.
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

/// A string from the pool.
fn pooled(text: &str) -> Pooled<TEXTS> {
    let mut string = TEXTS.get();
    string.push_str(text);
    string
}

/// A new struct each time.
pub fn start_fresh() -> Runner {
    Box::new(|iterations| measure(iterations, Box::<Plain>::default, |plain| &mut **plain))
}

/// A pool that clears in place.
pub fn start_in_place() -> Runner {
    PLAIN.trim(0);
    Box::new(|iterations| measure(iterations, || PLAIN.get(), |guard| &mut **guard))
}

/// Pools of structs and of their strings.
pub fn start_strings() -> Runner {
    NESTED.trim(0);
    TEXTS.trim(0);
    Box::new(|iterations| measure(iterations, || NESTED.get(), |guard| &mut **guard))
}

/// Gets, fills and drops: a guard clears the struct and gives it back, a box frees it.
#[inline(never)]
fn measure<H, C: Complex>(
    iterations: u64,
    get: impl Fn() -> H,
    object: impl Fn(&mut H) -> &mut C,
) -> Reading {
    let start = Instant::now();
    for id in 0..iterations {
        let mut held = get();
        object(&mut held).fill(black_box(id as usize));
        black_box(&mut held);
        drop(held);
    }
    Reading::new(start.elapsed(), iterations)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_three_are_filled_alike() {
        let (mut plain, mut nested) = (Plain::default(), Nested::default());
        plain.fill(3);
        nested.fill(3);
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

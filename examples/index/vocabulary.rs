//! Counts of very many words.
//!
//! All documents together have a hundred thousand words and more, and most are short. So one string
//! holds all words, without an allocation for each. Runs with pools and without use it alike.

use std::fmt;
use std::hash::BuildHasher;

use foldhash::fast::RandomState;
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

/// A map from words to their counts that only grows.
#[derive(Default)]
pub(crate) struct Vocabulary {
    text: String,
    table: HashTable<Word>,
    hasher: RandomState,
}

struct Word {
    start: usize,
    length: usize,
    count: u64,
}

impl Word {
    fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start..][..self.length]
    }
}

impl Vocabulary {
    /// Counts a word once more.
    pub(crate) fn add(&mut self, word: &str) {
        let Vocabulary { text, table, hasher } = self;
        let is_same = |known: &Word| known.of(text) == word;
        let hash_of = |known: &Word| hasher.hash_one(known.of(text));
        match table.entry(hasher.hash_one(word), is_same, hash_of) {
            Entry::Occupied(known) => known.into_mut().count += 1,
            Entry::Vacant(place) => {
                place.insert(Word { start: text.len(), length: word.len(), count: 1 });
                text.push_str(word);
            }
        }
    }

    /// Every word and its count, in no order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, u64)> {
        self.table.iter().map(|word| (word.of(&self.text), word.count))
    }
}

impl fmt::Debug for Vocabulary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

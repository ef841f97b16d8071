//! The document that is made of one file.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use foldhash::fast::RandomState;
use syncpool::Poolable;

use crate::memory::Memory;

/// A text file, cut into lines and words.
///
/// The lines and the words of a pooled document are pooled, too. The derived `reset` clears the vector
/// and the map, which keep their capacity. That drops each line and each word, and gives them back to
/// their own pools.
///
/// The map's capacity is limited, because the map is iterated and looked up at random. A map that kept
/// the capacity of one huge file would be slow for all small files after it.
#[derive(Debug, Default, Poolable)]
pub(crate) struct Document<M: Memory> {
    pub(crate) path: PathBuf,
    pub(crate) lines: Vec<M::Line>,
    #[poolable(max_capacity = 1024)]
    pub(crate) words: HashMap<M::Word, u64, RandomState>,
}

impl<M: Memory> Document<M> {
    /// Fills a blank document.
    pub(crate) fn fill(&mut self, path: &Path, text: &str) {
        self.path.push(path);
        for line in text.lines() {
            self.lines.push(M::line(line));
            for word in words(line) {
                match self.words.get_mut(word) {
                    Some(count) => *count += 1,
                    None => drop(self.words.insert(M::word(word), 1)),
                }
            }
        }
    }
}

/// The words of a line: runs of letters, digits and underscores, as they are written.
fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty())
}

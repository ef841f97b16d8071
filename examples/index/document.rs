//! What is known of one file.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use foldhash::fast::RandomState;
use syncpool::Poolable;

use crate::memory::Memory;

/// A text file, cut into lines and words.
///
/// The lines and the words of a pooled document are pooled themselves. The derived `reset` clears
/// the vector and the map, which keep their capacity; that drops each line and each word, which go
/// back to pools of their own.
///
/// The map's capacity is limited because it is walked as a whole and looked up at random: after one
/// huge file, a map that kept its size would be slow for all the small ones that come after it.
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

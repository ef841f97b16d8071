//! The document that is made of one text.

use std::path::{Path, PathBuf};

use syncpool::Poolable;

use crate::memory::Memory;

/// A text, cut into lines.
///
/// The lines of a pooled document are pooled, too, and so are their words. The derived `reset` clears the
/// vector, which keeps its capacity. That drops each line, which gives it back to its own pool, and
/// its words to theirs.
#[derive(Debug, Default, Poolable)]
pub(crate) struct Document<M: Memory> {
    pub(crate) path: PathBuf,
    pub(crate) lines: Vec<M::Line>,
}

/// A line, cut into words.
#[derive(Debug, Default, Poolable)]
pub(crate) struct Line<M: Memory> {
    /// The length of the line in bytes.
    pub(crate) bytes: usize,
    #[poolable(max_capacity = 1024)]
    pub(crate) words: Vec<M::Word>,
}

impl<M: Memory> Document<M> {
    /// Fills a blank document.
    pub(crate) fn fill(&mut self, path: &Path, text: &str) {
        self.path.push(path);
        for text in text.lines() {
            let mut line = M::line();
            line.bytes = text.len();
            line.words.extend(words(text).map(M::word));
            self.lines.push(line);
        }
    }
}

/// The words of a line: runs of letters, digits and underscores, as they are written.
fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty())
}

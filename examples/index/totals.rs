//! The results of a run.

use std::cmp::Reverse;
use std::ops::AddAssign;
use std::path::PathBuf;

use crate::document::Document;
use crate::memory::Memory;
use crate::vocabulary::Vocabulary;
use crate::walk::{REASONS, Skip};

/// Words in the report's list.
const TOP: usize = 10;

/// The counts of readers: files that became documents, and files that did not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Files {
    pub(crate) indexed: u64,
    pub(crate) bytes: u64,
    /// In the order of [`REASONS`].
    pub(crate) skipped: [u64; REASONS.len()],
}

impl Files {
    pub(crate) fn index(&mut self, bytes: usize) {
        self.indexed += 1;
        self.bytes += bytes as u64;
    }

    pub(crate) fn skip(&mut self, why: Skip) {
        let reason = REASONS.iter().position(|&(reason, _)| reason == why);
        self.skipped[reason.expect("every reason is listed")] += 1;
    }
}

impl AddAssign for Files {
    fn add_assign(&mut self, other: Files) {
        self.indexed += other.indexed;
        self.bytes += other.bytes;
        for (sum, count) in self.skipped.iter_mut().zip(other.skipped) {
            *sum += count;
        }
    }
}

/// The sum over documents.
#[derive(Debug, Default)]
pub(crate) struct Totals {
    lines: u64,
    words: Vocabulary,
    longest: Longest,
}

/// The longest line and its place; of several, the first by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Longest {
    pub(crate) bytes: usize,
    pub(crate) path: PathBuf,
    pub(crate) number: usize,
}

/// The results that must be equal in both runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Findings {
    pub(crate) files: Files,
    pub(crate) lines: u64,
    pub(crate) words: u64,
    pub(crate) vocabulary: usize,
    pub(crate) longest: Longest,
    /// The most frequent words, the first by alphabet where several are equally frequent.
    pub(crate) top: Vec<(String, u64)>,
}

impl Totals {
    pub(crate) fn add<M: Memory>(&mut self, document: &Document<M>) {
        for (line, number) in document.lines.iter().zip(1..) {
            self.lines += 1;
            self.longest.meet(line.bytes, document, number);
            line.words.iter().for_each(|word| self.words.add(word.as_ref()));
        }
    }

    pub(crate) fn findings(self, files: Files) -> Findings {
        let counts = || self.words.iter();
        Findings {
            files,
            lines: self.lines,
            words: counts().map(|(_, count)| count).sum(),
            vocabulary: counts().count(),
            longest: self.longest,
            top: top(counts()),
        }
    }
}

/// The most frequent words, each with its count.
fn top<'w>(counts: impl Iterator<Item = (&'w str, u64)>) -> Vec<(String, u64)> {
    let mut top: Vec<(Reverse<u64>, &str)> = Vec::with_capacity(TOP + 1);
    for (word, count) in counts {
        let entry = (Reverse(count), word);
        let place = top.partition_point(|better| *better < entry);
        if place < TOP {
            top.insert(place, entry);
            top.truncate(TOP);
        }
    }
    top.into_iter().map(|(Reverse(count), word)| (word.to_owned(), count)).collect()
}

impl Longest {
    fn meet<M: Memory>(&mut self, bytes: usize, document: &Document<M>, number: usize) {
        let is_longer = bytes > self.bytes;
        if is_longer || (bytes == self.bytes && bytes > 0 && document.path < self.path) {
            *self = Longest { bytes, path: document.path.clone(), number };
        }
    }
}

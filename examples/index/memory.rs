//! The source of the memory of a run: the only difference between the two runs.

use std::fmt::Debug;
use std::ops::DerefMut;

use syncpool::Stats;
use syncpool::prelude::*;

use crate::document::{Document, Line};

/// Makes the objects of a run. A dropped object goes back to its source.
pub(crate) trait Memory: Debug + Default + Send + Sync + 'static {
    /// A line of a document.
    type Line: Debug + Send + DerefMut<Target = Line<Self>>;
    /// A word of a line.
    type Word: Debug + Send + AsRef<str>;
    /// The buffer that a file is read into.
    type Buffer: AsMut<Vec<u8>>;
    /// A document that can be sent to another thread without copying it.
    type Document: Send + DerefMut<Target = Document<Self>>;

    fn line() -> Self::Line;
    fn word(text: &str) -> Self::Word;
    fn buffer() -> Self::Buffer;
    fn document() -> Self::Document;

    /// Ends a run on the thread that has dropped the objects.
    fn finish() {}

    /// What the pools have counted since the program started; nothing without pools.
    fn counts() -> Vec<Counts> {
        Vec::new()
    }
}

/// What a pool has counted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counts {
    pub(crate) pool: &'static str,
    pub(crate) capacity: usize,
    pub(crate) gets: u64,
    /// Gets that had to make an object.
    pub(crate) made: u64,
}

impl Counts {
    fn of(pool: &'static str, stats: Stats) -> Counts {
        let Stats { capacity, hits, misses, .. } = stats;
        Counts { pool, capacity, gets: hits + misses, made: misses }
    }

    /// What was counted since `before`.
    pub(crate) fn since(self, before: Counts) -> Counts {
        Counts { gets: self.gets - before.gets, made: self.made - before.made, ..self }
    }
}

/// Allocates each object when it is needed, and frees it afterwards.
#[derive(Debug, Default)]
pub(crate) struct Fresh;

impl Memory for Fresh {
    type Line = Box<Line<Fresh>>;
    type Word = String;
    type Buffer = Vec<u8>;
    type Document = Box<Document<Fresh>>;

    fn line() -> Box<Line<Fresh>> {
        Box::default()
    }

    fn word(text: &str) -> String {
        text.to_owned()
    }

    fn buffer() -> Vec<u8> {
        Vec::new()
    }

    fn document() -> Box<Document<Fresh>> {
        Box::default()
    }
}

/// Larger words and buffers are shrunk to this capacity when they come back. So a few huge ones
/// don't pin memory for as long as the program runs.
const KEPT_TEXT: usize = 4 << 10;
const KEPT_BUFFER: usize = 1 << 20;

pool! {
    /// Documents in flight: one at each reader, one at the consumer, and those in the channel.
    pub(crate) static DOCUMENTS: Document<Pools> = 64;

    /// The buffers that files are read into, one for each reader.
    pub(crate) static BUFFERS: Vec<u8> = 64, reset = |buffer| {
        buffer.clear();
        buffer.shrink_to(KEPT_BUFFER);
    };

    /// The lines of the documents in flight: some thousands as a rule, but a single file may have a
    /// hundred thousand. Too small a pool makes and drops the difference at each such file. Too large a
    /// pool costs 10 bytes of zeroed memory for each of N, which are not touched before their first
    /// use. So N is chosen for the largest files.
    pub(crate) static LINES: Line<Pools> = 1 << 17;

    /// The words of the documents in flight: ten to fifty for each line.
    ///
    /// A new word has room for the text of most words, because a string that grows is copied.
    pub(crate) static WORDS: String = 1 << 19, init = || String::with_capacity(24), reset = |word| {
        word.clear();
        word.shrink_to(KEPT_TEXT);
    };
}

/// Gets each object from a pool; its drop gives it back.
#[derive(Debug, Default)]
pub(crate) struct Pools;

impl Memory for Pools {
    type Line = Pooled<LINES>;
    type Word = Pooled<WORDS>;
    type Buffer = Pooled<BUFFERS>;
    type Document = Pooled<DOCUMENTS>;

    fn line() -> Pooled<LINES> {
        LINES.get()
    }

    fn word(text: &str) -> Pooled<WORDS> {
        let mut word = WORDS.get();
        word.push_str(text);
        word
    }

    fn buffer() -> Pooled<BUFFERS> {
        BUFFERS.get()
    }

    fn document() -> Pooled<DOCUMENTS> {
        DOCUMENTS.get()
    }

    fn finish() {
        // Until its next run, this thread has no use for what its magazines keep.
        syncpool::flush_thread();
    }

    fn counts() -> Vec<Counts> {
        vec![
            Counts::of("DOCUMENTS", DOCUMENTS.stats()),
            Counts::of("BUFFERS", BUFFERS.stats()),
            Counts::of("LINES", LINES.stats()),
            Counts::of("WORDS", WORDS.stats()),
        ]
    }
}

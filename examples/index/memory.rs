//! Where the memory of a run comes from: the only thing in which the two runs differ.

use std::borrow::Borrow;
use std::fmt::Debug;
use std::hash::Hash;
use std::ops::DerefMut;

use syncpool::prelude::*;

use crate::document::Document;

/// Makes the objects of a run. They go where they came from when they are dropped.
pub(crate) trait Memory: Debug + Default + Send + Sync + 'static {
    /// A line of a document.
    type Line: Debug + Send + AsRef<str>;
    /// A word; a map whose keys are words is looked up by `&str`.
    type Word: Debug + Send + AsRef<str> + Borrow<str> + Eq + Hash;
    /// What a file's bytes are read into.
    type Buffer: AsMut<Vec<u8>>;
    /// A document that can be sent to another thread without copying it.
    type Document: Send + DerefMut<Target = Document<Self>>;

    fn line(text: &str) -> Self::Line;
    fn word(text: &str) -> Self::Word;
    fn buffer() -> Self::Buffer;
    fn document() -> Self::Document;
}

/// Everything is allocated when it is needed and freed when it is not.
#[derive(Debug, Default)]
pub(crate) struct Fresh;

impl Memory for Fresh {
    type Line = String;
    type Word = String;
    type Buffer = Vec<u8>;
    type Document = Box<Document<Fresh>>;

    fn line(text: &str) -> String {
        text.to_owned()
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

/// Lines, words and buffers that have grown beyond this are shrunk to it when they come back, so that
/// a few giants don't pin memory for as long as the program runs.
const KEPT_TEXT: usize = 4 << 10;
const KEPT_BUFFER: usize = 1 << 20;

pool! {
    /// Documents in flight: one at each reader, one at the consumer, and those in the channel.
    pub(crate) static DOCUMENTS: Document<Pools> = 64;

    /// What files are read into, one for each reader.
    pub(crate) static BUFFERS: Vec<u8> = 64, reset = |buffer| {
        buffer.clear();
        buffer.shrink_to(KEPT_BUFFER);
    };

    /// The lines of the documents in flight: some thousands as a rule, but a single file may have a
    /// hundred thousand. A pool that is too small makes and drops the difference every time that
    /// such a file comes by. One that is too large costs 10 bytes of zeroed memory for each of N, which
    /// is not touched before it is used. So N is chosen for the largest files.
    ///
    /// A new line has room for most lines at once: one that grows, moves.
    pub(crate) static LINES: String = 1 << 17, init = || String::with_capacity(120), reset = |line| {
        line.clear();
        line.shrink_to(KEPT_TEXT);
    };

    /// The words of the documents in flight, each once a document, and so about as many.
    pub(crate) static WORDS: String = 1 << 17, init = || String::with_capacity(24), reset = |word| {
        word.clear();
        word.shrink_to(KEPT_TEXT);
    };
}

/// Everything comes from a pool and goes back to it.
#[derive(Debug, Default)]
pub(crate) struct Pools;

impl Memory for Pools {
    type Line = Pooled<LINES>;
    type Word = Pooled<WORDS>;
    type Buffer = Pooled<BUFFERS>;
    type Document = Pooled<DOCUMENTS>;

    fn line(text: &str) -> Pooled<LINES> {
        let mut line = LINES.get();
        line.push_str(text);
        line
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
}

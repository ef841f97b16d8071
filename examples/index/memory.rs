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

/// A line or a word that took more bytes than this doesn't pin them in a pool.
const KEPT_TEXT: usize = 4 << 10;

/// A file's bytes, or the lines and words that a document has room for: the same for those.
const KEPT_BUFFER: usize = 8 << 20;

pool! {
    /// Documents in flight: one for each reader, one for the consumer, and those in the channel.
    /// 64 is enough for 20 readers; with more of them, some documents are made anew.
    pub(crate) static DOCUMENTS: Document<Pools> = 64;

    /// What files are read into, one for each reader.
    pub(crate) static BUFFERS: Vec<u8> = 64, reset = |buffer| {
        buffer.clear();
        buffer.shrink_to(KEPT_BUFFER);
    };

    /// The lines of the documents in flight. A usual source file has some hundreds, the largest
    /// tens of thousands, and a few of those may be in flight together. The pool's own memory is 8
    /// bytes for each of N, and only what was once in use is ever touched; a miss costs
    /// an allocation. So N is chosen for the worst case rather than the usual one.
    pub(crate) static LINES: String = 1 << 18, reset = |line| {
        line.clear();
        line.shrink_to(KEPT_TEXT);
    };

    /// The words of the documents in flight: fewer than lines, for a word is kept once a document.
    pub(crate) static WORDS: String = 1 << 17, reset = |word| {
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

//! The source of the memory of a run: the only difference between the two runs.

use std::borrow::Borrow;
use std::fmt::Debug;
use std::hash::Hash;
use std::ops::DerefMut;

use syncpool::prelude::*;

use crate::document::Document;

/// Makes the objects of a run. A dropped object goes back to its source.
pub(crate) trait Memory: Debug + Default + Send + Sync + 'static {
    /// A line of a document.
    type Line: Debug + Send + AsRef<str>;
    /// A word; a map whose keys are words is looked up by `&str`.
    type Word: Debug + Send + AsRef<str> + Borrow<str> + Eq + Hash;
    /// The buffer that a file is read into.
    type Buffer: AsMut<Vec<u8>>;
    /// A document that can be sent to another thread without copying it.
    type Document: Send + DerefMut<Target = Document<Self>>;

    fn line(text: &str) -> Self::Line;
    fn word(text: &str) -> Self::Word;
    fn buffer() -> Self::Buffer;
    fn document() -> Self::Document;
}

/// Allocates each object when it is needed, and frees it afterwards.
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

/// Larger lines, words and buffers are shrunk to this capacity when they come back. So a few huge ones
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
    ///
    /// A new line has room for the text of most lines, because a string that grows is copied.
    pub(crate) static LINES: String = 1 << 17, init = || String::with_capacity(120), reset = |line| {
        line.clear();
        line.shrink_to(KEPT_TEXT);
    };

    /// The words of the documents in flight, each word once a document: about as many as lines.
    pub(crate) static WORDS: String = 1 << 17, init = || String::with_capacity(24), reset = |word| {
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

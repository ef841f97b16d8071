//! What is indexed: the files below a folder, or log files in memory.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use crate::corpus::{self, Log};
use crate::walk::{self, Skip, Walk};

/// Where the texts are.
#[derive(Debug)]
pub(crate) enum Source {
    Folder(PathBuf),
    Memory(Vec<Log>),
}

impl Source {
    /// The folder, or so many log files if there is none.
    pub(crate) fn new(folder: Option<&Path>, logs: usize) -> Source {
        match folder {
            Some(path) => Source::Folder(path.to_owned()),
            None => Source::Memory(corpus::logs(logs)),
        }
    }

    /// Starts to go through all texts.
    pub(crate) fn texts(&self) -> Texts<'_> {
        match self {
            Source::Folder(path) => Texts::Folder(Walk::new(path)),
            Source::Memory(logs) => Texts::Memory(logs, AtomicUsize::new(0)),
        }
    }
}

/// All texts of a source. Several threads take them together.
#[derive(Debug)]
pub(crate) enum Texts<'s> {
    Folder(Walk),
    Memory(&'s [Log], AtomicUsize),
}

/// A text that can be read.
#[derive(Debug)]
pub(crate) enum Entry<'s> {
    File(PathBuf),
    Log(&'s Log),
}

impl<'s> Texts<'s> {
    /// The next text, or the next that can't be indexed.
    pub(crate) fn next(&self) -> Option<Result<Entry<'s>, Skip>> {
        match self {
            Texts::Folder(walk) => Some(walk.next()?.map(Entry::File)),
            // The counter orders nothing: it only counts.
            Texts::Memory(logs, next) => {
                Some(Ok(Entry::Log(logs.get(next.fetch_add(1, Relaxed))?)))
            }
        }
    }
}

impl Entry<'_> {
    pub(crate) fn path(&self) -> &Path {
        match self {
            Entry::File(path) => path,
            Entry::Log(log) => &log.name,
        }
    }

    /// Reads the text into `buffer`, which is empty. A log is copied, as from a connection.
    pub(crate) fn read<'b>(
        &self,
        max_bytes: u64,
        buffer: &'b mut Vec<u8>,
    ) -> Result<&'b str, Skip> {
        match self {
            Entry::File(path) => walk::load(path, max_bytes, buffer)?,
            Entry::Log(log) => buffer.extend_from_slice(log.text.as_bytes()),
        }
        walk::text(buffer)
    }
}

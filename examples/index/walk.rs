//! The files below a folder, and why some of them are not indexed.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use walkdir::WalkDir;

/// Why a file is not indexed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Skip {
    Unreadable,
    Binary,
    NotUtf8,
    TooLarge,
    Link,
    Special,
}

/// The reasons with their names in the report.
pub(crate) const REASONS: [(Skip, &str); 6] = [
    (Skip::Binary, "binary"),
    (Skip::NotUtf8, "not UTF-8"),
    (Skip::TooLarge, "too large"),
    (Skip::Unreadable, "unreadable"),
    (Skip::Link, "symbolic links"),
    (Skip::Special, "devices, sockets or pipes"),
];

/// A walk that several threads advance together.
///
/// The lock is held for one directory entry: a few microseconds, where a file takes hundreds.
#[derive(Debug)]
pub(crate) struct Walk(Mutex<walkdir::IntoIter>);

impl Walk {
    pub(crate) fn new(folder: &Path) -> Walk {
        Walk(Mutex::new(WalkDir::new(folder).into_iter()))
    }

    /// The next regular file, or the next entry that is none and can't be indexed.
    pub(crate) fn next(&self) -> Option<Result<PathBuf, Skip>> {
        loop {
            let entry = self.0.lock().unwrap_or_else(PoisonError::into_inner).next()?;
            let Ok(entry) = entry else { return Some(Err(Skip::Unreadable)) };
            let kind = entry.file_type();
            if kind.is_file() {
                return Some(Ok(entry.into_path()));
            }
            if kind.is_symlink() {
                return Some(Err(Skip::Link));
            }
            if !kind.is_dir() {
                return Some(Err(Skip::Special));
            }
        }
    }
}

/// Reads a file into `buffer`, which is empty, if the file is small enough.
pub(crate) fn load(path: &Path, max_bytes: u64, buffer: &mut Vec<u8>) -> Result<(), Skip> {
    match try_load(path, max_bytes, buffer) {
        Err(_) => Err(Skip::Unreadable),
        Ok(false) => Err(Skip::TooLarge),
        Ok(true) => Ok(()),
    }
}

/// The text in a buffer that holds a whole file.
pub(crate) fn text(buffer: &[u8]) -> Result<&str, Skip> {
    if buffer.contains(&0) {
        return Err(Skip::Binary);
    }
    std::str::from_utf8(buffer).map_err(|_| Skip::NotUtf8)
}

/// Returns whether the file is small enough. If so, `buffer` holds all of it.
fn try_load(path: &Path, max_bytes: u64, buffer: &mut Vec<u8>) -> io::Result<bool> {
    let file = File::open(path)?;
    let length = file.metadata()?.len();
    if length > max_bytes {
        return Ok(false);
    }
    buffer.reserve(usize::try_from(length).unwrap_or(0) + 1);
    // The file may have grown since: one byte past the limit is enough to see that.
    file.take(max_bytes.saturating_add(1)).read_to_end(buffer)?;
    Ok(buffer.len() as u64 <= max_bytes)
}

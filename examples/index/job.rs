//! The job: readers fill documents, one consumer merges them.

use std::iter;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Sender, bounded};
use indicatif::ProgressBar;
use support::counting;

use crate::memory::Memory;
use crate::totals::{Files, Findings, Totals};
use crate::walk::{self, Skip, Walk};

/// The settings of a job.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Job<'a> {
    pub(crate) folder: &'a Path,
    pub(crate) threads: usize,
    pub(crate) max_bytes: u64,
    pub(crate) progress: &'a ProgressBar,
}

/// The results of a run, and its costs.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) findings: Findings,
    pub(crate) time: Duration,
    pub(crate) allocations: u64,
}

/// Documents that may wait for the consumer, for each reader. A few are enough to even out different
/// sizes of documents, and few enough to stay in the cache.
const WAITING: usize = 2;

impl Job<'_> {
    /// Indexes the folder, with memory from `M`.
    pub(crate) fn run<M: Memory>(self) -> Run {
        let walk = Walk::new(self.folder);
        let (sender, documents) = bounded(WAITING * self.threads);
        let mut totals = Totals::default();
        let (started, before) = (Instant::now(), counting::on_this_thread());
        let (files, allocations) = thread::scope(|scope| {
            let reader = || {
                let (walk, sender) = (&walk, sender.clone());
                scope.spawn(move || {
                    let files = self.read_all::<M>(walk, &sender);
                    (files, counting::on_this_thread())
                })
            };
            let readers: Vec<_> = iter::repeat_with(reader).take(self.threads).collect();
            // Without this sender, the channel closes when the last reader is done.
            drop(sender);
            for document in documents {
                totals.add(&*document);
                self.progress.inc(1);
                // Here a pooled document goes back to its pool, and its lines and words to theirs.
            }
            let mut all = (Files::default(), counting::on_this_thread() - before);
            for reader in readers {
                let (files, allocations) = reader.join().expect("a reader does not panic");
                all.0 += files;
                all.1 += allocations;
            }
            all
        });
        let time = started.elapsed();
        Run { findings: totals.findings(files), time, allocations }
    }

    /// The life of one reader, which makes documents of files.
    fn read_all<M: Memory>(self, walk: &Walk, sender: &Sender<M::Document>) -> Files {
        let mut files = Files::default();
        while let Some(entry) = walk.next() {
            match entry.and_then(|path| self.read::<M>(&path)) {
                Ok((document, bytes)) => {
                    files.index(bytes);
                    if sender.send(document).is_err() {
                        break;
                    }
                }
                Err(skip) => files.skip(skip),
            }
        }
        files
    }

    /// Makes a document of a file. Returns the file's size, too.
    fn read<M: Memory>(self, path: &Path) -> Result<(M::Document, usize), Skip> {
        let mut buffer = M::buffer();
        let text = walk::read(path, self.max_bytes, buffer.as_mut())?;
        let mut document = M::document();
        document.fill(path, text);
        Ok((document, text.len()))
    }

    /// Reads every file and does nothing else, so that the files are in the page cache if they fit.
    pub(crate) fn warm(self) -> (Files, Duration) {
        let walk = Walk::new(self.folder);
        let started = Instant::now();
        let files = thread::scope(|scope| {
            let reader = || scope.spawn(|| self.touch_all(&walk));
            let readers: Vec<_> = iter::repeat_with(reader).take(self.threads).collect();
            let mut files = Files::default();
            readers.into_iter().for_each(|reader| files += reader.join().expect("no panic"));
            files
        });
        (files, started.elapsed())
    }

    fn touch_all(self, walk: &Walk) -> Files {
        let (mut files, mut buffer) = (Files::default(), Vec::new());
        while let Some(entry) = walk.next() {
            buffer.clear();
            match entry.and_then(|path| Ok(walk::read(&path, self.max_bytes, &mut buffer)?.len())) {
                Ok(bytes) => files.index(bytes),
                Err(skip) => files.skip(skip),
            }
            self.progress.inc(1);
        }
        files
    }
}

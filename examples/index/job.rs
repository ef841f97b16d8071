//! The job: readers fill documents, one consumer merges them.

use std::iter;
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Sender, bounded};
use indicatif::ProgressBar;
use support::counting;

use crate::memory::{Counts, Memory};
use crate::source::{Entry, Source, Texts};
use crate::totals::{Files, Findings, Totals};
use crate::walk::Skip;

/// The settings of a job.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Job<'a> {
    pub(crate) source: &'a Source,
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
    /// The most bytes that were allocated at once, less those that were allocated before the run. What
    /// an earlier run has left in the pools counts as allocated by a run with pools.
    pub(crate) peak: u64,
    /// What the run has left allocated: objects in pools.
    pub(crate) left: i64,
    pub(crate) pools: Vec<Counts>,
}

/// Documents that may wait for the consumer, for each reader. A few are enough to even out different
/// sizes of documents, and few enough to stay in the cache.
const WAITING: usize = 2;

impl Job<'_> {
    /// Indexes the texts, with memory from `M`, in whose pools earlier runs have left `kept` bytes.
    pub(crate) fn run<M: Memory>(self, kept: i64) -> Run {
        let texts = self.source.texts();
        let counted = M::counts();
        let live = counting::reset_peak();
        let (sender, documents) = bounded(WAITING * self.threads);
        let mut totals = Totals::default();
        let (started, before) = (Instant::now(), counting::on_this_thread());
        let (files, allocations) = thread::scope(|scope| {
            let reader = || {
                let (texts, sender) = (&texts, sender.clone());
                scope.spawn(move || {
                    let files = self.read_all::<M>(texts, &sender);
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
            M::finish();
            let mut all = (Files::default(), counting::on_this_thread() - before);
            for reader in readers {
                let (files, allocations) = reader.join().expect("a reader does not panic");
                all.0 += files;
                all.1 += allocations;
            }
            all
        });
        let time = started.elapsed();
        let peak = u64::try_from(counting::peak() - live + kept).unwrap_or(0);
        let findings = totals.findings(files);
        let left = counting::live() - live;
        let counts = M::counts().into_iter().zip(counted);
        let pools = counts.map(|(after, before)| after.since(before)).collect();
        Run { findings, time, allocations, peak, left, pools }
    }

    /// The life of one reader, which makes documents of files.
    fn read_all<M: Memory>(self, texts: &Texts<'_>, sender: &Sender<M::Document>) -> Files {
        let mut files = Files::default();
        while let Some(entry) = texts.next() {
            match entry.and_then(|entry| self.read::<M>(&entry)) {
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

    /// Makes a document of a text. Returns the text's size, too.
    fn read<M: Memory>(self, entry: &Entry<'_>) -> Result<(M::Document, usize), Skip> {
        let mut buffer = M::buffer();
        let text = entry.read(self.max_bytes, buffer.as_mut())?;
        let mut document = M::document();
        document.fill(entry.path(), text);
        Ok((document, text.len()))
    }

    /// Reads every text and does nothing else, so that files are in the page cache if they fit.
    pub(crate) fn warm(self) -> (Files, Duration) {
        let texts = self.source.texts();
        let started = Instant::now();
        let files = thread::scope(|scope| {
            let reader = || scope.spawn(|| self.touch_all(&texts));
            let readers: Vec<_> = iter::repeat_with(reader).take(self.threads).collect();
            let mut files = Files::default();
            readers.into_iter().for_each(|reader| files += reader.join().expect("no panic"));
            files
        });
        (files, started.elapsed())
    }

    fn touch_all(self, texts: &Texts<'_>) -> Files {
        let (mut files, mut buffer) = (Files::default(), Vec::new());
        while let Some(entry) = texts.next() {
            buffer.clear();
            match entry.and_then(|entry| Ok(entry.read(self.max_bytes, &mut buffer)?.len())) {
                Ok(bytes) => files.index(bytes),
                Err(skip) => files.skip(skip),
            }
            self.progress.inc(1);
        }
        files
    }
}

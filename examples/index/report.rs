//! The output of the program.

use std::fmt::{self, Display};
use std::path::PathBuf;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use support::numbers::{grouped, median};

use crate::cli::Options;
use crate::escaped::Escaped;
use crate::figures::{Figure, bytes, count, seconds};
use crate::job::Run;
use crate::totals::{Files, Findings};
use crate::walk::REASONS;

/// The runs, and the report about them.
#[derive(Debug)]
pub(crate) struct Report {
    folder: Option<PathBuf>,
    threads: usize,
    rounds: u32,
    found: Files,
    reading: Duration,
    pub(crate) fresh: Vec<Run>,
    pub(crate) pools: Vec<Run>,
}

/// The characters that a list shows of a word.
const LONGEST_WORD: usize = 24;

/// A bar on standard error. It draws itself from a thread of its own, so that drawing costs the
/// runs neither time nor allocations.
pub(crate) fn progress() -> ProgressBar {
    let style = ProgressStyle::with_template("{wide_bar} {pos}/{len} files, {eta} left");
    let progress = ProgressBar::no_length().with_style(style.expect("the template is valid"));
    progress.enable_steady_tick(Duration::from_millis(100));
    progress
}

impl Report {
    pub(crate) fn new(options: &Options, (found, reading): (Files, Duration)) -> Report {
        Report {
            folder: options.folder.clone(),
            threads: options.threads,
            rounds: options.rounds,
            found,
            reading,
            fresh: Vec::new(),
            pools: Vec::new(),
        }
    }

    /// Documents that all runs together will make.
    pub(crate) fn documents(&self) -> u64 {
        self.found.indexed * u64::from(self.rounds) * 2
    }

    /// The bytes that the runs have left in the pools.
    pub(crate) fn kept(&self) -> i64 {
        self.pools.iter().map(|run| run.left).sum()
    }

    /// Reports a difference between the results of the runs.
    pub(crate) fn disagreement(&self) -> Option<String> {
        let mut findings = self.fresh.iter().chain(&self.pools).map(|run| &run.findings);
        let first = findings.next()?;
        let other = findings.find(|&other| other != first)?;
        let what = if other.top == first.top { "counts" } else { "top words" };
        Some(format!("the runs found different {what}: did the folder change meanwhile?"))
    }
}

impl Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.source(f)?;
        let Some(findings) = self.fresh.first().map(|run| &run.findings) else {
            return writeln!(f, "There is no text to index, so there is nothing to compare.");
        };
        self.found(f, findings)?;
        self.costs(f, findings)?;
        self.pools(f)
    }
}

impl Report {
    /// What was indexed, and what was not.
    fn source(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (files, size) = (grouped(self.found.indexed), bytes(self.found.bytes as f64));
        let noun = if self.found.indexed == 1 { "file" } else { "files" };
        match &self.folder {
            None => writeln!(f, "{files} access logs of a web shop, made in memory ({size})")?,
            Some(folder) => {
                writeln!(f, "{}: {files} {noun} ({size})", Escaped(&folder.to_string_lossy()))?;
            }
        }
        let skipped: u64 = self.found.skipped.iter().sum();
        if skipped > 0 {
            write!(f, "skipped: {}", grouped(skipped))?;
            let reasons = REASONS.iter().zip(self.found.skipped).filter(|&(_, count)| count > 0);
            for (n, (&(_, name), count)) in reasons.enumerate() {
                write!(f, "{}{} {name}", if n == 0 { " (" } else { ", " }, grouped(count))?;
            }
            writeln!(f, ")")?;
        }
        Ok(())
    }

    /// The results, which are those of every run.
    fn found(&self, f: &mut fmt::Formatter<'_>, findings: &Findings) -> fmt::Result {
        let Findings { lines, words, vocabulary, longest, top, .. } = findings;
        writeln!(
            f,
            "{} lines, {} words of which {} are different",
            grouped(*lines),
            grouped(*words),
            grouped(*vocabulary as u64),
        )?;
        if longest.bytes > 0 {
            let (bytes, path) = (grouped(longest.bytes as u64), longest.path.to_string_lossy());
            writeln!(f, "longest line: {bytes} bytes, {}:{}", Escaped(&path), longest.number)?;
        }
        if !top.is_empty() {
            let words =
                top.iter().map(|(word, count)| format!("{} {}", cut(word), grouped(*count)));
            writeln!(f, "most frequent words: {}", words.collect::<Vec<_>>().join(", "))?;
        }
        Ok(())
    }

    /// What both cost, side by side.
    fn costs(&self, f: &mut fmt::Formatter<'_>, findings: &Findings) -> fmt::Result {
        let files = findings.files.indexed.max(1) as f64;
        let medians = |of: fn(&Run) -> f64| {
            [&self.fresh, &self.pools].map(|runs| median(runs.iter().map(of)))
        };
        let time = medians(|run| run.time.as_secs_f64());
        let allocations = medians(|run| run.allocations as f64).map(|all| all / files);
        let peak = medians(|run| run.peak as f64);
        writeln!(
            f,
            "\nEvery line and every word is an object, made by one thread and dropped by another one.\n\
             Readers: {}, mergers: 1, rounds: {} (these are medians). Reading alone takes {}.\n",
            self.threads,
            self.rounds,
            seconds(self.reading.as_secs_f64()),
        )?;
        Figure { name: "time", values: time, show: seconds, words: ["faster", "slower"] }.fmt(f)?;
        Figure {
            name: "allocations a file",
            values: allocations,
            show: count,
            words: ["fewer", "more"],
        }
        .fmt(f)?;
        Figure { name: "peak memory", values: peak, show: bytes, words: ["less", "more"] }.fmt(f)
    }

    /// What the pools did in the first round, when they were empty, and in the last one.
    fn pools(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Some(first), Some(last)) = (self.pools.first(), self.pools.last()) else {
            return Ok(());
        };
        let made = |round: usize| format!("made in round {round}");
        write!(f, "\n{:<12}{:>10}{:>16}{:>18}", "pool", "N", "gets a round", made(1))?;
        if self.rounds > 1 {
            write!(f, "{:>18}", made(self.pools.len()))?;
        }
        writeln!(f)?;
        for (first, last) in first.pools.iter().zip(&last.pools) {
            let numbers = [first.capacity as u64, first.gets, first.made, last.made].map(grouped);
            let [capacity, gets, made, made_last] = numbers;
            write!(f, "{:<12}{capacity:>10}{gets:>16}{made:>18}", first.pool)?;
            if self.rounds > 1 {
                write!(f, "{made_last:>18}")?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

/// A word that is not too long for a list.
fn cut(word: &str) -> String {
    match word.char_indices().nth(LONGEST_WORD) {
        Some((end, _)) => format!("{}…", &word[..end]),
        None => word.to_owned(),
    }
}

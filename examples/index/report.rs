//! The output of the program.

use std::fmt::{self, Display};
use std::path::PathBuf;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use syncpool::Stats;

use crate::cli::Options;
use crate::job::Run;
use crate::memory::{BUFFERS, DOCUMENTS, LINES, WORDS};
use crate::totals::{Files, Findings};
use crate::walk::REASONS;

/// The runs, and the report about them.
#[derive(Debug)]
pub(crate) struct Report {
    folder: PathBuf,
    threads: usize,
    rounds: u16,
    found: Files,
    reading: Duration,
    pub(crate) fresh: Vec<Run>,
    pub(crate) pools: Vec<Run>,
}

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
            threads: options.threads(),
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
        let (Some(fresh), Some(pools)) = (self.fresh.first(), self.pools.first()) else {
            return Ok(());
        };
        let (fresh, pools) = (&fresh.findings, &pools.findings);
        self.found(f, fresh)?;
        self.costs(f, fresh, pools)?;
        hits(f)?;
        top(f, fresh, pools)
    }
}

impl Report {
    fn found(&self, f: &mut fmt::Formatter<'_>, findings: &Findings) -> fmt::Result {
        let Findings { files, lines, words, vocabulary, longest, .. } = findings;
        writeln!(f, "{}", self.folder.display())?;
        writeln!(
            f,
            "{} lines, {} words of which {} are different",
            grouped(*lines),
            grouped(*words),
            grouped(*vocabulary as u64),
        )?;
        if longest.bytes > 0 {
            let (bytes, path) = (grouped(longest.bytes as u64), longest.path.display());
            writeln!(f, "longest line: {bytes} bytes, {path}:{}", longest.number)?;
        }
        let skipped: u64 = files.skipped.iter().sum();
        write!(f, "skipped: {}", grouped(skipped))?;
        let reasons = REASONS.iter().zip(files.skipped).filter(|&(_, count)| count > 0);
        for (n, (&(_, name), count)) in reasons.enumerate() {
            let before = if n == 0 { " (" } else { ", " };
            write!(f, "{before}{} {name}", grouped(count))?;
        }
        writeln!(f, "{}", if skipped > 0 { ")" } else { "" })
    }

    fn costs(&self, f: &mut fmt::Formatter<'_>, fresh: &Findings, pools: &Findings) -> fmt::Result {
        let (old, new) = (Costs::of(&self.fresh), Costs::of(&self.pools));
        let mega = |bytes: u64, seconds: f64| bytes as f64 / 1e6 / seconds;
        writeln!(f)?;
        row(f, &format!("median of {}", self.rounds), "fresh", "pools")?;
        let files = |findings: &Findings| grouped(findings.files.indexed);
        row(f, "files", &files(fresh), &files(pools))?;
        let bytes = |findings: &Findings| grouped(findings.files.bytes);
        row(f, "bytes", &bytes(fresh), &bytes(pools))?;
        row(f, "seconds", &format!("{:.3}", old.seconds), &format!("{:.3}", new.seconds))?;
        let speed = |findings: &Findings, costs: &Costs| {
            format!("{:.1}", mega(findings.files.bytes, costs.seconds))
        };
        row(f, "MB a second", &speed(fresh, &old), &speed(pools, &new))?;
        let each = |findings: &Findings, costs: &Costs| {
            format!("{:.1}", costs.allocations / findings.files.indexed.max(1) as f64)
        };
        row(f, "allocations a file", &each(fresh, &old), &each(pools, &new))?;
        writeln!(
            f,
            "\nthroughput with pools: {:.2} x (threads: {} readers, 1 consumer; reading alone \
             takes {:.3} s)",
            old.seconds / new.seconds,
            self.threads,
            self.reading.as_secs_f64(),
        )
    }
}

/// Medians over the rounds.
struct Costs {
    seconds: f64,
    allocations: f64,
}

impl Costs {
    fn of(runs: &[Run]) -> Costs {
        Costs {
            seconds: median(runs.iter().map(|run| run.time.as_secs_f64())),
            allocations: median(runs.iter().map(|run| run.allocations as f64)),
        }
    }
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_unstable_by(f64::total_cmp);
    let last = values.len() - 1;
    f64::midpoint(values[last / 2], values[last.div_ceil(2)])
}

/// The statistics of the pools over all rounds, the first round with its empty pools included.
fn hits(f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let pools: [(&str, Stats); 4] = [
        ("DOCUMENTS", DOCUMENTS.stats()),
        ("BUFFERS", BUFFERS.stats()),
        ("LINES", LINES.stats()),
        ("WORDS", WORDS.stats()),
    ];
    writeln!(f, "\n{:<12}{:>10}{:>14}{:>12}{:>12}", "pool", "N", "gets", "made", "hit rate")?;
    for (name, stats) in pools {
        writeln!(
            f,
            "{name:<12}{:>10}{:>14}{:>12}{:>10.3} %",
            grouped(stats.capacity as u64),
            grouped(stats.hits + stats.misses),
            grouped(stats.misses),
            stats.hit_rate() * 100.0,
        )?;
    }
    Ok(())
}

fn top(f: &mut fmt::Formatter<'_>, fresh: &Findings, pools: &Findings) -> fmt::Result {
    writeln!(f)?;
    row(f, "most frequent", "fresh", "pools")?;
    let count = |found: Option<&(String, u64)>| {
        found.map_or_else(String::new, |(word, count)| format!("{word} {}", grouped(*count)))
    };
    for place in 0..fresh.top.len().max(pools.top.len()) {
        let name = format!("{:>2}", place + 1);
        row(f, &name, &count(fresh.top.get(place)), &count(pools.top.get(place)))?;
    }
    Ok(())
}

fn row(f: &mut fmt::Formatter<'_>, name: &str, fresh: &str, pools: &str) -> fmt::Result {
    writeln!(f, "{name:<22}{fresh:>18}{pools:>18}")
}

/// A number with its digits in groups of three.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
